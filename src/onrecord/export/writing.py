"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from onrecord.errors import ConfigError, StoreError

STANDARD_OUTPUT = "-"


@contextmanager
def destination(path: str) -> Iterator[IO[bytes]]:
    """A stream to write to; when all went well, what was written takes the place of the file, else nothing does.

    Args:
        path: of a file in a folder that is there; `-` for standard output. A device or a pipe is written to as it is.

    Raises:
        ConfigError: no such folder, or a folder itself.
        StoreError: it cannot be written, or the disk is full.
        BrokenPipeError: nobody reads standard output any more.
    """
    if path == STANDARD_OUTPUT:
        with _standard_output() as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ConfigError(f"{path}: a folder (name a file in it: {Path(path) / 'export'})")
    if not target.parent.is_dir():
        raise ConfigError(f"{path}: its folder is not there (make it first: mkdir -p {target.parent})")
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        with _beside(target) as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{path}: {_reason(error)}") from error


@contextmanager
def _beside(target: Path) -> Iterator[IO[bytes]]:
    """A new file beside the target, renamed to it when it is whole."""
    part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    yield cast(IO[bytes], stream if stream is not None else _Text(sys.stdout))
    sys.stdout.flush()


class _Text:
    """Takes bytes for a stream that takes text alone, as tests and notebooks put in place of standard output."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        """Write what is UTF-8."""
        self._stream.write(data.decode("utf-8"))
        return len(data)


_REASONS = {
    errno.ENOSPC: "the disk is full; nothing was written (make room, or name a file on another disk)",
    errno.EDQUOT: "the quota is used up; nothing was written (make room, or name a file on another disk)",
    errno.EACCES: "not allowed to write there (check the permissions of its folder)",
    errno.EPERM: "not allowed to write there (check the permissions of its folder)",
    errno.EROFS: "the disk can only be read (name a file on another disk)",
    errno.ENAMETOOLONG: "the name is too long (choose a shorter one)",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"cannot be written: {error.strerror or error} (name another file)")
