"""The way of the stage: scan, join, prepositions, resolve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.language import Parsed
from onrecord.language.numerals import lowered
from onrecord.model import Abstained, Found, Note, Time
from onrecord.model.time import TimeKind
from onrecord.when import calendar as cal
from onrecord.when.anchor import Anchor
from onrecord.when.calendar import Stretch
from onrecord.when.join import join
from onrecord.when.normal import normal
from onrecord.when.prepositions import attach
from onrecord.when.resolve import resolve, season_begins
from onrecord.when.scan import scan
from onrecord.when.shape import Expression, Shape
from onrecord.when.tense import ahead

_KINDS: dict[str, TimeKind] = {"duration": "duration", "set": "set", "vague": "vague"}
_MEMORY = 6
"""Sentences after which "the following day" no longer counts from a date; six is what a short report's scene takes."""
_PARTS_OF_NIGHT = ("night", "overnight")


def find(parsed: Parsed) -> Found[Time]:
    """Every time expression of a report, in order."""
    low = lowered(parsed.text)
    expressions = join(low, scan(parsed, low))
    published = _published(parsed)
    last: Stretch | None = None
    last_at = 0
    quarter: Stretch | None = None
    quarter_at = 0
    floor = 0
    times: list[Time] = []
    notes: list[Note] = []
    abstained: list[Abstained] = []
    for expression in expressions:
        attach(parsed, low, expression, floor)
        floor = expression.end
        sentence = parsed.tokens[parsed.token_range(expression.start, expression.end)[0]].sentence
        if last is not None and sentence - last_at > _MEMORY:
            last = None
        anchor = Anchor(published, last, _asks(parsed, expression), expression.bound, sentence == last_at)
        stretch = _stretch(parsed, expression, anchor)
        compared = sentence == quarter_at or (sentence == quarter_at + 1 and _has_figures(parsed, sentence))
        if quarter is not None and compared and _year_before(expression.shape):
            stretch = _same_quarter(quarter)
        elif expression.shape.form == "quarter" and stretch is not None and stretch.first is not None:
            quarter, quarter_at = stretch, sentence
        time = _time(parsed, expression, stretch)
        if stretch is not None and stretch.first is not None and stretch.precision in ("day", "month", "year"):
            last, last_at = stretch, sentence
        times.append(time)
        span = parsed.span(expression.lo, expression.end)
        says = f"{time.kind} {time.start or '..'}/{time.end or '..'}" if time.start or time.end else time.kind
        notes.append(Note("when", span, says, expression.rule, f"anchor: {time.anchor}"))
        weak = expression.shape.weak or ""
        if weak.startswith("ambiguous:"):
            abstained.append(Abstained(*parsed.locate(expression.lo, expression.end), stage="when",
                                       reason=f"day and month may be either way round: {weak[10:]}"))  # fmt: skip
    return Found(tuple(times), tuple(abstained), tuple(notes))


def _published(parsed: Parsed) -> date | None:
    """The day of publication, else of the dateline; None where neither gives a whole day."""
    dateline = parsed.report.dateline
    for given in (parsed.report.published, dateline.date if dateline else None):
        if given and len(given) >= 10:
            try:
                return date.fromisoformat(given[:10])
            except ValueError:
                continue
    return None


def _asks(parsed: Parsed, expression: Expression) -> Callable[[], bool | None]:
    """Asks the words around an expression whether they speak of a plan; costs nothing until called."""

    def plan() -> bool | None:
        lo, hi = parsed.token_range(expression.lo, expression.end)
        head = parsed.head_of(lo, hi) if hi > lo else lo
        return ahead(parsed, head, deadline=expression.bound == "open_start")

    return plan


def _stretch(
    parsed: Parsed, expression: Expression, anchor: Anchor
) -> Stretch | None:  # fmt: skip
    shape = expression.shape
    if (
        shape.form == "duration"
        and shape.n
        and parsed.text[expression.lo : expression.lo + 3].lower() == "in "
        and anchor.ahead()
    ):
        # "will meet in two weeks": a date after publication, not how long it lasts
        shape.form, shape.frm = "shift", "published"
    _settle_year(shape, anchor)
    if expression.upto is None:
        return resolve(shape, anchor)
    far = expression.upto.shape
    return _ranged(shape, far, anchor)


