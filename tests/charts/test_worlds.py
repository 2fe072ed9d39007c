"""The map."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from sqlalchemy import Connection

from onrecord.analysis.places import Spot, places
from onrecord.charts import world
from onrecord.codebook.countries import countries, name_of
from onrecord.query.filters import Filter
from tests.charts.drawn import Spec, drawn, marks, spec, units

WORLD = json.loads((files("onrecord.data") / "world.json").read_bytes())
SHAPES = WORLD["objects"]["countries"]["geometries"]


def spot(name: str, precision: str, iso3: str | None, lat: float | None, lon: float | None, events: int = 1) -> Spot:
    return Spot(name, iso3, None, lat, lon, precision, events, events, 0, 0, ("e1", "e2")[:events])


ADEN = spot("Aden", "city", "YEM", 12.78, 45.04, 2)
YEMEN = spot("Yemen", "country", "YEM", 15.5, 48.0)
BAHRAIN = spot("Bahrain", "country", "BHR", 26.0, 50.5)


def outlines(made: Spec) -> int:
    """How many outlines are drawn."""
    (group,) = re.findall(r'<g class="mark-shape role-mark layer_0_marks"[^>]*>(.*?)</g>', drawn(made), re.DOTALL)
    return group.count("<path")


def test_outlines_have_the_codes_of_our_countries() -> None:
    codes = [shape["id"] for shape in SHAPES if "id" in shape]
    assert len(codes) == len(set(codes)) == 173
    assert set(codes) <= set(countries())
    without = {shape["properties"]["name"] for shape in SHAPES if "id" not in shape}
    assert without == {"Antarctica", "Fr. S. Antarctic Lands", "N. Cyprus", "Somaliland"}
    named = {shape["id"]: shape["properties"]["name"] for shape in SHAPES if "id" in shape}
    assert (named["COD"], named["COG"], named["SSD"], named["SDN"]) == ("Dem. Rep. Congo", "Congo", "S. Sudan", "Sudan")
    assert sum(named[code] == name_of(code) for code in codes) > 155


def test_places_are_areas_and_countries_outlines() -> None:
    made = spec(world([ADEN, YEMEN, BAHRAIN, spot("the Sahel", "region", None, None, None)]))
    seen = marks(made)
    assert seen["geoshape"] == 1 + 1, "Yemen shaded; the area of Aden"
    assert outlines(made) == len(SHAPES), "not read out one by one"
    assert seen["point"] == 2, "rings for Aden and for Bahrain, which is too small for an outline"
    shaded = next(unit for unit in units(made) if unit["mark"].get("strokeDash"))
    assert [row["iso3"] for row in shaded["transform"][0]["from"]["data"]["values"]] == ["YEM"]
    text = drawn(made)
    assert ">Aden<" in text
    assert "1 place of" not in made["description"]
    assert "4 places of events" in made["description"]


def test_the_outlines_may_lie_elsewhere() -> None:
    made = spec(world([ADEN, YEMEN], "/static/world.json?v=1"))
    text = json.dumps(made)
    assert text.count('"url"') == 1
    assert made["data"]["url"] == "/static/world.json?v=1"
    assert len(text) < 12_000
    given = {**WORLD, "objects": {"countries": {**WORLD["objects"]["countries"], "geometries": SHAPES[:3]}}}
    assert outlines(spec(world([ADEN], given))) == 3


def test_a_click_leads_to_the_event_or_to_those_of_the_place() -> None:
    rows = {
        row["name"]: row["href"]
        for unit in units(spec(world([ADEN, spot("Cox's Bazar", "city", "BGD", 21.4, 92.0), YEMEN], base="")))
        if isinstance(unit["data"].get("values"), list)
        for row in unit["data"]["values"]
    }
    assert rows == {"Aden": "/events?series=all&place=Aden", "Cox's Bazar": "/events/e1"}


def test_what_lies_outside_is_named() -> None:
    made = spec(
        world([spot("Aden", "city", "YEM", 12.78, 45.04, 2)] * 10 + [spot("Lima", "city", "PER", -12.0, -77.0)])
    )
    assert "Outside: Lima" in drawn(made)
    assert ">Lima<" not in drawn(made)


def test_names_do_not_cover_one_another() -> None:
    near = [spot(f"Place {at}", "city", "YEM", 12.78 + at / 100, 45.04) for at in range(9)]
    assert drawn(spec(world(near))).count(">Place ") == 1


def test_the_bundled_reports(held: Connection) -> None:
    found = places(held, Filter())
    made = spec(world(found))
    assert marks(made)["point"] == len(found) == 6
    assert marks(made)["geoshape"] == 6


def test_no_place_is_the_whole_world() -> None:
    made = spec(world([]))
    assert outlines(made) == len(SHAPES)
    assert set(marks(made)) == {"title"}
    assert "0 places" in made["description"]
