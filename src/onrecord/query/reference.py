"""What the reference table knows beside a reading, and which commitments an attack would call on.

All of it is marked as reference: it comes from `data/treaties.tsv`, with source and date, and from no report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from onrecord.codebook.treaties import AS_OF, ATTACKS, NO_FORCE, Treaty, treaties
from onrecord.model import Offsets, Reading, Tie

_KINDS: dict[str, frozenset[str]] = {
    "mutual_defence": frozenset(("mutual_defence", "alliance", "security_assurance")),
    "alliance": frozenset(("mutual_defence", "alliance", "security_assurance")),
    "non_aggression": frozenset(("non_aggression", "security_assurance")),
    "armistice": frozenset(("armistice", "non_aggression")),
    "sanctions": frozenset(("sanctions",)),
    "basing": frozenset(("basing", "mutual_defence")),
    "arms_supply": frozenset(("arms_supply", "mutual_defence", "sanctions")),
    "troops": frozenset(("basing", "mutual_defence", "sanctions")),
    "diplomatic_relations": frozenset(("diplomatic_relations", "non_aggression")),
}
"""Which kinds of the table may bear on which tie of a report; kinds that are not here have no reference."""
_SHORT = 6
"""A name of fewer letters must stand in capitals to be taken for a treaty's."""


class Reference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of the reference table that bears on a reading.

    Attributes:
        treaty, name, kind, parties, targets, signed, in_force, ended, trigger, obligation, clause, scope, note: as
            the table has them, in our words.
        source: where it can be looked up.
        as_of: the month up to which the row is known to hold.
        ties: ids of the reading's ties between the same parties.
        named: where the report's text names it.
        reference: always true: none of this is said by the report.
    """

    treaty: str
    name: str
    kind: str
    parties: tuple[str, ...]
    source: str
    as_of: str
    ties: tuple[str, ...] = ()
    named: tuple[Offsets, ...] = ()
    targets: tuple[str, ...] = ()
    signed: str = ""
    in_force: str = ""
    ended: str = ""
    trigger: str = ""
    obligation: str = ""
    clause: str = ""
    scope: str = ""
    note: str = ""
    reference: bool = msgspec.field(default=False)


class Commitment(msgspec.Struct, frozen=True):
    """A commitment that an attack would call on, or break.

    Attributes:
        treaty, name, kind, trigger, obligation, clause, scope, source, as_of, note: as the table has them.
        breaks: it is not called on, but broken: the attacker promised not to use force.
        strength: `armed_attack` where help is owed, `threat_of_attack` or `consultation` where less is.
        bound: the states that owe it, by ISO code.
        in_force: since when; empty where it is unknown or not in force yet.
    """

    treaty: str
    name: str
    kind: str
    breaks: bool
    strength: str
    bound: tuple[str, ...]
    trigger: str
    obligation: str
    clause: str
    scope: str
    in_force: str
    source: str
    as_of: str
    note: str


def commitments(attacked: str, by: str | None = None, on: str | None = None) -> tuple[Commitment, ...]:
    """The commitments that an attack on a state would call on, the strongest first, then those that it would break.

    Args:
        attacked: ISO 3166-1 alpha-3.
        by: who attacks: its promises not to are added, and it is bound by none of the others.
        on: the day, as `2024-06-01`; the table's own where none is given.
    """
    date = on or AS_OF
    called: list[Commitment] = []
    broken: list[Commitment] = []
    for treaty in treaties():
        if not treaty.on(date) or treaty.kind == "sanctions":
            continue
        members = treaty.members(date)
        if treaty.trigger_kind in ATTACKS and attacked in treaty.protects(date):
            bound = tuple(state for state in members if state not in (attacked, by))
            if bound:
                called.append(_commitment(treaty, bound, False))
        protected = attacked in (*members, *treaty.protects(date))
        if by is not None and by in members and protected and treaty.kind in NO_FORCE:
            broken.append(_commitment(treaty, (by,), True))
    order = ("armed_attack", "threat_of_attack", "consultation")
    return (*sorted(called, key=lambda one: order.index(one.strength)), *broken)


def _commitment(treaty: Treaty, bound: tuple[str, ...], breaks: bool) -> Commitment:
    return Commitment(
        treaty=treaty.id, name=treaty.names[0], kind=treaty.kind, breaks=breaks, strength=treaty.trigger_kind,
        bound=bound, trigger=treaty.trigger, obligation=treaty.obligation, clause=treaty.clause, scope=treaty.scope,
        in_force=treaty.in_force, source=treaty.source, as_of=treaty.as_of, note=treaty.note,
    )  # fmt: skip


def context(reading: Reading) -> tuple[Reference, ...]:
    """The rows of the table that bear on a reading: those that its text names, and those between a tie's parties.

    As of the report's own day; a row that was signed later or had ended is left out, unless the text names it.
    """
    date = (reading.report.published or AS_OF)[:10]
    named = dict(_named(reading))
    found: list[Reference] = []
    for treaty in treaties():
        ties = tuple(tie.id for tie in reading.ties if treaty.on(date) and _bears(treaty, tie, date))
        places = tuple(named.get(treaty.id, ()))
        if ties or places:
            found.append(_reference(treaty, ties, places))
    return tuple(sorted(found, key=lambda one: not one.named))


def _reference(treaty: Treaty, ties: tuple[str, ...], places: tuple[Offsets, ...]) -> Reference:
    return Reference(
        treaty=treaty.id, name=treaty.names[0], kind=treaty.kind, parties=treaty.parties, targets=treaty.targets,
        signed=treaty.signed, in_force=treaty.in_force, ended=treaty.ended, trigger=treaty.trigger,
        obligation=treaty.obligation, clause=treaty.clause, scope=treaty.scope, note=treaty.note, source=treaty.source,
        as_of=treaty.as_of, ties=ties, named=places, reference=True,
    )  # fmt: skip


def _bears(treaty: Treaty, tie: Tie, date: str) -> bool:
    """Whether a row is of a fitting kind and between the tie's own parties, its senders and targets alike."""
    if treaty.kind not in _KINDS.get(tie.kind, ()):
        return False
    roles: dict[str, set[str]] = {}
    for party in tie.parties:
        roles.setdefault(party.role, set()).add(_code(party.entity))
    senders, targets = roles.get("sender", set()), roles.get("target", set())
    if treaty.kind == "sanctions":
        on = set(treaty.targets)
        fits = senders <= set(treaty.parties)  # a member of the body that imposes them is no sender of them
        return bool(targets) and fits and targets <= on
    everyone = set().union(*roles.values())
    named = {*treaty.parties, *treaty.members(date), *treaty.targets}
    # a body of thirty members stands between any two of them: only a pact of few, or one with the body itself, bears
    few = len(treaty.members(date)) <= _FEW or any(one.startswith("igo:") for one in everyone)
    return len(everyone) > 1 and everyone <= named and few


