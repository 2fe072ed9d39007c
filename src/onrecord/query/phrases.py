"""Actor phrases by themselves: checked, made into what the directory reads, and its answers as JSON."""

from __future__ import annotations

import json
from typing import NamedTuple

import msgspec

from onrecord.errors import InputError
from onrecord.intake.dates import written_date
from onrecord.model import Report
from onrecord.who.lookup import Identity

LONGEST = 1_000
"""Characters of a phrase: a longer one is a report."""


class Asked(NamedTuple):
    """One question: a phrase, its id, the day and the country that it belongs to."""

    id: str | int
    text: str
    on: str | None = None
    context: str | None = None


def as_phrase(text: str, on: str | None = None, source: str = "argument phrase") -> Report:
    """A phrase as the directory takes it.

    Raises:
        InputError: it is empty or far too long, or `on` is no date; `source` names the input.
    """
    if not text.strip():
        raise InputError(source, "empty" if not text else "holds only white space", "name an actor")
    if len(text) > LONGEST:
        raise InputError(source, f"longer than {LONGEST:,} characters", "onrecord read reads whole reports")
    if "\0" in text or text != text.encode("utf-8", errors="replace").decode("utf-8"):
        raise InputError(source, "holds NULs or half characters", "remove them")
    day = written_date(on) if on else None
    if on and day is None:
        raise InputError(source, f"date {on!r} has no single reading", "write it as YYYY-MM-DD, or leave it out")
    return Report(id="phrase", text=text, published=day)


def question(line: str | bytes, source: str) -> Asked:
    """The question of one line `{"id","text","date","context"}`.

    Raises:
        InputError: the line is no such object; `source` names it.
    """
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(source, f"broken JSON: {error}", 'each line is {"id", "text", "date", "context"}') from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise InputError(source, 'no string "text"', 'each line is {"id", "text", "date", "context"}')
    for name in ("date", "context"):
        if not isinstance(given.get(name), str | None):
            raise InputError(source, f'"{name}" is neither a string nor null', "write it as a string")
    asked = given.get("id")
    if not isinstance(asked, str | int | None) or isinstance(asked, bool):
        raise InputError(source, '"id" is neither a string nor a number', "write it as a string")
    return Asked(given["text"] if asked is None else asked, given["text"], given.get("date"), given.get("context"))


def answer(id: str | int, found: Identity) -> str:
    """One line of JSON: `id`, `name`, `entity`, `iso3`, `sectors`, then kind, roles, candidates and why."""
    return msgspec.json.encode({"id": id, **msgspec.to_builtins(found)}).decode("utf-8")
