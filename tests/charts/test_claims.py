"""The charts of a claim."""

from __future__ import annotations

from typing import Any

from onrecord.analysis.claim import Cell, FigureRow
from onrecord.charts import figures, matrix
from tests.charts.drawn import drawn, marks, rows, spec


def cell(holder: str, stance: str, polarity: str, first: str | None, last: str | None = None) -> Cell:
    return Cell(holder, stance, polarity, first, last or first, 1, "r1", None)


def figure(holder: str, low: float | None, high: float | None, best: float | None, **more: Any) -> FigureRow:
    told = {"unit": None, "exclusive": False, "day": "2026-03-01", "superseded": False, "report": "r1"} | more
    return FigureRow(holder=holder, what="people", low=low, high=high, best=best, **told)  # type: ignore[arg-type]


def test_stances_stand_where_they_were_first_told() -> None:
    cells = [
        cell("country:IRN", "denies", "against", "2026-03-01", "2026-03-09"),
        cell("country:IRN", "neither_confirms_nor_denies", "open", "2026-03-01"),
        cell("outlet", "relays", "other", "2026-03"), cell("person:x", "asserts", "for", None),
    ]  # fmt: skip
    made = spec(matrix(cells, {"country:IRN": "the Iranian side"}))
    text = drawn(made)
    assert marks(made)["point"] == 3, "one has no day"
    for words in ("the Iranian side", "the reports themselves", "neither confirms nor denies", "relays"):
        assert words in text
    assert "x asserts, day unknown" in made["description"]
    iran = [row["lane"] for row in rows(made, "point") if row.get("holder") == "the Iranian side"]
    assert len(set(iran)) == 2, "one below the other"


def test_figures_are_intervals_points_and_arrows() -> None:
    given = [
        figure("country:USA", 30, 40, None), figure("country:IRN", None, None, 12.5, superseded=True),
        figure("person:x", 30, None, None, exclusive=True), figure("person:y", None, 1500, None),
        figure("person:z", None, None, None),
    ]  # fmt: skip
    made = spec(figures(given, {}))
    text = drawn(made)
    for words in ("30 to 40", "12.5", "more than 30", "up to 1,500", "United States: people"):
        assert words in text
    assert marks(made)["point"] == 3, "a best value and two open ends"
    assert "z" not in {row["holder"] for row in rows(made, "point")}, "no value, no row"
    dashes = {row["state"] for row in rows(made, "rule")}
    assert dashes == {"stands", "superseded"}


def test_an_id_is_no_part_of_an_address() -> None:
    odd = Cell("x", "asserts", "for", "2026-03-01", "2026-03-01", 1, "javascript:a/b?c#d <e>", None)
    (row,) = rows(spec(matrix([odd], {})), "rule")
    assert row["href"] == "/reports/javascript%3Aa%2Fb%3Fc%23d%20%3Ce%3E"


def test_large_figures_are_written_out() -> None:
    text = drawn(spec(figures([figure("x", None, None, 1e10), figure("y", None, None, 2e9)], {})))
    assert ">10,000,000,000<" in text
    assert ">4,000,000,000<" in text, "a tick of the axis"


def test_nothing_told_says_so() -> None:
    assert "no stance with a day is told" in drawn(spec(matrix([], {})))
    assert "no figure is given" in drawn(spec(figures([figure("x", None, None, None)], {})))
