"""How answers are cut: nothing is lost, and what is not whole says so."""

from __future__ import annotations

from typing import Any

from onrecord import Reader, Reading, Record
from onrecord.agents import bounds
from onrecord.agents.server import build
from tests.agents.asking import Ask, asking
from tests.agents.conftest import kept


def test_what_fits_is_left_alone() -> None:
    value = {"id": "e1", "list": [{"text": "a"}] * 10, "text": "b"}
    assert bounds.fitting(value, 10) == (value, None)


def test_long_lists_come_in_windows() -> None:
    value = {"id": "e1", "anchors": list(range(23)), "few": [1, 2]}
    seen: list[int] = []
    at: int | None = 0
    while at is not None:
        made, at = bounds.fitting(value, 10, at)
        seen += made["anchors"]
        assert made["few"] == [1, 2]
        assert made["cut"] == {"anchors": 23}
    assert seen == value["anchors"]


def test_whatever_is_given_fits() -> None:
    value = {"text": "x" * 10**6, "anchors": [{"passage": {"text": "y" * 10**5}}] * 500}
    made, then = bounds.fitting(value, bounds.WHOLE)
    assert bounds.size(made) <= bounds.LARGEST
    assert then == len(made["anchors"])
    assert made["cut"] == {"text": 10**6, "anchors": 500}
    assert made["anchors"][0]["passage"]["cut"] == {"text": 10**5}


def test_some_gives_at_least_one() -> None:
    large: dict[str, Any] = {"text": "x" * 3_999, "more": {"of": ["y" * 3_999] * 9}}
    assert len(bounds.some([large] * 50)) == 1
    assert bounds.some([]) == []


def reprints(count: int) -> tuple[Reading, ...]:
    text = "Peru signed a trade agreement with Chile on Tuesday, the foreign ministry in Lima said.\n"
    reader = Reader()
    return tuple(
        reader.read(text, id=f"copy{n:03}", outlet=f"Outlet {n:03}", published="2025-03-04") for n in range(count)
    )


def test_an_entry_of_many_reports_is_paged(tmp_path: Any) -> None:
    with Record(kept(tmp_path / "many.db", reprints(70))) as record:
        ask: Ask = asking(build(record))
        (statement,) = ask("statements", text="agreement").data["statements"]
        assert len(statement["anchors"]) == bounds.LISTED
        assert statement["cut"]["anchors"] == 70
        seen, cursor = [], None
        while True:
            answer = ask("entry", id=statement["id"], cursor=cursor)
            assert len(answer.whole) < 60_000
            seen += answer.data["entry"]["anchors"]
            cursor = answer.data["cursor"]
            if cursor is None:
                break
        assert [anchor["report"] for anchor in seen] == [f"copy{n:03}" for n in range(70)]
        assert all(anchor["passage"]["text"].startswith("Peru signed") for anchor in seen)


def test_pages_that_grow_too_large_hold_fewer(affair: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(bounds, "LARGEST", 6_000)
    with Record(affair) as record:
        ask = asking(build(record))
        whole = [one["id"] for one in record.claims()]
        first = ask("claims", limit=50)
        seen, cursor = [one["id"] for one in first.data["claims"]], first.data["cursor"]
        assert 0 < len(seen) < 50
        while cursor is not None:
            page = ask("claims", limit=50, cursor=cursor).data
            seen += [one["id"] for one in page["claims"]]
            cursor = page["cursor"]
        assert seen == whole
