"""What is not said: "would not say how many", "stopped short of admitting that", "has yet to disclose"."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.cues import CueEntry
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.model.statement import Act
from onrecord.said import sources

_TELLING = frozenset(
    ("say", "disclose", "reveal", "specify", "explain", "elaborate", "tell", "announce", "clarify", "state", "divulge",
     "detail", "identify", "mention", "indicate", "comment on", "elaborate on", "discuss")
)  # fmt: skip
_GIVEN = frozenset(("disclose", "reveal", "specify", "divulge", "detail", "explain", "clarify"))
"""Cues whose object, where they are negated, is what was kept back: "did not disclose the toll"."""
QUESTIONS = frozenset(("whether", "if", "how", "who", "what", "when", "where", "why", "which", "whose"))
_NONE = frozenset(("neither", "no", "nobody", "none"))
_ON_A_MATTER = frozenset(("comment on", "discuss", "elaborate on"))
_ASSENTING = frozenset(("admit", "confirm"))
_KEEPING_BACK = frozenset(
    ("avoid", "dodge", "evade", "resist", "refrain", "hesitate", "fail", "neglect", "omit", "forbear", "abstain", "shy",
     "shrink", "stop", "hold", "steer", "decline", "refuse", "unwilling", "reluctant", "unable", "loath", "hesitant",
     "balk", "baulk", "forgo", "bother", "fall")
)  # fmt: skip
_REFUSING = frozenset(("decline", "refuse"))
_SHORT_OF = {"stop": "short", "fall": "short", "hold": "back", "shy": "away", "steer": "clear", "shrink": "back"}
"""Verbs that keep back only with this word: "stopped short of saying"."""
_FARTHEST = 7
"""Tokens between the word that keeps back and the cue, at most."""


class Withheld(NamedTuple):
    """The act of what is kept back, the token where its cue begins, and the refusing verb that the cue takes in."""

    act: Act
    lo: int
    refusing: Token | None = None


def withheld(parsed: Parsed, verb: Token, entry: CueEntry, pieces: list[Offsets], rule: str) -> Withheld | None:
    """Whether a cue is named only to tell that its act was not done; None where it was, or a plain negation stands.

    Args:
        parsed: the parsed report.
        verb: the cue's verb.
        entry: its row.
        pieces: its content.
        rule: the rule that found the content.
    """
    lo = sources.cue_range(parsed, verb.i)[0]
    above = _keeping_back(parsed, verb)
    if above is not None:
        refusing = above if above.lemma in _REFUSING else None
        if refusing is not None and not (entry.cue in _TELLING or entry.act in _ASSENTING):
            return None  # "refused to condemn": a refusal of its own
        begin = sources.cue_range(parsed, above.i)[0] if above.pos == "VERB" else above.i
        if above.pos == "ADJ" and parsed.tokens[above.head].lemma == "be":
            begin = min(begin, sources.cue_range(parsed, above.head)[0])
        open_question = entry.cue in _ON_A_MATTER or (entry.act not in _ASSENTING and _asked(parsed, pieces))
        plain = refusing is not None and open_question
        return Withheld("decline" if plain else "withhold", begin, refusing)
    yet = yet_to(parsed, verb)
    if yet:
        lo = sources.cue_range(parsed, verb.head)[0]
    if not (yet or _negated(parsed, verb)):
        return None
    telling = entry.cue in _TELLING and (_asked(parsed, pieces) or (entry.cue in _GIVEN and rule == "object"))
    if entry.act == "confirm" or telling:
        return Withheld("withhold", lo)
    return Withheld(entry.act, lo) if yet else None


def yet_to(parsed: Parsed, verb: Token) -> bool:
    """ "has yet to confirm"."""
    above = parsed.tokens[verb.head]
    return verb.dep == "xcomp" and any(child.lower == "yet" for child in parsed.children(above.i, "advmod"))


def _negated(parsed: Parsed, verb: Token) -> bool:
    if any(True for _ in parsed.children(verb.i, "neg")):
        return True
    subject = sources.speaker(parsed, verb.i)
    if subject is None:
        return False
    if subject.lower in _NONE or parsed.tokens[subject.lo].lower == "neither":
        return True
    if subject.lo > 0 and parsed.tokens[subject.lo - 1].lower == "neither":
        return True
    return any(child.lower in _NONE for child in parsed.children(subject.i, "preconj", "det", "cc"))


def _asked(parsed: Parsed, pieces: list[Offsets]) -> bool:
    """Whether the content begins as a question does: "how many soldiers died"."""
    first = parsed.token_range(*pieces[0])[0] if pieces else 0
    return bool(pieces) and parsed.tokens[first].lower in QUESTIONS


def _keeping_back(parsed: Parsed, verb: Token) -> Token | None:
    """The word that governs the cue and undoes it: "avoided saying", "stopped short of admitting"."""
    tokens = parsed.tokens
    at = verb
    for _ in range(4):
        if at.head == at.i or at.dep not in ("xcomp", "pcomp", "prep", "ccomp", "advmod", "acomp"):
            return None
        if at.dep == "ccomp" and at.tag != "VBG":
            return None
        at = tokens[at.head]
        if at.lemma not in _KEEPING_BACK or not 0 < verb.i - at.i <= _FARTHEST:
            if at.pos in ("VERB", "AUX"):
                return None
            continue
        needed = _SHORT_OF.get(at.lemma)
        between = {tokens[i].lower for i in range(at.i, verb.i)}
        undone = any(True for _ in parsed.children(at.i, "neg"))  # "did not hesitate to say"
        return at if not undone and (needed is None or needed in between) else None
    return None
