"""The network of countries: who acts towards whom, how often, in which quad and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import Connection, case, distinct, func, literal_column

from onrecord.analysis.acts import ACTOR, RECIPIENT, acts, types_of, within
from onrecord.analysis.dates import month
from onrecord.analysis.labels import states
from onrecord.codebook.countries import name_of
from onrecord.codebook.plover import quad as quad_of
from onrecord.store.tables import entries

_MONTHS = 36
"""With more months than that, periods are years."""
_STEPS = 200
"""Steps of the layout; after fewer, networks of 60 countries still move by more than a dot's width."""


class Node(msgspec.Struct, frozen=True):
    """A country.

    Attributes:
        id, iso3: its code.
        name: as people read it.
        events: with others of the network.
        x, y: its place, each from -1 to 1.
    """

    id: str
    name: str
    iso3: str
    events: int
    x: float
    y: float


class Edge(msgspec.Struct, frozen=True):
    """Two countries with the events between them, whoever acts.

    Attributes:
        one, other: codes, in the order of the alphabet.
        events: how many.
        quads: how many of each quad.
        periods: how many in each period, in order; events without a day are in none.
    """

    one: str
    other: str
    events: int
    quads: dict[str, int]
    periods: tuple[tuple[str, int], ...]


class Network(msgspec.Struct, frozen=True):
    """All of it.

    Attributes:
        nodes: those with most events first.
        edges: those with most events first.
        periods: all from the first to the last, months (YYYY-MM), or years where there are more than 36 months.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    periods: tuple[str, ...]


class _Row(msgspec.Struct, frozen=True):
    pair: tuple[str, str]
    month: str | None
    quad: str
    events: int


def network(
    connection: Connection,
    since: str | None = None,
    until: str | None = None,
    series: str = "observed",
    quad: str | None = None,
    most: int = 60,
) -> Network:
    """The network of countries.

    Args:
        connection: of a reader.
        since, until: days, ISO with the precision known.
        series: of the events; `all` for every one.
        quad: of the events; None for every one.
        most: countries at most: those with most events.
    """
    rows = _rows(connection, (since, until), series, quad)
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(dict.fromkeys(row.pair, row.events))
    kept = sorted(counts, key=lambda code: (-counts[code], code))[:most]
    shown = [row for row in rows if set(row.pair) <= set(kept)]
    periods = _periods({row.month for row in shown if row.month is not None})
    edges = _edges(shown, len(periods[0]) if periods else 0)
    places = layout(sorted(kept), {(edge.one, edge.other): edge.events for edge in edges})
    inside: Counter[str] = Counter()
    for edge in edges:
        inside.update({edge.one: edge.events, edge.other: edge.events})
    ordered = sorted((code for code in kept if inside[code]), key=lambda code: (-inside[code], code))
    nodes = tuple(Node(code, name_of(code), code, inside[code], *places[code]) for code in ordered)
    return Network(nodes, tuple(edges), periods)


def _rows(connection: Connection, days: tuple[str | None, str | None], series: str, quad: str | None) -> list[_Row]:
    """Events of each pair by month and quad."""
    codes = states(connection)
    swapped = ACTOR.c.label > RECIPIENT.c.label
    one = case((swapped, RECIPIENT.c.label), else_=ACTOR.c.label)
    other = case((swapped, ACTOR.c.label), else_=RECIPIENT.c.label)
    when = entries.c.day - entries.c.day % literal_column("100")  # PostgreSQL groups by no parameter
    asking = acts((one, other, when, entries.c.type, func.count(distinct(entries.c.key))), codes, codes)
    asking = asking.where(ACTOR.c.label != RECIPIENT.c.label, *within(*days))
    if series != "all":
        asking = asking.where(entries.c.series.concat("") == series)
    if quad is not None:
        asking = asking.where(entries.c.type.concat("").in_(types_of(quad)))
    grouped: Counter[tuple[tuple[str, str], str | None, str]] = Counter()
    for key, key_, number, type_, events in connection.execute(asking.group_by(one, other, when, entries.c.type)):
        pair = (min(codes[key], codes[key_]), max(codes[key], codes[key_]))
        grouped[pair, month(number), quad_of(type_)] += events
    return [_Row(*key, events) for key, events in grouped.items()]


def _periods(months: set[str]) -> tuple[str, ...]:
    """Every month from the first to the last; years where there are many, or where only years are known."""
    if not months:
        return ()
    first, last = min(months), max(months)
    years = range(int(first[:4]), int(last[:4]) + 1)
    every = [f"{year:04d}-{number:02d}" for year in years for number in range(1, 13)]
    inside = tuple(one for one in every if first <= one <= last)
    if len(inside) > _MONTHS or any(len(one) == 4 for one in months):
        return tuple(f"{year:04d}" for year in years)
    return inside


def _edges(rows: Iterable[_Row], width: int) -> list[Edge]:
    """Edges, those with most events first; a period is so many characters of a month."""
    quads: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    periods: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        quads[row.pair][row.quad] += row.events
        if row.month is not None:
            periods[row.pair][row.month[:width]] += row.events
    made = [
        Edge(*pair, held.total(), dict(sorted(held.items())), tuple(sorted(periods[pair].items())))
        for pair, held in quads.items()
    ]
    return sorted(made, key=lambda edge: (-edge.events, edge.one, edge.other))


def layout(names: list[str], weights: dict[tuple[str, str], int]) -> dict[str, tuple[float, float]]:
    """Places of nodes: they start on a circle, push one another away, and edges pull; nothing is left to chance.

    Args:
        names: of the nodes, in an order that does not depend on how they were found.
        weights: of the edges, more than 0.

    Returns:
        x and y of each, from -1 to 1, to a thousandth.
    """
    if not names:
        return {}
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    at = {name: number for number, name in enumerate(names)}
    angles = 2 * np.pi * np.arange(len(names)) / len(names)
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    pull = np.zeros((len(names), len(names)))
    for (one, other), weight in sorted(weights.items()):
        pull[at[one], at[other]] = pull[at[other], at[one]] = 1 + np.log(weight)
    for step in range(_STEPS):
        places = _moved(places, pull, 0.2 * (1 - step / _STEPS))
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    places /= np.maximum(np.abs(places).max(axis=0), 1e-9)
    return {
        name: (round(float(x), 3) + 0.0, round(float(y), 3) + 0.0) for name, (x, y) in zip(names, places, strict=True)
    }


def _moved(places: Any, pull: Any, reach: float) -> Any:
    """One step of all nodes, by no more than `reach`."""
    ideal = 1.6 / np.sqrt(len(places))
    apart = places[:, None, :] - places[None, :, :]
    far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
    pushed = (apart * (ideal**2 / far**2)[:, :, None]).sum(axis=1)
    pulled = (apart * (pull * far / ideal)[:, :, None]).sum(axis=1) * 0.25
    moves = pushed - pulled - places * 0.6  # what has few ties is not driven out of the picture
    lengths = np.maximum(np.sqrt((moves**2).sum(axis=1)), 1e-9)
    return places + moves * (np.minimum(lengths, reach) / lengths)[:, None]
