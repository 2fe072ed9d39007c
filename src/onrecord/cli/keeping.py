"""`onrecord add`: reads what the record does not have, and keeps it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from onrecord.bulk.inputs import check_installed, is_address
from onrecord.bulk.readings import is_run, names, whole
from onrecord.bulk.readings import readings as of_run
from onrecord.cli.lines import lines
from onrecord.cli.outcome import SOME_FAILED, Seldom, complain, write
from onrecord.cli.reading import Given, options, readings
from onrecord.errors import DataError, InputError
from onrecord.intake.sources import expand
from onrecord.model import Report
from onrecord.reader import Reading, as_reading
from onrecord.record.keeping import is_empty
from onrecord.recorder import BATCH, Record
from onrecord.render.names import count
from onrecord.store import default_path


class Counts(NamedTuple):
    """What became of the inputs."""

    added: int
    duplicate: int
    revised: int
    failed: int
    reprints: int


def run(files: list[str], given: Given, record: str | None, again: bool, quiet: bool) -> None:
    """Read the files and keep them; exit 1 where some failed."""
    options(given)
    where = record if record is not None else default_path()
    if len(files) == 1 and is_run(files[0]) and not is_address(files[0]) and _is_new(where):
        _fill(files[0], where, quiet)
        return
    with Record(record, write=True) as book:
        counts = _keep(book, files, given, again, quiet)
        told = [
            f"{counts.added:,} added", f"{counts.duplicate:,} duplicate", f"{counts.revised:,} revised",
            f"{counts.failed:,} failed",
        ]  # fmt: skip
        reprints = f"; {count(counts.reprints, 'reprint')} of reports that it holds" if counts.reprints else ""
        write(f"{book.name}: {', '.join(told)}{reprints}")
    if counts.failed:
        raise SystemExit(SOME_FAILED)


def _is_new(where: str) -> bool:
    """Whether there is no record yet: no file, or a database that holds no report."""
    if "://" not in where:
        return not os.path.exists(where)
    with Record(where, write=True) as book, book.reading_connection() as connection:
        return is_empty(connection)


def _fill(run_: str, where: str, quiet: bool) -> None:
    """Make a new record of what bulk made, in passes over sorted files."""
    check_installed()
    from onrecord.bulk.job import cores
    from onrecord.bulk.merging.filling import fill

    at, manifest = whole(run_)
    files = [Path(at.name) / name for name in names(manifest)]
    work = Path(run_) / "merging"
    seldom = Seldom()

    def told(step: str, done: int, of: int) -> None:
        seldom.tell(lambda: f"{step}: {done:,} of {of:,}")

    done = fill(where, files, work, cores(), told=None if quiet else told)
    shutil.rmtree(work, ignore_errors=True)
    counts = f"{done.added:,} added, {done.duplicates:,} duplicate, {done.revised:,} revised, 0 failed"
    write(f"{where}: {counts}; {done.entries:,} entries of {done.profiles:,} different items")


def _keep(book: Record, files: list[str], given: Given, again: bool, quiet: bool) -> Counts:
    seen: Counter[str] = Counter()

    def known(report: Report) -> bool:
        if again or not book.holds(report):
            return False
        seen["duplicate"] += 1
        return True

    def flowing() -> Iterator[Reading]:
        for file in files:
            for _, reading in _readings(file, given, known):
                if reading is None:
                    seen["failed"] += 1
                else:
                    yield reading

    for kept in book.add(flowing(), BATCH):
        seen[kept.what] += 1
        seen["reprints"] += kept.reprint_of is not None and kept.what != "duplicate"
        if not quiet and sum(seen.values()) % 100 == 0:
            complain(f"{seen['added']:,} added, {seen['duplicate']:,} duplicate, {seen['failed']:,} failed so far")
    return Counts(seen["added"], seen["duplicate"], seen["revised"], seen["failed"], seen["reprints"])


def _readings(file: str, given: Given, known: object) -> Iterator[tuple[str, Reading | None]]:
    """The readings of one input: of the reports in it, or those that it holds already read."""
    if is_run(file):
        yield from ((file, as_reading(reading)) for reading in of_run(file))
        return
    for name in expand(file):
        if isinstance(name, InputError):
            complain(name)
            yield file, None
        elif _holds_readings(name):
            yield from _stored(name)
        else:
            yield from readings([name], given, known)  # type: ignore[arg-type]


def _holds_readings(name: str) -> bool:
    """Whether a file is one of readings, as `onrecord read --json` and `onrecord export jsonl` write them."""
    if not name.endswith((".jsonl", ".ndjson")):
        return False
    try:
        first = next(chain((line for line in lines(name) if line.strip()), (b"",)))
    except InputError:
        return False
    return b'"schema":"onrecord.reading/1"' in first[:200].replace(b" ", b"")


def _stored(name: str) -> Iterator[tuple[str, Reading | None]]:
    for number, line in enumerate(lines(name), 1):
        if line.strip():
            try:
                yield name, Reading.from_json(line)
            except DataError as error:
                complain(f"{name}:{number}: {error}")
                yield name, None
