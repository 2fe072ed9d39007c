"""A record that grows: what is worked out piece by piece is what the whole would give, also where blocks are full."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select, update

from onrecord import Reading
from onrecord.record import linking
from onrecord.record import profile as profiles_
from onrecord.record.cluster import JOINED, Link, cluster, never_one
from onrecord.record.keeping import Keeper, keep
from onrecord.record.likeness import SAME
from onrecord.record.profile import Profile
from onrecord.record.reprints import Signed, may_be_reprint, signature
from onrecord.store import Store, migrations, open_store
from onrecord.store.tables import blocks, items, links, meta, profiles
from tests.record.made import kept_in_pieces, strike
from tests.record.test_keeping import content

TOWNS = ("Aden", "Mocha", "Taiz", "Marib")
WORDS = ("shelled", "bombed", "struck")


def strikes(many: int, seed: int) -> list[Reading]:
    """Strikes that are much alike: of a few towns and words, on days of three weeks, a third without a day."""
    rng = random.Random(seed)
    made = []
    for number in range(many):
        word, town = rng.choice(WORDS), rng.choice(TOWNS)
        text = f"Rebels {word} the {rng.choice(('port', 'market', 'airport'))} of {town}, residents said."
        day = f"2026-03-{rng.randrange(1, 22):02d}"
        start = day if rng.random() < 0.67 else None
        made.append(strike(f"nw-{number}", text, word=word, start=start, day=day))
    return made


def whole(store: Store) -> set[frozenset[int]]:
    """The groups that all profiles and links of a record give, clustered at once."""
    with store.reading() as connection:
        held = {key: profiles_.decode(packed) for key, packed in connection.execute(
            select(profiles.c.key, profiles.c.features)
        )}  # fmt: skip
        joined = [Link(*row) for row in connection.execute(select(links).where(links.c.score >= SAME))]
        told: dict[int, set[int]] = defaultdict(set)
        for profile, report in connection.execute(select(items.c.profile, items.c.report).where(items.c.title == 0)):
            told[profile].add(report)
    return {frozenset(group) for group in cluster(held, joined, {key: frozenset(of) for key, of in told.items()})}


def entered(store: Store) -> set[frozenset[int]]:
    """The groups that the record has."""
    found: dict[int, set[int]] = defaultdict(set)
    with store.reading() as connection:
        for key, entry in connection.execute(select(profiles.c.key, profiles.c.entry)):
            found[entry].add(key)
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize("fullest", [8, 12, linking.FULLEST])
def test_groups_are_those_of_the_whole(store: Store, monkeypatch: pytest.MonkeyPatch, fullest: int) -> None:
    monkeypatch.setattr(linking, "FULLEST", fullest)
    made = strikes(90, 7)
    for at in range(0, 90, 6):
        keep(store, made[at : at + 6])
    assert entered(store) == whole(store)
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(links).where(links.c.score >= SAME))
    keep(store, [strike(f"nw-{number}", start=None) for number in range(0, 90, 5)])
    assert entered(store) == whole(store)


@pytest.mark.parametrize("fullest", [2, 5])
def test_full_blocks_keep_the_order_out(
    store: Store, places: Iterator[str], monkeypatch: pytest.MonkeyPatch, fullest: int
) -> None:
    monkeypatch.setattr(linking, "FULLEST", fullest)
    made = strikes(40, 11)
    keep(store, made)
    wanted = content(store)
    rng = random.Random(2)
    for at_once in (1, 7):
        other = kept_in_pieces(next(places), rng.sample(made, len(made)), at_once)
        assert content(other) == wanted
        other.close()


def test_a_block_that_is_full_no_more_is_looked_in_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "FULLEST", 4)
    made = strikes(24, 5)
    keep(store, made[:12])
    wanted = content(store)
    with store.reading() as connection:
        before = set(connection.execute(select(blocks)).all()), set(connection.execute(select(links)).all())
    keep(store, made[12:])
    assert content(store) != wanted
    other = "Nobody shelled number {}, Rebels said."
    keep(store, [strike(f"nw-{at}", other.format(at), start=None, realis="hypothetical") for at in range(12, 24)])
    assert entered(store) == whole(store)
    with store.reading() as connection:
        now = set(connection.execute(select(blocks)).all()), set(connection.execute(select(links)).all())
    assert before[0] <= now[0]
    assert before[1] <= now[1]


def test_a_record_that_an_older_release_merged_is_merged_again(store: Store, places: Iterator[str]) -> None:
    made = strikes(20, 3)
    keep(store, made[:15])
    with store.writing() as connection:
        connection.execute(update(meta).where(meta.c.name == "merging").values(value="1"))
        connection.execute(delete(blocks))
        connection.execute(delete(links))
    keep(store, made[15:])
    other = open_store(next(places), write=True)
    keep(other, made)
    assert content(store) == content(other)
    other.close()
    with store.writing() as connection:
        assert migrations.merging(connection) == migrations.MERGING
        assert not Keeper(connection).renew()


def test_what_can_never_be_one() -> None:
    killed = Profile("e", "ASSAULT", stem="kill", text="They attacked and killed two.")
    attacked = Profile("e", "ASSAULT", stem="attack", text="They attacked and killed two.")
    planned = Profile("e", "ASSAULT", stem="kill", fact=False, text="They will kill two.")
    early = Profile("e", "ASSAULT", stem="kill", start="2026-03-01", text="Two were killed.")
    late = Profile("e", "ASSAULT", stem="kill", start="2026-03-09", text="Two were killed there.")
    assert never_one(killed, attacked)
    assert never_one(killed, planned)
    assert never_one(early, late)
    assert not never_one(killed, early)
    assert not never_one(Profile("s", "say", text="a"), Profile("s", "say", text="b"))


def test_a_link_by_hand_goes_before_all() -> None:
    held = {one.digest: one for one in (Profile("e", "AID", text=text) for text in ("a", "b", "c"))}
    one, other, third = sorted(held)
    made = [Link(one, other, JOINED), Link(one, third, 0.9)]
    assert {frozenset(group) for group in cluster(held, made, {})} == {frozenset((one, other, third))}
    apart = {third: frozenset((1,)), one: frozenset((1,))}
    assert {frozenset(group) for group in cluster(held, made, apart)} == {frozenset((one, other)), frozenset((third,))}


def test_texts_that_share_nothing_are_not_compared() -> None:
    one = " ".join(f"one{number} way" for number in range(300))
    other = " ".join(f"other{number} road" for number in range(300))
    assert not may_be_reprint(Signed(signature(one), len(one)), Signed(signature(other), len(other)))
    assert may_be_reprint(Signed(signature(one), len(one)), Signed(signature(one[:900]), 900))
    assert may_be_reprint(Signed(b"", 10), Signed(signature(one), len(one)))
