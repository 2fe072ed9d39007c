"""Entries as rows: written where they are new, changed where they say something else, and left alone otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.record import tally as tallies
from onrecord.record.days import day_number
from onrecord.record.fold import Entry, fold
from onrecord.record.shelf import Shelf
from onrecord.store.asking import change, many, put, remove
from onrecord.store.tables import entries, items, labels, parties, profiles

SIDES = "arshpmow"
"""Actors, recipients, sources, holders, parties of ties, who else is named, outlets, places.

What stands in `parties.side` is the place of its letter.
"""
NAMES = ("kind", "id", "item", "type", "series", "standing", "day", "until", "iso3", "reports", "outlets", "roots")
_Values = tuple[Any, ...]


class Clerk:
    """Writes entries within one transaction.

    Args:
        connection: of a writer.
        shelf: where profiles and tallies are.
    """

    def __init__(self, connection: Connection, shelf: Shelf) -> None:
        self._db = connection
        self._shelf = shelf
        self._labelled: dict[str, int] = {}

    def more(self, times: Mapping[int, int]) -> None:
        """Count more reports of entries of which nothing else changed."""
        now = self._rows(times)
        rows = [(now[key][NAMES.index("reports")] + count, key) for key, count in sorted(times.items())]
        change(self._db, entries, ("reports",), ("key",), rows)

    def write(self, groups: Sequence[Sequence[int]], was: Mapping[int, int | None], more: Mapping[int, int]) -> None:
        """Write the entries of groups of profiles in the place of those that they were in.

        Args:
            groups: keys of profiles; with those of an entry, all of that entry are in one of the groups.
            was: the entry of each profile.
            more: by how many reports an entry is told more, where its profiles are the same as before.
        """
        members = [key for group in groups for key in group]
        self._shelf.load(members)
        self._shelf.load_tallies(members)
        old = self._rows({home for key in members if (home := was[key]) is not None})
        of_id = {values[NAMES.index("id")]: key for key, values in old.items()}
        made = [
            fold([self._shelf[key] for key in group], tallies.merged(self._shelf.tallies[key] for key in group))
            for group in groups
        ]
        kept = [of_id.get(entry.id) for entry in made]
        remove(self._db, entries, ("key",), [(key,) for key in sorted(old.keys() - set(kept))])
        counts = self._counts(groups, kept, old, more)
        rows = [
            row(self._shelf[group[0]].kind, entry, count)
            for group, entry, count in zip(groups, made, counts, strict=True)
        ]
        changed = [(*one, key) for key, one in zip(kept, rows, strict=True) if key is not None and one != old[key]]
        change(self._db, entries, NAMES, ("key",), changed)
        put(self._db, entries, NAMES, [one for key, one in zip(kept, rows, strict=True) if key is None])
        fresh = [entry.id for key, entry in zip(kept, made, strict=True) if key is None]
        keys = of_id | dict(many(self._db, select(entries.c.id, entries.c.key), entries.c.id, fresh))
        homes = [(keys[entry.id], key) for entry, group in zip(made, groups, strict=True) for key in group]
        change(self._db, profiles, ("entry",), ("key",), [(home, key) for home, key in homes if was[key] != home])
        self._name(made, [one[NAMES.index("day")] for one in rows], keys, set(old))

    def drop(self, gone: Iterable[int]) -> None:
        """Take entries out that nothing belongs to any more."""
        keys = [(key,) for key in sorted(gone)]
        remove(self._db, parties, ("entry",), keys)
        remove(self._db, entries, ("key",), keys)

    def _rows(self, keys: Iterable[int]) -> dict[int, _Values]:
        columns = [entries.c[name] for name in NAMES]
        return {row[0]: tuple(row[1:]) for row in many(self._db, select(entries.c.key, *columns), entries.c.key, keys)}

    def _counts(
        self, groups: Sequence[Sequence[int]], kept: Sequence[int | None], old: Mapping[int, _Values],
        more: Mapping[int, int],
    ) -> list[int]:  # fmt: skip
        """In how many reports each group was told: counted anew only where its profiles are others than before."""
        found = [old[key][NAMES.index("reports")] + more[key] if key is not None and key in more else 0 for key in kept]
        of = {key: at for at, group in enumerate(groups) if not found[at] for key in group}
        seen: dict[int, set[int]] = defaultdict(set)
        for profile, report in many(self._db, select(items.c.profile, items.c.report), items.c.profile, of):
            seen[of[profile]].add(report)
        return [count or len(seen[at]) for at, count in enumerate(found)]

    def _name(self, made: Sequence[Entry], days: Sequence[int], keys: Mapping[int, int], old: set[int]) -> None:
        """Write who is in entries, so far as others were before."""
        labelled = self._labels({name for entry in made for _, name in entry.who})
        now = {
            (labelled[name], SIDES.index(side), day, keys[entry.id])
            for day, entry in zip(days, made, strict=True)
            for side, name in entry.who
        }
        names = ("label", "side", "day", "entry")
        columns = [parties.c[name] for name in names]
        before = {tuple(row) for row in many(self._db, select(*columns), parties.c.entry, old)}
        remove(self._db, parties, names, sorted(before - now))
        put(self._db, parties, names, sorted(now - before))

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
        return {row.name: row.key for row in many(self._db, select(labels), labels.c.name, wanted)}


def row(kind: str, entry: Entry, reports: int) -> _Values:
    """The values of an entry, in the order of `NAMES`."""
    return (
        kind, entry.id, entry.item, entry.type, entry.series, entry.standing, day_number(entry.day),
        day_number(entry.until, last=True), entry.spot.iso3 if entry.spot else None, reports,
        max(1, len(entry.outlets)), entry.roots,
    )  # fmt: skip
