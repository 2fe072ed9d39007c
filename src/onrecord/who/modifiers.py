"""What stands around a role noun: country, organisation and "former" before it, "of Kherson" after it."""

from __future__ import annotations

from onrecord.codebook.offices import noted_by_surname
from onrecord.who.lexicon import place_iso3
from onrecord.who.scene import Phrase, Scene, Sighting

FORMER = frozenset(
    (
        "former",
        "ex",
        "ousted",
        "deposed",
        "retired",
        "onetime",
        "one-time",
        "erstwhile",
        "late",
        "ex-",
        "exiled",
        "then",
    )
)
_LEFT_POS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART"))
_OWNING = frozenset(("of", "for", "at", "with", "from"))
_INSIDE = frozenset(("in", "on", "inside", "across", "near"))
TIME_WORDS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday",
    "tomorrow",
))  # fmt: skip


_OF_STATES = frozenset(("UNO", "EUR", "IGO"))
"""Codes of bodies of states: "Chad's UN ambassador" is Chad's."""


def left(scene: Scene, phrase: Phrase) -> None:
    """Walk left over the modifiers of a role noun."""
    tokens = scene.tokens
    sentence = scene.parsed.sentences[tokens[phrase.head].sentence]
    at = phrase.first - 1
    owners: list[Phrase | Sighting] = []
    codes: list[str] = []
    while at >= sentence.lo and _modifies(scene, at, phrase):
        token = tokens[at]
        phrase.former = phrase.former or (token.lower in FORMER and not _and_current(scene, at))
        phrase.definite = phrase.definite or token.tag in ("POS", "PRP$")
        if token.pos == "DET" or token.tag == "PRP$":
            phrase.lo = at
            phrase.definite = token.lower in ("the", "this", "that") or token.tag == "PRP$"
            break
        inner = scene.phrases.get(at) or _ending(scene, at)
        sighting = scene.cover[at]
        if sighting is not None:
            at = sighting.lo
            if not _hyphened(scene, sighting, _BACKING):
                _gather(sighting, [] if _hyphened(scene, sighting, SITED) else owners, codes)
        elif inner is not None:
            if inner.plural and inner.noun.kind not in ("organ", "government"):
                break
            at = inner.lo
            phrase.former = phrase.former or (inner.former and not _possessed(scene, inner))
            if inner.noun.kind not in ("crowd", "someone"):
                owners.append(inner)
            codes[:0] = [code for code in inner.iso3 if code not in codes]
        phrase.lo = at
        at -= 1
    if phrase.noun.kind == "allies":
        return
    if len(codes) > 1 and not phrase.plural:
        codes = [code for code in codes if code not in _OF_STATES] or codes
    phrase.iso3 = tuple(codes)
    if owners:
        belong(phrase, owners[0])
    elif not codes:
        _place_before(scene, phrase)


_BACKING = frozenset((
    "backed", "supported", "funded", "financed", "sponsored", "allied", "trained", "armed", "linked", "aligned",
    "brokered", "mediated", "supplied", "installed", "appointed", "led", "educated", "friendly", "leaning",
))  # fmt: skip


SITED = frozenset(("based", "born", "area", "bound", "wide", "raised", "headquartered", "style"))
"""Words that make the name before them a place: "Moscow-based"."""


def _hyphened(scene: Scene, sighting: Sighting, after: frozenset[str]) -> bool:
    """Whether a hyphen ties one of the words to a name; whom a country backs need not be of it."""
    tokens = scene.tokens
    at = sighting.hi
    return at + 1 < len(tokens) and tokens[at].text in ("-", "–") and tokens[at + 1].lower in after


def _gather(sighting: Sighting, owners: list[Phrase | Sighting], codes: list[str]) -> None:
    """Keep the country of a name before the noun, and the name as the noun's owner where it is no country."""
    fresh = sighting.iso3 is not None and sighting.kind != "none" and sighting.iso3 not in codes
    if fresh and (not owners or sighting.kind == "country" or not codes):
        codes.insert(0, sighting.iso3 or "")
    seat = sighting.form in ("capital", "seat")
    if seat or (sighting.key is not None and sighting.kind not in ("country", "place", "people")):
        owners.append(sighting)


def _and_current(scene: Scene, at: int) -> bool:
    """ "current and former officials": both."""
    tokens = scene.tokens
    return (
        at > 1 and tokens[at - 1].lower in ("and", "or") and tokens[at - 2].lower in ("current", "serving", "present")
    )


def _adjective(scene: Scene, at: int) -> bool:
    """Whether a country stands there as a modifier: a demonym, or letters such as "U.S."."""
    sighting = scene.cover[at] if at >= 0 else None
    if sighting is None or sighting.kind != "country":
        return False
    return sighting.form == "demonym" or scene.tokens[at].text.isupper()


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
    if token.lower in ("and", "or", ",") and phrase.plural:
        return _adjective(scene, at - 1) and _adjective(scene, at + 1)
    sighting = scene.cover[at]
    if sighting is not None:
        last = scene.tokens[sighting.hi - 1]
        if sighting.form == "demonym" and last.dep == "conj":
            return _adjective(scene, last.head)
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


def _intergovernmental(phrase: Phrase, owner: Phrase | Sighting) -> bool:
    """Whether somebody serves a body of states, and no state's own mission to it ("Chad's UN ambassador")."""
    if not isinstance(owner, Sighting) or owner.kind != "igo" or "ambassador" in phrase.noun.word:
        return False
    return phrase.sectors[:1] == ("GOV",) and not set(phrase.iso3) - {owner.iso3}


