"""The profiles of a record with their tallies: fetched when they are needed, held while they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from onrecord.record import profile as profiles_
from onrecord.record import tally as tallies
from onrecord.record.profile import Profile
from onrecord.record.tally import Tally
from onrecord.store import fulltext
from onrecord.store.asking import change, many, put, remove
from onrecord.store.tables import profiles


class Shelf:
    """The profiles and tallies that one transaction works with.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._profiles: dict[int, Profile] = {}
        self.tallies: dict[int, Tally] = {}

    def __getitem__(self, key: int) -> Profile:
        """A profile that was loaded."""
        return self._profiles[key]

    def put(self, wanted: Mapping[int, Profile]) -> set[int]:
        """Put profiles that are not in the store there, with empty tallies; returns which these are."""
        known = {key for (key,) in many(self._db, select(profiles.c.key), profiles.c.key, wanted.keys() - self.tallies)}
        missing = [key for key in sorted(wanted) if key not in known and key not in self.tallies]
        for key in missing:
            self._profiles[key] = wanted[key]
            self.tallies[key] = Tally()
        rows = [(key, profiles_.encode(wanted[key]), b"") for key in missing]
        put(self._db, profiles, ("key", "features", "tally"), rows)
        if missing:
            fulltext.add_profiles(self._db, {key: wanted[key].text for key in missing})
        return set(missing)

    def load(self, wanted: Iterable[int]) -> None:
        """Fetch profiles."""
        missing = []
        for key in wanted:
            if key not in self._profiles:
                held = _CACHE.get(key)
                if held is None:
                    missing.append(key)
                else:
                    self._profiles[key] = held
        if len(_CACHE) > _KEPT:
            _CACHE.clear()
        for key, packed in many(self._db, select(profiles.c.key, profiles.c.features), profiles.c.key, missing):
            self._profiles[key] = _CACHE[key] = profiles_.decode(packed)

    def load_tallies(self, wanted: Iterable[int]) -> None:
        """Fetch tallies."""
        missing = [key for key in wanted if key not in self.tallies]
        for key, packed in many(self._db, select(profiles.c.key, profiles.c.tally), profiles.c.key, missing):
            self.tallies[key] = tallies.decode(packed)

    def write_tallies(self, keys: Iterable[int]) -> None:
        """Write what was counted."""
        rows = [(tallies.encode(self.tallies[key]), key) for key in sorted(keys)]
        change(self._db, profiles, ("tally",), ("key",), rows)

    def drop(self, gone: Iterable[int]) -> None:
        """Take profiles out of the store."""
        keys = sorted(gone)
        self.load(keys)
        if keys:
            fulltext.drop_profiles(self._db, {key: self._profiles[key].text for key in keys})
        remove(self._db, profiles, ("key",), [(key,) for key in keys])
        for key in keys:
            self._profiles.pop(key, None)
            self.tallies.pop(key, None)

    def trim(self) -> None:
        """Let go of what is held where that is much: a record made again in one transaction is larger than memory."""
        if len(self.tallies) > _KEPT:
            self.tallies.clear()
        if len(self._profiles) > _KEPT:
            self._profiles.clear()


_KEPT = 60_000
"""Profiles and tallies that are held in memory at most, between two batches."""
_CACHE: dict[int, Profile] = {}
"""Profiles by key, which is their hash: whatever the record, the same key is the same profile."""
