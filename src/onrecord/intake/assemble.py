"""The last step of every input: check the text, read its head, fill what is missing, make the report."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.intake.dateline import read_head
from onrecord.intake.known import Known
from onrecord.intake.language import code_of, name_of, tell
from onrecord.intake.options import Options
from onrecord.model import Dateline, Report, report_id

LONGEST_FIELD = 10_000
"""Characters of a title, a byline, an address: a longer one is text in the wrong field."""


def assemble(source: str, text: str, known: Known, sha256: str, options: Options) -> Report:
    """A report of `text`, unchanged.

    Args:
        source: the input as the user named it, for errors.
        text: the report's text.
        known: what the input says about itself.
        sha256: of the bytes that were read.
        options: what the user says, where the input says nothing.

    Raises:
        InputError: nothing to read, too long, NULs, half a surrogate pair, another language.
    """
    check_text(text, source, options)
    _check_fields(known, source)
    language = _language(text, source, known.language, options)
    head = read_head(text, known.published or options.published)
    published = known.published or head.published or options.published or head.filed
    outlet = known.outlet or options.outlet
    return Report(
        id=known.id or report_id(text, outlet=outlet, published=published, url=known.url, title=known.title),
        text=text,
        outlet=outlet,
        title=known.title,
        byline=known.byline or head.byline,
        published=published,
        dateline=_dateline(known.dateline, head.dateline),
        url=known.url,
        language=language,
        sha256=sha256,
    )


def check_text(text: str, source: str, options: Options) -> None:
    """Refuse text that cannot be read."""
    if not text.strip():
        raise InputError(source, "empty" if not text else "holds only white space", "nothing to read")
    if len(text) > options.max_chars:
        raise too_long(source, options)
    if "\0" in text:
        raise InputError(source, f"holds NUL characters (the first at character {text.index(chr(0))})", "remove them")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            source, f"half a surrogate pair at character {error.start}, which is no character", "remove it"
        ) from error


def _check_fields(known: Known, source: str) -> None:
    """Refuse fields that no reading could carry."""
    for name in ("id", "title", "outlet", "byline", "url", "language"):
        value = getattr(known, name) or ""
        if len(value) > LONGEST_FIELD:
            raise InputError(source, f"{name} of {len(value):,} characters", "is the text in the wrong field?")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(source, f"{name} holds half a surrogate pair", "remove it") from error


def too_long(source: str, options: Options) -> InputError:
    """The error for text beyond the limit."""
    return InputError(source, f"longer than {options.max_chars:,} characters", "split it into single reports")


def _language(text: str, source: str, declared: str | None, options: Options) -> str | None:
    code = (code_of(declared) if declared else None) or tell(text)
    if code not in (None, "en") and not options.force:
        raise InputError(
            source, f"in {name_of(code or '')}, and OnRecord reads English", "--force reads it all the same"
        )
    return code


def _dateline(given: Dateline | None, seen: Dateline | None) -> Dateline | None:
    """What the input gives wins; a given place without a date takes the date seen beside the same place."""
    if given is None:
        return seen
    if given.date is None and seen is not None and _same_place(given.place, seen.place):
        return Dateline(given.place, seen.date)
    return given


def _same_place(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()
