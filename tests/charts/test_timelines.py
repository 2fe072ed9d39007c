"""The timeline."""

from __future__ import annotations

from sqlalchemy import Connection

from onrecord.analysis.timeline import Bar, timeline
from onrecord.charts import timeline as draw
from onrecord.query.filters import Filter
from tests.charts.drawn import drawn, marks, rows, spec


def bar(
    id_: str, start: str | None, end: str | None, precision: str, told: str = "2026-03-04", text: str = "It."
) -> Bar:
    return Bar(
        id_, start, end or start, precision, told, "AID", "material cooperation", "observed", "outlet_voice", "A", "B",
        text, 1,
    )  # fmt: skip


def test_points_bars_and_undated_ones() -> None:
    bars = [
        bar("e1", "2026-03-02", None, "day"), bar("e2", "2026-02", None, "month"), bar("e3", None, None, "unknown"),
        bar("e4", "2026-01-03", "2026-01-20", "interval"),
    ]  # fmt: skip
    made = spec(draw(bars))
    seen = marks(made)
    assert seen["point"] == 4
    assert seen["rule"] == 2 + 3, "two vague ones; three were told on a later day"
    sizes = {row["id"]: row["size"] for row in rows(made, "point") if "size" in row}
    assert sizes["e3"] < sizes["e1"], "who gives no day stands there small"
    event = next(row for row in rows(made, "point") if row.get("id") == "e2")
    assert (event["start"], event["end"], event["told"]) == ("2026-02-01", "2026-03-01", "2026-03-04")


def test_what_is_far_from_all_reports_does_not_squeeze_the_rest() -> None:
    made = spec(
        draw(
            [
                bar("e1", "1956", None, "year"),
                bar("e2", "2026-03-02", None, "day"),
                bar("e3", "2026-02-01", None, "day"),
            ]
        )
    )
    assert "1 event before" in drawn(made)
    assert marks(made)["point"] == 2
    reaching = spec(draw([bar("e1", "2026-03-01", "2031", "interval"), bar("e2", "2026-03-02", None, "day")]))
    row = next(row for row in rows(reaching, "point") if row.get("id") == "e1")
    assert row["end"] < "2027", "a bar ends with the picture"


def test_long_texts_are_cut_for_the_tooltip() -> None:
    made = spec(draw([bar("e1", "2026-03-02", None, "day", text="word " * 200)]))
    assert max(len(str(row.get("text", ""))) for row in rows(made, "point")) <= 100


def test_all_of_the_bundled_reports(held: Connection) -> None:
    bars = timeline(held, Filter())
    made = spec(draw(bars))
    shown = {row["id"] for row in rows(made, "point") if "id" in row}
    assert shown < {one.id for one in bars}
    assert marks(made)["point"] == len(shown) == len(bars) - 2
    assert "2 events before" in drawn(made)


def test_nothing_told_says_so() -> None:
    assert "no event with a day" in drawn(spec(draw([])))
