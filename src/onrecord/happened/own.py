"""The user's own types: which one an event gets, and what is left where they replace the built-in codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from onrecord.codebook.own import OwnCodebook, Recode, in_force
from onrecord.happened.draft import Draft
from onrecord.model import Claim, Event, Found


class Coded(NamedTuple):
    """What the codebook gave an event."""

    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]


class Own(NamedTuple):
    """An own type and why an event gets it."""

    name: str
    why: str


def own_type(draft: Draft, coded: Coded, near: Callable[[], Iterable[str]]) -> Own | None:
    """The own type of an event: that of its trigger, else of the first recoding that fits.

    Args:
        near: lemmas of the trigger, its clause and its arguments.
    """
    codebook = in_force()
    trigger = draft.candidate.trigger
    if trigger.own is not None and draft.rule is None and draft.type == trigger.type:
        return Own(trigger.own, f"trigger of {codebook.name}")
    for type_ in codebook.types.values():
        for number, recode in enumerate(type_.recode, 1):
            if not _fits(recode, coded):
                continue
            if not recode.words or not frozenset(recode.words).isdisjoint(lemma.lower() for lemma in near()):
                return Own(type_.name, f"recode {number} of {type_.name} in {codebook.name}")
    return None


def _fits(recode: Recode, coded: Coded) -> bool:
    return (
        recode.type == coded.type
        and recode.mode in (None, coded.mode)
        and (coded.cameo or "").startswith(recode.cameo)
        and (not recode.contexts or not set(recode.contexts).isdisjoint(coded.contexts))
    )


def kept(
    found: Found[Event], claims: tuple[Claim, ...], codebook: OwnCodebook
) -> tuple[Found[Event], tuple[Claim, ...]]:
    """Settled events and their claims under a codebook: where it replaces ours, only events of its types.

    Who says what, and how everybody stands to it, is read before: no claim is lost, only what it leads to.
    """
    if not codebook.replaces:
        return found, claims
    left = {event.id: event for event in found.values if event.own is not None}
    gone = {event.trigger for event in found.values} - {event.trigger for event in left.values()}
    notes = (
        msgspec.structs.replace(note, says=f"no type of {codebook.name}: {note.says}") if note.span in gone else note
        for note in found.notes
    )
    told = (
        msgspec.structs.replace(claim, events=tuple(event for event in claim.events if event in left))
        for claim in claims
    )
    return Found(tuple(left.values()), found.abstained, tuple(notes)), tuple(told)
