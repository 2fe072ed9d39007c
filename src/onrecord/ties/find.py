"""The stage: every naming of a tie, gathered into one tie for each kind and set of parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.language import Parsed
from onrecord.model import (
    Abstained,
    Cast,
    Claim,
    Event,
    Found,
    Note,
    Span,
    Statement,
    Tie,
    TieChange,
    TieParty,
    Time,
    identity,
)
from onrecord.model.tie import TieKind, TieStatus
from onrecord.ties.mentions import Reader, Telling
from onrecord.ties.parties import Company
from onrecord.ties.sides import Sides

NEAR = 3
"""Sentences back in which "the treaty" or "those talks" is looked for: a paragraph of wire copy is that long."""

_DEFAULT: dict[TieKind, TieStatus] = {"talks": "announced", "membership": "in_force"}
_STRETCH = 400
"""Characters of text that are looked up together."""
Places = dict[tuple[bool, int], list[tuple[int, int, int, str]]]
_ALONE = frozenset(("sanctions", "arms_supply", "aid", "troops"))
"""Kinds that are worth keeping with one side known; the other is left out, never guessed."""


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    claims: tuple[Claim, ...],
    times: tuple[Time, ...],
) -> Found[Tie]:
    """Every tie that a report speaks of, in order of first mention."""
    company = Company(parsed, cast)
    told: list[Telling] = []
    treaties: dict[tuple[TieKind | None, tuple[str, ...]], Telling] = {}
    abstained: list[Abstained] = []
    for telling in Reader(parsed, company, events, times, statements).tellings():
        _refer_back(telling, told, treaties)
        if telling.kind is None:
            continue
        if _stands(telling):
            told.append(telling)
            if _treaty(telling):
                treaties.setdefault((telling.kind, _parties(telling.sides)), telling)
        elif telling.status is not None and telling.kind in ("talks", "mutual_defence", "armistice"):
            span = telling.span
            reason = f"{telling.kind}: parties not told near enough"
            abstained.append(Abstained(span.offsets, span.text, span.part, stage="ties", reason=reason))
    groups = _grouped(_completed(told))
    places = _places(claims)
    ties = tuple(_tie(parsed, group, places) for group in groups)
    notes = tuple(_note(tie, group) for tie, group in zip(ties, groups, strict=True))
    return Found(ties, tuple(abstained), notes)


def _stands(telling: Telling) -> bool:
    """Whether enough parties are known."""
    if telling.kind == "talks":
        named = sum(role == "party" for _, role in telling.sides)
        return named > 1 or (not named and len(telling.sides) > 1)  # brokered by two, for parties that are not told
    if telling.kind in _ALONE:
        return bool(telling.sides) and (telling.kind == "sanctions" or len(telling.sides) > 1)
    return len(telling.sides) > 1


def _refer_back(telling: Telling, told: list[Telling], treaties: Mapping[Any, Telling]) -> None:
    """Give "the treaty", "those talks" the parties of the one told just before."""
    if telling.sides or not telling.refers:
        return
    made = _only_treaty(telling, treaties)
    if made is not None:
        _means(telling, made)
        return
    for before in reversed(told):
        if telling.sentence - before.sentence > NEAR:
            return
        same = before.kind == telling.kind or (telling.kind in (None, "mutual_defence") and _treaty(before))
        if same and before.sides:
            _means(telling, before)
            return


def _means(telling: Telling, before: Telling) -> None:
    telling.kind = before.kind
    telling.sides = before.sides
    telling.because = f"means {before.span.text!r}"


def _only_treaty(telling: Telling, treaties: Mapping[Any, Telling]) -> Telling | None:
    """The treaty that the report has told of, where it is the only one: "the pact" means it however far back."""
    if telling.kind not in (None, "mutual_defence", "non_aggression"):
        return None
    if len(treaties) != 1:
        return None
    one = next(iter(treaties.values()))
    return one if telling.kind in (None, one.kind) else None


def _treaty(telling: Telling) -> bool:
    return telling.kind in ("mutual_defence", "non_aggression", "alliance")


def _completed(told: list[Telling]) -> list[Telling]:
    """Join sanctions told with their sender alone and those told with their target alone, where each is one."""
    open_ended = [one for one in told if one.kind == "sanctions" and not one.apart]
    whole = [one for one in open_ended if _roles(one.sides) == {"sender", "target"}]
    senders = {_parties(one.sides) for one in open_ended if _roles(one.sides) == {"sender"}}
    targets = {_parties(one.sides) for one in open_ended if _roles(one.sides) == {"target"}}
    if not whole and len(senders) == 1 and len(targets) == 1:
        sides: Sides = [(party, "sender") for party in next(iter(senders))]
        sides.extend((party, "target") for party in next(iter(targets)))
        for one in open_ended:
            one.sides = sides
            one.because = "sender and target told apart, one of each in the report"
        return told
    pairs = list({_parties(one.sides): one.sides for one in reversed(whole)}.values())
    for one in open_ended:
        fits = [sides for sides in pairs if set(one.sides) < set(sides)]
        if len(fits) == 1:
            one.sides = fits[0]
    return told


def _roles(sides: Sides) -> set[str]:
    return {role for _, role in sides}


def _parties(sides: Sides) -> tuple[str, ...]:
    return tuple(sorted(party for party, _ in sides))


def _grouped(told: list[Telling]) -> list[list[Telling]]:
    groups: dict[tuple[TieKind | None, tuple[str, ...]], list[Telling]] = {}
    for one in told:
        groups.setdefault((one.kind, _parties(one.sides)), []).append(one)
    return list(groups.values())


def _tie(parsed: Parsed, group: list[Telling], places: Places) -> Tie:
    kind = group[0].kind
    assert kind is not None
    sides = group[0].sides
    spans = tuple(dict.fromkeys(one.span for one in group))
    changes = tuple({(change.part, change.offsets): change for one in group for change in one.changes}.values())
    # the news leads: what is told first is how it stands, what comes after is how it came about
    status = next((one.status for one in group if one.status is not None), _DEFAULT.get(kind, "in_force"))
    return Tie(
        id=identity("t", parsed.report.id, kind, *_parties(sides)),
        kind=kind,
        parties=tuple(TieParty(party, role) for party, role in sides),
        since=next((one.since for one in group if one.since), None),
        status=status,
        trigger=next((one.trigger for one in group if one.trigger is not None), None),
        obligation=next((one.obligation for one in group if one.obligation is not None), None),
        cause=next((one.cause for one in group if one.cause is not None), None),
        invoked=any(one.invoked for one in group),
        invoked_by=_invoked_by(changes),
        name=next((one.name for one in group if one.name is not None), None),
        article=next((one.article for one in group if one.article is not None), None),
        measure=next((one.measure for one in group if one.measure is not None), None),
        aim=next((one.aim for one in group if one.aim is not None), None),
        changes=changes,
        mentions=spans,
        claims=_speaking_of(spans, places),
    )


def _invoked_by(changes: tuple[TieChange, ...]) -> tuple[str, ...]:
    """Who called upon it, as far as it is told as done."""
    told = (change.by for change in changes if change.change == "invoked" and change.done)
    return tuple(dict.fromkeys(party for by in told for party in by))


def _places(claims: tuple[Claim, ...]) -> Places:
    """Which claims are told on which stretch of the text, by the stretch."""
    found: Places = {}
    for number, claim in enumerate(claims):
        for start, end in claim.spans:
            for stretch in range(start // _STRETCH, end // _STRETCH + 1):
                found.setdefault((claim.part == "title", stretch), []).append((number, start, end, claim.id))
    return found


def _speaking_of(spans: tuple[Span, ...], places: Places) -> tuple[str, ...]:
    """The claims told where a tie is named, in their order."""
    found: dict[int, str] = {}
    for span in spans:
        for stretch in range(span.start // _STRETCH, span.end // _STRETCH + 1):
            for number, start, end, claim in places.get((span.part == "title", stretch), ()):
                if span.start < end and start < span.end:
                    found[number] = claim
    return tuple(found[number] for number in sorted(found))


def _note(tie: Tie, group: list[Telling]) -> Note:
    parties = ", ".join(f"{one.entity} ({one.role})" for one in tie.parties)
    because = "; ".join(dict.fromkeys(one.because for one in group if one.because))
    return Note("ties", group[0].span, f"{tie.kind}, {tie.status}: {parties}", f"ties.toml:{tie.kind}", because)
