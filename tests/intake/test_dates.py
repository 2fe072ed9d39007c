from __future__ import annotations

import pytest

from onrecord.intake.dates import iso_date, last_day, nearest_before, weekday_before, written_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-19", "2024-06-19"),
        ("2024-06-19T10:05:00Z", "2024-06-19T10:05:00Z"),
        ("2024-06-19 10:05", "2024-06-19T10:05"),
        ("2024-06-19T10:05:00.123+02:00", "2024-06-19T10:05:00+02:00"),
        ("20240619", "2024-06-19"),
        ("20240619T100500Z", "2024-06-19T10:05:00Z"),
        ("2024/6/9", "2024-06-09"),
        ("Wed, 19 Jun 2024 10:05:00 GMT", "2024-06-19T10:05:00+00:00"),
        ("Wed, 19 Jun 2024 10:05:00 -0500", "2024-06-19T10:05:00-05:00"),
        ("June 19, 2024", "2024-06-19"),
        ("Jun. 19, 2024, 10:05 AM EDT", "2024-06-19"),
        ("Wednesday, 19 June 2024", "2024-06-19"),
        ("19th of June 2024", "2024-06-19"),
        ("Published on June 19, 2024 at 10:05 am", "2024-06-19"),
        ("10:05 GMT, 19 June 2024", "2024-06-19"),
        ("19-Jun-2024", "2024-06-19"),
    ],
)
def test_forms_with_one_reading(written: str, read: str) -> None:
    assert written_date(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "soon", "03/04/2024", "2024-13-01", "2024-02-30", "2024-1-1", "0000-01-01", "June 2024 was dry",
     "31 June 2024", "2024-06-19T25:00", "yesterday", "June 19", "Updated 19 June 2024", "20241345", "1e3", "٢٠٢٤"],
)  # fmt: skip
def test_what_is_no_date(written: str) -> None:
    assert written_date(written) is None


def test_only_iso_is_iso() -> None:
    assert iso_date("2024-06-19") == "2024-06-19"
    assert iso_date("June 19, 2024") is None


def test_a_month_has_its_last_day() -> None:
    assert str(last_day("2024-02")) == "2024-02-29"
    assert str(last_day("2024-12")) == "2024-12-31"
    assert last_day("2024") is None
    assert last_day("9999-12") is None


def test_days_without_a_year() -> None:
    assert nearest_before("2024-06", 6, 30) == "2024-06-30"
    assert nearest_before("2024-06-10", 6, 30) == "2023-06-30"
    assert nearest_before("2023-03-01", 2, 29) is None
    assert nearest_before("2024", 6, 30) is None
    assert weekday_before("2024-12-13", 4) == "2024-12-13"
    assert weekday_before("2024-12-13T10:00:00Z", 5) == "2024-12-07"
    assert weekday_before("2024-12", 5) is None
