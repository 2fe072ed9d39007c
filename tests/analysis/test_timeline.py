"""The timeline: as sharp as the words, and the report's day apart."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from onrecord.analysis.timeline import timeline
from onrecord.query.filters import Filter
from tests.analysis.acts import act, record


def test_dates_as_sharp_as_told(tmp_path: Path) -> None:
    some = [
        act("a1", "IRN", "USA", "ACCUSE", "2026-03-02"), act("a2", "USA", "IRN", "AID", "2026-02"),
        act("a3", "EGY", "SDN", "AID", "2025"), act("a4", "SDN", "EGY", "ASSAULT", None, series="disputed"),
    ]  # fmt: skip
    with record(tmp_path / "record.db", some) as connection:
        bars = timeline(connection, Filter())
        assert [(bar.start, bar.end, bar.precision, bar.told) for bar in bars] == [
            ("2025", "2025", "year", "2026-03-04"), ("2026-02", "2026-02", "month", "2026-03-04"),
            ("2026-03-02", "2026-03-02", "day", "2026-03-04"), (None, None, "unknown", "2026-03-04"),
        ]  # fmt: skip
        assert [(bar.who, bar.to) for bar in bars] == [
            ("Egypt", "Sudan"), ("United States", "Iran"), ("Iran", "United States"), ("Sudan", "Egypt"),
        ]  # fmt: skip
        assert bars[3].text == some[3].report.text
        assert timeline(connection, Filter(), limit=2) == bars[2:], "the newest"
        assert [bar.id for bar in timeline(connection, Filter(series="disputed"))] == [bars[3].id]
        assert [bar.id for bar in timeline(connection, Filter(who="IRN"))] == [bars[2].id]


def test_bundled(held: Connection) -> None:
    bars = timeline(held, Filter())
    assert len(bars) == 45
    assert sum(bar.start is None for bar in bars) > sum(bar.start is not None for bar in bars) > 5
    shipped = next(bar for bar in bars if bar.precision == "month" and bar.type == "AID")
    assert (shipped.start, shipped.who, shipped.quad, shipped.series) == (
        "2026-03", "Iran", "material cooperation", "disputed",
    )  # fmt: skip
    assert "drones" in shipped.text
