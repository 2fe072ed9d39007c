"""How many: figures, their bounds, and what they count."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Found, Quantity, Time


def find(parsed: Parsed, times: tuple[Time, ...]) -> Found[Quantity]:
    """Every quantity expression of a report, in order; figures inside `times` are left out."""
    return Found()
