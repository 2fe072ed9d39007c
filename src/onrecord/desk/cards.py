"""The cards beside a report: a row of the human view each, with the places that it leads to."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import Claim, Event, Reading, Statement, Tie
from onrecord.render import rows
from onrecord.render.marks import harmless

_PARTS = ("statements", "claims", "events", "ties", "abstained")
_NOUNS = {"S": "statements", "C": "claims", "E": "events", "T": "ties"}


class Card(NamedTuple):
    """One card.

    Attributes:
        row: `S1`, `C2`, `E3`, `T1`, `U1`.
        cells: column heads and what stands under them, the first one the card's own words.
        address: of the entry that it is in the record; empty where the reading is not of the record.
        look: the standing's group, or the form.
        id: of the item.
    """

    row: str
    cells: tuple[tuple[str, str], ...]
    address: str
    look: str
    id: str


class Group(NamedTuple):
    """Cards of one kind.

    Attributes:
        name: of the part of a reading.
        title: its heading.
        empty: said where there is no card.
        cards: in the reading's order.
    """

    name: str
    title: str
    empty: str
    cards: tuple[Card, ...]


def groups(reading: Reading, kept: bool) -> list[Group]:
    """The cards of a reading.

    Args:
        reading: what was read.
        kept: whether it is of the record, so that cards lead to entries.
    """
    ids = _ids(reading)
    looks = _looks(reading)
    made = []
    for table in rows.tables(reading, _PARTS):
        cards = []
        for number, cells in enumerate(table.rows, 1):
            row, columns, shown = (
                (f"U{number}", table.columns, cells)
                if table.name == "abstained"
                else (cells[0], table.columns[1:], cells[1:])
            )
            id_ = ids.get(row, "")
            address = f"/{_NOUNS[row[0]]}/{id_}" if kept and id_ else ""
            told = tuple((head, harmless(cell)) for head, cell in zip(columns, shown, strict=True) if cell)
            cards.append(Card(row, told, address, looks.get(row, ""), id_))
        made.append(Group(table.name, table.title, table.empty, tuple(cards)))
    return made


def _ids(reading: Reading) -> dict[str, str]:
    kinds: dict[str, tuple[Statement | Claim | Event | Tie, ...]] = {
        "S": reading.statements, "C": reading.claims, "E": reading.events, "T": reading.ties,
    }  # fmt: skip
    return {f"{kind}{number}": item.id for kind, items in kinds.items() for number, item in enumerate(items, 1)}


def _looks(reading: Reading) -> dict[str, str]:
    forms = {f"S{number}": f"form-{one.form}" for number, one in enumerate(reading.statements, 1)}
    return forms | {f"C{number}": one.standing for number, one in enumerate(reading.claims, 1)}
