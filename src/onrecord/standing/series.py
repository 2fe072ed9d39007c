"""Which series an event counts in, from its level, its realis and where its claim stands."""

from __future__ import annotations

import msgspec

from onrecord.codebook.stances import OPEN, StanceKind
from onrecord.codebook.standing import DISPUTED, OUTLET, Standing
from onrecord.model import Claim, Event

_TAKEN_BACK = frozenset((Standing.RETRACTED, Standing.SUPERSEDED, Standing.RUMOURED))


def settle(events: tuple[Event, ...], claims: tuple[Claim, ...]) -> tuple[Event, ...]:
    """The events with their claim and series, by the contract's roll-up of series."""
    by_event: dict[str, Claim] = {}
    for claim in claims:
        for event in claim.events:
            held = by_event.get(event)
            if held is None or _prefers(claim, held):
                by_event[event] = claim
    return tuple(_settled(event, by_event.get(event.id)) for event in events)


def _prefers(claim: Claim, held: Claim) -> bool:
    """Whether an event's claim is this one: told by somebody rather than by the report alone, then the narrower."""
    if _told(claim) != _told(held):
        return _told(claim)
    return _narrower(claim, held)


def _told(claim: Claim) -> bool:
    return any(stance.holder != OUTLET for stance in claim.stances)


def _narrower(claim: Claim, held: Claim) -> bool:
    """Whether a claim tells less beside the event: a subject told apart is no place of its own."""
    return max(b - a for a, b in claim.spans) < max(b - a for a, b in held.spans)


def _settled(event: Event, claim: Claim | None) -> Event:
    own = claim.id if claim is not None and event.level != "speech_act" else None
    return msgspec.structs.replace(event, claim=own, series=_series(event, claim))


def _series(event: Event, claim: Claim | None) -> str:
    if event.realis not in ("actual", "asserted"):
        return "not_counted"
    if event.level == "speech_act":
        return "background" if "historical" in event.aux else "observed"
    standing = claim.standing if claim is not None else None
    if standing in _TAKEN_BACK:
        return "not_counted"
    if "historical" in event.aux:
        return "background"
    if event.level == "narrated" and event.realis == "asserted":
        return "attributed"  # an intention that the report tells
    if event.level == "narrated":
        return _narrated(standing)
    if standing in DISPUTED and not _only_negated(claim) and not _only_disclaimed(claim):
        return "disputed"
    if claim is not None and _without_evidence(claim):
        return "disputed"
    return "attributed"


def _narrated(standing: str | None) -> str:
    """In the outlet's voice: observed, unless the outlet only passes it on."""
    if standing in (Standing.HEDGED, Standing.ALLEGED, Standing.ASSERTED):
        return "attributed"
    return "disputed" if standing in (Standing.UNCONFIRMED, Standing.DENIED) else "observed"


def _only_negated(claim: Claim | None) -> bool:
    """A clause told as not so may hold an event that its negation does not reach: that one is not disputed."""
    if claim is None or claim.standing != Standing.DENIED:
        return False
    return all(stance.stance == StanceKind.ASSERTS_NOT for stance in claim.stances)


def _only_disclaimed(claim: Claim | None) -> bool:
    """The outlet's own "could not verify" is a disclaimer: no party leaves the event open."""
    if claim is None or claim.standing != Standing.UNCONFIRMED:
        return False
    return all(stance.holder == OUTLET for stance in claim.stances if stance.stance in OPEN)


def _without_evidence(claim: Claim) -> bool:
    return any(stance.stance == StanceKind.NO_EVIDENCE for stance in claim.stances)
