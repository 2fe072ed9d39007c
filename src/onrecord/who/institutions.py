"""Institutions by pattern: ministries, forces, parliaments, courts, police, agencies, outlets, organisations."""

from __future__ import annotations

import re

from onrecord.codebook.countries import name_of
from onrecord.codebook.gazetteer import fold
from onrecord.model import Candidate
from onrecord.who.lexicon import place_iso3
from onrecord.who.scene import Draft, Phrase, Scene, Sighting

_NAMED = {
    "media": "media", "group": "organization", "agency": "organization", "partyword": "organization",
    "unionword": "organization", "organ": "organization", "militia": "armed_group", "unit": "military",
    "ministry": "organization",
}  # fmt: skip
_NAMED_KINDS = frozenset(("government", "military", "organization", "media"))
_CONGRESSES = frozenset((
    "USA", "ARG", "BRA", "CHL", "COL", "MEX", "PER", "PHL", "BOL", "PRY", "HND", "GTM", "ESP", "FSM", "PLW",
))  # fmt: skip
"""States whose legislature is called a congress; elsewhere a congress is a meeting."""
_INSTITUTIONS = frozenset(("organ", "ministry", "agency", "government", "forceword"))


def find(scene: Scene) -> None:
    """Give every institution phrase its entity; back-references ("the ministry") take an earlier one."""
    earlier = Earlier(scene)
    for head in sorted(scene.phrases):
        phrase = scene.phrases[head]
        earlier.upto(head)
        if phrase.entity is not None or (phrase.noun.kind not in _NAMED and phrase.noun.kind not in _INSTITUTIONS):
            continue
        if _by_name(scene, phrase) or _by_country(scene, phrase):
            _alias(scene, phrase)
        elif phrase.definite and not phrase.plural:
            _back(scene, phrase, earlier)


class Earlier:
    """The institutions named before a token, kept while the report is read from left to right."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._heads = sorted(scene.phrases)
        self._next = self._at = 0
        self._phrases: dict[str, dict[tuple[str, str], None]] = {}
        self._names: dict[str, Sighting] = {}

    def upto(self, head: int) -> None:
        """Take in all that stands before a token."""
        scene = self._scene
        while self._next < len(self._heads) and self._heads[self._next] < head:
            phrase = scene.phrases[self._heads[self._next]]
            if phrase.entity:
                self._phrases.setdefault(phrase.noun.word, {})[phrase.entity, phrase.noun.slug] = None
            self._next += 1
        for sighting in scene.cover[self._at : head]:
            if sighting is not None and sighting.key is not None and sighting.kind in _NAMED_KINDS:
                self._names.setdefault(sighting.key, sighting)
        self._at = max(self._at, head)

    def of(self, word: str, slug: str) -> list[str]:
        """Those that a noun can mean."""
        pairs = self._phrases.get(word, {})
        found = dict.fromkeys(key for key, other in pairs if not slug or other == slug)
        found |= dict.fromkeys(key for key, sighting in self._names.items() if _same_kind(sighting, word, slug))
        return list(found)


def _by_name(scene: Scene, phrase: Phrase) -> bool:
    """ "the Sora news agency", "Volta Press", "Radio Alta"."""
    kind = _NAMED.get(phrase.noun.kind)
    if kind is None or phrase.plural:
        return False
    tokens, parsed = scene.tokens, scene.parsed
    lo = phrase.first
    while lo > phrase.lo and _naming(scene, lo - 1):
        lo -= 1
    capital = tokens[phrase.head].text[0].isupper() and tokens[phrase.head].pos == "PROPN"
    hi = phrase.head + 1
    if lo == phrase.first:
        after = hi
        if capital and after < len(tokens) and tokens[after].lower in ("of", "for") and phrase.noun.kind != "ministry":
            after += 1
            if after < len(tokens) and tokens[after].lower == "the":
                after += 1
        elif not (capital and phrase.noun.kind == "media"):
            return False
        if (
            after >= len(tokens)
            or scene.cover[after] is not None
            or not _naming(scene, after)
            or (after == hi and hi == lo + 1 and phrase.noun.kind != "media")
        ):
            return False
        while after < len(tokens) and scene.cover[after] is None and _naming(scene, after):
            after += 1
        hi = after
    name = parsed.words(lo, hi if capital else phrase.first)
    if phrase.noun.kind not in ("media", "group", "partyword") and place_iso3(parsed.words(lo, phrase.first)):
        return False
    code = phrase.iso3[0] if phrase.iso3 else None
    short = re.sub(r"[^\w]+", "-", fold(name)).strip("-")
    _make(scene, Draft(f"{kind}:{short}", name, kind, code, phrase.sectors), phrase, (lo, max(hi, phrase.head + 1)))
    return True


def _naming(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return (
        scene.cover[i] is None
        and token.pos == "PROPN"
        and token.text[0].isupper()
        and i not in scene.phrases
        and token.lower not in ("mr.", "mrs.", "ms.")
    )


def _by_country(scene: Scene, phrase: Phrase) -> bool:
    """ "Russia's foreign ministry", "the Israeli military", "the government of Chad"."""
    kind = phrase.noun.kind
    if len(phrase.iso3) != 1 or kind not in _INSTITUTIONS or phrase.inside:
        return False
    iso3 = phrase.iso3[0]
    if phrase.noun.word == "congress" and iso3 not in _CONGRESSES:
        phrase.sectors = ()
        return False
    if phrase.owner is not None and not phrase.owner.startswith(("country:", "military:", "government:")):
        return False
    if kind == "government":
        if not _national(scene, phrase):
            return False
        phrase.sectors = ("GOV",)
        _make(
            scene,
            Draft(f"country:{iso3}", name_of(iso3), "country", iso3, ("GOV",)),
            phrase,
            (phrase.lo, phrase.head + 1),
        )
        return True
    if kind == "forceword" and (not phrase.plural or phrase.sectors[:1] != ("MIL",) or not _national(scene, phrase)):
        return False
    slug, entity = phrase.noun.slug, phrase.noun.entity
    if kind == "forceword":
        entity = "military"
    land = _land(scene, phrase)
    if kind == "organ" and not _national(scene, phrase):
        return False
    if kind in ("ministry", "agency") and not slug:
        if kind == "ministry" or phrase.plural:
            return False
        own = scene.parsed.words(_own_first(scene, phrase), phrase.head + 1)
        if own.lower() == phrase.noun.word:
            return False
        slug, entity = re.sub(r"[^\w]+", "-", fold(own)).strip("-"), "government"
    slug = f"{land}-{slug}" if land and kind in ("ministry", "agency") else slug  # Gaza's ministry is not the state's
    key = f"{entity}:{iso3}" + (f"/{slug}" if slug else "")
    _make(scene, Draft(key, _name(scene, phrase), entity, iso3, phrase.sectors), phrase, (phrase.lo, phrase.hi))
    return True


def _national(scene: Scene, phrase: Phrase) -> bool:
    """Whether the institution is the state's own: no city or region, no qualifying name stands before it."""
    for i in (*range(phrase.lo, phrase.first), *range(phrase.head + 1, phrase.hi)):
        token = scene.tokens[i]
        sighting = scene.cover[i]
        if sighting is None and i < phrase.first and token.pos == "PROPN" and i not in scene.phrases:
            return False
        if sighting is not None and sighting.form == "part":
            return False
        if sighting is not None and sighting.kind == "people":
            return False
    return True


