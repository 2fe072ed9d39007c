"""Organisations whose names hold a country or a people: "the Sudan Relief Campaign", "Friends of Nepal".

Such a body is not the country. Its country is inferred where an adjective or a word behind the name tells it, and
unknown where the name only says what the body cares for.
"""

from __future__ import annotations

import re

from onrecord.codebook.gazetteer import fold
from onrecord.who.lexicon import words
from onrecord.who.scene import Scene, Sighting

_LINKS = frozenset(("of", "for", "and", "on", "&"))
_CIVIC = frozenset(("rights", "relief", "humanitarian", "charity", "victims"))
_SECTORS = {"institute": ("EDU",), "think-tank": ("EDU",)}


def find(scene: Scene) -> None:
    """Cover every such name as one sighting; runs before role nouns are looked for."""
    tokens = scene.tokens
    for token in tokens:
        if token.lower not in words("body_noun") and token.lower not in words("people_body"):
            continue
        if not token.text[0].isupper() or scene.cover[token.i] is not None:
            continue
        bounds = scene.parsed.sentences[token.sentence]
        lo, hi = _left(scene, token.i, bounds.lo), _right(scene, token.i, bounds.hi)
        if _shouted(scene, bounds.lo, bounds.hi):
            continue
        inner = _inner(scene, lo, hi)
        friends = token.lower == "friends" and hi > token.i + 2 and tokens[token.i + 2].pos == "PROPN"
        if not (inner or friends) or not _is_body(scene, token.i, lo, hi, inner):
            continue
        _cover(scene, token.i, lo, hi, inner)


def _capital(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.text[0].isupper() and token.pos in ("PROPN", "ADJ", "NOUN") and token.lower not in words("no_body")


def _left(scene: Scene, head: int, first: int) -> int:
    tokens, lo = scene.tokens, head
    while lo - 1 >= first:
        before = tokens[lo - 1]
        if before.text == "'s" or before.text == "’s":
            owner = scene.cover[lo - 2] if lo - 2 >= first else None
            people = tokens[lo - 2].lower in ("people", "women", "workers", "children", "peoples", "farmers")
            if owner is not None or not people or not tokens[lo - 2].text[0].isupper():
                break
            lo -= 2
        elif _capital(scene, lo - 1) and not tokens[lo - 1].lower.endswith("."):
            lo -= 1
        else:
            break
    return lo


def _right(scene: Scene, head: int, end: int) -> int:
    tokens, hi = scene.tokens, head + 1
    while hi < end:
        sighting = scene.cover[hi]
        if sighting is not None and sighting.kind == "country" and tokens[hi].text.isupper() and hi == head + 1:
            hi = sighting.hi
            continue
        at = hi
        if tokens[at].lower in _LINKS and tokens[at].text != "and":
            at += 1
            if at < end and tokens[at].lower == "the":
                at += 1
            if at < end and tokens[at].text[0].isupper() and tokens[at].pos in ("PROPN", "NOUN", "ADJ"):
                hi = at + 1
                while hi < end and (_capital(scene, hi) or (tokens[hi].text == "and" and _after_and(scene, hi, end))):
                    hi += 1
                continue
        break
    return hi


def _after_and(scene: Scene, i: int, end: int) -> bool:
    return i + 1 < end and _capital(scene, i + 1) and scene.cover[i + 1] is None


def _shouted(scene: Scene, lo: int, hi: int) -> bool:
    """A headline in capitals tells nothing about names."""
    parts = [t for t in scene.tokens[lo:hi] if len(t.text) > 3 and t.text[0].isalpha()]
    if any(t.pos == "VERB" and t.text.islower() for t in scene.tokens[lo:hi]):
        return False
    return len(parts) > 3 and sum(t.text[0].isupper() for t in parts) > 0.8 * len(parts)


def _inner(scene: Scene, lo: int, hi: int) -> list[Sighting]:
    found: list[Sighting] = []
    for sighting in scene.cover[lo:hi]:
        if sighting is not None and sighting.kind in ("country", "place", "people") and sighting not in found:
            found.append(sighting)
    return found


def _is_body(scene: Scene, head: int, lo: int, hi: int, inner: list[Sighting]) -> bool:
    tokens = scene.tokens
    word = tokens[head].lower
    if any(s is not None and s not in inner for s in scene.cover[lo:hi]):
        return False
    if word == "friends":
        proper = tokens[head].pos == "PROPN" or head != scene.parsed.sentences[tokens[head].sentence].lo or bool(inner)
        return lo == head and proper and hi > head + 1 and (hi >= len(tokens) or tokens[hi].tag != "POS")
    if word in words("body_noun"):
        return True
    behind = inner[-1].lo == head + 1
    return behind or any(s.kind == "people" for s in inner)


def _cover(scene: Scene, head: int, lo: int, hi: int, inner: list[Sighting]) -> None:
    tokens = scene.tokens
    name = scene.parsed.words(lo, hi)
    short = re.sub(r"[^\w]+", "-", fold(name)).strip("-")
    lower = {token.lower for token in tokens[lo:hi]}
    word = tokens[head].lower
    sectors: tuple[str, ...] = ("OPP",) if "opposition" in lower else _SECTORS.get(word, ())
    if not sectors and (word in words("civic_noun") or lower & _CIVIC):
        sectors = ("SOC",)
    telling = [s for s in inner if s.iso3 and (s.form == "demonym" or s.lo == head + 1)]
    code = telling[-1].iso3 if telling else None
    sighting = Sighting(lo, hi, f"organization:{short}", name, "organization", code, sectors, "body")
    for i in range(lo, hi):
        scene.cover[i] = sighting
    scene.note((lo, hi), f"organization:{short}", "who.body", f"“{tokens[head].text}” heads the name, not the country")
