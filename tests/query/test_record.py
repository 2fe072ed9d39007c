"""Questions to a record: filters, pages, names, search, briefs; the same answers from SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord import Reading
from onrecord.errors import ConfigError, DataError
from onrecord.query import pages, review, search
from onrecord.query.brief import brief
from onrecord.query.filters import KINDS, Filter
from onrecord.record.keeping import keep
from onrecord.store import Store, open_store
from tests.record.made import strike


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(
    request: pytest.FixtureRequest, bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("record") / "record.db")
    else:
        where = request.getfixturevalue("server").database()
    store = open_store(where, write=True)
    keep(store, bundled)
    yield store
    store.close()


def found(store: Store, kind: str, **asked: object) -> list[dict[str, object]]:
    with store.reading() as connection:
        return list(pages.every(connection, KINDS[kind], Filter(**asked)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_hold_every_entry_once_newest_first(kept: Store, kind: str) -> None:
    whole = found(kept, kind, series="all")
    ids = [entry["id"] for entry in whole]
    assert len(set(ids)) == len(ids) > 0
    for oldest in (False, True):
        seen, cursor = [], None
        with kept.reading() as connection:
            while True:
                page = pages.page(connection, KINDS[kind], Filter(series="all"), 3, cursor, oldest)
                assert len(page.entries) <= 3
                seen += [entry["id"] for entry in page.entries]
                cursor = page.cursor
                if cursor is None:
                    break
        assert len(set(seen)) == len(seen)
        assert set(seen) <= set(ids) if oldest else seen == ids


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("events", {"who": "IRN"}),
        ("events", {"who": "Iran"}),
        ("events", {"who": "IRN", "to": "Sudan", "series": "all"}),
        ("events", {"type": "assault", "series": "all"}),
        ("events", {"place": "El Fasher", "series": "all"}),
        ("events", {"place": "SDN", "series": "all"}),
        ("events", {"since": "2026-05-12", "until": "2026-05"}),
        ("events", {"outlet": "The Calder Post", "series": "all"}),
        ("events", {"standing": "contested", "series": "all"}),
        ("events", {"reports": 3, "series": "all"}),
        ("claims", {"who": "USA"}),
        ("claims", {"to": "IRN"}),
        ("claims", {"standing": "denied"}),
        ("claims", {"text": "drones shipped"}),
        ("statements", {"who": "person:caroline-voss"}),
        ("statements", {"who": "Voss"}),
        ("statements", {"type": "deny"}),
        ("ties", {"who": "IRN", "to": "SDN"}),
    ],
)
def test_filters(kept: Store, kind: str, asked: dict[str, object]) -> None:
    some, whole = found(kept, kind, **asked), found(kept, kind, series="all")
    assert some
    assert len(some) < len(whole)
    assert {entry["id"] for entry in some} <= {entry["id"] for entry in whole}
    for entry in some:
        text = str(entry)
        if asked.get("who") in ("IRN", "Iran"):
            assert "IRN" in text
        if "standing" in asked:
            assert entry["standing"] == asked["standing"]
        if "type" in asked and kind == "events":
            assert entry["type"] == "ASSAULT"
        if "outlet" in asked:
            assert "The Calder Post" in entry["outlets"]  # type: ignore[operator]
        if "reports" in asked:
            assert entry["reports"] >= 3  # type: ignore[operator]


def test_what_cannot_be_asked(kept: Store) -> None:
    for asked, said in (
        ({"who": "Atlantis"}, "nobody in this record is called so"),
        ({"who": "a"}, "may be several"),
        ({"since": "soon"}, "--since 'soon' is not a date"),
        ({"outlet": "Nowhere News"}, "no outlet of this record"),
        ({"place": "Atlantis"}, "no place of this record"),
    ):
        with pytest.raises(ConfigError, match=said):
            found(kept, "events", **asked)
    with kept.reading() as connection, pytest.raises(ConfigError, match="is no cursor"):
        pages.page(connection, "e", Filter(), cursor="?")
    with kept.reading() as connection, pytest.raises(DataError, match="nothing in the record has this id"):
        pages.one(connection, "e000000000000")


def test_search(kept: Store) -> None:
    with kept.reading() as connection:
        hits = search.search(connection, "insurance planes")
        assert all(hit.text for hit in hits)
        quoted = search.search(connection, '"spare parts"')
        assert {hit.report for hit in quoted} >= {"eastport-20260512"}
        assert {hit.family for hit in quoted if hit.report == "r6043794dba67"} == {"eastport-20260512"}
        assert search.search(connection, "drones", outlet="Strand Weekly")[0].outlet == "Strand Weekly"
        assert search.search(connection, "drones", days=("2027", None)) == []
        assert search.search(connection, "zygote") == []
        with pytest.raises(ConfigError, match="no word to search for"):
            search.search(connection, "?!")
        assert search.actors(connection, "voss")[0].entity == "person:caroline-voss"
        everybody = search.actors(connection, None, 1000)
        assert [actor.reports for actor in everybody] == sorted((actor.reports for actor in everybody), reverse=True)


def test_a_brief_has_nothing_of_its_own(kept: Store, bundled: tuple[Reading, ...]) -> None:
    texts = [" ".join((reading.report.text + " " + (reading.report.title or "")).split()) for reading in bundled]
    with kept.reading() as connection:
        made = brief(connection, "IRN", "SDN", since="2023")
    assert made.sections[0].title == "Between them"
    for section in made.sections:
        for line in section.lines:
            assert any(line.text in text for text in texts), line
            assert made.sources[line.cite - 1].report


def test_why(kept: Store) -> None:
    (event,) = found(kept, "events", who="IRN", to="SDN", type="AID", series="all")
    with kept.reading() as connection:
        pairs = review.why(connection, str(event["id"]))
        assert pairs
        assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
        assert all(pair.parts[-1].feature == "bias" for pair in pairs)
        assert any(pair.together for pair in pairs)


def test_dates_of_every_precision(store: Store) -> None:
    keep(
        store,
        [
            strike("day"),
            strike("month", "Rebels shelled the port of Hodeidah in spring.", start="2025-04"),
            strike("year", "Rebels shelled the port of Mocha years ago.", start="2019"),
            strike("none", "Rebels shelled the port of Nishtun.", start=None, day=None),
        ],
    )

    def reports(**asked: str) -> list[object]:
        return [entry["report"] for entry in found(store, "events", series="all", **asked)]

    assert reports() == ["day", "month", "year", "none"]
    assert reports(since="2025") == ["day", "month"]
    assert reports(since="2025-04-20", until="2025-12-01") == ["month"]
    assert reports(until="2019-03") == ["year"]
    assert reports(since="2020", until="2024") == []
