"""What was worked out lately, kept within a bound."""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key, those of at least the last `most` keys that were asked for, at most twice as many.

    They lie in two halves. When the younger is full it becomes the older, and what nobody asked for meanwhile goes with
    the older one before it; what recurs is taken over, and never worked out again.

    Args:
        most: keys of a half.
    """

    __slots__ = ("_most", "older", "young")

    def __init__(self, most: int) -> None:
        self._most = most
        self.young: dict[Key, Value] = {}
        self.older: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """The value of a key; None where it is not kept."""
        found = self.young.get(key)
        if found is None:
            found = self.older.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value."""
        if len(self.young) >= self._most:
            self.young, self.older = {}, self.young
        self.young[key] = value
