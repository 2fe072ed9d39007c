"""Promises of the stage that hold for every text."""

from __future__ import annotations

import pytest

from onrecord import when
from onrecord.language import Parser
from onrecord.model import Dateline, Report, Time

ODD = [
    "",
    "Monday",
    "on on on on",
    "31 February 2024, February 30, 00/00/0000, 99/99/9999 and 12/31/9999",
    "İİİİ on Monday İ in June İ 2024 İ",
    "\N{PARTY POPPER} yesterday \N{PARTY POPPER} in 2024\N{PARTY POPPER}",
    "ON MONDAY THE ARMY SAID IT HAD TAKEN THE TOWN ON 3 MARCH 1989 AFTER TWO WEEKS.",
    '"' * 3000 + " last week " + '"' * 3000,
    "in 2024 " * 400,
    "between and from to until by since after before",
    "the day after the day before the day after yesterday",
    "999999999 years ago and 99999 months later and 0 days ago",
    "в понедельник 5 мая 2024 года; 2024年5月3日; le 3 mai 2024",
    "from May to 2023 to June to Monday",
    "1950-53-55 2024-13-45 2024/25 10:99 25:00 24:00 GMT",
    "Sunday\n\nMonday\n\n\n\n\tTuesday at",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def find(parser: Parser, text: str, **given: object) -> tuple[Time, ...]:
    return when.find(parser.parse(Report(id="r", text=text, **given))).values  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("published", [None, "2024-02-29", "not a date", "0001-01-01", "9999-12-31"])
def test_odd_texts(parser: Parser, text: str, published: str | None) -> None:
    times = find(parser, text, published=published, title=text[:40] or None)
    ends: dict[object, int] = {}
    for time in times:
        assert time.offsets is not None
        whole = text[:40] if time.part == "title" else text
        assert whole[time.offsets[0] : time.offsets[1]] == time.text
        assert time.offsets[0] >= ends.get(time.part, 0), "in order, none overlapping"
        ends[time.part] = time.offsets[1]
        if time.kind in ("duration", "set", "vague"):
            assert time.start is None
            assert time.end is None
        if time.start and time.end:
            assert time.start[:4] <= time.end[:4]


def test_the_same_twice(parser: Parser) -> None:
    text = "On Monday and again two days later, and earlier this month."
    first = find(parser, text, published="2026-05-13")
    assert first == find(parser, text, published="2026-05-13")


def test_dateline_anchors_where_there_is_no_publication_date(parser: Parser) -> None:
    (time,) = find(parser, "The gates opened on Monday.", dateline=Dateline("OSLO", "2026-05-13"))
    assert time.start == "2026-05-11"


def test_every_time_leaves_a_note(parser: Parser) -> None:
    parsed = parser.parse(Report(id="r", text="It rained on Monday and for two days.", published="2026-05-13"))
    found = when.find(parsed)
    assert [note.span.text for note in found.notes] == [time.text for time in found.values]
    assert all(note.rule and note.stage == "when" for note in found.notes)
