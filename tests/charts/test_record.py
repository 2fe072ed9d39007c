"""A record's own tables and charts, for a notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import Reading, Record
from onrecord.errors import ConfigError, DataError, EngineError
from onrecord.export.tables import columns
from tests.charts.drawn import drawn, spec


@pytest.fixture(scope="module")
def record(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("record") / "record.db", write=True) as made:
        list(made.add(bundled))
        yield made


@pytest.mark.parametrize(("noun", "kind"), [("events", "e"), ("claims", "c"), ("statements", "s"), ("ties", "t")])
def test_frames_have_a_row_for_each_entry(record: Record, noun: Any, kind: str) -> None:
    frame = record.frame(noun)
    entries = list(getattr(record, noun)())
    assert list(frame.columns) == list(columns(kind))
    assert list(frame["id"]) == [entry["id"] for entry in entries]
    assert list(frame["anchors"].str.count(r"\|") + 1) == [len(entry["anchors"]) for entry in entries]


def test_frames_take_the_filters_of_their_noun(record: Record) -> None:
    assert set(record.frame("events")["series"]) == {"observed"}
    assert set(record.frame("events", series="all", who="IRN")["actor_iso3"].str.contains("IRN")) == {True}
    empty = record.frame("ties", who="EGY")
    assert (len(empty), list(empty.columns)) == (0, list(columns("t")))
    with pytest.raises(ConfigError, match="ask for statements, claims, events, ties"):
        record.frame("reports")  # type: ignore[arg-type]


def test_frames_need_pandas(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(EngineError, match="pip install pandas"):
        record.frame("events")


def test_charts_by_name(record: Record) -> None:
    claim = max(record.claims(), key=lambda one: (len(one["stances"]), one["id"]))["id"]
    for name, given, asked in (
        ("dyad", ("IRN", "SDN"), {"since": "2026"}), ("ties", ("Iran", "Sudan"), {}), ("matrix", (claim,), {}),
        ("figures", (claim,), {}), ("timeline", (), {"who": "IRN", "series": "all", "limit": 5}),
        ("world", (), {"series": "all", "most": 3}), ("network", (), {"series": "all", "quad": "verbal conflict"}),
    ):  # fmt: skip
        for look, ink in (("light", "#1c1b19"), ("dark", "#eceae4")):
            made = record.chart(name, *given, look=look, **asked)  # type: ignore[arg-type]
            assert made.to_dict()["config"]["text"]["color"] == ink
            assert "href" not in str(spec(made))
            assert drawn(spec(made))


def test_entities_have_the_names_of_the_record(record: Record) -> None:
    ties = spec(record.chart("ties", "armed_group:rsf", "SDN"))
    assert "Rapid Support Forces" in str(ties)


@pytest.mark.parametrize(
    ("name", "given", "asked", "told"),
    [
        ("pie", (), {}, "no such chart"), ("dyad", ("IRN",), {}, "other"),
        ("dyad", ("IRN", "SDN", "X"), {}, "positional"),
        ("dyad", ("IRN", "Atlantis"), {}, "nobody"), ("timeline", (), {"whom": "X"}, "no filter whom"),
        ("network", (), {"place": "X"}, "not asked for by place"), ("world", (), {"since": "May"}, "is not a date"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(
    record: Record, name: str, given: tuple[str, ...], asked: dict[str, str], told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        record.chart(name, *given, **asked)


def test_a_claim_that_is_not_there(record: Record) -> None:
    with pytest.raises(DataError, match="nothing in the record has this id"):
        record.chart("matrix", "c000000000000")


def test_charts_can_be_saved(record: Record, tmp_path: Path) -> None:
    record.chart("timeline").save(str(tmp_path / "it.svg"))
    assert (tmp_path / "it.svg").read_text(encoding="utf-8").startswith("<svg")
