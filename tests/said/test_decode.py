"""From scores to spans: the likeliest path keeps to the order of the tags, and arcs lead to spans that are there."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.said.decode import Bias, Scores, proposals, viterbi
from onrecord.said.evidence import CHANNELS, DISTANCES, PAIRS, Evidence, local
from onrecord.said.tags import CLOSES, FOLLOWS, OPENS, TAGS, write

NOTHING = Bias(np.zeros((2, PAIRS), np.float32), np.zeros((2, DISTANCES), np.float32))


def logits(words: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(words, len(TAGS))).astype(np.float32)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_path_is_the_best_of_all_that_are_allowed(words: int, seed: int) -> None:
    logs = logits(words, seed)
    allowed = [
        path
        for path in itertools.product(range(len(TAGS)), repeat=words)
        if OPENS[path[0]] and CLOSES[path[-1]] and all(FOLLOWS[a, b] for a, b in itertools.pairwise(path))
    ] if words < 4 else []  # fmt: skip
    found = viterbi(logs)
    assert OPENS[found[0]]
    assert CLOSES[found[-1]]
    assert all(FOLLOWS[a, b] for a, b in itertools.pairwise(found))
    if allowed:
        best = max(sum(logs[i, tag] for i, tag in enumerate(path)) for path in allowed)
        assert np.isclose(sum(logs[i, tag] for i, tag in enumerate(found)), best, atol=1e-4)


def evidence(words: int) -> Evidence:
    nowhere = np.full((words, 2), -1, np.int32)
    column = np.zeros(words, np.int32)
    return Evidence(np.zeros((words, len(CHANNELS)), np.uint8), column, column, nowhere, nowhere)


def spelled(*spans: tuple[int, int, int], words: int) -> np.ndarray:
    tags = np.zeros(words, np.int64)
    for lo, hi, role in spans:
        write(tags, lo, hi, role)
    scores = np.full((words, len(TAGS)), -5, np.float32)
    scores[np.arange(words), tags] = 5
    return scores


def test_spans_are_joined_by_the_arcs_that_their_words_prefer() -> None:
    """Source 0, cue 1, content 2 to 4, content 6 to 7; the second content looks for a cue that is not there."""
    tags = spelled((0, 1, 0), (1, 2, 1), (2, 5, 2), (6, 8, 2), words=8)
    vectors = np.zeros((8, 4 * 2 + 2), np.float32)
    vectors[2:5, 0] = vectors[1, 2] = 4  # content to cue
    vectors[1, 4] = vectors[0, 6] = 4  # cue to source
    vectors[6:8, 8] = 9  # none
    found = proposals(Scores(0, tags, vectors), evidence(8), NOTHING)
    first, lone = found
    assert first.cue is not None
    assert (first.cue.lo, first.cue.hi) == (1, 2)
    assert first.source is not None
    assert first.source.lo == 0
    assert [(c.lo, c.hi) for c in first.contents] == [(2, 5)]
    assert lone.cue is None
    assert [(c.lo, c.hi) for c in lone.contents] == [(6, 8)]


def test_places_count_from_the_beginning_of_the_report() -> None:
    tags = spelled((0, 1, 1), (1, 3, 2), words=3)
    scores = Scores(40, tags, np.zeros((3, 10), np.float32))
    told = evidence(43)
    (found, *_) = proposals(scores, told, NOTHING)
    assert found.cue is not None
    assert found.cue.lo == 40


def test_a_head_outside_the_window_is_the_word_itself() -> None:
    assert local(np.array([3, 11, 12], np.int32), 10, 13).tolist() == [0, 1, 2]
