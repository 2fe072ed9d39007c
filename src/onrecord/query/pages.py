"""Pages of entries: what the record holds, newest first, each with every place that it was read from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, or_, select

from onrecord.errors import DataError
from onrecord.query import cursors
from onrecord.query.filters import Filter, query
from onrecord.record import judgements, packing
from onrecord.record import profile as profiles_
from onrecord.record import tally as tallies
from onrecord.record.contributions import id_of, number_of
from onrecord.record.fold import Entry, Held, fold
from onrecord.record.profile import Profile
from onrecord.record.words import passage
from onrecord.store.asking import many
from onrecord.store.tables import Asking, Found, entries, items, names, profiles, readings, reports

PAGE = 50
"""Entries of a page, unless more are asked for."""


class Anchor(msgspec.Struct, frozen=True, omit_defaults=True):
    """A passage that an entry was read from: offsets in the text of a report, or in its title."""

    report: str
    span: tuple[int, int]
    part: str | msgspec.UnsetType = msgspec.field(default=msgspec.UNSET, name="in")


class Page(NamedTuple):
    """Some entries in order.

    Attributes:
        entries: each as the plain object of its JSON.
        cursor: gives the next page; None where this is the last.
    """

    entries: list[dict[str, Any]]
    cursor: str | None


def page(
    connection: Connection, kind: str, asked: Filter, limit: int = PAGE, cursor: str | None = None, oldest: bool = False
) -> Page:
    """One page of the entries of a kind.

    Args:
        connection: of a reader.
        kind: `s`, `c`, `e` or `t`.
        asked: what they must have.
        limit: how many.
        cursor: of the page before.
        oldest: the oldest first, those without a day left out.

    Raises:
        ConfigError: a filter that cannot be used; a cursor that is none.
    """
    rows = _keys(connection, query(connection, kind, asked), limit + 1, _parsed(cursor), oldest)
    more = len(rows) > limit
    shown = rows[:limit]
    made = objects(connection, [row.key for row in shown])
    return Page(made, _cursor(shown[-1]) if more and shown else None)


def every(connection: Connection, kind: str, asked: Filter, oldest: bool = False) -> Iterator[dict[str, Any]]:
    """All entries of a kind, page by page."""
    cursor = None
    while True:
        some = page(connection, kind, asked, 200, cursor, oldest)
        yield from some.entries
        cursor = some.cursor
        if cursor is None:
            return


def one(connection: Connection, id_: str) -> dict[str, Any]:
    """The entry that an item belongs to, by the id of any item of it.

    Raises:
        DataError: the record has nothing of that id.
    """
    key = entry_of(connection, id_)
    return objects(connection, [key])[0]


def entry_of(connection: Connection, id_: str) -> int:
    """The key of the entry that an item belongs to.

    Raises:
        DataError: the record has nothing of that id.
    """
    found = connection.scalar(
        select(profiles.c.entry).join(items, items.c.profile == profiles.c.key).where(items.c.id == number_of(id_))
    )
    if found is None:
        raise DataError(f"{id_}: nothing in the record has this id (onrecord events --json prints ids)")
    return int(found)


def standings(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Where the claims or events of these ids stand, over all reports; those without a standing are left out."""
    numbers = {number_of(id_): id_ for id_ in ids}
    asked = (
        select(items.c.id, entries.c.standing)
        .join(profiles, profiles.c.key == items.c.profile)
        .join(entries, entries.c.key == profiles.c.entry)
        .where(entries.c.standing.is_not(None))
    )
    return {numbers[row.id]: row.standing for row in many(connection, asked, items.c.id, numbers)}


def _keys(
    connection: Connection, asking: Asking, limit: int, after: tuple[int, int] | None, oldest: bool
) -> Sequence[Found]:
    """The first rows in order of day, those of one day in order of id."""
    day, id_ = entries.c.day, entries.c.id
    if oldest:
        asking = asking.where(day > 0)
    if after is not None:
        beyond = day > after[0] if oldest else day < after[0]
        asking = asking.where(or_(beyond, and_(day == after[0], id_ > after[1])))
    order = day.asc() if oldest else day.desc()
    rows = list(connection.execute(asking.order_by(order).limit(limit)))
    if len(rows) == limit:  # the last day may have more than came: its first by id are those of the page
        last = rows[-1].day
        rows = [row for row in rows if row.day != last]
        rows += connection.execute(asking.where(day == last).order_by(id_).limit(limit - len(rows))).all()
    rows.sort(key=lambda row: (row.day if oldest else -row.day, row.id))
    return rows


def _cursor(row: Found) -> str:
    return cursors.written(f"{row.day}.{row.id}")


