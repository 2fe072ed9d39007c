"""The human view on a terminal, and as plain text: the same brackets with and without colour."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from onrecord.model import Reading
from onrecord.render import rows
from onrecord.render.marks import BRACKETS, KINDS, MarkKind, harmless, marks, pieces
from onrecord.render.names import Table

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
    warning = rows.foreign(report)
    if warning:
        parts.append(Text(f"{warning[:1].upper()}{warning[1:]}.", style="bold red"))
    if report.title:
        head = marked(reading, "title")
        head.stylize("bold")
        parts.append(head)
    parts += [Text(harmless(rows.heading(reading)), style="dim"), Text()]
    if "text" in only:
        parts += [_Measured(marked(reading, "text")), Text(), legend(), Text()]
    tables = rows.tables(reading, only)
    for table in tables:
        if table.rows or table.note:
            parts += [section(table), Text()]
    empty = " ".join(table.empty for table in tables if not table.rows and not table.note)
    parts.append(Text(" ".join((rows.summary(reading), empty)).strip()))
    if "text" in only:
        parts.append(Text('Why is a passage read so? onrecord explain FILE --text "its words"', style="dim"))
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
    made.append("ˢ¹ leads to row S1 below, ᴱ¹ to row E1", style="dim")
    return made


def section(table: Table) -> RenderableType:
    """A table under its title."""
    title = Text(table.title, style="bold")
    note = Padding(Text(table.note, style="dim"), (0, 0, 0, 2), expand=False)
    if not table.rows:
        return Group(title, Padding(Text(table.empty, style="dim"), (0, 0, 0, 2), expand=False), note)
    return Group(title, _Rows(table), *([note] if table.note else []))


class _Rows:
    """A table's rows: in columns where there is room for their words, else one under the other."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shared = widths(self._table, options.max_width)
        yield from self._stacked() if shared is None else (self._columns(shared),)

    def _columns(self, shared: Sequence[int]) -> Grid:
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="dim")
        for column, width in zip(self._table.columns, shared, strict=True):
            grid.add_column(column, width=width, overflow="fold")
        for cells in self._table.rows:
            grid.add_row(*(_cell(cell) for cell in cells))
        return grid

    def _stacked(self) -> Iterator[RenderableType]:
        numbered = self._table.columns[0] == "#"
        for cells in self._table.rows:
            named = list(zip(self._table.columns, cells, strict=True))
            if numbered:
                yield Text(named.pop(0)[1], style="bold")
            for column, cell in named:
                if cell:
                    made = Text(f"{column}: ", style="dim")
                    made.append_text(_cell("; ".join(cell.splitlines()) if column != "Standing" else cell))
                    yield Padding(made, (0, 0, 0, 2), expand=False)
            if not numbered:
                yield Text()


_GAP = 2
"""Columns of space between two columns of a table."""
_WORD = 16
"""Longest word that a column must hold whole: the words of the closed lists are shorter."""
_NARROW = 64
"""Columns of a screen below which tables are no longer read across."""


def widths(table: Table, room: int) -> list[int] | None:
    """How wide each column is; None where there is no room to leave words whole."""
    spread = [[head, *(cells[number] for cells in table.rows)] for number, head in enumerate(table.columns)]
    words = [max((cell_len(word) for cell in cells for word in cell.split()), default=1) for cells in spread]
    lines = [max((cell_len(line) for cell in cells for line in cell.splitlines()), default=1) for cells in spread]
    made = [min(word, _WORD) for word in words]
    left = room - sum(made) - _GAP * (len(made) - 1)
    if left < 0 or (room < _NARROW and len(made) > 2):
        return None
    while left > 0:
        open_ = [n for n, width in enumerate(made) if width < lines[n]]
        if not open_:
            break
        neediest = min(open_, key=lambda n: (made[n] / (table.weights[n] or 1), n))
        made[neediest] += 1
        left -= 1
    return made


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
