from __future__ import annotations

import sys

import pandas
import pytest

import onrecord
from onrecord.errors import EngineError
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
        if name != "stances":
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
            assert whole is not None
            if words is not None:
                assert whole[row["start"] : row["end"]] == words


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
    with pytest.raises(EngineError, match=r"pip install onrecord\[frames\]"):
        reading.to_frames()
