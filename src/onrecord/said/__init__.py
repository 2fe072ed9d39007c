"""Said: who is cited, by which cue, with which content."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast, Found, Statement, Time
from onrecord.said.decide import decide


def find(parsed: Parsed, cast: Cast, times: tuple[Time, ...]) -> Found[Statement]:
    """Every statement of a report, in order of its cue."""
    return decide(parsed, cast, times)
