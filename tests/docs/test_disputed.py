"""The page on disputed territories and names says what the software gives, wording by wording."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from onrecord import where, who
from onrecord.codebook.overlay import load, using
from onrecord.language import Parser
from onrecord.model import Cast, Found, Place, Report
from tests.docs.blocks import ROOT

PAGE = (ROOT / "docs" / "codebook" / "disputed.md").read_text(encoding="utf-8")
PLACES = ["in the report", "`name`", "`iso3`", "`admin1`", "`precision`", "ground"]
ACTORS = ["in the report", "entity", "`iso3`", "`sectors`"]
GROUNDS = ("own", "region", "inside", "UN", "none", "XKX", "sea", "same")
PUBLISHED = "2026-01-15"


class Row(NamedTuple):
    """A row of a table: the sentence it is read in, its wordings, and what they give (None: an empty cell)."""

    section: str
    sentence: str
    wordings: list[str]
    cells: list[str | None]


def rows(head: list[str]) -> list[Row]:
    """Every row of the tables with this head."""
    found: list[Row] = []
    section = sentence = ""
    inside = False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if line.startswith("### "):
            section = line.removeprefix("### ")
        elif told := re.match(r"Read in: `([^`]*)`", line):
            sentence = told[1]
        if not line.startswith("|"):
            inside = False
        elif cells == head:
            inside = True
        elif inside and not line.startswith("|---"):
            found.append(Row(section, sentence, cells[0].split("; "), [cell.strip("`") or None for cell in cells[1:]]))
    return found


PLACE_ROWS = rows(PLACES)
ACTOR_ROWS = rows(ACTORS)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str) -> tuple[Cast, Found[Place]]:
    parsed = parser.parse(Report(id="x", text=text, published=PUBLISHED))
    cast = who.find(parsed)
    return cast, where.find(parsed, cast)


def actors(parser: Parser, row: Row) -> list[tuple[str, list[str | None]]]:
    """Each wording of a row at the head of its sentence, with the id, code and sectors of the entity it names."""
    given: list[tuple[str, list[str | None]]] = []
    for wording in row.wordings:
        cast, _ = read(parser, row.sentence.replace("...", wording[0].upper() + wording[1:], 1))
        start = len("the ") if wording.startswith("the ") else 0
        named = [entity for entity in cast.entities if any(mention.start == start for mention in entity.mentions)]
        assert len(named) < 2, f"{wording}: {[entity.id for entity in named]}"
        entity = named[0] if named else None
        sectors = " ".join(entity.sectors) or None if entity else None
        given.append((wording, [entity.id, entity.iso3, sectors] if entity else [None, None, None]))
    return given


@pytest.mark.parametrize("row", PLACE_ROWS, ids=lambda row: row.wordings[0])
def test_a_place_is_read_as_the_page_says(parser: Parser, row: Row) -> None:
    for wording in row.wordings:
        _, found = read(parser, row.sentence.replace("...", wording, 1))
        assert [place.text for place in found.values] == [wording.removeprefix("the ")]
        place = found.values[0]
        assert [place.name, place.iso3, place.admin1, place.precision] == row.cells[:4], wording


@pytest.mark.parametrize("row", ACTOR_ROWS, ids=lambda row: f"{row.section}: {row.wordings[0]}")
def test_an_actor_is_read_as_the_page_says(parser: Parser, row: Row) -> None:
    for wording, cells in actors(parser, row):
        assert cells == row.cells, wording


def test_every_row_has_a_ground_and_no_code_without_one() -> None:
    assert len(PLACE_ROWS) > 100
    for name, iso3, admin1, _, ground in (row.cells for row in PLACE_ROWS):
        assert ground in GROUNDS, name
        assert (iso3 is None) == (ground in ("none", "sea")), name
        assert admin1 is not None or ground != "region", name


def test_no_wording_stands_twice() -> None:
    wordings = [wording for row in PLACE_ROWS for wording in row.wordings]
    assert sorted(set(wordings)) == sorted(wordings)


def test_pre_marks_those_without_a_code_of_their_own() -> None:
    for row in ACTOR_ROWS:
        sectors = (row.cells[2] or "").split()
        if row.section == "With a code of their own":
            assert sectors == ["GOV"], row.wordings
        elif row.section.startswith("De facto"):
            assert sectors == ["PRE"], row.wordings


def test_a_dissolved_republic_keeps_its_sector_in_the_reports_of_its_day(parser: Parser) -> None:
    report = Report(id="x", text="The Republic of Artsakh said so on Monday.", published="2023-09-01")
    assert who.find(parser.parse(report)).entities[0].sectors == ("PRE",)


def test_the_file_on_the_page_changes_actors_and_not_places(parser: Parser, tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", PAGE, re.S)
    assert block is not None
    file = tmp_path / "mine.toml"
    file.write_text(block[1], encoding="utf-8")
    rows = tomllib.loads(block[1])["entity"]
    with using(load(file)):
        cast, found = read(parser, "Turkey and the Polisario Front said so on Monday.")
    given = {entity.id: entity for entity in cast.entities}
    assert [row["id"] for row in rows] == list(given)
    assert given[rows[0]["id"]].name == rows[0]["name"]
    assert given[rows[1]["id"]].sectors == tuple(rows[1]["sectors"])
    assert [place.name for place in found.values] == ["Turkey"]
