"""The reference table of treaties is whole: known states, dates in order, a source in every row, one row a name."""

from __future__ import annotations

import re

import pytest

from onrecord.codebook.countries import countries
from onrecord.codebook.members import memberships
from onrecord.codebook.treaties import AS_OF, Treaty, treaties
from onrecord.query.reference import commitments

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KINDS = {
    "mutual_defence", "alliance", "security_assurance", "non_aggression", "armistice", "arms_control", "basing",
    "arms_supply", "diplomatic_relations", "sanctions",
}  # fmt: skip


@pytest.mark.parametrize("treaty", treaties(), ids=lambda one: one.id)
def test_row(treaty: Treaty) -> None:
    bodies = {row.body for row in memberships()}
    assert treaty.kind in _KINDS
    assert treaty.source
    assert treaty.obligation
    assert _DATE.fullmatch(treaty.as_of)
    for party in (*treaty.parties, *(() if treaty.kind == "sanctions" else treaty.targets)):
        assert party in countries() or party in bodies or party in ("Abkhazia", "South Ossetia"), party
    for date in filter(None, (treaty.signed, treaty.in_force, treaty.ended)):
        assert _DATE.fullmatch(date)
    if treaty.signed and treaty.ended:
        assert treaty.signed < treaty.ended
    assert bool(treaty.trigger) == (treaty.trigger_kind != "none")
    if treaty.kind == "sanctions":
        assert treaty.targets


def test_ids_and_names_mean_one_row() -> None:
    ids = [one.id for one in treaties()]
    names = [name.casefold() for one in treaties() for name in one.names]
    assert len(ids) == len(set(ids)) >= 80
    assert len(names) == len(set(names))


def test_bodies_stand_for_their_members_on_the_day() -> None:
    nato = next(one for one in treaties() if one.id == "north-atlantic-treaty")
    assert "SWE" not in nato.members("2023-06-01")
    assert "SWE" in nato.members("2024-06-01")
    assert nato.on("1990-01-01")
    assert not nato.on("1948-01-01")


def test_an_attack_calls_on_those_who_owe_it() -> None:
    found = {one.treaty: one for one in commitments("RUS")}
    assert found["russia-north-korea-2024"].bound == ("PRK",)
    assert found["russia-north-korea-2024"].clause == "Article 4"
    assert "RUS" not in found["csto"].bound
    assert "north-atlantic-treaty" not in found
    assert "russia-north-korea-2024" not in {one.treaty for one in commitments("RUS", on="2024-01-01")}


def test_one_way_commitments_protect_their_target_alone() -> None:
    assert "us-japan-1960" in {one.treaty for one in commitments("JPN")}
    assert "us-japan-1960" not in {one.treaty for one in commitments("USA")}


def test_the_attacker_owes_nothing_and_breaks_what_it_promised() -> None:
    found = commitments("UKR", by="RUS", on="2021-12-31")
    assert all("RUS" not in one.bound for one in found if not one.breaks)
    assert "budapest-memorandum" in {one.treaty for one in found if one.breaks}
    assert [one.breaks for one in found] == sorted(one.breaks for one in found)


def test_help_that_is_owed_comes_before_talks() -> None:
    order = [one.strength for one in commitments("RUS")]
    assert order == sorted(order, key=("armed_attack", "threat_of_attack", "consultation").index)


def test_the_table_knows_its_day() -> None:
    assert commitments("POL") == commitments("POL", on=AS_OF)
