"""From tagged spans to attributions: each content to its nearest cue, each cue to its nearest source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.evaluate.peers.attribution import Range


class Tagged(NamedTuple):
    """What was tagged in one paragraph, as half-open ranges of tokens."""

    sources: Sequence[Range]
    cues: Sequence[Range]
    contents: Sequence[Range]


class Linked(NamedTuple):
    """One attribution, in tokens."""

    source: Range | None
    cue: Range | None
    contents: tuple[Range, ...]


def link(tagged: Tagged, sentence: Callable[[int], int]) -> list[Linked]:
    """The attributions of one paragraph; contents with the same cue are one.

    Args:
        tagged: the spans.
        sentence: the sentence of a token. A neighbour in the same sentence goes before any other.
    """
    groups: dict[Range | None, list[Range]] = {}
    for content in tagged.contents:
        outside = [cue for cue in tagged.cues if not _inside(cue, content)]
        groups.setdefault(_nearest(content, outside, sentence), []).append(content)
    out = []
    for cue, contents in groups.items():
        outside = [source for source in tagged.sources if not any(_inside(source, c) for c in contents)]
        if cue is not None:
            out.append(Linked(_nearest(cue, outside, sentence), cue, tuple(contents)))
        else:
            out += [Linked(_nearest(content, outside, sentence), None, (content,)) for content in contents]
    return sorted(out, key=lambda one: one.contents)


def _inside(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _nearest(at: Range, others: Sequence[Range], sentence: Callable[[int], int]) -> Range | None:
    """The range that shares a sentence with `at`, then with the fewest tokens between; of two, the first."""

    def apart(other: Range) -> tuple[bool, int]:
        low, high = (at, other) if at[0] <= other[0] else (other, at)
        return sentence(low[1] - 1) < sentence(high[0]), max(0, high[0] - low[1])

    return min(others, key=apart, default=None)
