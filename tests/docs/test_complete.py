"""The documentation names every command, option, field and value, and no field that is not there."""

from __future__ import annotations

import re

import typer

from onrecord.cli.main import app
from onrecord.cli.outcome import EXIT_CODES
from onrecord.codebook.own import OwnFile, OwnTrigger, OwnType, Recode
from onrecord.codebook.own_file import FILLERS, NOUN_FLAGS, SLOTS, VERB_FLAGS
from onrecord.codebook.stances import StanceKind
from onrecord.codebook.standing import Standing
from onrecord.query.frames import COLUMNS
from onrecord.query.schema import schema
from tests.docs.blocks import PAGES, ROOT, blocks

CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
LIBRARY = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")


ORIGIN = ("report", "outlet", "published")
"""Columns of every table."""


def test_every_command_and_option_is_in_the_docs() -> None:
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        assert f"## onrecord {name}\n" in CLI
        assert f"$ onrecord {name} --help\nUsage: onrecord {name}" in CLI, f"the help of {name} is not on the page"
        for parameter in command.params:
            for option in parameter.opts:
                assert option in CLI, f"{name} {option}"
    for code in set(EXIT_CODES.values()):
        assert f"| {code} |" in CLI


def fields(section: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", section, re.M)


def test_every_field_and_value_is_in_the_docs_and_no_other() -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", READING, re.M | re.S))
    for noun, definition in schema()["$defs"].items():
        assert noun in sections, f"docs/reading.md has no section {noun}"
        assert fields(sections[noun]) == list(definition["properties"]), noun
        for field, described in definition["properties"].items():
            for option in (described, *described.get("anyOf", ())):
                for value in option.get("enum", ()):
                    assert f"`{value}`" in sections[noun], f"{noun}.{field}: {value}"


def test_every_stance_and_standing_is_in_the_docs() -> None:
    for value in (*StanceKind, *Standing):
        assert f"`{value.value}`" in READING


def test_every_table_and_column_is_in_the_docs_and_no_other() -> None:
    for name, columns in COLUMNS.items():
        row = re.search(rf"^\| `{name}` \| (.*) \|$", LIBRARY, re.M)
        assert row is not None, name
        assert re.findall(r"`(\w+)`", row[1]) == [column for column in columns if column not in ORIGIN], name
    assert all(f"`{column}`" in LIBRARY for column in ORIGIN)


def test_what_is_not_run_has_a_reason() -> None:
    for page in PAGES:
        for kind in ("console", "python"):
            for block in blocks(page, kind):
                assert block.runs or len(block.note) > len("not run: "), block.name


def test_the_example_entities_are_those_on_the_page() -> None:
    page = (ROOT / "docs" / "entities.md").read_text(encoding="utf-8")
    for example in ("mine.toml", "mine.csv"):
        assert (ROOT / "docs" / "examples" / example).read_text(encoding="utf-8") in page


def test_the_example_codebook_and_all_it_may_say_are_on_the_page() -> None:
    page = (ROOT / "docs" / "own-codebook.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "examples" / "border.toml").read_text(encoding="utf-8") in page
    for struct in (OwnFile, OwnType, OwnTrigger, Recode):
        assert all(f"`{field}`" in page for field in struct.__struct_fields__), struct
    for name in (*SLOTS, *FILLERS, *VERB_FLAGS, *NOUN_FLAGS):
        assert f"`{name}`" in page, name


def test_the_example_report_is_the_one_on_the_page() -> None:
    page = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "examples" / "report.txt").read_text(encoding="utf-8") in page
