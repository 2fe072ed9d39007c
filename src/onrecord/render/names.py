"""What every table of the human view is made of: rows, names for ids, short words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Claim, Event, Reading, Statement, Tie, Time

ARROW = " → "


class Table(NamedTuple):
    """One table of the human view.

    Attributes:
        name: the reading's field that it shows (`statements`).
        title: its heading.
        columns: heads.
        weights: how the width is shared out; 0 for a column as narrow as it can be.
        rows: cells, one row for each value.
        empty: what to say where there is no row.
        note: what to say under the rows.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    weights: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    note: str = ""


class Names:
    """Names of entities, and row numbers of values, by their ids.

    Args:
        reading: the reading that they stand in.
        every_claim: whether all claims that are told plainly get a row, not the first dozen alone.
    """

    def __init__(self, reading: Reading, every_claim: bool = False) -> None:
        self.every_claim = every_claim
        self._names = {entity.id: entity.name for entity in reading.entities}
        groups: dict[str, tuple[Statement | Claim | Event | Tie, ...]] = {
            "S": reading.statements, "C": reading.claims, "E": reading.events, "T": reading.ties,
        }  # fmt: skip
        self._rows = {item.id: f"{kind}{row}" for kind, items in groups.items() for row, item in enumerate(items, 1)}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._outlet = reading.report.outlet

    def __contains__(self, entity: str) -> bool:
        """Whether it is the id of an entity, and no bare wording."""
        return entity in self._names

    def name(self, entity: str) -> str:
        """An entity's name, or the wording that stands for one; the outlet by its name."""
        return self._names.get(entity, (self._outlet or "the report itself") if entity == "outlet" else entity)

    def row(self, item: str | None) -> str:
        """`S3`, for an id."""
        return self._rows.get(item or "", "")

    def claim(self, item: str | None) -> Claim | None:
        """The claim of that id."""
        return self._claims.get(item or "")


def shorten(text: str, length: int) -> str:
    """The text on one line, its middle left out where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    tail = line[-(length // 4) :]
    head = line[: length - len(tail) - 3]
    if " " in head and " " in tail:  # whole words, where there are any
        head, tail = head.rpartition(" ")[0], tail.partition(" ")[2]
    return f"{head.rstrip()} … {tail.lstrip()}"


LONGEST = 150
"""Characters of a content shown in a table: the text above has the whole of it."""


def moment(time: Time) -> str:
    """The words of a time, and its date where they do not say it."""
    date = interval(time)
    return " = ".join(item for item in (time.text, date) if item) if date not in (time.text or "") else time.text or ""


def interval(time: Time) -> str:
    """`2024-12-13`, or `2024 to 2025`."""
    if time.start is None and time.end is None:
        return ""
    if time.start == time.end:
        return str(time.start)
    return f"{time.start or '…'} to {time.end or '…'}"


def count(number: int, noun: str) -> str:
    """`3 claims`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def tally_of(words: Iterable[str]) -> str:
    """`2 alleged, 1 denied`, in order of first sight."""
    tally: dict[str, int] = {}
    for word in words:
        tally[word] = tally.get(word, 0) + 1
    return ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in tally.items())
