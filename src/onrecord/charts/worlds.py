"""The map: places of events as areas that are as large as the text leaves them open; countries by their outlines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from onrecord.charts.drawing import WIDTH, Chart, Row, altair, counted, tips
from onrecord.charts.palette import GREY, SERIES
from onrecord.codebook.countries import name_of

if TYPE_CHECKING:
    from onrecord.analysis.places import Spot

Topology = Mapping[str, Any]
_HEIGHT = 380
_NAMED = 12
"""Places with their names on the map: those with most events."""
_KINDS = {"observed": "mostly told as fact", "attributed": "mostly on somebody's word", "disputed": "mostly disputed"}
_OTHER = "other events"
_MOST = 0.9
"""Share of the events around which the map is drawn."""
_NEAR = 6.0
"""Degrees around the outermost places, so that a map of one town shows the country that it lies in."""


def world(spots: Sequence[Spot], topology: str | Topology | None = None, base: str | None = "") -> Chart:
    """Where events were.

    A place is drawn as the circle that its precision leaves open, and with a ring so that it is found; what is told of
    a country alone shades its outline, with a dashed line. The map shows the part of the world around most of the
    events, and says below which places lie outside.

    Args:
        spots: of `onrecord.analysis.places.places`.
        topology: outlines: the address of `world.json`, or its content; None for the one that comes with OnRecord.
        base: put before `/events/ID` (of one event) or `/events?place=NAME`, where a click leads; None for no links.

    Raises:
        EngineError: altair is missing.
    """
    alt = altair()
    drawn = [(spot, _row(spot, base)) for spot in spots]
    told = f"{counted(len(spots), 'place')} of events: " + "; ".join(
        f"{spot.name} ({spot.precision}), {spot.events}" for spot in spots[:20]
    )
    outlines, frame = _outlines(alt, topology), _frame(spots)
    inside = [row for spot, row in drawn if _pointed(spot) and frame.holds(spot)]
    layers = [
        alt.Chart().mark_geoshape(fill=GREY, fillOpacity=0.14, stroke=GREY, strokeWidth=0.5),
        _shaded(alt, [row for spot, row in drawn if spot.precision == "country"], base),
        _areas(alt, [(spot, row) for spot, row in drawn if spot.precision != "country"], base),
        *_rings(alt, inside, frame, base),
    ]
    outside = [spot.name for spot in spots if _pointed(spot) and not frame.holds(spot)]
    below = "Filled: as large as the words leave it open. Rings are there to be seen; dashed: a country alone is named."
    lines = [below, *([shorten(f"Outside: {', '.join(outside)}", 110, placeholder=" …")] if outside else [])]
    return (
        alt.layer(*(layer for layer in layers if layer is not None), data=outlines)
        .project(type="mercator", fit=frame.fit(), clipExtent=[[0, 0], [WIDTH, _HEIGHT]])
        .resolve_scale(stroke="independent", shape="independent")
        .properties(width=WIDTH, height=_HEIGHT, background="transparent", description=told, title=_below(alt, lines))
    )


def _below(alt: Any, lines: list[str]) -> Any:
    return alt.Title(lines, anchor="start", orient="bottom", frame="group", fontSize=11, fontWeight="normal", offset=8)


def _outlines(alt: Any, topology: str | Topology | None) -> Any:
    as_shapes = alt.TopoDataFormat(type="topojson", feature="countries")
    if isinstance(topology, str):
        return alt.UrlData(url=topology, format=as_shapes)
    return alt.InlineData(values=topology if topology is not None else _bundled(), format=as_shapes)


def _row(spot: Spot, base: str | None) -> Row:
    series = max(_KINDS, key=lambda name: (getattr(spot, name), -list(_KINDS).index(name)))
    kind = _KINDS[series] if getattr(spot, series) else _OTHER
    row: Row = {
        "name": spot.name, "country": name_of(spot.iso3) if spot.iso3 else "no country", "iso3": spot.iso3,
        "precision": spot.precision, "events": spot.events, "kind": kind, "lat": spot.lat, "lon": spot.lon,
        "series": f"{spot.observed} told as fact, {spot.attributed} on somebody's word, {spot.disputed} disputed",
        "ids": " ".join(spot.ids),
    }  # fmt: skip
    if base is not None:
        one = spot.events == 1 and spot.ids
        row["href"] = f"{base}/events/{spot.ids[0]}" if one else f"{base}/events?series=all&place={_asked(spot)}"
    return row


def _asked(spot: Spot) -> str:
    return quote(spot.iso3 if spot.precision == "country" and spot.iso3 else spot.name)


def _pointed(spot: Spot) -> bool:
    """Whether a place needs a ring to be found: it has a point, and no outline of its own on the map."""
    return spot.lat is not None and spot.lon is not None and (spot.precision != "country" or spot.iso3 not in _large())


@cache
def _bundled() -> Topology:
    """The outlines that come with OnRecord."""
    found: Topology = json.loads((files("onrecord.data") / "world.json").read_bytes())
    return found


@cache
def _large() -> frozenset[str]:
    """Countries that have an outline there; islands and towns that are states have none at this scale."""
    return frozenset(shape["id"] for shape in _bundled()["objects"]["countries"]["geometries"] if "id" in shape)


def _looks(alt: Any) -> tuple[Any, Any]:
    """Colours and shapes of what may prevail at a place."""
    kinds = [*_KINDS.values(), _OTHER]
    looks = [*(SERIES[name] for name in _KINDS), SERIES["not_counted"]]
    colours = alt.Scale(domain=kinds, range=[look.colour for look in looks])
    return colours, alt.Scale(domain=kinds, range=[look.shape for look in looks])


def _told(alt: Any, base: str | None) -> Row:
    text = tips(alt, place="name", country="country", drawn_as="precision", events="events", of_them="series")
    return {"tooltip": text, **({"href": alt.Href("href:N")} if base is not None else {})}


def _shaded(alt: Any, rows: list[Row], base: str | None) -> Chart | None:
    """Countries of which alone something is told."""
    rows = [row for row in rows if row["iso3"] in _large()]
    if not rows:
        return None
    found = alt.LookupData(data=alt.Data(values=rows), key="iso3", fields=[key for key in rows[0] if key != "iso3"])
    most = max(row["events"] for row in rows)
    colours, _ = _looks(alt)
    return (
        alt.Chart()
        .mark_geoshape(strokeWidth=1.6, strokeDash=[5, 3])
        .transform_lookup(lookup="id", from_=found)
        .transform_filter("isValid(datum.events)")
        .encode(
            fill=alt.Fill("kind:N", scale=colours, legend=None),
            stroke=alt.Stroke("kind:N", scale=colours, legend=None),
            fillOpacity=alt.FillOpacity("events:Q", scale=alt.Scale(domain=[0, most], range=[0.12, 0.5]), legend=None),
            description="name:N",
            **_told(alt, base),
        )
    )


def _areas(alt: Any, drawn: Iterable[tuple[Spot, Row]], base: str | None) -> Chart | None:
    """Circles on the globe, as large as the precision is loose."""
    from onrecord.analysis.places import area

    shapes = [{"type": "Feature", "geometry": shape, **row} for spot, row in drawn if (shape := area(spot)) is not None]
    if not shapes:
        return None
    colours, _ = _looks(alt)
    return (
        alt.Chart(alt.Data(values=shapes))
        .mark_geoshape(fillOpacity=0.3, strokeWidth=1)
        .encode(
            fill=alt.Fill("kind:N", scale=colours, legend=None),
            stroke=alt.Stroke("kind:N", scale=colours, legend=None),
            description="name:N",
            **_told(alt, base),
        )
    )


def _rings(alt: Any, rows: list[Row], frame: Frame, base: str | None) -> list[Chart]:
    """Hollow marks around places, by size and shape, and the names of those with most events."""
    if not rows:
        return []
    colours, shapes = _looks(alt)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", labelLimit=260)
    where: Row = {"longitude": "lon:Q", "latitude": "lat:Q"}
    rings = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(strokeWidth=1.8, opacity=1, fill="transparent")
        .encode(
            size=alt.Size("events:Q", scale=alt.Scale(type="sqrt", range=[40, 300]), legend=None),
            stroke=alt.Stroke("kind:N", scale=colours, legend=legend),
            shape=alt.Shape("kind:N", scale=shapes, legend=legend),
            description="name:N",
            **where,
            **_told(alt, base),
        )
    )
    names = alt.Chart(alt.Data(values=frame.named(rows))).mark_text(align="left", dx=11, fontSize=11)
    return [rings, names.encode(text="name:N", **where)]


class Frame(NamedTuple):
    """The part of the world that is drawn, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, spot: Spot) -> bool:
        """Whether a place with a point lies in it."""
        if spot.lat is None or spot.lon is None:
            return False
        return self.west <= spot.lon <= self.east and self.south <= spot.lat <= self.north

    def fit(self) -> Row:
        """What a projection has to fit into the picture."""
        corners = [[self.west, self.south], [self.east, self.north]]
        return {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPoint", "coordinates": corners}}

    def named(self, rows: Sequence[Row]) -> list[Row]:
        """Those that have room for their names, the first ones first."""
        scale = min(WIDTH / (self.east - self.west), _HEIGHT / (self.north - self.south))
        kept: list[Row] = []
        for row in rows:
            x, y = row["lon"] * scale, row["lat"] * scale
            if all(abs(x - one["lon"] * scale) > 90 or abs(y - one["lat"] * scale) > 14 for one in kept):
                kept.append(row)
        return kept[:_NAMED]


def _frame(spots: Sequence[Spot]) -> Frame:
    """The box around nine tenths of the events, those nearest to their middle; without any the whole world."""
    known = [(spot.lat, spot.lon, spot.events) for spot in spots if spot.lat is not None and spot.lon is not None]
    if not known:
        return Frame(-180, -60, 180, 80)
    lat, lon = (_median([(one[axis], one[2]) for one in known]) for axis in (0, 1))
    nearest = sorted(known, key=lambda one: ((one[0] - lat) ** 2 + (one[1] - lon) ** 2, one))
    enough, kept = _MOST * sum(one[2] for one in known), [nearest[0]]
    for one in nearest[1:]:
        if sum(events for _, _, events in kept) >= enough:
            break
        kept.append(one)
    lats, lons = [one[0] for one in kept], [one[1] for one in kept]
    return Frame(
        max(-180, min(lons) - _NEAR), max(-85, min(lats) - _NEAR), min(180, max(lons) + _NEAR),
        min(85, max(lats) + _NEAR),
    )  # fmt: skip


def _median(values: Sequence[tuple[float, int]]) -> float:
    """The median of values that count so many times each."""
    half, seen = sum(times for _, times in values) / 2, 0
    for value, times in sorted(values):
        seen += times
        if seen >= half:
            return value
    return 0.0
