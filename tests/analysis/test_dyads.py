"""Dyads: how much is told of two sides, in which series, in which direction."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.analysis.dates import iso, month, precision
from onrecord.analysis.dyads import Month, dyad, dyads
from onrecord.errors import ConfigError
from tests.analysis.acts import act, record

SOME = (
    act("a1", "IRN", "USA", "ACCUSE", "2026-03-02"),
    act("a2", "USA", "IRN", "SANCTION", "2026-03-20"),
    act("a3", "USA", "IRN", "CONSULT", "2026-04-11", both=True),
    act("a4", "IRN", "USA", "ASSAULT", "2026-04-12", series="attributed"),
    act("a5", "IRN", "USA", "ASSAULT", "2026-04-13", series="not_counted"),
    act("a6", "EGY", "SDN", "AID", "2025", day="2026-05-01"),
    act("a7", "SDN", "EGY", "ACCUSE", None, series="disputed", day="2026-05-03"),
)


def test_day_numbers_are_dates_again() -> None:
    known = {20240619: "2024-06-19", 20240600: "2024-06", 20240699: "2024-06", 20240000: "2024", 20249999: "2024"}
    assert {number: iso(number) for number in known} == known
    assert iso(0) is None
    assert (month(20240619), month(20240000), month(-1)) == ("2024-06", "2024", None)
    assert [precision("2024-06-01", None), precision("2024-06", "2024-06"), precision("2024", "2024")] == [
        "day", "month", "year",
    ]  # fmt: skip
    assert precision("2024-06-01", "2024-06-03") == "interval"


def test_pairs_are_counted_by_series_and_an_event_of_both_sides_once(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        found = dyads(connection)
        assert [(one.one, one.other, one.events, one.attributed, one.disputed) for one in found] == [
            ("IRN", "USA", 3, 1, 0), ("EGY", "SDN", 1, 0, 1),
        ]  # fmt: skip
        assert [(one.first, one.last) for one in found] == [("2026-03-02", "2026-04-12"), ("2025", "2026-05-03")]
        assert dyads(connection, limit=1) == found[:1]
        assert dyads(connection, limit=5, offset=1) == found[1:]


def test_months_keep_direction_quad_and_series_apart(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        series = dyad(connection, "USA", "IRN")
    assert (series.one, series.other, series.ties, series.claims) == ("USA", "IRN", (), ())
    assert series.months == (
        Month("2026-03", "IRN", "USA", "verbal conflict", "observed", 1, 1),
        Month("2026-03", "USA", "IRN", "material conflict", "observed", 1, 1),
        Month("2026-04", "IRN", "USA", "material conflict", "attributed", 1, 1),
        Month("2026-04", "IRN", "USA", "material conflict", "not_counted", 1, 1),
        Month("2026-04", "IRN", "USA", "verbal cooperation", "observed", 1, 1),
        Month("2026-04", "USA", "IRN", "verbal cooperation", "observed", 1, 1),
    )


def test_points_are_the_newest_first_and_lead_to_their_events(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        points = dyad(connection, "Iran", "USA").points
    assert [(point.day, point.actor, point.type) for point in points] == [
        ("2026-04-13", "IRN", "ASSAULT"), ("2026-04-12", "IRN", "ASSAULT"), ("2026-04-11", "IRN", "CONSULT"),
        ("2026-04-11", "USA", "CONSULT"), ("2026-03-20", "USA", "SANCTION"), ("2026-03-02", "IRN", "ACCUSE"),
    ]  # fmt: skip
    assert {point.told for point in points} == {"2026-03-04"}
    assert {point.id for point in points} == {reading.events[0].id for reading in SOME[:5]}


def test_days_bound_everything(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        series = dyad(connection, "IRN", "USA", since="2026-03-10", until="2026-04-11")
        assert [(point.day, point.actor) for point in series.points] == [
            ("2026-04-11", "IRN"), ("2026-04-11", "USA"), ("2026-03-20", "USA"),
        ]  # fmt: skip
        assert {one.month for one in series.months} == {"2026-03", "2026-04"}
        with pytest.raises(ConfigError, match="is not a date"):
            dyad(connection, "IRN", "USA", since="last week")
        with pytest.raises(ConfigError, match="nobody in this record"):
            dyad(connection, "IRN", "Atlantis")


def test_a_dyad_of_the_bundled_reports(held: Connection) -> None:
    series = dyad(held, "IRN", "SDN")
    assert sorted((tie.kind, tie.status, tie.start, tie.end) for tie in series.ties) == [
        ("arms_supply", "in_force", None, None),
        ("diplomatic_relations", "in_force", "2023", None),
        ("mutual_defence", "signed", "2026-04-20", None),
    ]
    assert {(claim.holder, claim.about) for claim in series.claims} == {("IRN", "SDN"), ("SDN", "IRN")}
    assert [claim.day for claim in series.claims] == sorted((claim.day for claim in series.claims), reverse=True)
    shipped = next(point for point in series.points if point.type == "AID")
    assert (shipped.day, shipped.series, shipped.standing, shipped.roots) == ("2026-03", "disputed", "contested", 2)


def test_sides_may_be_others_than_countries(held: Connection) -> None:
    series = dyad(held, "armed_group:rsf", "SDN")
    assert series.one == "armed_group:rsf"
    assert [tie.kind for tie in series.ties] == ["talks"]
