"""`onrecord standing`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.cli.reading import Given, readings, several
from onrecord.codebook.grades import Grades, load
from onrecord.model import Reading
from onrecord.query.matrix import Matrix, matrix


def run(files: list[str], given: Given, grades: str | None, every: bool, json: bool) -> None:
    """Print the matrix of every report; exit 1 where some inputs failed."""
    graded = load(grades) if grades is not None else None
    show = _as_json if json else _as_view(several(files))
    failed = False
    met: set[str] = set()
    for name, reading in readings(files, given):
        if reading is None:
            failed = True
            continue
        made = matrix(reading, every, graded) if graded is not None else matrix(reading, every)
        met.update(one.grade.source for one in made.holders if one.grade is not None)
        met.update(one.grade.claim for one in made.claims if one.grade is not None)
        show(name, reading, made)
    if graded is not None:
        for unmet in _unmet(graded, met):
            complain(f"{grades}: {unmet}")
    if failed:
        raise SystemExit(SOME_FAILED)


def _unmet(graded: Grades, met: set[str]) -> list[str]:
    """The grades that no holder and no claim was given: misspelt, or of other reports."""
    sources = [f"no holder is called {one.source!r}" for one in graded.sources if one.source not in met]
    claims = [f"no claim has the id {one.claim!r} (--json prints ids)" for one in graded.claims if one.claim not in met]
    return [*sources, *claims]


def _as_json(_: str, __: Reading, made: Matrix) -> None:
    write(msgspec.json.encode(made).decode("utf-8"))


def _as_view(named: bool) -> Callable[[str, Reading, Matrix], None]:
    from onrecord.cli.screen import in_turn
    from onrecord.render.matrix import view

    put = in_turn(named)
    return lambda name, reading, made: put(name, view(reading, made))
