"""Units: what the input is cut into before any of it is read: a line, a row, a page of an archive, a file.

A unit is taken as it is, by whoever cuts the input; what it says is made out where it is read. One that cannot even be
cut out (a broken archive, a line of 50 MB) is a unit too, with the reason, so that it is accounted for.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Literal, cast

import msgspec

from onrecord.bulk.inputs import TABLE, opened, suffix
from onrecord.errors import EngineError, InputError
from onrecord.intake.archive import Served, served
from onrecord.intake.kinds import SUFFIXES, Kind
from onrecord.intake.lines import raw_lines, read_line
from onrecord.intake.options import Options
from onrecord.intake.sources import opened_as, read_as
from onrecord.model import Report

How = Literal["line", "served", "text", "html", "feed", "failed"]
_WHOLE = {"text": 4, "html": 20, "feed": 50}
"""Kinds of files that are one unit, with the bytes for each character of text beyond which none is read."""
_FIELDS = ("id", "text", "title", "outlet", "published", "dateline", "url", "byline", "language")
_ROWS = 256


class Unit(msgspec.Struct, frozen=True):
    """One piece of the input.

    Attributes:
        name: its place, as messages name it.
        how: by what it is read; `failed` where it cannot be, for `reason`.
        data: its bytes.
        charset, url: what an archive says of a page.
        reason, advice: why it cannot be read, and what to do about it.
    """

    name: str
    how: How
    data: bytes = b""
    charset: str | None = None
    url: str | None = None
    reason: str = ""
    advice: str = ""


def units(name: str, options: Options) -> Iterator[Unit]:
    """The units of a file, in order; whatever breaks it off is the last of them."""
    try:
        with opened(name) as stream:
            for item in _cut(name, stream, options):
                yield _failed(item) if isinstance(item, InputError) else item
    except EngineError:
        raise
    except InputError as error:
        yield _failed(error)
    except (EOFError, zlib.error) as error:
        yield _failed(InputError(name, f"broken gzip: {error}", "is the file whole?"))
    except OSError as error:
        yield _failed(InputError(name, f"cannot be read: {error.strerror or error}", "is the file whole?"))


def reports(unit: Unit, options: Options) -> Iterator[Report | InputError]:
    """The reports of a unit: one, or those of a feed; an error in the place of each that cannot be read."""
    try:
        match unit.how:
            case "failed":
                yield InputError(unit.name, unit.reason, unit.advice)
            case "line":
                yield read_line(unit.name, unit.data, options)
            case "served":
                yield Served(unit.name, unit.data, unit.charset, unit.url).report(options)
            case _:
                yield from read_as(cast("Kind", unit.how), unit.name, io.BytesIO(unit.data), options)
    except InputError as error:
        yield error


def _failed(error: InputError) -> Unit:
    return Unit(error.source, "failed", reason=error.reason, advice=error.advice)


def _cut(name: str, stream: BinaryIO, options: Options) -> Iterator[Unit | InputError]:
    if name.lower().endswith(TABLE):
        yield from _rows(name, stream)
        return
    told = SUFFIXES.get(suffix(name))
    if told is None and suffix(name):
        known = ", ".join([*SUFFIXES, TABLE])
        raise InputError(name, f"a file of unknown kind ({suffix(name)})", f"readable are {known}")
    kind, unpacked = opened_as(name, told, stream)
    if kind == "jsonl":
        for item in raw_lines(name, unpacked, options):
            yield item if isinstance(item, InputError) else Unit(item[0], "line", item[1])
    elif kind == "warc":
        for page in served(name, unpacked, options):
            yield page if isinstance(page, InputError) else Unit(page.where, "served", *page[1:])
    else:
        yield Unit(name, cast("How", kind), unpacked.read(options.max_chars * _WHOLE[kind] + 6))


def _rows(name: str, stream: BinaryIO) -> Iterator[Unit | InputError]:
    """The rows of a Parquet file, each as the line of JSON that it would be."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(stream)
        wanted = [field for field in _FIELDS if field in table.schema_arrow.names]
        if "text" not in wanted:
            named = ", ".join(table.schema_arrow.names[:12])
            raise InputError(name, "no column named text", f"it has {named}; rename the one that holds the text")
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield Unit(f"{name}:{number}", "line", _line(row))
    except pyarrow.ArrowException as error:
        raise InputError(name, f"broken Parquet: {error}", "is the file whole?") from error
    if not number:
        yield InputError(name, "empty", "nothing to read")


def _line(row: dict[str, Any]) -> bytes:
    return msgspec.json.encode({field: _plain(value) for field, value in row.items() if value is not None})


def _plain(value: Any) -> Any:
    """A cell as JSON has it: days as such, times with their day alone where they are midnight."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
