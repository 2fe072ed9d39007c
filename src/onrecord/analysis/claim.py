"""One claim: who stands how to it over time, who gives which figure, and through whom it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from onrecord.codebook.stances import AGAINST, FOR, OPEN, SILENT


class Cell(msgspec.Struct, frozen=True):
    """One holder's stance.

    Attributes:
        holder: an entity id, `outlet`, or the source's wording.
        stance: which.
        polarity: `for`, `against`, `open`, `silent`; `other` for forecasts, pledges, demands and the like.
        first, last: days of the first and last report with it, ISO; None where none has a date.
        times: in how many tellings.
        report, statement: where it was first read.
    """

    holder: str
    stance: str
    polarity: str
    first: str | None
    last: str | None
    times: int
    report: str | None
    statement: str | None


class FigureRow(msgspec.Struct, frozen=True):
    """A figure that a holder gives.

    Attributes:
        holder: who.
        what: what it counts, or the fate of those counted; empty where the words do not say.
        unit: None where there is none, or where only other reports give the figure.
        low, high, best: bounds and best value; None where open.
        exclusive: whether the bounds themselves are left out ("more than 30").
        day: of the first report with it, ISO.
        superseded: taken back, or followed by another of the same holder.
        report: where it was first read; None where several may be.
    """

    holder: str
    what: str
    unit: str | None
    low: float | None
    high: float | None
    best: float | None
    exclusive: bool
    day: str | None
    superseded: bool
    report: str | None


class Branch(msgspec.Struct, frozen=True):
    """A link of the chains by which reports know.

    Attributes:
        name: an entity id, or a source's wording.
        kind: `root` for an independent origin, `origin` for one that depends on it, `relay` for who passes it on,
            `outlet` for who published it.
        reports: tellings that came through it.
        children: who has it from there.
    """

    name: str
    kind: str
    reports: int
    children: tuple[Branch, ...]


_POLARITIES = (("for", FOR), ("against", AGAINST), ("open", OPEN), ("silent", SILENT))


def polarity(stance: str) -> str:
    """Which way a stance goes: `for`, `against`, `open`, `silent` or `other`."""
    return next((name for name, group in _POLARITIES if stance in group), "other")


def matrix(entry: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Everyone's stances on a claim, in order of the day they were first told.

    Args:
        entry: a claim as `Record.entry` gives it; of an event the stances of those who say so.
    """
    cells = [
        Cell(
            held["holder"], held["stance"], polarity(held["stance"]), held["first"], held["last"], held["times"],
            held.get("report"), held.get("statement"),
        )
        for held in _stances(entry)
    ]  # fmt: skip
    return tuple(sorted(cells, key=lambda cell: (cell.first or "~", cell.holder, cell.stance)))


def figures(entry: Mapping[str, Any]) -> tuple[FigureRow, ...]:
    """The figures that holders give, in order of the day they were first told.

    Args:
        entry: a claim or an event as `Record.entry` gives it.
    """
    worded = {quantity["text"]: quantity for quantity in entry["quantities"]}
    made = []
    for figure in entry["figures"]:
        shown = worded.get(figure["text"], {})
        made.append(
            FigureRow(
                figure["holder"], figure["what"], shown.get("unit"), figure["min"], figure["max"], figure["best"],
                bool(shown.get("exclusive_min") or shown.get("exclusive_max")), figure["first"],
                figure["superseded"], _first_report(entry, figure),
            )
        )  # fmt: skip
    return tuple(made)


def _stances(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = entry["stances"] if "stances" in entry else entry["holders"]
    return found


def _first_report(entry: Mapping[str, Any], figure: Mapping[str, Any]) -> str | None:
    """The report in which its holder took a stance on that day; with one report, that one."""
    if entry["reports"] == 1:
        report: str = entry["report"]
        return report
    found = {
        held["report"]
        for held in _stances(entry)
        if held["holder"] == figure["holder"] and held["first"] == figure["first"] and "report" in held
    }
    return found.pop() if len(found) == 1 else None


def tree(entry: Mapping[str, Any]) -> tuple[Branch, ...]:
    """The chains by which reports know of a claim or an event, from the origins to those who passed it on.

    Each independent origin is one branch, the one with most tellings first. Where there is only one, all outlets
    have it from there and stand below it: "7 outlets, 1 root". With more, the entry does not say which outlet has it
    from which.

    Args:
        entry: a claim or an event as `Record.entry` gives it.
    """
    by_root: dict[int, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for held in _stances(entry):
        chain = tuple(reversed(held["links"])) or (held["holder"],)
        by_root[held["root"]].append((chain, held["times"]))
    outlets = tuple(Branch(name, "outlet", 1, ()) for name in entry["outlets"]) if len(by_root) == 1 else ()
    made = [_root(chains, outlets) for chains in by_root.values()]
    return tuple(sorted(made, key=_most))


def _root(chains: Iterable[tuple[tuple[str, ...], int]], outlets: tuple[Branch, ...]) -> Branch:
    """One origin with all that depends on it."""
    first, *others = sorted(_grown(chains, "origin"), key=_most)
    below = (*first.children, *others, *outlets)
    return Branch(first.name, "root", first.reports + sum(one.reports for one in others), below)


def _grown(chains: Iterable[tuple[tuple[str, ...], int]], kind: str) -> list[Branch]:
    """Branches of chains that begin with the same link."""
    beyond: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    times: dict[str, int] = defaultdict(int)
    for (name, *rest), number in chains:
        times[name] += number
        if rest:
            beyond[name].append((tuple(rest), number))
    return [Branch(name, kind, times[name], tuple(sorted(_grown(beyond[name], "relay"), key=_most))) for name in times]


def _most(branch: Branch) -> tuple[int, str]:
    return -branch.reports, branch.name
