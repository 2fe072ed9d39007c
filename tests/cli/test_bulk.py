"""`onrecord bulk`, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.bulk import megabytes
from onrecord.errors import ConfigError
from tests.bulk.made import archive
from tests.cli.command import Command


def test_an_archive_is_read_told_of_and_kept(tmp_path: Path, onrecord: Command) -> None:
    inputs, out = archive(tmp_path / "in.jsonl", 3), tmp_path / "out"
    with open(inputs, "a", encoding="utf-8") as stream:
        stream.write('{"id": "no-text"}\n')
    done = onrecord("bulk", inputs, out, "--workers", "1", "--max-memory", "2G")
    assert done.code == 1
    assert f"{out}: done, 1 of 1 shard\n  3 reports read, 1 failed" in done.out
    assert "1 failed: no text" in done.out
    told = json.loads(onrecord("bulk", "status", out, "--json").out)
    assert (told["state"], told["read"], told["failed"], told["units"]) == ("done", 3, 1, 4)
    again = onrecord("bulk", inputs, out)
    assert (again.code, "--resume goes on with it" in again.err) == (2, True)
    assert onrecord("bulk", inputs, out, "--resume").code == 1
    kept = onrecord("add", out, "--record", tmp_path / "record.db")
    assert "3 added, 0 duplicate, 0 revised, 0 failed; " in kept.out
    assert not (out / "merging").exists()
    assert onrecord("verify", "--record", tmp_path / "record.db").code == 0
    again = onrecord("add", out, "--record", tmp_path / "record.db")
    assert again.out.endswith("0 added, 3 duplicate, 0 revised, 0 failed\n")
    (tmp_path / "readings.jsonl").write_text(onrecord("read", inputs, "--json").out, encoding="utf-8")
    onrecord("add", tmp_path / "readings.jsonl", "--record", tmp_path / "other.db")
    for noun in ("events", "claims", "statements"):
        asked = [onrecord(noun, "--record", tmp_path / name, "--json", "--all") for name in ("record.db", "other.db")]
        assert asked[0].out == asked[1].out != ""


def test_what_is_called_wrongly_is_told(tmp_path: Path, onrecord: Command) -> None:
    for given, said in (
        (["bulk", tmp_path / "missing.jsonl", tmp_path / "out"], "no such file"),
        (["bulk", tmp_path / "alone"], "bulk needs what is to be read"),
        (["bulk", "status", tmp_path / "nothing"], "no run of onrecord bulk there"),
        (["bulk", tmp_path, tmp_path / "out"], "nothing there that can be read"),
        (["bulk", tmp_path, tmp_path / "out", "--workers", "0"], "--workers must be at least 1"),
        (["bulk", tmp_path, tmp_path / "out", "--max-memory", "much"], "write it as 1.2G"),
        (["bulk", tmp_path, tmp_path / "out", "--published", "soon"], "not a date"),
        (["bulk", "nosuchstore://a/b.jsonl", tmp_path / "out"], "nosuchstore://a/b.jsonl"),
    ):
        done = onrecord(*given)
        assert done.code in (1, 2)
        assert said in done.err, (given, done.err)
        assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("given", "wanted"), [("1.2G", 1200), ("900M", 900), ("800", 800), ("2 GiB", 2000), (None, None)]
)
def test_sizes(given: str | None, wanted: int | None) -> None:
    assert megabytes(given) == wanted


@pytest.mark.parametrize("given", ["", "G", "1.2X", "-", "infG"])
def test_what_is_no_size(given: str) -> None:
    with pytest.raises(ConfigError):
        megabytes(given)
