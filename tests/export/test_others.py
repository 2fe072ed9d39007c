"""PLOVER JSON, GeoJSON, networks, Parquet, FollowTheMoney, and the readings themselves."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import EngineError
from onrecord.export import geo, graph
from onrecord.export.formats import FORMATS, export
from onrecord.export.tables import COLUMNS, rows
from onrecord.model import Reading
from onrecord.record.keeping import keep
from onrecord.store import Store, open_store
from tests.export.book import EAST, STRIKE, east, north
from tests.export.conftest import Exported
from tests.export.test_tables import Entries


def _lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_plover(exported: Exported) -> None:
    found = {event["event_text"][0]: event for event in _lines(exported("plover"))}
    assert set(found) == {"bombed", "talks", "accused", "marched"}
    strike = found["bombed"]
    assert strike["source"] == [{"code": "TUR", "sector": "MIL", "actor_text": "Turkish jets"}]
    assert strike["recipient"] == [{"code": "SYR", "actor_text": "the Syrian town of Afrin"}]
    assert (strike["date"], strike["event"], strike["mode"], strike["quad_code"]) == (
        "2024-03-04", ["ASSAULT"], "aerial", 4,
    )  # fmt: skip
    assert strike["context"] == ["military", "human_security"]
    assert strike["text"] == STRIKE
    assert strike["text_info"] == {"start": 0, "end": len(STRIKE)}
    assert strike["event_loc"]["cc3"] == "SYR"
    assert strike["onrecord"]["series"] == "observed"
    assert len(strike["onrecord"]["anchors"]) == 2
    names = [[actor["identifier_text"] for actor in found["talks"][part]] for part in ("source", "recipient")]
    assert names == [["Russia", "Iran"], ["Russia", "Iran"]]
    assert found["talks"]["onrecord"]["mutual"] is True


def test_geojson(exported: Exported) -> None:
    made = json.loads(exported("geojson", series="all"))
    assert made["type"] == "FeatureCollection"
    assert [feature["properties"]["place"] for feature in made["features"]] == ["Afrin", "Paris"]  # Kharkiv: no point
    afrin = made["features"][0]
    assert afrin["geometry"] == {"type": "Point", "coordinates": [36.87, 36.51]}
    assert tuple(afrin["properties"]) == tuple(geo.PROPERTIES)
    assert (afrin["properties"]["precision"], afrin["properties"]["text"]) == ("city", STRIKE)
    empty = json.loads(exported("geojson", type="AID"))
    assert empty == {"type": "FeatureCollection", "features": []}


def test_networks_say_the_same_and_are_the_same_bytes_twice(exported: Exported) -> None:
    networkx = pytest.importorskip("networkx")
    assert exported("gexf") == exported("gexf")
    assert b"lastmodified" not in exported("gexf")
    assert exported("graphml") == exported("graphml")
    read = {
        "gexf": networkx.read_gexf(io.BytesIO(exported("gexf"))),
        "graphml": networkx.read_graphml(io.BytesIO(exported("graphml")), force_multigraph=True),
    }
    for made in read.values():
        edges = {
            (source, target, edge["label"], edge["what"], edge["count"])
            for source, target, edge in made.edges(data=True)
        }
        assert edges == {
            ("country:TUR", "country:SYR", "ASSAULT", "event", 1),
            ("country:RUS", "country:IRN", "CONSULT", "event", 1),
            ("country:IRN", "country:RUS", "CONSULT", "event", 1),
            ("country:UKR", "country:RUS", "ACCUSE", "event", 1),
            ("country:BLR", "country:RUS", "alliance", "tie", 1),
        }
        assert made.nodes["country:TUR"]["label"] == "Turkey"
        assert made.nodes["country:RUS"]["kind"] == "country"
        for _, _, edge in made.edges(data=True):
            assert set(graph.EDGES) - set(edge) <= {"label"}
    assert not any(edge["what"] == "tie" for *_, edge in _edges(networkx, exported("gexf", type="ASSAULT")))


def _edges(networkx: Any, data: bytes) -> list[Any]:
    return list(networkx.read_gexf(io.BytesIO(data)).edges(data=True))


@pytest.mark.parametrize("kind", COLUMNS)
def test_parquet_holds_what_the_rows_hold(kind: str, exported: Exported, entries: Entries) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    asked = {"series": "all"} if kind == "e" else {}
    data = exported("parquet", kind, **asked)
    assert data == exported("parquet", kind, **asked)
    table = parquet.read_table(io.BytesIO(data))
    assert table.to_pylist() == list(rows(kind, entries(kind)))
    told = {field.name: field.metadata[b"told"].decode() for field in table.schema}
    assert told == {column.name: column.told for column in COLUMNS[kind]}


def test_followthemoney(exported: Exported) -> None:
    model = pytest.importorskip("followthemoney").model
    found = {entity["id"]: entity for entity in _lines(exported("ftm", series="all"))}
    of: dict[str, list[dict[str, list[str]]]] = {}
    for entity in found.values():
        model.get_proxy(entity).schema.validate(entity)
        of.setdefault(entity["schema"], []).append(entity["properties"])
    assert {schema: len(some) for schema, some in of.items()} == {
        "PublicBody": 4, "Article": 2, "Event": 6, "Documentation": 7, "UnknownLink": 1,
    }  # fmt: skip
    shelling = next(event for event in of["Event"] if "attributed" in event["name"][0])
    assert shelling["name"] == ["ASSAULT: Russia → Kharkiv [attributed]"]
    assert "country:UKR alleges" in shelling["notes"][0]
    for entity in found.values():
        for name, prop in model.get(entity["schema"]).properties.items():
            if prop.type.name == "entity" and not prop.stub:
                assert all(value in found for value in entity["properties"].get(name, ()))


def test_readings_make_the_record_again_whatever_the_database(store: Store, exported: Exported, tmp_path: Path) -> None:
    lines = exported("jsonl").splitlines()
    assert [line.decode() for line in lines] == [east().to_json(), north().to_json()]  # by id: east-2, north-1
    keep(store, [Reading.from_json(line) for line in lines])
    for form in FORMATS.values():
        for kind in form.kinds if form.extra is None else ():
            export(store, form.name, str(tmp_path / "again"), kind)
            assert (tmp_path / "again").read_bytes() == exported(form.name, kind), (form.name, kind)


def test_the_newest_revision_alone(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "two.db"), write=True)
    changed = east().to_json().replace("Police said nothing.", "Police came late.")
    assert changed != east().to_json()
    keep(store, [east()])
    keep(store, [Reading.from_json(changed)])
    export(store, "jsonl", str(tmp_path / "out"))
    assert (tmp_path / "out").read_text() == changed + "\n"
    assert EAST not in (tmp_path / "out").read_text()
    store.close()


@pytest.mark.parametrize("form", [form for form in FORMATS.values() if form.extra], ids=lambda form: form.name)
def test_a_missing_package_is_named(form: Any, book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("pyarrow", "networkx", "followthemoney"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineError, match=rf"pip install 'onrecord\[{form.extra}\]'"):
        export(book, form.name, str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []
