"""WARC archives: each HTML response a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import InputError
from onrecord.intake.options import Options
from onrecord.intake.page import LARGEST, page_report
from onrecord.model import Report

_PAGES = ("text/html", "application/xhtml+xml")


def read_archive(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """A report, or an error, for each page in the archive, in its order; one record in memory at a time."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if _is_page(record):
                pages += 1
                url = record.rec_headers.get_header("WARC-Target-URI")
                try:
                    yield _page(f"{name}#{number}" + (f" {url}" if url else ""), record, url, options)
                except InputError as error:
                    yield error
    except (ArchiveLoadFailed, UnicodeError, ValueError) as error:
        yield InputError(name, f"broken WARC: {error}", "is the file whole?")
        return
    if not pages:
        yield InputError(name, "no HTML response in the archive", "is it a WARC of web pages?")


def _is_page(record: Any) -> bool:
    """Whether a record is a page that was served: a response with status 200, or a page kept as a resource."""
    if record.rec_type == "response" and record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_PAGES)
    if record.rec_type == "resource":
        return (record.rec_headers.get_header("Content-Type") or "").lower().startswith(_PAGES)
    return False


def _page(where: str, record: Any, url: str | None, options: Options) -> Report:
    """The report of one record; `sha256` is that of the page's bytes, transfer and content encoding undone."""
    limit = options.max_chars * LARGEST
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        raise InputError(where, f"a page of more than {limit:,} bytes", "take it apart")
    headers = record.http_headers or record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return page_report(where, data, options, charset=charset, url=url)
