"""From the scores of the trained reader to spans and the arcs between them, before syntax and marks repair them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.said.evidence import Evidence
from onrecord.said.tags import CLOSES, OPENS, ROLES, TAGS

Floats = NDArray[np.float32]
_NEVER = -1e9
OUTSIDE = np.float32(-0.5)
"""Added to the log probability of O, so that precision and recall balance; chosen on the validation part."""
_LEAN = np.where(np.arange(len(TAGS)) == 0, OUTSIDE, np.float32(0))
_CLOSED = tuple(np.flatnonzero(CLOSES).tolist())
_BEGINS = tuple(range(1, len(TAGS), 4))
"""The tag that begins a span of each role; those that go on with it, end it and stand alone follow."""


class Scores(NamedTuple):
    """What the network gives for one window.

    Attributes:
        lo: the first token of the window.
        tags: (words, tags), logits.
        vectors: (words, 4 * width + 2): see `onrecord.train.attribution.network.Network.forward`.
    """

    lo: int
    tags: Floats
    vectors: Floats


class Bias(NamedTuple):
    """What the way that two words stand to each other adds to an arc: shapes (2, PAIRS) and (2, DISTANCES)."""

    pairs: Floats
    steps: Floats


class Piece(NamedTuple):
    """Tokens `[lo, hi)` with a role, and the mean probability of their tags."""

    lo: int
    hi: int
    score: float


@dataclass(slots=True)
class Proposal:
    """What the trained reader takes for one attribution.

    Attributes:
        cue: None for a content that no cue was found for.
        source: None where none is stated.
        contents: in order of place.
        sourced: probability of the arc to the source (or to none).
        linked: probability of each content's arc to the cue.
    """

    cue: Piece | None
    source: Piece | None = None
    contents: list[Piece] = field(default_factory=list)
    sourced: float = 1.0
    linked: list[float] = field(default_factory=list)


def proposals(scores: Scores, evidence: Evidence, bias: Bias) -> list[Proposal]:
    """The attributions of one window, in order of their cues; contents without a cue come last."""
    sources, cues, contents = _pieces(scores.lo, _log_softmax(scores.tags) + _LEAN)
    found = [Proposal(cue) for cue in cues]
    by_source = _arcs(scores, evidence, bias, 1, cues, sources)
    for proposal, (place, chance) in zip(found, by_source, strict=True):
        proposal.source = sources[place] if place is not None else None
        proposal.sourced = chance
    lone: list[Proposal] = []
    for content, (place, chance) in zip(contents, _arcs(scores, evidence, bias, 0, contents, cues), strict=True):
        target = found[place] if place is not None else Proposal(None)
        if place is None:
            lone.append(target)
        target.contents.append(content)
        target.linked.append(chance)
    return found + lone


def chances(scores: Scores) -> Floats:
    """How likely each word belongs to a source, a cue, a content: shape (words, 3)."""
    return np.asarray(np.exp(_log_softmax(scores.tags))[:, 1:].reshape(-1, len(ROLES), 4).sum(2), np.float32)


def _pieces(lo: int, logs: Floats) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Sources, cues and contents of the best path of tags."""
    path = viterbi(logs)
    taken = logs[np.arange(len(path)), path]
    found: tuple[list[Piece], list[Piece], list[Piece]] = ([], [], [])
    begin = 0
    for i, tag in enumerate(path):
        name = TAGS[tag]
        if name[0] in "BS":
            begin = i
        if name[0] in "ES":
            chance = float(np.exp(taken[begin : i + 1].mean()))
            found[ROLES.index(name[2:])].append(Piece(lo + begin, lo + i + 1, chance))
    return found


def viterbi(logs: Floats) -> list[int]:
    """The likeliest path of tags that keeps to their order; `logs` has shape (words, tags)."""
    rows = logs.tolist()
    if not rows:
        return []
    best = [log if opens else _NEVER for log, opens in zip(rows[0], OPENS, strict=True)]
    back: list[list[int]] = []
    for row in rows[1:]:
        closed = max(_CLOSED, key=best.__getitem__)
        came = [closed] * len(row)
        for begun in _BEGINS:
            came[begun + 1] = came[begun + 2] = begun if best[begun] >= best[begun + 1] else begun + 1
        best = [best[tag] + log for tag, log in zip(came, row, strict=True)]
        back.append(came)
    path = [max(_CLOSED, key=best.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _arcs(
    scores: Scores, evidence: Evidence, bias: Bias, kind: int, pieces: list[Piece], targets: list[Piece]
) -> list[tuple[int | None, float]]:
    """For each piece the target that its words agree on (None: none), and how likely that is."""
    if not pieces:
        return []
    width = (scores.vectors.shape[1] - 2) // 4
    words = np.concatenate([np.arange(piece.lo, piece.hi) for piece in pieces])
    heads = np.array([target.lo for target in targets], np.int64)
    keys = scores.vectors[heads - scores.lo, (2 * kind + 1) * width : (2 * kind + 2) * width]
    mine = scores.vectors[words - scores.lo]
    scored = mine[:, 2 * kind * width : (2 * kind + 1) * width] @ keys.T / np.float32(width**0.5)
    if len(heads):
        pairs, steps = evidence.pairs(words, heads)
        scored = scored + bias.pairs[kind][pairs] + bias.steps[kind][steps]
    logs = _log_softmax(np.concatenate([scored, mine[:, 4 * width + kind, None]], 1))
    found: list[tuple[int | None, float]] = []
    end = 0
    for piece in pieces:
        begin, end = end, end + piece.hi - piece.lo
        agreed = logs[begin:end].mean(0)
        place = int(agreed.argmax())
        found.append((place if place < len(heads) else None, float(np.exp(agreed[place]))))
    return found


def _log_softmax(x: Floats) -> Floats:
    shifted = x - x.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)
