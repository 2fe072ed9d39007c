"""Attempts at a shard: a report that ends the process that reads it is found, and left out, by the third time.

The first attempt takes no care. Where a mark of it is left, it was broken off: the next one notes each unit before it
reads it. A unit at which two such attempts ended is left out, with the reason. A shard that ends its readers again and
again, and not at a unit, is given up. A new run of the driver forgets all attempts, since whoever ended it ended all
workers with it.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from onrecord.bulk.place import Place
from onrecord.errors import EngineError

FOLDER = "attempts"
_DEATHS = 2
"""Ends of the process at one unit, after which it is not read any more."""
MOST = 30
"""Attempts at a shard after which the run gives up: each report that ends its reader takes at most three."""


class _Held(msgspec.Struct):
    """What attempts before left: at which unit the last one is, at which they ended, and how many they were."""

    at: int | None = None
    ends: dict[int, int] = {}
    begun: int = 0


class Attempts:
    """The attempts at one shard, as one of them sees them.

    Args:
        place: of the run.
        shard: its number.

    Raises:
        EngineError: there were too many.
    """

    def __init__(self, place: Place, shard: int) -> None:
        self._place = place
        self._name = f"{FOLDER}/{shard:06d}.json"
        data = place.read(self._name)
        self._careful = data is not None
        held = msgspec.json.decode(data, type=_Held) if data is not None else _Held()
        self._ends: Counter[int] = Counter(held.ends)
        if held.at is not None:
            self._ends[held.at] += 1
        self._begun = held.begun + 1
        if self._begun > MOST:
            raise EngineError(f"shard {shard} ends every worker that reads it (out of memory, or a crash)")
        self._note(None)

    def begin(self, unit: int) -> str | None:
        """Begin a unit of the shard; returns why it must not be read, where that is so."""
        if self._ends[unit] >= _DEATHS:
            return f"its reader ended without a word, {self._ends[unit] + 1} times (out of memory, or a crash)"
        if self._careful:
            self._note(unit)
        return None

    def rest(self) -> None:
        """All units were read: where the process ends from here on, it was none of them."""
        if self._careful:
            self._note(None)

    def end(self) -> None:
        """The shard is in its place."""
        self._place.drop(self._name)

    def _note(self, unit: int | None) -> None:
        self._place.write(self._name, msgspec.json.encode(_Held(unit, dict(self._ends), self._begun)))


def forget(place: Place) -> None:
    """Forget all attempts."""
    place.drop(FOLDER)
