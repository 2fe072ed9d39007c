"""Links: which profiles may tell the same, looked for in blocks that none is let grow too large.

A pair is linked by what its two profiles are: they share a block that is not full, their score is high enough, and
they can be one at all. A block is full by how many profiles have its key, whenever they came. So the links are a
function of the profiles that are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Protocol

from sqlalchemy import Connection, delete, select

from onrecord.record.blocking import blocks as keys_of
from onrecord.record.cluster import JOINED, Link, never_one
from onrecord.record.likeness import NEAR, SAME, likeness
from onrecord.record.profile import Profile
from onrecord.record.shelf import Shelf
from onrecord.store.asking import among, many, put, remove
from onrecord.store.tables import blocks, links

FULLEST = 32
"""Profiles of a block at most: beyond it, nothing is looked for under its key. With 32, all labelled pairs of the
development half come out as with no bound; with 16, a sixth of those that were joined are not."""
FULL = -1
"""Stands in a block, in the place of a profile, where it is full."""


class Held(Protocol):
    """Profiles by their keys: a shelf, or a dictionary."""

    def __getitem__(self, key: int, /) -> Profile: ...


class Linker:
    """Keeps blocks and links within one transaction.

    Args:
        connection: of a writer.
        shelf: where profiles are.
    """

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self._db = connection
        self._shelf = shelf

    def add(self, new: set[int]) -> set[int]:
        """Link new profiles with all that share a block with them; returns older ones that lost a link by it."""
        if not new:
            return set()
        self._shelf.load(new)
        wanted: dict[int, list[int]] = defaultdict(list)
        for key in sorted(new):
            for block in self._keys(key):
                wanted[block].append(key)
        full = self._full(wanted)
        there = self._members(wanted.keys() - full)
        filled: set[int] = set()
        pairs: set[tuple[int, int]] = set()
        for block, mine in wanted.items():
            if block in full:
                continue
            if len(mine) + len(there.get(block, ())) > FULLEST:
                filled.add(block)
                continue
            pairs.update(combinations(mine, 2))
            pairs.update(
                (one, other) if one < other else (other, one) for one in mine for other in there.get(block, ())
            )
        rows = [(block, key) for block in sorted(wanted) for key in wanted[block]]
        put(self._db, blocks, ("block", "profile"), rows + [(block, FULL) for block in sorted(filled)])
        lost = self._cut({block: there.get(block, []) for block in filled})
        self._compare(pairs)
        return lost

    def drop(self, gone: set[int]) -> set[int]:
        """Take profiles out of the blocks; returns those that lost or won a link by it."""
        if not gone:
            return set()
        self._shelf.load(gone)
        touched = {end for link in self.of(gone, least=NEAR) for end in link[:2]}
        for column in (links.c.one, links.c.other):
            self._db.execute(delete(links).where(among(self._db, column, sorted(gone))))
        rows = [(block, key) for key in sorted(gone) for block in self._keys(key)]
        remove(self._db, blocks, ("block", "profile"), rows)
        opened = [block for block in self._full({block for block, _ in rows}) if self._size(block) <= FULLEST]
        remove(self._db, blocks, ("block", "profile"), [(block, FULL) for block in opened])
        pairs = {pair for members in self._members(opened).values() for pair in combinations(sorted(members), 2)}
        held = self.of({key for pair in pairs for key in pair}, least=NEAR)
        touched |= self._compare(pairs - {link[:2] for link in held})
        return touched - gone

    def of(self, keys: Iterable[int], least: float = SAME) -> set[Link]:
        """The links of profiles, those from a score on."""
        found = set()
        for column in (links.c.one, links.c.other):
            for row in many(self._db, select(links).where(links.c.score >= least), column, keys):
                found.add(Link(*row))
        return found

    def _keys(self, key: int) -> list[int]:
        return sorted(keys_of(self._shelf[key]))

    def _full(self, wanted: Iterable[int]) -> set[int]:
        """Which blocks are full."""
        marks = select(blocks.c.block).where(blocks.c.profile == FULL)
        return {block for (block,) in many(self._db, marks, blocks.c.block, wanted)}

    def _members(self, wanted: Iterable[int]) -> dict[int, list[int]]:
        """The profiles of blocks that are not full."""
        found: dict[int, list[int]] = defaultdict(list)
        for block, key in many(self._db, select(blocks.c.block, blocks.c.profile), blocks.c.block, wanted):
            found[block].append(key)
        return found

    def _size(self, block: int) -> int:
        """How many profiles a full block has; counted no further than they matter."""
        some = select(blocks.c.profile).where(blocks.c.block == block, blocks.c.profile != FULL).limit(FULLEST + 1)
        return len(self._db.scalars(some).all())

    def _cut(self, filled: dict[int, list[int]]) -> set[int]:
        """Cut the links of blocks that are full now, where the two share no other; returns whose links these were."""
        within = {pair for members in filled.values() for pair in combinations(sorted(members), 2)}
        held = [link for link in self.of({key for pair in within for key in pair}, NEAR) if link[:2] in within]
        self._shelf.load({key for link in held for key in link[:2]})
        keys = {key: frozenset(self._keys(key)) for link in held for key in link[:2]}
        shared = {link: keys[link.one] & keys[link.other] for link in held}
        full = self._full({block for some in shared.values() for block in some})
        cut = [link for link, some in shared.items() if some <= full]
        remove(self._db, links, ("one", "other"), [link[:2] for link in cut])
        return {key for link in cut if link.score >= SAME for key in link[:2]}

    def _compare(self, pairs: set[tuple[int, int]]) -> set[int]:
        """Link those pairs that are alike; returns who is linked."""
        self._shelf.load({key for pair in pairs for key in pair})
        made = list(scored(sorted(pairs), self._shelf))
        put(self._db, links, ("one", "other", "score"), made)
        return {key for link in made for key in link[:2]}


def scored(pairs: Iterable[tuple[int, int]], held: Held) -> Iterator[Link]:
    """The links among pairs: of those that are alike enough, and can be one at all.

    Args:
        pairs: keys of profiles, the less first.
        held: the profiles.
    """
    for one, other in pairs:
        mine, theirs = held[one], held[other]
        score = _judged(mine, theirs) if mine.pins or theirs.pins else None
        if score is None and not never_one(mine, theirs):
            score = likeness(mine, theirs)
        if score is not None and score >= NEAR:
            yield Link(one, other, score)


def _judged(one: Profile, other: Profile) -> float | None:
    """The score that a person gave a pair; None where nobody judged it."""
    mine, theirs = set(one.pins), set(other.pins)
    if any(pin[0] == "-" for pin in mine & theirs):
        return 0.0
    if any(pin[0] == "+" for pin in mine & theirs):
        return JOINED
    return 0.0 if any(pin[0] == "=" for pin in mine | theirs) else None
