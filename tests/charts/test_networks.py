"""The network and its slider."""

from __future__ import annotations

from pathlib import Path

from onrecord.analysis.network import network
from onrecord.charts import network as draw
from tests.analysis.acts import act, record
from tests.charts.drawn import drawn, marks, spec


def test_the_slider_shows_one_period_after_the_other(tmp_path: Path) -> None:
    some = [
        act("a1", "IRN", "USA", "ACCUSE", "2026-01-02"), act("a2", "IRN", "USA", "AID", "2026-03-02"),
        act("a3", "EGY", "SDN", "AID", "2026-03-05"), act("a4", "EGY", "SDN", "CONSULT", "2026-03-25"),
        act("a5", "USA", "SDN", "ASSAULT", "2026-02-25"),
    ]  # fmt: skip
    with record(tmp_path / "record.db", some) as connection:
        made = spec(draw(network(connection)))
    (slider,) = made["params"]
    assert slider["bind"] | {"name": ""} == {"input": "range", "min": 0, "max": 3, "step": 1, "name": ""}
    wanted = {0: (3, "2026-01 to 2026-03"), 1: (1, "2026-01"), 2: (1, "2026-02"), 3: (2, "2026-03")}
    for value, (lines, words) in wanted.items():
        slider["value"] = value
        assert marks(made)["rule"] == lines
        assert f">{words}<" in drawn(made)
    text = drawn(made)
    for name in ("Iran", "United States", "Egypt", "Sudan"):
        assert f">{name}<" in text


def test_lines_say_what_prevails_by_dash(tmp_path: Path) -> None:
    some = [
        act("a1", "IRN", "USA", "ACCUSE", "2026-01-02"), act("a2", "IRN", "USA", "AID", "2026-03-02"),
        act("a3", "EGY", "SDN", "AID", "2026-03-05"), act("a5", "USA", "SDN", "ASSAULT", "2026-02-25"),
    ]  # fmt: skip
    with record(tmp_path / "record.db", some) as connection:
        made = spec(draw(network(connection)))
    sides = {row["pair"]: row["side"] for row in made["layer"][0]["data"]["values"]}
    assert sides == {
        "Egypt and Sudan": "more cooperation", "Iran and United States": "as much of either",
        "Sudan and United States": "more conflict",
    }  # fmt: skip
    dashes = made["layer"][0]["encoding"]["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == 3


def test_nothing_told_says_so(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", [act("a1")]) as connection:
        assert "no events between countries" in drawn(spec(draw(network(connection, until="2020"))))
