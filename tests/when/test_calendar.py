"""Calendar arithmetic that everything else stands on."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.when import calendar
from onrecord.when.feasts import feast


@pytest.mark.parametrize(
    ("at", "n", "want"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
    ],
)
def test_add_months(at: date, n: int, want: date) -> None:
    assert calendar.add_months(at, n) == want


def test_week_runs_monday_to_sunday() -> None:
    week = calendar.week(date(2026, 5, 13))
    assert (week.start, week.end, week.precision) == ("2026-05-11", "2026-05-17", "interval")


@pytest.mark.parametrize(("year", "want"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05")])
def test_easter(year: int, want: str) -> None:
    assert calendar.easter(year).isoformat() == want


@pytest.mark.parametrize(
    ("name", "year", "want"),
    [("thanksgiving", 2025, "2025-11-27"), ("memorial day", 2025, "2025-05-26"), ("good friday", 2026, "2026-04-03")],
)
def test_feasts(name: str, year: int, want: str) -> None:
    found = feast(name, year)
    assert found is not None
    assert found.isoformat() == want


def test_moving_feasts_have_no_day() -> None:
    assert feast("ramadan", 2026) is None


def test_no_such_day() -> None:
    assert calendar.real(2025, 2, 29) is None
    assert calendar.real(2025, 13, 1) is None
