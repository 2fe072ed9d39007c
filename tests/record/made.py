"""Readings made by hand, for what can be said of merging without reading anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.model import Actor, Claim, Entity, Event, Mention, Reader, Reading, Report, Span, Stance, Time, identity
from onrecord.model.reading import SCHEMA
from onrecord.record.keeping import keep
from onrecord.store import Store, open_store

_PARTS = ("entities", "times", "places", "quantities", "statements", "claims", "events", "ties", "abstained")


def reading(
    id_: str, text: str, *, outlet: str | None = "Northwire", day: str | None = "2026-03-04", **more: Any
) -> Reading:
    """A reading of a text, empty but for what is given."""
    parts: dict[str, Any] = dict.fromkeys(_PARTS, ())
    return Reading(
        schema=SCHEMA,
        report=Report(id=id_, text=text, outlet=outlet, published=day, language="en", sha256=identity("r", text)),
        reader=Reader("0", {}),
        **(parts | more),
    )


def strike(
    id_: str,
    text: str = "Rebels shelled the port of Aden on Monday, residents said.",
    *,
    word: str = "shelled",
    who: str = "Rebels",
    start: str | None = "2026-03-02",
    realis: str = "actual",
    **report: Any,
) -> Reading:
    """A reading with one event, told as fact."""
    lo, actor = text.index(word), text.index(who)
    trigger, named = Span((lo, lo + len(word)), word), Span((actor, actor + len(who)), who)
    event = Event(
        id=identity("e", id_, None, *trigger.offsets, "ASSAULT"),
        type="ASSAULT",
        mode=None,
        contexts=(),
        cameo="190",
        quad="material conflict",
        trigger=trigger,
        actors=(Actor(named.offsets, who, entity="armed_group:rebels", iso3="YEM", sector="REB"),),
        when=Time(None, None, start=start, end=start, precision="day") if start else None,
        realis=realis,  # type: ignore[arg-type]
        series="observed" if realis == "actual" else "not_counted",
    )
    mention = Mention(named.offsets, who, form="name")
    rebels = Entity("armed_group:rebels", who, "armed_group", "YEM", mentions=(mention,))
    return reading(id_, text, events=(event,), entities=(rebels,), **report)


def claimed(id_: str, holder: str, stance: str, text: str, **report: Any) -> Reading:
    """A reading with one claim that one holder takes a stance on."""
    claim = Claim(
        id=identity("c", id_, "", 0, len(text), text),
        text=text,
        spans=((0, len(text)),),
        stances=(Stance(holder, None, stance),),
        standing="denied" if stance == "denies" else "asserted",
    )
    kind = holder.partition(":")[0]
    known = (Entity(holder, holder, kind),) if ":" in holder else ()  # type: ignore[arg-type]
    return reading(id_, text, claims=(claim,), entities=known, **report)


def plain(value: Any) -> Any:
    """A value as its JSON."""
    return msgspec.to_builtins(value)


def kept_in_pieces(place: str, order: Sequence[Reading], at_once: int) -> Store:
    """A new record with readings added in this order, so many at once."""
    store = open_store(place, write=True)
    for at in range(0, len(order), at_once):
        keep(store, order[at : at + at_once])
    return store
