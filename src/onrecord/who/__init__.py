"""Who: mentions to entities, by gazetteer, offices, names, roles, metonyms and pronouns."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Abstained, Cast, Entity, Note, Party


class Nobody:
    """A cast without anybody."""

    entities: tuple[Entity, ...] = ()
    abstained: tuple[Abstained, ...] = ()
    notes: tuple[Note, ...] = ()

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed

    def party(self, lo: int, hi: int) -> Party:
        """The phrase as worded."""
        start, end = self._parsed.tokens[lo].start, self._parsed.tokens[hi - 1].end
        return Party(*self._parsed.locate(start, end), kind="unnamed")

    def members(self, lo: int, hi: int) -> tuple[Party, ...]:
        """The phrase as one party."""
        return (self.party(lo, hi),)


def find(parsed: Parsed) -> Cast:
    """Who is who in a report."""
    return Nobody(parsed)
