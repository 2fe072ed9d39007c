"""Whole readings of the bundled reports, kept to the byte.

A change that moves a reading shows here, field by field. Look at it, and where it is right:
`ONRECORD_SNAPSHOTS=write pytest tests/test_snapshots.py`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import onrecord.data
from onrecord import intake
from onrecord.model import Report
from onrecord.pipeline import Pipeline

KEPT = Path(__file__).parent / "snapshots"
REPORTS = Path(onrecord.data.__file__).parent / "reports"


def bundled() -> list[Report]:
    found = list(intake.reports([str(REPORTS)], intake.Options()))
    assert all(isinstance(report, Report) for report in found), found
    return [report for report in found if isinstance(report, Report)]


def test_there_are_eight() -> None:
    reports = bundled()
    assert len(reports) == 8
    assert len({report.outlet for report in reports if report.outlet}) == 5


@pytest.mark.parametrize("number", range(8))
def test_reading_is_as_kept(number: int, pipeline: Pipeline) -> None:
    report = bundled()[number]
    reading = pipeline.read(report).to_dict()
    for event in reading["events"]:
        assert 0 <= event.pop("score") <= 1  # another processor may round another way
    got = json.dumps(reading, indent=1, ensure_ascii=False) + "\n"
    path = KEPT / f"{report.id}.json"
    if os.environ.get("ONRECORD_SNAPSHOTS") == "write":
        KEPT.mkdir(exist_ok=True)
        path.write_text(got, encoding="utf-8")
    assert path.is_file(), f"no snapshot {path.name}"
    assert json.loads(got) == json.loads(path.read_text(encoding="utf-8"))
    assert got == path.read_text(encoding="utf-8")
