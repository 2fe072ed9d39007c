"""Merging: which items tell the same, worked out again for all that an addition touches and for nothing else.

What comes out depends on the items that are there and on what people judged, never on the order in which they came:
items of one profile are one; two profiles are linked by what they are and by how many share their blocks (`linking`);
and the groups of links are those that `cluster` makes of all of them, whatever part is worked out again (`grouping`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from onrecord.record.contributions import Contribution
from onrecord.record.entering import Clerk
from onrecord.record.grouping import Grouper
from onrecord.record.linking import Linker
from onrecord.record.shelf import Shelf
from onrecord.record.tally import Tally
from onrecord.store.asking import many, put
from onrecord.store.tables import items, profiles

ITEM = ("report", "kind", "number", "id", "profile", "lo", "hi", "title")
"""The columns of an item, in the order of `item`."""


class Merger:
    """Merges within one transaction of one connection.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._shelf = Shelf(connection)
        self._linker = Linker(connection, self._shelf)
        self._clerk = Clerk(connection, self._shelf)
        self._new: set[int] = set()
        self._changed: set[int] = set()
        self._renewed: set[int] = set()
        self._gone: set[int] = set()
        self._recount: set[int] = set()
        self._fresh: dict[int, set[int]] = defaultdict(set)
        self._told: dict[int, set[int]] = defaultdict(set)

    def add(self, report: int, contributed: Sequence[Contribution]) -> None:
        """Take in the items of a report that has none in the record.

        Args:
            report: key of its revision.
            contributed: its items.
        """
        found = {one.profile.digest: one.profile for one in contributed}
        self._new |= self._shelf.put(found)
        self._shelf.load_tallies(found)
        rows = []
        for one in contributed:
            key = one.profile.digest
            if self._shelf.tallies[key].add(one.telling) or one.kind == "t":  # a tie's status hangs on days as well
                self._renewed.add(key)
            self._changed.add(key)
            self._gone.discard(key)
            self._fresh[key].add(report)
            if one.kind == "e" and not one.title:
                self._told[report].add(key)
            rows.append(item(report, one))
        put(self._db, items, ITEM, rows)

    def drop(self, report: int) -> set[int]:
        """Take the items of a report out again; returns the keys of reports to be counted anew (`recount`)."""
        touched = set(self._db.scalars(select(items.c.profile).where(items.c.report == report).distinct()))
        self._db.execute(delete(items).where(items.c.report == report))
        self._recount |= touched
        return {key for (key,) in many(self._db, select(items.c.report).distinct(), items.c.profile, touched)}

    def recount(self, contributed: Iterable[Contribution]) -> None:
        """Count the profiles that lost items again.

        Args:
            contributed: the items of all reports that `drop` named.
        """
        for key in self._recount:
            self._shelf.tallies[key] = Tally()
        for one in contributed:
            if one.profile.digest in self._recount:
                self._shelf.tallies[one.profile.digest].add(one.telling)
        self._gone |= {key for key in self._recount if self._shelf.tallies[key].first is None}
        self._changed |= self._recount

    def settle(self) -> None:
        """Work out the entries of all that was touched, and write them.

        Groups are worked out again where profiles came or went, or won or lost a link, or where one report tells two
        of one group now. Where items were only counted, entries stay, and say what is new.
        """
        gone, lost = self._gone, self._recount
        counted = self._changed - gone
        left = self._entries_of(gone)
        seeds = self._linker.drop(gone) | self._members_of(set(left.values()))
        self._shelf.drop(gone)
        seeds |= self._linker.add(self._new - gone)
        self._shelf.write_tallies(counted)
        seeds = (seeds | self._new | lost | self._doubled()) - gone
        groups, was = Grouper(self._db, self._shelf, self._linker).regroup(seeds)
        self._clerk.drop(set(left.values()) - {home for home in was.values() if home is not None})
        self._write(groups, was, counted)
        for held in (self._new, self._changed, self._renewed, self._gone, self._recount, self._fresh, self._told):
            held.clear()
        self._shelf.trim()

    def _write(self, groups: list[list[int]], was: dict[int, int | None], counted: set[int]) -> None:
        """Write the entries of groups that were worked out again, and of all others that were counted."""
        homes = self._entries_of(counted - was.keys())
        quiet: dict[int, set[int]] = defaultdict(set)
        loud = {homes[key] for key in self._renewed & homes.keys()}
        for key, home in homes.items():
            quiet[home] |= self._fresh[key]
        more = {home: len(reports) for home, reports in quiet.items()}
        self._clerk.more({home: count for home, count in more.items() if home not in loud})
        for home, members in self._by_entry(loud).items():
            groups.append(members)
            was.update(dict.fromkeys(members, home))
        self._clerk.write(groups, was, {home: more[home] for home in loud})

    def _doubled(self) -> set[int]:
        """Events that one new report tells more than one of, where these are in one entry: it holds them to be two."""
        homes = self._entries_of({key for keys in self._told.values() if len(keys) > 1 for key in keys})
        found: set[int] = set()
        for keys in self._told.values():
            together: dict[int, list[int]] = defaultdict(list)
            for key in keys & homes.keys():
                together[homes[key]].append(key)
            found.update(key for some in together.values() if len(some) > 1 for key in some)
        return found

    def _entries_of(self, keys: set[int]) -> dict[int, int]:
        """The entries of those profiles that have one."""
        asked = select(profiles.c.key, profiles.c.entry).where(profiles.c.entry.is_not(None))
        return dict(many(self._db, asked, profiles.c.key, keys))

    def _members_of(self, wanted: set[int]) -> set[int]:
        return {key for members in self._by_entry(wanted).values() for key in members}

    def _by_entry(self, wanted: set[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for entry, key in many(self._db, select(profiles.c.entry, profiles.c.key), profiles.c.entry, wanted):
            found[entry].append(key)
        return found


def item(report: int, one: Contribution) -> tuple[int, str, int, int, int, int, int, int]:
    """The row of an item of a report, by the report's key."""
    return report, one.kind, one.number, one.id, one.profile.digest, *one.offsets, int(one.title)
