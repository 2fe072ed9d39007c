"""Every example of the documentation and of the help texts runs, and prints what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from onrecord.cli.bulk_commands import app as of_bulk
from onrecord.cli.main import app
from onrecord.cli.record_commands import app as of_record
from tests.docs import resident
from tests.docs.blocks import EVENTS, PAGES, REPORTS, ROOT, Block, blocks, furnish, steps


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with an `onrecord` that need not load the models each time."""
    folder = tmp_path_factory.mktemp("programs")
    resident.command(folder, folder / "line")
    command = [sys.executable, "-m", "tests.docs.resident", str(folder / "line")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield folder
        server.kill()


Run = Callable[[str, Path], subprocess.CompletedProcess[str]]


@pytest.fixture
def run(programs: Path) -> Run:
    def here(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        named = folder / ".venv" / "bin" / "onrecord"
        if named.is_symlink():
            named.unlink()
            named.symlink_to(programs / "onrecord")
        return run_by(programs, command, folder)

    return here


def run_by(programs: Path, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a reader would type it, with this environment's `onrecord`."""
    path = os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_console_blocks(page: Path, tmp_path: Path, run: Run) -> None:
    furnish(tmp_path)
    for block in blocks(page, "console"):
        if not block.runs:
            continue
        printed = []
        for step in steps(block):
            done = run(step.command, tmp_path)
            assert done.returncode == 0, f"{block.name}: $ {step.command}\n{done.stderr}"
            printed.append(done.stdout)
            if step.printed and os.environ.get("ONRECORD_DOCS") != "write":
                wanted = re.escape(step.printed.strip()).replace(r"\.\.\.", r"[\s\S]*?")
                assert re.fullmatch(wanted, done.stdout.strip()), (
                    f"{block.name}: $ {step.command} prints\n{done.stdout}\nthe page says\n{step.printed}"
                )
        if os.environ.get("ONRECORD_DOCS") == "write":
            rewrite(block, printed)


def rewrite(block: Block, printed: list[str]) -> None:
    """Put what is printed now in place of what the page says, except where it leaves something open."""
    new = ""
    for step, output in zip(steps(block), printed, strict=True):
        shown = output if step.printed.strip() and "..." not in step.printed else step.printed
        new += f"$ {step.command}\n" + (shown.rstrip() + "\n" if shown.strip() else "")
    text = block.page.read_text(encoding="utf-8")
    block.page.write_text(text.replace(f"```console\n{block.body}```", f"```console\n{new}```"), encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_blocks(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks(page, "python"):
        if block.runs:
            exec(compile(block.body, block.name, "exec"), names)


def named(line: str) -> str:
    """A line with ids in place of ID and REPORT: two events, two reports."""
    for word, known in (("ID", EVENTS), ("REPORT", REPORTS), ("OTHER", REPORTS[1:])):
        for id_ in known:
            line = re.sub(rf"\b{word}\b", id_, line, count=1)
    return line


def examples() -> list[Any]:
    """The example lines of every command's help."""
    found = []
    for command in (*app.registered_commands, *of_record.registered_commands, *of_bulk.registered_commands):
        assert command.callback is not None
        lines = (command.callback.__doc__ or "").split("\b\n", 1)[-1].split("\n\n")[0].splitlines()
        found.append(pytest.param([line.strip() for line in lines if line.strip()], id=command.callback.__name__))
    return found


@pytest.mark.parametrize("lines", examples())
def test_help_examples(lines: list[str], tmp_path: Path, run: Run) -> None:
    furnish(tmp_path)
    assert lines
    for line in lines:
        assert "onrecord " in line
        done = run(named(line), tmp_path)
        assert done.returncode == 0, f"$ {line}\n{done.stderr}"


def test_the_first_help_names_commands_that_run(tmp_path: Path, run: Run) -> None:
    furnish(tmp_path)
    callback = app.registered_callback
    assert isinstance(callback, typer.models.TyperInfo)
    told = re.findall(r": (onrecord .*)", callback.callback.__doc__ or "")  # type: ignore[union-attr]
    assert len(told) == 2
    for line in told:
        assert run(line, tmp_path).returncode == 0, line
