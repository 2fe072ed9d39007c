"""Every value of an event is one of those that the contract names: a reading's JSON decodes strictly."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from onrecord.model import Reading, Report

CASES = Path(__file__).parent.parent / "cases"
PURPOSES = [
    "Mali began talks in order to begin to free hostages.",
    "The rebels refused to agree to try to release the nurses to please Chad.",
    "Kenya decided to send envoys to Juba to persuade rebels to lay down their arms.",
    "Togo has the right to expel envoys to protest the raid.",
    "The plan to offer to withdraw troops to meet the deadline was dropped by Ghana.",
]


def texts() -> list[str]:
    found = list(PURPOSES)
    for path in sorted(CASES.glob("*/*.toml")):
        found += [case["text"] for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return found


@pytest.mark.parametrize("start", range(0, len(texts()), 40))
def test_the_reading_decodes(pipeline, start):
    for text in texts()[start : start + 40]:
        reading = pipeline.read(Report(id="v", text=text, published="2026-05-14"))
        again = msgspec.json.decode(reading.to_json(), type=Reading)
        assert again.events == reading.events, text
