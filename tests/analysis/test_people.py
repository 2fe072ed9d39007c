"""Who somebody is: names, offices, counts; and where their own stances contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.analysis.people import Turn, contradict, profile, reversals
from onrecord.codebook.stances import StanceKind
from onrecord.errors import ConfigError
from tests.analysis.acts import act, record
from tests.analysis.test_dyads import SOME
from tests.record.made import claimed

TOLL = "the army killed nine people in the market of the town"
SPOKEN = "person:ali-osman"


def test_counts_by_series_and_who_stands_on_the_other_side(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", [*SOME, act("a8", "IRN", "EGY", "AID", "2026-05-01")]) as connection:
        iran = profile(connection, "Iran")
        assert (iran.entity, iran.kind, iran.iso3, iran.names) == ("country:IRN", "country", "IRN", ("Iran",))
        assert iran.reports == 6
        assert iran.events_by == {"observed": 3, "attributed": 1, "not_counted": 1}
        assert iran.events_to == {"observed": 2}
        assert iran.with_ == (("USA", 4), ("EGY", 1)), "what is not counted is left out"
        assert (iran.statements, iran.claims, iran.reversals, iran.offices) == (0, {}, (), ())
        assert profile(connection, "IRN") == profile(connection, "country:IRN") == iran


def test_names_that_nobody_has(held: Connection) -> None:
    for name in ("Atlantis", "person:nobody-at-all", "SYR"):
        with pytest.raises(ConfigError, match="nobody in this record"):
            profile(held, name)


def test_a_person_has_the_offices_of_the_codebook_marked_as_reference(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", [claimed("r1", "person:donald-trump", "asserts", TOLL)]) as connection:
        page = profile(connection, "person:donald-trump")
    first = page.offices[0]
    assert (first.title, first.iso3, first.since, first.to, first.as_of) == (
        "president", "USA", "2017-01-20", "2021-01-20", None,
    )  # fmt: skip
    assert all(office.reference for office in page.offices)
    assert page.claims == {"asserted": 1}


def test_bundled(held: Connection) -> None:
    iran = profile(held, "Iran")
    assert iran.events_by == {"disputed": 4, "not_counted": 2, "observed": 2, "background": 1}
    assert iran.events_to == {"observed": 3, "not_counted": 2}
    assert iran.statements == 14
    assert iran.with_[:2] == (("SDN", 3), ("USA", 2))
    assert sum(iran.claims.values()) > 10


PUT = ["asserts", "alleges", "confirms", "acknowledges", "promises", "threatens"]
REJECT = ["asserts_not", "denies", "disputes", "judges_false"]


@pytest.mark.parametrize("stands", PUT)
@pytest.mark.parametrize("drops", REJECT)
def test_standing_by_and_rejecting_contradict(stands: str, drops: str) -> None:
    assert contradict({stands, drops})
    assert contradict({stands, drops, "no_response"})
    assert not contradict({stands})
    assert not contradict({drops})


@pytest.mark.parametrize("stance", [stance for stance in StanceKind if stance not in (*PUT, *REJECT, "retracts")])
def test_what_leaves_it_open_contradicts_nothing(stance: StanceKind) -> None:
    assert not contradict({stance, "asserts"})
    assert not contradict({stance, "denies"})


def test_who_retracts_contradicts_itself() -> None:
    assert contradict({"retracts"})


@pytest.mark.parametrize("backwards", [False, True])
def test_a_turn_over_two_reports_is_a_reversal(tmp_path: Path, backwards: bool) -> None:
    some = [
        claimed("r1", SPOKEN, "denies", TOLL, day="2026-03-01", outlet="Northwire"),
        claimed("r2", SPOKEN, "denies", TOLL, day="2026-03-02", outlet="Southwire"),
        claimed("r3", SPOKEN, "acknowledges", TOLL, day="2026-03-09", outlet="Northwire"),
        claimed("r4", "person:someone-else", "asserts", TOLL, day="2026-03-09", outlet="Eastwire"),
    ]
    with record(tmp_path / "record.db", some[::-1] if backwards else some) as connection:
        (found,) = reversals(connection, SPOKEN)
        assert (found.claim, found.text, found.holder) == (some[0].claims[0].id, TOLL, SPOKEN)
        assert found.turns == (
            Turn("denies", "2026-03-01", "2026-03-02", "r1"), Turn("acknowledges", "2026-03-09", "2026-03-09", "r3"),
        )  # fmt: skip
        assert profile(connection, SPOKEN).reversals == (found,)
        assert reversals(connection, "person:someone-else") == ()


def test_two_people_who_disagree_are_no_reversal(tmp_path: Path) -> None:
    some = [
        claimed("r1", SPOKEN, "denies", TOLL),
        claimed("r2", "person:someone-else", "asserts", TOLL, outlet="Other"),
    ]
    with record(tmp_path / "record.db", some) as connection:
        assert reversals(connection, SPOKEN) == ()
