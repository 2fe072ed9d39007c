"""Who: mentions to entities, by gazetteer, offices, names, roles, metonyms and pronouns."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast
from onrecord.who.reading import read


def find(parsed: Parsed) -> Cast:
    """Who is who in a report."""
    return read(parsed)
