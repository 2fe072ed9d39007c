"""Who somebody is in a record: names, offices, deeds, words, and where their own stances contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, distinct, func, or_, select

from onrecord.analysis.dyads import COUNTED
from onrecord.analysis.labels import named
from onrecord.analysis.shown import texts
from onrecord.codebook.offices import person
from onrecord.codebook.stances import AGAINST, FOR, StanceKind
from onrecord.errors import ConfigError
from onrecord.query.filters import iso3, who
from onrecord.query.search import Actor, actors
from onrecord.record import tally as tallies
from onrecord.record.contributions import id_of
from onrecord.record.entering import SIDES
from onrecord.store.asking import many
from onrecord.store.tables import entries, items, labels, parties, profiles, reports

STANDS_BY = FOR | {StanceKind.PROMISES, StanceKind.THREATENS}
"""Stances whose holder is bound to a claim: held to be so, or to be made so."""
DROPS = AGAINST
"""Stances whose holder rejects a claim."""
_ANSWERED = ("contested", "denied", "acknowledged", "retracted", "superseded")
_OTHERS = 12


class Office(msgspec.Struct, frozen=True):
    """An office by the tables of the codebook: reference, read in no report.

    Attributes:
        title, iso3: what, and of which country.
        since, to: ISO with the precision known; held up to, not including, `to`, which is None where no end is known.
        as_of: day on which it was known to be held, where there is no end.
    """

    title: str
    iso3: str | None
    since: str
    to: str | None
    as_of: str | None
    reference: bool = True


class Turn(msgspec.Struct, frozen=True):
    """A stance of a holder: the days of the first and last report with it, and the report that it was first read in."""

    stance: str
    first: str | None
    last: str | None
    report: str


class Reversal(msgspec.Struct, frozen=True):
    """A claim on which a holder's stances contradict each other.

    Attributes:
        claim: its id.
        text: as the record shows it.
        holder: id of the entity.
        turns: its stances in order of the first report with each.
    """

    claim: str
    text: str
    holder: str
    turns: tuple[Turn, ...]


class ActorPage(msgspec.Struct, frozen=True):
    """An entity of the record.

    Attributes:
        entity, name, names, kind, iso3, reports: as in `onrecord.query.search.Actor`.
        offices: of a person, by the codebook.
        events_by, events_to: events in which it acts, or is acted upon, by series.
        statements: how many it makes.
        claims: how many it takes a stance on, by standing.
        with_: who most often stands on the other side of such events, by code or id, with the number of events.
        reversals: claims on which its own stances contradict each other, the latest turn first.

    What its officials and forces do and say counts for a country too, except in `reversals`.
    """

    entity: str
    name: str
    names: tuple[str, ...]
    kind: str
    iso3: str | None
    reports: int
    offices: tuple[Office, ...]
    events_by: dict[str, int]
    events_to: dict[str, int]
    statements: int
    claims: dict[str, int]
    with_: tuple[tuple[str, int], ...]
    reversals: tuple[Reversal, ...]


def profile(connection: Connection, entity_or_name: str) -> ActorPage:
    """What the record holds of an entity.

    Args:
        connection: of a reader.
        entity_or_name: an id, a code or a name.

    Raises:
        ConfigError: nobody in the record has the name, or several have.
    """
    actor = _actor(connection, entity_or_name)
    keys = list(connection.scalars(select(labels.c.key).where(labels.c.name == _label(actor.entity)))) or [-1]
    return ActorPage(
        *(actor.entity, actor.name, actor.names, actor.kind, actor.iso3, actor.reports),
        offices=_offices(actor.entity),
        events_by=_by(connection, keys, "a", "e", entries.c.series),
        events_to=_by(connection, keys, "r", "e", entries.c.series),
        statements=_statements(connection, keys),
        claims=_by(connection, keys, "h", "c", entries.c.standing),
        with_=_with(connection, keys, actor),
        reversals=reversals(connection, actor.entity),
    )


def _label(entity: str) -> str:
    return entity.removeprefix("country:")


def _actor(connection: Connection, given: str) -> Actor:
    """The entity that an id, a code or a name means."""
    code = iso3(given)
    entity = f"country:{code}" if code is not None else given
    if ":" not in entity:
        found = named(connection, who(connection, given))
        if len(found) > 1:
            raise ConfigError(
                f"{given!r} is several in this record: name one by its id: {', '.join(sorted(found.values()))}"
            )
        entity = next(iter(found.values()), given)
    known = actors(connection, entity, limit=20)
    for one in known:
        if one.entity in (entity, f"country:{entity}") or given in one.names:
            return one
    raise ConfigError(f"{given!r}: nobody in this record is called so (onrecord actors lists who is)")


def _offices(entity: str) -> tuple[Office, ...]:
    kind, _, key = entity.partition(":")
    if kind != "person":
        return ()
    held = sorted(person(key).offices, key=lambda office: (office.since, office.title))
    return tuple(
        Office(one.title, one.iso3 or None, one.since, one.to or None, None if one.to else one.open_on or None)
        for one in held
    )


def _by(connection: Connection, keys: Collection[int], side: str, kind: str, column: Any) -> dict[str, int]:
    """Entries of a kind with somebody on a side, counted by a column, the commonest first."""
    asking = (
        select(column, func.count(distinct(entries.c.key)))
        .select_from(parties)
        .join(entries, entries.c.key == parties.c.entry)
        .where(
            parties.c.label.in_(sorted(keys)), parties.c.side == SIDES.index(side), entries.c.kind.concat("") == kind
        )
        .group_by(column)
    )
    found: dict[str, int] = dict(connection.execute(asking).all())
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _statements(connection: Connection, keys: Collection[int]) -> int:
    """How many statements it makes; nothing else has sources."""
    here = parties.c.label.in_(sorted(keys)), parties.c.side == SIDES.index("s")
    return int(connection.scalar(select(func.count(distinct(parties.c.entry))).where(*here)) or 0)


def _with(connection: Connection, keys: Collection[int], actor: Actor) -> tuple[tuple[str, int], ...]:
    """Who stands on the other side of its events; its own country is no other."""
    own, other = parties.alias("own"), parties.alias("other")
    acts, suffers = SIDES.index("a"), SIDES.index("r")
    asking = (
        select(other.c.label, func.count(distinct(entries.c.key)))
        .select_from(own)
        .join(other, other.c.entry == own.c.entry)
        .join(entries, entries.c.key == own.c.entry)
        .where(
            own.c.label.in_(sorted(keys)),
            own.c.side.in_((acts, suffers)),
            and_(other.c.side + own.c.side == acts + suffers, other.c.side != own.c.side),
            entries.c.series.concat("").in_(COUNTED),
        )
        .group_by(other.c.label)
    )
    found: dict[int, int] = dict(connection.execute(asking).all())
    names = named(connection, found)
    mine = {_label(actor.entity), actor.iso3}
    ordered = sorted(((names[key], number) for key, number in found.items()), key=lambda one: (-one[1], one[0]))
    return tuple(one for one in ordered if one[0] not in mine)[:_OTHERS]


def contradict(stances: Collection[str]) -> bool:
    """Whether stances of one holder on one claim cannot all be held at once.

    They cannot where one of them stands by the claim (`FOR` of the codebook: asserts, alleges, confirms, acknowledges;
    and promises, threatens) and another rejects it (`AGAINST`: asserts_not, denies, disputes, judges_false), and where
    one of them retracts. Doubt, silence and what is left open contradict nothing: who would not confirm on Monday may
    confirm on Tuesday.
    """
    held = {StanceKind(stance) for stance in stances}
    return StanceKind.RETRACTS in held or bool(held & STANDS_BY and held & DROPS)


def reversals(connection: Connection, entity: str) -> tuple[Reversal, ...]:
    """The claims on which an entity's own stances contradict each other, the latest turn first.

    A turn takes two tellings, or an answer: claims of one report whose standing does not say that somebody answers,
    admits or takes back are not looked through.

    Args:
        connection: of a reader.
        entity: its id.
    """
    held: dict[int, dict[str, tallies.Seen]] = defaultdict(dict)
    for entry, packed in _tallies(connection, entity):
        for voice, seen in tallies.decode(packed).voices.items():
            if voice.holder == entity:
                before = held[entry].get(voice.stance)
                if before is None:
                    held[entry][voice.stance] = seen
                else:
                    before.more(seen.times, seen.first, seen.last, seen.item)
    turned = {entry: stances for entry, stances in held.items() if contradict(stances)}
    words = texts(connection, list(turned))
    ids = {row.key: id_of(row.id) for row in many(connection, select(entries), entries.c.key, turned)}
    asking = select(items.c.id, reports.c.id).join(reports, reports.c.key == items.c.report)
    read_in = dict(
        tuple(row)
        for row in many(
            connection, asking, items.c.id, {seen.item for stances in turned.values() for seen in stances.values()}
        )
    )
    made = [
        Reversal(
            ids[entry], words[entry], entity, tuple(_turn(stance, seen, read_in) for stance, seen in _ordered(stances))
        )
        for entry, stances in turned.items()
    ]
    return tuple(
        sorted(sorted(made, key=lambda one: one.claim), key=lambda one: one.turns[-1].first or "", reverse=True)
    )


def _tallies(connection: Connection, entity: str) -> Any:
    """The tallies of the claims that an entity holds, as far as they can hold a turn."""
    asking = (
        select(profiles.c.entry, profiles.c.tally)
        .select_from(labels)
        .join(parties, parties.c.label == labels.c.key)
        .join(entries, entries.c.key == parties.c.entry)
        .join(profiles, profiles.c.entry == entries.c.key)
        .where(
            labels.c.name == _label(entity),
            parties.c.side == SIDES.index("h"),
            or_(entries.c.reports > 1, entries.c.standing.concat("").in_(_ANSWERED)),
        )
    )
    return connection.execute(asking)


def _ordered(stances: dict[str, tallies.Seen]) -> list[tuple[str, tallies.Seen]]:
    return sorted(stances.items(), key=lambda one: (one[1].first, one[1].last, one[0]))


def _turn(stance: str, seen: tallies.Seen, read_in: dict[int, str]) -> Turn:
    first, last = (None if day == tallies.NO_DAY else day for day in (seen.first, seen.last))
    return Turn(stance, first, last, read_in[seen.item])
