"""The folder of a fill: what each step left, written aside and renamed, and passed over when it is there already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pyarrow as pa

from onrecord._version import __version__
from onrecord.errors import EngineError, StoreError
from onrecord.record import linking
from onrecord.record.keeping import uncollected
from onrecord.store import migrations

Told = Callable[[str, int, int], None]
"""Is told the name of a step, how many of its parts are done, and of how many."""
MEMORY = 1 << 30
"""Bytes that all workers together take for what they hold, where nobody says."""
_LEAST_SHARE = 1 << 20
_EACH = 350_000
"""Bytes that a reading's share of a bucket takes at most in any step: some 45 profiles with their words. See
`bench/merging.py`."""
_ROWS = 1000
"""Readings of a file of a step at most."""
_FORMAT = "1"
"""Counts up whenever a step leaves something else: what an older release left is not gone on with."""


class Work(msgspec.Struct, frozen=True):
    """Where the steps of one fill leave what they make.

    Attributes:
        folder: of this fill alone.
        files: the Parquet files with the readings, in order.
        parts: runs of files that are read together, each by its first file and the one behind its last.
        buckets: into how many parts keys are cut.
        rows: readings of a file at most.
        share: bytes that one worker takes.
    """

    folder: str
    files: tuple[str, ...]
    parts: tuple[tuple[int, int], ...]
    buckets: int
    rows: int
    share: int

    def path(self, step: str, name: str) -> Path:
        """A file that a step leaves."""
        return Path(self.folder) / step / name

    def all(self, step: str) -> list[Path]:
        """All files of a step, in order."""
        return sorted((Path(self.folder) / step).glob("*.parquet"))

    @contextmanager
    def aside(self, step: str, name: str) -> Iterator[Path]:
        """A path to write to; what is there at the end is renamed to what the step leaves."""
        whole = self.path(step, name)
        whole.parent.mkdir(parents=True, exist_ok=True)
        part = whole.with_name(f".{name}.part")
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(whole)


Task = Callable[[Work, int], None]
"""One part of a step, by its number; what it leaves depends on what the steps before left, and on nothing else."""


def planned(work: Path, files: Sequence[tuple[Path, int]], workers: int, memory: int) -> Work:
    """The work of a fill; the same files and limits give the same folder, whatever ran before.

    Args:
        work: folder for all fills.
        files: with the readings, in order, and how many there are in each.
        workers: processes.
        memory: bytes for all of them.
    """
    share = max(_LEAST_SHARE, memory // workers)
    buckets = max(1, -(-sum(size for _, size in files) * _EACH // share))
    rows = max(10, min(_ROWS, share // _EACH))
    told = [[str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns] for path, _ in files]
    made = [_FORMAT, __version__, migrations.MERGING, linking.FULLEST, buckets, rows, told]
    name = sha256(msgspec.json.encode(made)).hexdigest()[:16]
    parts = tuple(_parts([size for _, size in files], rows))
    return Work(str(work / name), tuple(str(path) for path, _ in files), parts, buckets, rows, share)


def _parts(sizes: Sequence[int], rows: int) -> Iterator[tuple[int, int]]:
    """Runs of files with so many readings together, or one alone that has more."""
    first = held = 0
    for at, size in enumerate(sizes):
        if at > first and held + size > rows:
            yield first, at
            first, held = at, 0
        held += size
    yield first, len(sizes)


def _part(task: Task, work: Work, number: int) -> None:
    with uncollected(), left_whole(work):
        task(work, number)


@contextmanager
def left_whole(work: Work) -> Iterator[None]:
    """What cannot be read of what steps left, as an error that says what to do."""
    try:
        yield
    except pa.ArrowException as error:
        raise StoreError(
            f"{work.folder}: what was left there is damaged: {error} (delete it and begin anew)"
        ) from error


class Runner:
    """Runs the parts of steps, each once: those that are done, in this run or an earlier one, are passed over.

    Args:
        work: where they leave what they make.
        workers: processes; with one, all is done in this one.
        told: is told how far a step is.
    """

    def __init__(self, work: Work, workers: int, told: Told | None) -> None:
        self._work = work
        self._told = told
        self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn")) if workers > 1 else None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def step(self, task: Task, parts: int) -> None:
        """Run all parts of a step that are not done.

        Raises:
            EngineError: a process ended without a word.
        """
        name = task.__name__
        marks = Path(self._work.folder) / "done"
        marks.mkdir(parents=True, exist_ok=True)
        left = [number for number in range(parts) if not (marks / f"{name}-{number}").exists()]
        for done, number in enumerate(self._run(task, left), parts - len(left) + 1):
            (marks / f"{name}-{number}").touch()
            if self._told is not None:
                self._told(name, done, parts)

    def _run(self, task: Task, left: Sequence[int]) -> Iterator[int]:
        """The numbers of parts as they are done."""
        if self._pool is None or len(left) < 2:
            for number in left:
                _part(task, self._work, number)
                yield number
            return
        running = {self._pool.submit(_part, task, self._work, number): number for number in left}
        try:
            for one in as_completed(running):
                one.result()
                yield running[one]
        except BrokenProcessPool as error:
            raise EngineError(
                f"{task.__name__}: a process ended without a word; what is done is kept (give fewer workers, or less "
                "memory, and go on)"
            ) from error
