"""WARC archives: each HTML response a report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO, NamedTuple

from onrecord.errors import InputError
from onrecord.intake.options import Options
from onrecord.intake.page import LARGEST, page_report
from onrecord.model import Report

_PAGES = ("text/html", "application/xhtml+xml")
_BROKEN = (AttributeError, LookupError, TypeError, ValueError)
"""What the record parser is left with where a header it counts on is missing."""


class Served(NamedTuple):
    """A page as an archive holds it.

    Attributes:
        where: its place in the archive, as messages name it.
        data: its bytes, transfer and content encoding undone.
        charset: what its headers say of the encoding.
        url: where it was fetched.
    """

    where: str
    data: bytes
    charset: str | None
    url: str | None

    def report(self, options: Options) -> Report:
        """The report of the page, whose `sha256` is that of its bytes.

        Raises:
            InputError: no article in it.
        """
        return page_report(self.where, self.data, options, charset=self.charset, url=self.url)


def read_archive(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """A report, or an error, for each page in the archive, in its order; one record in memory at a time."""
    for item in served(name, stream, options):
        if isinstance(item, InputError):
            yield item
            continue
        try:
            yield item.report(options)
        except InputError as error:
            yield error


def served(name: str, stream: BinaryIO, options: Options) -> Iterator[Served | InputError]:
    """Each page in the archive, unread, or an error in its place."""
    pages = 0
    for number, record in enumerate(_records(name, stream), 1):
        if isinstance(record, InputError):
            pages += 1
            yield record
        elif _is_page(record):
            pages += 1
            url = record.rec_headers.get_header("WARC-Target-URI")
            try:
                yield _page(f"{name}#{number}" + (f" {url}" if url else ""), record, url, options)
            except InputError as error:
                yield error
    if not pages:
        yield InputError(name, "no HTML response in the archive", "is it a WARC of web pages?")


def _records(name: str, stream: BinaryIO) -> Iterator[Any]:
    """The archive's records; an error in the place of what cannot be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    archive = ArchiveIterator(stream)
    errors = 0
    while True:
        try:
            # The parser prints its warnings; here they become errors of this input.
            with redirect_stderr(io.StringIO()):
                record = next(archive)
        except StopIteration:
            break
        except (ArchiveLoadFailed, *_BROKEN) as error:
            yield InputError(name, f"broken WARC: {error}", "is the file whole?")
            return
        if archive.err_count > errors:
            errors = archive.err_count
            yield InputError(name, "a record of another length than its header says", "is the file whole?")
        yield record
    if archive.err_count > errors:
        yield InputError(name, "a record of another length than its header says", "is the file whole?")
    stream.read(1)  # raises again what the parser took for the end: a packed file that is cut off


def _is_page(record: Any) -> bool:
    """Whether a record is a page that was served: a response with status 200, or a page kept as a resource."""
    if record.rec_type == "response" and record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_PAGES)
    if record.rec_type == "resource":
        return (record.rec_headers.get_header("Content-Type") or "").lower().startswith(_PAGES)
    return False


def _page(where: str, record: Any, url: str | None, options: Options) -> Served:
    """The page of one record."""
    limit = options.max_chars * LARGEST
    try:
        data = record.content_stream().read(limit + 1)
    except _BROKEN as error:
        raise InputError(where, f"a broken record: {error}", "is the file whole?") from error
    if len(data) > limit:
        raise InputError(where, f"a page of more than {limit:,} bytes", "take it apart")
    if not record.raw_stream.read(1) and getattr(record.raw_stream, "limit", 0) > 0:
        raise InputError(where, "the record is cut off", "is the file whole?")
    headers = record.http_headers or record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Served(where, data, charset, url)
