from __future__ import annotations

import sys

import msgspec
import pandas
import pytest

import onrecord
from onrecord.errors import EngineError
from onrecord.model import Role
from onrecord.query.frames import COLUMNS, to_frames, to_rows
from tests.cli.command import REPORT


@pytest.fixture(scope="module")
def reading() -> onrecord.Reading:
    text = REPORT + "\nAbout 40 people fled to Gaziantep in June 2024 under a defence treaty with Russia.\n"
    return onrecord.read(text, published="2025-03-03", outlet="Northwire", title="Syria says it did not fire")


def test_every_table_has_its_columns_and_rows(reading: onrecord.Reading) -> None:
    frames = reading.to_frames()
    assert list(frames) == list(COLUMNS)
    for name, frame in frames.items():
        assert tuple(frame.columns) == COLUMNS[name]
        if name not in ("stances", "roles", "changes"):
            assert len(frame) == len(getattr(reading, name))
        if len(frame):
            assert set(frame["report"]) == {reading.report.id}
            assert set(frame["outlet"]) == {"Northwire"}
    assert len(frames["stances"]) == sum(len(claim.stances) for claim in reading.claims)
    assert len(frames["times"]) > 0
    assert len(frames["places"]) > 0
    assert len(frames["quantities"]) > 0


def test_rows_hold_every_column_and_no_other(reading: onrecord.Reading) -> None:
    for name, rows in to_rows([reading]).items():
        for row in rows:
            assert set(row) == set(COLUMNS[name]), name


def test_offsets_point_at_the_words(reading: onrecord.Reading) -> None:
    for name in ("events", "places", "times", "quantities", "statements"):
        for row in to_rows([reading])[name]:
            whole = reading.report.title if row["in_title"] else reading.report.text
            words = {"events": row.get("trigger"), "statements": row.get("cue")}.get(name, row.get("text"))
            place = {"events": "trigger", "statements": "cue"}.get(name, "span")
            assert whole is not None
            if words is not None:
                assert whole[row[f"{place}_start"] : row[f"{place}_end"]] == words


def test_an_event_carries_the_standing_of_its_claim(reading: onrecord.Reading) -> None:
    claims = {claim.id: claim.standing for claim in reading.claims}
    frame = reading.to_frames()["events"]
    for claim, standing in zip(frame["claim"], frame["standing"], strict=True):
        assert standing == claims.get(claim) or (pandas.isna(claim) and pandas.isna(standing))


def test_several_readings_share_the_tables_and_none_gives_empty_ones(reading: onrecord.Reading) -> None:
    both = to_frames([reading, reading])
    assert len(both["events"]) == 2 * len(reading.events)
    assert all(len(frame) == 0 and len(frame.columns) for frame in to_frames([]).values())


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, reading: onrecord.Reading) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(EngineError, match="pip install pandas"):
        reading.to_frames()


def test_numbers_stay_numbers_where_some_or_all_are_missing(reading: onrecord.Reading) -> None:
    for frames in (reading.to_frames(), to_frames([])):
        assert frames["events"]["lat"].dtype == frames["quantities"]["best"].dtype == "float64"
        assert frames["statements"]["cue_start"].dtype == frames["times"]["span_start"].dtype == "Int64"


def test_ids_and_wordings_stand_apart(reading: onrecord.Reading) -> None:
    ids = {entity.id for entity in reading.entities}
    frames = reading.to_frames()
    for name, column in (("statements", "source_ids"), ("events", "actor_ids"), ("ties", "party_ids")):
        assert all(one in ids for row in frames[name][column] for one in row if one is not None)
    for words, row in zip(frames["events"]["actors"], frames["events"]["actor_ids"], strict=True):
        assert len(words) == len(row)
    assert not set(frames["stances"]["holder"]) & ids


def test_figures_lead_to_their_events_and_claims(reading: onrecord.Reading) -> None:
    frames = reading.to_frames()
    for name in ("events", "claims"):
        used = {one for row in frames["quantities"][name] for one in row}
        assert used <= set(frames[name]["id"])
        assert used == {item.id for item in getattr(reading, name) if item.quantities}
    assert any(frames["events"]["quantities"].map(len))


def test_offices_tell_whether_they_are_over(reading: onrecord.Reading) -> None:
    role = Role("foreign minister", "PER", "2015", "2019-03", former=True)
    entity = msgspec.structs.replace(reading.entities[0], roles=(role,))
    rows = to_rows([msgspec.structs.replace(reading, entities=(entity,))])
    assert rows["entities"][0]["roles"] == ["foreign minister (former, 2015 to 2019-03)"]
    wanted = {"title": "foreign minister", "start": "2015", "end": "2019-03", "former": True}
    assert wanted.items() <= rows["roles"][0].items()
