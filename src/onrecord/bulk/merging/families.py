"""Families of all reports at once: reprints by bands, the report that each goes back to, and who speaks in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple

import numpy as np
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
from onrecord.record.reprints import SIGNATURE, Sign, can_be_reprint, is_reprint, may_be_reprints
from onrecord.record.reprints import bands as bands_of
from onrecord.store.tables import metadata, reports

VOICES = pa.schema([("key", pa.int64()), ("voice", pa.string()), ("family", pa.string())])
"""The reports that do not stand alone, by their keys."""
_MOST = 400
"""Reports of one family that a text is compared with at most, as one by one."""


def texts(work: Work, _: int) -> None:
    """Lay texts, signatures and shingles out, so that any can be looked at."""
    kept = Kept.of(work)
    laid = [np.zeros((1, 4), np.int64)]
    with ExitStack() as stack:
        streams = [stack.enter_context(_stream(work, name)) for name in _LAID]
        for path in work.all("read"):
            table = pq.read_table(path, columns=["place", "shingles", "text", "signature", "hashes"])
            there = kept.keys(buckets.numbers(table, "place")) > 0
            columns = (column.to_pylist() for column in table.filter(pa.array(there)).columns[1:])
            rows = [_laid(streams, *row) for row in zip(*columns, strict=True)]
            laid.append(np.array(rows, np.int64).reshape(-1, 4))
        made = np.concatenate(laid)
        np.save(stack.enter_context(_stream(work, "ends.npy")), np.c_[np.cumsum(made[:, :2], axis=0), made[:, 2:]])


def _laid(
    streams: Sequence[BinaryIO], shingles: int, text: str, signature: bytes, hashes: bytes
) -> tuple[int, int, int, int]:
    """Lay a text out; returns the bytes of it, how many hashes, its characters and its shingles."""
    body, signed, beside = streams
    signed.write(signature.ljust(SIGNATURE, b"\0"))
    return body.write(text.encode()), beside.write(hashes) // 4, len(text), shingles


_LAID = ("texts.bin", "signed.bin", "hashes.bin")


@contextmanager
def _stream(work: Work, name: str) -> Iterator[BinaryIO]:
    with work.aside("texts", name) as path, path.open("wb") as stream:
        yield stream


class _Texts:
    """The texts of reports that are kept, by their keys; they stay on the disk."""

    def __init__(self, work: Work) -> None:
        self._ends = np.load(work.path("texts", "ends.npy"), mmap_mode="r")
        self.count = len(self._ends) - 1
        self.lengths: Numbers = self._ends[:, 2]
        self.signed = np.memmap(work.path("texts", "signed.bin"), "<u2", "r").reshape(self.count, -1)
        self._hashes = np.fromfile(work.path("texts", "hashes.bin"), np.uint32, 0)
        if self._ends[-1, 1]:
            self._hashes = np.memmap(work.path("texts", "hashes.bin"), np.uint32, "r")
        self._bodies = work.path("texts", "texts.bin").open("rb")

    def __getitem__(self, key: int) -> str:
        first, end = self._ends[key - 1 : key + 1, 0].tolist()
        self._bodies.seek(first)
        return self._bodies.read(end - first).decode()

    def sign(self, key: int) -> Sign:
        """The signature of a text with its shingles."""
        first, end = self._ends[key - 1 : key + 1, 1].tolist()
        return Sign(self.signed[key - 1].tobytes(), self._hashes[first:end], int(self._ends[key, 3]))

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
        homes = roots(self._home, keys)
        signed, lengths = self._held.signed, self._held.lengths
        for at in range(1, len(keys) if (homes != homes[0]).any() else 0):
            one, before = int(keys[at]), keys[:at][homes[:at] != homes[at]]
            may = may_be_reprints(signed[before - 1], lengths[before], signed[one - 1], int(lengths[one]))
            joined = [family for family in self._families(before[may]) if self._joins(band, one, family)]
            if joined:
                homes = roots(self._home, keys)

    def _families(self, keys: Numbers) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for key, home in zip(keys.tolist(), roots(self._home, keys).tolist(), strict=True):
            found[home].append(key)
        return list(found.values())

    def _joins(self, band: int, one: int, family: Sequence[int]) -> bool:
        """Join a report with a family if one of it is the same text; two are compared in one band alone."""
        mine = self._held.sign(one)
        bands = frozenset(bands_of(mine.signature))
        for other in family[:_MOST]:
            its = self._held.sign(other)
            if not can_be_reprint(mine, its) or min(bands.intersection(bands_of(its.signature))) != band:
                continue
            if is_reprint(self._held[one], self._held[other]):
                join(self._home, np.array([one]), np.array([other]))
                return True
        return False

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
    return Kin(row["key"], row["id"], row["published"], row["outlet"], row["credit"], row["voice"], row["id"])


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
