"""Events as dyads, who to whom: what data sets of events have a row for; and OnRecord's own columns beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations, product
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from onrecord.codebook import plover
from onrecord.export.columns import TOLD, Cell, Column, Entry, held, inner, listed
from onrecord.export.known import Known
from onrecord.query.filters import Filter
from onrecord.query.pages import every

Side = Mapping[str, Any]
"""An actor or recipient of an event."""

_BETWEEN = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types that several actors without a recipient do to each other: "Peru and Chile held talks"."""
_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


class Dyad(NamedTuple):
    """One actor and one recipient of an event.

    Attributes:
        event: the entry.
        actor, recipient: who; no recipient where the event has none.
        number, total: which of the event's dyads it is, from 1, and how many there are.
        known: names and reports.
    """

    event: Entry
    actor: Side
    recipient: Side | None
    number: int
    total: int
    known: Known


class Day(NamedTuple):
    """A full day for an event, because other data sets have no other.

    Attributes:
        day: `YYYY-MM-DD`; None where neither text nor report has one.
        basis: `told` (the text gives the day), `start` (the first day of a longer time that the text gives),
            `published` (the text gives none: the day of the first report).
    """

    day: str | None
    basis: str | None


def day(event: Entry) -> Day:
    """The day that an event is filed under."""
    start, precision = inner(event, "when", "start"), inner(event, "when", "precision")
    if start:
        told = len(start) >= 10 and precision in ("day", "night")
        return Day(f"{start}-01-01"[:10], "told" if told else "start")
    first = event["first"]
    return Day(first[:10], "published") if first and len(first) >= 10 else Day(None, None)


def mutual(event: Entry) -> bool:
    """Whether several actors do it to each other."""
    several = len(event["actors"]) > 1 and not event["recipients"]
    return several and event["type"] in _BETWEEN and event["mode"] != "third-party"


def pairs(event: Entry) -> list[tuple[Side, Side | None]]:
    """Every actor with every recipient, nobody with himself; none where the event has no actor."""
    if mutual(event):
        found = [pair for pair in permutations(event["actors"], 2) if not _same(*pair)]
        if found:
            return list(found)
    if not event["recipients"]:
        return [(actor, None) for actor in event["actors"]]
    both = list(product(event["actors"], event["recipients"]))
    return [pair for pair in both if not _same(*pair)] or [(actor, None) for actor in event["actors"]]


def _same(one: Side, other: Side) -> bool:
    if one["entity"] is not None or other["entity"] is not None:
        return bool(one["entity"] == other["entity"])
    return bool(one["text"] == other["text"])


def dyads(event: Entry, known: Known) -> Iterator[Dyad]:
    """The dyads of an event."""
    found = pairs(event)
    for number, (actor, recipient) in enumerate(found, 1):
        yield Dyad(event, actor, recipient, number, len(found), known)


def complete(event: Entry) -> bool:
    """Whether an event has the sides that PLOVER asks for: an actor, and a recipient where its type requires one."""
    found = pairs(event)
    required = plover.types()[event["type"]].recipient_required
    return bool(found) and (not required or any(recipient is not None for _, recipient in found))


def intensity(event: Entry) -> float:
    """The PLOVER manual's conflict-cooperation score of its mode, or of its type: -10 to 10."""
    code = plover.types()[event["type"]]
    mode = code.modes.get(event["mode"] or "")
    return mode.intensity if mode is not None else code.intensity


def quad_number(event: Entry) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return _QUADS.index(event["quad"]) + 1


def ties(connection: Connection, asked: Filter) -> Iterator[Entry]:
    """The ties that stand beside the events asked for; none where their type or standing is asked for."""
    if asked.type is None and asked.standing is None:
        yield from every(connection, "t", msgspec.structs.replace(asked, series=None))


