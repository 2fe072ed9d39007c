"""Our labels of events are whole, and a reading is held against them word by word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from onrecord.evaluate.events import Label, compare, figures, labels
from onrecord.model import Report
from onrecord.model.event import EventType
from onrecord.pipeline import Pipeline

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Sudan expelled two Norwegian envoys. Peru praised nobody, and the ferry sailed."


@pytest.mark.parametrize("part", ["train", "validation"])
def test_labels_are_whole(part: str) -> None:
    for sentences in labels(part).values():
        for (start, end), told in sentences.items():
            assert start < end
            for label in told:
                assert start <= label.start < label.end <= end
                assert label.type in get_args(EventType)


def test_validation_shares_no_sentence_with_train() -> None:
    train = {(report, place) for report, found in labels("train").items() for place in found}
    assert not train.intersection((report, place) for report, found in labels("validation").items() for place in found)


def test_events_are_found_typed_invented_and_missed() -> None:
    reading = Pipeline().read(Report(id="a", text=TEXT))
    expelled, praised = TEXT.index("expelled"), TEXT.index("praised")
    (expulsion,) = (e for e in reading.events if e.trigger.start == expelled)
    first, second = (0, TEXT.index("Peru")), (TEXT.index("Peru"), len(TEXT))
    wanted = {
        ("set", "a"): {
            first: [Label(expelled, expelled + 8, expulsion.type, True)],
            second: [Label(praised, praised + 7, "ASSAULT", True), Label(praised + 20, praised + 22, "AID", False)],
        }
    }
    tally = compare(wanted, {("set", "a"): reading})
    inside = [e for e in reading.events if second[0] <= e.trigger.start]
    assert (tally.found + tally.missed, tally.typed) == (3, 1)
    assert tally.found + tally.invented == 1 + len(inside)
    assert figures(tally)["recall"] == pytest.approx(1 / 3)


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold sets are not here")
def test_labels_stand_on_whole_words() -> None:
    for name in ("guardian_sdf", "re3d"):
        lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
        for (held, report), sentences in labels("validation").items():
            for told in sentences.values() if held == name else ():
                for label in told:
                    word = texts[report][label.start : label.end]
                    assert word[0].isalnum(), word
                    assert word == word.strip()
