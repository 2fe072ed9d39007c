"""Noun phrases as content: objects, predicates said of them, what a preposition governs, figures."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said.calendar import is_time
from onrecord.said.draft import Complement
from onrecord.said.nominal import noun_content
from onrecord.said.pieces import piece

_CIRCUMSTANCE = frozenset(
    (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "since",
        "through",
        "via",
        "amid",
        "following",
        "until",
        "by",
        "from",
    )
)


_NUMERIC = frozenset(
    ("between", "about", "around", "nearly", "more", "up", "some", "over", "at", "fewer", "less", "almost", "roughly")
)


_EMPTY = frozenset(("condition", "behalf", "telephone", "phone"))


TELLING = frozenset(
    ("tell", "ask", "inform", "assure", "remind", "advise", "notify", "brief", "reassure", "email", "text")
)


def predicate(parsed: Parsed, verb: Token) -> Complement | None:
    """ "calls the war a special operation": what is said of the object."""
    said_of = parsed.child(verb.i, "oprd")
    if said_of is not None and said_of.i > verb.i:
        made = piece(parsed, said_of.lo, said_of.hi)
        return Complement([made], "label", 3) if made else None
    clause = parsed.child(verb.i, "ccomp")
    if clause is not None and clause.i > verb.i and clause.pos in ("NOUN", "ADJ", "PROPN"):
        about = parsed.child(clause.i, "nsubj")
        if about is not None and about.i > verb.i:
            made = piece(parsed, about.hi, clause.hi)
            return Complement([made], "label", 3) if made else None
    goal = next((c for c in parsed.children(verb.i, "dobj", "attr") if c.i > verb.i), None)
    if goal is not None and _relative_gap(parsed, verb):
        made = piece(parsed, goal.lo, goal.hi)
        return Complement([made], "label", 3) if made else None
    return None


def _relative_gap(parsed: Parsed, verb: Token) -> bool:
    """Whether the object stands before the verb as a relative: "which Minsk called", "what she called"."""
    tokens = parsed.tokens
    at = verb
    for _ in range(3):
        if any(tokens[i].tag in ("WDT", "WP") and tokens[i].dep != "nsubj" for i in range(at.lo, verb.i)):
            return True
        if at.dep != "conj":
            return False
        at = tokens[at.head]
    return False


def governed(parsed: Parsed, preposition: int) -> Complement | None:
    """What the cue's own preposition governs: "called for an inquiry", "called on Mali to withdraw"."""
    tokens = parsed.tokens
    inner = parsed.child(preposition, "pobj", "pcomp")
    if inner is None or inner.i <= preposition or is_time(inner) or inner.lemma in _EMPTY:
        return None
    hi = max(inner.hi, tokens[preposition].hi)
    goal = parsed.child(tokens[preposition].head, "xcomp", "advcl")
    if goal is not None and goal.lo == hi and tokens[goal.lo].lower == "to":  # "called on Moscow to withdraw"
        hi = goal.hi
    made = piece(parsed, preposition + 1, hi)
    return Complement([made], "prepositional", 1, preposition + 1) if made else None


def of_object(parsed: Parsed, verb: Token, goal: Token, entry: CueEntry) -> Complement | None:
    """The object with the prepositions of the cue's frames: "accused Mali of treason", "rejected a claim that"."""
    if goal.i < verb.i:
        return _before_as(parsed, verb, entry)
    lo, hi = goal.lo, goal.hi
    cue_end = 0
    if parsed.tokens[lo].lower == "as":  # "rejected as baseless a claim"
        lo = next((i for i in range(lo + 1, goal.i + 1) if parsed.tokens[i].dep in ("det", "poss", "nummod")), lo)
        cue_end = lo
    wanted = {frame[4:] for frame in entry.frames if frame.startswith("obj+")}
    told = _claim_of(parsed, goal)
    if told is not None and "obj" in entry.frames:
        return Complement(told, "object-clause", 2, cue_end, goal)
    paired = False
    reach = hi
    added: list[tuple[int, int]] = []
    for child in parsed.children(verb.i, "prep", "dative"):
        estimate = entry.act == "estimate"
        if child.i < goal.i or child.lo > reach + 1:
            continue
        if is_time(parsed.tokens[child.hi - 1]) and not estimate and child.lower not in wanted:
            reach = max(reach, child.hi)
            continue
        if child.lower in wanted:
            paired = True
        elif child.lower in _CIRCUMSTANCE and not (paired and estimate):
            continue
        if child.lo > hi + 1:
            added.append((child.lo, child.hi))
        else:
            hi = max(hi, child.hi)
        reach = max(reach, child.hi)
    if not paired and ("obj" not in entry.frames or not _own_matter(parsed, goal, entry)):
        paired = any(child.lower in wanted for child in parsed.children(goal.i, "prep"))
        if not paired:
            return None
    pieces = [made for made in (piece(parsed, *part) for part in ((lo, hi), *added)) if made]
    if not pieces:
        return None
    return Complement(pieces, "object-as" if paired and "as" in wanted else "object", 1, cue_end, goal)


def _own_matter(parsed: Parsed, goal: Token, entry: CueEntry) -> bool:
    """Whether an object can be what is said: not the person told ("told reporters"), not "him" of "asked him"."""
    if entry.cue in TELLING:
        return False
    return "that" not in entry.frames or goal.pos != "PRON" or goal.lower in ("that", "this", "it", "those", "these")


def _claim_of(parsed: Parsed, goal: Token) -> list[Offsets] | None:
    """What a claim, report or allegation in the object says: "has not confirmed a report that ..."."""
    for entry in cues().of("noun", goal.lemma):
        found = noun_content(parsed, goal, entry)
        if found is not None and found[1] == "that":
            return found[0]
    return None


def _before_as(parsed: Parsed, verb: Token, entry: CueEntry) -> Complement | None:
    """ "which Minsk described as purely defensive"."""
    as_ = next((child for child in parsed.children(verb.i, "prep") if child.lower == "as" and child.i > verb.i), None)
    if as_ is None or "obj+as" not in entry.frames:
        return None
    made = piece(parsed, as_.i + 1, as_.hi)
    return Complement([made], "label", 2) if made else None


def figure(parsed: Parsed, verb: Token) -> Complement | None:
    """ "estimated between 700 and 900 killed or wounded"."""
    at = verb.i + 1
    tokens = parsed.tokens
    if at >= len(tokens) or not (tokens[at].pos == "NUM" or tokens[at].lower in _NUMERIC):
        return None
    hi = max((tokens[i].hi for i in verb.children if i > verb.i), default=at)
    if not any(tokens[i].pos == "NUM" for i in range(at, min(hi, at + 6))):
        return None
    made = piece(parsed, at, hi)
    return Complement([made], "figure", 1) if made else None
