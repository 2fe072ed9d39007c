"""Runs every case of `tests/cases`; the format is told in `tests/cases/README.md`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Dateline, Report
from onrecord.pipeline import Pipeline

CASES = Path(__file__).parent / "cases"
HANDLES = ("text", "name", "id", "entity", "iso3", "start", "title", "reason")


def load() -> list[Any]:
    """Every case as a pytest parameter named by its id."""
    found = []
    for path in sorted(CASES.glob("*/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=case["id"]))
    return found


def matches(want: Any, got: Any) -> bool:
    """Whether a value of the reading is as a case wants it."""
    if want == "":
        return got in (None, [], {}, "")
    if isinstance(want, dict):
        return isinstance(got, dict) and all(matches(value, dig(got, key)) for key, value in want.items())
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and pair_up(want, got)
    if isinstance(got, list):
        return any(matches(want, item) for item in got)
    if isinstance(got, dict):
        return any(matches(want, got[key]) for key in HANDLES if key in got)
    if isinstance(want, str) and want.startswith("~"):
        return isinstance(got, str) and re.search(want[1:], got) is not None
    return bool(want == got)


def dig(got: Any, key: str) -> Any:
    """`a.b` looks up `b` inside `a`."""
    for part in key.split("."):
        got = got.get(part) if isinstance(got, dict) else None
    return got


def pair_up(want: list[Any], got: list[Any]) -> bool:
    """Whether each wanted item can be given an item of its own."""
    if not want:
        return True
    return any(
        matches(want[0], item) and pair_up(want[1:], got[:number] + got[number + 1 :])
        for number, item in enumerate(got)
    )


@pytest.mark.parametrize("case", load())
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    given = {key: case[key] for key in ("title", "outlet", "published") if key in case}
    if "dateline" in case:
        given["dateline"] = Dateline(case["dateline"])
    reading = pipeline.read(Report(id=case["id"], text=case["text"], **given)).to_dict()
    for kind, wanted in case.get("expect", {}).items():
        for want in wanted:
            assert any(matches(want, got) for got in reading[kind]), f"no {kind} like {want} in {reading[kind]}"
    for kind, barred in case.get("never", {}).items():
        for bar in barred:
            wrong = [got for got in reading[kind] if matches(bar, got)]
            assert not wrong, f"{kind} like {bar}: {wrong}"
    for kind, number in case.get("count", {}).items():
        assert len(reading[kind]) == number, f"{len(reading[kind])} {kind}: {reading[kind]}"


def test_ids_are_unique() -> None:
    ids = [parameter.id for parameter in load()]
    assert len(ids) == len(set(ids))
