"""What of a report's text is marked: sources, cues, contents and events, with the numbers of their rows.

A mark shows by its brackets as well as by its colour, so that it reads in a log, on paper, and by those
who see no colour: `[source]`, `<cue>`, `{content}`, `*event*`. Raised labels lead to the tables: `ˢ¹` to row S1 of the
statements, `ᴱ⁴` to row E4 of the events. Where several marks end together, their brackets come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from onrecord.model import Reading, Span

MarkKind = Literal["content", "source", "cue", "event"]
KINDS: tuple[MarkKind, ...] = ("content", "source", "cue", "event")
"""From the outermost to the innermost, where two marks begin together."""
BRACKETS: dict[MarkKind, tuple[str, str]] = {
    "content": ("{", "}"), "source": ("[", "]"), "cue": ("<", ">"), "event": ("*", "*"),
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")


class Mark(NamedTuple):
    """One marked passage of the title or the text.

    Attributes:
        start, end: half-open offsets in that part.
        kind: what it is.
        numbers: rows of the table (statements, or events) that it belongs to, from 1.
    """

    start: int
    end: int
    kind: MarkKind
    numbers: tuple[int, ...]

    @property
    def label(self) -> str:
        """The rows that it belongs to, raised: `ˢ¹`, `ᴱ²·³`; a source has none, since its cue and content have."""
        if self.kind == "source":
            return ""
        return ("ᴱ" if self.kind == "event" else "ˢ") + ",".join(map(str, self.numbers)).translate(_SUPERSCRIPT)


def marks(reading: Reading, part: Literal["text", "title"]) -> list[Mark]:
    """The marks of one part, in order of place, outer ones first. Equal passages of one kind are one mark."""
    found: dict[tuple[int, int, MarkKind], list[int]] = {}
    for kind, number, span in _spans(reading):
        if (span.part == "title") == (part == "title") and span.end > span.start:
            numbers = found.setdefault((span.start, span.end, kind), [])
            if number not in numbers:
                numbers.append(number)
    made = [Mark(start, end, kind, tuple(numbers)) for (start, end, kind), numbers in found.items()]
    return sorted(made, key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind)))


def _spans(reading: Reading) -> Iterator[tuple[MarkKind, int, Span]]:
    for number, statement in enumerate(reading.statements, 1):
        if statement.source is not None:
            yield "source", number, statement.source
        if statement.cue is not None:
            yield "cue", number, statement.cue
        for piece in statement.content:
            yield "content", number, piece
    for number, event in enumerate(reading.events, 1):
        yield "event", number, event.trigger


class Piece(NamedTuple):
    """A run of marked-up text: characters of the report, or a bracket or label put in.

    Attributes:
        text: the characters.
        kinds: kinds of the marks that hold it, outer ones first.
        added: True for what is not in the report.
        label: True for a row's label.
    """

    text: str
    kinds: tuple[MarkKind, ...]
    added: bool
    label: bool = False


def pieces(text: str, marked: list[Mark]) -> Iterator[Piece]:
    """The text cut at every mark's ends, with brackets and labels put in."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marked:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    live: list[Mark] = []
    at = 0
    for cut in sorted({*opening, *closing, len(text)}):
        if cut > at:
            yield Piece(text[at:cut], tuple(mark.kind for mark in live), False)
        ending = sorted(closing.get(cut, ()), key=live.index, reverse=True)
        for mark in ending:
            yield Piece(BRACKETS[mark.kind][1], (mark.kind,), True)
            live.remove(mark)
        for label, kind in {mark.label: mark.kind for mark in reversed(ending) if mark.label}.items():
            yield Piece(label, (kind,), True, True)
        for mark in opening.get(cut, ()):
            live.append(mark)
            yield Piece(BRACKETS[mark.kind][0], (mark.kind,), True)
        at = cut


def harmless(text: str) -> str:
    """The text with control and direction characters made visible signs, one for one, so that offsets hold.

    A report must not be able to move a reader's cursor, colour the screen, or turn letters around.
    """
    return text.translate(_HARMLESS)


_HARMLESS = {
    **{code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)},
    13: 32,
    **dict.fromkeys(range(127, 160), 65533),
    **dict.fromkeys((8206, 8207, *range(8234, 8239), *range(8294, 8298)), 65533),
    0x2028: 10,
    0x2029: 10,
}
