"""RSS and Atom files: each entry a report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from onrecord.errors import InputError
from onrecord.intake.assemble import assemble, too_long
from onrecord.intake.dates import written_date
from onrecord.intake.decode import refuse_binary
from onrecord.intake.known import Known, clean
from onrecord.intake.markup import markup_text
from onrecord.intake.options import Options
from onrecord.model import Report

LARGEST = 50
"""Bytes of feed for each character of text allowed: a feed is held whole while it is read."""
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the parser's loose mode, made for broken XML, is left with on bytes that are no feed at all."""


def read_feed(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """A report, or an error, for each entry, in the feed's order."""
    import feedparser

    limit = options.max_chars * LARGEST
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_long(name, options)
    refuse_binary(data, name)
    if not data.strip():
        raise InputError(name, "empty", "nothing to read")
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _BROKEN as error:
        raise InputError(name, f"a broken feed: {error}", "is the file whole?") from error
    if not found.entries:
        raise InputError(name, "no RSS or Atom entries in it", "is it a feed?")
    outlet = clean(found.feed.get("title"))
    for number, entry in enumerate(found.entries, 1):
        try:
            yield _entry(f"{name}#{number}", entry, outlet, options)
        except InputError as error:
            yield error


def _entry(where: str, entry: Any, outlet: str | None, options: Options) -> Report:
    """The report of an entry; `sha256` is that of its content (or summary) as the feed gives it, in UTF-8."""
    payload, is_html = _payload(entry)
    text = markup_text(payload) if is_html else payload
    source = entry.get("source")
    dated = entry.get("published") or entry.get("created")
    known = Known(
        id=clean(entry.get("id")),
        title=clean(markup_text(entry.get("title") or "")),
        outlet=clean(source.get("title")) if isinstance(source, dict) and source.get("title") else outlet,
        published=written_date(dated) if isinstance(dated, str) else None,
        byline=clean(entry.get("author")),
        url=clean(entry.get("link")),
    )
    digest = sha256(payload.encode("utf-8", errors="surrogatepass")).hexdigest()
    return assemble(where, text, known, digest, options)


def _payload(entry: Any) -> tuple[str, bool]:
    """The entry's longest content, else its summary, and whether it is HTML."""
    contents = [(item.get("value") or "", item.get("type")) for item in entry.get("content") or []]
    detail = entry.get("summary_detail") or {}
    contents.append((entry.get("summary") or "", detail.get("type")))
    value, kind = max(contents, key=lambda content: len(content[0]))
    return value, kind != "text/plain"
