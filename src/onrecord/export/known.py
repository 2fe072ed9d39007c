"""What a record knows beside its entries: how entities are called, and the reports that entries were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.export.columns import Entry
from onrecord.model import Report
from onrecord.query.pages import known_as, sentence, shown_at
from onrecord.record import packing
from onrecord.store.asking import many
from onrecord.store.tables import readings, reports

_AT_ONCE = 200


class Name(NamedTuple):
    """How the record knows an entity: its commonest name."""

    name: str
    kind: str
    iso3: str | None


class Known:
    """Names and reports, looked up for some entries at a time; reports are let go with the next ones.

    Args:
        connection: of a reader.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._names: dict[str, Name] = {}
        self._reports: dict[str, Report] = {}
        self._heads: dict[str, Report] = {}

    def beside(self, entries: Iterable[Entry], tellings: bool = False) -> Iterator[Entry]:
        """The same entries; while one is at hand, its names and reports are.

        Args:
            entries: of one kind or several.
            tellings: with the heads of all reports that tell it.
        """
        waiting = iter(entries)
        while some := list(islice(waiting, _AT_ONCE)):
            self._load_names({entity for entry in some for entity in entities(entry)})
            self._load_reports({entry["report"] for entry in some})
            if tellings:
                self._load_heads({anchor["report"] for entry in some for anchor in entry["anchors"]})
            yield from some

    def called(self, entity: str | None, words: str) -> str:
        """The name of an entity; the words themselves where there is none."""
        found = self._names.get(entity) if entity is not None else None
        return found.name if found is not None else words

    def name(self, entity: str) -> Name | None:
        """How the record knows an entity."""
        return self._names.get(entity)

    def report(self, id_: str) -> Report:
        """The report of an id, in its newest revision."""
        return self._reports[id_]

    def head(self, id_: str) -> Report:
        """The same of a report that tells it too, without its text."""
        return self._heads[id_]

    def sentence(self, entry: Entry) -> tuple[str, int, int]:
        """The sentence that an entry was read from, as it stands, and its place in the text or title."""
        report = self.report(entry["report"])
        whole = (report.title or "") if shown_at(entry).get("in") == "title" else report.text
        lo, hi = sentence(entry, report.title, report.text)
        return whole[lo:hi], lo, hi

    def _load_names(self, wanted: set[str]) -> None:
        for id_, row in known_as(self._db, wanted - self._names.keys()).items():
            self._names[id_] = Name(row.name, row.kind, row.iso3)

    def _load_reports(self, wanted: set[str]) -> None:
        self._reports = {id_: report for id_, report in self._reports.items() if id_ in wanted}
        asking = _CURRENT.add_columns(reports.c.text)
        for row in many(self._db, asking, reports.c.id, wanted - self._reports.keys()):
            self._reports[row.id] = packing.report(row.head, row.text)

    def _load_heads(self, wanted: set[str]) -> None:
        self._heads = {id_: report for id_, report in self._heads.items() if id_ in wanted}
        for row in many(self._db, _CURRENT, reports.c.id, wanted - self._heads.keys()):
            self._heads[row.id] = packing.report(row.head, "")


_CURRENT = (
    select(reports.c.id, readings.c.head)
    .join(readings, readings.c.report == reports.c.key)
    .where(reports.c.current == 1)
)


def entities(entry: Entry) -> Iterator[str]:
    """The ids of the entities that an event or tie is about."""
    for side in ("actors", "recipients", "parties"):
        for party in entry.get(side, ()):
            if party["entity"] is not None:
                yield party["entity"]
