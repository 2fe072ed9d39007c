"""Finds the names that the tables know, and leaves out what only looks like one."""

from __future__ import annotations

import re

from onrecord.codebook.countries import name_of
from onrecord.codebook.gazetteer import Gazetteer, Match, fold
from onrecord.codebook.offices import given_names
from onrecord.codebook.sectors import roles
from onrecord.codebook.shared_names import Sharer, sharers, verdict, witnesses
from onrecord.language import Parsed, Token
from onrecord.who.lexicon import Known, names, sectors_at, words
from onrecord.who.scene import Draft, Scene, Sighting

_ENGLISH_WHEN_SHOUTED = frozenset(
    ("IS", "US", "WHO", "AU", "AP", "PAP", "RAI", "ERA", "AA", "IRA", "MAP", "ALBA", "AP")
)
_MENTION_FORM = {
    "name": "name", "acronym": "acronym", "demonym": "demonym", "people": "demonym", "capital": "metonym",
    "seat": "metonym", "part": "name", "person": "name", "body": "name",
}  # fmt: skip


def shouted(parsed: Parsed) -> tuple[bool, ...]:
    """For each sentence, whether it is written in capitals alone."""
    found = []
    for sentence in parsed.sentences:
        words = [token.text for token in parsed.tokens[sentence.lo : sentence.hi] if token.text.isalpha()]
        loud = sum(word.isupper() and len(word) > 1 for word in words)
        found.append(len(words) > 2 and loud > 0.6 * len(words))
    return tuple(found)


def sight(scene: Scene) -> None:
    """Cover tokens with the names of the tables, the longest first from the left."""
    tokens = scene.tokens
    table = names()
    outlet = _outlet(scene)
    loud = shouted(scene.parsed)
    at, end = 0, len(tokens)
    seen: set[str | None] = set()
    borne: set[str] = set()
    open_: set[str] = set()
    told: dict[Sharer, str] | None = None
    while at < end:
        match = table.longest(tokens, at, min(end, at + 12)) or outlet.longest(tokens, at) or _dashed(tokens[at])
        if match is None:
            at += 1
            continue
        known = _choose(seen, match.values)
        if known.kind == "country" and sharers().get(fold(tokens[at].text)) and match.hi == at + 1:
            told = witnesses(tokens) if told is None else told
            meant, nobody = _shared(scene, match, told)
            if meant is None:
                if nobody is not None and nobody.others and not _in_a_name(tokens, match, known):
                    scene.cover[at] = nobody
                    if fold(nobody.name) not in open_:
                        open_.add(fold(nobody.name))
                        scene.abstain(
                            (at, match.hi), "two states share the name: " + ", ".join(map(_told, nobody.others))
                        )
                at = match.hi
                continue
            known = meant
        if known.key in _SHARED and _another(scene, match.lo, known):
            at = match.hi
            continue
        if _in_a_name(tokens, match, known) or _surname(tokens[at], match, borne):
            borne.add(tokens[match.hi - 1].text)
            at = match.hi
            continue
        if known.form == "demonym" and _language(tokens, match.lo, match.hi):
            at = match.hi
            continue
        if match.hi - match.lo == 1 and loud[tokens[at].sentence] and tokens[at].text in _ENGLISH_WHEN_SHOUTED:
            at += 1
            continue
        others = tuple(dict.fromkeys(other.key for other in match.values if other.key != known.key))
        sighting = Sighting(
            match.lo,
            match.hi,
            None if known.key == "none" else known.key,
            known.name,
            known.kind,
            known.iso3,
            sectors_at(known.sectors, scene.date),
            known.form,
            others=others,
        )
        for i in range(match.lo, match.hi):
            scene.cover[i] = sighting
        seen.add(sighting.key)
        at = match.hi


def _shared(scene: Scene, match: Match[Known], told: dict[Sharer, str]) -> tuple[Known | None, Sighting | None]:
    """Whom a name that two states share means: a state, or a sighting of nobody."""
    word = " ".join(token.text for token in scene.tokens[match.lo : match.hi])
    found = verdict(word, told)
    if found is None:
        return match.values[0], None
    if found.meant is not None and found.meant.entity:
        known = next(known for known in match.values if known.key == found.meant.entity)
        scene.note((match.lo, match.hi), known.name, "who.shared-name", found.because)
        return known, None
    others = tuple(sharer.entity for sharer in found.sharers) if found.meant is None else ()
    return None, Sighting(match.lo, match.hi, None, word, "none", None, (), match.values[0].form, others=others)


_SHARED = frozenset((
    "igo:un-security-council", "igo:un-general-assembly", "government:USA/congress", "organization:civic-solidarity",
))  # fmt: skip
"""Bodies whose short names are the names of many others too."""


