"""Charts by name, from a record: for a notebook."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from sqlalchemy import Connection

from onrecord.analysis import claim, dyads, network, places, timeline
from onrecord.analysis.labels import names_of
from onrecord.charts.claims import figures, matrix
from onrecord.charts.drawing import Chart
from onrecord.charts.dyads import dyad, ties
from onrecord.charts.networks import network as network_
from onrecord.charts.theme import Look, theme
from onrecord.charts.timelines import timeline as timeline_
from onrecord.charts.worlds import world
from onrecord.errors import ConfigError
from onrecord.query.filters import Filter
from onrecord.query.pages import called, one


def _of_dyad(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    def made(
        connection: Connection, one: str, other: str, /, *, since: str | None = None, until: str | None = None
    ) -> Chart:
        series = dyads.dyad(connection, one, other, since, until)
        entities = {party for tie in series.ties for party in tie.parties} | {series.one, series.other}
        return draw(series, None, names_of(connection, entities))

    return made


def _of_claim(draw: Callable[..., Chart], count: Callable[..., Any]) -> Callable[..., Chart]:
    def made(connection: Connection, id_: str, /) -> Chart:
        entry = one(connection, id_)
        return draw(count(entry), called(connection, [entry]), None)

    return made


def _timeline(connection: Connection, /, limit: int = 300, **asked: Any) -> Chart:
    return timeline_(timeline.timeline(connection, _filter(asked), limit), None)


def _world(connection: Connection, /, most: int = 200, **asked: Any) -> Chart:
    return world(places.places(connection, _filter(asked), most), None, None)


def _network(connection: Connection, /, most: int = 60, series: str = "observed", **asked: Any) -> Chart:
    known = {name: asked.pop(name, None) for name in ("since", "until", "quad")}
    if asked:
        raise ConfigError(f"a network is not asked for by {', '.join(asked)} (but by since, until, series, quad, most)")
    return network_(network.network(connection, series=series, most=most, **known), None)


def _filter(asked: dict[str, Any]) -> Filter:
    unknown = set(asked).difference(Filter.__struct_fields__)
    if unknown:
        raise ConfigError(f"no filter {', '.join(sorted(unknown))} (there are {', '.join(Filter.__struct_fields__)})")
    return Filter(**asked)


CHARTS: dict[str, Callable[..., Chart]] = {
    "dyad": _of_dyad(dyad),
    "ties": _of_dyad(ties),
    "matrix": _of_claim(matrix, claim.matrix),
    "figures": _of_claim(figures, claim.figures),
    "timeline": _timeline,
    "world": _world,
    "network": _network,
}
"""What draws each chart from a connection and what it is asked for."""


def chart(connection: Connection, name: str, given: tuple[str, ...], look: Look, asked: dict[str, Any]) -> Chart:
    """A chart in the colours of a look, without links.

    Args:
        connection: of a reader.
        name: one of `CHARTS`.
        given: what it is about: two sides, or the id of a claim.
        look: `light` or `dark`.
        asked: filters.

    Raises:
        ConfigError: no such chart; more or less given than it takes; a name or a date that cannot be used.
        DataError: the record has no claim of that id.
        EngineError: altair is missing.
    """
    draw = CHARTS.get(name)
    if draw is None:
        raise ConfigError(f"{name!r}: no such chart (there are {', '.join(CHARTS)})")
    try:
        signature(draw).bind(connection, *given, **asked)
    except TypeError as error:
        raise ConfigError(f"chart {name!r}: {error} (docs/charts.md says what each takes)") from error
    return draw(connection, *given, **asked).configure(**theme(look))
