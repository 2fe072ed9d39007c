"""Verbs that attribute: "said that", "accused Pyongyang of", "..., analysts warn", "is believed to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_LEMMAS = {"hop": "hope", "lambaste": "lambast", "foresaw": "foresee"}
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
_FIRST = frozenset(("i", "we", "you"))


def lemma(token: Token) -> str:
    """The lemma, with the parser's usual slips mended."""
    return _LEMMAS.get(token.lemma, token.lemma)


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every verb cue that stands outside direct speech.

    Args:
        parsed: the parsed report.
        spoken: for each token whether it stands in direct speech.
    """
    book = cues()
    for token in parsed.tokens:
        if token.pos not in ("VERB", "AUX") or spoken[token.i]:
            continue
        entries = book.verbs(lemma(token))
        if entries:
            draft = _read(parsed, token, entries)
            if draft is not None:
                yield draft


def _read(parsed: Parsed, verb: Token, entries: tuple[CueEntry, ...]) -> Draft | None:
    who = sources.speaker(parsed, verb.i)
    if who is not None and who.lower in _FIRST:
        return None
    for entry in entries:
        words = entry.words
        last = verb.i
        if len(words) > 1:
            last = _follows(parsed, verb, words[1:])
            if last < 0:
                continue
        found = _content(parsed, verb, entry, last)
        if found is None:
            continue
        pieces, rule, strength = found
        if who is None and not _implicit(parsed, verb):
            return None
        if who is not None and who.lower in ("it", "there") and rule != "object" and entry.cue in ("seem", "appear"):
            who = None
        lo, hi = sources.cue_range(parsed, verb.i)
        hi = max(hi, last + 1)
        return Draft(
            act=entry.act,
            rule=f"said.{rule}",
            cue=(parsed.tokens[lo].start, parsed.tokens[hi - 1].end),
            cue_token=verb.i,
            source=sources.phrase(parsed, who.i) if who is not None else None,
            pieces=pieces,
            because=f"{entry.cue}: {rule}",
            strength=strength,
            label=rule == "label",
            entry=entry.cue,
        )
    return None


def _implicit(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb without a speaker still attributes: a passive ("is believed to")."""
    return sources.passive(parsed, verb.i)


def _follows(parsed: Parsed, verb: Token, words: tuple[str, ...]) -> int:
    """The last token of the particle or preposition that makes the cue ("point out"), or -1."""
    tokens = parsed.tokens
    for child in parsed.children(verb.i, "prt", "prep", "advmod"):
        if child.i > verb.i and child.lower == words[0]:
            end = child.i
            for word in words[1:]:
                end += 1
                if end >= len(tokens) or tokens[end].lower != word:
                    return -1
            return end
    end = verb.i
    for word in words:
        end += 1
        if end >= len(tokens) or tokens[end].lower != word:
            return -1
    return end


Content = tuple[list[Offsets], str, int]


def _content(parsed: Parsed, verb: Token, entry: CueEntry, last: int) -> Content | None:
    frames = entry.frames
    if sources.passive(parsed, verb.i):
        return _of_passive(parsed, verb, entry)
    if "oprd" in frames:
        found = _predicate(parsed, verb)
        if found:
            return found
    if "that" in frames or "quote" in frames or "np-to" in frames:
        found = _clause(parsed, verb)
        if found:
            return found
    goal = parsed.child(verb.i, "dobj")
    if "to" in frames or (not entry.weak and ("ing" in frames or "np-to" in frames)):
        found = _infinitive(parsed, verb, goal if "np-to" in frames else None)
        if found:
            return found
    if "prep" in frames and last > verb.i:
        return _governed(parsed, last)
    if goal is not None and any(frame.startswith("obj") for frame in frames):
        return _object(parsed, verb, goal, entry)
    return None


def _clause(parsed: Parsed, verb: Token) -> Content | None:
    tokens = parsed.tokens
    clause = parsed.child(verb.i, "ccomp")
    if clause is None:
        return _around(parsed, verb)
    if clause.lo > verb.i:
        made = piece(parsed, clause.lo, clause.hi)
        return ([made], "clause", 3) if made else None
    lo, hi = _parenthesis(parsed, verb, clause)
    pieces = [
        made
        for made in (piece(parsed, clause.lo, lo), piece(parsed, hi, clause.hi) if clause.hi > hi else None)
        if made
    ]
    if not pieces:
        return None
    del tokens
    return pieces, "clause-before", 3


def _parenthesis(parsed: Parsed, verb: Token, clause: Token) -> tuple[int, int]:
    """The tokens of the cue's own clause inside or behind what is said."""
    tokens = parsed.tokens
    lo, hi = verb.i, verb.i + 1
    for i in verb.children:
        child = tokens[i]
        if child is clause or child.dep == "punct" or child.dep == "ccomp":
            continue
        if child.i < verb.i and child.lo >= clause.lo and (clause.i < child.i or clause.i > verb.i):
            lo = min(lo, child.lo)
        elif child.i > verb.i and (clause.i < verb.i or child.hi <= clause.i):
            hi = max(hi, child.hi)
    return lo, hi


