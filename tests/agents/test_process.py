"""The server as clients start it: a process that speaks the protocol over its standard streams, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from onrecord import Record
from onrecord.agents.server import build
from tests.agents.asking import Answered, answered, process, talk

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("read_report", {"text": "Peru signed a trade agreement with Chile on Tuesday, the foreign ministry said."}),
    ("search", {"words": "drones"}),
    ("claims", {"standing": "contested"}),
    ("events", {"who": "IRN", "series": "all"}),
    ("statements", {"type": "deny"}),
    ("ties", {}),
    ("report", {"id": "eastport-20260512"}),
    ("brief", {"one": "IRN", "other": "SDN"}),
    ("actors", {"name": "voss"}),
    ("entry", {"id": "t1888474f5515"}),
    ("cite", {"id": "eastport-20260512", "form": "bibtex"}),
    ("entry", {"id": "nothing"}),
    ("nothing", {}),
)


async def _all(client: Client) -> list[Answered]:
    return [answered(await client.call_tool(tool, asked)) for tool, asked in QUESTIONS]


def test_every_tool_over_standard_streams(affair: str, record: Record) -> None:
    there = talk(process(affair), _all)
    here = talk(build(record), _all)
    assert [one.whole.encode() for one in there] == [one.whole.encode() for one in here]
    assert [one.refused for one in there] == [False] * 11 + [True] * 2


def test_resource_over_standard_streams(affair: str, record: Record) -> None:
    async def read(client: Client) -> Any:
        templates = await client.list_resource_templates()
        listed = await client.list_resources()
        return templates, listed, await client.read_resource("onrecord://report/eastport-20260512")

    templates, listed, found = talk(process(affair), read)
    assert [one.uri_template for one in templates.resource_templates] == ["onrecord://report/{id}"]
    assert listed.resources == []
    assert found.contents[0].text == record.reading("eastport-20260512").report.text


def spoken(given: StdioServerParameters, *messages: dict[str, Any]) -> tuple[list[bytes], bytes, int]:
    """What a process says until every message with an id is answered: its lines, its log, its exit code."""
    running = subprocess.Popen(
        [given.command, *given.args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"".join(json.dumps(message).encode() + b"\n" for message in messages))
    running.stdin.flush()
    lines = [running.stdout.readline() for message in messages if "id" in message]
    rest, log = running.communicate(timeout=120)
    return lines + rest.splitlines(), log, running.returncode


HELLO = (
    {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
)  # fmt: skip


def test_standard_output_carries_the_protocol_alone(affair: str) -> None:
    calls = [
        {"jsonrpc": "2.0", "id": n, "method": "tools/call", "params": {"name": tool, "arguments": asked}}
        for n, (tool, asked) in enumerate(QUESTIONS, 2)
    ]
    unknown = {"jsonrpc": "2.0", "id": 99, "method": "nothing/known"}
    told, log, code = spoken(process(affair), *HELLO, *calls, unknown)
    assert code == 0, log
    lines = [json.loads(line) for line in told]
    assert all(line["jsonrpc"] == "2.0" for line in lines)
    assert sorted(line["id"] for line in lines) == [1, *range(2, 2 + len(calls)), 99]
    assert log == b""
    assert lines[0]["result"]["serverInfo"]["name"] == "onrecord"


def test_bytes_that_are_no_protocol_do_not_end_it(affair: str) -> None:
    given = process(affair)
    lines = b"{broken\n\xff\xfe\n[]\n\n" + b"".join(json.dumps(message).encode() + b"\n" for message in HELLO)
    done = subprocess.run([given.command, *given.args], input=lines, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in done.stdout.splitlines())
    assert b"Traceback" not in done.stdout


ENDING = "from onrecord.cli.outcome import ending\nfrom onrecord.cli.agents import run\nwith ending():\n    run({!r})"


def started(record: str | None, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process as the command line runs it, whose client hangs up at once."""
    return subprocess.run(
        [sys.executable, "-c", ENDING.format(record)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_a_record_that_is_not_there_is_named_at_the_start(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.db")
    for done in (started(path), started(None, ONRECORD_RECORD=path)):
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr == f"onrecord: {path}: no record there (onrecord add FILE --record {path} makes one)\n"


def test_a_file_that_is_no_record_is_named_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("no record at all " * 100)
    done = started(str(path))
    assert done.returncode == 1
    assert done.stderr == f"onrecord: {path}: not a record of OnRecord (check the path)\n"


def test_where_nobody_named_a_record_and_none_is_there(tmp_path: Path) -> None:
    done = started(None, ONRECORD_RECORD="", XDG_DATA_HOME=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_mcp_it_says_what_to_install() -> None:
    hidden = "import sys\nsys.modules['mcp'] = None\n" + ENDING.format(None)
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr == "onrecord: tools for agents need mcp: pip install 'onrecord[agents]'\n"


def test_the_command_line_loads_nothing_of_it_before_it_runs() -> None:
    code = "import sys, onrecord.cli.agents\nassert not {'mcp', 'sqlalchemy', 'spacy'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_file_of_the_record_stays_as_it_is(affair: str) -> None:
    before = Path(affair).read_bytes()
    talk(process(affair), _all)
    assert Path(affair).read_bytes() == before
