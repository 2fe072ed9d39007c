"""What every peer gives back: who is cited, by which cue, with what content; and the reading made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Range = tuple[int, int]
"""Half-open offsets, in code points of the report's text; in `crf` and `linking` of its tokens, where they say so."""


class Attribution(NamedTuple):
    """One attribution that a peer found.

    Attributes:
        source: None where it names nobody.
        cue: None where it has none.
        content: in order of the text; several where it is interrupted.
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]


Reader = Callable[[str], Iterable[Attribution]]
"""A peer made ready: the text of a report to its attributions."""


def reading(report_id: str, text: str, found: Iterable[Attribution]) -> dict[str, Any]:
    """The least of a reading that the scorer of attribution asks for.

    Raises:
        ValueError: a range lies outside the text, or is empty.
    """
    return {
        "report": {"id": report_id, "text": text},
        "statements": [
            {
                "id": f"s{number}",
                "source": _span(text, one.source),
                "cue": _span(text, one.cue),
                "content": [_span(text, piece) for piece in one.content],
            }
            for number, one in enumerate(found, 1)
        ],
    }


def _span(text: str, at: Range | None) -> dict[str, Any] | None:
    if at is None:
        return None
    start, end = at
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span of a text of {len(text)} characters: {at}")
    return {"span": [start, end], "text": text[start:end]}


def merged(ranges: Iterable[Range], gap: int = 0) -> tuple[Range, ...]:
    """Ranges in order, those that overlap or lie at most `gap` apart as one."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
