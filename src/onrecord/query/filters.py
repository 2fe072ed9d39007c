"""What is asked of a record: which entries, by whom, to whom, when, where, in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec
from sqlalchemy import Connection, and_, literal_column, select

from onrecord.codebook.countries import by_name, countries
from onrecord.codebook.standing import Standing
from onrecord.errors import ConfigError
from onrecord.intake.dates import iso_date
from onrecord.model.event import Series
from onrecord.record.credit import key
from onrecord.record.days import day_number
from onrecord.record.entering import SIDES
from onrecord.store import fulltext
from onrecord.store.tables import Asking, entries, labels, names, parties, profiles

KINDS = {"statements": "s", "claims": "c", "events": "e", "ties": "t"}
"""The kinds of entries by the command that asks for them."""
_WHO = {"s": "s", "c": "h", "e": "a", "t": "p"}
"""Which side `who` asks for."""
_TO = {"s": "m", "c": "arm", "e": "r", "t": "p"}
"""Which sides `to` asks for: of a claim, whom it is about."""


class Filter(msgspec.Struct, frozen=True):
    """What entries must have; what is None or empty is not asked for.

    Attributes:
        who: actor of an event, source of a statement, holder of a stance on a claim, party of a tie: a code, a name
            or the id of an entity.
        to: recipient of an event, whom a claim is about, the other party of a tie.
        type: PLOVER type, act of a cue, kind of a tie.
        series: of events; `all` for every one.
        standing: of claims and events.
        since, until: days, ISO with the precision known, both included.
        place: a country, or a place by name.
        outlet: told by it.
        text: words that must all stand in it.
        reports: told in at least so many reports.
    """

    who: str | None = None
    to: str | None = None
    type: str | None = None
    series: str | None = None
    standing: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    outlet: str | None = None
    text: str | None = None
    reports: int = 1


def query(connection: Connection, kind: str, asked: Filter) -> Asking:
    """The question for day, id and key of the entries of a kind that a filter lets through, in no order.

    Args:
        connection: of a reader.
        kind: `s`, `c`, `e` or `t`.
        asked: the filter.

    Raises:
        ConfigError: a name that nobody in the record has, or several have; a date, a standing or a series that is none.
    """
    _known("standing", asked.standing, tuple(Standing))
    _known("series", asked.series, (*get_args(Series), "all"))
    asking = select(entries.c.day, entries.c.id, entries.c.key)
    where = [entries.c.kind == literal_column(f"'{kind}'")]
    for sides, name in ((_WHO[kind], asked.who), (_TO[kind], asked.to)):
        if name is not None:
            asking = _join(asking, sides, who(connection, name))
    if asked.place is not None:
        code = iso3(asked.place)
        if code is not None:
            where.append(entries.c.iso3 == code)
        else:
            asking = _join(asking, "w", _label(connection, f"place:{key(asked.place)}", asked.place, "place"))
    if asked.outlet is not None:
        asking = _join(asking, "o", _label(connection, f"outlet:{key(asked.outlet)}", asked.outlet, "outlet"))
    if asked.type is not None:
        where.append(entries.c.type == (asked.type.upper() if kind == "e" else asked.type.lower()))
    if asked.series is not None and asked.series != "all":
        where.append(entries.c.series == asked.series)
    if asked.standing is not None:
        where.append(entries.c.standing == asked.standing)
    if asked.since is not None:
        where.append(entries.c.until >= numbered(asked.since, "--since"))
        where.append(entries.c.day > 0)
    if asked.until is not None:
        where.append(and_(entries.c.day <= numbered(asked.until, "--until", last=True), entries.c.day > 0))
    if asked.reports > 1:
        where.append(entries.c.reports >= asked.reports)
    if asked.text:
        where.append(entries.c.key.in_(_worded(connection, asked.text)))
    return asking.where(*where)


def _known(option: str, value: str | None, values: Sequence[str]) -> None:
    if value is not None and value not in values:
        raise ConfigError(f"--{option} {value!r}: there is no such {option}; there are {', '.join(values)}")


def who(connection: Connection, name: str) -> list[int]:
    """The labels of those whom a name means: a country by code or name, an entity by id or by a name in the record.

    Raises:
        ConfigError: nobody has the name, or several entities hold it in part.
    """
    code = iso3(name)
    if code is not None:
        return _label(connection, code, name, "country")
    if ":" in name:
        held = list(connection.scalars(select(labels.c.key).where(labels.c.name.in_(_as_labels([name])))))
        if not held and connection.scalar(select(names.c.entity).where(names.c.entity == name).limit(1)) is None:
            raise ConfigError(f"{name!r}: no entity of this record has this id (onrecord actors lists who is)")
        return held or [-1]  # named in a report, and in no entry
    found = connection.execute(
        select(names.c.entity).where(names.c.name.in_({name, name.title(), name.upper()})).distinct()
    ).scalars()
    exact = sorted(found)
    if not exact:
        like = "%" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = connection.execute(
            select(names.c.entity, names.c.name).where(names.c.name.ilike(like, escape="\\")).limit(200)
        )
        near = {row.entity: row.name for row in rows}
        if len(near) > 1:
            told = ", ".join(f"{entity} ({near[entity]})" for entity in sorted(near)[:8])
            raise ConfigError(f"{name!r} may be several in this record: name one by its id: {told}")
        exact = sorted(near)
    if not exact:
        raise ConfigError(f"{name!r}: nobody in this record is called so (onrecord actors lists who is)")
    keys = list(connection.scalars(select(labels.c.key).where(labels.c.name.in_(_as_labels(exact)))))
    return keys or [-1]


def _as_labels(entities: Sequence[str]) -> list[str]:
    """The labels of entities: a country's is its code."""
    return [entity.removeprefix("country:") for entity in entities]


