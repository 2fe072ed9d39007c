"""Gzip, unpacked as far as it goes: what stands before a break is read, then the break is named."""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO

_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 65_536


class Unpacked(io.RawIOBase):
    """The bytes packed in a gzip stream of one or more members.

    `gzip.GzipFile` drops what it has unpacked of a block when the block turns out to be cut off; this gives it first.

    Raises:
        EOFError: on reading past the end of a stream that is cut off.
        zlib.error: on reading data that is not gzip or is damaged.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._inflate: Any = zlib.decompressobj(_GZIP)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what comes next; 0 at the end."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while True:
            waiting = self._inflate.unconsumed_tail
            if self._inflate.eof:
                waiting = self._inflate.unused_data.lstrip(b"\0") or self._packed.read(_CHUNK).lstrip(b"\0")
                if not waiting:
                    return b""
                self._inflate = zlib.decompressobj(_GZIP)
            elif not waiting:
                waiting = self._packed.read(_CHUNK)
                if not waiting:
                    raise EOFError("it ends before its end mark")
            data: bytes = self._inflate.decompress(waiting, most)
            if data:
                return data
