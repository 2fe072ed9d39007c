"""What a time expression says before anything anchors it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Shape:
    """The parts that the words of an expression give; None is not said.

    Attributes:
        form: `day` `month` `year` `years` `weekday` `shift` `unit` `stretch` `season` `quarter` `part`
            `duration` `set` `vague` `event` (counted from something that is no date).
        year, month, day: of calendar dates; `day2`, `year2` end a range inside one expression.
        weekday: 0 is Monday.
        rel: `last` `this` `next` `that` (the one spoken of) `same`.
        unit, n: for shifts, stretches and relative units; `n` counts forwards.
        frm: what a shift is counted from: `published` or `context`.
        edge: `early` `mid` `late` `earlier` `later`.
        part: a part of the day as worded ("night").
        clock: whether a time of day is given.
        name: of a feast, as `data/holidays.tsv` has it.
        base: the date that an `event` is counted from, where it is one ("the day after May 3").
        weak: a form that is a time only in the right company (a bare year, "may").
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year2: int | None = None
    day2: int | None = None
    weekday: int | None = None
    rel: str | None = None
    unit: str | None = None
    n: float = 0
    frm: str = "published"
    edge: str | None = None
    part: str | None = None
    clock: bool = False
    weak: str | None = None
    name: str | None = None
    base: Shape | None = None


@dataclass(slots=True)
class Expression:
    """A shape with its place in `Parsed.text`: core `[start, end)`, whole `[lo, end)` with its preposition."""

    start: int
    end: int
    shape: Shape
    rule: str
    lo: int = -1
    bound: str | None = None
    upto: Expression | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the words it may begin with, and how a match becomes a shape (None: no time after all)."""

    name: str
    pattern: re.Pattern[str]
    starters: tuple[str, ...]
    build: Callable[[re.Match[str]], Shape | None]
