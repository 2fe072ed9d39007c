"""The human view on a terminal, and as plain text: the same brackets with and without colour."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from onrecord.model import Reading
from onrecord.render import rows
from onrecord.render.marks import BRACKETS, KINDS, MarkKind, harmless, marks, pieces

STYLES: dict[MarkKind, str] = {
    "source": "bold cyan", "cue": "yellow", "content": "green", "event": "bold underline magenta",
}  # fmt: skip
_LEGEND: dict[MarkKind, str] = {
    "source": "source", "cue": "cue", "content": "what is said", "event": "event",
}  # fmt: skip
LINE = 100
"""Longest line of running text in columns: wider ones are hard to follow with the eye."""
_STANDINGS = {
    "contested": "bold red", "denied": "red", "disputed": "red", "unconfirmed": "yellow", "alleged": "yellow",
    "corroborated": "bold green", "observed": "bold green", "acknowledged": "green",
}  # fmt: skip


def view(reading: Reading, only: Sequence[str] = rows.SHOWN) -> RenderableType:
    """The human view of one reading: its marked text, then its tables."""
    parts: list[RenderableType] = []
    report = reading.report
    head = marked(reading, "title") if report.title else Text("(no title)", style="dim")
    head.stylize("bold")
    parts += [head, Text(harmless(rows.heading(reading)), style="dim"), Text()]
    if "text" in only:
        parts += [_Measured(marked(reading, "text")), Text(), legend(), Text()]
    tables = rows.tables(reading, only)
    for table in tables:
        if table.rows or table.note:
            parts += [_section(table), Text()]
    empty = " ".join(table.empty for table in tables if not table.rows and not table.note)
    parts.append(Text(" ".join((rows.summary(reading), empty)).strip()))
    return Group(*parts)


def marked(reading: Reading, part: Any) -> Text:
    """The title or the text with its marks."""
    whole = (reading.report.title or "") if part == "title" else reading.report.text.rstrip()
    made = Text()
    for piece in pieces(harmless(whole), marks(reading, part)):
        style = " ".join(STYLES[kind] for kind in KINDS if kind in piece.kinds)
        made.append(piece.text, style=f"{style} dim" if piece.added and style else style)
    return made


def legend() -> Text:
    """What the brackets mean."""
    made = Text("Marks: ", style="dim")
    for kind, word in _LEGEND.items():
        left, right = BRACKETS[kind]
        made.append(f"{left}{word}{right}", style=STYLES[kind])
        made.append("  ")
    made.append("raised numbers lead to the rows below: after > and } statements, after * events", style="dim")
    return made


def _section(table: rows.Table) -> RenderableType:
    title = Text(table.title, style="bold")
    note = Padding(Text(table.note, style="dim"), (0, 0, 0, 2), expand=False)
    if not table.rows:
        return Group(title, Padding(Text(table.empty, style="dim"), (0, 0, 0, 2), expand=False), note)
    grid = Grid(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), show_edge=False, header_style="dim")
    for column, weight in zip(table.columns, table.weights, strict=True):
        narrow = None if weight else max(len(table.rows[-1][0]), len(column))
        grid.add_column(column, ratio=weight or None, width=narrow, overflow="fold")
    for cells in table.rows:
        grid.add_row(*(_cell(cell) for cell in cells))
    return Group(title, grid, *([note] if table.note else []))


def _cell(cell: str) -> Text:
    """A cell; its first line coloured where it is a standing or a series that a reader must not miss."""
    made = Text(harmless(cell))
    first = cell.partition("\n")[0]
    if first in _STANDINGS:
        made.stylize(_STANDINGS[first], 0, len(first))
    return made


class _Measured:
    """Running text no wider than `LINE`."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: Any) -> Any:
        yield from console.render(self._text, options.update(width=min(LINE, options.max_width)))


def plain(reading: Reading, width: int = 100, only: Sequence[str] = rows.SHOWN) -> str:
    """The human view without colour."""
    return flat(view(reading, only), width)


def flat(shown: RenderableType, width: int) -> str:
    """Anything as plain text, without colour and without spaces at line ends."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    console.print(shown)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())
