"""One actor phrase by itself, as of a day: what `onrecord who` prints."""

from __future__ import annotations

import msgspec

from onrecord.codebook.countries import iso3_of
from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import full_names, person, short_names, standing
from onrecord.language import Parsed
from onrecord.who.cast import ReportCast
from onrecord.who.reading import scene_of


class Identity(msgspec.Struct, frozen=True):
    """Who an actor phrase means.

    Attributes:
        name: of the entity, else the phrase.
        entity: its id; None where the phrase names none that is known.
        iso3: of the entity or the phrase.
        sectors: the most specific current role first, as of the day asked for; a bare country has none.
    """

    name: str
    entity: str | None = None
    iso3: str | None = None
    sectors: tuple[str, ...] = ()


def _by_name(text: str, published: str | None) -> Identity | None:
    """A phrase that is nothing but a known person's name, however the parser would tag it."""
    keys = tuple(dict.fromkeys(full_names().get(text)))
    short = short_names().get(fold(text)) if not keys and text[:1].isupper() else None
    keys = (short,) if short else keys
    if len(keys) != 1:
        return None
    row, held = person(keys[0]), standing(keys[0], published[:10] if published else None)
    iso3 = next((office.iso3 for office in held.held if office.iso3), None) or row.iso3
    return Identity(row.name, f"person:{keys[0]}", iso3, held.sectors)


def lookup(parsed: Parsed, context: str | None = None) -> Identity:
    """Who a phrase means.

    Args:
        parsed: the phrase parsed as a report of its own; `report.published` is the day asked for.
        context: a country (name or code) that the phrase belongs to where it does not say one.
    """
    text = parsed.report.text.strip()
    if not parsed.tokens:
        return Identity(text)
    known = _by_name(text, parsed.report.published)
    if known is not None:
        return known
    scene = scene_of(parsed)
    cast = ReportCast(scene)
    party = cast.party(0, len(parsed.tokens))
    key = party.entities[0] if party.entities else None
    draft = scene.drafts.get(key) if key else None
    iso3 = party.iso3[0] if party.iso3 else iso3_of(context) if context else None
    sectors = party.sectors
    if key is not None and key.startswith("country:"):
        forms = {s.form for s in scene.cover if s is not None and s.key == key}
        if forms & {"name", "acronym", "demonym", "people"} and not any(
            p.entity == key for p in scene.phrases.values()
        ):
            sectors = ()
    if key is None and all(s is None or s.form == "people" for s in scene.cover) and any(scene.cover):
        sectors = ()  # a people as a whole has no sector of its own
    if draft is not None and draft.kind == "person" and not (iso3 or sectors):
        return Identity(text)
    if draft is None and sectors == () and iso3 is None:
        return Identity(text)
    return Identity(draft.name if draft else text, key, iso3, sectors)