def _around(parsed: Parsed, verb: Token) -> Content | None:
    """ "X, he said, will go": the cue hangs as a parataxis on what is said."""
    tokens = parsed.tokens
    if verb.dep not in ("parataxis",) or verb.head == verb.i:
        return None
    host = tokens[verb.head]
    before, after = piece(parsed, host.lo, verb.lo), piece(parsed, verb.hi, host.hi) if host.hi > verb.hi else None
    pieces = [made for made in (before, after) if made]
    return (pieces, "parenthesis", 3) if pieces else None


def _infinitive(parsed: Parsed, verb: Token, goal: Token | None) -> Content | None:
    clause = parsed.child(verb.i, "xcomp")
    if clause is None or clause.lo <= verb.i or clause.pos not in ("VERB", "AUX"):
        return None
    lo = min(goal.lo, clause.lo) if goal is not None and goal.i > verb.i else clause.lo
    made = piece(parsed, lo, clause.hi)
    return ([made], "infinitive", 2) if made else None


def _predicate(parsed: Parsed, verb: Token) -> Content | None:
    """ "calls the war a special operation": what is said of the object."""
    said_of = parsed.child(verb.i, "oprd")
    if said_of is not None and said_of.i > verb.i:
        made = piece(parsed, said_of.lo, said_of.hi)
        return ([made], "label", 3) if made else None
    clause = parsed.child(verb.i, "ccomp")
    if clause is None or clause.i < verb.i or clause.pos not in ("NOUN", "ADJ", "PROPN"):
        return None
    about = parsed.child(clause.i, "nsubj")
    if about is None or about.i < verb.i:
        return None
    made = piece(parsed, about.hi, clause.hi)
    return ([made], "label", 3) if made else None


def _governed(parsed: Parsed, preposition: int) -> Content | None:
    tokens = parsed.tokens
    inner = parsed.child(preposition, "pobj", "pcomp")
    if inner is None or inner.i <= preposition:
        return None
    hi = max(inner.hi, tokens[preposition].hi)
    goal = parsed.child(tokens[preposition].head, "xcomp", "advcl")
    if goal is not None and goal.lo == hi and tokens[goal.lo].lower == "to":  # "called on Moscow to withdraw"
        hi = goal.hi
    made = piece(parsed, preposition + 1, hi)
    return ([made], "prepositional", 1) if made else None


def _object(parsed: Parsed, verb: Token, goal: Token, entry: CueEntry) -> Content | None:
    if goal.i < verb.i:
        as_ = next((child for child in parsed.children(verb.i, "prep") if child.lower == "as"), None)
        inner = parsed.child(as_.i, "pobj", "pcomp", "amod") if as_ is not None else None
        if as_ is not None and inner is not None and "obj+as" in entry.frames:
            made = piece(parsed, as_.i + 1, as_.hi)
            return ([made], "label", 2) if made else None
        return None
    hi = goal.hi
    wanted = {frame[4:] for frame in entry.frames if frame.startswith("obj+")}
    paired = False
    for child in parsed.children(verb.i, "prep", "dative"):
        if child.i > goal.i and child.lower in wanted:
            hi = max(hi, child.hi)
            paired = True
        elif child.i > goal.i and child.lower not in _CIRCUMSTANCE and child.lo <= hi + 1:
            hi = max(hi, child.hi)
    if "obj" not in entry.frames and not paired:
        return None
    made = piece(parsed, goal.lo, hi)
    if made is None:
        return None
    return [made], ("object-as" if paired and "as" in wanted else "object"), 1


def _of_passive(parsed: Parsed, verb: Token, entry: CueEntry) -> Content | None:
    """ "was accused by X of", "is believed to": the subject and what is said of it."""
    subject = parsed.child(verb.i, "nsubjpass", "nsubj")
    if subject is not None:
        subject = sources.relative(parsed, subject, verb.i)
    clause = parsed.child(verb.i, "xcomp", "ccomp", "oprd", "advcl")
    if clause is not None and (clause.i < verb.i or (clause.dep == "advcl" and clause.tag not in ("VB",))):
        clause = None
    rest = clause
    if rest is None:
        rest = next(
            (c for c in parsed.children(verb.i, "prep") if c.i > verb.i and f"obj+{c.lower}" in entry.frames), None
        )
    if rest is None:
        return None
    pieces = []
    if subject is not None and subject.lower != "it":
        lo, hi = sources.phrase(parsed, subject.i)
        made = piece(parsed, lo, hi)
        if made:
            pieces.append(made)
    made = piece(parsed, rest.lo, rest.hi)
    if made:
        pieces.append(made)
    return (sorted(pieces), "passive", 1) if pieces else None
