"""What an input says about itself, whatever its kind."""

from __future__ import annotations

from typing import TypedDict

import msgspec

from onrecord.model import Dateline


class Known(msgspec.Struct, frozen=True):
    """Fields of a report that its input gives; None is unknown."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: Dateline | None = None


class Fields(TypedDict, total=False):
    """The same as keyword arguments of `from_text`; `dateline` may be a place alone."""

    id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    byline: str | None
    url: str | None
    language: str | None
    dateline: Dateline | str | None


def clean(value: object) -> str | None:
    """A page's string with its runs of white space made one space; None where nothing is left, or for no string."""
    if not isinstance(value, str):
        return None
    sound = value.encode("utf-8", errors="replace").decode("utf-8")  # JSON-LD may escape half a surrogate pair
    return " ".join(sound.replace("\0", "").split()) or None
