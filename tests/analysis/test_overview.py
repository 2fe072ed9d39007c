"""The numbers of a record."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from onrecord import Record
from onrecord.analysis.overview import SERIES, overview
from onrecord.query.filters import Filter
from onrecord.query.pages import every


def test_numbers_are_those_of_the_entries(held: Connection) -> None:
    found = overview(held)
    assert (found.reports, found.revisions, found.outlets, found.families) == (8, 0, 5, 6)
    assert (found.first, found.last) == ("2026-04-20", "2026-05-16")
    events, claims = list(every(held, "e", Filter())), list(every(held, "c", Filter()))
    assert found.events == {
        series: number for series in SERIES if (number := sum(event["series"] == series for event in events))
    }
    assert found.claims == {
        standing: sum(claim["standing"] == standing for claim in claims)
        for standing in {claim["standing"] for claim in claims}
    }
    assert list(found.claims.values()) == sorted(found.claims.values(), reverse=True)
    assert (found.statements, found.ties) == (126, 5)
    assert found.link is not None
    assert len(found.link) == 64


def test_an_empty_record(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db", write=True) as made, made.reading_connection() as connection:
        found = overview(connection)
    assert (found.reports, found.events, found.claims, found.first, found.link) == (0, {}, {}, None, None)
