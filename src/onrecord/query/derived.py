"""What a reading derives from the rest of itself, made again: quads, ids, series, claims of events, standings.

A standing follows from the stances and from a little that a reading does not hold (whether a content was put as a
question, who a claim is about). So a standing fails where no such circumstance gives it; within those that remain,
only reading again decides (`onrecord.query.again`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from onrecord.codebook.plover import quad, types
from onrecord.codebook.stances import AGAINST, FOR, StanceKind
from onrecord.codebook.standing import Standing, View, combine
from onrecord.model import Claim, Event, Reading, identity
from onrecord.standing import settle

Finding = tuple[str, str]
"""The path of a field and what is wrong with it."""


def misfits(reading: Reading) -> Iterator[Finding]:
    """Every derived field that does not follow from the others."""
    report = reading.report.id
    for number, claim in enumerate(reading.claims):
        yield from _claim(claim, f"claims[{number}]", report)
    settled = settle(reading.events, reading.claims) if all(claim.spans for claim in reading.claims) else ()
    for number, event in enumerate(reading.events):
        again = settled[number] if settled else event
        yield from _event(event, again, f"events[{number}]", report)
        if event.own is not None and "codebook" not in reading.reader.models:
            yield f"events[{number}].own", f"{event.own!r} is of no codebook that the reading names"
    for number, tie in enumerate(reading.ties):
        made = identity("t", report, tie.kind, *sorted(party.entity for party in tie.parties))
        if made != tie.id:
            yield f"ties[{number}].id", _changed(made, tie.id, "report, kind and parties")


def _claim(claim: Claim, path: str, report: str) -> Iterator[Finding]:
    if claim.spans:
        made = identity("c", report, "title" if claim.part == "title" else "", *claim.spans[0], claim.text)
        if made != claim.id:
            yield f"{path}.id", _changed(made, claim.id, "report, text and first span")
    kinds = []
    for number, stance in enumerate(claim.stances):
        try:
            kinds.append((stance.holder, StanceKind(stance.stance)))
        except ValueError:
            yield f"{path}.stances[{number}].stance", f"{stance.stance!r} is no stance"
            return
    if claim.standing not in set(Standing):
        yield f"{path}.standing", f"{claim.standing!r} is no standing"
        return
    possible = standings(frozenset(kinds), claim.roots > 1)
    if claim.standing not in possible:
        told = " or ".join(standing for standing in Standing if standing in possible)
        yield f"{path}.standing", f"expected {told} from its stances, found {claim.standing}"


def _event(event: Event, again: Event, path: str, report: str) -> Iterator[Finding]:
    made = identity("e", report, "title" if event.trigger.part == "title" else None, *event.trigger.offsets, event.type)
    if made != event.id:
        yield f"{path}.id", _changed(made, event.id, "report, trigger and type")
    if event.quad != quad(event.type):
        yield f"{path}.quad", f"expected {quad(event.type)} from its type {event.type}, found {event.quad}"
    if event.mode is not None and event.mode not in types()[event.type].modes:
        yield f"{path}.mode", f"{event.mode!r} is no mode of {event.type}"
    if event.claim != again.claim:
        yield f"{path}.claim", f"expected {again.claim} from the claims, found {event.claim}"
    if event.series != again.series:
        yield (
            f"{path}.series",
            f"expected {again.series} from its level, its realis and its claim's standing, found {event.series}",
        )


def _changed(made: str, found: str, parts: str) -> str:
    return f"expected {made} from its {parts}, found {found}: one of them was changed"


@cache
def standings(stances: frozenset[tuple[str, StanceKind]], several: bool) -> frozenset[Standing]:
    """Every standing that these stances can give.

    Args:
        stances: holders and their stances.
        several: the claim has more than one origin.
    """
    against = [("",), ("plan",), ("", "asked", "conditional", "superseded")]
    moods = [("", *more) for more in ((), ("asked",), ("conditional",), ("superseded",), ("asked", "conditional"))]
    origins = (("1",), ("1", "2")) if several else (("1",),)
    found = set()
    asking: tuple[list[View], ...] = ([], [View("?", StanceKind.SUPPOSES, "", False, "asked")])  # takes no stance
    for denied, put, about, roots, asked in product(against, moods, (False, True), origins, asking):
        views = asked + [
            View(holder, kind, root, about, mood)
            for holder, kind in stances
            for mood in (denied if kind in AGAINST else put)
            for root in (roots if kind in FOR else ("1",))
        ]
        found.add(combine(views))
    return frozenset(found)
