"""JSON Lines: one report a line, each line by itself."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec

from onrecord.errors import InputError
from onrecord.intake.assemble import assemble
from onrecord.intake.dates import written_date
from onrecord.intake.known import Known
from onrecord.intake.options import Options
from onrecord.model import Dateline, Report

_BOM = b"\xef\xbb\xbf"
_SHAPE = 'a line is {"id": ..., "text": ...} and may hold title, outlet, published, dateline, url, byline, language'


class _Dateline(msgspec.Struct):
    place: str | None = None
    date: str | None = None


class _Line(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    dateline: str | _Dateline | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(_Line)


def read_lines(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """A report, or an error, for each line that holds something; one line in memory at a time."""
    for item in raw_lines(name, stream, options):
        if isinstance(item, InputError):
            yield item
            continue
        try:
            yield read_line(*item, options)
        except InputError as error:
            yield error


def raw_lines(name: str, stream: BinaryIO, options: Options) -> Iterator[tuple[str, bytes] | InputError]:
    """Each line that holds something, unread, with its place as messages name it; an error for one that is too long."""
    # A character takes at most 12 bytes of JSON (a surrogate pair, escaped); the rest is room for the other fields.
    longest = options.max_chars * 12 + 65_536
    number = kept = 0
    while raw := stream.readline(longest):
        number += 1
        if number == 1:
            raw = raw.removeprefix(_BOM)
        where = f"{name}:{number}"
        if len(raw) == longest and not raw.endswith(b"\n"):
            _skip_line(stream)
            kept += 1
            yield InputError(where, f"a line of more than {longest:,} bytes", "split it into single reports")
        elif raw.strip():
            kept += 1
            yield where, raw.rstrip(b"\r\n")
    if not kept:
        yield InputError(name, "empty", "nothing to read")


def read_line(where: str, raw: bytes, options: Options) -> Report:
    """The report of one line, whose `sha256` is that of the line's bytes without the line end.

    Raises:
        InputError: broken JSON, no text, a field of another type, a date that is no date.
    """
    try:
        line = _DECODER.decode(raw)
    except msgspec.ValidationError as error:
        raise InputError(where, _plain(error), _SHAPE) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(where, f"not JSON in UTF-8: {error}", _SHAPE) from error
    given = line.dateline
    dateline = Dateline(given) if isinstance(given, str) else None
    if isinstance(given, _Dateline) and (given.place or given.date):
        dateline = Dateline(given.place or None, _date(where, "dateline.date", given.date))
    known = Known(
        id=None if line.id in (None, "") else str(line.id),
        title=line.title or None,
        outlet=line.outlet or None,
        published=_date(where, "published", line.published),
        byline=line.byline or None,
        url=line.url or None,
        language=line.language or None,
        dateline=dateline if given else None,
    )
    return assemble(where, line.text, known, sha256(raw).hexdigest(), options)


def _date(where: str, field: str, value: str | None) -> str | None:
    if not value or not value.strip():
        return None
    found = written_date(value)
    if found is None:
        raise InputError(where, f"{field} {value[:40]!r} is not a date", "write it as YYYY-MM-DD")
    return found


def _plain(error: msgspec.ValidationError) -> str:
    """What a line lacks, in few words; of a field of another type, the decoder's own words."""
    message = str(error)
    if "missing required field" in message:
        return "no text"
    what, _, path = message.partition(" - at `$.")
    field = path.rstrip("`")
    return f"{field} has another type: {what.replace('`', '')}" if field else "no JSON object"


def _skip_line(stream: BinaryIO) -> None:
    """Go on to the next line without keeping this one."""
    while piece := stream.readline(1 << 20):
        if piece.endswith(b"\n"):
            return
