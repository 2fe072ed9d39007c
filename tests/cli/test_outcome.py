from __future__ import annotations

import inspect
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import errors
from onrecord.cli.outcome import EXIT_CODES, ending, exit_code
from tests.cli.command import REPORT

ENTRY = [sys.executable, "-c", "from onrecord.cli.main import run; run()"]


def test_every_error_of_ours_is_in_the_table() -> None:
    classes = {
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.OnRecordError) and kind.__module__ == errors.__name__
    }
    assert classes <= set(EXIT_CODES)
    assert all(EXIT_CODES[kind] == kind.exit_code for kind in classes)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error",
    [
        errors.InputError("a.txt", "empty", "give another"),
        errors.InputError("a.txt", "empty"),
        *(kind("no") for kind in (errors.DataError, errors.StoreError, errors.EngineError, errors.ConfigError)),
    ],
)
def test_every_error_of_ours_passes_between_processes(error: errors.OnRecordError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InputError("a.txt", "empty"), 1),
        (errors.DataError("no"), 1),
        (errors.StoreError("no"), 1),
        (errors.EngineError("no"), 1),
        (errors.ConfigError("no"), 2),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_is_raised_decides_the_exit_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(error) == code
    with pytest.raises(SystemExit) as end, ending():
        raise error
    assert end.value.code == code
    told = capsys.readouterr().err
    assert told == (f"onrecord: {error}\n" if isinstance(error, errors.OnRecordError) else "")


@pytest.mark.parametrize("options", [("--json",), ()])
def test_a_listener_who_leaves_is_no_failure(tmp_path: Path, options: tuple[str, ...]) -> None:
    files = []
    for number in range(12):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(REPORT * 3, encoding="utf-8")
    command = [*ENTRY, "read", *map(str, files), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(20)
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(timeout=120) == 0
    assert told == b""


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Łódź’s mayor said “we will stay”, and the minister in Lima agreed with him.", encoding="utf-8")
    plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for options in (["--json"], []):
        done = subprocess.run([*ENTRY, "read", str(path), *options], capture_output=True, env=plain, check=True)
        assert "Łódź’s mayor" in done.stdout.decode("utf-8").replace("[", "").replace("{", "")


def test_standard_input_from_a_pipe_and_readings_through_verify(tmp_path: Path) -> None:
    read = subprocess.run([*ENTRY, "read", "-", "--json"], input=REPORT.encode(), capture_output=True, check=True)
    proof = subprocess.run([*ENTRY, "verify", "-"], input=read.stdout, capture_output=True, check=True)
    assert proof.stdout.startswith(b"ok: 1 reading")


def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*ENTRY, "schema"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"cannot write the output" in done.stderr
