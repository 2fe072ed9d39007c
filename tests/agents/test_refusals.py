"""What cannot be answered: the message is ours, and nothing else comes out."""

from __future__ import annotations

from typing import Any

import pytest
from mcp import Client, MCPError

from onrecord import Record
from onrecord.agents.server import build
from onrecord.agents.tools import NO_RECORD
from onrecord.errors import OnRecordError
from tests.agents.asking import Ask, asking, talk

LONE = "half \ud800 pair"


@pytest.mark.parametrize(
    ("tool", "asked", "message"),
    [
        ("entry", {"id": "e000000000000"}, "e000000000000: nothing in the record has this id"),
        ("entry", {"id": "../../etc/passwd"}, "../../etc/passwd: nothing in the record has this id"),
        ("cite", {"id": "nothing"}, "nothing: nothing in the record has this id"),
        ("cite", {"id": "nothing", "form": "mla"}, "form 'mla': there are text, bibtex, csl, annotation"),
        ("report", {"id": "'; DROP TABLE reports"}, "'; DROP TABLE reports: no report of the record has this id"),
        ("report", {"id": "r1439341c95ef", "cursor": "12"}, "'12' is no cursor"),
        ("report", {"id": "r1439341c95ef", "cursor": "-1.5"}, "'-1.5' is no cursor"),
        ("report", {"id": "r1439341c95ef", "parts": ["text", "soul"]}, "parts 'soul': there are text, statements"),
        ("events", {"since": "yesterday"}, "--since 'yesterday' is not a date: write it as 2024, 2024-06 or"),
        ("events", {"until": "2026-02-30"}, "--until '2026-02-30' is not a date"),
        ("search", {"words": "drones", "since": "03/04/2024"}, "since '03/04/2024' is not a date"),
        ("search", {"words": "?!"}, "'?!': no word to search for"),
        ("search", {"words": "drones", "cursor": "9" * 30}, f"'{'9' * 30}' is no cursor"),
        ("brief", {"one": "IRN", "other": "SDN", "since": "then"}, "--since 'then' is not a date"),
        ("brief", {"one": "Atlantis", "other": "SDN"}, "'Atlantis': nobody in this record is called so"),
        ("claims", {"who": "Nobody Known"}, "'Nobody Known': nobody in this record is called so"),
        ("claims", {"outlet": "The Daily Void"}, "'The Daily Void': no outlet of this record is called so"),
        ("claims", {"place": "Erewhon"}, "'Erewhon': no place of this record is called so"),
        ("claims", {"standing": "true"}, "standing 'true': there are outlet_voice, asserted"),
        ("claims", {"cursor": "!!"}, "'!!' is no cursor"),
        (
            "claims",
            {"cursor": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ"},
            "'OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ' is no cursor",
        ),
        ("events", {"series": "true"}, "series 'true': there are observed, attributed"),
        ("events", {"limit": 1_000_000}, "limit: Expected int <= 50"),
        ("events", {"limit": 0}, "limit: Expected int >= 1"),
        ("events", {"limit": "many"}, "limit: Expected int, got str"),
        ("events", {"whom": "SDN"}, "Object contains unknown field whom (there are who, to"),
        ("events", {"reports": 10**30}, "reports: Expected int <= 1000000"),
        ("events", {"text": "a " * 1000}, "text: Expected str of length <= 1000"),
        ("search", {}, "Object missing required field words"),
        ("actors", {"name": 7}, "name: Expected str"),
        ("read_report", {"text": " "}, "argument text: holds only white space (nothing to read)"),
        ("read_report", {"text": "Peru signed.", "published": "soon"}, "argument published"),
        ("read_report", {"text": "Peru signed.", "parts": "claims"}, "parts: Expected array | null, got str"),
        ("read_report", {"text": "Peru\0signed."}, "argument text: holds NUL characters"),
        ("read_report", {"text": "Peru signed.", "title": "x" * 20_000}, "title: Expected str of length <= 10000"),
        ("delete", {}, "no tool 'delete': there are read_report, search, claims"),
    ],
)
def test_refused(ask: Ask, tool: str, asked: dict[str, Any], message: str) -> None:
    answer = ask(tool, **asked)
    assert answer.refused
    assert answer.told.startswith(message)
    assert "Traceback" not in answer.told
    assert ".py" not in answer.told


def test_half_a_surrogate_pair_is_refused(record: Record) -> None:
    from onrecord.agents.arguments import Search, parsed

    with pytest.raises(OnRecordError, match="half a surrogate pair"):
        parsed(Search, {"words": LONE})


def test_the_message_is_that_of_the_library(ask: Ask, record: Record) -> None:
    with pytest.raises(OnRecordError) as error:
        list(record.claims(who="Nobody Known"))
    assert ask("claims", who="Nobody Known").told == str(error.value)
    with pytest.raises(OnRecordError) as error:
        record.entry("nothing")
    assert ask("entry", id="nothing").told == str(error.value)


def test_another_language_is_refused_and_read_when_asked(bare: Ask) -> None:
    german = "Der Außenminister sagte am Dienstag, die Regierung habe das Abkommen nicht unterzeichnet. " * 3
    refused = bare("read_report", text=german)
    assert refused.refused
    assert "in German (de), and OnRecord reads English" in refused.told
    assert not bare("read_report", text=german, force=True).refused


def test_without_a_record_it_reads_and_says_how_to_get_one(bare: Ask) -> None:
    async def listed(client: Any) -> Any:
        return await client.list_tools(), await client.list_resource_templates(), client.instructions

    found, templates, instructions = talk(build(None), listed)
    assert [tool.name for tool in found.tools] == ["read_report"]
    assert NO_RECORD in found.tools[0].description
    assert NO_RECORD in instructions
    assert templates.resource_templates == []
    assert not bare("read_report", text="Peru signed a trade agreement with Chile on Tuesday.").refused
    refused = bare("events")
    assert refused.refused
    assert refused.told == f"no tool 'events': {NO_RECORD}"


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("onrecord://report/nothing", "nothing: no report of the record has this id (onrecord search finds reports)"),
        ("onrecord://report/..%2F..%2Fetc", "../../etc: no report of the record has this id"),
        ("onrecord://report/", ": no report of the record has this id"),
        ("onrecord://entry/x", "onrecord://entry/x: no such resource (there is onrecord://report/ID)"),
        ("file:///etc/passwd", "file:///etc/passwd: no such resource (there is onrecord://report/ID)"),
    ],
)
def test_resources_that_are_not_there(record: Record, uri: str, message: str) -> None:
    async def read(client: Client) -> str:
        with pytest.raises(MCPError) as error:
            await client.read_resource(uri)
        return error.value.error.message

    assert talk(build(record), read).startswith(message)


def test_of_a_fault_of_ours_the_agent_learns_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Any:
        raise RuntimeError("/secret/path: a thing inside")

    answer = asking(build(None, broken))("read_report", text="Peru signed.")
    assert answer.refused
    assert answer.told == "OnRecord failed at this; the server's log says why"
    assert "/secret/path" in caplog.text
