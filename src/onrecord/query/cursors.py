"""Cursors: where a page ended, as a word that can stand in an address."""

from __future__ import annotations

import base64

from onrecord.errors import ConfigError


def written(place: str) -> str:
    """The cursor of a place."""
    return base64.urlsafe_b64encode(place.encode("utf-8")).decode("ascii").rstrip("=")


def read(cursor: str) -> str:
    """The place of a cursor; empty where it is none."""
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("utf-8")
    except ValueError:
        return ""


def none(cursor: str) -> ConfigError:
    """The error of something that is no cursor."""
    return ConfigError(f"{cursor!r} is no cursor: take the one that the last page gave")
