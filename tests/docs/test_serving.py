"""The examples of the commands that serve: each starts, answers, and is stopped again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from onrecord.cli.desk_commands import app
from tests.docs.blocks import furnish

EXAMPLES = {
    command.callback.__name__: re.findall(r"^ *(onrecord .+)$", command.callback.__doc__ or "", re.M)
    for command in app.registered_commands
    if command.callback is not None
}


def test_both_commands_have_examples() -> None:
    assert len(EXAMPLES["serve"]) == 3
    assert len(EXAMPLES["agents"]) == 1


@pytest.mark.parametrize("line", EXAMPLES["serve"])
def test_serve(line: str, tmp_path: Path) -> None:
    """As it stands, but at a port that is free and without a browser."""
    furnish(tmp_path)
    given = re.sub(r" --port \d+| --open", "", line).split()[1:]
    command = [str(Path(sys.executable).parent / "onrecord"), *given, "--port", "0"]
    environment = {**os.environ, "ONRECORD_RECORD": str(tmp_path / "none.db"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            told = next(found for line in server.stdout if (found := re.search(r"at (http://127\.0\.0\.1:\d+/)", line)))
            with urlopen(told[1], timeout=20) as answer:
                page = answer.read().decode()
            assert answer.status == 200
            assert "<h1>Who said what" in page
            assert ("An example: the eight reports" in page) == ("--record" not in given)
            assert ("this desk may write" in page) == ("--writable" in given)
        finally:
            server.terminate()
            assert server.wait(20) in (0, -15)


@pytest.mark.parametrize("line", EXAMPLES["agents"])
def test_agents(line: str, tmp_path: Path) -> None:
    """It answers the first message of the protocol, and ends when the client does."""
    furnish(tmp_path)
    hello = (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
        '"clientInfo":{"name":"test","version":"1"}}}\n'
    )
    command = [str(Path(sys.executable).parent / "onrecord"), *line.split()[1:]]
    done = subprocess.run(command, cwd=tmp_path, input=hello, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert '"serverInfo"' in done.stdout.splitlines()[0]
