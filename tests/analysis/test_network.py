"""The network: who with whom, how often, when; and a layout that leaves nothing to chance."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from onrecord.analysis.network import layout, network
from tests.analysis.acts import act, record
from tests.analysis.test_dyads import SOME


def test_edges_count_events_whoever_acts(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        net = network(connection)
        assert [(edge.one, edge.other, edge.events, edge.quads, edge.periods) for edge in net.edges] == [
            (
                "IRN", "USA", 3, {"material conflict": 1, "verbal conflict": 1, "verbal cooperation": 1},
                (("2026", 3),),
            ),
            ("EGY", "SDN", 1, {"material cooperation": 1}, (("2025", 1),)),
        ]  # fmt: skip
        assert [(node.id, node.name, node.events) for node in net.nodes] == [
            ("IRN", "Iran", 3), ("USA", "United States", 3), ("EGY", "Egypt", 1), ("SDN", "Sudan", 1),
        ]  # fmt: skip
        assert net.periods == ("2025", "2026"), "one event is known to the year alone"
        assert network(connection, series="all").edges[0].events == 5
        assert [edge.quads for edge in network(connection, quad="material conflict").edges] == [
            {"material conflict": 1}
        ]
        assert [edge.events for edge in network(connection, since="2026-04").edges] == [1]
        assert network(connection, until="2020").nodes == ()


def test_periods_are_months_without_a_gap_and_years_beyond_three(tmp_path: Path) -> None:
    first = [act("a1", start="2026-01-02"), act("a2", start="2026-04-02")]
    with record(tmp_path / "months.db", first) as connection:
        net = network(connection)
    assert net.periods == ("2026-01", "2026-02", "2026-03", "2026-04")
    assert net.edges[0].periods == (("2026-01", 1), ("2026-04", 1))
    with record(tmp_path / "years.db", [*first, act("a3", start="2022-05-01")]) as connection:
        assert network(connection).periods == ("2022", "2023", "2024", "2025", "2026")


def test_only_those_with_most_events_are_kept(tmp_path: Path) -> None:
    with record(tmp_path / "record.db", SOME) as connection:
        net = network(connection, most=2)
    assert {node.id for node in net.nodes} == {"IRN", "USA"}
    assert len(net.edges) == 1


def test_the_layout_lies_in_its_box_and_keeps_dots_apart(held: Connection) -> None:
    net = network(held, series="all")
    assert len(net.nodes) > 4
    assert all(-1 <= node.x <= 1 and -1 <= node.y <= 1 for node in net.nodes)
    places = [(node.x, node.y) for node in net.nodes]
    assert min((a - c) ** 2 + (b - d) ** 2 for a, b in places for c, d in places if (a, b) != (c, d)) > 0.01
    assert network(held, series="all") == net


def test_layouts_of_none_and_of_one() -> None:
    assert layout([], {}) == {}
    assert layout(["IRN"], {}) == {"IRN": (0.0, 0.0)}


def test_who_have_much_to_do_with_each_other_are_near() -> None:
    found = layout(["A", "B", "C", "D"], {("A", "B"): 50, ("C", "D"): 50})

    def far(one: str, other: str) -> float:
        return (found[one][0] - found[other][0]) ** 2 + (found[one][1] - found[other][1]) ** 2

    assert far("A", "B") < far("A", "C")
    assert far("C", "D") < far("B", "D")
