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

from sqlalchemy import Connection, select

from onrecord.record.cluster import Link, cluster
from onrecord.record.linking import Linker
from onrecord.record.shelf import Shelf
from onrecord.store.asking import many
from onrecord.store.tables import items, profiles


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
        self._find(seeds)
        inside = self._whole(seeds)
        while True:
            around = self._whole(self._near(inside)) - inside
            groups = self._clustered(inside | around)
            moved = self._moved(groups, around)
            if not moved:
                break
            inside |= moved
        made = [group for group in groups if not inside.isdisjoint(group)]
        return made, {key: self._entry[key] for key in inside}

    def _moved(self, groups: Iterable[list[int]], around: set[int]) -> set[int]:
        """Those around whose group came out otherwise than their entry is."""
        found: set[int] = set()
        for group in groups:
            outer = around.intersection(group)
            if outer:
                homes = {self._entry[key] for key in group}
                (home, *_) = {self._entry[key] for key in outer}
                if len(homes) > 1 or home is None or len(self._members[home]) != len(group):
                    found |= outer
        return found

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

    def _clustered(self, keys: set[int]) -> list[list[int]]:
        self._link(keys)
        joined = {
            link for key in keys for link in self._links[key] if link.one in keys and link.other in keys
        }  # fmt: skip
        self._shelf.load(keys)
        self._tell({end for link in joined for end in link[:2] if self._shelf[end].kind == "e"})
        return cluster({key: self._shelf[key] for key in keys}, joined, self._told)

    def _tell(self, keys: Iterable[int]) -> None:
        """Look up which reports tell events in their text: a headline tells them once more."""
        missing = {key for key in keys if key not in self._told}
        found: dict[int, set[int]] = {key: set() for key in missing}
        in_text = select(items.c.profile, items.c.report).where(items.c.title == 0)
        for profile, report in many(self._db, in_text, items.c.profile, missing):
            found[profile].add(report)
        self._told.update((key, frozenset(reports)) for key, reports in found.items())
