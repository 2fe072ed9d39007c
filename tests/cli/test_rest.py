"""The small commands, the help, and how fast they start."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord import __version__
from tests.cli.command import Command


def test_version(onrecord: Command) -> None:
    assert onrecord("--version").out == f"onrecord {__version__}\n"


def test_schema_is_json(onrecord: Command) -> None:
    schema = json.loads(onrecord("schema").out)
    assert schema["title"] == "onrecord.reading/1"
    assert schema["$defs"]["Statement"]["properties"]["chain"]["description"].startswith("outlet first")


def test_demo_reads_the_bundled_reports(onrecord: Command) -> None:
    result = onrecord("demo")
    assert (result.code, result.err) == (0, "")
    assert "All 8 reports together" in result.out
    assert "onrecord read docs/examples/report.txt" in result.out
    assert "more sources" in result.out


def test_what_the_demo_names_at_its_end_works(
    onrecord: Command, report: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(report.parent)
    lines = [line.strip() for line in onrecord("demo").out.splitlines() if line.startswith("  onrecord ")]
    assert len(lines) == 7
    assert lines.pop() == "onrecord serve --record desk.db --open"  # tests/docs/test_serving.py runs it
    for line in lines:
        words = shlex.split(line.partition(" > ")[0])[1:]
        result = onrecord(*words)
        assert result.code == 0, line
        if " > " in line:
            (tmp_path / "readings.jsonl").write_text(result.out, encoding="utf-8")


@pytest.mark.parametrize("command", ["read", "explain", "who", "verify", "schema", "demo"])
def test_help_teaches_by_example(onrecord: Command, command: str) -> None:
    result = onrecord(command, "--help")
    assert result.code == 0
    assert f"\n  onrecord {command}" in result.out
    assert onrecord(command, "-h").out == result.out


def best_of(runs: int, *command: str) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def test_help_starts_about_as_fast_as_its_library() -> None:
    entry = "import sys; sys.argv = ['onrecord', '--help']; from onrecord.cli.main import run; run()"
    bare = best_of(5, sys.executable, "-c", "import typer")
    assert best_of(5, sys.executable, "-c", entry) < 3 * bare


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = "import sys, onrecord; print(sorted({'spacy', 'numpy', 'rich', 'msgspec', 'typer'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
    heavy = "import sys, onrecord.cli.main; print(sorted({'spacy', 'numpy', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