def belong(phrase: Phrase, owner: Phrase | Sighting) -> None:
    """Take sector and country from the organisation where the role noun leaves them open."""
    if isinstance(owner, Phrase):
        sectors, key, iso3 = owner.sectors, owner.entity, owner.iso3
    else:
        sectors, key, iso3 = owner.sectors, owner.key, ((owner.iso3,) if owner.iso3 else ())
    inherits = phrase.noun.kind in _INHERITING or (phrase.noun.word in _PRESIDING and not _governmental(owner))
    if isinstance(owner, Sighting) and owner.kind == "igo" and phrase.noun.kind in ("agency", "unit", "group"):
        phrase.sectors = sectors
    elif _intergovernmental(phrase, owner):
        phrase.sectors = ("IGO",)
    elif inherits and sectors:
        if phrase.noun.slug == "" or not phrase.sectors or sectors[0] in ("REB", "OPP", "UAF", "PRM"):
            phrase.sectors = sectors
    elif not phrase.sectors:
        phrase.sectors = sectors
    if not phrase.iso3:
        phrase.iso3 = iso3
    phrase.owner = key
    if phrase.noun.word in ("report", "article", "post") and key is not None and key.startswith("media:"):
        phrase.entity, phrase.sectors = key, sectors


def _named_before(scene: Scene, phrase: Phrase) -> bool:
    """Whether a name stands before a government that is then not the country's it is in ("the Bush administration")."""
    names = any(scene.tokens[i].pos == "PROPN" for i in range(phrase.lo, phrase.first))
    return names and phrase.noun.kind == "government"


def _place_before(scene: Scene, phrase: Phrase) -> None:
    """A city or region before the noun gives the country ("Minsk police", "Shanghai authorities")."""
    tokens = scene.tokens
    names = [t for t in tokens[phrase.lo : phrase.first] if t.pos == "PROPN"]
    titled = phrase.noun.kind in ("media", "group", "agency") and tokens[phrase.head].text[0].isupper()
    if names and not titled and phrase.noun.kind not in ("minister", "leader", "office"):
        lo, hi = names[0].i, names[-1].i + 1
        if phrase.noun.kind == "government" and names[-1].lower in noted_by_surname():
            return
        iso3 = place_iso3(scene.parsed.words(lo, hi)) or place_iso3(names[0].text)
        if iso3:
            phrase.iso3 = (iso3,)


def right(scene: Scene, phrase: Phrase) -> None:
    """Read "of Kherson", "for the foreign ministry", "in Kabul" after the noun."""
    tokens = scene.tokens
    at = phrase.hi
    if at + 1 >= len(tokens) or phrase.noun.kind in ("document", "nation"):
        return
    word = tokens[at].lower
    if tokens[at].sentence != tokens[phrase.head].sentence or (word not in _OWNING and word not in _INSIDE):
        return
    if word == "with" and phrase.noun.slug:  # a body has things with it; only its people are "with" another body
        return
    if word in _INSIDE and (phrase.iso3 or phrase.noun.slug == "embassy" or _named_before(scene, phrase)):
        return
    end = min(scene.parsed.sentences[tokens[at].sentence].hi, at + 8)
    for i in range(at + 1, end):
        token = tokens[i]
        sighting, inner = scene.cover[i], scene.phrases.get(i)
        behind = scene.phrases.get(scene.tokens[sighting.hi - 1].head) if sighting is not None else None
        if sighting is not None and sighting.form == "demonym" and behind is not None and i < behind.head < end:
            belong(phrase, behind)
            phrase.iso3 = phrase.iso3 or behind.iso3
            phrase.hi = max(phrase.hi, behind.hi)
            return
        if sighting is not None and _hyphened(scene, sighting, SITED | _BACKING):
            continue
        if sighting is not None and sighting.kind != "none":
            _join_right(scene, phrase, sighting, word)
            phrase.hi = max(phrase.hi, sighting.hi)
            return
        if inner is not None and inner is not phrase:
            if word in _OWNING:
                had = phrase.iso3
                belong(phrase, inner)
                phrase.iso3 = had or inner.iso3
                phrase.hi = max(phrase.hi, inner.hi)
            elif inner.iso3:
                phrase.iso3 = inner.iso3
            return
        if token.lower in TIME_WORDS:
            return
        if token.pos == "PROPN" and scene.cover[i] is None:
            _proper(scene, phrase, (i, end), word)
            return
        if token.pos in ("VERB", "AUX", "PUNCT", "SCONJ") and "-" not in (token.text, tokens[i - 1].text):
            return


def _proper(scene: Scene, phrase: Phrase, reach: tuple[int, int], word: str) -> None:
    """Read an unknown name after the noun: the first part of a body's name, or a place."""
    tokens = scene.tokens
    i, end = reach
    last = i
    while last + 1 < end and tokens[last + 1].pos == "PROPN" and scene.cover[last + 1] is None:
        last += 1
    body = next((scene.phrases[at] for at in range(i, last + 1) if at in scene.phrases), None)
    if body is not None and body is not phrase and word in _OWNING:
        had = phrase.iso3
        belong(phrase, body)
        phrase.iso3, phrase.hi = had or body.iso3, max(phrase.hi, body.hi)
        return
    iso3 = place_iso3(scene.parsed.words(i, last + 1)) or place_iso3(tokens[i].text)
    if iso3 and not phrase.iso3:
        phrase.iso3 = (iso3,)
    phrase.hi = last + 1


def _join_right(scene: Scene, phrase: Phrase, sighting: Sighting, word: str) -> None:
    codes = (sighting.iso3,) if sighting.iso3 else ()
    if word in _INSIDE or sighting.kind in ("country", "place", "people"):
        phrase.inside = phrase.inside or (not phrase.iso3 and word in _INSIDE)
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
    belong(phrase, sighting)
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
