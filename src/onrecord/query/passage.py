"""What stands at one passage of a report, and why it was read so: the matter of `onrecord explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from onrecord.model import Abstained, Claim, Note, Offsets, Reading, Report, Span

FIELDS = ("statements", "claims", "events", "ties", "entities", "times", "places", "quantities")


class Hit(NamedTuple):
    """A value of the reading that stands at the passage.

    Attributes:
        path: where in the reading (`statements[2].cue`).
        text: the words it points at.
        offsets: their place.
        value: the whole value that the span belongs to (the statement, the event).
        number: its row in the human view's table, from 1.
        part: the very object that has the place (the cue, the source, the actor); the value itself for a claim.
    """

    path: str
    text: str
    offsets: Offsets
    value: Any
    number: int
    part: Any = None


class Passage(NamedTuple):
    """Everything about one passage: the narrowest first."""

    offsets: Offsets
    part: Literal["text", "title"]
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    abstained: tuple[Abstained, ...]


def passage(
    reading: Reading, notes: tuple[Note, ...], offsets: Offsets, part: Literal["text", "title"] = "text"
) -> Passage:
    """What stands at `offsets` of the text or title, and the notes about it."""

    def here(span: Span) -> bool:
        return (span.part == "title") == (part == "title") and span.start < offsets[1] and offsets[0] < span.end

    hits = [
        Hit(f"{field}[{number}]{path}", span.text, span.offsets, value, number + 1, span)
        for field in FIELDS
        for number, value in enumerate(getattr(reading, field))
        for path, span in (_told(value, reading.report) if isinstance(value, Claim) else spans(value))
        if here(span)
    ]
    return Passage(
        offsets,
        part,
        tuple(sorted(hits, key=lambda hit: hit.offsets[1] - hit.offsets[0])),
        tuple(sorted((note for note in notes if here(note.span)), key=lambda note: note.span.end - note.span.start)),
        tuple(item for item in reading.abstained if here(item)),
    )


def _told(claim: Claim, report: Report) -> Iterator[tuple[str, Span]]:
    """Every place where a claim is told: a claim has bare offsets, so the words are cut from the report."""
    for number, (start, end) in enumerate(claim.spans):
        yield f".spans[{number}]", report.span(start, end, "title" if claim.part == "title" else "text")


def spans(value: Any, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every passage inside a value, with its path."""
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, msgspec.Struct) and getattr(value, "offsets", None) is not None:
        yield path, Span(value.offsets, value.text, value.part)  # type: ignore[attr-defined]
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            if isinstance(item, msgspec.Struct):
                yield from spans(item, f"{path}[{number}]")


_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")


def whole_word(text: str, at: int) -> Offsets:
    """The whole word that the character at `at` is in; the character alone where it is in none."""
    left = max(0, at - _FARTHEST)
    for found in _WORD.finditer(text, left, min(len(text), at + _FARTHEST)):
        if found.start() <= at < found.end():
            return found.span()
    return at, at + 1


_FARTHEST = 80
"""Characters on each side that a word is looked for in: longer runs are no words."""