def _has_figures(parsed: Parsed, sentence: int) -> bool:
    """Whether a sentence gives figures: results of a quarter go on in it."""
    bounds = parsed.sentences[sentence]
    return any(token.text[0].isdigit() or token.text in "$£€%" for token in parsed.tokens[bounds.lo : bounds.hi])


def _year_before(shape: Shape) -> bool:
    """ "a year ago", "a year earlier"."""
    return shape.form == "shift" and shape.unit == "year" and shape.n == -1 and shape.edge is None


def _same_quarter(quarter: Stretch) -> Stretch | None:
    """The same quarter a year before."""
    if quarter.first is None or quarter.last is None:
        return None
    first, last = quarter.first, quarter.last
    return cal.months((first.year - 1, first.month), (last.year - 1, last.month), "context")


def _settle_year(shape: Shape, anchor: Anchor) -> None:
    """ "June of last year": the year that the words count from publication."""
    if shape.rel is None or not shape.rel.startswith("year:"):
        return
    step = shape.rel[5:]
    shape.rel = None
    if step in ("that", "same"):
        shape.year = anchor.last.first.year if anchor.last and anchor.last.first else None
    elif anchor.published is not None:
        shape.year = anchor.published.year + {"last": -1, "next": 1}.get(step, 0)


def _ranged(near: Shape, far: Shape, anchor: Anchor) -> Stretch | None:
    """From one expression to another; what one end leaves unsaid the other end says."""
    _settle_year(far, anchor)
    if near.form in ("day", "month", "season") and near.year is None and far.year is not None:
        near.year = far.year - (near.form == far.form != "season" and (near.month or 0) > (far.month or 12))
    if near.form == "year" and far.form == "year" and (far.year or 0) < (near.year or 0):
        return resolve(near, anchor)
    first, second = resolve(near, anchor), resolve(far, anchor)
    if first is None or second is None or first.first is None or second.last is None:
        return None
    if second.last < first.first:
        second = _after(far, second, first)
    if second is None or second.last is None or second.last < first.first:
        return None
    return Stretch(first.first, second.last, first.start, second.end, "interval", first.anchor)


def _after(far: Shape, second: Stretch, first: Stretch) -> Stretch | None:
    """The far end moved on until it lies after the near end: "from Friday to Sunday"."""
    if second.first is None or first.first is None:
        return None
    if far.form == "weekday":
        gap = (second.first - first.first).days % 7
        return cal.day(date.fromordinal(first.first.toordinal() + gap))
    if far.form in ("day", "month") and far.month is not None:
        year = first.first.year + (far.month < first.first.month)
        if far.form == "month":
            return cal.month(year, far.month)
        at = cal.real(year, far.month, far.day or 1)
        return cal.day(at) if at else None
    return None


def _time(parsed: Parsed, expression: Expression, stretch: Stretch | None) -> Time:
    shape = expression.shape
    kind = _KINDS.get(shape.form, "date")
    if kind == "date" and (shape.part is not None or shape.clock):
        kind = "time"
    offsets, text, part = parsed.locate(expression.lo, expression.end)
    value = normal(shape, stretch, parsed.text[expression.start : expression.end])
    if stretch is None or kind in ("duration", "set", "vague"):
        return Time(offsets, text, kind=kind, value=value, part=part)
    start, end, precision = stretch.start, stretch.end, stretch.precision
    if shape.part in _PARTS_OF_NIGHT and precision == "day":
        precision = "night"
    bound = expression.bound if expression.upto is None and shape.day2 is None else None
    if shape.edge == "more":
        # "more than four years ago": four years ago is the latest that it can be
        return Time(
            offsets, text, kind=kind, end=end, precision="open_start", anchor=stretch.anchor, value=value, part=part
        )
    if bound == "open_end":
        start, end, precision = start, None, "open_end"
    elif bound == "open_start":
        start, end, precision = None, end, "open_start"
        if shape.form == "season" and stretch.first is not None and expression.upto is None:
            end = season_begins(stretch.first.year, stretch.first.month).isoformat()
    return Time(
        offsets,
        text,
        kind=kind,
        start=start,
        end=end,
        precision=precision,
        anchor=stretch.anchor,
        value=value,
        part=part,
    )
