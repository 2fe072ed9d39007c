"""What all charts are drawn with: Altair where it is there, data within the chart, days, links, scales by form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from onrecord.charts.palette import Mark
from onrecord.codebook.countries import name_of
from onrecord.codebook.standing import OUTLET
from onrecord.errors import EngineError
from onrecord.record.days import interval

Chart = Any
"""An Altair chart: `to_dict()` is its Vega-Lite, and a notebook draws it."""
Row = dict[str, Any]
Names = Mapping[str, str]
WIDTH = 640
_LEVELS = 7


def altair() -> Any:
    """Altair, imported when the first chart is drawn.

    Raises:
        EngineError: it is not there.
    """
    try:
        import altair as alt
    except ImportError as error:
        raise EngineError("charts need altair: pip install 'onrecord[desk]'") from error
    return alt


def link(base: str | None, noun: str, id_: str | None) -> Row:
    """The field `href` of a row: where a click on its mark leads; nothing without a base, or without an id."""
    return {"href": f"{base}/{noun}/{quote(id_, safe='')}"} if base is not None and id_ is not None else {}


def linked(base: str | None) -> Row:
    """The encoding for it, as keywords."""
    return {"href": altair().Href("href:N")} if base is not None else {}


def called(label: str, names: Names) -> str:
    """A code, id or wording as a person reads it: its given name, a country's name, else the end of the id."""
    if label in names or label == OUTLET:
        return names.get(label, "the reports themselves")
    kind, _, rest = label.partition(":")
    if kind == "country":
        return name_of(rest)
    return rest.rpartition("/")[2].replace("-", " ") if rest else name_of(label)


def extent(start: str, end: str | None = None) -> tuple[str, str]:
    """The first day of a date, and the day after its last: what a bar of it spans.

    Args:
        start, end: ISO with the precision known.

    Raises:
        ValueError: no date.
    """
    days = interval(start, end)
    if days is None:
        raise ValueError(f"{start!r} is no date")
    return date.fromordinal(days[0]).isoformat(), _after(days[1])


def _after(ordinal: int) -> str:
    return date.fromordinal(min(ordinal + 1, date.max.toordinal())).isoformat()


