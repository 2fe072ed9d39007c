"""Bearers of names: what a report says of each person, and the entity drafted from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook.offices import first_surnames, given_names, person, standing
from onrecord.codebook.sectors import domains
from onrecord.model import Role
from onrecord.who.runs import SUFFIXES, bare
from onrecord.who.scene import Draft, Phrase, Scene


@dataclass(slots=True)
class Bearer:
    """A person of the report: name parts, and what the report says of him or her."""

    key: str
    parts: tuple[str, ...]
    first: int
    table: str | None = None
    gender: str = ""
    short_since: int = 10**9
    phrases: list[Phrase] = field(default_factory=list)
    ranks: set[str] = field(default_factory=set)

    def shorts(self) -> set[str]:
        """Folded wordings that may stand for the full name later on."""
        parts = self.parts
        found = {" ".join(parts[i:]) for i in range(1, len(parts))}
        found = {short for short in found if short not in SUFFIXES and len(short) > 1}
        for suffix in [s for s in found if s.split()[-1] in SUFFIXES]:
            found.add(" ".join(suffix.split()[:-1]))
        if parts[0] in first_surnames() and len(parts) > 1:
            found.add(parts[0])
        found |= {bare(short) for short in found}
        return {short.replace("- ", "").strip() for short in found} | found


def gender_of(bearer: Bearer) -> str:
    """`m`, `f` or nothing: by the table, by title, else by the given name."""
    if bearer.table and person(bearer.table).gender:
        return person(bearer.table).gender
    if bearer.gender:
        return bearer.gender
    kind = given_names().get(bearer.parts[0], "") if bearer.parts[0] not in first_surnames() else ""
    return kind if kind in ("m", "f") and len(bearer.parts) > 1 else ""


def draft(scene: Scene, bearer: Bearer) -> Draft:
    """The entity of a person: what the text says of office and country outranks the table."""
    said = [phrase for phrase in bearer.phrases if phrase.sectors or phrase.iso3]
    stated = next((code for phrase in said for code in phrase.iso3), None)
    name = person(bearer.table).name if bearer.table else _written(scene, bearer)
    iso3, roles = stated, list[Role]()
    sectors: tuple[str, ...] = ()
    if bearer.table:
        held = standing(bearer.table, scene.date)
        row = person(bearer.table)
        iso3 = stated or next((o.iso3 for o in held.held if o.iso3), None) or row.iso3
        sectors = held.sectors
        if scene.date is not None:
            roles = [Role(o.title, o.iso3 or None, o.since, o.to or None, False) for o in held.held]
            roles = [role for _, role in sorted(zip(held.held, roles, strict=True), key=lambda pair: pair[0].rank)]
            roles += [Role(o.title, o.iso3 or None, o.since, o.to, True) for o in held.left if o.rank < 2]
    titled = [phrase for phrase in said if phrase.sectors]
    if titled:
        best = next((p for p in titled if p.former), titled[0])
        sectors = best.sectors + (
            () if best.former else tuple(c for c in sectors if c not in best.sectors and c != "ELI")
        )
        if best.former:
            roles = [role for role in roles if role.former]
    elif bearer.ranks:
        sectors = tuple(sorted(bearer.ranks))
    for phrase in bearer.phrases:
        title = _role_title(scene, phrase)
        if all(title != role.title.lower() for role in roles):
            roles.insert(0, Role(title, phrase.iso3[0] if phrase.iso3 else iso3, None, None, phrase.former))
    return Draft(bearer.key, name, "person", iso3, sectors, roles, [], stated=stated is not None)


def _role_title(scene: Scene, phrase: Phrase) -> str:
    if " of " in phrase.noun.word and not phrase.noun.plural:
        return phrase.noun.word
    head = scene.tokens[phrase.head]
    after = scene.tokens[phrase.head + 1 : phrase.hi]
    if phrase.noun.kind == "minister" and len(after) > 1 and after[0].lower in ("of", "for") and not phrase.plural:
        field = " ".join(token.lower for token in after[1:3])
        known = field if field in domains() else after[1].lower
        if known in domains():
            return f"{scene.parsed.text[scene.tokens[phrase.first].start : head.end].lower()} {after[0].lower} {known}"
    ahead = scene.parsed.text[scene.tokens[phrase.first].start : head.start]
    return ahead.lower() + (head.lemma if phrase.plural else head.lower)


def _written(scene: Scene, bearer: Bearer) -> str:
    """The name as the report first writes it in full."""
    for i in range(bearer.first, len(scene.tokens)):
        sighting = scene.cover[i]
        if sighting is not None and sighting.key == bearer.key:
            return scene.parsed.words(sighting.lo, sighting.hi).replace("\u00a0", " ")
    return " ".join(word.title() for word in bearer.parts)
