"""Places: counted where they are named, drawn as large as the text leaves them open."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.analysis.places import KILOMETRES, Spot, area, places
from onrecord.query.filters import Filter
from tests.analysis.acts import act, record

ADEN = ("Aden", "city", "YEM", 12.78, 45.04)


def spot(lat: float | None, lon: float | None, precision: str = "city") -> Spot:
    return Spot("X", None, None, lat, lon, precision, 1, 1, 0, 0, ())


def far(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points."""
    up, along = radians(lat2 - lat) / 2, radians(lon2 - lon) / 2
    return 2 * 6371 * asin(sqrt(sin(up) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(along) ** 2))


@pytest.mark.parametrize("precision", sorted(KILOMETRES))
@pytest.mark.parametrize(("lat", "lon"), [(12.78, 45.04), (-33.0, -70.7), (69.0, 33.1), (-17.8, 178.9), (0.0, 0.0)])
def test_areas_are_circles_on_the_globe(precision: str, lat: float, lon: float) -> None:
    shape = area(spot(lat, lon, precision))
    assert shape is not None
    (ring,) = shape["coordinates"]
    assert ring[0] == ring[-1]
    assert len(ring) > 24
    for x, y in ring:
        assert far(lat, lon, y, x) == pytest.approx(KILOMETRES[precision], rel=0.01)
        assert -180 <= x <= 180
    turned = [((x - lon + 540) % 360 - 180, y) for x, y in ring]
    swept = sum(x * v - u * y for (x, y), (u, v) in pairwise(turned))
    assert swept < 0, "clockwise: the other way round it would be the rest of the globe"


def test_countries_and_places_without_a_point_have_no_area() -> None:
    assert area(spot(15.0, 48.0, "country")) is None
    assert area(spot(None, None, "region")) is None


def test_places_are_counted_by_series(tmp_path: Path) -> None:
    some = [
        act("a1", start="2025-11-01", where=ADEN), act("a2", start="2026-01-12", where=ADEN, series="disputed"),
        act("a3", start="2026-02-23", where=ADEN, series="not_counted"), act("a4", start="2026-03-04"),
        act("a5", start="2026-03-05", where=("Yemen", "country", "YEM", 15.5, 48.0), series="attributed"),
    ]  # fmt: skip
    with record(tmp_path / "record.db", some) as connection:
        aden, yemen = places(connection, Filter())
        assert (aden.name, aden.iso3, aden.precision, aden.lat, aden.lon) == ("Aden", "YEM", "city", 12.78, 45.04)
        assert (aden.events, aden.observed, aden.disputed, aden.attributed) == (3, 1, 1, 0)
        assert aden.ids == tuple(reading.events[0].id for reading in some[2::-1]), "the newest first"
        assert (yemen.name, yemen.precision, yemen.events, yemen.attributed) == ("Yemen", "country", 1, 1)
        assert [one.name for one in places(connection, Filter(), most=1)] == ["Aden"]
        assert [one.events for one in places(connection, Filter(series="observed"))] == [1]


def test_bundled(held: Connection) -> None:
    found = {one.name: one for one in places(held, Filter())}
    assert {name: one.precision for name, one in found.items()} == {
        "Nyala": "city", "Bandar Abbas": "city", "Cairo": "city", "Darfur": "region", "El Fasher": "city",
        "Port Sudan": "city",
    }  # fmt: skip
    assert all(one.ids and len(one.ids) == one.events for one in found.values())
