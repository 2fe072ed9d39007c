"""The shard function: reads the units of one shard, and puts their rows in place. Every engine calls it."""

from __future__ import annotations

import ctypes
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pyarrow
from pyarrow import parquet

from onrecord.bulk import spool
from onrecord.bulk.attempts import Attempts
from onrecord.bulk.columns import SCHEMAS
from onrecord.bulk.place import Place, place, told
from onrecord.bulk.plan import MARKS, SHARDS, Asked
from onrecord.bulk.units import Unit, reports
from onrecord.errors import InputError, OnRecordError
from onrecord.model import Reading, Report
from onrecord.pipeline import pipeline_with
from onrecord.query.frames import to_rows

_AT_ONCE = 8
"""Readings whose rows are held as Python objects, before they become columns."""
_GROUPS = {"readings": 64}
_GROUP = 20_000
"""Rows of a row group: those of readings are long."""
Row = dict[str, Any]


class Mark(msgspec.Struct, frozen=True):
    """What is told of a shard that was read. It is written after the shard's rows, which count from then on.

    Attributes:
        shard: its number.
        units, read, failed: of the input; reports that were read; reports and units that were not.
        words, characters: of what was read; words as white space parts them.
        found: how many rows each table has.
        reasons: why reports were not read, and how many.
        seconds, cpu: of the clock, and of the processor.
        rss: memory of the worker at its end, in megabytes.
        reader: what read it: the version, and the digests of its models.
    """

    shard: int
    units: int
    read: int
    failed: int
    words: int
    characters: int
    found: dict[str, int]
    reasons: dict[str, int]
    seconds: float
    cpu: float
    rss: float
    reader: str


class Shards:
    """Reads shards; loads the models once.

    Args:
        where: the place of the run.
        asked: what is asked of it.
        most: memory of a process, in megabytes, beyond which a report is given up; None for no bound.
    """

    def __init__(self, where: str, asked: Asked, most: int | None = None) -> None:
        self._place = place(where)
        self._options = asked.options
        self._pipeline = pipeline_with(asked.entities, asked.codebook)
        self.reader = msgspec.json.encode(self._pipeline.reader).decode()
        if most is not None:
            _bound(most)

    def read(self, number: int, first: int = 0) -> Mark:
        """Read a shard, and put its rows and its mark in place.

        Args:
            number: of the shard.
            first: units of the input before it.

        Raises:
            StoreError: its rows cannot be written, or the spool is damaged.
        """
        begun, worked = time.perf_counter(), time.process_time()
        attempts = Attempts(self._place, number)
        with told(self._place.name):
            rows, count = self._rows(number, first, attempts)
        attempts.rest()
        with self._place.aside(f"{SHARDS}/{number:06d}") as made:
            rows.write(made)
            self._place.take(made, f"{SHARDS}/{number:06d}")
        _give_back()
        mark = Mark(
            shard=number,
            units=count,
            read=rows.read,
            failed=rows.failed,
            words=rows.words,
            characters=rows.characters,
            found=rows.found,
            reasons=dict(sorted(rows.reasons.items())),
            seconds=round(time.perf_counter() - begun, 2),
            cpu=round(time.process_time() - worked, 2),
            rss=round(memory(), 1),
            reader=self.reader,
        )
        self._place.write(_mark(number), msgspec.json.encode(mark))
        attempts.end()
        return mark

    def _rows(self, number: int, first: int, attempts: Attempts) -> tuple[_Rows, int]:
        """The rows of a shard, and how many units it has."""
        rows, count = _Rows(), 0
        for count, unit in enumerate(spool.load(self._place, number), 1):
            reason = attempts.begin(count - 1)
            if reason is not None:
                rows.lost(first + count - 1, InputError(unit.name, reason, "read it by itself, and please report it"))
            else:
                self._unit(first + count - 1, unit, rows)
        return rows, count

    def _unit(self, number: int, unit: Unit, rows: _Rows) -> None:
        for item in reports(unit, self._options):
            if isinstance(item, InputError):
                rows.lost(number, item)
                continue
            made = self._reading(unit.name, item)
            if isinstance(made, InputError):
                rows.lost(number, made, item)
            else:
                rows.add(number, unit.name, made)

    def _reading(self, name: str, report: Report) -> Reading | InputError:
        """The reading of a report; a fault of ours in one must not cost the others."""
        try:
            return self._pipeline.read(report)
        except MemoryError:
            return InputError(name, "it takes more memory than --max-memory allows", "allow more, or split it")
        except OnRecordError as error:
            return InputError(name, str(error))
        except Exception as error:  # noqa: BLE001 - the boundary of one report
            return InputError(name, f"a fault in OnRecord, {type(error).__name__}: {error}", "please report it")


