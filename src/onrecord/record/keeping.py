"""Keeping readings: what is new, what was there, what changed; each batch wholly or not at all."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from onrecord.model import Reading, Report
from onrecord.record import judgements, ledger
from onrecord.record.contributions import Contribution, Pin, contributions
from onrecord.record.families import Families, columns
from onrecord.record.merging import Merger
from onrecord.record.packing import pack, reading_sha256, report_sha256, text_sha256, unpack
from onrecord.store import Store, fulltext, migrations, tables
from onrecord.store.asking import many
from onrecord.store.tables import DERIVED, names, readings, reports

What = Literal["added", "duplicate", "revised"]


class Kept(NamedTuple):
    """What became of one reading.

    Attributes:
        report: its id.
        what: `added`; `duplicate`, the record held it already; `revised`, another revision of a report that it held.
        revision: which, from 1.
        reprint_of: id of the report that it reprints, where it is not the first of its family.
    """

    report: str
    what: What
    revision: int
    reprint_of: str | None


def keep(store: Store, batch: Sequence[Reading]) -> list[Kept]:
    """Keep a batch of readings in one transaction.

    Raises:
        StoreError: the record cannot be written; nothing of the batch is in it then.
    """
    with store.writing() as connection, uncollected():
        return Keeper(connection).keep(batch)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: a batch leaves next to none, and looking took a seventh of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def knows(connection: Connection, report: Report) -> bool:
    """Whether the record holds this very report, all its fields the same, as the current revision."""
    found = connection.scalar(select(reports.c.digest).where(reports.c.id == report.id, reports.c.current == 1))
    return found is not None and found == report_sha256(report)


def report_row(report: Report, digest: str, revision: int, signed: bytes | None = None) -> dict[str, Any]:
    """The columns of a revision of a report as long as it is current, and alone in its family.

    Args:
        report: what is known of it before it is read.
        digest: its `report_sha256`.
        revision: which, from 1.
        signed: the signature of its text, where that was made already.
    """
    return {
        "id": report.id, "revision": revision, "current": 1, "sha256": report.sha256,
        "text_sha256": text_sha256(report.text), "digest": digest, "outlet": report.outlet, "title": report.title,
        "published": report.published, "url": report.url, "text": report.text, **columns(report, signed),
    }  # fmt: skip


def is_empty(connection: Connection) -> bool:
    """Whether a record holds neither a report nor a judgement."""
    held = (reports, tables.judgements)
    return all(connection.execute(select(table.c.key).limit(1)).first() is None for table in held)


class Keeper:
    """Writes to a record within one transaction.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._families = Families(connection)
        self._merger = Merger(connection)
        self._chain = ledger.Chain(connection)
        self._pins = judgements.pins(connection)
        self._fresh: dict[int, Reading] = {}
        self._left: set[int] = set()
        self._named: Counter[tuple[str, str, str, str | None]] = Counter()

    def keep(self, batch: Sequence[Reading]) -> list[Kept]:
        """Keep readings, in order."""
        self.renew()
        done = [(reading, *self._one(reading)) for reading in batch]
        self._merge()
        self._chain.write()
        roots = self._roots(reading.report.id for reading, _, _ in done)
        return [
            Kept(
                reading.report.id,
                what,
                revision,
                root if (root := roots.get(reading.report.id)) != reading.report.id else None,
            )
            for reading, what, revision in done
        ]

    def judge(self, made: Sequence[judgements.Judgement]) -> None:
        """Keep judgements, and merge again what they are about."""
        self.renew()
        touched: set[str] = set()
        for one in made:
            touched |= judgements.write(self._db, self._chain, one)
        self._pins = judgements.pins(self._db)
        self._families.moved |= set(
            self._db.scalars(select(reports.c.key).where(reports.c.id.in_(sorted(touched)), reports.c.current == 1))
        )
        self._merge()
        self._chain.write()

    def rebuild(self, at_once: int = 200) -> int:
        """Make all that merging makes again from the readings and judgements; returns how many reports there are."""
        for table in DERIVED:
            self._db.execute(delete(table))
        self._db.execute(delete(names))
        fulltext.clear_profiles(self._db)
        keys = list(self._db.scalars(select(reports.c.key).where(reports.c.current == 1).order_by(reports.c.key)))
        for at in range(0, len(keys), at_once):
            for key, reading, voice in self._stored(keys[at : at + at_once]):
                self._names(reading, 1)
                self._merger.add(key, self._contributed(reading, voice))
            self._merger.settle()
        self._write_names()
        migrations.merged_anew(self._db)
        return len(keys)

    def renew(self) -> bool:
        """Merge all again where an older release merged it; returns whether that was so."""
        if migrations.merging(self._db) == migrations.MERGING:
            return False
        self.rebuild()
        return True

    def _one(self, reading: Reading) -> tuple[What, int]:
        report = reading.report
        digest, read = report_sha256(report), reading_sha256(reading)
        old = self._db.execute(
            select(reports.c.key, reports.c.revision, reports.c.digest, readings.c.sha256)
            .join(readings, readings.c.report == reports.c.key)
            .where(reports.c.id == report.id, reports.c.current == 1)
        ).first()
        if old is not None and old.digest == digest and old.sha256 == read:
            return "duplicate", old.revision
        if old is not None:
            self._retire(old.key)
        revision = old.revision + 1 if old is not None else 1
        made = report_row(report, digest, revision)
        made_key = self._db.execute(insert(reports).values(**made)).inserted_primary_key
        assert made_key is not None  # one row was inserted
        key: int = made_key[0]
        self._db.execute(insert(readings).values(report=key, sha256=read, **pack(reading)))
        fulltext.add_report(self._db, key, report.title or "", report.text)
        self._families.add(key, report, made["signature"])
        self._fresh[key] = reading
        self._names(reading, 1)
        what: What = "revised" if old is not None else "added"
        self._chain.add(ledger.Link(what, f"{report.id}/{revision}", report.sha256, made["text_sha256"], read))
        return what, revision

    def _retire(self, key: int) -> None:
        """A revision that is followed by another one: it stays, and leaves the index."""
        self._db.execute(update(reports).where(reports.c.key == key).values(current=0))
        self._families.drop(key)
        held = self._fresh.pop(key, None)
        if held is not None:
            self._names(held, -1)
            return
        self._left.add(key)
        for _, reading, _ in self._stored([key]):
            self._names(reading, -1)

    def _merge(self) -> None:
        """Bring what merging makes up to date."""
        moved = self._families.moved - self._fresh.keys() - self._left
        others: set[int] = set()
        for key in sorted(moved | self._left):
            others |= self._merger.drop(key)
        others -= moved | self._left
        if moved or self._left:
            self._merger.recount(self._again(others))
        for key, reading, voice in self._stored(sorted(moved)):
            self._merger.add(key, self._contributed(reading, voice))
        voices = self._voices(self._fresh)
        for key, reading in self._fresh.items():
            self._merger.add(key, self._contributed(reading, voices[key]))
        self._merger.settle()
        self._write_names()
        self._fresh.clear()
        self._left.clear()
        self._families.moved.clear()

    def _again(self, keys: Iterable[int]) -> Iterator[Contribution]:
        """The items of reports that share a profile with one that left."""
        for _, reading, voice in self._stored(sorted(keys)):
            yield from self._contributed(reading, voice)

    def _contributed(self, reading: Reading, voice: str) -> list[Contribution]:
        pins: Mapping[Pin, tuple[str, ...]] = self._pins.get(reading.report.id, {})
        return list(contributions(reading, voice, pins))

    def _stored(self, keys: Sequence[int]) -> Iterator[tuple[int, Reading, str]]:
        """Readings out of the record with the voice of their report."""
        for at in range(0, len(keys), 100):
            query = (
                select(reports.c.key, reports.c.text, reports.c.voice, readings)
                .join(readings, readings.c.report == reports.c.key)
                .where(reports.c.key.in_(keys[at : at + 100]))
                .order_by(reports.c.key)
            )
            for row in self._db.execute(query).mappings().all():
                yield row["key"], unpack(row, row["text"]), row["voice"]

    def _voices(self, keys: Iterable[int]) -> dict[int, str]:
        return dict(many(self._db, select(reports.c.key, reports.c.voice), reports.c.key, keys))

    def _roots(self, ids: Iterable[str]) -> dict[str, str]:
        current = select(reports.c.id, reports.c.family).where(reports.c.current == 1)
        return dict(many(self._db, current, reports.c.id, ids))

    def _names(self, reading: Reading, times: int) -> None:
        for entity in reading.entities:
            self._named[entity.id, entity.name, entity.kind, entity.iso3] += times

    def _write_names(self) -> None:
        """Count the names of entities; one that no current reading has any more goes."""
        changed: dict[tuple[str, str], tuple[str, str | None, int]] = {}
        for (entity, name, kind, iso3), times in self._named.items():
            before = changed.get((entity, name))
            changed[entity, name] = (kind, iso3, times + (before[2] if before else 0))
        self._named.clear()
        held: dict[tuple[str, str], int] = {}
        for row in many(self._db, select(names), names.c.entity, (entity for entity, _ in changed)):
            held[row.entity, row.name] = row.times
        new, more = [], []
        for (entity, name), (kind, iso3, times) in sorted(changed.items()):
            if (entity, name) in held:
                more.append({"e": entity, "n": name, "t": held[entity, name] + times})
            elif times > 0:
                new.append({"entity": entity, "name": name, "kind": kind, "iso3": iso3, "times": times})
        if new:
            self._db.execute(insert(names), new)
        if more:
            self._db.execute(
                update(names)
                .where(names.c.entity == bindparam("e"), names.c.name == bindparam("n"))
                .values(times=bindparam("t")),
                more,
            )
            self._db.execute(delete(names).where(names.c.times <= 0))
