"""Tables: their columns, the values of a known event, and the way through CSV and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.export import gdelt, polecat
from onrecord.export.columns import Column, listed
from onrecord.export.tables import COLUMNS, columns, rows
from tests.export.conftest import Exported

Entries = Callable[[str], list[dict[str, Any]]]
ALL = {**COLUMNS, "polecat": polecat.COLUMNS, "gdelt": gdelt.COLUMNS}


@pytest.mark.parametrize("kind", ALL)
def test_every_column_is_told_and_has_a_name_of_its_own(kind: str) -> None:
    table: tuple[Column, ...] = ALL[kind]
    assert all(len(column.told) > 3 for column in table)
    folded = [column.name.casefold() for column in table]  # databases do not tell `Year` from `year`
    assert len(folded) == len(set(folded))


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_row_has_every_column_in_order(kind: str, entries: Entries) -> None:
    found = list(rows(kind, entries(kind)))
    assert found
    kinds: dict[str, Any] = {"text": str, "whole": int, "number": (int, float), "yes": bool}
    for row in found:
        assert tuple(row) == columns(kind)
        for column in COLUMNS[kind]:
            value = row[column.name]
            assert value is None or isinstance(value, kinds[column.type]), (column.name, value)


def test_a_known_event(entries: Entries) -> None:
    strike = next(row for row in rows("e", entries("e")) if row["trigger"] == "bombed")
    wanted = {
        "type": "ASSAULT", "mode": "aerial", "cameo": "195", "quad": "material conflict",
        "contexts": "military|human_security", "trigger_span": f"{strike['report']}:13-19", "actors": "Turkish jets",
        "actor_ids": "", "actor_iso3": "TUR", "actor_sectors": "MIL", "actor_inferred": "false",
        "recipients": "the Syrian town of Afrin", "recipient_iso3": "SYR", "where": "Afrin", "where_iso3": "SYR",
        "where_admin1": "SY-HL", "lat": 36.51, "lon": 36.87, "where_precision": "city", "when": "on Monday",
        "start": "2024-03-04", "end": "2024-03-04", "precision": "day", "quantities": "12 people",
        "quantities_min": "12", "series": "observed", "realis": "actual", "reports": 2, "roots": 2,
        "outlets": "Eastpost|Northwire", "first": "2024-03-06", "last": "2024-03-07",
        "anchors": "north-1:13-19|east-2:13-19",
    }  # fmt: skip
    assert {name: strike[name] for name in wanted} == wanted


def test_an_allegation_keeps_its_holder(entries: Entries) -> None:
    shelling = next(row for row in rows("e", entries("e")) if row["trigger"] == "shelling")
    assert (shelling["series"], shelling["standing"], shelling["holders"]) == (
        "attributed", "alleged", "country:UKR=alleges",
    )  # fmt: skip
    claim = next(row for row in rows("c", entries("c")) if row["text"] == "shelling Kharkiv")
    assert (claim["holders"], claim["stances"], claim["standing"]) == ("country:UKR", "alleges", "alleged")


def test_a_quotation_comes_back_from_csv(exported: Exported, entries: Entries) -> None:
    (statement,) = rows("s", entries("s"))
    read = list(csv.DictReader(io.StringIO(exported("csv", "s").decode(), newline="")))
    assert [row["content"] for row in read] == ["yes \\| no, \tperhaps"]
    assert read[0]["content"] == statement["content"]


@pytest.mark.parametrize("kind", COLUMNS)
def test_csv_holds_what_the_rows_hold(kind: str, exported: Exported, entries: Entries) -> None:
    asked = {"series": "all"} if kind == "e" else {}
    read = list(csv.reader(io.StringIO(exported("csv", kind, **asked).decode(), newline="")))
    assert tuple(read[0]) == columns(kind)
    wanted = [["" if value is None else str(value) for value in row.values()] for row in rows(kind, entries(kind))]
    assert read[1:] == wanted


def test_lists_keep_step_and_can_be_taken_apart() -> None:
    assert listed([]) is None
    assert listed([None, "a|b", 2.0, 0.5, True]) == "|a\\|b|2|0.5|true"
    assert re.split(r"(?<!\\)\|", listed(["a|b", None, "c"]) or "") == ["a\\|b", "", "c"]
