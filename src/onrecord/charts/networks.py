"""The network of countries, with a slider over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.charts.drawing import Chart, Row, altair, empty, tips
from onrecord.charts.palette import BLUE, GREY, VERMILION

if TYPE_CHECKING:
    from onrecord.analysis.network import Edge, Network

_SIZE = 560
_NAMED = 40
"""Countries with their names; of those beyond, which have fewest events, the code alone stands there."""
_SIDES = ("more cooperation", "as much of either", "more conflict")


def network(net: Network, base: str | None = "") -> Chart:
    """Countries as dots, the events between two as a line: the more events, the thicker.

    A line is solid where cooperation prevails, dashed where conflict does, dotted where they are even. The slider
    shows the events of one period; at 0 those of all.

    Args:
        net: of `onrecord.analysis.network.network`.
        base: put before `/dyads/ONE/OTHER`, where a click leads; None for no links.

    Raises:
        EngineError: altair is missing.
    """
    alt = altair()
    told = f"{len(net.nodes)} countries and the events told between them: " + "; ".join(
        f"{edge.one} and {edge.other}, {edge.events}" for edge in net.edges[:20]
    )
    if not net.edges:
        return empty("no events between countries").properties(background="transparent", description=told)
    period = alt.param(
        name="period", value=0,
        bind=alt.binding_range(min=0, max=len(net.periods), step=1, name="Period (0: all) "),
    )  # fmt: skip
    lines = _lines(alt, net, base)
    dots = _dots(alt, net, base)
    labels = [{"at": 0, "label": _whole(net)}, *({"at": at, "label": one} for at, one in enumerate(net.periods, 1))]
    shown = (
        alt.Chart(alt.Data(values=labels))
        .mark_text(align="left", baseline="top", fontSize=14, fontWeight=600)
        .transform_filter("datum.at == period")
        .encode(x=alt.value(4), y=alt.value(4), text="label:N")
    )
    return (
        alt.layer(lines, *dots, shown)
        .add_params(period)
        .properties(width=_SIZE, height=_SIZE - 100, background="transparent", description=told)
    )


def _whole(net: Network) -> str:
    return f"{net.periods[0]} to {net.periods[-1]}" if len(net.periods) > 1 else "".join(net.periods)


def _scales(alt: Any) -> tuple[Any, Any]:
    return tuple(alt.Scale(domain=[-edge, edge], nice=False, zero=False) for edge in (1.3, 1.2))


def _lines(alt: Any, net: Network, base: str | None) -> Chart:
    places = {node.id: (node.x, node.y) for node in net.nodes}
    names = {node.id: node.name for node in net.nodes}
    rows: list[Row] = []
    for edge in net.edges:
        (x, y), (x2, y2) = places[edge.one], places[edge.other]
        href = {"href": f"{base}/dyads/{edge.one}/{edge.other}"} if base is not None else {}
        same: Row = {
            "x": x, "y": y, "x2": x2, "y2": y2, "side": _side(edge),
            "pair": f"{names[edge.one]} and {names[edge.other]}",
            "quads": ", ".join(f"{quad} {events}" for quad, events in edge.quads.items()), **href,
        }  # fmt: skip
        numbers = {0: edge.events} | {net.periods.index(one) + 1: events for one, events in edge.periods}
        rows += [{**same, "at": at, "events": events} for at, events in numbers.items()]
    x, y = _scales(alt)
    legend = alt.Legend(title=None, orient="top", symbolType="stroke", symbolStrokeWidth=2.5)
    most = max(edge.events for edge in net.edges)
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_rule(opacity=0.75)
        .transform_filter("datum.at == period")
        .encode(
            x=alt.X("x:Q", scale=x, axis=None),
            y=alt.Y("y:Q", scale=y, axis=None),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth(
                "events:Q", scale=alt.Scale(type="sqrt", domain=[0, max(most, 10)], range=[0.8, 9]), legend=None
            ),
            stroke=alt.Stroke(
                "side:N", scale=alt.Scale(domain=list(_SIDES), range=[BLUE, GREY, VERMILION]), legend=legend
            ),
            strokeDash=alt.StrokeDash(
                "side:N", scale=alt.Scale(domain=list(_SIDES), range=[[1, 0], [2, 3], [8, 4]]), legend=legend
            ),
            description="pair:N",
            tooltip=tips(alt, between="pair", events="events", all="quads"),
            **({"href": alt.Href("href:N")} if base is not None else {}),
        )
    )


def _side(edge: Edge) -> str:
    """Which kind prevails between two, over all periods."""
    conflict = sum(events for quad, events in edge.quads.items() if quad.endswith("conflict"))
    rest = edge.events - conflict
    return _SIDES[0] if rest > conflict else _SIDES[2] if conflict > rest else _SIDES[1]


def _dots(alt: Any, net: Network, base: str | None) -> list[Chart]:
    rows: list[Row] = [
        {
            "id": node.id, "name": node.name, "x": node.x, "y": node.y, "events": node.events,
            "label": node.name if at < _NAMED else node.id,
            **({"href": f"{base}/actors/country:{node.iso3}"} if base is not None else {}),
        }
        for at, node in enumerate(net.nodes)
    ]  # fmt: skip
    x, y = _scales(alt)
    shared: Row = {
        "x": alt.X("x:Q", scale=x, axis=None), "y": alt.Y("y:Q", scale=y, axis=None),
        "tooltip": tips(alt, country="name", events="events"),
        **({"href": alt.Href("href:N")} if base is not None else {}),
    }  # fmt: skip
    data = alt.Data(values=rows)
    size = alt.Size("events:Q", scale=alt.Scale(type="sqrt", range=[30, 420]), legend=None)
    dots = alt.Chart(data).mark_circle(color=GREY, opacity=1).encode(size=size, description="name:N", **shared)
    names = alt.Chart(data).mark_text(fontSize=11, dy=-14).encode(text="label:N", **shared)
    return [dots, names]
