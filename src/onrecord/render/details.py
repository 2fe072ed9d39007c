"""The tables behind the first four: what was not decided, who is named, when, where, how many."""

from __future__ import annotations

from onrecord.model import Place, Quantity, Reading
from onrecord.render.names import Names, Table, interval, shorten


def abstained(reading: Reading, names: Names) -> Table:
    """What was seen but not decided."""
    rows = [(shorten(item.text, 60), f"{item.stage}?", item.reason) for item in reading.abstained]
    return Table("abstained", "What it would not decide", ("Words", "Question", "Why"), (3, 2, 6), tuple(rows),
                 "Nothing was left undecided.")  # fmt: skip


def entities(reading: Reading, names: Names) -> Table:
    """Who and what is named, with the wordings."""
    rows = []
    for entity in reading.entities:
        forms = list(dict.fromkeys(mention.text for mention in entity.mentions))
        codes = " ".join(item for item in (entity.iso3, *entity.sectors) if item)
        roles = "; ".join(role.title + (" (former)" if role.former else "") for role in entity.roles)
        rows.append((entity.name, entity.kind, codes, roles, shorten(", ".join(forms), 80)))
    return Table("entities", "Who and what is named", ("Name", "Kind", "Codes", "Offices", "As worded"),
                 (4, 2, 2, 3, 5), tuple(rows), "Nobody is named.")  # fmt: skip


def times(reading: Reading, names: Names) -> Table:
    """Time expressions and their dates."""
    rows = [(item.text or "", item.kind, interval(item), item.anchor) for item in reading.times]
    return Table("times", "When", ("Words", "Kind", "Date", "Known from"), (4, 2, 4, 2), tuple(rows),
                 "No time is given.")  # fmt: skip


def places(reading: Reading, names: Names) -> Table:
    """Place names and what they stand for."""
    rows = [(item.text, item.name, item.precision, " ".join(_codes(item))) for item in reading.places]
    return Table("places", "Where", ("Words", "Place", "Kind", "Codes"), (4, 4, 2, 3), tuple(rows),
                 "No place is named.")  # fmt: skip


def _codes(place: Place) -> list[str]:
    return [item for item in (place.iso3, place.admin1) if item]


def quantities(reading: Reading, names: Names) -> Table:
    """Figures and their bounds."""
    rows = [(item.text, item.what or "", _figure(item), item.unit or "") for item in reading.quantities]
    return Table("quantities", "How many", ("Words", "Of what", "Figure", "Unit"), (4, 3, 4, 2), tuple(rows),
                 "No figure is given.")  # fmt: skip


def _figure(item: Quantity) -> str:
    if item.best is not None and item.min == item.max == item.best:
        return f"{item.best:,}"
    parts = [f"about {item.best:,}" if item.approx else f"{item.best:,}"] if item.best is not None else []
    if item.min is not None:
        parts.append(f"{'more than' if item.exclusive_min else 'at least'} {item.min:,}")
    if item.max is not None:
        parts.append(f"{'less than' if item.exclusive_max else 'at most'} {item.max:,}")
    return ", ".join(parts)
