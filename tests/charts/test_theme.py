"""Colours that can be seen on either paper."""

from __future__ import annotations

import pytest

from onrecord.charts import palette
from onrecord.charts.theme import theme


def light(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


COLOURS = (palette.BLUE, palette.GREEN, palette.VERMILION, palette.PURPLE, palette.GREY)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("paper", ["#ffffff", "#fdfcf9", "#16181b", "#111111"])
def test_marks_stand_out(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 3


@pytest.mark.parametrize(("look", "paper"), [("light", "#fdfcf9"), ("dark", "#1e2125")])
def test_words_can_be_read(look: str, paper: str) -> None:
    made = theme(look)  # type: ignore[arg-type]
    for part, names in (
        ("axis", ("labelColor", "titleColor")),
        ("text", ("color",)),
        ("title", ("color", "subtitleColor")),
    ):
        for name in names:
            assert contrast(made[part][name], paper) >= 4.5
    assert made["background"] == "transparent"


@pytest.mark.parametrize("group", [palette.SERIES, palette.QUADS, palette.POLARITIES, palette.STANDINGS])
def test_no_two_marks_differ_by_colour_alone(group: dict[str, palette.Mark]) -> None:
    forms = [(mark.shape, mark.filled) for mark in group.values()]
    assert len(forms) == len(set(forms))
    assert len({mark.title for mark in group.values()}) == len(group)