def _another(scene: Scene, lo: int, known: Known) -> bool:
    """Whether a country or a name before it makes it another body: "Iran's Security Council", "Tamil Congress"."""
    tokens = scene.tokens
    at = lo - 2 if lo and tokens[lo - 1].tag == "POS" else lo - 1
    if at < 0 or tokens[at].sentence != tokens[lo].sentence:
        return False
    before = scene.cover[at]
    if before is not None:
        return before.iso3 not in (known.iso3, None)
    return at == lo - 1 and tokens[at].text[0].isupper() and tokens[at].pos == "PROPN"


def _in_a_name(tokens: tuple[Token, ...], match: Match[Known], known: Known) -> bool:
    """Whether one word is a part of somebody's name: "Abdel Fatah al-Sisi", "Michael Jordan", "Chad Orlan"."""
    token = tokens[match.lo]
    if known.form == "demonym" and match.hi - match.lo == 1:
        return _family_name(tokens, match.lo)
    if match.hi - match.lo != 1 or known.form not in ("name", "part") or token.pos != "PROPN" or token.text.isupper():
        return False
    before = tokens[match.lo - 1] if match.lo else None
    given = before is not None and before.pos == "PROPN" and given_names().get(fold(before.text), "") in ("m", "f")
    after = tokens[match.hi] if match.hi < len(tokens) else None
    if given and before is not None and before.head in (token.i, token.head) and before.dep == "compound":
        return known.kind == "country" or (after is not None and after.lower in ("al", "el", "bin", "abu"))
    if before is not None and before.pos == "PROPN" and after is not None and after.lower in ("al", "el"):
        return before.dep == "compound" and known.kind in ("organization", "armed_group", "media")
    if known.kind != "country" or fold(token.text) not in given_names() or after is None or before is None:
        return False
    return (
        token.dep == "compound"
        and token.head == after.i
        and after.pos == "PROPN"
        and after.text[0].isupper()
        and not after.text.isupper()
        and after.lower not in words("not_person") | words("site_noun")
        and roles().longest(tokens, after.i, after.i + 1) is None
        and not names().longest(tokens, after.i, after.i + 1)
    )


def _family_name(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether an adjective of a country is a surname: "Botan English said"."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    if before is None or token.pos != "PROPN" or token.dep in ("compound", "amod", "nmod"):
        return False
    return before.pos == "PROPN" and before.dep == "compound" and before.head == i and before.text.istitle()


def _surname(token: Token, match: Match[Known], borne: set[str]) -> bool:
    """Whether a country's word is a surname that the report has given somebody before."""
    if match.hi - match.lo != 1 or token.text not in borne or token.pos != "PROPN":
        return False
    return token.dep in ("nsubj", "nsubjpass", "poss", "agent", "appos")


def _language(tokens: tuple[Token, ...], lo: int, hi: int) -> bool:
    """Whether a demonym names a language: "English-speaking", "in French", "speaks Russian"."""
    if hi + 1 < len(tokens) and tokens[hi].text == "-" and tokens[hi + 1].lower in ("language", "speaking", "speakers"):
        return True
    token = tokens[lo]
    if hi < len(tokens) and tokens[hi].lower in ("language", "translation", "lessons"):
        return True
    head = tokens[token.head]
    if token.dep == "pobj":
        return head.lower in ("in", "into", "from") and head.head != head.i
    return token.dep == "dobj" and head.lemma in words("language_verb")


def _outlet(scene: Scene) -> Gazetteer[Known]:
    """The report's own outlet, which its text may name."""
    found: Gazetteer[Known] = Gazetteer()
    name = (scene.parsed.report.outlet or "").strip()
    if name and name[0].isupper() and not names().get(name):
        short = re.sub(r"[^\w]+", "-", fold(name)).strip("-")
        found.add(name, Known(f"media:{short}", name, "media", None, "JRN", "name"))
    return found


def _told(key: str) -> str:
    return name_of(key.partition(":")[2])


def _dashed(token: Token) -> Match[Known] | None:
    """A name behind the dash that wire headlines put before a source: "-S.Korea military"."""
    if token.text[0] not in "-–—" or len(token.text) < 4:
        return None
    values = names().get(token.text.lstrip("-–—"))
    return Match(token.i, token.i + 1, values) if values else None


def _choose(seen: set[str | None], values: tuple[Known, ...]) -> Known:
    """The first value whose entity the report has named already, else the first."""
    if len(values) == 1:
        return values[0]
    return next((known for known in values if known.key in seen), values[0])


def draft(scene: Scene, sighting: Sighting) -> Draft | None:
    """The drafted entity of a sighting, made where it is the first."""
    if sighting.key is None:
        return None
    entity = scene.drafts.get(sighting.key)
    if entity is None:
        entity = Draft(sighting.key, sighting.name, sighting.kind, sighting.iso3, sighting.sectors)
        scene.drafts[sighting.key] = entity
    return entity


def mention_form(sighting: Sighting) -> str:
    """The contract's word for how a sighting names its entity."""
    return _MENTION_FORM[sighting.form]
