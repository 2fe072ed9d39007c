"""Ties: treaties, alliances, sanctions, talks and other standing relations."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast, Claim, Event, Found, Statement, Tie, Time


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    claims: tuple[Claim, ...],
    times: tuple[Time, ...],
) -> Found[Tie]:
    """Every tie that a report speaks of, in order of first mention."""
    return Found()
