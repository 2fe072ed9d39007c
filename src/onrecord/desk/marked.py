"""A report's text cut at the ends of everything that was read in it, each piece with the rows that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Reading
from onrecord.render.marks import harmless


class Mark(NamedTuple):
    """One passage that something was read from.

    Attributes:
        start, end: half-open offsets in its part of the report.
        row: `S1`, `C2`, `E3`, `T1`, `U1` (what was left undecided).
        role: what the passage is to the row: `source`, `cue`, `content`, `claim`, `trigger`, `tie`, `unsure`.
        look: classes that show it: the form of a statement, the standing of a claim.
    """

    start: int
    end: int
    row: str
    role: str
    look: str = ""


class Piece(NamedTuple):
    """A run of characters that the same passages cover.

    Attributes:
        text: the characters; control and direction signs made visible.
        rows: `S1 S1.content C2`: rows, and rows with roles.
        look: classes.
        ends: rows whose label stands after it.
        target: whether it is the passage that was asked for.
    """

    text: str
    rows: str
    look: str
    ends: tuple[str, ...]
    target: bool


GROUPS = {
    "asserted": "told", "corroborated": "told", "acknowledged": "told", "alleged": "open", "rumoured": "open",
    "hedged": "open", "unconfirmed": "open", "contested": "contested", "denied": "denied", "retracted": "denied",
    "superseded": "denied", "forecast": "not-yet", "pledged": "not-yet", "threatened": "not-yet",
    "demanded": "not-yet", "conditional": "not-yet", "hypothetical": "not-yet", "asked": "not-yet",
}  # fmt: skip
"""How a standing is underlined; what the outlet itself tells, presupposes or labels is not."""


def marks(reading: Reading, part: str) -> list[Mark]:
    """All marks of the text or the title, in order of place, the longer first."""
    wanted = part == "title"
    found = [mark for mark, title in _all(reading) if title == wanted and mark.end > mark.start]
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.row))


def _all(reading: Reading) -> Iterator[tuple[Mark, bool]]:
    for number, statement in enumerate(reading.statements, 1):
        row = f"S{number}"
        if statement.source is not None:
            yield Mark(*statement.source.offsets, row, "source", "source"), statement.source.part == "title"
        if statement.cue is not None:
            yield Mark(*statement.cue.offsets, row, "cue", "cue"), statement.cue.part == "title"
        for piece in statement.content:
            yield Mark(*piece.offsets, row, "content", f"content form-{statement.form}"), piece.part == "title"
    for number, claim in enumerate(reading.claims, 1):
        group = GROUPS.get(claim.standing)
        for offsets in claim.spans:
            yield Mark(*offsets, f"C{number}", "claim", f"stands-{group}" if group else ""), claim.part == "title"
    for number, event in enumerate(reading.events, 1):
        yield Mark(*event.trigger.offsets, f"E{number}", "trigger", "event"), event.trigger.part == "title"
    for number, tie in enumerate(reading.ties, 1):
        for mention in tie.mentions:
            yield Mark(*mention.offsets, f"T{number}", "tie", "tie"), mention.part == "title"
    for number, one in enumerate(reading.abstained, 1):
        yield Mark(*one.offsets, f"U{number}", "unsure", "unsure"), one.part == "title"


def pieces(reading: Reading, part: str, target: tuple[int, int] | None = None) -> Iterator[Piece]:
    """A part of a report, cut at every mark's ends.

    Args:
        reading: of the report.
        part: `text` or `title`.
        target: a passage that is asked for, in that part.
    """
    whole = harmless((reading.report.title or "") if part == "title" else reading.report.text)
    marked = marks(reading, part)
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marked:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    labelled = _labels(marked)
    lo, hi = target or (-1, -1)
    cuts = sorted({*opening, *closing, *(at for at in (lo, hi) if 0 <= at <= len(whole)), len(whole)})
    live: list[Mark] = []
    at = 0
    for cut in cuts:
        if cut > at:
            yield Piece(whole[at:cut], _rows(live), _look(live), labelled.get(cut, ()), lo <= at < hi)
        for mark in closing.get(cut, ()):
            live.remove(mark)
        live += opening.get(cut, ())
        at = cut


def _labels(marked: list[Mark]) -> dict[int, tuple[str, ...]]:
    """Where the labels of statements and events stand: after the cue, else after what is said; after the trigger."""
    best: dict[str, Mark] = {}
    for mark in marked:
        if mark.role in ("cue", "trigger"):
            best[mark.row] = mark
        elif mark.role == "content":
            best.setdefault(mark.row, mark)
    found: dict[int, list[str]] = {}
    for row in sorted(best, key=lambda row: (row[0], int(row[1:]))):
        found.setdefault(best[row].end, []).append(row)
    return {at: tuple(rows) for at, rows in found.items()}


def _rows(live: list[Mark]) -> str:
    return " ".join(dict.fromkeys(name for mark in live for name in (mark.row, f"{mark.row}.{mark.role}")))


def _look(live: list[Mark]) -> str:
    """The classes of a piece: of several standings, that of the shortest claim; of several forms, the innermost."""
    by_kind: dict[str, str] = {}
    for mark in sorted(live, key=lambda mark: mark.start - mark.end):
        if mark.look:
            by_kind[mark.role] = mark.look
    return " ".join(by_kind.values())
