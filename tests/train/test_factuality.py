"""Weights of factuality are fitted: what lowers the labels weighs less than nothing. Needs torch."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.query.judged import Row

pytest.importorskip("torch")


def test_weights_follow_the_labels() -> None:
    from onrecord.train.factuality import fit

    judged = [Row("UW", "train", ("plain",), 3.0)] * 20 + [Row("UW", "train", ("denied",), -3.0)] * 20
    found = fit([*judged, Row("UW", "train", ("seldom",), 0.0)])
    assert found["denied"] < 0 < found["plain"]
    assert "seldom" not in found
    assert fit([*judged, Row("UW", "train", ("seldom",), 0.0)]) == found


def test_the_file_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.train import factuality

    judged = [Row("UW", split, ("plain",), 3.0) for split in ("train", "train", "train", "dev")]
    monkeypatch.setattr(factuality, "rows", lambda _: iter(judged))
    factuality.build(tmp_path, tmp_path)
    lines = (tmp_path / "factuality.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "factor\tweight"
    assert lines[2].startswith("bias\t")
