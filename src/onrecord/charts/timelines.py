"""The timeline: events where their words put them, vague dates as bars, and when reports told of them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from onrecord.charts.drawing import (
    WIDTH,
    Chart,
    Row,
    altair,
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
from onrecord.charts.palette import GREY, QUADS, SERIES

if TYPE_CHECKING:
    from onrecord.analysis.timeline import Bar

_LANE = 13
_FAR = 4
"""Where the events reach back more than so many times as far as the reports, the line begins nearer to these."""


def timeline(bars: Sequence[Bar], base: str | None = "") -> Chart:
    """Events along time in rows by quad.

    A point is a day that the words give, a bar a month, a year or a stretch of days; an event whose words give none
    stands at the day of its first report as a small cross. A thin dotted line goes from an event to the day on which
    it was first told, where that is another one.

    Args:
        bars: of `onrecord.analysis.timeline.timeline`.
        base: put before `/events/ID`, where a click leads; None for no links.

    Raises:
        EngineError: altair is missing.
    """
    alt = altair()
    rows = [_row(bar, base) for bar in bars if (bar.start or bar.told) is not None]
    told = f"{counted(len(rows), 'event')} over time, " + ", ".join(
        f"{sum(row['series'] == mark.title for row in rows)} {mark.title}" for mark in SERIES.values()
    )
    if not rows:
        return empty("no event with a day").properties(background="transparent", description=told)
    within, before = _within(rows)
    shown = [_clipped(row, within) for row in rows if row["end"] > within[0]]
    shown.sort(key=lambda row: (not row["vague"], not row["dated"], row["day"], row["id"]))
    placed = lanes(shown, ("start", "end"), "quad", within)
    text = tips(alt, event="event", when="when", told="first_told", standing="standing", reports="sources", text="text")
    shared: Row = {**laned(placed.depth), "tooltip": text, **linked(base)}
    looks = coloured("series", SERIES, {row["series"] for row in shown})
    later = alt.Chart().mark_rule(color=GREY, strokeDash=[1, 3]).transform_filter("datum.later")
    spans = alt.Chart().mark_rule(strokeWidth=5, opacity=0.5).transform_filter("datum.vague")
    points = alt.Chart().mark_point(strokeWidth=1.5, opacity=1)
    size = alt.Size("size:Q", scale=None)
    layers = (
        framed(within),
        later.encode(x=time("day", within), x2="told:T", **laned(placed.depth)),
        spans.encode(x=time("start", within), x2="end:T", stroke=looks["stroke"], **shared),
        points.encode(x=time("day", within), size=size, description="event:N", **shared, **looks),
        named(*placed),
    )
    below = ["Small marks: the words give no day; they stand at the day of the report. Dotted: told later."]
    if before:
        below.append(f"{counted(before, 'event')} before {within[0]} left out.")
    title = alt.Title(below, anchor="start", orient="bottom", frame="group", fontSize=11, fontWeight="normal", offset=8)
    return alt.layer(*layers, data=alt.Data(values=shown)).properties(
        width=WIDTH, height=_LANE * placed.depth, background="transparent", description=told, title=title
    )


def _row(bar: Bar, base: str | None) -> Row:
    start, end = extent(bar.start, bar.end) if bar.start is not None else extent(bar.told or "")
    day = middle(start, end)
    told = extent(bar.told)[0] if bar.told is not None else day
    who = " → ".join(filter(None, (bar.who or "?", bar.to)))
    return {
        "id": bar.id, "start": start, "end": end, "day": day, "told": told, "first_told": bar.told or "?",
        "dated": bar.start is not None, "size": 60 if bar.start is not None else 16,
        "vague": bar.start is not None and bar.precision != "day",
        "later": bar.start is not None and not start <= told <= end,
        "when": "not told" if bar.start is None else " to ".join(dict.fromkeys((bar.start, bar.end or bar.start))),
        "event": f"{who}: {bar.type}", "quad": QUADS[bar.quad].title, "series": SERIES[bar.series].title,
        "standing": bar.standing.replace("_", " "), "sources": counted(bar.reports, "report"),
        "text": shorten(bar.text, 100, placeholder=" …"),
        **link(base, "events", bar.id),
    }  # fmt: skip


def _within(rows: Sequence[Row]) -> tuple[list[str], int]:
    """The stretch of time that is drawn, and how many events lie before it: what is far from any report is left out."""
    told = domain(row["told"] for row in rows)
    span = _FAR * max(30, days_apart(*told))
    near = [row for row in rows if -span < days_apart(told[0], row["start"]) < span]
    within = domain([*told, *(row["start"] for row in near), *(row["end"] for row in near if row["end"] < told[1])])
    return within, sum(row["end"] <= within[0] for row in rows)


def _clipped(row: Row, within: Sequence[str]) -> Row:
    """A row as far as it lies within the stretch that is drawn."""
    start, end = max(row["start"], within[0]), min(row["end"], within[1])
    return {**row, "start": start, "end": end, "day": middle(start, end) if start < end else start}
