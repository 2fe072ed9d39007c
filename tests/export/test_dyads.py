"""POLECAT and GDELT rows: one for each pair of sides, with OnRecord's own columns beside them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from onrecord.export.dyads import day, pairs, tie_pairs
from onrecord.export.formats import export
from onrecord.query.filters import Filter
from onrecord.store import Store
from tests.export.conftest import Exported


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter="\t"))


def _side(words: str, entity: str | None = None) -> dict[str, Any]:
    return {"text": words, "entity": entity, "iso3": None, "sector": None, "inferred": False}


def _event(actors: list[dict[str, Any]], recipients: list[dict[str, Any]], type_: str = "ASSAULT") -> dict[str, Any]:
    return {"type": type_, "mode": None, "actors": actors, "recipients": recipients}


def test_a_polecat_row(exported: Exported) -> None:
    (strike,) = [row for row in _rows(exported("polecat")) if row["trigger"] == "bombed"]
    wanted = {
        "Event Date": "2024-03-04", "Event Type": "ASSAULT", "Event Mode": "aerial", "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military|human_security", "Actor Name": "Turkish jets", "Actor Country": "TUR", "Actor COW": "",
        "Primary Actor Sector": "MIL", "Recipient Name": "the Syrian town of Afrin", "Recipient Country": "SYR",
        "Placename": "Afrin", "City": "Afrin", "Province": "", "Country": "SYR", "Latitude": "36.51",
        "Longitude": "36.87", "Source": "Eastpost|Northwire", "Publication Date": "2024-03-06", "Language": "en",
        "series": "observed", "roots": "2", "level": "narrated", "realis": "actual", "date_basis": "told",
        "anchors": "north-1:13-19|east-2:13-19", "pair": "1/1",
    }  # fmt: skip
    assert {name: strike[name] for name in wanted} == wanted
    assert float(strike["Intensity"]) < 0


def test_a_gdelt_row(exported: Exported) -> None:
    data = exported("gdelt")
    names = data.decode().splitlines()[0].split("\t")
    assert (names[0], names[60], names[61]) == ("GLOBALEVENTID", "SOURCEURL", "intensity")
    (strike,) = [row for row in _rows(data) if row["trigger"] == "bombed"]
    wanted = {
        "SQLDATE": "20240304", "MonthYear": "202403", "Year": "2024", "Actor1Code": "TURMIL",
        "Actor1CountryCode": "TUR", "Actor1Type1Code": "MIL", "Actor2Code": "SYR",
        "Actor2Name": "the Syrian town of Afrin", "EventCode": "195", "EventBaseCode": "195", "EventRootCode": "19",
        "QuadClass": "4", "GoldsteinScale": "", "NumMentions": "2", "NumSources": "2", "NumArticles": "2",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Afrin, Syria", "ActionGeo_Lat": "36.51",
        "DATEADDED": "20240306", "place_iso3": "SYR", "series": "observed",
    }  # fmt: skip
    assert {name: strike[name] for name in wanted} == wanted
    accused = next(row for row in _rows(data) if row["trigger"] == "accused")
    assert (accused["EventCode"], accused["EventBaseCode"], accused["EventRootCode"]) == ("1123", "112", "11")
    numbers = [int(row["GLOBALEVENTID"]) for row in _rows(data)]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 2**48


@pytest.mark.parametrize("form", ["polecat", "gdelt"])
def test_allegations_are_left_out_unless_asked_for(form: str, exported: Exported) -> None:
    assert {row["series"] for row in _rows(exported(form))} == {"observed"}
    everything = _rows(exported(form, series="all"))
    (shelling,) = [row for row in everything if row["trigger"] == "shelling"]
    assert (shelling["series"], shelling["holders"], shelling["level"]) == (
        "attributed", "country:UKR=alleges", "content",
    )  # fmt: skip


@pytest.mark.parametrize("form", ["polecat", "gdelt"])
def test_sides_that_meet_have_a_row_in_each_direction(form: str, exported: Exported) -> None:
    talks = [row for row in _rows(exported(form)) if row["trigger"] == "talks"]
    assert [(row["actor_id"], row["recipient_id"], row["pair"], row["mutual"]) for row in talks] == [
        ("country:RUS", "country:IRN", "1/2", "True"), ("country:IRN", "country:RUS", "2/2", "True"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["polecat", "gdelt", "plover"])
def test_an_event_without_an_actor_is_left_out_and_counted(form: str, book: Store, tmp_path: Path) -> None:
    written = export(book, form, str(tmp_path / "out"))
    assert written.left_out == 1
    assert b"attacked" not in (tmp_path / "out").read_bytes()
    assert export(book, "csv", str(tmp_path / "out"), "e", Filter()).total == 5


def test_pairs() -> None:
    russia, iran, crowd = _side("Russia", "country:RUS"), _side("Iran", "country:IRN"), _side("crowd")
    assert pairs(_event([], [russia])) == []
    assert pairs(_event([crowd], [])) == [(crowd, None)]
    assert pairs(_event([russia, iran], [crowd])) == [(russia, crowd), (iran, crowd)]
    assert pairs(_event([russia, iran], [russia])) == [(iran, russia)]
    assert pairs(_event([russia], [russia])) == [(russia, None)]
    assert pairs(_event([russia, iran], [])) == [(russia, None), (iran, None)]
    assert pairs(_event([russia, iran], [], "CONSULT")) == [(russia, iran), (iran, russia)]
    mediators = _event([russia, iran], [], "CONSULT") | {"mode": "third-party"}
    assert pairs(mediators) == [(russia, None), (iran, None)]


@pytest.mark.parametrize(
    ("start", "precision", "wanted"),
    [
        ("2024-03-04", "day", ("2024-03-04", "told")),
        ("2024-03-04", "interval", ("2024-03-04", "start")),
        ("2024-03", "month", ("2024-03-01", "start")),
        ("2024", "year", ("2024-01-01", "start")),
        (None, "open_start", ("2024-03-06", "published")),
    ],
)
def test_the_day_that_an_event_is_filed_under(start: str | None, precision: str, wanted: tuple[str, str]) -> None:
    assert day({"when": {"start": start, "precision": precision}, "first": "2024-03-06"}) == wanted
    assert day({"when": None, "first": None}) == (None, None)


def test_parties_of_a_tie_two_by_two() -> None:
    def tie(*parties: tuple[str, str]) -> dict[str, Any]:
        return {"parties": [{"entity": entity, "role": role} for entity, role in parties]}

    assert tie_pairs(tie(("a", "sender"), ("b", "sender"), ("c", "target"))) == [("a", "c"), ("b", "c")]
    assert tie_pairs(tie(("a", "party"), ("b", "party"), ("c", "mediator"))) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert tie_pairs(tie(("a", "target"))) == []
