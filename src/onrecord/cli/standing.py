"""`onrecord standing`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from onrecord.cli.outcome import SOME_FAILED, write
from onrecord.cli.reading import Given, readings, several
from onrecord.codebook.grades import Grades, load
from onrecord.model import Reading
from onrecord.query.matrix import Matrix, matrix


def run(files: list[str], given: Given, grades: str | None, every: bool, json: bool) -> None:
    """Print the matrix of every report; exit 1 where some inputs failed."""
    graded = load(grades) if grades is not None else None
    show = _as_json if json else _as_view(several(files))
    failed = False
    for name, reading in readings(files, given):
        if reading is None:
            failed = True
            continue
        show(name, reading, matrix(reading, every, graded) if isinstance(graded, Grades) else matrix(reading, every))
    if failed:
        raise SystemExit(SOME_FAILED)


def _as_json(_: str, __: Reading, made: Matrix) -> None:
    write(msgspec.json.encode(made).decode("utf-8"))


def _as_view(named: bool) -> Callable[[str, Reading, Matrix], None]:
    from onrecord.cli.screen import in_turn
    from onrecord.render.matrix import view

    put = in_turn(named)
    return lambda name, reading, made: put(name, view(reading, made))
