"""Whose stance it is: an entity, the outlet, or the source as the report words it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.standing import OUTLET
from onrecord.language import Parsed
from onrecord.model import Cast, Party, Statement

_TOGETHER = frozenset(("neither", "both", "nor"))


class Holder(NamedTuple):
    """Who takes a stance.

    Attributes:
        name: an entity id, `outlet`, or the source's wording.
        iso3: countries of that holder.
        entities: its entities.
    """

    name: str
    iso3: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


def holders(parsed: Parsed, cast: Cast, statement: Statement, outlets: frozenset[str] = frozenset()) -> list[Holder]:
    """The holders that a statement speaks for: one, or each member of a coordinated source.

    Args:
        parsed: the parsed report.
        cast: who is who.
        statement: whose holders they are.
        outlets: entities that are the report's own outlet.
    """
    source = statement.source
    if source is None:
        return [Holder(OUTLET)]  # nobody is named: the outlet passes it on
    if is_outlet(parsed, source, outlets):
        return [Holder(OUTLET)]
    if len(source.entities) == 1 and source.kind != "collective":
        return [_holder(source)]
    lo, hi = parsed.range_of(source)
    members = cast.members(lo, hi) if hi > lo and len(source.entities) > 1 else ()
    if len(members) > 1 and all(len(member.entities) == 1 for member in members):
        return [_holder(member) for member in members]
    if len(source.entities) > 1 and (source.kind == "pronoun" or _shared(source.text)):
        return [Holder(entity, frozenset(), frozenset((entity,))) for entity in source.entities]
    relative = source.text.lower() in _RELATIVE and statement.chain and statement.chain[-1] is not None
    wording = statement.chain[-1] if relative else source.text  # "who": the words that it stands for
    return [Holder(wording or source.text, frozenset(source.iso3), frozenset(source.entities))]


_RELATIVE = frozenset(("who", "which", "that", "whom"))


def _shared(text: str) -> bool:
    """ "both nations", "the two sides": each of them is meant."""
    words = text.lower().split()
    return bool(words) and (words[0] in _TOGETHER or "two" in words[:2])


def _holder(party: Party) -> Holder:
    return Holder(party.entities[0], frozenset(party.iso3), frozenset(party.entities))


def outlets(parsed: Parsed, cast: Cast) -> frozenset[str]:
    """The entities that are the report's own outlet."""
    name = (parsed.report.outlet or "").casefold()
    return frozenset(one.id for one in cast.entities if one.kind == "media" and one.name.casefold() == name)


def is_outlet(parsed: Parsed, source: Party, outlets: frozenset[str]) -> bool:
    """Whether a source is the report's own outlet ("Northwire could not verify")."""
    outlet = parsed.report.outlet
    if not outlet:
        return False
    if len(source.entities) == 1:
        return source.entities[0] in outlets
    name, words = outlet.casefold(), source.text.casefold()
    return words == name or words in (f"a {name} report", f"the {name}")
