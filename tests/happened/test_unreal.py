"""A hundred sentences of denials, plans, questions, conditions, negations and mere possibilities.

Each line of `unreal.jsonl` names the triggers of acts that its sentence does not tell as done (`unreal`), and of
those that it does (`real`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import Reader

LINES = (Path(__file__).parent / "unreal.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("row", [json.loads(line) for line in LINES], ids=lambda row: f"{row['id']}-{row['kind']}")
def test_what_is_not_done_is_never_observed(reader: Reader, row: dict[str, Any]) -> None:
    for event in reader.read(row["text"]).events:
        words = set(event.trigger.text.split())
        if words & set(row["unreal"]) and not words & set(row["real"]):
            assert event.series != "observed", f"{event.type} {event.trigger.text}"


def test_every_kind_is_there() -> None:
    kinds = [json.loads(line)["kind"] for line in LINES]
    assert len(kinds) == 100
    assert {kind: kinds.count(kind) >= 16 for kind in kinds} == dict.fromkeys(set(kinds), True)
