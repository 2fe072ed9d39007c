"""What people judged: joined, split, accepted, corrected, noted; kept by places in texts, so it outlives re-reads."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, insert, select

from onrecord.errors import ConfigError, DataError, StoreError
from onrecord.record import ledger
from onrecord.record.contributions import Pin, number_of
from onrecord.store.tables import items, judgements, reports

Verb = Literal["join", "split", "accept", "correct", "note", "undo"]


class Spot(msgspec.Struct, frozen=True, array_like=True, order=True):
    """An item by its place: report, kind, where it begins, and whether in the title."""

    report: str
    kind: str
    lo: int
    title: bool = False


class Judgement(msgspec.Struct, frozen=True):
    """One judgement.

    Attributes:
        verb: `join` two items into one entry, `split` one off all others or off one other, `accept` an entry as it
            is, `correct` a field, `note` something, `undo` all that was judged of the same items with the verb `value`.
        one, other: the items.
        field, value: of a correction.
        note: in the judge's own words.
        by: who judged.
    """

    verb: Verb
    one: Spot
    other: Spot | None = None
    field: str | None = None
    value: str | None = None
    note: str | None = None
    by: str | None = None


def check(verb: str, other: str | None, field: str | None, value: str | None) -> None:
    """Whether a judgement says all that its verb needs.

    Raises:
        ConfigError: it does not; the message says what is missing.
    """
    verbs = get_args(Verb)
    if verb not in verbs:
        raise ConfigError(f"{verb!r}: a judgement is one of {', '.join(verbs)}")
    if verb == "join" and other is None:
        raise ConfigError("join needs two ids")
    if verb == "correct" and not (field and value):
        raise ConfigError("correct needs --field and --value")
    if verb == "undo" and value not in verbs:
        raise ConfigError("undo needs --value with the verb that is undone")


def spot(connection: Connection, id_: str) -> Spot:
    """The place of an item of the record.

    Raises:
        DataError: no current reading has an item of that id.
    """
    found = connection.execute(
        select(reports.c.id, items.c.kind, items.c.lo, items.c.title)
        .join(reports, reports.c.key == items.c.report)
        .where(items.c.id == number_of(id_))
    ).first()
    if found is None:
        raise DataError(f"{id_}: nothing in the record has this id (onrecord events --json prints ids)")
    return Spot(found.id, found.kind, found.lo, bool(found.title))


def write(connection: Connection, chain: ledger.Chain, made: Judgement) -> set[str]:
    """Keep one judgement; returns the ids of the reports that it is about.

    Raises:
        DataError: it joins or splits what cannot be.
    """
    if made.verb == "join" and (made.other is None or made.other.kind != made.one.kind or made.other == made.one):
        raise DataError("only two things of one kind can be joined: two events, two claims ...")
    packed = msgspec.json.encode(made).decode()
    chain.add(ledger.Link("judged", packed, *(sha256(packed.encode()).hexdigest(),) * 3))
    connection.execute(
        insert(judgements).values(
            verb=made.verb, one=_packed(made.one), other=_packed(made.other), field=made.field, value=made.value,
            note=made.note, by=made.by,
        )
    )  # fmt: skip
    return {place.report for place in (made.one, made.other) if place is not None}


def read(connection: Connection) -> list[Judgement]:
    """All judgements, in order, those undone left out.

    Raises:
        StoreError: a row is damaged.
    """
    made: list[Judgement] = []
    try:
        for row in connection.execute(select(judgements).order_by(judgements.c.key)):
            one = Judgement(row.verb, _unpacked(row.one), _unpacked(row.other) if row.other else None, row.field,
                            row.value, row.note, row.by)  # fmt: skip
            if one.verb == "undo":
                made = [old for old in made if (old.verb, old.one, old.other) != (one.value, one.one, one.other)]
            else:
                made.append(one)
    except msgspec.DecodeError as error:
        raise StoreError(f"a judgement in the record is damaged: {error}") from error
    return made


def pins(connection: Connection) -> dict[str, dict[Pin, tuple[str, ...]]]:
    """For every report the items that were judged, with what merging must know of it.

    `+x` joins all that have it, `-x` keeps apart all that have it, `=x` stands alone, `@x` is its own.
    """
    found: dict[str, dict[Pin, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in read(connection):
        if one.verb not in ("join", "split"):
            continue
        places = [place for place in (one.one, one.other) if place is not None]
        name = sha256(msgspec.json.encode(sorted(places))).hexdigest()[:16]
        mark = "+" + name if one.verb == "join" else "-" + name if one.other is not None else "=" + name
        for place in places:
            own = sha256(msgspec.json.encode(place)).hexdigest()[:16]
            found[place.report][place.kind, place.lo] |= {mark, "@" + own}  # nothing else has its profile then
    return {report: {pin: tuple(sorted(marks)) for pin, marks in of_item.items()} for report, of_item in found.items()}


def _packed(place: Spot | None) -> str | None:
    return msgspec.json.encode(place).decode() if place is not None else None


def _unpacked(packed: str) -> Spot:
    return msgspec.json.decode(packed, type=Spot)
