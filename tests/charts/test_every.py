"""What holds of every chart: it carries its data, asks nothing of the network, can be heard and told without colour."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from onrecord import charts
from onrecord.errors import EngineError
from tests.charts.conftest import NAMES
from tests.charts.drawn import drawn, expressions, marks, spec, units

SIMPLE = re.compile(r"(!?datum\.\w+)( == period)?|abs\(datum\.value\)|isValid\(datum\.\w+\)")
"""The expressions that charts use: Vega's interpreter knows all of it."""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_is_drawn(made: Any, look: str) -> None:
    svg = drawn(spec(made), look)
    assert svg.startswith("<svg")
    assert sum(marks(spec(made)).values()) > 3


def test_nothing_is_fetched(made: Any) -> None:
    text = json.dumps(spec(made))
    assert "http" not in text
    assert '"url"' not in text


def test_expressions_are_simple_and_days_given_part_by_part(made: Any) -> None:
    for expression in expressions(spec(made)):
        assert SIMPLE.fullmatch(expression), expression
    for unit in units(spec(made)):
        x = unit.get("encoding", {}).get("x", {})
        if x.get("type") == "temporal":
            assert x["scale"]["type"] == "utc"
            assert all("year" in end for end in x["scale"].get("domain", ()))


def test_it_can_be_heard(made: Any) -> None:
    assert len(spec(made)["description"]) > 20
    for unit in units(spec(made)):
        encoding = unit.get("encoding", {})
        if unit["mark"]["type"] in ("point", "bar", "geoshape", "rule") and "tooltip" in encoding:
            assert [tip["title"] for tip in encoding["tooltip"]]


def test_colour_never_tells_alone(made: Any) -> None:
    for unit in units(spec(made)):
        encoding = unit.get("encoding", {})
        coloured = {encoding[name]["field"] for name in ("color", "fill", "stroke") if name in encoding}
        formed = {encoding[name]["field"] for name in ("shape", "strokeDash") if name in encoding}
        if unit["mark"]["type"] == "point" and coloured:
            assert coloured & (formed | {"state"}), "a mark that is hollow or filled, or has a shape"
        fill = encoding.get("fill", {}).get("scale", {}).get("range", ())
        assert unit["mark"]["type"] != "bar" or "fill" not in encoding or "transparent" in fill or len(fill) == 1


def test_text_and_paper_are_the_pages(made: Any) -> None:
    assert spec(made)["background"] == "transparent"
    for unit in units(spec(made)):
        if unit["mark"]["type"] == "text":
            assert not {"color", "fill"} & (unit["mark"].keys() | unit["encoding"].keys())


@pytest.mark.parametrize("name", NAMES)
def test_a_click_leads_on_unless_there_is_nowhere(name: str, given: dict[str, tuple[Any, ...]]) -> None:
    there = json.dumps(spec(getattr(charts, name)(*given[name], base="/desk")))
    assert '"href": "/desk/' in there
    assert '"href": {"field": "href"' in there
    assert "href" not in json.dumps(spec(getattr(charts, name)(*given[name], base=None)))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_is_drawn_the_same(name: str, given: dict[str, tuple[Any, ...]]) -> None:
    one, other = (spec(getattr(charts, name)(*given[name])) for _ in range(2))
    assert one == other


def test_altair_is_imported_with_the_first_chart() -> None:
    code = "import sys, onrecord.charts; print({'altair', 'pandas', 'sqlalchemy', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_without_altair_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, tuple[Any, ...]]
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(EngineError, match=r"pip install 'onrecord\[desk\]'"):
        charts.network(*given["network"])
