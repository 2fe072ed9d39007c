"""Said: who is cited, by which cue, with which content."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.language.encoder import Encoder
from onrecord.model import Cast, Found, Statement, Time
from onrecord.said.decide import Heard, decide
from onrecord.said.trained import NETWORK

__all__ = ["NETWORK", "Heard", "find", "hear"]


def find(parsed: Parsed, cast: Cast, times: tuple[Time, ...], encoder: Encoder | None = None) -> Found[Statement]:
    """Every statement of a report, in order of its cue; by the rules alone where no encoder is given."""
    return decide(parsed, cast, times, encoder).found


def hear(parsed: Parsed, cast: Cast, times: tuple[Time, ...], encoder: Encoder) -> Heard:
    """The same, with the windows that the encoder made of the report, for the classifier of events."""
    return decide(parsed, cast, times, encoder)
