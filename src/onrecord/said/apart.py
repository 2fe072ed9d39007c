"""Contents that stand apart from their cue's object: "put losses in May at 40", "dismissed as lies a report that"."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.said.draft import Complement
from onrecord.said.pieces import piece

_ROUGHLY = frozenset(
    ("between", "about", "around", "nearly", "more", "than", "up", "to", "some", "over", "at", "fewer", "less", "least",
     "almost", "roughly", "approximately", "just", "under", "only", "as", "many", "high", "low", "a", "well")
)  # fmt: skip
_NUMBERS = frozenset(
    ("half", "third", "quarter", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million",
     "millions", "zero", "$", "€", "£", "¥")
)  # fmt: skip
_MEASURED = frozenset(
    ("number", "toll", "loss", "casualty", "death", "cost", "damage", "value", "price", "figure", "count", "strength",
     "share", "size", "population", "total", "rate", "turnout", "bill", "budget", "worth", "odd", "chance",
     "probability", "likelihood", "deficit", "debt", "inflation", "growth", "unemployment", "support", "crowd", "dead",
     "wounded", "injured", "missing", "displaced", "estimate", "arsenal", "stockpile", "stock", "reserve", "output",
     "production", "yield", "range", "distance", "age", "attendance", "proportion", "percentage", "spending",
     "magnitude", "victim", "injury", "fatality", "attrition", "expense", "revenue", "income", "profit", "speed")
)  # fmt: skip
"""What is put or placed at a figure; guards are put at a gate."""
_FAR = 24
"""Tokens between the verb and the "at" of its figure, at most."""


_OPPOSING = frozenset(("reject", "condemn", "deny"))


def apart(parsed: Parsed, verb: Token, entry: CueEntry) -> Complement | None:
    """The object with its figure, or the clause behind a label, by the cue's row."""
    if "obj+at" in entry.frames:
        return valued(parsed, verb)
    if entry.act in _OPPOSING and "obj" in entry.frames:
        return dismissed(parsed, verb)
    return None


def valued(parsed: Parsed, verb: Token) -> Complement | None:
    """The object with its figure, whatever the parser hangs the "at" on: "put losses in October at between 2 and 3"."""
    tokens = parsed.tokens
    goal = parsed.child(verb.i, "dobj")
    if goal is None or goal.i < verb.i or not measured(goal):
        return None
    end = min(parsed.sentences[verb.sentence].hi, goal.i + _FAR)
    for at in range(goal.i + 1, end):
        token = tokens[at]
        if token.text in (",", ";", ":") or token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.lower == "at" and _figure(parsed, at + 1, end):
            held = next((child for child in parsed.children(verb.i) if child.lo <= at < child.hi), None)
            hi = held.hi if held is not None else token.hi
            stop = next((i for i in range(at + 1, hi) if tokens[i].text in (",", ";")), hi)
            for child in parsed.children(verb.i, "prep", "npadvmod"):  # "at 900 in the past day"
                if child.lo == stop:
                    stop = child.hi
            made = piece(parsed, goal.lo, _with_fate(parsed, stop))
            return Complement([made], "object", 2, head=goal) if made else None
    return None


_FATES = frozenset(("dead", "killed", "wounded", "injured", "hurt", "missing", "captured", "displaced", "homeless"))


def _with_fate(parsed: Parsed, hi: int) -> int:
    """The end behind "40 dead or missing", where the parser hangs these words elsewhere."""
    tokens = parsed.tokens
    while hi < len(tokens):
        if tokens[hi].lower in _FATES:
            hi += 1
        elif tokens[hi].lower in ("and", "or") and hi + 1 < len(tokens) and tokens[hi + 1].lower in _FATES:
            hi += 2
        else:
            break
    return hi


def measured(goal: Token) -> bool:
    """Whether a noun is of the kind that figures are given for: losses, a toll, a cost."""
    return goal.lemma in _MEASURED or goal.lower in _MEASURED


def _figure(parsed: Parsed, lo: int, end: int) -> bool:
    """Whether a number begins at token `lo`, behind words such as "about" and "more than"."""
    for i in range(lo, min(end, lo + 5)):
        token = parsed.tokens[i]
        if token.pos == "NUM" or token.tag == "CD" or token.lower in _NUMBERS:
            return True
        if token.lower not in _ROUGHLY:
            return False
    return False


_LABEL = 10
"""Tokens between "as" and the noun of what is dismissed, at most."""


def dismissed(parsed: Parsed, verb: Token) -> Complement | None:
    """The clause of a report or claim that stands behind its label: "dismissed as lies a report that he had fled"."""
    tokens = parsed.tokens
    sentence = parsed.sentences[verb.sentence]
    if verb.i + 1 >= sentence.hi or tokens[verb.i + 1].lower != "as":
        return None
    for at in range(verb.i + 3, min(verb.i + 2 + _LABEL, sentence.hi - 1)):
        token = tokens[at]
        if token.text in (",", ";", ":") or token.lower == "that":
            return None
        if tokens[at + 1].lower != "that" or not _names_claim(token):
            continue
        hi = max((t.hi for t in parsed.ancestors(at + 1) if t.lo >= at + 1), default=0)
        made = piece(parsed, at + 2, hi)
        cue_end = _behind_label(parsed, verb.i + 2, at)
        return Complement([made], "object-clause", 4, cue_end, token) if made else None
    return None


def _behind_label(parsed: Parsed, lo: int, noun: int) -> int:
    """The end of "dismissed as lies", which is the cue; 0 where the label and the noun cannot be told apart."""
    tokens = parsed.tokens
    for i in range(lo + 1, noun + 1):
        if tokens[i].tag in ("DT", "PRP$") or (i > lo + 1 and tokens[i - 1].text in _CLOSING):
            return i
    return noun if noun == lo + 1 else 0


_CLOSING = frozenset(("”", "’", "''", '"', "»"))


def _names_claim(token: Token) -> bool:
    """Whether a noun, or what the parser took for a verb ("fiction claims that"), is a cue that takes a clause."""
    if token.pos != "NOUN" and token.tag != "VBZ":
        return False
    return any("that" in entry.frames for entry in cues().of("noun", token.lemma))


def told_relative(parsed: Parsed, verb: Token, clause: Token) -> Complement | None:
    """What is said inside a relative clause: "tankers that it says carried oil"."""
    tokens = parsed.tokens
    own = parsed.child(verb.i, "nsubj")
    if own is None or own.lo < 1 or not own.i < verb.i < clause.i or clause.lo >= own.lo:
        return None
    pronoun = tokens[own.lo - 1]
    gap = pronoun.tag in ("WDT", "WP") and pronoun.head == clause.i and pronoun.dep in ("nsubj", "nsubjpass")
    if not gap or tokens[verb.i + 1].tag not in ("VBD", "VBN", "VBZ", "VBP", "MD"):
        return None
    made = piece(parsed, verb.i + 1, clause.hi)
    return Complement([made], "clause", 3) if made else None
