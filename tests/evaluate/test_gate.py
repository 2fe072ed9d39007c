"""The gate itself, on a shared folder made for the test: floors hold, digests are compared, parts are stable."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import ConfigError, EngineError
from onrecord.evaluate import corpora, gate

TEXT = "Moru denied on Friday that its troops had crossed the river."
COPY_INPUT = """
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    print(json.dumps({"id": row["id"], "text": row["text"]}))
"""
COUNT = """
import json, sys
read = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
print("noise\\nscore statements=%d/9 share=%.3f" % (sum(len(r["statements"]) for r in read), 0.5))
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    for folder in ("gold", "score"):
        (tmp_path / folder).mkdir()
    rows = [{"id": f"r{i}", "split": "dev" if i % 2 else "train", "text": TEXT} for i in range(40)]
    (tmp_path / "gold" / "set.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "score" / "to_input.py").write_text(COPY_INPUT, encoding="utf-8")
    (tmp_path / "score" / "count.py").write_text(COUNT, encoding="utf-8")
    return tmp_path


def corpus(**changes: object) -> corpora.Corpus:
    made = corpora.Corpus(gold="gold/set.jsonl", scorer="count.py", floors={"statements": 2.0}, part=(0, 5))
    return msgspec.structs.replace(made, **changes)


def test_rows_are_filtered_and_cut_the_same_way_each_time(shared: Path) -> None:
    dev = corpora.rows(corpus(where={"split": "dev"}, part=None), shared)
    assert len(dev) == 20
    parts = [corpora.rows(corpus(part=(k, 5)), shared) for k in range(5)]
    assert sum(len(part) for part in parts) == 40
    assert corpora.rows(corpus(part=(2, 5)), shared) == parts[2]


def test_a_set_is_read_and_scored(shared: Path, tmp_path: Path) -> None:
    got, output, digest = gate.measure(corpus(part=(0, 9)), shared, tmp_path, workers=1)
    assert got["share"] == 0.5
    assert got["statements"] >= 1
    assert output.startswith("noise")
    assert len(digest) == 12


def test_a_figure_below_its_floor_is_a_fault() -> None:
    assert gate.hold("set", corpus(), {"statements": 2.0}, "x") == []
    assert gate.hold("set", corpus(), {"statements": 1.9}, "x") == ["set: statements is 1.900, its floor 2.000"]
    assert gate.hold("set", corpus(), {}, "x")
    assert "digest" in gate.hold("set", corpus(digest="aaaa"), {"statements": 2.0}, "bbbb")[0]


def test_a_missing_set_or_a_broken_scorer_is_named(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere"):
        corpora.rows(corpus(gold="gold/nowhere.jsonl"), shared)
    (shared / "score" / "count.py").write_text("raise SystemExit('no')", encoding="utf-8")
    with pytest.raises(EngineError, match=r"count\.py"):
        gate.measure(corpus(part=(0, 39)), shared, tmp_path, workers=1)


def test_the_gate_says_when_it_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--shared", str(tmp_path)]) == 2
    assert "--shared" in capsys.readouterr().err


def test_every_set_has_floors_and_the_sample_is_small() -> None:
    sets = corpora.corpora()
    assert all(entry.floors for entry in sets.values())
    assert 2 <= sum(entry.sample for entry in sets.values()) <= 6