class _Rows:
    """The rows of a shard so far."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in SCHEMAS}
        self._reports: list[Row] = []
        self._waiting: list[Reading] = []
        self.read = self.failed = self.words = self.characters = 0
        self.found: dict[str, int] = {}
        self.reasons: Counter[str] = Counter()

    def add(self, unit: int, source: str, reading: Reading) -> None:
        """Take a reading in."""
        report = reading.report
        words = len(report.text.split())
        self._reports.append(
            {
                "unit": unit, "source": source, "status": "read", **_of_report(report), "words": words,
                "statements": len(reading.statements), "claims": len(reading.claims), "events": len(reading.events),
                "ties": len(reading.ties),
            }
        )  # fmt: skip
        self.read += 1
        self.words += words
        self.characters += len(report.text)
        self._waiting.append(reading)
        if len(self._waiting) >= _AT_ONCE:
            self._pack()

    def lost(self, unit: int, error: InputError, report: Report | None = None) -> None:
        """Take in why something was not read."""
        known = _of_report(report) if report is not None else {}
        why = {"reason": _clean(error.reason), "advice": _clean(error.advice) or None}
        self._reports.append({"unit": unit, "source": error.source, "status": "failed", **why, **known})
        self.failed += 1
        self.reasons[_kind(error.reason)] += 1

    def write(self, folder: Path) -> None:
        """Write all tables into a folder."""
        self._pack()
        for name, schema in SCHEMAS.items():
            table = pyarrow.Table.from_batches(self._columns[name], schema=schema)
            self.found[name] = table.num_rows
            parquet.write_table(
                table.combine_chunks(), folder / f"{name}.parquet", compression="zstd",
                row_group_size=_GROUPS.get(name, _GROUP),
            )  # fmt: skip

    def _pack(self) -> None:
        """Turn what waits into columns."""
        tables: dict[str, list[Row]] = to_rows(self._waiting)
        tables["reports"] = self._reports
        tables["readings"] = [
            {"report": reading.report.id, "reading": reading.to_json().encode("utf-8")} for reading in self._waiting
        ]
        for name, found in tables.items():
            if found:
                self._columns[name].append(pyarrow.RecordBatch.from_pylist(found, schema=SCHEMAS[name]))
        self._reports, self._waiting = [], []


def _of_report(report: Report) -> Row:
    return {
        "report": report.id, "outlet": report.outlet, "published": report.published, "title": report.title,
        "url": report.url, "language": report.language, "sha256": report.sha256, "characters": len(report.text),
    }  # fmt: skip


def _clean(text: str) -> str:
    """Text that a column takes: what is no character becomes a mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _kind(reason: str) -> str:
    """A reason without what differs from case to case, for counting."""
    return _clean(reason.partition(":")[0])[:80]


def memory() -> float:
    """Memory that this process holds now, in megabytes; the most that it held, where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _give_back() -> None:
    """Give memory that is free, but still held for later, back to the system: a worker stays as small as it can."""
    pyarrow.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # a system whose library has no such call
        ctypes.CDLL(None).malloc_trim(0)


def _bound(most: int) -> None:
    """Let this process have so many megabytes of its own, so that a report that takes more fails by itself.

    What it has reserved and does not use is let go on top: Arrow takes 1 GB of addresses with its first byte.
    """
    pyarrow.allocate_buffer(1)
    bound = most * 1_000_000 + _reserved()
    resource.setrlimit(resource.RLIMIT_DATA, (bound, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _reserved() -> int:
    """Bytes that this process has reserved for itself and does not use; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as stream:
            lines = dict(line.split(":", 1) for line in stream)
        return (int(lines["VmData"].split()[0]) - int(lines["RssAnon"].split()[0])) * 1024
    except (OSError, KeyError):
        return 0


def marks(where: Place) -> Iterator[Mark]:
    """The marks of all shards that were read, in order."""
    for name in where.names(MARKS):
        found = marked(where, int(name.partition(".")[0]))
        if found is not None:
            yield found


def marked(where: Place, number: int) -> Mark | None:
    """The mark of a shard; None where it was not read."""
    data = where.read(_mark(number))
    return msgspec.json.decode(data, type=Mark) if data is not None else None


def _mark(number: int) -> str:
    return f"{MARKS}/{number:06d}.json"
