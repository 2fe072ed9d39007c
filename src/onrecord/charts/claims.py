"""Charts of one claim: who stands how to it over time; which figures are given, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.charts.drawing import (
    WIDTH,
    Chart,
    Names,
    Row,
    altair,
    called,
    coloured,
    counted,
    domain,
    empty,
    extent,
    framed,
    laned,
    lanes,
    link,
    linked,
    named,
    time,
    tips,
)
from onrecord.charts.palette import BLUE, GREY, POLARITIES, VERMILION

if TYPE_CHECKING:
    from onrecord.analysis.claim import Cell, FigureRow

_LANE, _FIGURE = 20, 26
"""Heights of a row, in pixels."""


def matrix(cells: Sequence[Cell], names: Names | None = None, base: str | None = "") -> Chart:
    """Holders of stances on a claim by the days on which reports told them.

    A mark stands at the first report with a stance, a line goes on to the last; the words say which stance it is.
    Stances without a day are named in the description alone.

    Args:
        cells: of `onrecord.analysis.claim.matrix`.
        names: of holders by id.
        base: put before `/reports/ID`, where a click leads; None for no links.

    Raises:
        EngineError: altair is missing.
    """
    alt, names = altair(), names or {}
    rows = [_stance(cell, base, names) for cell in cells if cell.first is not None]
    told = "Stances on the claim: " + "; ".join(
        f"{called(cell.holder, names)} {cell.stance.replace('_', ' ')}, {cell.first or 'day unknown'}" for cell in cells
    )
    if not rows:
        return empty("no stance with a day is told").properties(background="transparent", description=told)
    within = domain(day for row in rows for day in (row["start"], row["end"]))
    placed = lanes(rows, ("start", "last_day"), "holder", within, apart=False)
    shared: Row = {
        **laned(placed.depth), **linked(base),
        "tooltip": tips(alt, holder="holder", stance="stance", first="first", last="last", told="times"),
    }  # fmt: skip
    lines = (
        alt.Chart()
        .mark_rule(strokeWidth=2, opacity=0.6, color=GREY)
        .encode(x=time("start", within), x2="last_day:T", **shared)
    )
    marks = alt.Chart().mark_point(size=70, strokeWidth=1.7, opacity=1).encode(
        x=time("start", within), description="stance:N", **shared,
        **coloured("polarity", POLARITIES, {row["polarity"] for row in rows}),
    )  # fmt: skip
    words = (
        alt.Chart()
        .mark_text(fontSize=11, baseline="middle")
        .encode(x=time("last_day", within), text="stance:N", **shared)
    )
    left = words.mark_text(fontSize=11, baseline="middle", align="left", dx=9).transform_filter("!datum.late")
    right = words.mark_text(fontSize=11, baseline="middle", align="right", dx=-9).encode(x=time("start", within))
    layers = (framed(within), lines, marks, left, right.transform_filter("datum.late"), named(*placed))
    return alt.layer(*layers, data=alt.Data(values=rows)).properties(
        width=WIDTH, height=_LANE * placed.depth, background="transparent", description=told
    )


def _stance(cell: Cell, base: str | None, names: Names) -> Row:
    first, last = cell.first or "", cell.last or cell.first or ""
    start, end = extent(first)
    return {
        "holder": called(cell.holder, names), "stance": cell.stance.replace("_", " "), "start": start, "end": end,
        "last_day": extent(last)[0], "first": first, "last": last, "times": counted(cell.times, "time"),
        "polarity": POLARITIES[cell.polarity].title, **link(base, "reports", cell.report),
    }  # fmt: skip


def figures(rows: Sequence[FigureRow], names: Names | None = None, base: str | None = "") -> Chart:
    """Figures as intervals, one row for each that a holder gives.

    A line goes from the lowest to the highest value, a point marks the best one; an arrow says that the words leave
    the end open ("more than 30"), a hollow mark with a dashed line that the figure was taken back or followed by
    another of the same holder.

    Args:
        rows: of `onrecord.analysis.claim.figures`.
        names: of holders by id.
        base: put before `/reports/ID`, where a click leads; None for no links.

    Raises:
        EngineError: altair is missing.
    """
    alt, names = altair(), names or {}
    made = [one for at, row in enumerate(rows) if (one := _figure(row, at, base, names)) is not None]
    told = "Figures: " + "; ".join(f"{one['name']}: {one['words']}, {one['day']}, {one['state']}" for one in made)
    if not made:
        return empty("no figure is given").properties(background="transparent", description=told)
    order = [one["row"] for one in made]
    y = alt.Y("row:N", title=None, sort=order, axis=None)
    tip = tips(alt, holder="holder", counts="what", figure="words", day="day", state="state")
    shared: Row = {"y": y, "tooltip": tip, **linked(base)}
    legend = alt.Legend(title=None, orient="top", symbolType="circle")
    states = alt.Scale(domain=list(_STATES), range=list(_STATES.values()))
    colour = alt.Stroke("state:N", scale=states, legend=legend)
    dash = alt.StrokeDash("state:N", scale=alt.Scale(domain=list(_STATES), range=[[1, 0], [4, 3]]), legend=legend)
    x = alt.X(
        "low:Q",
        title=None,
        axis=alt.Axis(format=",.12~r", tickCount=5),
        scale=alt.Scale(zero=False, nice=True, padding=24),
    )
    lines = alt.Chart().mark_rule(strokeWidth=3).encode(x=x, x2="high:Q", stroke=colour, strokeDash=dash, **shared)
    fill = alt.Fill("state:N", scale=alt.Scale(domain=list(_STATES), range=[BLUE, "transparent"]), legend=legend)
    points = (
        alt.Chart()
        .mark_point(size=70, strokeWidth=2, opacity=1)
        .encode(x="best:Q", stroke=colour, fill=fill, description="words:N", **shared)
    )
    ends = [
        alt.Chart().mark_point(shape=f"triangle-{side}", size=60, opacity=1, fill="transparent", xOffset=shift)
        .transform_filter(f"datum.open_{side}").encode(x=f"{field}:Q", stroke=colour, **shared)
        for side, field, shift in (("right", "low", 10), ("left", "high", -10))
        if any(one[f"open_{side}"] for one in made)
    ]  # fmt: skip
    names_ = alt.Chart().mark_text(align="right", fontSize=11, limit=230).encode(x=alt.value(-6), y=y, text="name:N")
    words = alt.Chart().mark_text(align="left", fontSize=11, dx=20).encode(x="high:Q", y=y, text="words:N")
    layers = (lines, points.transform_filter("isValid(datum.best)"), *ends, names_, words)
    return alt.layer(*layers, data=alt.Data(values=made)).properties(
        width=WIDTH - 80, height=_FIGURE * len(made), background="transparent", description=told
    )


_STATES = {"stands": BLUE, "superseded": VERMILION}


def _figure(row: FigureRow, at: int, base: str | None, names: Names) -> Row | None:
    """A row of the data; None where it has no value."""
    low, high, best = row.low, row.high, row.best
    known = [value for value in (low, high, best) if value is not None]
    if not known:
        return None
    exactly = low is None and high is None
    return {
        "row": f"{at}", "holder": called(row.holder, names), "what": row.what or "not told",
        "name": called(row.holder, names) + (f": {row.what}" if row.what else ""), "words": _words(row),
        "low": min(known), "high": max(known), "best": best, "day": row.day or "day unknown",
        "open_right": high is None and not exactly and best is None,
        "open_left": low is None and not exactly and best is None,
        "state": "superseded" if row.superseded else "stands", **link(base, "reports", row.report),
    }  # fmt: skip


def _words(row: FigureRow) -> str:
    """A figure in words: `54`, `30 to 40`, `more than 30`, `up to 40`."""
    low, high, best = (None if value is None else _number(value) for value in (row.low, row.high, row.best))
    unit = f" {row.unit}" if row.unit else ""
    if best is not None and (low, high) in ((None, None), (best, best)):
        return best + unit
    if low is not None and high is not None:
        return f"{low} to {high}{unit}"
    if low is not None:
        return f"{'more than' if row.exclusive else 'at least'} {low}{unit}"
    return f"{'fewer than' if row.exclusive else 'up to'} {high}{unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
