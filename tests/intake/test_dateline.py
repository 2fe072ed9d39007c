from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.dateline import byline_of, read_head

CASES = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_head(case: dict[str, Any]) -> None:
    head = read_head(case["text"], case.get("published"))
    assert (head.dateline.place if head.dateline else None) == case.get("place")
    assert (head.dateline.date if head.dateline else None) == case.get("date")
    assert head.byline == case.get("byline")
    assert head.published == case.get("published_there")
    assert head.filed == case.get("filed")


@pytest.mark.parametrize("line", ["By the River", "By Monday Night", "By 2026", "By", "by", "By A", "Bye Bye Now"])
def test_what_is_no_byline(line: str) -> None:
    assert byline_of(line) is None


@given(st.text(alphabet="SEOUL, Dec13()/-—:.\nBy Ana2026", max_size=60), st.sampled_from([None, "2026", "2026-03-01"]))
def test_any_head_is_read(text: str, published: str | None) -> None:
    read_head(text, published)
