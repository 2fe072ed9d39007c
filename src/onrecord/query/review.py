"""What to look at first: pairs that merging was least sure of; and why it decided as it did."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.errors import DataError
from onrecord.model.span import TitleMark
from onrecord.record import judgements
from onrecord.record import profile as profiles_
from onrecord.record.contributions import id_of, number_of
from onrecord.record.judgements import Spot
from onrecord.record.likeness import Part, explained
from onrecord.record.profile import Profile
from onrecord.store.tables import Found, items, links, profiles, reports


class Telling(msgspec.Struct, frozen=True):
    """One item as a reviewer sees it.

    Attributes:
        id: of the item.
        report, outlet, published: where it stands.
        span: its anchor.
        text: the passage that merging compares.
        part: `title` for an anchor in the title; JSON name `in`, left out for the text.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    span: tuple[int, int]
    text: str
    part: TitleMark = msgspec.field(default=msgspec.UNSET, name="in")


class Pair(msgspec.Struct, frozen=True):
    """Two items, how likely they tell the same, and why.

    Attributes:
        kind: `s`, `c`, `e` or `t`.
        one, other: the items.
        score: 0 to 1, the same from 0.5 on.
        together: whether they are one entry now.
        parts: the features that count, the heaviest first.
    """

    kind: str
    one: Telling
    other: Telling
    score: float
    together: bool
    parts: tuple[Part, ...]


def uncertain(connection: Connection, kind: str | None = None, limit: int = 50) -> list[Pair]:
    """The pairs whose score is nearest to the border.

    Left out are those that somebody judged, also as right as they are; and two items that begin at one place, which a
    judgement, kept by the place, cannot tell apart.

    Args:
        connection: of a reader.
        kind: of one kind alone.
        limit: how many.
    """
    right = {frozenset((one.one, one.other)) for one in judgements.read(connection) if one.verb == "accept"}
    asked = select(links).where(links.c.score <= 1).order_by(func.abs(links.c.score - 0.5), links.c.one, links.c.other)
    made: list[Pair] = []
    for row in connection.execute(asked.limit(8 * limit + len(right))).all():
        pair = _pair(connection, row.one, row.other)
        if pair is None or (kind is not None and pair.kind != kind):
            continue
        places = frozenset(_place(pair.kind, side) for side in (pair.one, pair.other))
        if len(places) == 2 and places not in right:
            made.append(pair)
        if len(made) == limit:
            break
    return made


def _place(kind: str, telling: Telling) -> Spot:
    return Spot(telling.report, kind, telling.span[0], telling.part == "title")


def why(connection: Connection, one: str, other: str | None = None) -> list[Pair]:
    """Why two items are one entry or two; of one alone, against all that it was compared with, the likest first.

    Raises:
        DataError: the record has no such item, or they are of two kinds.
    """
    mine = _profile_of(connection, one)
    if other is not None:
        theirs = _profile_of(connection, other)
        if one[:1] != other[:1]:
            raise DataError(f"{one} and {other} are of two kinds")
        found = _pair(connection, mine.key, theirs.key, (one, other), judged=True)
        return [found] if found is not None else []
    rows = connection.execute(
        select(links).where((links.c.one == mine.key) | (links.c.other == mine.key)).order_by(links.c.score.desc())
    ).all()
    pairs = (_pair(connection, mine.key, row.other if row.one == mine.key else row.one, judged=True) for row in rows)
    return [pair for pair in pairs if pair is not None]


def _profile_of(connection: Connection, id_: str) -> Found:
    row = connection.execute(
        select(profiles.c.key, profiles.c.entry).join(items, items.c.profile == profiles.c.key)
        .where(items.c.id == number_of(id_))
    ).first()  # fmt: skip
    if row is None:
        raise DataError(f"{id_}: nothing in the record has this id (onrecord events --json prints ids)")
    return row


def _pair(connection: Connection, one: int, other: int, ids: Sequence[str] = (), judged: bool = False) -> Pair | None:
    """A pair of profiles by one item of each; None where a person judged it and that is not asked for."""
    found = {row.key: row for row in connection.execute(select(profiles).where(profiles.c.key.in_((one, other))))}
    mine, theirs = profiles_.decode(found[one].features), profiles_.decode(found[other].features)
    if (mine.pins or theirs.pins) and not judged:
        return None
    score = explained(mine, theirs)
    tellings = [
        _telling(connection, key, profile, ids[at] if ids else None)
        for at, (key, profile) in enumerate(((one, mine), (other, theirs)))
    ]
    together = found[one].entry == found[other].entry
    return Pair(mine.kind, tellings[0], tellings[1], score.score, together, score.parts)


def _telling(connection: Connection, key: int, profile: Profile, id_: str | None) -> Telling:
    """The item of a profile that was told first, or the one named."""
    asked = (
        select(items, reports.c.id.label("report_id"), reports.c.outlet, reports.c.published)
        .join(reports, reports.c.key == items.c.report)
        .where(items.c.profile == key)
        .order_by(func.coalesce(reports.c.published, "9999"), reports.c.id, items.c.lo)
    )
    rows = connection.execute(asked.limit(1) if id_ is None else asked.where(items.c.id == number_of(id_))).all()
    row = rows[0]
    part: TitleMark = "title" if row.title else msgspec.UNSET
    return Telling(id_of(row.id), row.report_id, row.outlet, row.published, (row.lo, row.hi), profile.text, part)
