"""Role and institution phrases: "two U.S. officials", "a German economy ministry spokeswoman", "Sudan's army chief".

A phrase is read from its role noun outwards: modifiers to the left (country, organisation, "former"), then what
hangs on it to the right ("of Kherson", "for the foreign ministry").
"""

from __future__ import annotations

from onrecord.codebook.gazetteer import Match
from onrecord.codebook.sectors import RoleNoun, domains, roles
from onrecord.language import Token
from onrecord.who.lexicon import place_iso3
from onrecord.who.scene import Phrase, Scene, Sighting

FORMER = frozenset(
    ("former", "ex", "ousted", "deposed", "retired", "onetime", "one-time", "erstwhile", "late", "ex-", "exiled")
)
_LEFT_POS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART"))
_OWNING = frozenset(("of", "for", "at", "with", "from"))
_INSIDE = frozenset(("in", "on", "inside", "across", "near"))
TIME_WORDS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday",
    "tomorrow",
))  # fmt: skip
_ELITE = frozenset(("office", "minister", "leader", "person", "regional", "inherit", "speaks", "rank", "officer"))


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
    for head in sorted(found, reverse=True):
        phrase = scene.phrases.get(head)
        if phrase is not None:
            _right(scene, phrase)
            settle_former(phrase)


def _phrase(scene: Scene, head: int, match: Match[RoleNoun]) -> Phrase | None:
    noun = match.values[0]
    phrase = Phrase(match.lo, match.hi, head, match.lo, noun, noun.sectors, plural=noun.plural)
    _domain(scene, phrase)
    _left(scene, phrase)
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


def _left(scene: Scene, phrase: Phrase) -> None:
    """Walk left over the modifiers."""
    tokens = scene.tokens
    sentence = scene.parsed.sentences[tokens[phrase.head].sentence]
    at = phrase.first - 1
    codes: list[str] = []
    owner: Phrase | Sighting | None = None
    while at >= sentence.lo:
        token = tokens[at]
        sighting = scene.cover[at]
        if not _modifies(scene, at, phrase):
            break
        if token.lower in FORMER:
            phrase.former = True
        if token.pos == "DET" or token.tag == "PRP$":
            phrase.lo = at
            phrase.definite = token.lower in ("the", "this", "that") or token.tag == "PRP$"
            if token.tag == "PRP$":
                phrase.definite = True
            break
        inner = scene.phrases.get(at) or _ending(scene, at)
        if sighting is not None:
            at = sighting.lo
            if sighting.iso3 and sighting.kind != "none" and sighting.iso3 not in codes:
                if owner is None or sighting.kind == "country" or not codes:
                    codes.insert(0, sighting.iso3)
            if (owner is None and sighting.key is not None and sighting.kind not in ("country", "place", "people")) or (
                sighting.form in ("capital", "seat") and owner is None
            ):
                owner = sighting
        elif inner is not None:
            at = inner.lo
            phrase.former = phrase.former or (inner.former and not _possessed(scene, inner))
            if owner is None and inner.noun.kind not in ("crowd", "someone"):
                owner = inner
            codes[:0] = [code for code in inner.iso3 if code not in codes]
        phrase.lo = at
        at -= 1
    phrase.iso3 = tuple(codes) if phrase.noun.kind != "allies" else ()
    if phrase.noun.kind == "allies":
        return
    if owner is not None:
        _belong(phrase, owner)
    elif not codes:
        _place_before(scene, phrase)


def _ending(scene: Scene, at: int) -> Phrase | None:
    """A phrase that ends with this token in an "of ..." ("Ministry of Defence spokesman")."""
    for head in range(max(0, at - 4), at):
        phrase = scene.phrases.get(head)
        if phrase is not None and phrase.hi == at + 1 and phrase.noun.slug:
            return phrase
    return None


def _possessed(scene: Scene, phrase: Phrase) -> bool:
    return phrase.hi < len(scene.tokens) and scene.tokens[phrase.hi].tag == "POS"


