"""The profiles of a reading's items: what is taken of each for merging."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from onrecord.model import Actor, Claim, Event, Offsets, Place, Quantity, Reading, Span, Statement, Tie, Time
from onrecord.record.profile import Figure, Profile, Side, Spot
from onrecord.record.words import bag, passage, stem


class Profiler:
    """Makes the profiles of one reading's items.

    Args:
        reading: what one report says.
    """

    def __init__(self, reading: Reading) -> None:
        self._report = reading.report
        self._events = {event.id: event for event in reading.events}
        self._countries = {entity.id: entity.iso3 for entity in reading.entities}
        self._mentions = _mentions(reading)
        self._quarter = _quarter(reading.report.published)

    def of_event(self, event: Event) -> Profile:
        """The profile of an event."""
        part = event.trigger.part
        whole = (self._report.title or "") if part == "title" else self._report.text
        lo, hi = passage(whole, *event.trigger.offsets)
        sides = _sides(event)
        known = {side.entity for side in sides}
        beside = (side for side in self._named(((lo, hi),), part) if side.entity not in known)
        start, end = _ends(event.when)
        return Profile(
            kind="e",
            type=event.type,
            mode=event.mode,
            cameo=event.cameo,
            stem=_stem(event.trigger),
            sides=(*sides, *beside),
            start=start,
            end=end,
            told=None if _to_the_day(start) else self._quarter,
            spot=_spot(event.where),
            figures=_figures(event.quantities),
            fact=event.realis in ("actual", "asserted"),
            text=" ".join(whole[lo:hi].split()),
        )

    def of_claim(self, claim: Claim) -> Profile:
        """The profile of a claim, with those of the events in it folded into one."""
        within = [self._events[name] for name in claim.events if name in self._events]
        lead = within[0] if within else None
        start, end = _ends(lead.when if lead is not None else None)
        spot = next((event.where for event in within if event.where is not None), None)
        figures = claim.quantities or tuple(figure for event in within for figure in event.quantities)
        acting = (side for event in within for side in _sides(event))
        word = _stem(lead.trigger) if lead is not None else None
        return Profile(
            kind="c",
            type="",
            sides=tuple(dict.fromkeys((*acting, *self._named(claim.spans[:1], claim.part)))),
            start=start,
            end=end,
            told=None if _to_the_day(start) or not short(claim.text) else self._quarter,
            spot=_spot(spot),
            figures=_figures(figures),
            fact=claim.standing not in _UNREAL,
            text=claim.text,
            lead=(lead.type, word) if lead is not None and word is not None else None,
        )

    def of_statement(self, statement: Statement) -> Profile:
        """The profile of a statement."""
        text = " ".join(span.text for span in statement.content)
        source = statement.source
        sides: tuple[Side, ...] = ()
        if source is not None:
            named = tuple(Side("s", entity, self._countries.get(entity)) for entity in source.entities)
            last = source.text.split()[-1:] or [""]
            sides = named or (Side("s", None, next(iter(source.iso3), None), stem(last[0])),)
        start, end = _ends(statement.when if short(text) else None)  # a long quotation is the same whenever quoted
        return Profile(
            kind="s",
            type=statement.cue.act if statement.cue is not None else "say",
            mode=statement.form,
            sides=sides,
            start=start,
            end=end,
            told=None if _to_the_day(start) or not short(text) else self._quarter,
            text=text,
        )

    def of_tie(self, tie: Tie) -> Profile:
        """The profile of a tie: its kind and its parties, and the words that name it."""
        named = tie.name.text if tie.name is not None else ""
        parties = (Side("p", party.entity, self._countries.get(party.entity), party.role) for party in tie.parties)
        return Profile(
            kind="t",
            type=tie.kind,
            sides=tuple(sorted(parties, key=lambda one: one.entity or "")),
            start=tie.since,
            end=tie.to,
            text="; ".join(dict.fromkeys(span.text for span in tie.mentions)) or named,
        )

    def _named(self, inside: tuple[Offsets, ...], part: object) -> Iterator[Side]:
        """Everybody who is named within these passages."""
        starts, mentions = self._mentions[part]
        found: dict[str, Side] = {}
        for lo, hi in inside:
            for end, side in mentions[bisect_left(starts, lo) : bisect_left(starts, hi)]:
                if end <= hi and side.entity is not None:
                    found.setdefault(side.entity, side)
        yield from (found[name] for name in sorted(found))


_UNREAL = frozenset(("forecast", "pledged", "threatened", "demanded", "hypothetical", "conditional", "asked"))
"""Standings of what is not told as having happened: a plan is not its carrying out."""


_Mentions = tuple[list[int], list[tuple[int, Side]]]
"""Where mentions start, and where each ends and whom it names."""


def _mentions(reading: Reading) -> dict[object, _Mentions]:
    """The mentions of a reading by part of the report, in order of place."""
    found: dict[object, list[tuple[int, int, Side]]] = {"title": [], msgspec.UNSET: []}
    for entity in reading.entities:
        side = Side("m", entity.id, entity.iso3)
        for mention in entity.mentions:
            found[mention.part].append((mention.start, mention.end, side))
    made: dict[object, _Mentions] = {}
    for part, mentions in found.items():
        mentions.sort(key=lambda one: one[:2])
        made[part] = ([start for start, _, _ in mentions], [(end, side) for _, end, side in mentions])
    return made


def _quarter(published: str | None) -> str | None:
    """The first month of the quarter of a day: as sharp as a report's day is worth for dating what it tells undated."""
    day = (published or "")[:10]
    return f"{day[:5]}{(int(day[5:7]) - 1) // 3 * 3 + 1:02d}" if len(day) >= 7 else day or None


def _ends(when: Time | None) -> tuple[str | None, str | None]:
    return (when.start, when.end) if when is not None else (None, None)


def _to_the_day(start: str | None) -> bool:
    return start is not None and len(start) >= 10


def _stem(trigger: Span) -> str | None:
    words = trigger.text.split()
    return stem(words[0]) if words else None


def short(text: str) -> bool:
    """Whether a text says too little to be told from others like it without its day: "the talks failed"."""
    return sum(bag(text).words.values()) < _SHORT


_SHORT = 3.0
"""Weight of the words of such a text: some five to eight words that carry content."""


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
