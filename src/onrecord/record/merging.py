"""Merging: which items tell the same, worked out again for all that an addition touches and for nothing else.

What comes out depends on the items that are there and on what people judged, never on the order in which they came:
items of one profile are one; two profiles are linked by their likeness alone; a component of links is cut into
entries by `cluster`, whole, whenever one of its profiles comes, goes or changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, union_all, update

from onrecord.record import profile as profiles_
from onrecord.record import tally as tallies
from onrecord.record.blocking import blocks as keys_of
from onrecord.record.cluster import Link, cluster
from onrecord.record.contributions import Contribution
from onrecord.record.days import day_number
from onrecord.record.fold import fold
from onrecord.record.likeness import NEAR, SAME, likeness
from onrecord.record.profile import Profile
from onrecord.record.tally import Tally
from onrecord.store import fulltext
from onrecord.store.asking import many, pieces
from onrecord.store.tables import Asking, Found, blocks, entries, items, labels, links, parties, profiles

_JOINED, _APART = 2.0, -1.0
"""The score of a link that a person made; one that a person cut."""


class Merger:
    """Merges within one transaction of one connection.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._profiles: dict[int, Profile] = {}
        self._tallies: dict[int, Tally] = {}
        self._new: set[int] = set()
        self._changed: set[int] = set()
        self._gone: set[int] = set()
        self._recount: set[int] = set()
        self._stale_entries: set[int] = set()
        self._seeds: set[int] = set()
        self._labelled: dict[str, int] = {}

    def add(self, report: int, contributed: Sequence[Contribution]) -> None:
        """Take in the items of a report that has none in the record.

        Args:
            report: key of its revision.
            contributed: its items.
        """
        found = {one.profile.digest: one.profile for one in contributed}
        self._put(found)
        self._load_tallies(set(found))
        rows = []
        for one in contributed:
            key = one.profile.digest
            self._tallies[key].add(one.telling)
            self._changed.add(key)
            self._gone.discard(key)
            rows.append(
                {
                    "report": report, "kind": one.kind, "number": one.number, "id": one.id, "profile": key,
                    "lo": one.offsets[0], "hi": one.offsets[1], "title": int(one.title),
                }
            )  # fmt: skip
        if rows:
            self._db.execute(insert(items), rows)

    def drop(self, report: int) -> set[int]:
        """Take the items of a report out again; returns the keys of reports to be counted anew (`recount`)."""
        touched = set(self._db.scalars(select(items.c.profile).where(items.c.report == report).distinct()))
        self._db.execute(delete(items).where(items.c.report == report))
        self._recount |= touched
        self._changed |= touched
        return self._reports_of(touched)

    def recount(self, contributed: Iterable[Contribution]) -> None:
        """Count the profiles that lost items again.

        Args:
            contributed: the items of all reports that `drop` named.
        """
        for key in self._recount:
            self._tallies[key] = Tally()
        for one in contributed:
            if one.profile.digest in self._recount:
                self._tallies[one.profile.digest].add(one.telling)
        for key in self._recount:
            if self._tallies[key].first is None:
                self._gone.add(key)
        self._recount.clear()

    def settle(self) -> None:
        """Work out the entries of all that was touched, and write them.

        Where profiles came or went, their components are cut anew; where items were only counted, entries stay.
        """
        self._forget()
        moved = (self._new | self._seeds) - self._gone
        self._link()
        self._write_tallies()
        touched = (self._changed | self._seeds) - self._gone
        self._changed.clear()
        self._seeds.clear()
        self._gone.clear()
        members, joined = self._components(moved)
        was = self._entries_of({*members, *touched})
        sizes = Counter(was[key] for key in members)
        changed = []
        for group in self._groups(members, joined):
            homes = {was[key] for key in group}
            whole = len(homes) == 1 and None not in homes and sizes[was[group[0]]] == len(group)
            if not whole or not touched.isdisjoint(group) or homes & self._stale_entries:
                changed.append(group)
                self._stale_entries |= {home for home in homes if home is not None}
        counted = {was[key] for key in touched.difference(members)}
        changed += self._members_of({entry for entry in counted if entry is not None})
        self._stale_entries |= {entry for entry in counted if entry is not None}
        self._write_entries(changed)

    def _entries_of(self, keys: set[int]) -> dict[int, int | None]:
        """The entries that profiles are in now."""
        return dict(self._many(select(profiles.c.key, profiles.c.entry), profiles.c.key, keys))

    def _members_of(self, wanted: set[int]) -> list[list[int]]:
        """The profiles of entries."""
        found: dict[int, list[int]] = defaultdict(list)
        for entry, key in self._many(select(profiles.c.entry, profiles.c.key), profiles.c.entry, wanted):
            found[entry].append(key)
        groups = list(found.values())
        self._load_profiles({key for group in groups for key in group})
        return groups

    # profiles

    def _put(self, wanted: dict[int, Profile]) -> None:
        """Put profiles that are not in the store there."""
        known = {key for (key,) in self._many(select(profiles.c.key), profiles.c.key, wanted)}
        missing = [key for key in sorted(wanted) if key not in known]
        if not missing:
            return
        nothing = tallies.encode(Tally())
        self._db.execute(
            insert(profiles),
            [{"key": key, "features": profiles_.encode(wanted[key]), "tally": nothing} for key in missing],
        )
        for key in missing:
            self._new.add(key)
            self._profiles[key] = wanted[key]
            self._tallies[key] = Tally()
        fulltext.add_profiles(self._db, {key: wanted[key].text for key in missing})

    def _load_profiles(self, wanted: set[int]) -> None:
        for key in wanted - self._profiles.keys():
            held = _CACHE.get(key)
            if held is not None:
                self._profiles[key] = held
        if len(_CACHE) > _KEPT:
            _CACHE.clear()
        missing = wanted - self._profiles.keys()
        for key, packed in self._many(select(profiles.c.key, profiles.c.features), profiles.c.key, missing):
            self._profiles[key] = _CACHE[key] = profiles_.decode(packed)

    def _load_tallies(self, wanted: set[int]) -> None:
        missing = wanted - self._tallies.keys()
        for key, packed in self._many(select(profiles.c.key, profiles.c.tally), profiles.c.key, missing):
            self._tallies[key] = tallies.decode(packed)

    def _reports_of(self, keys: set[int]) -> set[int]:
        return {key for (key,) in self._many(select(items.c.report).distinct(), items.c.profile, keys)}

    def _write_tallies(self) -> None:
        rows = [
            {"k": key, "packed": tallies.encode(self._tallies[key])}
            for key in sorted(self._changed - self._gone)
            if key in self._tallies
        ]
        if rows:
            self._db.execute(
                update(profiles).where(profiles.c.key == bindparam("k")).values(tally=bindparam("packed")), rows
            )

    def _forget(self) -> None:
        """Take profiles that have no items any more out of the index; their neighbours are worked out again."""
        if not self._gone:
            return
        gone = sorted(self._gone)
        for one, other in self._many(select(links.c.one, links.c.other), links.c.one, gone):
            self._seeds |= {one, other}
        for one, other in self._many(select(links.c.one, links.c.other), links.c.other, gone):
            self._seeds |= {one, other}
        for (entry,) in self._many(select(profiles.c.entry).distinct(), profiles.c.key, gone):
            if entry is not None:
                self._stale_entries.add(entry)
                self._seeds |= set(self._db.scalars(select(profiles.c.key).where(profiles.c.entry == entry)))
        self._load_profiles(set(gone))
        fulltext.drop_profiles(self._db, {key: self._profiles[key].text for key in gone})
        self._db.execute(
            delete(blocks).where(blocks.c.block == bindparam("b"), blocks.c.profile == bindparam("p")),
            [{"b": block, "p": key} for key in gone for block in sorted(keys_of(self._profiles[key]))],
        )
        for column in (links.c.one, links.c.other, profiles.c.key):
            for some in pieces(gone):
                self._db.execute(delete(column.table).where(column.in_(some)))
        for key in gone:
            self._profiles.pop(key, None)
            self._tallies.pop(key, None)
            self._new.discard(key)

    # links

    def _link(self) -> None:
        """Compare the new profiles with all that share a block with them."""
        if not self._new:
            return
        new = sorted(self._new)
        self._load_profiles(set(new))
        of_block: dict[int, list[int]] = defaultdict(list)
        rows = []
        for key in new:
            for block in sorted(keys_of(self._profiles[key])):
                of_block[block].append(key)
                rows.append({"block": block, "profile": key})
        self._db.execute(insert(blocks), rows)
        pairs: set[tuple[int, int]] = set()
        for block, key in self._many(select(blocks.c.block, blocks.c.profile), blocks.c.block, of_block):
            for mine in of_block[block]:
                if mine != key:
                    pairs.add((mine, key) if mine < key else (key, mine))
        self._load_profiles({key for pair in pairs for key in pair})
        made = []
        for one, other in sorted(pairs):
            score = _score(self._profiles[one], self._profiles[other])
            if score >= NEAR:
                made.append({"one": one, "other": other, "score": score})
        if made:
            self._db.execute(insert(links), made)
        self._new.clear()

    # entries

    def _components(self, seeds: set[int]) -> tuple[list[int], dict[tuple[int, int], float]]:
        """All profiles that links lead to from the seeds, and these links."""
        seen: set[int] = set(seeds)
        front = set(seeds)
        found: dict[tuple[int, int], float] = {}
        while front:
            beyond: set[int] = set()
            for some in pieces(front):
                both = union_all(
                    select(links).where(links.c.one.in_(some), links.c.score >= SAME),
                    select(links).where(links.c.other.in_(some), links.c.score >= SAME),
                )
                for one, other, score in self._db.execute(both):
                    found[one, other] = score
                    beyond |= {one, other}
            front = beyond - seen
            seen |= front
        return sorted(seen), found

    def _groups(self, members: list[int], joined: dict[tuple[int, int], float]) -> list[list[int]]:
        """The members as entries."""
        home = {key: key for key in members}

        def top(key: int) -> int:
            while home[key] != key:
                home[key] = home[home[key]]
                key = home[key]
            return key

        for one, other in joined:
            home[top(one)] = top(other)
        components: dict[int, list[int]] = defaultdict(list)
        for key in members:
            components[top(key)].append(key)
        within: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
        for (one, other), score in joined.items():
            within[top(one)].append((one, other, score))
        self._load_profiles(set(members))
        told: dict[int, set[int]] = defaultdict(set)
        several = [key for keys in components.values() if len(keys) > 1 for key in keys]
        in_text = select(items.c.profile, items.c.report).where(items.c.title == 0)  # headlines tell it once more
        for profile, report in self._many(in_text, items.c.profile, several):
            told[profile].add(report)
        groups = []
        for head, keys in components.items():
            if len(keys) == 1:
                groups.append(keys)
                continue
            place = {key: at for at, key in enumerate(keys)}
            made = [Link(place[one], place[other], score) for one, other, score in within[head]]
            telling = [frozenset(told[key]) for key in keys]
            for group in cluster([self._profiles[key] for key in keys], made, telling):
                groups.append([keys[at] for at in group])
        return groups

    def _write_entries(self, groups: list[list[int]]) -> None:
        """Write the entries of groups of profiles in the place of those that they were in."""
        stale = sorted(self._stale_entries)
        self._stale_entries.clear()
        for column in (parties.c.entry, entries.c.key):
            for some in pieces(stale):
                self._db.execute(delete(column.table).where(column.in_(some)))
        if not groups:
            return
        members = {key for group in groups for key in group}
        self._load_tallies(members)
        made = [
            fold([self._profiles[key] for key in group], tallies.merged(self._tallies[key] for key in group))
            for group in groups
        ]
        counted = self._reports_in(groups)
        rows = [
            {
                "kind": self._profiles[group[0]].kind, "id": entry.id, "item": entry.item, "type": entry.type,
                "series": entry.series, "standing": entry.standing, "day": day_number(entry.day),
                "until": day_number(entry.until, last=True), "iso3": entry.spot.iso3 if entry.spot else None,
                "reports": counted[at], "outlets": max(1, len(entry.outlets)), "roots": entry.roots,
            }
            for at, (entry, group) in enumerate(zip(made, groups, strict=True))
        ]  # fmt: skip
        self._db.execute(insert(entries), rows)
        keys: dict[int, int] = dict(
            self._many(select(entries.c.id, entries.c.key), entries.c.id, [one.id for one in made])
        )
        self._db.execute(
            update(profiles).where(profiles.c.key == bindparam("k")).values(entry=bindparam("e")),
            [{"k": key, "e": keys[entry.id]} for entry, group in zip(made, groups, strict=True) for key in group],
        )
        labelled = self._labels({name for entry in made for _, name in entry.who})
        named = [
            {"label": labelled[name], "side": SIDES.index(side), "day": row["day"], "entry": keys[entry.id]}
            for row, entry in zip(rows, made, strict=True)
            for side, name in entry.who
        ]
        if named:
            self._db.execute(insert(parties), named)
        if len(self._tallies) > _KEPT:
            self._tallies.clear()

    def _labels(self, wanted: set[str]) -> dict[str, int]:
        """The keys of names that filters ask for."""
        missing = wanted - self._labelled.keys()
        if missing:
            self._labelled |= self._known_labels(missing)
            new = sorted(missing - self._labelled.keys())
            if new:
                self._db.execute(insert(labels), [{"name": name} for name in new])
                self._labelled |= self._known_labels(new)
        return self._labelled

    def _known_labels(self, wanted: Iterable[str]) -> dict[str, int]:
        return {row.name: row.key for row in self._many(select(labels), labels.c.name, wanted)}

    def _reports_in(self, groups: list[list[int]]) -> list[int]:
        """In how many reports each group was told."""
        of = {key: at for at, group in enumerate(groups) for key in group}
        seen: list[set[int]] = [set() for _ in groups]
        for profile, report in self._many(select(items.c.profile, items.c.report), items.c.profile, of):
            seen[of[profile]].add(report)
        return [len(reports) for reports in seen]

    def _many(self, query: Asking, column: ColumnElement[Any], wanted: Iterable[Any]) -> Iterator[Found]:
        return many(self._db, query, column, wanted)


_KEPT = 60_000
"""Profiles and tallies that are held in memory at most, between two batches."""
_CACHE: dict[int, Profile] = {}
"""Profiles by key, which is their hash: whatever the record, the same key is the same profile."""
SIDES = "arshpmow"
"""Actors, recipients, sources, holders, parties of ties, who else is named, outlets, places.

What stands in `parties.side` is the place of its letter.
"""


def _score(one: Profile, other: Profile) -> float:
    """The likeness of two profiles; what a person said of them goes before it."""
    mine, theirs = set(one.pins), set(other.pins)
    if any(pin[0] == "-" for pin in mine & theirs):
        return _APART
    if any(pin[0] == "+" for pin in mine & theirs):
        return _JOINED
    return _APART if any(pin[0] == "=" for pin in mine | theirs) else likeness(one, other)
