"""What a reading contributes to the record: each of its items with its profile and what it adds to the tally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

import msgspec

from onrecord.codebook.standing import OUTLET
from onrecord.model import Claim, Entity, Event, Offsets, Quantity, Reading, Span, Statement, Tie
from onrecord.record.profile import Kind, Profile
from onrecord.record.profiling import Profiler
from onrecord.record.tally import NO_DAY, Count, Place, Telling, Voice

Pin = tuple[str, int]
"""Kind and start of an item that a person judged."""


class Contribution(msgspec.Struct, frozen=True):
    """One item.

    Attributes:
        kind, number: which of the four, and its place in the reading.
        id: its id as a number, unique in the record.
        offsets, title: the passage that it is anchored at.
        profile, telling: what merging looks at, and what it counts.
    """

    kind: Kind
    number: int
    id: int
    offsets: Offsets
    title: bool
    profile: Profile
    telling: Telling


def number_of(id_: str) -> int:
    """An item's id (a letter, 12 hexadecimal digits) as a number; any other id hashed to one, letter kept apart."""
    letter, rest = id_[:1], id_[1:]
    if len(rest) == 12 and letter in LETTERS:
        try:
            return (LETTERS.index(letter) << 48) | int(rest, 16)
        except ValueError:
            pass
    hashed = int.from_bytes(blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")
    return (7 << 56) | hashed


def id_of(number: int) -> str:
    """The id of a number that `number_of` made of an item's id."""
    return f"{LETTERS[number >> 48]}{number & 0xFFFFFFFFFFFF:012x}"


LETTERS = "scet"
"""The kinds of items, in the order of their numbers."""


def contributions(
    reading: Reading, voice: str, pins: Mapping[Pin, tuple[str, ...]] | None = None
) -> Iterator[Contribution]:
    """Every item of a reading.

    Args:
        reading: what one report says.
        voice: who speaks in the report's own voice: its outlet, or the wire that it reprints.
        pins: what a person said of items of this report.
    """
    yield from _Maker(reading, voice, pins or {}).all()


class _Maker:
    """Makes the contributions of one reading."""

    def __init__(self, reading: Reading, voice: str, pins: Mapping[Pin, tuple[str, ...]]) -> None:
        self._reading = reading
        self._profiler = Profiler(reading)
        self._voice = voice
        self._pins = pins
        self._day = (reading.report.published or "")[:10] or NO_DAY
        self._entities = {entity.id: entity for entity in reading.entities}
        self._statements = {statement.id: statement for statement in reading.statements}
        self._events = {event.id: event for event in reading.events}
        self._claims = {claim.id: claim for claim in reading.claims}

    def all(self) -> Iterator[Contribution]:
        """Statements, claims, events, ties."""
        reading = self._reading
        for number, statement in enumerate(reading.statements):
            span = statement.content[0] if statement.content else statement.cue or statement.source
            if span is not None:
                made = self._profiler.of_statement(statement)
                yield self._made("s", number, statement.id, span, made, self._of_statement(statement))
        for number, claim in enumerate(reading.claims):
            if claim.spans:
                span = reading.report.span(*claim.spans[0], "title" if claim.part == "title" else "text")
                made = self._profiler.of_claim(claim)
                yield self._made("c", number, claim.id, span, made, self._of_claim(claim))
        for number, event in enumerate(reading.events):
            made = self._profiler.of_event(event)
            yield self._made("e", number, event.id, event.trigger, made, self._of_event(event))
        for number, tie in enumerate(reading.ties):
            if tie.mentions:
                made = self._profiler.of_tie(tie)
                yield self._made("t", number, tie.id, tie.mentions[0], made, self._of_tie(tie))

    def _made(self, kind: Kind, number: int, id_: str, span: Span, made: Profile, telling: Telling) -> Contribution:
        pins = self._pins.get((kind, span.start))
        if pins:
            made = msgspec.structs.replace(made, pins=pins)
        number_ = number_of(id_)
        lo = span.start + _HEADLINE * (span.part == "title")
        place = msgspec.structs.replace(telling.place, lo=lo, item=number_)
        telling = msgspec.structs.replace(telling, place=place)
        return Contribution(kind, number, number_, span.offsets, span.part == "title", made, telling)

    def _telling(self, full: int, series: str = "", who: tuple[str, ...] = (), **more: tuple[object, ...]) -> Telling:
        report = self._reading.report
        place = Place(-full, self._day, report.id, 0, 0)
        return Telling(place, report.outlet or "", series, who=who, **more)  # type: ignore[arg-type]

    def _of_statement(self, statement: Statement) -> Telling:
        source = statement.source
        long = min(sum(len(span.text) for span in statement.content), 999)
        full = long + 1000 * bool(source and source.entities) + 2000 * bool(statement.verbatim)
        return self._telling(full)

    def _of_claim(self, claim: Claim) -> Telling:
        who = [name for stance in claim.stances for name in self._named(stance.holder)]
        full = 10 * len(claim.stances) + 5 * len(claim.events) + min(len(claim.text), 300) // 60
        return self._telling(full, who=tuple(who), voices=self._voices(claim), counts=self._counts(claim))

    def _of_event(self, event: Event) -> Telling:
        claim = self._claims.get(event.claim) if event.claim is not None else None
        voices = self._voices(claim) if claim is not None else (Voice(OUTLET, "asserts", (self._voice,)),)
        counts = tuple(_count(OUTLET, figure) for figure in event.quantities) if claim is None else self._counts(claim)
        counts += self._withdrawn({count.what for count in counts})
        full = sum(
            (
                4 * bool(event.actors), 4 * bool(event.recipients), 2 * (event.where is not None),
                2 * bool(event.when is not None and event.when.start), bool(event.quantities), event.mode is not None,
            )
        )  # fmt: skip
        full += 100 * _SERIES.index(event.series)  # what is shown of an event is a telling that makes it what it is
        return self._telling(full, event.series, voices=voices, counts=counts)

    def _of_tie(self, tie: Tie) -> Telling:
        filled = (tie.since, tie.to, tie.trigger, tie.obligation, tie.name, tie.measure, tie.aim, tie.cause)
        full = 2 * sum(value is not None for value in filled) + len(tie.changes)
        return self._telling(full, tie.status)

    def _named(self, holder: str) -> Iterator[str]:
        """A holder and its country as names for filters; a wording, and the outlet, are none."""
        known: Entity | None = self._entities.get(holder)
        if known is not None:
            if known.iso3 is not None:
                yield known.iso3
            if holder != f"country:{known.iso3}":
                yield holder

    def _voices(self, claim: Claim) -> tuple[Voice, ...]:
        about = {
            actor.entity
            for name in claim.events
            if name in self._events
            for actor in self._events[name].actors
            if actor.entity is not None
        }
        mood = claim.standing if claim.standing in ("asked", "conditional", "superseded") else ""
        return tuple(
            dict.fromkeys(
                Voice(stance.holder, stance.stance, self._links(stance.statement), stance.holder in about, mood)
                for stance in claim.stances
            )
        ) or (Voice(OUTLET, "asserts", (self._voice,), False, mood),)

    def _links(self, statement: str | None) -> tuple[str, ...]:
        """What a stance comes through: sources by entity where known, else by wording and country."""
        held = self._statements.get(statement) if statement is not None else None
        if held is None:
            return (self._voice,)
        links = [link.casefold() for link in held.chain[1:] if link]
        source = held.source
        if source is None or not links:
            return tuple(links) or (self._voice,)
        if len(source.entities) == 1:
            links[-1] = source.entities[0]
        if len(source.iso3) == 1 and source.sectors[:1] and source.sectors[0] in _STATE:
            links.insert(0, f"country:{source.iso3[0]}")  # a state's officials are no second origin beside it
        return tuple(dict.fromkeys(links))

    def _withdrawn(self, whats: set[str]) -> tuple[Count, ...]:
        """The figures that somebody takes back in the report, of what an event counts: a toll that was lowered."""
        return tuple(
            _count(stance.holder, figure, back=True)
            for claim in self._reading.claims
            if claim.standing in _BACK
            for stance in claim.stances
            if stance.stance == "retracts"
            for figure in claim.quantities
            if _what(figure) in whats
        )

    def _counts(self, claim: Claim) -> tuple[Count, ...]:
        holders = [s.holder for s in claim.stances if s.stance in _GIVE] or [OUTLET]
        back = claim.standing in _BACK
        return tuple(_count(holder, figure, back) for holder in holders for figure in claim.quantities)


_STATE = frozenset(("GOV", "MIL", "SPY", "COP", "DIP"))
"""Sectors that speak for a state."""
_GIVE = frozenset(("asserts", "alleges", "confirms", "acknowledges", "estimates", "retracts"))
"""Stances whose holder gives the figures of the claim."""


_HEADLINE = 1 << 30
"""Puts what a headline tells behind what the text does: a headline is shown, and cited, only where it alone has it."""
_SERIES = ("not_counted", "background", "attributed", "disputed", "observed")
_BACK = ("superseded", "retracted")


def _what(figure: Quantity) -> str:
    return figure.fate or figure.unit or figure.what or ""


def _count(holder: str, figure: Quantity, back: bool = False) -> Count:
    return Count(holder, _what(figure), figure.text, figure.min, figure.max, figure.best, back)
