"""Profiles: all that merging looks at in a statement, a claim, an event or a tie.

Items with one profile cannot be told apart by merging, so they are one entry at once, whatever their number: that
keeps the cost of the thousandth reprint to that of the first. Nothing of the report's id, place or outlet is in one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple

import msgspec

from onrecord.model import Actor, Claim, Event, Offsets, Place, Quantity, Reading, Statement, Tie
from onrecord.record.days import interval
from onrecord.record.words import Bag, Weighed, bag, passage, stem
from onrecord.store.squeeze import squeeze, unsqueeze

Kind = Literal["s", "c", "e", "t"]
"""Statements, claims, events, ties: the letters that their ids begin with."""


class Side(msgspec.Struct, frozen=True, array_like=True):
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


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A figure: what it counts, or its fate, and its bounds."""

    what: str
    low: float | None
    high: float | None


class Spot(msgspec.Struct, frozen=True, array_like=True):
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


def of_event(event: Event, reading: Reading) -> Profile:
    """The profile of an event."""
    title = event.trigger.part == "title"
    offsets = _sentence(reading, event.trigger.offsets, title)
    text = " ".join(reading.report.span(*offsets, "title" if title else "text").text.split())
    sides = _sides(event)
    known = {side.entity for side in sides}
    beside = (side for side in _named((offsets,), event.trigger.part, reading) if side.entity not in known)
    when = event.when
    start, end = (when.start, when.end) if when is not None else (None, None)
    return Profile(
        kind="e",
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        stem=stem(event.trigger.text.split()[0]) if event.trigger.text.split() else None,
        sides=(*sides, *beside),
        start=start,
        end=end,
        told=None if start and len(start) >= 10 else _quarter(reading),
        spot=_spot(event.where),
        figures=_figures(event.quantities),
        fact=event.realis in ("actual", "asserted"),
        text=text,
    )


def of_claim(claim: Claim, reading: Reading, events: dict[str, Event]) -> Profile:
    """The profile of a claim, with those of the events in it folded into one."""
    within = [events[name] for name in claim.events if name in events]
    lead = within[0] if within else None
    when = lead.when if lead is not None else None
    start, end = (when.start, when.end) if when is not None else (None, None)
    spot = next((event.where for event in within if event.where is not None), None)
    figures = claim.quantities or tuple(figure for event in within for figure in event.quantities)
    return Profile(
        kind="c",
        type="",
        sides=tuple(
            dict.fromkeys(
                (*(side for event in within for side in _sides(event)), *_named(claim.spans[:1], claim.part, reading))
            )
        ),
        start=start,
        end=end,
        told=None if (start and len(start) >= 10) or not short(claim.text) else _quarter(reading),
        spot=_spot(spot),
        figures=_figures(figures),
        fact=claim.standing not in _UNREAL,
        text=claim.text,
        lead=(lead.type, stem(lead.trigger.text.split()[0]))
        if lead is not None and lead.trigger.text.split()
        else None,
    )


def of_statement(statement: Statement, reading: Reading) -> Profile:
    """The profile of a statement."""
    text = " ".join(span.text for span in statement.content)
    source = statement.source
    sides: tuple[Side, ...] = ()
    if source is not None:
        named = tuple(Side("s", entity, _country(entity, reading)) for entity in source.entities)
        country = next(iter(source.iso3), None)
        last = source.text.split()[-1:] or [""]
        sides = named or (Side("s", None, country, stem(last[0])),)
    when = statement.when if short(text) else None  # a long quotation is the same whenever it is quoted
    start, end = (when.start, when.end) if when is not None else (None, None)
    return Profile(
        kind="s",
        type=statement.cue.act if statement.cue is not None else "say",
        mode=statement.form,
        sides=sides,
        start=start,
        end=end,
        told=None if (start and len(start) >= 10) or not short(text) else _quarter(reading),
        text=text,
    )


