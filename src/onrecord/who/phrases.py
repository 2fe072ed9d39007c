"""Role and institution phrases: "two U.S. officials", "a German economy ministry spokeswoman", "Sudan's army chief".

A phrase is read from its role noun outwards: modifiers to the left (country, organisation, "former"), then what
hangs on it to the right ("of Kherson", "for the foreign ministry").
"""

from __future__ import annotations

from onrecord.codebook.gazetteer import Match
from onrecord.codebook.sectors import RoleNoun, domains, roles
from onrecord.language import Token
from onrecord.who.modifiers import left, right
from onrecord.who.scene import Phrase, Scene

_ELITE = frozenset(("office", "minister", "leader", "person", "regional", "inherit", "speaks", "rank", "officer"))


_PUBLIC = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "IGO", "OPP", "ELI", "PRE"))
"""Sectors whose offices make somebody one of the elite once they are left."""


def scan(scene: Scene) -> dict[int, Match[RoleNoun]]:
    """Every role noun outside known names, by the index of its head word."""
    tokens = scene.tokens
    table = roles()
    found: dict[int, Match[RoleNoun]] = {}
    for sentence in scene.parsed.sentences:
        at = sentence.lo
        while at < sentence.hi:
            if scene.cover[at] is not None:
                at += 1
                continue
            match = table.longest(tokens, at, min(sentence.hi, at + 6))
            if match is None or any(scene.cover[i] is not None for i in range(at, match.hi)):
                at += 1
                continue
            head = at + match.values[0].head
            if _nominal(tokens, tokens[head], match):
                found[head] = match
                at = match.hi
            else:
                at += 1
    return found


def _nominal(tokens: tuple[Token, ...], token: Token, match: Match[RoleNoun]) -> bool:
    """Whether the word is used as a noun (many role nouns are verbs or adjectives too)."""
    if match.hi - match.lo > 1:
        return token.pos not in ("VERB", "AUX") or token.tag == "VBG"
    kind = match.values[0].kind
    if token.lower in _LEADING and token.dep in ("compound", "amod", "nmod") and _leads(tokens, token.i):
        return False
    if kind == "title":
        return token.text[0].isupper() and token.pos == "PROPN"
    if token.pos in ("NOUN", "PROPN"):
        return True
    return token.tag in ("NN", "NNS", "NNP", "NNPS") or (kind == "crowd" and token.lower == "displaced")


_LEADING = frozenset(("deputy", "chief", "head", "staff", "press", "state", "general", "major", "private", "national"))