def middle(start: str, end: str) -> str:
    """The day halfway between two."""
    one, other = date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()
    return date.fromordinal((one + other) // 2).isoformat()


def days_apart(start: str, end: str) -> int:
    """Days from one to another."""
    return date.fromisoformat(end).toordinal() - date.fromisoformat(start).toordinal()


def domain(days: Iterable[str | None]) -> list[str]:
    """The stretch of time that holds all of the days, with some room on either side."""
    known = sorted(day for day in days if day is not None)
    first, last = (date.fromisoformat(day).toordinal() for day in (known[0], known[-1]))
    room = max(2, (last - first) // 30)
    return [date.fromordinal(max(1, first - room)).isoformat(), _after(last + room - 1)]


def time(field: str, within: Sequence[str], **more: Any) -> Any:
    """The encoding of a day along a shared stretch of time; days are those of the calendar, in no zone.

    Args:
        field: of the data, ISO days.
        within: first and last day of the chart; a layer of `framed` holds the axis to them.
        more: `labels=False` for an axis of lines alone; else of the encoding.
    """
    alt = altair()
    days = days_apart(*within)
    pattern = "%-d %b %Y" if days < 150 else "%b %Y" if days < 1500 else "%Y"
    labels = more.pop("labels", True)
    ticks = {"interval": "day", "step": 1} if days < 9 else 8
    axis = alt.Axis(labelOverlap=True, labelFlush=True, tickCount=ticks, labels=labels, ticks=labels, format=pattern)
    return alt.X(f"{field}:T", title=None, axis=axis, scale=more.pop("scale", alt.Scale(type="utc")), **more)


def framed(within: Sequence[str], **more: Any) -> Chart:
    """A layer that draws nothing and holds the line of time to a stretch.

    The stretch is said here and nowhere else: Vega-Lite does not agree with itself where a layer with bars says it.

    Args:
        within: first and last day of the chart.
        more: as `time` takes it.
    """
    alt = altair()
    scale = alt.Scale(type="utc", domain=[_calendar(day) for day in within])
    ends = alt.Chart(alt.Data(values=[{"frame": day} for day in within]))
    return ends.mark_point(size=0, opacity=0, aria=False).encode(x=time("frame", within, scale=scale, **more))


def _calendar(day: str) -> Row:
    """A day part by part: given whole, Vega's interpreter, which the desk draws with, takes it for no date."""
    year, month, number = (int(part) for part in day.split("-"))
    return {"year": year, "month": month, "date": number, "utc": True}


class Lanes(NamedTuple):
    """Rows of marks, each with as many levels as marks cover one another.

    Attributes:
        names: the rows and where each has its name.
        depth: of all of them, in levels.
    """

    names: list[Row]
    depth: float


def lanes(rows: list[Row], span: tuple[str, str], row: str, within: Sequence[str], apart: bool = True) -> Lanes:
    """Give marks their `lane`, from above, so that none of a row covers another one, up to seven below one another.

    Args:
        rows: the data, in the order in which they take their places; changed.
        span: the fields that say from where to where along the line of time a mark goes.
        row: the field that says in which row it is.
        within: first and last day of the chart.
        apart: False puts all marks of a row below one another, whatever their days.
    """
    width = max(1, days_apart(*within) // 64)
    taken: dict[str, list[set[int]]] = {}
    for one in rows:
        lo, hi = (days_apart(within[0], one[field]) // width for field in span)
        needed = set(range(lo, hi + 1)) if apart else {0}
        levels = taken.setdefault(one[row], [])
        free = [level for level, held in enumerate(levels) if not held & needed]
        if not free and (not apart or len(levels) < _LEVELS):
            levels.append(set())
            free = [len(levels) - 1]
        one["lane"] = free[0] if free else len(levels) - 1
        levels[int(one["lane"])] |= needed
    top, tops, names = 0.0, {}, []
    for name in sorted(taken):
        tops[name] = top + 0.8
        names.append({"name": name, "lane": top + 0.8 + (len(taken[name]) - 1) / 2})
        top += len(taken[name]) + 0.6
    for one in rows:
        one["lane"] = round(one["lane"] + tops[one[row]], 2)
    return Lanes(names, top + 0.6)


def laned(depth: float) -> Row:
    """The encoding of lanes, as keywords."""
    alt = altair()
    return {"y": alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[depth, 0], nice=False, zero=False))}


def named(names: list[Row], depth: float) -> Chart:
    """The names of rows, at their left."""
    alt = altair()
    texts = alt.Chart(alt.Data(values=names)).mark_text(align="right", baseline="middle", fontSize=11, limit=190)
    return texts.encode(x=alt.value(-6), text="name:N", **laned(depth))


def coloured(field: str, marks: Mapping[str, Mark], present: Iterable[str], **more: Any) -> Row:
    """The encodings of colour, shape and filling for a field, as keywords; one legend, of those that are present.

    Args:
        field: of the data; its values are the titles of the marks.
        marks: all that there are, by value.
        present: titles that occur.
        more: `legend=None` for none; else of the legend.
    """
    alt = altair()
    shown = [mark for mark in marks.values() if mark.title in set(present)]
    titles, colours = [mark.title for mark in shown], [mark.colour for mark in shown]
    legend = (
        None
        if "legend" in more
        else alt.Legend(
            title=None, orient="top", direction="horizontal", columns=4, labelLimit=260, symbolOpacity=1, **more
        )
    )
    filled = [mark.colour if mark.filled else "transparent" for mark in shown]
    return {
        "shape": alt.Shape(
            f"{field}:N", scale=alt.Scale(domain=titles, range=[mark.shape for mark in shown]), legend=legend
        ),
        "stroke": alt.Stroke(f"{field}:N", scale=alt.Scale(domain=titles, range=colours), legend=legend),
        "fill": alt.Fill(f"{field}:N", scale=alt.Scale(domain=titles, range=filled), legend=legend),
    }


def empty(words: str) -> Chart:
    """A chart that has nothing to draw, and says so."""
    alt = altair()
    made = alt.Chart(alt.Data(values=[{"words": words}]), width=WIDTH, height=40)
    return made.mark_text(fontSize=13).encode(text="words:N")


def tips(alt: Any, **fields: str) -> list[Any]:
    """Tooltips: fields by the words that name them."""
    return [alt.Tooltip(f"{field}:N", title=title.replace("_", " ")) for title, field in fields.items()]


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