def of_tie(tie: Tie, reading: Reading) -> Profile:
    """The profile of a tie: its kind and its parties, and the name where it has one."""
    named = tie.name.text if tie.name is not None else ""
    text = "; ".join(dict.fromkeys(span.text for span in tie.mentions)) or named
    return Profile(
        kind="t",
        type=tie.kind,
        sides=tuple(
            sorted(
                (Side("p", party.entity, _country(party.entity, reading), party.role) for party in tie.parties),
                key=lambda one: one.entity or "",
            )
        ),
        start=tie.since,
        end=tie.to,
        text=text,
    )


_UNREAL = frozenset(("forecast", "pledged", "threatened", "demanded", "hypothetical", "conditional", "asked"))
"""Standings of what is not told as having happened: a plan is not its carrying out."""


def _named(inside: tuple[Offsets, ...], part: object, reading: Reading) -> Iterator[Side]:
    """Everybody who is named within these passages."""
    starts, mentions = _mentions(reading)[part]
    found: dict[str, Side] = {}
    for lo, hi in inside:
        for end, side in mentions[bisect_left(starts, lo) : bisect_left(starts, hi)]:
            if end <= hi and side.entity is not None:
                found.setdefault(side.entity, side)
    yield from (found[name] for name in sorted(found))


def _mentions(reading: Reading) -> dict[object, tuple[list[int], list[tuple[int, Side]]]]:
    """The mentions of a reading by part of the report: where they start, and where they end and whom they name."""
    held = _LAST.get(id(reading))
    if held is not None and held[0] is reading:
        return held[1]
    found: dict[object, list[tuple[int, int, Side]]] = {"title": [], msgspec.UNSET: []}
    for entity in reading.entities:
        side = Side("m", entity.id, entity.iso3)
        for mention in entity.mentions:
            found[mention.part].append((mention.start, mention.end, side))
    made: dict[object, tuple[list[int], list[tuple[int, Side]]]] = {}
    for part, mentions in found.items():
        mentions.sort(key=lambda one: one[:2])
        made[part] = ([start for start, _, _ in mentions], [(end, side) for _, end, side in mentions])
    _LAST.clear()
    _LAST[id(reading)] = (reading, made)
    return made


_LAST: dict[int, tuple[Reading, dict[object, tuple[list[int], list[tuple[int, Side]]]]]] = {}
"""The mentions of the reading that was asked for last: its items come one after the other."""


def _country(entity: str, reading: Reading) -> str | None:
    return next((one.iso3 for one in reading.entities if one.id == entity), None)


def _quarter(reading: Reading) -> str | None:
    """The first month of the quarter of the report: as sharp as its day is worth for dating what it tells undated."""
    day = (reading.report.published or "")[:10]
    return f"{day[:5]}{(int(day[5:7]) - 1) // 3 * 3 + 1:02d}" if len(day) >= 7 else day or None


def short(text: str) -> bool:
    """Whether a text says too little to be told from others like it without its day: "the talks failed"."""
    return sum(bag(text).words.values()) < _SHORT


_SHORT = 3.0
"""Weight of the words of such a text: some five to eight words that carry content."""


def _sentence(reading: Reading, offsets: Offsets, title: bool) -> Offsets:
    text = (reading.report.title or "") if title else reading.report.text
    return passage(text, *offsets)


def _sides(event: Event) -> tuple[Side, ...]:
    return tuple(_side("a", actor) for actor in event.actors) + tuple(_side("r", actor) for actor in event.recipients)


def _side(side: str, actor: Actor) -> Side:
    last = actor.text.split()[-1:]
    return Side(side, actor.entity, actor.iso3, stem(last[0]) if actor.entity is None and last else None)


def _spot(place: Place | None) -> Spot | None:
    if place is None:
        return None
    return Spot(place.name, place.iso3, place.admin1, place.precision, place.lat, place.lon)


def _figures(quantities: tuple[Quantity, ...]) -> tuple[Figure, ...]:
    found = []
    for quantity in quantities:
        low = quantity.min if quantity.min is not None else quantity.best
        high = quantity.max if quantity.max is not None else (quantity.best if quantity.min is None else None)
        what = quantity.fate or quantity.unit or (stem(quantity.what.split()[-1]) if quantity.what else "")
        found.append(Figure(what, low, high))
    return tuple(dict.fromkeys(found))
