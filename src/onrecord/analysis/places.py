"""Where events were, as areas: a place is drawn as large as the text leaves it open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.analysis.shown import profiles_of
from onrecord.query.filters import Filter, query
from onrecord.record.contributions import id_of
from onrecord.record.credit import key
from onrecord.record.entering import SIDES
from onrecord.record.profile import Profile
from onrecord.record.profile import Spot as Told
from onrecord.store.tables import Found, entries, labels, parties

KILOMETRES = {"point": 3.0, "city": 12.0, "admin1": 120.0, "sea": 300.0, "region": 300.0}
"""The radius of the circle that a precision is drawn as; a country is drawn by its outline."""
_EARTH = 6371.0
_CORNERS = 48
_IDS = 20
"""Ids that a spot carries at most."""


class Spot(msgspec.Struct, frozen=True):
    """A place and what was there.

    Attributes:
        name: its usual name.
        iso3, admin1: codes; None where the text and ISO give none.
        lat, lon: degrees, WGS 84; None where no point would be honest.
        precision: what they stand for: `point`, `city`, `admin1`, `country`, `sea`, `region`.
        events: how many; one that reports place differently counts in each place.
        observed, disputed, attributed: how many of these series.
        ids: of the newest events, 20 at most.
    """

    name: str
    iso3: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str
    events: int
    observed: int
    disputed: int
    attributed: int
    ids: tuple[str, ...]


def places(connection: Connection, asked: Filter, most: int = 200) -> tuple[Spot, ...]:
    """Where the events of a filter were, the places with most events first.

    Args:
        connection: of a reader.
        asked: the filter.
        most: places at most.

    Raises:
        ConfigError: a filter that cannot be used.
    """
    found: dict[tuple[str, str | None], list[Found]] = defaultdict(list)
    for row in _rows(connection, asked):
        found[row.label, row.iso3].append(row)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0][0], one[0][1] or ""))[:most]
    newest = [(name, sorted(rows, key=lambda row: (-row.day, row.id))) for (name, _), rows in ordered]
    shown = profiles_of(connection, {rows[0].key for _, rows in newest})
    made = ((_spot(shown[rows[0].key], name.removeprefix("place:")), rows) for name, rows in newest)
    return tuple(_counted(spot, rows) for spot, rows in made if spot is not None)


def _rows(connection: Connection, asked: Filter) -> Sequence[Found]:
    """The events of a filter with the label of each place that they name.

    It goes from the places to their entries, of which only few have one; hence no index is taken for `wanted`.
    """
    wanted = query(connection, "e", asked).with_only_columns(entries.c.key).scalar_subquery()
    return connection.execute(
        select(
            labels.c.name.label("label"), entries.c.iso3, entries.c.key, entries.c.id, entries.c.day, entries.c.series
        )
        .select_from(labels)
        .join(parties, parties.c.label == labels.c.key)
        .join(entries, entries.c.key == parties.c.entry)
        .where(
            labels.c.name >= "place:",
            labels.c.name < "place;",
            parties.c.side == SIDES.index("w"),
            (parties.c.entry + 0).in_(wanted),
        )
    ).all()


def _counted(spot: Told, rows: Sequence[Found]) -> Spot:
    """A place with its events, the newest first."""
    series = Counter(row.series for row in rows)
    return Spot(
        spot.name, spot.iso3, spot.admin1, spot.lat, spot.lon, spot.precision, len(rows), series["observed"],
        series["disputed"], series["attributed"], tuple(id_of(row.id) for row in rows[:_IDS]),
    )  # fmt: skip


def _spot(profiles: list[Profile], name: str) -> Told | None:
    """The place of that name in the profiles of an entry."""
    return next((one.spot for one in profiles if one.spot is not None and key(one.spot.name) == name), None)


def area(spot: Spot) -> dict[str, Any] | None:
    """The area of a place as a GeoJSON geometry: a circle on the globe, as large as its precision is loose.

    Args:
        spot: a place.

    Returns:
        A polygon, its ring clockwise, as Vega draws it (the other way round it is all the rest of the globe), going on
        at -180 where it crosses 180 degrees; None for a country, whose outline is shaded instead, and where no point
        is known.
    """
    radius = KILOMETRES.get(spot.precision)
    if radius is None or spot.lat is None or spot.lon is None:
        return None
    lat, lon, across = radians(spot.lat), radians(spot.lon), radius / _EARTH
    ring = []
    for corner in range(_CORNERS):
        bearing = 2 * pi * corner / _CORNERS
        up = asin(sin(lat) * cos(across) + cos(lat) * sin(across) * cos(bearing))
        along = lon + atan2(sin(bearing) * sin(across) * cos(lat), cos(across) - sin(lat) * sin(up))
        ring.append([round((degrees(along) + 540) % 360 - 180, 4), round(degrees(up), 4)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
