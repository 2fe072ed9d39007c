"""The page on agents names every tool, every parameter and every bound, and its examples of configuration are JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onrecord import Reader, Record
from onrecord.agents import bounds
from onrecord.agents.arguments import MOST, schema
from onrecord.agents.server import REPORT
from onrecord.agents.tools import LONGEST, RULES, tools

PAGE = (Path(__file__).parent.parent.parent / "docs" / "agents.md").read_text(encoding="utf-8")
SECTIONS = {
    name: body
    for heading, body in re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    for name in heading.split(", ")
}


@pytest.fixture(scope="module")
def offered(record: Record) -> dict[str, dict[str, object]]:
    return {tool.name: schema(tool.takes) for tool in tools(record, Reader)}


def test_every_tool_and_parameter_is_in_the_docs_and_no_other_tool(offered: dict[str, dict[str, object]]) -> None:
    assert set(SECTIONS) - {"Reports as resources"} == set(offered)
    for name, told in offered.items():
        properties, required = told["properties"], told.get("required", [])
        assert isinstance(properties, dict)
        assert isinstance(required, list)
        for parameter in properties:
            assert f"`{parameter}`" in SECTIONS[name], f"{name}: {parameter}"
        for parameter in required:
            assert f"**`{parameter}`**" in SECTIONS[name], f"{name}: {parameter}"


def test_every_choice_is_in_the_docs(offered: dict[str, dict[str, object]]) -> None:
    for name, field in (("read_report", "parts"), ("events", "series"), ("cite", "form")):
        properties = offered[name]["properties"]
        assert isinstance(properties, dict)
        for values in re.findall(r"'enum': \[(.*?)\]", str(properties[field])):
            for value in values.replace("'", "").split(", "):
                assert f"`{value}`" in SECTIONS[name], f"{name}: {value}"


def test_bounds_are_those_of_the_docs() -> None:
    plain = " ".join(PAGE.split())
    assert f"at most {LONGEST:,} characters" in plain
    assert f"about {bounds.LARGEST:,} bytes" in plain
    assert f"holds {bounds.LISTED} items in a page, and {bounds.WHOLE} with `entry`" in plain
    assert f"{MOST} at most" in plain
    assert f"`{REPORT}{{id}}`" in plain
    assert RULES in " ".join(PAGE.replace("\n> ", "\n").split())


def test_configurations_are_json_that_starts_the_command() -> None:
    blocks = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    assert len(blocks) == 2
    for block in blocks:
        (servers,) = json.loads(block).values()
        assert [servers["onrecord"]["command"], *servers["onrecord"]["args"]][:3] == ["onrecord", "agents", "--record"]
