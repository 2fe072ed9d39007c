"""The charts of a dyad."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from onrecord.analysis.dyads import DyadSeries, TieBar, dyad
from onrecord.charts import dyad as draw
from onrecord.charts import ties
from tests.analysis.acts import act, record
from tests.analysis.test_dyads import SOME
from tests.charts.drawn import drawn, marks, rows, spec, units


def titles(made: dict[str, object]) -> list[str]:
    return [panel["title"]["text"] for panel in made["vconcat"]]  # type: ignore[attr-defined]


def test_series_claims_and_ties_have_rows_of_their_own(held: Connection) -> None:
    made = spec(draw(dyad(held, "IRN", "SDN")))
    assert titles(made) == [
        "Events: told as fact", "Events: disputed", "What each claims about the other",
        "Ties (a dashed line: start not told; an arrow: end not told)",
    ]  # fmt: skip
    assert marks(made)["point"] == 3 + 7 + 3, "events, claims, ends of ties that are not told"


def test_every_event_is_a_point_and_vague_ones_are_bars(tmp_path: Path) -> None:
    more = [act("b1", "IRN", "USA", "AID", "2026-05"), act("b2", "IRN", "USA", "AID", "2026-06")]
    with record(tmp_path / "record.db", [*SOME, *more]) as connection:
        series = dyad(connection, "USA", "IRN")
    made = spec(draw(series))
    assert titles(made) == ["Events a month, told as fact", "Events: told as fact", "Events: on somebody's word"]
    seen = marks(made)
    assert seen["bar"] == len({(m.month, m.quad) for m in series.months if m.series == "observed"}) == 5
    shown = [point for point in series.points if point.series in ("observed", "attributed")]
    assert seen["point"] == len(shown) == 7, "what counts as no event is no point"
    assert seen["rule"] == 2, "two events are known to the month alone"
    text = drawn(made)
    assert "Iran → United States" in text
    assert "United States → Iran" in text


def test_marks_of_one_day_do_not_cover_one_another(tmp_path: Path) -> None:
    kinds = ("ACCUSE", "AID", "ASSAULT", "SANCTION", "REJECT")
    some = [act(f"a{at}", "IRN", "USA", kind, "2026-03-02") for at, kind in enumerate(kinds)]
    with record(tmp_path / "record.db", some) as connection:
        made = spec(draw(dyad(connection, "IRN", "USA")))
    lanes = [row["lane"] for row in rows(made, "point") if "lane" in row]
    assert len(lanes) == len(set(lanes)) == 5


def bar(id_: str, start: str | None, end: str | None, first: str | None = "2026-03-01") -> TieBar:
    return TieBar(id_, "sanctions", None, ("country:IRN", "person:ali-x"), start, end, "in_force", first, first)


def test_ties_say_what_is_told_and_what_is_not() -> None:
    bars = (
        bar("t1", "2020", "2021-05"),
        bar("t2", None, None),
        bar("t3", "2025-01-01", None),
        bar("t4", None, None, None),
    )
    made = spec(ties(DyadSeries("IRN", "USA", None, None, (), bars, (), ())))
    seen = marks(made)
    assert (seen["bar"], seen["rule"], seen["point"]) == (2, 1, 2), "bars; a dashed line; arrows for open ends"
    assert "t4" not in str(rows(made, "bar")), "no day at all"
    first = next(row for row in rows(made, "bar") if row["id"] == "t1")
    assert (first["start"], first["end"]) == ("2020-01-01", "2021-06-01"), "all of 2020 to all of May"
    assert first["parties"] == "Iran, ali x"
    dashed = [unit for unit in units(made) if unit["mark"].get("strokeDash")]
    assert len(dashed) == 1


def test_nothing_told_says_so() -> None:
    nothing = DyadSeries("IRN", "USA", None, None, (), (), (), ())
    assert "nothing is told of Iran and United States" in drawn(spec(draw(nothing)))
    assert "no tie between them is told" in drawn(spec(ties(nothing)))
