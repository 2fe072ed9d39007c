"""Where a run keeps what it makes: a folder of this machine, or an address of an object store that all machines reach.

What is put there is there as a whole or not at all: in a folder it is written aside, then renamed; in an object store
a shard counts from its mark on, which is written last.
"""

from __future__ import annotations

import errno
import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from onrecord.bulk.inputs import REACHED, answers, is_address, words
from onrecord.errors import EngineError, OnRecordError, StoreError

_ASIDE = ".aside"
"""What the name of a thing begins with while it is being written; nothing reads it."""
_FLAT = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"}
"""Stores that know no folders: to make one there would make a bucket out of a slip of the pen."""


class Place(Protocol):
    """Where a run keeps its manifest, its shards, their marks and its log."""

    name: str

    def names(self, folder: str) -> list[str]:
        """The names of what is in a folder, sorted; none where there is no such folder."""
        ...

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, in the place of one that may be there."""
        ...

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file."""
        ...

    def aside(self, name: str) -> Any:
        """A folder of this machine to make a thing in, which `take` puts in its place; gone afterwards."""
        ...

    def take(self, made: Path, name: str) -> None:
        """Put a folder that was made aside in its place, instead of one that may be there."""
        ...

    def drop(self, name: str) -> None:
        """Take out a file or a folder with all that is in it, where it is there."""
        ...

    def sweep(self, folder: str) -> None:
        """Take out what was left half written in a folder."""
        ...

    def alone(self) -> Any:
        """Holds the place for one run; another one is refused."""
        ...

    @property
    def held(self) -> bool:
        """Whether a run is at work there, as far as that can be told."""
        ...


def place(name: str) -> Place:
    """The place of a name: a path, or an address such as `s3://bucket/run`."""
    return Remote(name) if is_address(name) else Folder(name)


class Folder:
    """A folder of this machine, or of a file system that several share."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._root = Path(name)

    def names(self, folder: str) -> list[str]:
        """The names of what is in a folder, sorted; none where there is no such folder."""
        try:
            return sorted(one for one in os.listdir(self._root / folder) if not one.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, in the place of one that may be there."""
        path = self._root / name
        with told(self.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = _aside(path)
            try:
                with open(aside, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(aside, path)
            finally:
                aside.unlink(missing_ok=True)
            _settle(path.parent)

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file."""
        with told(self.name), open(self._root / name, "ab") as stream:
            stream.write(data)

    @contextmanager
    def aside(self, name: str) -> Iterator[Path]:
        """A folder to make a thing in, on the same file system as its place."""
        path = self._root / name
        made = _aside(path)
        with told(self.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
        try:
            with told(self.name):
                yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def take(self, made: Path, name: str) -> None:
        """Put a folder that was made aside in its place, instead of one that may be there.

        A worker that was given up for lost may do the same at the same time: the last one's stays, whole.
        """
        path = self._root / name
        for one in made.iterdir():
            with open(one, "rb") as stream:
                os.fsync(stream.fileno())
        _settle(made)
        before = made.with_name(f"{made.name}-before")
        while True:
            with suppress(FileNotFoundError):
                os.rename(path, before)
                shutil.rmtree(before)
            try:
                os.rename(made, path)
                break
            except OSError as error:
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                    raise
        _settle(path.parent)

    def drop(self, name: str) -> None:
        """Take out a file or a folder with all that is in it, where it is there."""
        path = self._root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def sweep(self, folder: str) -> None:
        """Take out what was left half written in a folder."""
        for one in (self._root / folder).glob(f"{_ASIDE}-*"):
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the place for one run, as long as this process lives; another one is refused."""
        import fcntl

        with told(self.name):
            self._root.mkdir(parents=True, exist_ok=True)
            lock = open(self._root / ".lock", "ab")  # noqa: SIM115 - held as long as the run
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):
                    raise StoreError(f"{self.name}: cannot be locked: {error.strerror}") from error
                raise StoreError(f"{self.name}: another run is at work there (wait for it to end)") from error
            yield

    @property
    def held(self) -> bool:
        """Whether a run is at work there."""
        if not (self._root / ".lock").exists():
            return False
        try:
            with self.alone():
                return False
        except StoreError:
            return True


class Remote:
    """A folder of an object store, by fsspec."""

    def __init__(self, name: str) -> None:
        import fsspec

        self.name = name.rstrip("/")
        try:
            self._system, self._root = fsspec.core.url_to_fs(self.name)
        except (ImportError, ValueError) as error:
            raise EngineError(f"{name}: {error}") from error
        if not answers(self._system, self._root):
            raise StoreError(f"{name}: the store does not answer ({REACHED})")
        self._flat = self.name.partition("://")[0] in _FLAT

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def names(self, folder: str) -> list[str]:
        """The names of what is in a folder, sorted; none where there is no such folder."""
        with _reached(self.name):
            self._system.invalidate_cache()
            try:
                found = self._system.ls(self._path(folder), detail=False)
            except FileNotFoundError:
                return []
        names = (one.rstrip("/").rpartition("/")[2] for one in found)
        return sorted(one for one in names if one and not one.startswith("."))

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        with _reached(self.name):
            try:
                data: bytes = self._system.cat_file(self._path(name))
            except FileNotFoundError:
                return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, in the place of one that may be there."""
        with _reached(self.name):
            self._folder(self._path(name).rpartition("/")[0])
            self._system.pipe_file(self._path(name), data)

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file; an object store writes it anew, so that it is for what is short."""
        self.write(name, (self.read(name) or b"") + data)

    @contextmanager
    def aside(self, name: str) -> Iterator[Path]:
        """A temporary folder of this machine."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="onrecord-") as made, told(self.name):
            yield Path(made)

    def take(self, made: Path, name: str) -> None:
        """Put the files of a folder in their place; the caller's mark, written after it, says that all are there."""
        with _reached(self.name):
            self._folder(self._path(name))
            for one in sorted(made.iterdir()):
                self._system.put_file(str(one), f"{self._path(name)}/{one.name}")

    def drop(self, name: str) -> None:
        """Take out a file or a folder with all that is in it, where it is there."""
        with _reached(self.name):
            self._system.invalidate_cache()
            if self._system.exists(self._path(name)):
                self._system.rm(self._path(name), recursive=True)

    def _folder(self, path: str) -> None:
        if not self._flat:
            self._system.makedirs(path, exist_ok=True)

    def sweep(self, folder: str) -> None:
        """Nothing is half written here: what has no mark is written again."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """An object store has no locks: two runs at once write the same bytes."""
        yield

    @property
    def held(self) -> bool:
        """Nobody can tell."""
        return False


@contextmanager
def told(name: str) -> Iterator[None]:
    """What stops writing, as an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            advice = "what was finished is kept: make room and go on with --resume"
            raise StoreError(f"{name}: the disk is full ({advice})") from error
        raise StoreError(f"{name}: cannot be written: {error.strerror or error} (check the path)") from error


@contextmanager
def _reached(name: str) -> Iterator[None]:
    """What a store raises, as an error that says what to do."""
    try:
        yield
    except OnRecordError:
        raise
    except Exception as error:
        raise StoreError(f"{name}: {words(error)} ({REACHED})") from error


def _aside(path: Path) -> Path:
    """Where a thing is made: a name that no other process uses, of this machine or another."""
    return path.with_name(f"{_ASIDE}-{platform.node()}-{os.getpid()}-{path.name}")


def _settle(folder: Path) -> None:
    """Have a folder's entries on the disk, as a file's bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
