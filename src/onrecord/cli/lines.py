"""The lines of a file, or of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from onrecord.errors import InputError


def lines(file: str) -> Iterator[bytes]:
    """Every line of a file, `-` being standard input.

    Raises:
        InputError: the file is not there, or cannot be read.
    """
    if file == "-":
        yield from sys.stdin.buffer
        return
    try:
        with open(file, "rb") as stream:
            yield from stream
    except FileNotFoundError as error:
        raise InputError(file, "no such file", "check the path") from error
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror}", "check the path") from error
