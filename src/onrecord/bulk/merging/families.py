"""Families of all reports at once: reprints by bands, the report that each goes back to, and who speaks in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import create_engine, insert, select, update

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.buckets import Numbers
from onrecord.bulk.merging.joining import join, roots
from onrecord.bulk.merging.reading import BANDS
from onrecord.bulk.merging.revisions import Kept
from onrecord.bulk.merging.work import Work
from onrecord.model import Report
from onrecord.record.families import Families, Kin, placed
from onrecord.record.keeping import report_row
from onrecord.record.reprints import SIGNATURE, is_reprint, may_be_reprints
from onrecord.record.reprints import bands as bands_of
from onrecord.store.tables import metadata, reports

VOICES = pa.schema([("key", pa.int64()), ("voice", pa.string()), ("family", pa.string())])
"""The reports that do not stand alone, by their keys."""
_MOST = 400
"""Reports of one family that a text is compared with at most, as one by one."""


def texts(work: Work, _: int) -> None:
    """Lay texts and signatures out, so that any can be looked at."""
    kept = Kept.of(work)
    with (
        work.aside("texts", "texts.bin") as bodies,
        work.aside("texts", "signed.bin") as signed,
        work.aside("texts", "ends.npy") as ends,
    ):
        lengths = [0]
        characters = [0]
        with bodies.open("wb") as stream, signed.open("wb") as beside:
            for path in work.all("read"):
                table = pq.read_table(path, columns=["place", "text", "signature"])
                there = kept.keys(buckets.numbers(table, "place")) > 0
                for text, signature in _pairs(table.filter(pa.array(there))):
                    characters.append(len(text))
                    lengths.append(stream.write(text.encode()))
                    beside.write(signature.ljust(SIGNATURE, b"\0"))
        with ends.open("wb") as stream:
            np.save(stream, np.array([np.cumsum(lengths), characters]))


def _pairs(table: Any) -> Iterator[tuple[str, bytes]]:
    return zip(table["text"].to_pylist(), table["signature"].to_pylist(), strict=True)


class _Texts:
    """The texts of reports that are kept, by their keys; they stay on the disk."""

    def __init__(self, work: Work) -> None:
        self._ends, self.lengths = np.load(work.path("texts", "ends.npy"))
        self.count = len(self._ends) - 1
        path = work.path("texts", "signed.bin")
        self.signed: npt.NDArray[np.uint16] = (
            np.memmap(path, "<u2", "r").reshape(self.count, -1) if self.count else np.zeros((0, 1), np.uint16)
        )
        self._bodies = work.path("texts", "texts.bin").open("rb")

    def __getitem__(self, key: int) -> str:
        first, end = self._ends[key - 1 : key + 1].tolist()
        self._bodies.seek(first)
        return self._bodies.read(end - first).decode()

    def close(self) -> None:
        self._bodies.close()


def families(work: Work, _: int) -> None:
    """Find the reprints among all reports, and who speaks in each."""
    kept, held = Kept.of(work), _Texts(work)
    found = _Finder(held)
    for bucket in range(work.buckets):
        table = buckets.read(work.all("bands"), bucket, BANDS)
        keys = kept.keys(buckets.numbers(table, "place"))
        bands = buckets.numbers(table, "band")[keys > 0]
        keys = keys[keys > 0]
        order = np.lexsort((keys, bands))
        for first, end in zip(*buckets.runs(bands[order]), strict=True):
            if end - first > 1:
                found.band(int(bands[order[first]]), keys[order[first:end]])
    rows = [row for members in _members(work, kept, found.homes()) for row in _placed(members, held)]
    held.close()
    table = pa.Table.from_pylist([dict(zip(VOICES.names, row, strict=True)) for row in sorted(rows)], VOICES)
    with work.aside("voices", "voices.parquet") as path:
        pq.write_table(table, path, row_group_size=work.rows)


class _Finder:
    """Joins reports that are reprints of one another, by what shares bands; revisions that were followed as well."""

    def __init__(self, held: _Texts) -> None:
        self._held = held
        self._home = np.arange(held.count + 1)

    def band(self, band: int, keys: Numbers) -> None:
        """Join the reports of one band, each with those before it."""
        for at in range(1, len(keys)):
            one, before = int(keys[at]), keys[:at]
            before = before[roots(self._home, before) != roots(self._home, keys[at : at + 1])]
            if not len(before):
                continue
            signed, lengths = self._held.signed, self._held.lengths
            may = may_be_reprints(signed[before - 1], lengths[before], signed[one - 1], int(lengths[one]))
            for family in self._families(before[may]):
                self._compare(band, one, family)

    def _families(self, keys: Numbers) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for key, home in zip(keys.tolist(), roots(self._home, keys).tolist(), strict=True):
            found[home].append(key)
        return list(found.values())

    def _compare(self, band: int, one: int, family: Sequence[int]) -> None:
        """Join a report with a family where one of it is the same text; two are compared in one band alone."""
        mine = self._bands(one)
        text = self._held[one]
        for other in family[:_MOST]:
            if min(mine & self._bands(other)) == band and is_reprint(text, self._held[other]):
                join(self._home, np.array([one]), np.array([other]))
                return

    def _bands(self, key: int) -> frozenset[int]:
        return frozenset(bands_of(self._held.signed[key - 1].tobytes()))

    def homes(self) -> Numbers:
        """For each key, the least of those that hang together with it."""
        return roots(self._home, np.arange(len(self._home)))


class _Member(NamedTuple):
    """A report of a family, and the key that follows it, 0 where none does."""

    kin: Kin
    until: int


def _members(work: Work, kept: Kept, homes: Numbers) -> Iterator[list[_Member]]:
    """What hangs together of more than one report, in the order of keys."""
    sizes = np.bincount(homes, minlength=len(homes))
    columns = ["place", "id", "published", "outlet", "credit", "voice"]
    found: list[Any] = []
    for path in work.all("read"):
        table = pq.read_table(path, columns=columns)
        keys = kept.keys(buckets.numbers(table, "place"))
        there = (keys > 0) & (sizes[homes[keys]] > 1)
        table = table.append_column("key", pa.array(keys)).append_column("home", pa.array(homes[keys]))
        found.append(table.filter(pa.array(there)))
    table = pa.concat_tables(found).sort_by([("home", "ascending"), ("key", "ascending")]).combine_chunks()
    firsts, _ = buckets.runs(buckets.numbers(table, "home"))
    for first, end in pairwise([*firsts.tolist(), len(table)]):
        rows = table.slice(first, end - first).to_pylist()
        until = kept.until(np.array([row["key"] for row in rows]))
        yield [_Member(_kin(row), after) for row, after in zip(rows, until.tolist(), strict=True)]


def _kin(row: Any) -> Kin:
    names = ("key", "id", "published", "outlet", "credit", "voice")
    return Kin(*(row[name] for name in names), family=row["id"])


def _placed(members: Sequence[_Member], held: _Texts) -> Iterator[tuple[int, str, str]]:
    """Key, voice and family of those that are not as they would be alone."""
    if any(member.until for member in members):
        yield from _one_by_one(members, held)
        return
    for kin, voice, family in placed([member.kin for member in members]):
        yield kin.key, voice, family


def _one_by_one(members: Sequence[_Member], held: _Texts) -> Iterator[tuple[int, str, str]]:
    """The same where revisions followed: what is left of a family then hangs on what was in it."""
    engine = create_engine("sqlite://")
    after = {member.until: member.kin.key for member in members if member.until}
    steps = sorted({member.kin.key for member in members} | after.keys())
    of_key = {member.kin.key: member.kin for member in members}
    with engine.begin() as connection:
        metadata.create_all(connection)
        grown = Families(connection)
        for key in steps:
            if key in after:
                connection.execute(update(reports).where(reports.c.key == after[key]).values(current=0))
                grown.drop(after[key])
            if key in of_key:
                report = _report(of_key[key], held)
                row = report_row(report, "", 1) | {"key": key, "revision": key}
                known = {"credit": of_key[key].credit, "voice": of_key[key].voice}
                connection.execute(insert(reports).values(**(row | known)))
                grown.add(key, report, row["signature"])
        made = connection.execute(select(reports.c.key, reports.c.voice, reports.c.family)).all()
    engine.dispose()
    yield from ((row.key, row.voice, row.family) for row in made)


def _report(kin: Kin, held: _Texts) -> Report:
    return Report(kin.id, held[kin.key], outlet=kin.outlet, published=kin.published)
