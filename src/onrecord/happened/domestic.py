"""Domestic: the country of a crowd, a court or an opposition that the text does not state; always marked as inferred.

"Riot police fired tear gas in Nairobi" names no country for the police; the place of the act does. Source: PLOVER and
CAMEO code such actors by the country in which they act.
"""

from __future__ import annotations

import msgspec

from onrecord.language.parsed import Parsed
from onrecord.model import Actor, Cast, Place

_INTERNAL = frozenset(
    ("CVL", "OPP", "COP", "EDU", "JRN", "LAB", "LEG", "JUD", "PTY", "REB", "UAF", "GOV", "REL", "MED", "AGR", "CRM")
)  # fmt: skip
"""Sectors of those who act and suffer at home unless the text says otherwise; soldiers may be abroad."""
_AT_HOME = frozenset(("PROTEST", "REJECT", "CONCEDE", "COERCE", "THREATEN", "REQUEST", "ACCUSE"))
"""Acts that are within a state where the sentence names only one."""
_ABROAD = frozenset(("deport", "withdraw", "expel", "visit"))
_NAMING = frozenset(("name", "acronym", "demonym", "metonym"))


class Domestic:
    """What countries each sentence of a report names."""

    def __init__(self, parsed: Parsed, cast: Cast, places: tuple[Place, ...]) -> None:
        self._parsed = parsed
        self._named: dict[int, set[str]] = {}
        for entity in cast.entities:
            for mention in entity.mentions:
                if mention.form in _NAMING:
                    self._note(parsed.place(mention)[0], entity.iso3)
        for place in places:
            self._note(parsed.place(place)[0], place.iso3)

    def _note(self, start: int, iso3: str | None) -> None:
        if iso3 is not None:
            lo, hi = self._parsed.token_range(start, start + 1)
            if hi > lo:
                self._named.setdefault(self._parsed.tokens[lo].sentence, set()).add(iso3)

    def complete(
        self, sides: tuple[Actor, ...], act: tuple[str, str | None], anchor: int, where: Place | None
    ) -> tuple[Actor, ...]:
        """The sides with the countries that the place of the act, or the only country of its sentence, gives them.

        Args:
            act: the event's type and mode.
            anchor: the token of its clause.
            where: where it took place.
        """
        if all(side.iso3 is not None for side in sides) or act[1] in _ABROAD:
            return sides
        home = where.iso3 if where is not None and where.precision not in ("sea",) else None
        if home is None and act[0] in _AT_HOME:
            named = self._named.get(self._parsed.tokens[anchor].sentence, set())
            home = next(iter(named)) if len(named) == 1 else None
        if home is None:
            return sides
        return tuple(
            msgspec.structs.replace(side, iso3=home, inferred=True) if self._internal(side) else side for side in sides
        )

    def _internal(self, side: Actor) -> bool:
        """Whether a side without a country is told by what it is, and is of a kind that acts at home."""
        told = side.iso3 is None and side.sector in _INTERNAL
        return told and not side.text[-1:].isupper() and side.text.lower() not in _PRONOUNS


_PRONOUNS = frozenset(("he", "she", "it", "they", "him", "her", "them", "who", "we", "us", "i", "you"))
