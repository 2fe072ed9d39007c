"""What the user names, in order: files, directories, standard input; each read by the reader of its kind."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.intake.archive import read_archive
from onrecord.intake.feed import read_feed
from onrecord.intake.kinds import GZIP, SUFFIXES, Kind, is_markup, kind_of, readable, sniff
from onrecord.intake.lines import read_lines
from onrecord.intake.options import Options
from onrecord.intake.page import read_page
from onrecord.intake.plain import read_plain
from onrecord.intake.unpack import Unpacked
from onrecord.model import Report

STDIN = "-"
_READERS: dict[Kind, Callable[[str, BinaryIO, Options], Iterator[Report | InputError]]] = {
    "text": read_plain,
    "html": read_page,
    "jsonl": read_lines,
    "feed": read_feed,
    "warc": read_archive,
}


def reports(sources: Iterable[str | Path], options: Options | None = None) -> Iterator[Report | InputError]:
    """One item for each report, and one for each input that cannot be read, in input order.

    Errors are yielded, not raised, so that the other inputs are read. Nothing is held longer than it is needed:
    a `.jsonl` file or an archive of any size is read line by line, record by record.

    Args:
        sources: paths of files and directories; `-` is standard input.
        options: what the user says about them.
    """
    options = options or Options()
    for source in sources:
        for name in expand(str(source)):
            if isinstance(name, InputError):
                yield name
            else:
                yield from _guarded(name, options)


def expand(source: str) -> Iterator[str | InputError]:
    """A directory's readable files, sorted; anything else as it is."""
    if source == STDIN or not os.path.isdir(source):
        yield source
        return
    found = 0
    unseen: list[InputError] = []
    for folder, folders, files in os.walk(source, onerror=lambda error: unseen.append(_unreadable(source, error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if readable(name):
                found += 1
                yield os.path.join(folder, name)
    yield from unseen
    if not found and not unseen:
        yield InputError(source, "a directory without readable files", "readable are " + ", ".join(SUFFIXES))


def _guarded(name: str, options: Options) -> Iterator[Report | InputError]:
    """The reports of one input; whatever stops it becomes one error."""
    try:
        yield from _read(name, options)
    except InputError as error:
        yield error
    except (EOFError, zlib.error) as error:
        yield InputError(name, f"broken gzip: {error}", "is the file whole?")
    except OSError as error:
        yield _unreadable(name, error)


def _read(name: str, options: Options) -> Iterator[Report | InputError]:
    if name == STDIN:
        yield from _read_stream(STDIN, None, sys.stdin.buffer, options)
        return
    if "\0" in name:
        raise InputError(repr(name), "no file name", "check the path")
    if "://" in name[:10] and not os.path.exists(name):
        raise InputError(name, "a web address", "OnRecord fetches nothing: save the page and give the file")
    kind = kind_of(name)
    with open(name, "rb") as stream:
        yield from _read_stream(name, kind, stream, options)


def _read_stream(name: str, kind: Kind | None, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """Take off gzip, tell the kind where the name does not, and read."""
    told, opened = opened_as(name, kind, stream)
    yield from read_as(told, name, opened, options)


def opened_as(name: str, kind: Kind | None, stream: BinaryIO) -> tuple[Kind, BinaryIO]:
    """What a stream holds, gzip taken off: its kind, told by its first bytes where the name does not, and the bytes.

    Raises:
        InputError: XML that is neither a feed nor a page.
    """
    opened: BinaryIO = _peekable(stream)
    head = _peek(opened)
    if head.startswith(GZIP) and kind != "warc":  # an archive is packed record by record, and unpacks itself
        opened = io.BufferedReader(Unpacked(opened))
        head = _peek(opened)
    if kind is None or kind == "xml":
        kind = sniff(head) if kind is None or is_markup(head) else None
    if kind is None:
        raise InputError(name, "XML that is neither a feed nor a page", "give an RSS or Atom feed, or XHTML")
    return kind, opened


def read_as(kind: Kind, name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """The reports of a stream of a kind.

    Raises:
        InputError: it cannot be read at all.
    """
    yield from _READERS[kind](name, stream, options)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(stream)  # type: ignore[arg-type]


def _peek(stream: BinaryIO) -> bytes:
    """The first bytes, left in the stream."""
    assert isinstance(stream, io.BufferedReader)
    return stream.peek(4096)[:4096]


def _unreadable(name: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(name, "no such file", "check the path")
    if isinstance(error, PermissionError):
        return InputError(name, "not allowed to read it", "check its permissions")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(name, f"cannot be read: {reason}")