def _leads(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a word such as "deputy" only leads to the role noun behind it ("deputy foreign minister")."""
    for at in range(i + 1, min(i + 4, len(tokens))):
        if tokens[at].pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        if roles().longest(tokens, at, at + 1) is not None and tokens[at].lower not in _LEADING:
            return True
    return False


def read(scene: Scene, found: dict[int, Match[RoleNoun]]) -> None:
    """Read every role noun's phrase, left to right, so that a phrase can lean on the one inside it."""
    for head, match in sorted(found.items()):
        phrase = _phrase(scene, head, match)
        if phrase is not None:
            scene.phrases[head] = phrase
    for phrase in scene.phrases.values():
        _apposed(scene, phrase)
    for head in sorted(found, reverse=True):
        phrase = scene.phrases.get(head)
        if phrase is not None:
            right(scene, phrase)
            settle_former(phrase)


def _phrase(scene: Scene, head: int, match: Match[RoleNoun]) -> Phrase | None:
    noun = match.values[0]
    phrase = Phrase(match.lo, match.hi, head, match.lo, noun, noun.sectors, plural=noun.plural)
    _domain(scene, phrase)
    left(scene, phrase)
    return phrase


def _domain(scene: Scene, phrase: Phrase) -> None:
    """ "foreign" before "minister", "of Defence" after it."""
    kind = phrase.noun.kind
    if kind not in ("minister", "ministry", "inherit", "speaks", "agency"):
        return
    tokens = scene.tokens
    table = domains()
    for length in (2, 1):
        lo = phrase.first - length
        if lo >= 0:
            words = " ".join(token.lower for token in tokens[lo : phrase.first])
            if words in table and (kind in ("minister", "ministry") or length == 1):
                if kind == "agency" and words != "intelligence":
                    return
                phrase.first = phrase.lo = lo
                _take_domain(phrase, words)
                return
    at = phrase.hi
    if kind in ("minister", "ministry") and at + 1 < len(tokens) and tokens[at].lower in ("of", "for"):
        at += 2 if tokens[at + 1].lower == "the" else 1
        for length in (2, 1):
            words = " ".join(token.lower for token in tokens[at : at + length])
            if words in table:
                phrase.hi = at + length
                if phrase.hi < len(tokens) and tokens[phrase.hi].lower == "affairs":
                    phrase.hi += 1
                _take_domain(phrase, words)
                return


def _take_domain(phrase: Phrase, words: str) -> None:
    slug, sectors = domains()[words]
    kind = phrase.noun.kind
    base = ("GOV",) if kind in ("minister", "ministry") or not sectors else sectors[:1]
    phrase.sectors = tuple(dict.fromkeys(base + sectors))
    if kind == "ministry":
        phrase.noun = phrase.noun._replace(slug=slug, entity="government")
    elif kind in ("minister", "inherit", "speaks"):
        phrase.noun = phrase.noun._replace(slug=slug)
        if kind != "minister":
            phrase.sectors = ("GOV", *sectors) if not sectors else tuple(dict.fromkeys((*sectors, "GOV")))


def _apposed(scene: Scene, phrase: Phrase) -> None:
    """What an apposition says of a body goes before what its noun suggests: "..., the main opposition group,"."""
    tokens = scene.tokens
    if phrase.noun.kind not in ("agency", "group", "organ") or not tokens[phrase.head].text[0].isupper():
        return
    at = phrase.head + 2
    near = range(at, min(at + 8, len(tokens))) if at < len(tokens) and tokens[at - 1].text == "," else ()
    for i in (*tokens[phrase.head].children, *near):
        other = scene.phrases.get(i)
        if other is None or other.noun.kind != "group" or not other.sectors:
            continue
        if tokens[i].dep == "appos" or (other.lo == at and tokens[i + 1 : i + 2] and tokens[i + 1].text in ",."):
            phrase.sectors = other.sectors
            return


def settle_former(phrase: Phrase) -> None:
    """Whoever no longer holds an office is of the elite, not of the government; a former teacher is neither."""
    if phrase.former and phrase.noun.kind in _ELITE:
        public = not phrase.sectors or any(code in _PUBLIC for code in phrase.sectors)
        phrase.sectors = ("ELI",) if public else ()


def owned_by_people(scene: Scene) -> None:
    """ "Erdogan's spokesman", "the Assad regime": country, and where left open the sector, of the person."""
    for head in sorted(scene.phrases):
        phrase = scene.phrases[head]
        if phrase.iso3 or phrase.noun.kind in ("document", "allies", "nation"):
            continue
        for sighting in scene.cover[phrase.lo : phrase.first]:
            draft = scene.drafts.get(sighting.key or "") if sighting is not None and sighting.kind == "person" else None
            if draft is None or draft.key == phrase.entity or draft.iso3 is None:
                continue
            phrase.iso3, phrase.inferred = (draft.iso3,), True
            if not phrase.sectors and phrase.noun.kind in ("speaks", "inherit"):
                phrase.sectors = draft.sectors
            holder = scene.drafts.get(phrase.entity) if phrase.entity else None
            if holder is not None and holder.iso3 is None:
                holder.iso3, holder.sectors = draft.iso3, holder.sectors or phrase.sectors
            break


def lean(scene: Scene) -> None:
    """Phrases that a resolved pronoun owns take its country: "its air defenses", "their defence chiefs"."""
    for head in sorted(scene.phrases):
        phrase = scene.phrases[head]
        if phrase.iso3 or phrase.entity is not None or phrase.noun.kind == "allies":
            continue
        for i in range(phrase.lo, phrase.first):
            referent = scene.resolved.get(i)
            if referent is None:
                continue
            drafts = [scene.drafts[key] for key in referent.keys]
            codes = referent.phrase.iso3 if referent.phrase else tuple(d.iso3 for d in drafts if d.iso3)
            phrase.iso3 = tuple(dict.fromkeys(codes))
            phrase.inferred = True
            if not phrase.sectors and drafts:
                phrase.sectors = drafts[0].sectors