def _modifies(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether the token leads into the phrase on its right."""
    token = scene.tokens[at]
    if token.text in ("-", "–") or token.tag in ("POS", "HYPH"):
        return at > 0
    if token.lower in TIME_WORDS:
        return False
    sighting = scene.cover[at]
    if sighting is not None:
        last = scene.tokens[sighting.hi - 1]
        return last.head > at or token.head > at
    if token.pos in _LEFT_POS:
        return token.head > at or token.pos == "DET"
    return token.dep == "amod" and token.head > at


_INHERITING = frozenset(("inherit", "speaks", "rank", "officer", "force", "forceword", "fighter", "unit", "leader"))
_PRESIDING = frozenset((
    "president", "vice president", "chancellor", "secretary general", "secretary-general", "leadership", "government",
    "first secretary", "treasurer", "community leader",
))  # fmt: skip


def _governmental(owner: Phrase | Sighting) -> bool:
    """Whether an owner is a state or its government, whose president is a head of state."""
    if isinstance(owner, Phrase):
        return owner.noun.kind in ("government", "nation", "organ", "ministry")
    return owner.kind in ("country", "government", "place")


def _belong(phrase: Phrase, owner: Phrase | Sighting) -> None:
    """Take sector and country from the organisation where the role noun leaves them open."""
    if isinstance(owner, Phrase):
        sectors, key, iso3 = owner.sectors, owner.entity, owner.iso3
    else:
        sectors, key, iso3 = owner.sectors, owner.key, ((owner.iso3,) if owner.iso3 else ())
    if (
        phrase.noun.kind in ("inherit", "speaks", "rank", "officer", "force", "forceword", "fighter", "unit")
        and sectors
    ):
        if phrase.noun.slug == "" or not phrase.sectors:
            phrase.sectors = sectors
    elif not phrase.sectors:
        phrase.sectors = sectors
    if not phrase.iso3:
        phrase.iso3 = iso3
    phrase.owner = key
    if phrase.noun.word in ("report", "article", "post") and key is not None and key.startswith("media:"):
        phrase.entity, phrase.sectors = key, sectors


def _place_before(scene: Scene, phrase: Phrase) -> None:
    """A city or region before the noun gives the country ("Minsk police", "Shanghai authorities")."""
    tokens = scene.tokens
    names = [t for t in tokens[phrase.lo : phrase.first] if t.pos == "PROPN"]
    if names:
        lo, hi = names[0].i, names[-1].i + 1
        iso3 = place_iso3(scene.parsed.words(lo, hi)) or place_iso3(names[0].text)
        if iso3:
            phrase.iso3 = (iso3,)


def _right(scene: Scene, phrase: Phrase) -> None:
    """Read "of Kherson", "for the foreign ministry", "in Kabul" after the noun."""
    tokens = scene.tokens
    at = phrase.hi
    if at + 1 >= len(tokens) or phrase.noun.kind in ("document", "nation"):
        return
    word = tokens[at].lower
    if tokens[at].sentence != tokens[phrase.head].sentence or (word not in _OWNING and word not in _INSIDE):
        return
    if word in _INSIDE and (phrase.iso3 or phrase.noun.slug == "embassy"):
        return
    end = min(scene.parsed.sentences[tokens[at].sentence].hi, at + 8)
    for i in range(at + 1, end):
        token = tokens[i]
        sighting, inner = scene.cover[i], scene.phrases.get(i)
        behind = scene.phrases.get(scene.tokens[sighting.hi - 1].head) if sighting is not None else None
        if sighting is not None and sighting.form == "demonym" and behind is not None and i < behind.head < end:
            _belong(phrase, behind)
            phrase.iso3 = phrase.iso3 or behind.iso3
            phrase.hi = max(phrase.hi, behind.hi)
            return
        if sighting is not None and sighting.kind != "none":
            _join_right(scene, phrase, sighting, word)
            phrase.hi = max(phrase.hi, sighting.hi)
            return
        if inner is not None and inner is not phrase:
            if word in _OWNING:
                had = phrase.iso3
                _belong(phrase, inner)
                phrase.iso3 = had or inner.iso3
                phrase.hi = max(phrase.hi, inner.hi)
            elif inner.iso3:
                phrase.iso3 = inner.iso3
            return
        if token.lower in TIME_WORDS:
            return
        if token.pos == "PROPN" and scene.cover[i] is None:
            last = i
            while last + 1 < end and tokens[last + 1].pos == "PROPN" and scene.cover[last + 1] is None:
                last += 1
            iso3 = place_iso3(scene.parsed.words(i, last + 1)) or place_iso3(token.text)
            if iso3 and not phrase.iso3:
                phrase.iso3 = (iso3,)
            phrase.hi = last + 1
            return
        if token.pos in ("VERB", "AUX", "PUNCT", "SCONJ") and token.text not in ("-", "'s"):
            return


def _join_right(scene: Scene, phrase: Phrase, sighting: Sighting, word: str) -> None:
    codes = (sighting.iso3,) if sighting.iso3 else ()
    if word in _INSIDE or sighting.kind in ("country", "place", "people"):
        if not phrase.iso3 or (word == "of" and phrase.noun.kind in ("office", "leader", "minister", "regional")):
            phrase.iso3 = codes
            if word == "of":
                more = _also(scene, sighting)
                phrase.iso3 = tuple(dict.fromkeys(codes + more))
                phrase.plural = phrase.plural or bool(more)
        if not phrase.sectors and sighting.form in ("capital", "seat"):
            phrase.sectors = sighting.sectors
        return
    had = phrase.iso3
    _belong(phrase, sighting)
    phrase.iso3 = had or codes


def _also(scene: Scene, first: Sighting) -> tuple[str, ...]:
    """Countries coordinated with the first: "of Japan, South Korea and the United States"."""
    tokens = scene.tokens
    codes: list[str] = []
    at = first.hi
    while at + 1 < len(tokens) and tokens[at].lower in (",", "and", "or"):
        at += 1
        while at < len(tokens) and tokens[at].lower in ("and", "the", "or"):
            at += 1
        sighting = scene.cover[at] if at < len(tokens) else None
        if sighting is None or sighting.kind not in ("country", "place") or not sighting.iso3:
            break
        codes.append(sighting.iso3)
        at = sighting.hi
    return tuple(codes)


def settle_former(phrase: Phrase) -> None:
    """Whoever no longer holds an office is of the elite, not of the government."""
    if phrase.former and phrase.noun.kind in _ELITE:
        phrase.sectors = ("ELI",)


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
