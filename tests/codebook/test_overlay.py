from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.offices import full_names, given_names, person, short_names, standing
from onrecord.codebook.overlay import NONE, in_force, load, using
from onrecord.errors import ConfigError
from onrecord.who.lexicon import names
from tests.docs.blocks import ROOT

EXAMPLES = ROOT / "docs" / "examples"


def test_adds_and_corrects_only_while_it_is_in_force() -> None:
    overlay = load(EXAMPLES / "mine.toml")
    before = (names().get("Atlantic alliance"), full_names().get("Ana Kovar"))
    with using(overlay):
        assert [known.key for known in names().get("Northwind")] == ["organization:northwind-shipping"]
        assert {known.form for known in names().get("NWS")} == {"acronym"}
        assert names().get("Atlantic alliance") == ()
        assert {known.key for known in names().get("NATO")} == {"igo:nato"}
        assert set(full_names().get("Ana Kovar")) == {"ana-kovar"}
        assert short_names()["kovar"] == "ana-kovar"
        assert person("ana-kovar").gender == "f"
        assert [office.title for office in standing("ana-kovar", "2025-03-01").held] == ["foreign minister"]
        assert [office.title for office in standing("ana-kovar", "2025-03-01").left] == ["interior minister"]
        assert given_names()["ana"] == "f"
    assert in_force() is NONE
    assert (names().get("Atlantic alliance"), full_names().get("Ana Kovar")) == before
    assert before[0]


def test_toml_and_csv_say_the_same(tmp_path: Path) -> None:
    csv = load(EXAMPLES / "mine.csv")
    toml = load(EXAMPLES / "mine.toml")
    assert csv.rows["person:ana-kovar"].offices[1].title == toml.rows["person:ana-kovar"].offices[1].title
    assert csv.digest != toml.digest == load(EXAMPLES / "mine.toml").digest


def test_corrects_a_person_of_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[entity]]\nid = "person:joe-biden"\noffices = [{ title = "chairman", since = "2025" }]\n')
    with using(load(path)):
        row = person("joe-biden")
        assert (row.name, row.iso3, [office.title for office in row.offices]) == ("Joe Biden", "USA", ["chairman"])
        assert full_names().get("Joseph Biden")[0] == "joe-biden"
    assert len(person("joe-biden").offices) > 1


BAD = {
    "no.toml": ("[[entity]]\nname = 'X'\n", "missing required field `id`"),
    "kind.toml": ("[[entity]]\nid = 'firm:x'\nname = 'X'\n", "is not KIND:NAME"),
    "name.toml": ("[[entity]]\nid = 'organization:x'\n", "needs a name"),
    "code.toml": ("[[entity]]\nid = 'organization:x'\nname = 'X'\niso3 = 'UK'\n", "iso3 'UK'"),
    "sector.toml": ("[[entity]]\nid = 'organization:x'\nname = 'X'\nsectors = ['ARMY']\n", "sector 'ARMY'"),
    "date.toml": (
        "[[entity]]\nid = 'person:x'\nname = 'X Y'\noffices = [{title = 't', since = '3/4/24'}]\n", "since '3/4/24'"
    ),
    "order.toml": (
        "[[entity]]\nid = 'person:x'\nname = 'X Y'\noffices = [{title = 't', since = '2024', to = '2023'}]\n",
        "ends before it begins",
    ),
    "twice.toml": ("[[entity]]\nid = 'igo:nato'\n[[entity]]\nid = 'igo:nato'\n", "stands there twice"),
    "key.toml": ("[[entity]]\nid = 'igo:nato'\nnmae = 'N'\n", "unknown field `nmae`"),
    "other.toml": ("[entities]\nid = 'igo:nato'\n", "every entity is a table"),
    "broken.toml": ("[[entity]\n", "no TOML"),
    "empty.toml": ("", "holds no entity"),
    "person.toml": ("[[entity]]\nid = 'igo:nato'\nshort = ['N']\n", "are for people"),
    "country.toml": ("[[entity]]\nid = 'country:XYZ'\nname = 'X'\n", "no country of the tables"),
    "cells.csv": ("id,name\nigo:nato,N,extra\n", "more cells"),
    "head.csv": ("name\nN\n", "no column id"),
    "file.yaml": ("a: b\n", "from .toml or .csv"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_with_its_row(tmp_path: Path, name: str) -> None:
    text, reason = BAD[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert reason in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load(tmp_path / "bytes.toml")