def _land(scene: Scene, phrase: Phrase) -> str | None:
    """The land within a state that an institution is called after, as its id has it ("gaza")."""
    for i in (*range(phrase.lo, phrase.first), *range(phrase.head + 1, phrase.hi)):
        sighting = scene.cover[i]
        if sighting is not None and sighting.form == "part" and sighting.key is not None:
            return str(sighting.key).partition(":")[2]
    return None


def _own_first(scene: Scene, phrase: Phrase) -> int:
    at = phrase.first
    while at - 1 >= phrase.lo and scene.cover[at - 1] is None and scene.tokens[at - 1].pos in ("NOUN", "ADJ", "PROPN"):
        at -= 1
    return at


def _name(scene: Scene, phrase: Phrase) -> str:
    named = (i for i in range(phrase.lo, phrase.first) if scene.cover[i] is not None)
    return scene.parsed.words(next(named, phrase.first), phrase.hi)


def _make(scene: Scene, entity: Draft, phrase: Phrase, span: tuple[int, int]) -> None:
    known = scene.drafts.setdefault(entity.key, entity)
    phrase.entity = entity.key
    if not phrase.iso3 and known.iso3:
        phrase.iso3 = (known.iso3,)
    scene.note(
        (phrase.lo, phrase.hi),
        f"institution {known.key}",
        "who.institution",
        f"“{phrase.noun.word}” with its name or country",
    )
    lo = span[0]
    while scene.tokens[lo].pos == "DET" and lo < phrase.head:
        lo += 1
    scene.mention(entity.key, lo, max(span[1], lo + 1), "role" if known.kind == "country" else "name")


def _alias(scene: Scene, phrase: Phrase) -> None:
    """An acronym in brackets after a name: "Kurdish National Front (KNF)"."""
    tokens = scene.tokens
    at = phrase.hi
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        short = tokens[at + 1].text
        if short.isupper() and 2 <= len(short) <= 8 and scene.cover[at + 1] is None and phrase.entity:
            draft = scene.drafts[phrase.entity]
            for i, token in enumerate(tokens):
                if token.text == short and scene.cover[i] is None:
                    scene.cover[i] = Sighting(
                        i, i + 1, draft.key, draft.name, draft.kind, draft.iso3, draft.sectors, "acronym"
                    )


def _back(scene: Scene, phrase: Phrase, earlier: Earlier) -> None:
    """ "the ministry", "the agency" after exactly one of its kind."""
    if phrase.iso3 and phrase.noun.kind != "media":
        return
    word = phrase.noun.word
    found = earlier.of(word, phrase.noun.slug)
    if len(found) == 1:
        draft = scene.drafts.get(found[0])
        if draft is None:
            return
        phrase.entity, phrase.inferred = found[0], True
        phrase.iso3 = (draft.iso3,) if draft.iso3 else ()
        phrase.sectors = draft.sectors or phrase.sectors
        scene.mention(found[0], phrase.head, phrase.head + 1, "role")
        scene.note((phrase.lo, phrase.hi), f"{draft.name} again", "who.back-reference", f"the only “{word}” before it")
    elif len(found) > 1:
        names = [scene.drafts[key] for key in found if key in scene.drafts]
        phrase.candidates = tuple(Candidate(d.key, d.name, d.iso3) for d in names)
        scene.abstain((phrase.lo, phrase.hi), "several candidates: " + ", ".join(d.name for d in names))


def _same_kind(sighting: Sighting, word: str, slug: str) -> bool:
    if slug and sighting.key is not None and sighting.key.endswith("/" + slug):
        return True
    return fold(sighting.name).endswith(word) or (word == "network" and sighting.kind == "media")
