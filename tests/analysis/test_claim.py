"""One claim: its matrix, its figures, its chains."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from onrecord.analysis.claim import Branch, figures, matrix, polarity, tree
from onrecord.codebook.stances import StanceKind
from onrecord.query.filters import Filter
from onrecord.query.pages import every


def held(holder: str, stance: str, links: tuple[str, ...], root: int, times: int = 1, first: str | None = None) -> Any:
    return {
        "holder": holder, "stance": stance, "links": list(links), "root": root, "times": times, "first": first,
        "last": first, "report": "r1", "statement": None,
    }  # fmt: skip


def test_every_stance_has_a_polarity() -> None:
    assert {polarity(stance) for stance in StanceKind} == {"for", "against", "open", "silent", "other"}
    assert [polarity(one) for one in ("denies", "could_not_verify", "no_response", "promises", "alleges")] == [
        "against", "open", "silent", "other", "for",
    ]  # fmt: skip


def test_cells_are_in_order_of_day_those_without_one_last() -> None:
    stances = [
        held("b", "denies", ("b",), 1, first="2026-02-01"), held("c", "asserts", ("c",), 2),
        held("a", "asserts", ("a",), 3, 4, "2026-01-01"),
    ]  # fmt: skip
    cells = matrix({"stances": stances})
    assert [(cell.holder, cell.polarity, cell.times) for cell in cells] == [
        ("a", "for", 4), ("b", "against", 1), ("c", "for", 1),
    ]  # fmt: skip


def test_seven_outlets_one_root() -> None:
    outlets = [f"Outlet {number}" for number in range(7)]
    stances = [held("person:x", "asserts", ("a ministry official", "person:x"), 1, 7)]
    (root,) = tree({"stances": stances, "outlets": outlets})
    assert (root.name, root.kind, root.reports) == ("person:x", "root", 7)
    relay, *published = root.children
    assert relay == Branch("a ministry official", "relay", 7, ())
    assert [(one.name, one.kind) for one in published] == [(name, "outlet") for name in outlets]


def test_roots_stand_apart_the_one_told_most_first_and_what_depends_on_one_below_it() -> None:
    stances = [
        held("country:IRN", "denies", ("country:IRN",), 2), held("person:x", "asserts", ("person:x",), 1, 2),
        held("person:y", "asserts", ("person:x", "person:y"), 1),
    ]  # fmt: skip
    found = tree({"stances": stances, "outlets": ["A", "B"]})
    assert [(branch.name, branch.kind, branch.reports) for branch in found] == [
        ("person:x", "root", 3), ("country:IRN", "root", 1),
    ]  # fmt: skip
    assert found[0].children == (Branch("person:y", "origin", 1, (Branch("person:x", "relay", 1, ()),)),)


def test_figures_say_whether_their_bounds_are_left_out(held: Connection) -> None:
    claims = list(every(held, "c", Filter()))
    shipped = next(claim for claim in claims if "more than 200 attack drones to Sudan" in claim["text"])
    rows = {(row.holder, row.low, row.best): row for row in figures(shipped)}
    row = rows["country:USA", 200.0, None]
    assert (row.what, row.high, row.exclusive, row.superseded) == ("drones", None, True, False)
    assert row.day == "2026-05-13"
    superseded = [row for claim in claims for row in figures(claim) if row.superseded]
    assert superseded, "the bundled reports lower a toll"


@pytest.mark.parametrize("kind", ["c", "e"])
def test_all_of_the_bundled_reports(held: Connection, kind: str) -> None:
    for entry in every(held, kind, Filter()):
        stances = entry["stances" if kind == "c" else "holders"]
        assert len(matrix(entry)) == len(stances)
        branches = tree(entry)
        assert len(branches) == len({stance["root"] for stance in stances})
        assert sum(branch.reports for branch in branches) == sum(stance["times"] for stance in stances)
        assert len(figures(entry)) == len(entry["figures"])
