"""Columns of tables: what each tells and how its cell is taken from an entry; and how cells are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Cell = str | int | float | bool | None
"""What stands in a cell; None is written as an empty one."""
Row = dict[str, Cell]
Entry = Mapping[str, Any]
"""An entry of a record, as `onrecord.query.pages` gives it."""
Type = Literal["text", "whole", "number", "yes"]
"""`whole` numbers, `number` with a fraction, `yes` for true and false."""


class Column(NamedTuple):
    """A column.

    Attributes:
        name: stable; it is never given another meaning.
        type: of its cells.
        told: what it tells, in a line.
        of: takes the cell from what the row is about.
    """

    name: str
    type: Type
    told: str
    of: Callable[[Any], Cell]


def made(columns: Sequence[Column], subjects: Iterable[Any]) -> Iterator[Row]:
    """One row for each subject."""
    for subject in subjects:
        yield {column.name: column.of(subject) for column in columns}


def field(name: str, type_: Type, told: str) -> Column:
    """A column that is a field of the entry, under the same name."""
    return Column(name, type_, told, lambda entry: entry[name])


def listed(values: Iterable[object]) -> str | None:
    """Values in one cell, with `|` between them; a `|` inside a value becomes `\\|`. None where there are none.

    A value that is None leaves its place empty, so that lists side by side keep step.
    """
    cells = [written(value).replace("|", "\\|") for value in values]
    return "|".join(cells) if cells else None


def written(value: object) -> str:
    """A value inside a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def passage(report: str, thing: Mapping[str, Any] | None) -> str | None:
    """Where something is written: `report:start-end`, in the title `report:start-end@title`."""
    if thing is None or thing.get("span") is None:
        return None
    lo, hi = thing["span"]
    return f"{report}:{lo}-{hi}" + ("@title" if thing.get("in") == "title" else "")


def anchors(entry: Entry) -> str | None:
    """Every place that an entry was read from."""
    return listed(passage(anchor["report"], anchor) for anchor in entry["anchors"])


def inner(entry: Entry, *path: str) -> Any:
    """A field inside a field that may be missing."""
    found: Any = entry
    for name in path:
        found = found.get(name) if found is not None else None
    return found


def held(entry: Entry, stances: str) -> str | None:
    """Who takes which stance: `holder=stance`."""
    return listed(f"{one['holder']}={one['stance']}" for one in entry[stances])


def turns(entry: Entry) -> str | None:
    """How the standing moved: `day=standing`; the day is empty where no report has one."""
    return listed(f"{turn['since'] or ''}={turn['standing']}" for turn in entry["history"])


def given(entry: Entry) -> str | None:
    """The figures that holders give: `holder=words`, with `(superseded)` behind those that are."""
    return listed(
        f"{one['holder']}={one['text']}" + (" (superseded)" if one["superseded"] else "") for one in entry["figures"]
    )


def judged(entry: Entry) -> str | None:
    """What people decided about it: verbs, a correction with what it corrects."""
    return listed(
        f"{one['verb']} {one['field']}={one.get('value', '')}" if one.get("field") else one["verb"]
        for one in entry.get("judged", ())
    )


TOLD: tuple[Column, ...] = (
    field("reports", "whole", "reports that tell it"),
    Column("outlets", "text", "outlets that tell it, list", lambda entry: listed(entry["outlets"])),
    field("first", "text", "day of the first report that tells it"),
    field("last", "text", "day of the last report that tells it"),
    Column("anchors", "text", "every place that it was read from, list of report:start-end", anchors),
    Column("judged", "text", "what people decided about it, list", judged),
)
"""Columns of every kind of entry: by whom, when and where it is told."""
