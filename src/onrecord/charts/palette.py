"""Colours, shapes and dashes: each told by colour and by form, and kept apart by those who see colours otherwise.

The colours have at least 3:1 against white and against near-black paper (tests/charts/test_theme.py measures it), and
blue and vermilion differ in every common form of colour blindness.
"""

from __future__ import annotations

from typing import NamedTuple

BLUE, GREEN, VERMILION, PURPLE, GREY = "#2b7fc0", "#128a6a", "#d55e00", "#b0619a", "#808080"


class Mark(NamedTuple):
    """How a value is drawn: its name in the legend, colour, shape, and whether the shape is filled."""

    title: str
    colour: str
    shape: str
    filled: bool


SERIES = {
    "observed": Mark("told as fact", BLUE, "circle", True),
    "attributed": Mark("on somebody's word", GREEN, "square", False),
    "disputed": Mark("disputed", VERMILION, "triangle-up", False),
    "background": Mark("background", GREY, "diamond", False),
    "not_counted": Mark("not counted", GREY, "cross", False),
}
QUADS = {
    "verbal cooperation": Mark("verbal cooperation", BLUE, "circle", False),
    "material cooperation": Mark("material cooperation", BLUE, "circle", True),
    "verbal conflict": Mark("verbal conflict", VERMILION, "triangle-up", False),
    "material conflict": Mark("material conflict", VERMILION, "triangle-up", True),
}
POLARITIES = {
    "for": Mark("puts it forward", BLUE, "circle", True),
    "against": Mark("rejects it", VERMILION, "triangle-down", True),
    "open": Mark("leaves it open", PURPLE, "diamond", False),
    "silent": Mark("says nothing", GREY, "square", False),
    "other": Mark("other", GREEN, "cross", False),
}
STANDINGS = {
    "put forward": Mark("put forward", BLUE, "circle", False),
    "answered": Mark("denied or contested", VERMILION, "triangle-down", True),
    "else": Mark("forecast, pledged, open, other", GREY, "cross", False),
}
_ANSWERED = frozenset(("contested", "denied", "retracted", "superseded"))
_FORWARD = frozenset(("outlet_voice", "asserted", "alleged", "acknowledged", "corroborated", "presupposed", "hedged"))


def of_standing(standing: str) -> Mark:
    """How a claim of a standing is drawn."""
    return STANDINGS["answered" if standing in _ANSWERED else "put forward" if standing in _FORWARD else "else"]
