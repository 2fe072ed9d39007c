"""Readings as the reader makes them hold: what is derived follows, and reading again gives the same bytes."""

from __future__ import annotations

from importlib.resources import as_file, files

import msgspec
import pytest

import onrecord
from onrecord.codebook.stances import StanceKind
from onrecord.codebook.standing import Standing
from onrecord.pipeline import Pipeline
from onrecord.query.again import read_again
from onrecord.query.derived import misfits, standings
from onrecord.query.verify import verify


@pytest.fixture(scope="module")
def readings(pipeline: Pipeline) -> list[onrecord.Reading]:
    with as_file(files("onrecord.data") / "reports") as folder:
        return [item for item in onrecord.Reader().read_files(folder) if isinstance(item, onrecord.Reading)]


def test_bundled_readings_hold(readings: list[onrecord.Reading], pipeline: Pipeline) -> None:
    assert len(readings) == 8
    for reading in readings:
        assert list(misfits(reading)) == []
        assert verify(reading.to_json()).faults == ()
        assert read_again(reading.to_json(), pipeline.read) is None


def test_every_series_that_is_moved_is_found(readings: list[onrecord.Reading]) -> None:
    for reading in readings:
        for number, event in enumerate(reading.events):
            moved = "attributed" if event.series != "attributed" else "observed"
            events = list(reading.events)
            events[number] = msgspec.structs.replace(event, series=moved)
            found = dict(misfits(msgspec.structs.replace(reading, events=tuple(events))))
            assert f"expected {event.series} from its level" in found[f"events[{number}].series"]


def test_standings_that_stances_can_give() -> None:
    def given(*stances: tuple[str, StanceKind], several: bool = False) -> set[str]:
        return {standing.value for standing in standings(frozenset(stances), several)}

    assert given(("a", StanceKind.DENIES), ("b", StanceKind.ALLEGES)) == {Standing.CONTESTED}
    assert given(("a", StanceKind.RETRACTS)) == {Standing.RETRACTED, Standing.SUPERSEDED}
    assert Standing.CORROBORATED not in given(("a", StanceKind.ASSERTS), ("b", StanceKind.ASSERTS))
    assert Standing.CORROBORATED in given(("a", StanceKind.ASSERTS), ("b", StanceKind.ASSERTS), several=True)
    assert Standing.CORROBORATED not in given(("a", StanceKind.ALLEGES), several=True)
    assert Standing.ALLEGED in given(("a", StanceKind.ALLEGES))
