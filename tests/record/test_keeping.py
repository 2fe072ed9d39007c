"""Keeping readings: nothing twice, nothing lost, and the same record whatever the order; in SQLite and PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import select

from onrecord import Reading
from onrecord.query import pages
from onrecord.query.compared import difference, revisions, stored
from onrecord.query.filters import KINDS, Filter
from onrecord.query.whole import prove
from onrecord.record.keeping import Keeper, keep, knows
from onrecord.store import Store
from onrecord.store.tables import entries, items, profiles, reports
from tests.record.made import kept_in_pieces, strike

EVERYTHING = Filter(series="all")


def content(store: Store) -> dict[str, list[str]]:
    """All entries, as JSON, in an order of their own."""
    with store.reading() as connection:
        return {
            kind: sorted(msgspec.json.encode(one).decode() for one in pages.every(connection, kind, EVERYTHING))
            for kind in KINDS.values()
        }


def test_what_is_kept_comes_out_byte_for_byte(store: Store, bundled: tuple[Reading, ...]) -> None:
    kept = keep(store, bundled)
    assert [one.what for one in kept] == ["added"] * 8
    with store.reading() as connection:
        for reading in bundled:
            assert stored(connection, reading.report.id).to_json() == reading.to_json()
            assert knows(connection, reading.report)


def test_adding_again_adds_nothing(store: Store, bundled: tuple[Reading, ...]) -> None:
    keep(store, bundled)
    before = content(store)
    assert {one.what for one in keep(store, bundled)} == {"duplicate"}
    assert content(store) == before
    with store.reading() as connection:
        assert prove(connection).additions == 8


def test_the_order_does_not_matter(store: Store, places: Iterator[str], bundled: tuple[Reading, ...]) -> None:
    keep(store, bundled)
    wanted = content(store)
    rng = random.Random(4)
    for at_once in (1, 3):
        other = kept_in_pieces(next(places), rng.sample(bundled, len(bundled)), at_once)
        assert content(other) == wanted
        other.close()


def test_what_merging_made_can_be_made_again(store: Store, bundled: tuple[Reading, ...]) -> None:
    keep(store, bundled)
    wanted = content(store)
    with store.writing() as connection:
        assert Keeper(connection).rebuild(3) == 8
    assert content(store) == wanted


def test_an_edit_is_a_revision_and_nothing_is_overwritten(store: Store) -> None:
    old = strike("nw-1")
    new = strike("nw-1", "CORRECTED: Rebels shelled the port of Mocha on Monday, residents said.")
    assert keep(store, [old])[0].what == "added"
    kept = keep(store, [new])[0]
    assert (kept.what, kept.revision) == ("revised", 2)
    with store.reading() as connection:
        assert revisions(connection, "nw-1") == [1, 2]
        assert stored(connection, "nw-1", 1).to_json() == old.to_json()
        assert stored(connection, "nw-1").to_json() == new.to_json()
        (event,) = pages.every(connection, "e", EVERYTHING)
        assert event["anchors"] == [{"report": "nw-1", "span": [18, 25]}]
        told = difference(old, new, ("nw-1/1", "nw-1/2"))
        assert ("Aden", "Mocha") in [(change.old_text, change.new_text) for change in told.text]
        proof = prove(connection)
        assert (proof.additions, proof.revisions, proof.breaks) == (2, 2, ())


def test_a_revision_leaves_no_trace_in_the_entries(store: Store, bundled: tuple[Reading, ...]) -> None:
    """A report that is revised away and back gives the record that it gave at first."""
    keep(store, bundled)
    wanted = content(store)
    flash = next(one for one in bundled if one.report.id == "meridian-flash-20260512")
    keep(store, [strike(flash.report.id)])
    assert content(store) != wanted
    keep(store, [flash])
    assert content(store) == wanted
    with store.reading() as connection:
        assert connection.execute(select(profiles).where(profiles.c.entry.is_(None))).first() is None
        used = set(connection.scalars(select(items.c.profile)))
        assert set(connection.scalars(select(profiles.c.key))) == used
        assert set(connection.scalars(select(profiles.c.entry))) == set(connection.scalars(select(entries.c.key)))


def test_reprints_are_one_family_with_one_voice(store: Store, bundled: tuple[Reading, ...]) -> None:
    keep(store, bundled[::-1])
    with store.reading() as connection:
        rows = connection.execute(select(reports.c.id, reports.c.family, reports.c.voice)).all()
    voices = {row.id: row.voice for row in rows}
    families = {row.id: row.family for row in rows}
    assert families["meridian-flash-20260512"] == families["eastport-20260512"] == "eastport-20260512"
    assert sum(family == "eastport-20260512" for family in families.values()) == 3
    assert voices["eastport-20260512"] == voices["meridian-flash-20260512"] == "outlet:meridian wire"
    assert voices["vanguard-20260514"] == "outlet:vanguard tribune"


def test_a_revision_that_was_followed_does_not_come_back_with_its_family(store: Store) -> None:
    """A family that finds another root speaks with another voice: those that are current, and no others."""
    text = "Rebels shelled the port of Aden on Monday, residents said. " + " ".join(f"word{at}" for at in range(80))
    keep(store, [strike("nw-2", text, outlet=None, day="2026-03-03"), strike("nw-3", text, outlet=None)])
    keep(store, [strike("nw-3", text, outlet=None, day="2026-03-05")])
    keep(store, [strike("nw-1", text, outlet=None, day="2026-03-01")])
    with store.reading() as connection:
        assert prove(connection).breaks == ()
        assert len(connection.execute(select(items)).all()) == 3


def test_a_batch_that_fails_leaves_nothing(store: Store, bundled: tuple[Reading, ...]) -> None:
    keep(store, bundled[:3])
    before = content(store)
    broken = msgspec.structs.replace(bundled[4], report=msgspec.structs.replace(bundled[4].report, id=None))
    with pytest.raises(Exception, match=r"."):
        keep(store, [bundled[3], broken])
    assert content(store) == before
    assert [one.what for one in keep(store, bundled)].count("added") == 5