def tie_pairs(tie: Entry) -> list[tuple[str, str]]:
    """The parties of a tie two by two, as entity ids: senders to targets; where there are none such, all with all."""
    of_role: dict[str, list[str]] = {}
    for party in tie["parties"]:
        of_role.setdefault(party["role"], []).append(party["entity"])
    if "sender" in of_role and "target" in of_role:
        return list(product(of_role["sender"], of_role["target"]))
    return list(combinations((party["entity"] for party in tie["parties"]), 2))


def _event(name: str, told: str) -> Column:
    return Column(name, "text", told, lambda dyad: dyad.event[name])


def _when(name: str, told: str) -> Column:
    return Column(name, "text", told, lambda dyad: inner(dyad.event, "when", name))


def _report(name: str, told: str) -> Column:
    return Column(name, "text", told, lambda dyad: getattr(dyad.known.report(dyad.event["report"]), name))


def _inferred(dyad: Dyad) -> Cell:
    sides = (("actor", dyad.actor), ("recipient", dyad.recipient))
    return listed(name for name, side in sides if side is not None and side["inferred"])


OWN: tuple[Column, ...] = (
    Column("id", "text", "id of the entry in the record", lambda dyad: dyad.event["id"]),
    Column(
        "pair",
        "text",
        "which of the event's pairs this row is, of how many: 1/2",
        lambda dyad: f"{dyad.number}/{dyad.total}",
    ),
    Column(
        "mutual",
        "yes",
        "whether the actors do it to each other: both directions have a row",
        lambda dyad: mutual(dyad.event),
    ),
    _event("series", "observed attributed disputed background not_counted; only observed is told as fact"),
    _event("standing", "what follows from all the stances on it; no truth score"),
    Column("holders", "text", "who says so, list of holder=stance", lambda dyad: held(dyad.event, "holders")),
    Column("roots", "whole", "independent origins", lambda dyad: dyad.event["roots"]),
    _event("level", "speech_act narrated content"),
    _event("realis", "actual asserted negated future conditional hypothetical asked"),
    Column("aux", "text", "auxiliary modes, list", lambda dyad: listed(dyad.event["aux"])),
    _event("own", "type of the user's own codebook"),
    _when("start", "first day as the text gives it, with the precision known"),
    _when("end", "last day as the text gives it"),
    _when("precision", "day month year interval night open_start open_end"),
    Column(
        "date_basis", "text", "what the date of the row is: told, start, published", lambda dyad: day(dyad.event).basis
    ),
    Column("trigger", "text", "the word that tells it", lambda dyad: dyad.event["trigger"]["text"]),
    Column("actor_id", "text", "entity of the actor", lambda dyad: dyad.actor["entity"]),
    Column("recipient_id", "text", "entity of the recipient", lambda dyad: inner(dyad.recipient or {}, "entity")),
    Column("actor_sector", "text", "PLOVER sector of the actor", lambda dyad: dyad.actor["sector"]),
    Column(
        "recipient_sector", "text", "PLOVER sector of the recipient", lambda dyad: inner(dyad.recipient or {}, "sector")
    ),
    Column("inferred", "text", "whose country the text does not state, list of actor, recipient", _inferred),
    Column("place_iso3", "text", "country of the place, ISO 3166-1", lambda dyad: inner(dyad.event, "where", "iso3")),
    Column(
        "place_admin1",
        "text",
        "first-level region of the place, ISO 3166-2",
        lambda dyad: inner(dyad.event, "where", "admin1"),
    ),
    Column(
        "place_precision",
        "text",
        "what the coordinates stand for: point city admin1 country sea region",
        lambda dyad: inner(dyad.event, "where", "precision"),
    ),
    Column("report", "text", "report whose words are shown", lambda dyad: dyad.event["report"]),
    _report("title", "its title"),
    _report("url", "its address"),
    *(Column(column.name, column.type, column.told, lambda dyad, of=column.of: of(dyad.event)) for column in TOLD),  # type: ignore[misc]
)
"""OnRecord's own columns of a dyad, all in small letters: they keep an allegation from looking like a fact."""
