"""Standing: claims, everyone's stance on them, and what follows for the events."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast, Claim, Event, Found, Quantity, Statement


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    quantities: tuple[Quantity, ...],
) -> Found[Claim]:
    """Every claim of a report with its stances and standing, in order of first telling."""
    return Found()


def settle(events: tuple[Event, ...], claims: tuple[Claim, ...]) -> tuple[Event, ...]:
    """The events with their claim and series."""
    return events
