"""A report from a string, for users of the library."""

from __future__ import annotations

from hashlib import sha256
from typing import Unpack

from onrecord.errors import InputError
from onrecord.intake.assemble import assemble
from onrecord.intake.dates import written_date
from onrecord.intake.known import Fields, Known
from onrecord.intake.options import Options
from onrecord.model import Dateline, Report

_SOURCE = "text"


def from_text(text: str, *, options: Options | None = None, **fields: Unpack[Fields]) -> Report:
    """A report of a string.

    Args:
        text: the report, kept code point for code point.
        options: how to read it: `force` for another language, `max_chars`.
        fields: `id`, `title`, `outlet`, `published` (ISO 8601 or a spelt date), `byline`, `url`, `language`,
            `dateline` (a place, or a `Dateline`).

    Raises:
        InputError: nothing to read, too long, another language, a date that is no date.
    """
    if not isinstance(text, str):
        raise InputError(_SOURCE, f"a report's text must be a string, not {type(text).__name__}")
    options = options or Options()
    known = _known(fields)
    digest = sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return assemble(_SOURCE, text, known, digest, options)


def _known(fields: Fields) -> Known:
    """The fields, checked."""
    dateline = fields.get("dateline")
    for name, value in fields.items():
        if name != "dateline" and value is not None and not isinstance(value, str):
            raise InputError(_SOURCE, f"{name} must be a string, not {type(value).__name__}")
    published = fields.get("published")
    if published and written_date(published) is None:
        raise InputError(_SOURCE, f"published {published!r} is not a date", "write it as YYYY-MM-DD")
    return Known(
        id=fields.get("id"),
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        published=written_date(published) if published else None,
        byline=fields.get("byline"),
        url=fields.get("url"),
        language=fields.get("language"),
        dateline=Dateline(dateline) if isinstance(dateline, str) else dateline,
    )
