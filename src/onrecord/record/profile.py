"""Profiles: all that merging looks at in a statement, a claim, an event or a tie.

Items with one profile cannot be told apart by merging, so they are one entry at once, whatever their number: that
keeps the cost of the thousandth reprint to that of the first. Nothing of the report's id, place or outlet is in one.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple

import msgspec

from onrecord.record.days import interval
from onrecord.record.words import Bag, Weighed, bag
from onrecord.store.squeeze import squeeze, unsqueeze

Kind = Literal["s", "c", "e", "t"]
"""Statements, claims, events, ties: the letters that their ids begin with."""


class Side(msgspec.Struct, gc=False, frozen=True, array_like=True):
    """Who is on one side.

    Attributes:
        side: `a` actor, `r` recipient, `m` named in a claim, `s` source, `p` party of a tie.
        entity, iso3: as the reading resolved them.
        stem: of the last word of the wording, where no entity is known ("two *soldiers*").
    """

    side: str
    entity: str | None
    iso3: str | None
    stem: str | None = None


class Group(NamedTuple):
    """Those on some sides, taken together.

    Attributes:
        entities, codes, stems: what is known of them.
        some: whether there is anybody.
        named: whether an entity is known for each.
    """

    entities: frozenset[str]
    codes: frozenset[str]
    stems: frozenset[str]
    some: bool
    named: bool


class Figure(msgspec.Struct, gc=False, frozen=True, array_like=True):
    """A figure: what it counts, or its fate, and its bounds."""

    what: str
    low: float | None
    high: float | None


class Spot(msgspec.Struct, gc=False, frozen=True, array_like=True):
    """A place."""

    name: str
    iso3: str | None
    admin1: str | None
    precision: str
    lat: float | None
    lon: float | None


class Profile(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """What merging knows of an item.

    Attributes:
        kind: which of the four.
        type: PLOVER type, act of the cue, kind of tie; empty for a claim.
        mode: PLOVER mode; form of a statement.
        cameo: CAMEO code of an event.
        stem: of the word that tells the event.
        sides: who is in it.
        start, end: days that the words give, ISO with the precision known.
        told: the quarter of the report, by its first month, where the words give no day and say too little alone.
        spot: where.
        figures: how many.
        fact: whether it is told as having happened: plans, negations and questions are not.
        text: the words themselves.
        pins: what a person said of this very item; it has a profile of its own then.
        lead: for a claim, the event that it is about.
    """

    kind: Kind
    type: str
    mode: str | None = None
    cameo: str | None = None
    stem: str | None = None
    sides: tuple[Side, ...] = ()
    start: str | None = None
    end: str | None = None
    told: str | None = None
    spot: Spot | None = None
    figures: tuple[Figure, ...] = ()
    fact: bool = True
    text: str = ""
    pins: tuple[str, ...] = ()
    lead: tuple[str, str] | None = None

    @cached_property
    def digest(self) -> int:
        """63 bits of hash of all of it: its key in the store."""
        return int.from_bytes(blake2b(_ENCODER.encode(self), digest_size=8).digest(), "big") >> 1

    @cached_property
    def bag(self) -> Bag:
        """The words that carry content, with their weights."""
        return bag(self.text)

    @property
    def words(self) -> Weighed:
        """All of them."""
        return self.bag.words

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {}

    def of(self, sides: str) -> Group:
        """Those on sides, each a letter."""
        held = self._groups.get(sides)
        if held is None:
            found = [side for side in self.sides if side.side in sides]
            held = self._groups[sides] = Group(
                frozenset(side.entity for side in found if side.entity),
                frozenset(side.iso3 for side in found if side.iso3),
                frozenset(side.stem for side in found if side.stem),
                bool(found),
                all(side.entity for side in found),
            )
        return held

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """The days that the words give, as ordinals."""
        return interval(self.start, self.end)

    @cached_property
    def sharp(self) -> frozenset[int]:
        """The day of an event that the words give to the day; none where they do not."""
        days = self.days if self.kind == "e" else None
        return frozenset(days[:1]) if days is not None and days[1] - days[0] <= 1 else frozenset()

    @cached_property
    def towns(self) -> frozenset[str]:
        """The town of an event; none where it is not known so sharply."""
        spot = self.spot if self.kind == "e" else None
        return frozenset((spot.name,)) if spot is not None and spot.precision in ("city", "point") else frozenset()

    @cached_property
    def when(self) -> tuple[int, int] | None:
        """The days that the words give, else those of the report."""
        return interval(self.told, self.told) if self.told else self.days


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(Profile)


def encode(profile: Profile) -> bytes:
    """Bytes of a profile."""
    return squeeze(_ENCODER.encode(profile))


def decode(packed: bytes) -> Profile:
    """A profile from its bytes."""
    return _DECODER.decode(unsqueeze(packed))
