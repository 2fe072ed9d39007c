"""Readings with one act each, between whom and when a test wants it, and records made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from onrecord import Reading, Record
from onrecord.codebook.countries import name_of
from onrecord.codebook.plover import quad
from onrecord.model import Actor, Entity, Event, Mention, Place, Span, Time, identity
from tests.record.made import reading


@contextmanager
def record(path: Path | str, readings: Iterable[Reading]) -> Iterator[Connection]:
    """A connection to a new record of these readings."""
    with Record(path, write=True) as made:
        assert all(kept.what == "added" for kept in made.add(readings))
    with Record(path) as made, made.reading_connection() as connection:
        yield connection


def act(
    id_: str,
    actor: str = "IRN",
    recipient: str = "USA",
    type_: str = "ACCUSE",
    start: str | None = "2026-03-02",
    *,
    both: bool = False,
    series: str = "observed",
    where: tuple[str, str, str | None, float | None, float | None] | None = None,
    **report: Any,
) -> Reading:
    """A reading with one event, told in words of its own, so that it is merged with no other.

    Args:
        both: both sides act: either is actor and recipient.
        where: name, precision, country, latitude, longitude.
    """
    text = f"Of {id_}: {name_of(actor)} acted on {name_of(recipient)} at {where[0] if where else 'home'}, {id_} said."
    spans = {code: _span(text, name_of(code)) for code in (actor, recipient)}
    sides = {code: Actor(span.offsets, span.text, entity=f"country:{code}", iso3=code) for code, span in spans.items()}
    one, other = (sides[actor],), (sides[recipient],)
    one, other = (one + other, one + other) if both else (one, other)
    trigger = _span(text, "acted")
    place = None
    if where is not None:
        span = _span(text, where[0])
        place = Place(
            span.offsets, span.text, name=where[0], precision=where[1], iso3=where[2], lat=where[3], lon=where[4]
        )  # type: ignore[arg-type]
    event = Event(
        id=identity("e", id_, None, *trigger.offsets, type_), type=type_, mode=None, contexts=(), cameo=None,
        quad=quad(type_), trigger=trigger, actors=one, recipients=other,
        where=place, when=Time(None, None, start=start, end=start, precision="day") if start else None,
        series=series,
    )  # type: ignore[arg-type]  # fmt: skip
    entities = tuple(
        Entity(
            f"country:{code}", name_of(code), "country", code, mentions=(Mention(span.offsets, span.text, form="name"),)
        )
        for code, span in spans.items()
    )
    return reading(id_, text, events=(event,), entities=entities, **report)


def _span(text: str, words: str) -> Span:
    lo = text.index(words)
    return Span((lo, lo + len(words)), words)
