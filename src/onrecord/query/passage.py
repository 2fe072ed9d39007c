"""What stands at one passage of a report, and why it was read so: the matter of `onrecord explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from onrecord.model import Abstained, Note, Offsets, Reading, Span

FIELDS = ("statements", "claims", "events", "ties", "entities", "times", "places", "quantities")


class Hit(NamedTuple):
    """A value of the reading that stands at the passage.

    Attributes:
        path: where in the reading (`statements[2].cue`).
        text: the words it points at.
        offsets: their place.
        value: the whole value that the span belongs to (the statement, the event).
        number: its row in the human view's table, from 1.
    """

    path: str
    text: str
    offsets: Offsets
    value: Any
    number: int


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
        Hit(f"{field}[{number}]{path}", span.text, span.offsets, value, number + 1)
        for field in FIELDS
        for number, value in enumerate(getattr(reading, field))
        for path, span in spans(value)
        if here(span)
    ]
    return Passage(
        offsets,
        part,
        tuple(sorted(hits, key=lambda hit: hit.offsets[1] - hit.offsets[0])),
        tuple(sorted((note for note in notes if here(note.span)), key=lambda note: note.span.end - note.span.start)),
        tuple(item for item in reading.abstained if here(item)),
    )


def spans(value: Any, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every passage inside a value, with its path; bare offsets of claims become spans without words."""
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