_FEW = 6
"""Members of a treaty up to which two of them speaking of their pact may well mean it."""


def _code(entity: str) -> str:
    """The table's word for a party: `RUS` for `country:RUS`; other ids as they are."""
    return entity.removeprefix("country:")


def _named(reading: Reading) -> Iterator[tuple[str, list[Offsets]]]:
    """Where the text names a treaty of the table by one of its names."""
    places: dict[str, list[Offsets]] = {}
    for found in _pattern().finditer(reading.report.text):
        for treaty in _by_name()[_plain(found[0])]:
            places.setdefault(treaty, []).append((found.start(), found.end()))
    yield from places.items()


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for treaty in treaties():
        for name in treaty.names:
            found.setdefault(_plain(name), []).append(treaty.id)
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name for treaty in treaties() for name in treaty.names}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(_loose(name) for name in names) + r")(?!\w)")


def _loose(name: str) -> str:
    """A name as a pattern: spaces and dashes of any kind, its first word in either case where it is long."""
    words = "".join(r"[\s\u00a0]+" if char == " " else "[-‐‑–]" if char in "-–" else re.escape(char) for char in name)
    first = name[:1]
    if len(name) > _SHORT and first.isalpha() and not name.isupper():
        words = f"[{first.lower()}{first.upper()}]{words[1:]}"
    return words


def _plain(name: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", re.sub("[‐‑–]", "-", name)).casefold()
