"""What people judge: joined, split, undone; it outlives reading again."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest

from onrecord import Record
from onrecord.cli.reviewing import walk
from onrecord.errors import DataError
from onrecord.query import pages, review
from onrecord.query.filters import Filter
from onrecord.record import judgements
from onrecord.record.judgements import Judgement
from onrecord.record.keeping import Keeper, keep
from onrecord.store import Store
from tests.record.made import strike

TWICE = (
    strike("nw-1"),
    strike("sw-2", "Rebels shelled the port of Aden on Monday, the governor said in Aden.", outlet="Southwire"),
)
SAME = (TWICE[0], strike("sw-2", outlet="Southwire"))
"""Two reports in the same words: one profile, until somebody judges them."""
OTHER = strike(
    "nw-9", "Rebels bombed a market in Taiz on Friday, the governor said.", word="bombed", start="2026-03-06"
)


def events(store: Store) -> list[list[str]]:
    """The reports of every event."""
    with store.reading() as connection:
        found = pages.every(connection, "e", Filter(series="all"))
        return sorted(sorted(anchor["report"] for anchor in event["anchors"]) for event in found)


def judge(store: Store, verb: str, *reports: int, value: str | None = None) -> None:
    ids = [(*TWICE, OTHER)[number].events[0].id for number in reports]
    with store.writing() as connection:
        spots = [judgements.spot(connection, id_) for id_ in ids]
        other = spots[1] if len(spots) > 1 else None
        Keeper(connection).judge([Judgement(verb, spots[0], other, value=value)])  # type: ignore[arg-type]


def test_join_split_undo(store: Store) -> None:
    keep(store, [*TWICE, OTHER])
    assert events(store) == [["nw-1", "sw-2"], ["nw-9"]]
    judge(store, "split", 0, 1)
    assert events(store) == [["nw-1"], ["nw-9"], ["sw-2"]]
    judge(store, "undo", 0, 1, value="split")
    assert events(store) == [["nw-1", "sw-2"], ["nw-9"]]
    judge(store, "join", 1, 2)
    assert events(store) == [["nw-1", "nw-9", "sw-2"]]
    judge(store, "undo", 1, 2, value="join")
    judge(store, "split", 0)
    assert events(store) == [["nw-1"], ["nw-9"], ["sw-2"]]


def test_the_same_words_can_be_split(store: Store) -> None:
    keep(store, SAME)
    assert events(store) == [["nw-1", "sw-2"]]
    judge(store, "split", 0, 1)
    assert events(store) == [["nw-1"], ["sw-2"]]
    judge(store, "undo", 0, 1, value="split")
    assert events(store) == [["nw-1", "sw-2"]]


def test_a_judgement_outlives_reading_again_and_rebuilding(store: Store) -> None:
    keep(store, [*TWICE, OTHER])
    judge(store, "split", 0, 1)
    again = msgspec.structs.replace(TWICE[0], reader=msgspec.structs.replace(TWICE[0].reader, version="9"))
    assert keep(store, [again])[0].what == "revised"
    assert events(store) == [["nw-1"], ["nw-9"], ["sw-2"]]
    with store.writing() as connection:
        Keeper(connection).rebuild()
    assert events(store) == [["nw-1"], ["nw-9"], ["sw-2"]]


def test_what_was_judged_is_shown_and_not_asked_again(store: Store) -> None:
    keep(store, [*TWICE, OTHER])
    with store.reading() as connection:
        asked = {frozenset((pair.one.id, pair.other.id)) for pair in review.uncertain(connection)}
    ids = frozenset(reading.events[0].id for reading in TWICE)
    assert ids in asked
    judge(store, "join", 0, 1)
    with store.reading() as connection:
        assert all(not ids & {pair.one.id, pair.other.id} for pair in review.uncertain(connection))
        entry = pages.one(connection, TWICE[1].events[0].id)
        assert entry["judged"][0]["verb"] == "join"
        (pair,) = review.why(connection, TWICE[0].events[0].id, TWICE[1].events[0].id)
        assert pair.together


def test_what_cannot_be_joined(store: Store) -> None:
    keep(store, TWICE)
    with pytest.raises(DataError, match="two things of one kind"):
        judge(store, "join", 0, 0)
    with store.writing() as connection, pytest.raises(DataError, match="nothing in the record has this id"):
        judgements.spot(connection, "e000000000000")


def test_a_walk_keeps_what_was_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with Record(path, write=True) as record:
        list(record.add([*TWICE, OTHER]))
        with record.reading_connection() as connection:
            pairs = review.uncertain(connection)
        ids = {reading.events[0].id for reading in TWICE}
        found = [pair for pair in pairs if {pair.one.id, pair.other.id} == ids] * 4
        answers = "x\nd\nn\nodd\nc\ntype=COERCE\nk\n"
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        walk(record, found, "A. Editor")
        with record.reading_connection() as connection:
            kept = judgements.read(connection)
    assert [(one.verb, one.by) for one in kept] == [
        ("split", "A. Editor"),
        ("note", "A. Editor"),
        ("correct", "A. Editor"),
    ]
    assert kept[1].note == "odd"
    assert (kept[2].field, kept[2].value) == ("type", "COERCE")
