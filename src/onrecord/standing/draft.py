"""One claim while it is gathered: where it is told, what it tells, who stands to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from onrecord.codebook.stances import SILENT, StanceKind
from onrecord.codebook.standing import View
from onrecord.model import Offsets, Stance

_ASSERTS = StanceKind.ASSERTS
_NOT = StanceKind.ASSERTS_NOT

EventKey = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Draft:
    """A claim being gathered; see `model.Claim`."""

    text: str
    lo: int
    hi: int
    spans: list[Offsets]
    in_title: bool
    sentence: int
    words: frozenset[str]
    numbers: frozenset[str]
    events: list[str] = field(default_factory=list)
    keys: set[EventKey] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    stances: list[Stance] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    chains: dict[tuple[str, ...], None] = field(default_factory=dict)
    personal: bool = False
    statements: list[str] = field(default_factory=list)
    names_told: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    refusal: str = ""
    refusing: set[str] = field(default_factory=set)
    number: int = -1
    places: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def tells(self, sentence: int, place: tuple[int, int]) -> None:
        """Add a place where it is told, once."""
        here = self.places.setdefault(sentence, [])
        if place not in here:
            here.append(place)
            self.ranges.append(place)

    def takes(self, stance: Stance, view: View) -> None:
        """Add a stance, once."""
        if all((one.holder, one.stance) != (stance.holder, stance.stance) for one in self.stances):
            self.stances.append(stance)
        if view not in self.views:
            self.views.append(view)

    def joins(self, other: Draft) -> None:
        """Take in all that another draft has: both tell the same in the same place."""
        self.spans += other.spans
        self.events += other.events
        self.ranges += [place for place in other.ranges if place not in self.ranges]
        self.chains |= other.chains
        self.stances += [
            one for one in other.stances if all((one.holder, one.stance) != (s.holder, s.stance) for s in self.stances)
        ]
        self.views += [view for view in other.views if view not in self.views]

    def settle(self) -> None:
        """Whoever relays a claim in one place does not assert it in another: the origin is the one relayed."""
        relaying = {stance.holder for stance in self.stances if stance.stance == StanceKind.RELAYS}
        if relaying:
            self.stances = [one for one in self.stances if one.holder not in relaying or one.stance != _ASSERTS]
            self.views = [one for one in self.views if one.holder not in relaying or one.stance != _ASSERTS]
        self._refuse()

    def _refuse(self) -> None:
        """ "It would not attack", with nobody saying that it would: that is put forward, in its own words."""
        told = [one for one in self.stances if one.stance not in SILENT]
        if not self.refusal or any(one.holder not in self.refusing or one.stance != _NOT for one in told):
            return
        self.text = self.refusal
        kept = [one for one in self.stances if one.stance in SILENT]
        self.stances = [*(msgspec.structs.replace(one, stance=_ASSERTS.value) for one in told), *kept]
        self.views = [one._replace(stance=_ASSERTS) if one.stance is _NOT else one for one in self.views]

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether anybody takes one of these stances."""
        wanted = set(kinds)
        return any(stance.stance in wanted for stance in self.stances)
