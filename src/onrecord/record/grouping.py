"""Groups: which profiles are one entry, worked out again where something changed, with the outcome of the whole.

`cluster` takes links one after the other, the best first. What it does with a link depends on the two groups that it
would join, and on nothing else. So a part of the record can be worked out by itself, given that it takes no group
from outside and gives none: here that is tried on the groups that changed together with all that they have links to.
Where one of those comes out otherwise than before, it changed too, and its own neighbours are looked at; where none
does, every link across was refused, as it was before, and nothing further away can have noticed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.record.cluster import Link, cluster
from onrecord.record.linking import Linker
from onrecord.record.shelf import Shelf
from onrecord.store.asking import many
from onrecord.store.tables import items, profiles


class _Part(NamedTuple):
    """A part of the record that was worked out by itself, and holds as long as none of it is looked at again.

    Attributes:
        inside: profiles whose groups these are.
        all: these, and those that they have links to.
        groups: of those inside.
    """

    inside: set[int]
    all: set[int]
    groups: list[list[int]]


class Grouper:
    """Works out groups anew within one transaction.

    Args:
        connection: of a writer.
        shelf: where profiles are.
        linker: who knows their links.
    """

    def __init__(self, connection: Connection, shelf: Shelf, linker: Linker) -> None:
        self._db = connection
        self._shelf = shelf
        self._linker = linker
        self._entry: dict[int, int | None] = {}
        self._members: dict[int, list[int]] = {}
        self._links: dict[int, set[Link]] = {}
        self._told: dict[int, frozenset[int]] = {}

    def regroup(self, seeds: set[int]) -> tuple[list[list[int]], dict[int, int | None]]:
        """The groups of all whose group may be another one now.

        Args:
            seeds: profiles that are new, that won or lost links, or that are told by other reports than before.

        Returns:
            the groups, by the keys of profiles; the entry that each of these profiles was in.
        """
        done: dict[int, _Part] = {}
        open_ = self._whole(seeds)
        while open_:
            around = self._whole(self._near(open_)) - open_
            met = {id(part): part for key in open_ | around if (part := done.get(key)) is not None}
            if met:  # what was worked out by itself is not by itself any more
                for part in met.values():
                    open_ |= part.inside
                    for key in part.all:
                        done.pop(key, None)
                continue
            groups, joined = self._clustered(open_, around)
            moved = self._moved(groups, around)
            again: set[int] = set()
            for part in _parts(open_, groups, joined):
                if part.all.isdisjoint(moved):
                    done.update(dict.fromkeys(part.all, part))
                else:
                    again |= part.inside
            open_ = again | moved
        parts = {id(part): part for part in done.values()}.values()
        was = {key: self._entry[key] for part in parts for key in part.inside}
        return [group for part in parts for group in part.groups], was

    def _moved(self, groups: Iterable[list[int]], around: set[int]) -> set[int]:
        """Those around whose group came out otherwise than their entry is."""
        found: set[int] = set()
        for group in groups:
            outer = around.intersection(group)
            if outer:
                homes = {self._entry[key] for key in group}
                home = self._entry[group[0]]
                if len(homes) > 1 or home is None or len(self._members[home]) != len(group):
                    found |= outer
        return self._whole(found) if found else found

    def _whole(self, keys: Iterable[int]) -> set[int]:
        """Profiles with all that are in one entry with them."""
        self._find(keys)
        found = set(keys)
        for key in keys:
            home = self._entry[key]
            if home is not None:
                found.update(self._members[home])
        return found

    def _find(self, keys: Iterable[int]) -> None:
        """Look up the entries of profiles, and who is in them."""
        missing = [key for key in keys if key not in self._entry]
        homes = set()
        for key, entry in many(self._db, select(profiles.c.key, profiles.c.entry), profiles.c.key, missing):
            self._entry[key] = entry
            if entry is not None and entry not in self._members:
                homes.add(entry)
        found: dict[int, list[int]] = defaultdict(list)
        for entry, key in many(self._db, select(profiles.c.entry, profiles.c.key), profiles.c.entry, homes):
            found[entry].append(key)
            self._entry[key] = entry
        self._members.update(found)

    def _near(self, keys: set[int]) -> set[int]:
        """All that these have links to."""
        self._link(keys)
        return {end for key in keys for link in self._links[key] for end in link[:2]}

    def _link(self, keys: Iterable[int]) -> None:
        missing = [key for key in keys if key not in self._links]
        for key in missing:
            self._links[key] = set()
        for link in self._linker.of(missing):
            for end in link[:2]:
                if end in self._links:
                    self._links[end].add(link)

    def _clustered(self, inside: set[int], around: set[int]) -> tuple[list[list[int]], set[Link]]:
        """The groups of profiles with those around, and the links that they come of: all of those inside.

        Of those around, the links within an entry: across two of them, a link is refused as long as neither moves.
        """
        self._link([key for key in around if len(self._members[self._home(key)]) > 1])
        joined = {link for key in inside for link in self._links[key]}
        for key in around:
            home = self._entry[key]
            for link in self._links.get(key, ()):
                other = link.other if link.one == key else link.one
                if self._entry.get(other) == home:
                    joined.add(link)
        keys = inside | around
        self._shelf.load(keys)
        self._tell({end for link in joined for end in link[:2] if self._shelf[end].kind == "e"})
        return cluster({key: self._shelf[key] for key in keys}, joined, self._told), joined

    def _home(self, key: int) -> int:
        home = self._entry[key]
        assert home is not None  # what is not inside is not new
        return home

    def _tell(self, keys: Iterable[int]) -> None:
        """Look up which reports tell events in their text: a headline tells them once more."""
        missing = {key for key in keys if key not in self._told}
        found: dict[int, set[int]] = {key: set() for key in missing}
        in_text = select(items.c.profile, items.c.report).where(items.c.title == 0)
        for profile, report in many(self._db, in_text, items.c.profile, missing):
            found[profile].add(report)
        self._told.update((key, frozenset(reports)) for key, reports in found.items())


def _parts(inside: set[int], groups: list[list[int]], joined: Iterable[Link]) -> list[_Part]:
    """What hangs together by groups and links, each by itself."""
    home = {key: group[0] for group in groups for key in group}

    def top(key: int) -> int:
        while home[key] != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    for one, other, _ in joined:
        home[top(one)] = top(other)
    found: dict[int, _Part] = defaultdict(lambda: _Part(set(), set(), []))
    for group in groups:
        part = found[top(group[0])]
        part.all.update(group)
        if not inside.isdisjoint(group):
            part.inside.update(inside.intersection(group))
            part.groups.append(group)
    return list(found.values())
