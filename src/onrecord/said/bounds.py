"""The bounds of what both the rules and the trained reader found: where the rule's are surer than the reader's."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Offsets
from onrecord.said import proposed
from onrecord.said.draft import Draft
from onrecord.said.trailing import before_narration

_NEGATIONS = frozenset(("not", "n't", "never", "n’t"))


def relayed(parsed: Parsed, ruled: Draft, learnt: Draft) -> bool:
    """Whether the reader takes in what the report's own insertion names: "reported, citing a nurse, that"."""
    before = (min((start for start, _ in learnt.pieces), default=0), ruled.pieces[0][0])
    return before[0] < before[1] and parsed.text[: before[0]].rstrip().endswith((" citing", " quoting"))


def negates(parsed: Parsed, ruled: Draft, learnt: Draft) -> bool:
    """Whether the reader's cue holds a negation that the rule left out: who "did not hesitate to say" says."""
    if ruled.cue is None or learnt.cue is None:
        return False
    words = [{parsed.tokens[i].lower for i in range(*parsed.token_range(*cue))} for cue in (ruled.cue, learnt.cue)]
    return bool(words[1] & _NEGATIONS) and not words[0] & _NEGATIONS


def seen(parsed: Parsed, ruled: Draft, learnt: Draft) -> list[Offsets]:
    """The reader's pieces, without further ones that no rule sees and no marks hold; all where they share nothing."""
    touching = [_addressed(parsed, ruled, part) for part in learnt.pieces if touches(part, ruled.pieces)]
    kept = [_told(parsed, piece) for part in touching for piece in _parted(parsed, ruled, part)]
    more = [part for part in learnt.pieces if part not in kept and proposed.whole(parsed, part)]
    return sorted(kept + more) if kept else learnt.pieces


def _addressed(parsed: Parsed, ruled: Draft, part: Offsets) -> Offsets:
    """A content without whoever is told at its beginning: "told us | what they fear"."""
    begin = ruled.pieces[0][0]
    lo, hi = parsed.token_range(part[0], begin)
    told = any(c.lo <= lo and hi <= c.hi for c in parsed.children(ruled.cue_token, "dobj", "dative") if lo < hi)
    return (begin, part[1]) if told and ruled.rule == "said.clause" and part[0] < begin < part[1] else part


_GAP = 4
"""Tokens between two pieces of a rule that are no part of what is said ("accused Oman | on Friday | of"), at most."""


def _parted(parsed: Parsed, ruled: Draft, part: Offsets) -> list[Offsets]:
    """A content, parted where the rule leaves a few words out."""
    if len(ruled.pieces) != 2 or not part[0] <= ruled.pieces[0][0] or not ruled.pieces[1][1] <= part[1]:
        return [part]
    lo, hi = parsed.token_range(ruled.pieces[0][1], ruled.pieces[1][0])
    return [(part[0], ruled.pieces[0][1]), (ruled.pieces[1][0], part[1])] if 0 < hi - lo <= _GAP else [part]


def _told(parsed: Parsed, part: Offsets) -> Offsets:
    """A content without ", hours after talks in Seoul" at its end, which the outlet tells."""
    lo, hi = parsed.token_range(*part)
    end = before_narration(parsed, lo, hi)
    return (part[0], parsed.tokens[end - 1].end) if end < hi else part


def from_the_start(parsed: Parsed, ruled: Draft, pieces: list[Offsets]) -> list[Offsets]:
    """The pieces, the first one from where its sentence begins, where the cue comes last and the rule sees it so."""
    if ruled.rule not in ("said.clause-before", "said.trailing") or ruled.cue is None:
        return pieces
    (start, end), (begin, _) = pieces[0], ruled.pieces[0]
    sentence = parsed.sentences[parsed.tokens[parsed.token_range(start, end)[0]].sentence]
    if sentence.start <= begin < start and end <= ruled.cue[0]:
        return [(begin, end), *pieces[1:]]
    return pieces


def touches(part: Offsets, others: list[Offsets]) -> bool:
    """Whether a passage shares a character with any of the others."""
    return any(part[0] < end and start < part[1] for start, end in others)


def union(first: list[Offsets], second: list[Offsets]) -> list[Offsets]:
    """All pieces of the first, and of the second those that share nothing with them, in order of place."""
    return sorted(first + [part for part in second if not touches(part, first)])
