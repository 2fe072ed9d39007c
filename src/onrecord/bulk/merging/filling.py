"""A new record out of an archive's readings."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.bulk.merging.components import components
from onrecord.bulk.merging.entering import entering, gathering
from onrecord.bulk.merging.families import families, texts
from onrecord.bulk.merging.linking import blocking, linking, opening
from onrecord.bulk.merging.loading import Counts, load
from onrecord.bulk.merging.naming import labelling, naming
from onrecord.bulk.merging.profiling import profiling
from onrecord.bulk.merging.reading import reading, size_of
from onrecord.bulk.merging.revisions import revisions
from onrecord.bulk.merging.telling import telling
from onrecord.bulk.merging.work import MEMORY, Runner, Told, Work, left_whole, planned
from onrecord.bulk.place import Folder
from onrecord.errors import ConfigError, InputError, StoreError
from onrecord.record.keeping import is_empty, uncollected
from onrecord.store import Store, migrations, open_store


class Filled(NamedTuple):
    """What became of the readings.

    Attributes:
        added: reports.
        revised: further revisions of them.
        duplicates: readings that said nothing else than the one of their report before them.
        profiles, links, entries: what merging made of them.
    """

    added: int
    revised: int
    duplicates: int
    profiles: int
    links: int
    entries: int


def fill(
    where: str, files: Sequence[Path], work: Path, workers: int = 1, memory: int = MEMORY, told: Told | None = None
) -> Filled:
    """Make a new record out of readings: the same as if they were added one after the other.

    A run that was broken off goes on with what it left in `work`, given the same files, workers and memory; what it
    left goes when the record is there.

    Args:
        where: a path where no record is, or `postgresql://...` of a database whose record is empty.
        files: of Parquet, with the columns `report`, an id, and `reading`, its JSON as bytes; in order.
        work: a folder for what the steps leave, which takes as much room as the record: some 70 kB a reading.
        workers: processes.
        memory: bytes that they take together for what they hold, beyond some 200 MB that each needs for itself.
        told: is told the name of a step, how many of its parts are done, and of how many.

    Raises:
        InputError: a file or a row cannot be used; the message names it. There is no record then.
        StoreError: a record is there already; the disk is full; the database refuses it. There is no record then.
        EngineError: a process was ended from outside.
    """
    if workers < 1 or memory < 1:
        raise ConfigError("workers and memory must be at least 1")
    sizes = [(Path(file), size_of(Path(file))) for file in files]
    many = sum(size for _, size in sizes)
    if not many:
        raise InputError(", ".join(map(str, files)) or "no files", "no readings in it")
    _check(where)
    with Folder(str(work)).alone():
        with _told_full(str(work)):
            made = planned(work, sizes, workers, memory)
            _prepare(made, workers, told)
        with _told_full(where), left_whole(made), uncollected():
            counts = _load(where, made, told)
        shutil.rmtree(made.folder)
    duplicates = many - counts.reports - counts.revised
    return Filled(counts.reports, counts.revised, duplicates, counts.profiles, counts.links, counts.entries)


def _prepare(work: Work, workers: int, told: Told | None) -> None:
    """All steps before loading."""
    parts, all_ = len(work.parts), work.buckets
    with Runner(work, workers, told) as runner:
        for task, many in (
            (reading, parts), (revisions, 1), (texts, 1), (families, 1), (telling, parts), (profiling, all_),
            (blocking, all_), (opening, all_), (linking, all_), (components, 1), (gathering, all_), (entering, all_),
            (labelling, all_), (naming, all_),
        ):  # fmt: skip
            runner.step(task, many)


def _check(where: str) -> None:
    """Refuse a place where reports are, or another database.

    Raises:
        StoreError: there are; it cannot be opened.
    """
    if "://" not in where and not Path(where).exists():
        return
    store = Store(where, write="://" not in where)
    try:
        with store.reading() as connection:
            if migrations.pending(connection, store.shown) != migrations.MIGRATIONS:
                _empty(store, connection)
    finally:
        store.close()
    if Path(f"{where}-wal").exists():
        raise StoreError(f"{where}: somebody has this empty record open (wait for them to end, or name another)")


def _empty(store: Store, connection: Connection) -> None:
    if not is_empty(connection):
        raise StoreError(
            f"{store.shown}: a record is there, and this makes a new one (onrecord add FILE --record "
            f"{store.shown} adds to it)"
        )


def _load(where: str, work: Work, told: Told | None) -> Counts:
    """Put it all into the record."""
    if "://" in where:
        store = open_store(where, write=True)
        try:
            with store.filling() as connection:
                _empty(store, connection)
                return load(connection, work, told)
        finally:
            store.close()
    return _load_file(Path(where), work, told)


def _load_file(where: Path, work: Work, told: Told | None) -> Counts:
    """Make a file beside the place, then rename it."""
    aside = where.with_name(f".{where.name}.{Path(work.folder).name}")
    _remove(aside)
    try:
        store = open_store(aside, write=True)
        try:
            with store.filling() as connection:
                counts = load(connection, work, told)
        finally:
            store.close()
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        _check(str(where))
        aside.replace(where)
        return counts
    except StoreError as error:
        raise StoreError(str(error).replace(str(aside), str(where))) from error
    finally:
        _remove(aside)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


@contextmanager
def _told_full(where: str) -> Iterator[None]:
    """What stops writing, as an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            advice = "what is done is kept: make room and go on with the same files"
            raise StoreError(f"{where}: the disk is full ({advice})") from error
        raise StoreError(f"{where}: cannot be written: {error.strerror or error} (check the path)") from error
