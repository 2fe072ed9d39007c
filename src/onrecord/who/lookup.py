"""One actor phrase by itself, as of a day: what `onrecord who` prints."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from onrecord.codebook.countries import countries, iso3_of, name_of
from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import full_names, given_names, person, short_names, standing
from onrecord.language import Parsed
from onrecord.model import Candidate, Role
from onrecord.who.cast import ReportCast, sharing_states
from onrecord.who.lexicon import names, place_iso3
from onrecord.who.reading import scene_of
from onrecord.who.scene import Scene

_SPELLED = re.compile(r"[^\W\d_]{5,}")
_TRUSTED = 7
"""Letters that a word needs before one wrong letter is forgiven; two letters in each other's place are from five."""


class Identity(msgspec.Struct, frozen=True):
    """Who an actor phrase means.

    Attributes:
        name: of the entity, else the phrase.
        entity: its id; None where the phrase names none that is known.
        iso3: of the entity or the phrase.
        sectors: the most specific current role first, as of the day asked for; a bare country has none.
        kind: of the entity; None where there is none.
        roles: offices as of the day, those that are over marked `former`; none where no day was given.
        candidates: what the phrase may mean where nothing decides; `entity` is then None.
        why: what decided, in words, the last step last.
    """

    name: str
    entity: str | None = None
    iso3: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    roles: tuple[Role, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    why: tuple[str, ...] = ()


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
    return _by_scene(parsed, text, context)


def _by_name(text: str, published: str | None) -> Identity | None:
    """A phrase that is nothing but a known person's name, however the parser would tag it."""
    keys = tuple(dict.fromkeys(full_names().get(text)))
    short = short_names().get(fold(text)) if not keys and text[:1].isupper() else None
    keys = (short,) if short else keys
    if len(keys) > 1:
        people = tuple(Candidate(f"person:{key}", _told(key), person(key).iso3) for key in keys)
        return Identity(text, candidates=people, why=("several people of the tables bear this name",))
    return _person(keys[0], published, "the name, in the table of people") if keys else None


def _told(key: str) -> str:
    """A person's name with an office that tells it from its namesakes."""
    row = person(key)
    return f"{row.name} ({min(row.offices, key=lambda office: office.rank).title})" if row.offices else row.name


def _person(key: str, published: str | None, why: str) -> Identity:
    row, day = person(key), published[:10] if published else None
    held = standing(key, day)
    iso3 = next((office.iso3 for office in held.held if office.iso3), None) or row.iso3
    roles = [Role(o.title, o.iso3 or None, o.since, o.to or None, False) for o in held.held]
    roles += [Role(o.title, o.iso3 or None, o.since, o.to or None, True) for o in held.left]
    told = [why]
    if day is None and row.offices:
        told.append("no day was given (--on), so nobody knows which office counts")
    elif held.unknown and not held.held:
        told.append(f"whether an office is still held on {day} is unknown: the table ends before")
    return Identity(row.name, f"person:{key}", iso3, held.sectors, "person", tuple(roles), (), tuple(told))


def _by_scene(parsed: Parsed, text: str, context: str | None) -> Identity:
    """A phrase read as a report would read it."""
    scene = scene_of(parsed, alone=True)
    party = ReportCast(scene).party(0, len(parsed.tokens))
    key = party.entities[0] if party.entities else None
    draft = scene.drafts.get(key) if key else None
    if key is not None and key.startswith("person:") and not party.iso3:
        nearest = _nearest(scene, key)
        if nearest is not None:
            found = _person(nearest, parsed.report.published, "the name, in another form than the table has it")
            return msgspec.structs.replace(found, sectors=party.sectors or found.sectors)
    if key is None and not party.candidates and (nearest := _nearest(scene, None)) is not None:
        return _person(nearest, parsed.report.published, "the name, in another form than the table has it")
    why = [_because(note.says, note.because) for note in scene.notes] + [found.reason for found in scene.abstained]
    candidates = party.candidates or _sharing(scene)
    iso3, sectors = party.iso3[0] if party.iso3 else None, party.sectors
    if iso3 is None and context:
        iso3 = iso3_of(context)
        why += [f"the context: {name_of(iso3)}"] if iso3 else []
    if (iso3 is None and draft is None) or (draft is not None and draft.kind != "igo" and iso3 is None):
        iso3, told = _somewhere(scene, text)
        why += [told] if told else []
    if key is not None and key.startswith("country:"):
        forms = {s.form for s in scene.cover if s is not None and s.key == key}
        if forms & {"name", "acronym", "demonym", "people"} and not any(
            p.entity == key for p in scene.phrases.values()
        ):
            sectors = ()
    if key is None and any(scene.cover) and all(s is None or s.form == "people" for s in scene.cover):
        sectors = ()  # a people as a whole has no sector of its own
    if draft is not None and draft.kind == "person" and not (iso3 or sectors):
        return Identity(text, why=("a name that no table knows",))
    if draft is None and sectors == () and iso3 is None:
        return Identity(text, candidates=candidates, why=tuple(why) or ("nothing that is known",))
    made = tuple(draft.roles) if draft and parsed.report.published else ()
    kind = draft.kind if draft else None
    return Identity(draft.name if draft else text, key, iso3, sectors, kind, made, candidates, tuple(why))


def _sharing(scene: Scene) -> tuple[Candidate, ...]:
    """The states that share a name in a phrase: "the Congolese army"."""
    return next((found for s in scene.cover if s is not None and (found := sharing_states(s))), ())


def _nearest(scene: Scene, key: str | None) -> str | None:
    """The person of the tables whose name is the first part of this one: "Jam Kamal Khan Alyani"."""
    sighting = next((s for s in scene.cover if s is not None and s.key == key), None) if key else None
    lo, hi = (sighting.lo, sighting.hi) if sighting else (0, len(scene.tokens))
    written = scene.parsed.words(lo, hi).split()
    for end in range(len(written) - 1, 1, -1):
        keys = tuple(dict.fromkeys(full_names().get(" ".join(written[:end]))))
        if keys:
            return keys[0] if len(keys) == 1 and end > len(written) - 2 and end > 2 else None
    return None


def _somewhere(scene: Scene, text: str) -> tuple[str | None, str]:
    """The country of a phrase that does not say it: by where it lies, by a town, or by a slip of spelling."""
    tokens = scene.tokens
    for i in range(len(tokens) - 2, 0, -1):
        if tokens[i].lower in ("in", "of", "at", "near", "from"):
            sighting = scene.cover[i + 1] or (scene.cover[i + 2] if i + 2 < len(tokens) else None)
            if sighting is not None and sighting.iso3 and sighting.kind in ("country", "place"):
                return sighting.iso3, f"it lies in {sighting.name}"
    place = place_iso3(text.removeprefix("the "))
    if place:
        return place, f"a place in {name_of(place)}"
    if any(s is not None and s.kind == "person" for s in scene.cover):
        return None, ""
    for token in tokens:
        if token.text[0].isupper() and scene.cover[token.i] is None:
            place = place_iso3(token.text) if len(tokens) > 1 and token.i + 1 < len(tokens) else None
            if place and fold(token.text) not in given_names():
                return place, f"{token.text} is a place in {name_of(place)}"
            near = _spelled_near(token.text)
            if near:
                return near[1], f"{token.text} is spelled nearly like {near[0]}"
    return None, ""


@cache
def _wordings() -> dict[int, list[tuple[str, str, str]]]:
    """Single words that name one country or its people, by length: folded, as written, its code."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for country in countries().values():
        for word, _ in country.wordings():
            if _SPELLED.fullmatch(word):
                found.setdefault(len(word), []).append((fold(word), word, country.iso3))
    return found


def _spelled_near(word: str) -> tuple[str, str] | None:
    """The one country wording that a word is a slip of: two letters changed over, or one letter wrong."""
    folded = fold(word)
    if not _SPELLED.fullmatch(word) or names().get(word) or folded in given_names():
        return None
    near = [
        (written, code)
        for length in range(len(folded) - 1, len(folded) + 2)
        for known, written, code in _wordings().get(length, ())
        if _swapped(folded, known) or (len(folded) >= _TRUSTED and _one_off(folded, known))
    ]
    return near[0] if len({code for _, code in near}) == 1 else None


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters stand in each other's place."""
    if len(one) != len(other):
        return False
    unlike = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1 and one[unlike[0]] == other[unlike[1]] and (
        one[unlike[1]] == other[unlike[0]]
    )  # fmt: skip


def _one_off(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, the first one apart."""
    if one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _because(says: str, because: str) -> str:
    return f"{says}, because of {because}" if because else says
