"""The eight bundled reports as one record: what a foreign desk would expect of them, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord import Reading, Record


@pytest.fixture(scope="module")
def record(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("affair") / "affair.db", write=True) as made:
        assert len(list(made.add(bundled))) == 8
        yield made


def one(found: Iterator[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """The one entry with these fields."""
    (entry,) = [entry for entry in found if all(entry[name] == value for name, value in fields.items())]
    return entry


def test_the_shipment_is_one_event_over_five_reports(record: Record) -> None:
    event = one(record.events(who="IRN", to="SDN", series="all"), type="AID")
    assert event["trigger"]["text"] == "shipped"
    assert event["reports"] == 5
    assert event["outlets"] == ["Eastport Herald", "Meridian Wire", "Strand Weekly", "The Calder Post"]
    assert event["series"] == "disputed"
    assert event["standing"] == "contested"
    assert event["history"][-1] == {"since": "2026-05-13", "standing": "contested"}


def test_the_denial_stands_beside_the_allegation(record: Record) -> None:
    claim = one(record.claims(who="IRN", text="shipped drones", standing="contested"))
    stances = {(stance["holder"], stance["stance"]) for stance in claim["stances"]}
    assert ("country:IRN", "denies") in stances
    assert ("country:USA", "alleges") in stances
    for stance in claim["stances"]:
        assert stance["report"] in {anchor["report"] for anchor in claim["anchors"]}
    assert claim["history"][-1] == {"since": "2026-05-13", "standing": "contested"}


def test_the_two_reprints_count_one_root(record: Record) -> None:
    """The wire's story, in the Herald and in the Post: one origin, however many outlets print it."""
    event = one(record.events(type="ACCUSE", to="IRN", series="all", who="GBR"))
    assert event["outlets"] == ["Eastport Herald", "The Calder Post"]
    assert (event["reports"], event["roots"]) == (2, 1)
    for claim in record.claims(reports=2):
        named = {tuple(stance["links"]) for stance in claim["stances"]}
        assert claim["roots"] <= len(named)
        if set(claim["outlets"]) == {"Eastport Herald", "The Calder Post"} and len(named) == 1:
            assert claim["roots"] == 1


def test_the_correction_supersedes_and_loses_nothing(record: Record) -> None:
    event = one(record.events(type="ASSAULT", place="El Fasher", series="all", reports=2))
    figures = {(figure["holder"], figure["best"]): figure for figure in event["figures"] if figure["what"] == "killed"}
    assert not figures["armed_group:rsf", 54]["superseded"]
    assert not figures["a network of Sudanese doctors", 31]["superseded"]
    assert figures["the doctors who gave it", 54]["superseded"]
    assert {claim["standing"] for claim in record.claims(text="54 killed")} >= {"retracted"}
    rivals = [
        claim for claim in record.claims(text="El Fasher killing") if "54" in claim["text"] or "31" in claim["text"]
    ]
    assert all(not ("54" in claim["text"] and claim["text"].count("31")) for claim in rivals)


def test_a_partisan_report_adds_no_origin(record: Record) -> None:
    """The Tribune tells the allegation as fact, without its source: that corroborates nothing."""
    claim = one(record.claims(text="shipped drones", standing="contested"))
    assert "The Vanguard Tribune" in claim["outlets"]
    forward = [
        stance for stance in claim["stances"] if stance["stance"] in ("asserts", "alleges", "relays", "confirms")
    ]
    assert any(stance["holder"] == "outlet" for stance in forward)
    assert claim["roots"] == len({stance["root"] for stance in forward if stance["holder"] != "outlet"})


def test_the_treaty_is_one_tie_over_its_reports(record: Record) -> None:
    tie = one(record.ties(who="IRN", to="SDN"), kind="mutual_defence")
    assert tie["reports"] >= 3
    assert {party["entity"] for party in tie["parties"]} == {"country:IRN", "country:SDN"}
    assert tie["obligation"] is not None


def test_observed_events_are_told_as_fact_and_undisputed(record: Record) -> None:
    for event in record.events():
        assert event["series"] == "observed"
        assert event["realis"] == "actual", event
        assert event["standing"] not in ("contested", "denied", "unconfirmed")


def test_everything_is_anchored(record: Record, bundled: tuple[Reading, ...]) -> None:
    texts = {reading.report.id: reading.report for reading in bundled}
    for entry in (*record.events(series="all"), *record.claims(), *record.statements(), *record.ties()):
        assert entry["anchors"]
        assert entry["reports"] == len({anchor["report"] for anchor in entry["anchors"]})
        for anchor in entry["anchors"]:
            report = texts[anchor["report"]]
            whole = report.title if anchor.get("in") == "title" else report.text
            lo, hi = anchor["span"]
            assert whole is not None
            assert 0 <= lo < hi <= len(whole)
        assert entry["report"] in {anchor["report"] for anchor in entry["anchors"]}
        assert record.entry(entry["id"])["id"] == entry["id"]
