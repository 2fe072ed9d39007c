"""What the user names, as files: paths, folders, globs, and addresses of object stores by fsspec."""

from __future__ import annotations

import glob
import io
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec

from onrecord.errors import ConfigError, EngineError, InputError, OnRecordError, StoreError
from onrecord.intake.kinds import SUFFIXES

PACKED = (".gz", ".zst")
TABLE = ".parquet"
_ENDS = 65_536
"""Bytes at either end of a file that its mark is made of."""
_PIECE = 1_000_000
"""Bytes that are asked of a store's file at once, which keeps some more at hand itself."""


_PATIENCE = 60.0
"""Seconds that a store may take for its first answer. Later ones may take as long as its own retries."""
REACHED = "check the address, the credentials, and that it can be reached"


class Source(msgspec.Struct, frozen=True):
    """One file of the input.

    Attributes:
        name: its path or address, as messages name it.
        size: its bytes.
        mark: sha256 of its size and of its first and last 64 KB: tells it from another file of its name.
    """

    name: str
    size: int
    mark: str


def check_installed() -> None:
    """Raises EngineError where a library that bulk reading needs is not installed."""
    for name in ("pyarrow", "fsspec"):
        if find_spec(name) is None:
            raise EngineError(f"bulk reading needs {name}: pip install 'onrecord[bulk]'")


def sources(named: Iterable[str]) -> list[Source]:
    """The files of what the user names, each name's in order of their paths.

    Raises:
        InputError: a name with nothing behind it.
        EngineError: what an address needs is not installed.
    """
    found = dict.fromkeys(name for given in named for name in _names(given))
    return [_source(name) for name in found]


def suffix(name: str) -> str:
    """The ending that tells what a file holds; what it is packed by left out."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix in PACKED else path.suffix


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, `.zst` unpacked.

    Raises:
        InputError: it cannot be opened.
    """
    with _raw(name) as stream:
        yield _unpacked(stream) if name.lower().endswith(".zst") else stream


@contextmanager
def _raw(name: str) -> Iterator[BinaryIO]:
    if is_address(name):
        with _told(name):
            system, path = _system(name)
            stream = system.open(path, "rb")
        with stream:
            yield io.BufferedReader(_Fetched(name, stream), _PIECE)
        return
    try:
        local = open(name, "rb")  # noqa: SIM115 - closed below; only opening may become an InputError
    except OSError as error:
        raise InputError(name, f"cannot be read: {error.strerror}", "check the path") from error
    with local:
        yield local


class _Fetched(io.RawIOBase):
    """A file of a store. What breaks it off ends the run, not the file: it is not the file's fault."""

    def __init__(self, name: str, stream: Any) -> None:
        self._name = name
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return int(self._stream.tell())

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        try:
            data: bytes = self._stream.read(len(buffer))
        except Exception as error:
            raise StoreError(f"{self._name}: broken off: {words(error)} (run it again)") from error
        buffer[: len(data)] = data
        return len(data)


def words(error: BaseException) -> str:
    """The first line of what an error says, or its name."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def is_address(name: str) -> bool:
    """Whether a name is an address such as `s3://bucket/part-*.jsonl.gz`."""
    return "://" in name[:20]


def _unpacked(stream: BinaryIO) -> BinaryIO:
    import pyarrow

    packed = pyarrow.CompressedInputStream(pyarrow.PythonFile(stream, mode="r"), "zstd")
    return io.BufferedReader(_Readable(packed))


class _Readable(io.RawIOBase):
    """A stream of Arrow as one of Python."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _names(given: str) -> list[str]:
    found = _addresses(given) if is_address(given) else _paths(given)
    if not found:
        raise InputError(given, "nothing there that can be read", f"readable are {_readable_endings()}")
    return found


def _paths(given: str) -> list[str]:
    if os.path.isdir(given):
        return _of_folder(given)
    if os.path.exists(given):
        return [given]
    if glob.has_magic(given):
        matched = sorted(glob.glob(given, recursive=True))
        return [name for one in matched for name in (_of_folder(one) if os.path.isdir(one) else [one])]
    raise InputError(given, "no such file", "check the path")


def _of_folder(folder: str) -> list[str]:
    """Its readable files, and those of its folders, sorted; hidden ones left out."""
    found = []
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(at, name) for name in sorted(files) if _readable(name)]
    return found


def _addresses(given: str) -> list[str]:
    with _told(given):
        system, path = _system(given)
        if not answers(system, path):
            raise InputError(given, "the store does not answer", REACHED)
        if glob.has_magic(path):
            found = [name for name, known in system.glob(path, detail=True).items() if known["type"] == "file"]
        elif system.isdir(path):
            found = [name for name in system.find(path) if _readable(PurePath(name).name)]
        elif system.exists(path):
            found = [path]
        else:
            raise InputError(given, "not there", "check the address")
        return [system.unstrip_protocol(name) for name in sorted(found)]


def _readable(name: str) -> bool:
    return not name.startswith(".") and (suffix(name) in SUFFIXES or name.lower().endswith(TABLE))


def _readable_endings() -> str:
    return ", ".join([*SUFFIXES, TABLE]) + ", each also with .gz or .zst"


def _system(address: str) -> tuple[Any, str]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise EngineError(f"{address}: {error}") from error
    except ValueError as error:
        raise ConfigError(f"{address}: {error} (write it as s3://bucket/path, gs://..., memory://...)") from error
    return system, path


def answers(system: Any, path: str, patience: float = _PATIENCE) -> bool:
    """Whether a store says anything to a small question, be it an error: what retries for minutes is found out here."""

    def ask() -> None:
        with suppress(Exception):
            system.exists(path)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(patience)
    return not asking.is_alive()


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What a store raises, as an error that names the address."""
    try:
        yield
    except OnRecordError:
        raise
    except FileNotFoundError as error:
        raise InputError(address, "not there", "check the address") from error
    except PermissionError as error:
        raise InputError(address, f"not allowed to read it: {words(error)}", "check the credentials") from error
    except Exception as error:
        raise InputError(address, f"cannot be read: {words(error)}", REACHED) from error


def _source(name: str) -> Source:
    size, begin, end = _ends_of_address(name) if is_address(name) else _ends_of_path(name)
    return Source(name, size, sha256(str(size).encode() + begin + end).hexdigest())


def _ends_of_path(name: str) -> tuple[int, bytes, bytes]:
    """The size of a file, its first bytes, and its last, as far as they are not among the first."""
    with _raw(name) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        begin = stream.read(_ENDS)
        stream.seek(min(size, max(_ENDS, size - _ENDS)))
        return size, begin, stream.read(_ENDS)


def _ends_of_address(name: str) -> tuple[int, bytes, bytes]:
    """The same, in two requests: opened as a file, a store would send much more."""
    with _told(name):
        system, path = _system(name)
        size = system.size(path)
        begin = system.cat_file(path, start=0, end=min(size, _ENDS)) if size else b""
        end = system.cat_file(path, start=max(_ENDS, size - _ENDS), end=size) if size > _ENDS else b""
    return size, begin, end
