"""Happened: events with type, mode, sides, time, place and realis."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.language import Parsed
from onrecord.model import Cast, Event, Found, Place, Quantity, Statement, Time


class Circumstances(NamedTuple):
    """Where, when and how many: every expression of the report, in order."""

    places: tuple[Place, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]


def find(parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], given: Circumstances) -> Found[Event]:
    """Every event of a report, in order of its trigger; series and claim are settled later."""
    return Found()