def iso3(name: str) -> str | None:
    """The code of a country, if that is what a name means."""
    code = name.strip().upper()
    if code in countries() or code in _BODIES:
        return code
    return by_name(name.strip())


_BODIES = frozenset(("EUR", "UNO", "IGO"))


def _label(connection: Connection, label: str, name: str, noun: str) -> list[int]:
    found = list(connection.scalars(select(labels.c.key).where(labels.c.name == label)))
    if not found and noun in ("place", "outlet", "entity"):
        raise ConfigError(f"{name!r}: no {noun} of this record is called so")
    return found or [-1]


def _join(asking: Asking, sides: str, wanted: list[int]) -> Asking:
    """Only entries that have one of the wanted on one of the sides."""
    numbers = [SIDES.index(side) for side in sides]
    one = parties.alias()
    on = and_(one.c.entry == entries.c.key, one.c.day == entries.c.day)
    joined = asking.join(one, on).where(
        one.c.label == wanted[0] if len(wanted) == 1 else one.c.label.in_(wanted),
        one.c.side == numbers[0] if len(numbers) == 1 else one.c.side.in_(numbers),
    )
    return joined if len(wanted) == len(numbers) == 1 else joined.distinct()


def numbered(day: str, option: str, last: bool = False) -> int:
    """A day that was asked for, as the number that entries are sorted by.

    Args:
        day: ISO with the precision known.
        option: what it was asked for with, for the message.
        last: the end of it, rather than its beginning.

    Raises:
        ConfigError: no date.
    """
    return day_number(checked_day(day, option), last)


def checked_day(day: str, option: str) -> str:
    """A day that was asked for, as ISO with the precision known.

    Raises:
        ConfigError: no date.
    """
    found = iso_date(day)
    if found is None:
        raise ConfigError(f"{option} {day!r} is not a date: write it as 2024, 2024-06 or 2024-06-19")
    return found


def checked_days(days: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    """From and until, each as `checked_day` has it.

    Raises:
        ConfigError: one of them is no date.
    """
    since, until = days
    return (
        checked_day(since, "since") if since is not None else None,
        checked_day(until, "until") if until is not None else None,
    )


def _worded(connection: Connection, words: str) -> Asking:
    """Entries one of whose wordings holds all the words."""
    found = fulltext.profiles_with(connection, words).scalar_subquery()
    return select(profiles.c.entry).where(profiles.c.key.in_(found))
