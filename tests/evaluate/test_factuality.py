"""Figures of factuality: error and correlation of given numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import ConfigError
from onrecord.evaluate.factuality import figures, main
from onrecord.query.judged import Row, rows
from onrecord.standing.factuality import value


def test_figures_of_a_perfect_and_of_a_flat_judge() -> None:
    low, high = ("v.realis=negated|neg",), ("v.realis=actual",)
    judged = [Row("X", "dev", factors, value(factors)) for factors in (low, high)]
    assert figures(judged) == pytest.approx((2, 0.0, 1.0))
    flat = [row._replace(label=1.0) for row in judged]
    assert figures(flat)[2] == 0.0
    assert figures([]) == (0, 0.0, 0.0)


def test_judged_words_are_read_from_a_set(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    text = "The ferry sank. The mayor did not resign."
    targets = [{"span": [10, 14], "text": "sank", "label": 3.0}, {"span": [34, 40], "text": "resign", "label": -3.0}]
    line = {"id": "a", "split": "dev", "text": text, "targets": targets}
    (gold / "fact_UW.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    found = list(rows(gold, ("UW",)))
    assert [row.label for row in found] == [3.0, -3.0]
    assert value(found[0].factors) > 2 > 0 > value(found[1].factors)
    assert main(["--shared", str(tmp_path), "--sets", "UW"]) in (0, 1)


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="fact_UW"):
        list(rows(tmp_path, ("UW",)))
