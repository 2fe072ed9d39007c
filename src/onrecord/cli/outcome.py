"""How a command ends: messages on standard error, exit codes, and a reader who stops listening.

| code | when |
|---|---|
| 0 | all was read (or the listener of a pipe had enough) |
| 1 | some inputs failed; each is named on standard error, the others were read |
| 2 | the command was called wrongly: an unknown option, a date that is no date |
| 130 | interrupted from the keyboard |
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.errors import ConfigError, DataError, EngineError, InputError, OnRecordError, StoreError

ALL_READ = 0
SOME_FAILED = 1
USAGE = 2
INTERRUPTED = 130

EXIT_CODES: dict[type[BaseException], int] = {
    InputError: SOME_FAILED,
    DataError: SOME_FAILED,
    StoreError: SOME_FAILED,
    EngineError: SOME_FAILED,
    ConfigError: USAGE,
    OnRecordError: SOME_FAILED,
    KeyboardInterrupt: INTERRUPTED,
    BrokenPipeError: ALL_READ,
}
"""The one table from exceptions to exit codes; the nearest class in an exception's line of descent counts."""


def exit_code(error: BaseException) -> int:
    """The exit code for an exception that ends a command."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


def complain(message: object) -> None:
    """`onrecord: MESSAGE` on standard error, on one line and without control characters."""
    line = "".join(char if char.isprintable() else " " for char in str(message))
    try:
        print(f"onrecord: {line}", file=sys.stderr, flush=True)  # noqa: T201 - the one place that may
    except UnicodeEncodeError:
        print(f"onrecord: {ascii(line)[1:-1]}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def ending() -> Iterator[None]:
    """Turns what a command raises into a message and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except tuple(EXIT_CODES) as error:
        if isinstance(error, BrokenPipeError):
            hush()
        elif isinstance(error, OnRecordError):
            complain(error)
        raise SystemExit(exit_code(error)) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        hush()
        complain(f"cannot write the output: {error.strerror}")
        raise SystemExit(SOME_FAILED) from None


def hush() -> None:
    """Send what is still to be written nowhere, so that the interpreter ends without a complaint."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - until the process ends


class Seldom:
    """Complains of how far something is, at most every half minute."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, line: Callable[[], str]) -> None:
        """Print the line where it is time; it is not made before."""
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            complain(line())


_EVERY = 30.0
"""Seconds between two lines of progress where nobody watches a terminal."""


def write(line: str) -> None:
    """One line to standard output, in UTF-8 whatever the locale, written at once.

    Where nobody listens any more (`onrecord read ... | head`), the process ends quietly.
    """
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:  # a captured text stream
            sys.stdout.write(line + "\n")
        else:
            stream.write(line.encode("utf-8", errors="surrogatepass") + b"\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        hush()
        raise SystemExit(exit_code(error)) from None
