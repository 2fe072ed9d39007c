"""The terminal: how wide it is, whether it takes colour, and what is shown while many files are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.rule import Rule
from rich.text import Text

from onrecord.cli.outcome import EXIT_CODES, hush, write
from onrecord.render.marks import harmless
from onrecord.render.terminal import flat

PIPED_WIDTH = 100
"""Columns where the output is no terminal and COLUMNS does not say."""


class Screen(Console):
    """Standard output for people: colour on a terminal alone, and quiet where a pipe is closed."""

    def on_broken_pipe(self) -> None:
        """End as every command does: the one table of exit codes decides."""
        hush()
        raise SystemExit(EXIT_CODES[BrokenPipeError])


def show(console: Screen, shown: RenderableType) -> None:
    """Print: in colour on a terminal, else as plain UTF-8 text."""
    if console.is_terminal:
        console.print(shown)
    else:
        write(flat(shown, console.width).removesuffix("\n"))


def show_line(console: Screen, line: str) -> None:
    """Print one line that is never broken: a path is for copying."""
    if console.is_terminal:
        console.print(line, style="dim", soft_wrap=True)
    else:
        write(line)


def screen() -> Screen:
    """The screen for this run. `NO_COLOR` and pipes give plain text."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    made = Screen(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal and "COLUMNS" not in made._environ:
        made.width = PIPED_WIDTH
    return made


def in_turn(named: bool) -> Callable[[str, RenderableType], None]:
    """Prints one view after the other, a rule between them, the input's name above each where there are several.

    Args:
        named: more than one input may be read. One input may hold many reports: from the second on it is named too.
    """
    console = screen()
    shown: list[str] = []

    def put(name: str, view: RenderableType) -> None:
        if shown:
            show(console, Group(Text(), Rule(characters="=", style="dim"), Text()))
        if named or name in shown:
            show_line(console, " ".join(harmless(name).splitlines()))
        show(console, view)
        shown.append(name)

    return put


@contextmanager
def progress(total: int | None, wanted: bool) -> Iterator[Progress | None]:
    """A bar on standard error, where that is a terminal and standard output is not."""
    if not (wanted and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task("reading", total=total)
        yield bar
