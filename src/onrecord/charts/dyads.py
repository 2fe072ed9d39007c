"""Charts of a dyad: events of each series in rows of their own, claims apart, ties as bars, along one line of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from onrecord.charts.drawing import (
    WIDTH,
    Chart,
    Names,
    Row,
    altair,
    called,
    coloured,
    counted,
    days_apart,
    domain,
    empty,
    extent,
    framed,
    laned,
    lanes,
    link,
    linked,
    middle,
    named,
    time,
    tips,
)
from onrecord.charts.palette import GREY, PURPLE, QUADS, SERIES, STANDINGS, of_standing

if TYPE_CHECKING:
    from onrecord.analysis.dyads import DyadSeries, TieBar

_SHOWN = ("observed", "attributed", "disputed")
_FEW = 3
"""Months from which on columns say more than the points below them."""
_LANE = 11
"""Height of a lane of marks, in pixels."""
_VAGUE = 2
"""Days from which on a date is drawn as a bar, not as a point alone."""


def dyad(series: DyadSeries, base: str | None = "", names: Names | None = None) -> Chart:
    """What is told of two sides over time.

    From above: events of each month told as fact, cooperation upwards and conflict downwards; each event as a point
    (a vague date as a bar), those told as fact, on somebody's word and disputed in rows of their own; claims that one
    holds about the other; ties. Rows that would be empty are left out, and so are events of background and those that
    count as no event.

    Args:
        series: of `onrecord.analysis.dyads.dyad`.
        base: put before `/events/ID` and the like, where a click leads; None for no links.
        names: of entities by id.

    Raises:
        EngineError: altair is missing.
    """
    alt, names = altair(), names or {}
    points = [_point(point, base, names) for point in series.points if point.day is not None]
    claims = [_claim(claim, base, names) for claim in series.claims if claim.day is not None]
    bars = _months(series, base)
    ties_ = _ties(series.ties, base, names)
    columns = len({row["month"] for row in bars}) >= _FEW
    within = domain(
        [day for row in (*points, *claims, *(bars if columns else ()), *ties_) for day in (row["start"], row["end"])]
        or ["2000-01-01"]
    )
    panels = [_columns(bars, within, base)] if columns else []
    legend = True
    for name in _SHOWN:
        some = [row for row in points if row["series"] == name]
        if some:
            panels.append(_events(some, SERIES[name].title, within, base, legend and not columns))
            legend = False
    if claims:
        panels.append(_claims(claims, within, base))
    if ties_:
        panels.append(_bars(ties_, within, base))
    one, other = called(series.one, names), called(series.other, names)
    told = (
        f"{one} and {other} over time: {counted(len(points), 'event')}, "
        f"{counted(len(claims), 'claim')} held by one about the other, {counted(len(series.ties), 'tie')}."
    )
    made = alt.vconcat(*panels or [empty(f"nothing is told of {one} and {other}")], spacing=14)
    return made.resolve_scale(shape="independent", stroke="independent", fill="independent").properties(
        background="transparent", description=told
    )


def ties(series: DyadSeries, base: str | None = "", names: Names | None = None) -> Chart:
    """The ties of two sides as bars over time.

    A bar goes from the start to the end, where the report tells them; where it does not, a dashed line goes over the
    days of the reports that told of the tie.

    Args:
        series: of `onrecord.analysis.dyads.dyad`.
        base: put before `/ties/ID`, where a click leads; None for no links.
        names: of entities by id.

    Raises:
        EngineError: altair is missing.
    """
    names = names or {}
    rows = _ties(series.ties, base, names)
    if not rows:
        made = empty("no tie between them is told")
    else:
        made = _bars(rows, domain([day for row in rows for day in (row["start"], row["end"])]), base)
    told = f"Ties between {called(series.one, names)} and {called(series.other, names)}: " + "; ".join(
        f"{row['tie']}, {row['from']} to {row['to']}, {row['status']}" for row in rows
    )
    return made.properties(background="transparent", description=told)


def _point(point: Any, base: str | None, names: Names) -> Row:
    start, end = extent(point.day, point.until)
    return {
        "id": point.id, "start": start, "end": end, "day": middle(start, end), "vague": days_apart(start, end) > _VAGUE,
        "when": point.day if point.day == point.until else f"{point.day} to {point.until}", "told": point.told or "?",
        "direction": f"{called(point.actor, names)} → {called(point.recipient, names)}", "type": point.type,
        "quad": point.quad, "series": point.series, "standing": point.standing.replace("_", " "),
        "sources": f"{counted(point.reports, 'report')}, {counted(point.roots, 'independent origin')}",
        **link(base, "events", point.id),
    }  # fmt: skip


def _claim(claim: Any, base: str | None, names: Names) -> Row:
    start, end = extent(claim.day)
    return {
        "id": claim.id, "start": start, "end": end, "day": middle(start, end), "when": claim.day,
        "direction": f"{called(claim.holder, names)} about {called(claim.about, names)}", "text": claim.text,
        "standing": claim.standing.replace("_", " "), "group": of_standing(claim.standing).title,
        "sources": counted(claim.reports, "report"), **link(base, "claims", claim.id),
    }  # fmt: skip


def _months(series: DyadSeries, base: str | None) -> list[Row]:
    """Events told as fact by month and quad; conflict below the line."""
    found: dict[tuple[str, str], int] = {}
    for month in series.months:
        if month.series == "observed" and len(month.month) == len("2024-06"):
            found[month.month, month.quad] = found.get((month.month, month.quad), 0) + month.events
    rows = []
    reached: dict[tuple[str, int], int] = {}
    pair = f"{base}/dyads/{quote(series.one, safe=':')}/{quote(series.other, safe=':')}"
    for (month_, quad), events in sorted(found.items()):
        start, end = extent(month_)
        sign = -1 if quad.endswith("conflict") else 1
        low = reached.get((month_, sign), 0)
        reached[month_, sign] = high = low + sign * events
        rows.append(
            {
                "month": month_, "start": start, "end": end, "quad": quad, "events": events, "low": low, "high": high,
                **({"href": f"{pair}?since={month_}&until={month_}"} if base is not None else {}),
            }
        )  # fmt: skip
    return rows


def _columns(rows: list[Row], within: Sequence[str], base: str | None) -> Chart:
    alt = altair()
    shown = [name for name in QUADS if any(row["quad"] == name for row in rows)]
    looks = [QUADS[name] for name in shown]
    legend = alt.Legend(title=None, orient="top", direction="horizontal", columns=4, symbolType="square")
    low, high = min(0, *(row["high"] for row in rows)), max(0, *(row["high"] for row in rows))
    step = max(1, (high - low) // 5)
    ticks = [tick for tick in range(low, high + 1) if tick % step == 0]
    axis = alt.Axis(values=ticks, labelExpr="abs(datum.value)", titleFontSize=10)
    fill = alt.Scale(domain=shown, range=[look.colour if look.filled else "transparent" for look in looks])
    stroke = alt.Scale(domain=shown, range=[look.colour for look in looks])
    columns = (
        alt.Chart()
        .mark_bar(strokeWidth=1.4)
        .encode(
            x=time("start", within, labels=False),
            x2="end:T",
            y=alt.Y("low:Q", title="conflict | cooperation", axis=axis),
            y2="high:Q",
            fill=alt.Fill("quad:N", scale=fill, legend=legend),
            stroke=alt.Stroke("quad:N", scale=stroke, legend=legend),
            tooltip=tips(alt, month="month", quad="quad", events="events"),
            **linked(base),
        )
    )
    layers = (framed(within, labels=False), columns)
    head = _headed(alt, "Events a month, told as fact")
    return alt.layer(*layers, data=alt.Data(values=rows), title=head, width=WIDTH, height=90)


def _headed(alt: Any, words: str) -> Any:
    return alt.Title(words, anchor="start", frame="group", fontSize=12, offset=6)


def _events(rows: list[Row], title: str, within: Sequence[str], base: str | None, legend: bool) -> Chart:
    alt = altair()
    rows = sorted(rows, key=lambda row: (not row["vague"], row["day"], row["id"]))
    placed = lanes(rows, ("start", "end"), "direction", within)
    text = tips(alt, who="direction", type="type", when="when", told="told", standing="standing", reports="sources")
    present = {row["quad"] for row in rows}
    looks = coloured("quad", QUADS, present) if legend else coloured("quad", QUADS, present, legend=None)
    shared: Row = {**laned(placed.depth), "tooltip": text, **linked(base)}
    vague = (
        alt.Chart()
        .mark_rule(color=GREY, strokeWidth=2, opacity=0.7)
        .transform_filter("datum.vague")
        .encode(x=time("start", within), x2="end:T", **shared)
    )
    points = (
        alt.Chart()
        .mark_point(size=55, strokeWidth=1.6, opacity=1)
        .encode(x=time("day", within), description="type:N", **shared, **looks)
    )
    layers = (framed(within), vague, points, named(*placed))
    head = _headed(alt, f"Events: {title}")
    return alt.layer(*layers, data=alt.Data(values=rows), title=head, width=WIDTH, height=_LANE * placed.depth)


def _claims(rows: list[Row], within: Sequence[str], base: str | None) -> Chart:
    alt = altair()
    rows = sorted(rows, key=lambda row: (row["day"], row["id"]))
    placed = lanes(rows, ("day", "day"), "direction", within)
    points = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(size=40, strokeWidth=1.5, opacity=1)
        .encode(
            x=time("day", within),
            tooltip=tips(alt, who="direction", claim="text", standing="standing", when="when", reports="sources"),
            description="text:N", **laned(placed.depth),
            **coloured("group", STANDINGS, {row["group"] for row in rows}), **linked(base),
        )
    )  # fmt: skip
    title = _headed(alt, "What each claims about the other")
    return alt.layer(framed(within), points, named(*placed), title=title, width=WIDTH, height=_LANE * placed.depth)


def _ties(ties_: Sequence[TieBar], base: str | None, names: Names) -> list[Row]:
    """One row for each tie that has any day."""
    rows = []
    for tie in ties_:
        known = tie.start is not None
        start, last = tie.start or tie.first, tie.end or tie.last or tie.start
        if start is None or last is None:
            continue
        lo, hi = extent(start, max(start, last))
        rows.append(
            {
                "id": tie.id, "start": lo, "end": hi, "known": known, "open": tie.end is None,
                "tie": (tie.name or tie.kind.replace("_", " ")) + f" ({tie.status.replace('_', ' ')})",
                "row": tie.id, "kind": tie.kind.replace("_", " "), "status": tie.status.replace("_", " "),
                "from": tie.start or "not told", "to": tie.end or "not told",
                "parties": ", ".join(called(party, names) for party in tie.parties),
                "told": f"{tie.first or '?'} to {tie.last or '?'}", **link(base, "ties", tie.id),
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row["start"], row["id"]))


def _bars(rows: list[Row], within: Sequence[str], base: str | None) -> Chart:
    alt = altair()
    shared: Row = {
        "y": alt.Y("row:N", title=None, sort=[row["row"] for row in rows], axis=None),
        "tooltip": tips(alt, tie="tie", parties="parties", start="from", end="to", told="told"), **linked(base),
    }  # fmt: skip
    span = {"x": time("start", within), "x2": "end:T"}
    bars = (
        alt.Chart()
        .mark_bar(height=9, yOffset=6, color=PURPLE, stroke=PURPLE, strokeWidth=1.5)
        .transform_filter("datum.known")
        .encode(description="tie:N", **span, **shared)
    )
    dashed = (
        alt.Chart()
        .mark_rule(color=PURPLE, strokeWidth=2, strokeDash=[4, 3], yOffset=6)
        .transform_filter("!datum.known")
        .encode(description="tie:N", **span, **shared)
    )
    ends = (
        alt.Chart()
        .mark_point(shape="triangle-right", size=45, xOffset=5, yOffset=6, stroke=PURPLE, fill="transparent", opacity=1)
        .transform_filter("datum.open")
        .encode(x=time("end", within), **shared)
    )
    words = (
        alt.Chart()
        .mark_text(align="left", baseline="bottom", fontSize=11, dy=0, limit=WIDTH)
        .encode(x=alt.value(3), text="tie:N", **shared)
    )
    title = _headed(alt, "Ties (a dashed line: start not told; an arrow: end not told)")
    data = alt.Data(values=rows)
    return alt.layer(
        framed(within), bars, dashed, ends, words, data=data, title=title, width=WIDTH, height=30 * len(rows)
    )