def _parsed(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    found = _PLACE.fullmatch(cursors.read(cursor))
    if found is None:
        raise cursors.none(cursor)
    return int(found[1]), int(found[2])


_PLACE = re.compile(r"(-?[0-9]{1,9})\.([0-9]{1,18})")
"""A day and an id, as large as any database holds them."""


def objects(connection: Connection, keys: Sequence[int]) -> list[dict[str, Any]]:
    """The entries of these keys, in their order, as the plain objects of their JSON."""
    return _Pages(connection, keys).made()


class _Pages:
    """Puts together the objects of some entries with few questions to the database."""

    def __init__(self, connection: Connection, keys: Sequence[int]) -> None:
        self._db = connection
        self._rows = {row.key: row for row in self._many(select(entries), entries.c.key, keys)}
        self._keys = [key for key in keys if key in self._rows]
        self._members: dict[int, list[tuple[Profile, tallies.Tally]]] = defaultdict(list)
        self._items: dict[int, list[Found]] = defaultdict(list)
        for row in self._many(select(profiles), profiles.c.entry, self._keys):
            self._members[row.entry].append((profiles_.decode(row.features), tallies.decode(row.tally)))
        found = (
            select(profiles.c.entry, items, reports.c.id.label("report_id"), reports.c.published, reports.c.outlet)
            .join(items, items.c.profile == profiles.c.key)
            .join(reports, reports.c.key == items.c.report)
        )
        for row in self._many(found, profiles.c.entry, self._keys):
            self._items[row.entry].append(row)
        for held in self._items.values():
            held.sort(
                key=lambda row: ((row.published or tallies.NO_DAY)[:10], row.report_id, row.title, row.lo, row.id)
            )
        self._judged = defaultdict(list)
        for one in judgements.read(connection):
            for place in (one.one, one.other):
                if place is not None:
                    self._judged[place.report, place.kind, place.lo].append(one)
        self._parts: dict[tuple[int, str], Any] = {}

    def made(self) -> list[dict[str, Any]]:
        """The objects."""
        folded = {
            key: fold([one for one, _ in self._members[key]], tallies.merged(one for _, one in self._members[key]))
            for key in self._keys
        }
        self._load(folded)
        whole = [self._object(key, folded[key]) for key in self._keys]
        plain: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(whole))
        return plain

    def _load(self, folded: dict[int, Entry]) -> None:
        """Unpack the parts of the readings that are shown."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for key, entry in folded.items():
            kind = self._rows[key].kind
            items_ = {entry.item} | ({held.item for held in entry.stances} if kind == "c" else set())
            wanted[kind] |= {item.report for item in self._items[key] if item.id in items_}
        for kind, needed in wanted.items():
            column = readings.c[packing.OF_KIND[kind]]
            for row in self._many(select(readings.c.report, column), readings.c.report, sorted(needed)):
                self._parts[row.report, kind] = packing.part(packing.OF_KIND[kind], row[1])

    def _object(self, key: int, entry: Entry) -> dict[str, Any]:
        row = self._rows[key]
        by_id = {item.id: item for item in self._items[key]}
        shown = by_id[entry.item]
        told: dict[str, Any] = msgspec.to_builtins(self._parts[shown.report, row.kind][shown.number])
        told["id"] = id_of(row.id)
        told["report"] = shown.report_id
        if row.kind == "c":
            told["stances"] = [self._stance(held, by_id[held.item]) for held in entry.stances]
        if row.kind in "ce":
            told["standing"] = entry.standing
            told["history"] = msgspec.to_builtins(entry.history)
            told["figures"] = msgspec.to_builtins(entry.figures)
        if row.kind == "e":
            told["series"] = entry.series
            told["holders"] = [_holder(held) for held in entry.stances]
        told |= {
            "roots": entry.roots, "reports": row.reports, "outlets": list(entry.outlets), "first": entry.first,
            "last": entry.last,
        }  # fmt: skip
        told["anchors"] = [msgspec.to_builtins(_anchor(item)) for item in self._items[key]]
        judged = self._judgements(key)
        if judged:
            told["judged"] = judged
        return told

    def _stance(self, held: Held, item: Found) -> dict[str, Any]:
        """One stance over all reports, with its passage in the first report that has it."""
        told: dict[str, Any] = {
            "holder": held.holder, "statement": None, "stance": held.stance, "likelihood": None, "span": None,
            "report": item.report_id,
        }  # fmt: skip
        for stance in self._parts[item.report, "c"][item.number].stances:
            if (stance.holder, stance.stance) == (held.holder, held.stance):
                told |= msgspec.to_builtins(stance)
                break
        return told | _holder(held)

    def _judgements(self, key: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for item in self._items[key]:
            for one in self._judged.get((item.report_id, item.kind, item.lo), ()):
                plain = {name: value for name, value in msgspec.to_builtins(one).items() if value is not None}
                if plain not in found:
                    found.append(plain)
        return found

    def _many(self, asking: Asking, column: Any, wanted: Iterable[Any]) -> Iterator[Found]:
        return many(self._db, asking, column, wanted)


def _anchor(item: Found) -> Anchor:
    return Anchor(item.report_id, (item.lo, item.hi), "title" if item.title else msgspec.UNSET)


def _holder(held: Held) -> dict[str, Any]:
    return {
        "holder": held.holder, "stance": held.stance, "root": held.root, "links": list(held.links),
        "times": held.times, "first": held.first, "last": held.last,
    }  # fmt: skip


def called(connection: Connection, found: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The commonest names of the entities that some entries mention as holders and parties, by id."""
    wanted = set()
    for entry in found:
        for stance in (*entry.get("stances", ()), *entry.get("holders", ()), *entry.get("figures", ())):
            wanted.add(stance["holder"])
        for party in entry.get("parties", ()):
            wanted.add(party["entity"])
    return {id_: found.name for id_, found in known_as(connection, wanted).items()}


def known_as(connection: Connection, entities: Iterable[str]) -> dict[str, Found]:
    """The row of the commonest name (`name`, `kind`, `iso3`) of entities that the record knows, by id."""
    asking = select(names).order_by(names.c.times, names.c.name.desc())
    return {row.entity: row for row in many(connection, asking, names.c.entity, entities)}


def sentence(entry: Mapping[str, Any], title: str | None, text: str) -> tuple[int, int]:
    """The place of the sentence that an entry was read from, in the text of its report, or in the title."""
    anchor = shown_at(entry)
    return passage((title or "") if anchor.get("in") == "title" else text, *anchor["span"])


def shown_at(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The anchor in the report whose fields and spans are shown."""
    found: dict[str, Any] = next(one for one in entry["anchors"] if one["report"] == entry["report"])
    return found
