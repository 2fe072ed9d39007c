"""Back-references by role and by number: "the president", "the North Korean leader", "both nations"."""

from __future__ import annotations

from onrecord.codebook.offices import standing
from onrecord.model import Candidate
from onrecord.who.coreference import Referent
from onrecord.who.scene import Draft, Phrase, Scene

_ROLE_KINDS = frozenset(
    ("office", "minister", "leader", "regional", "rank", "title", "speaks", "inherit", "person", "officer")
)
_TOP = (
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "supreme leader",
    "emir",
    "sultan",
    "leader",
    "chairman",
)
_PAIRED = frozenset(
    (
        "country",
        "nation",
        "side",
        "government",
        "leader",
        "president",
        "minister",
        "neighbour",
        "neighbor",
        "party",
        "capital",
        "army",
        "military",
    )
)
_BOTH = frozenset(("both", "neither", "either"))


def roles(scene: Scene) -> None:
    """Give "the president", "the envoy" their person where exactly one fits."""
    everybody = _people(scene)
    for head in sorted(scene.phrases):
        phrase = scene.phrases[head]
        if phrase.entity is not None or phrase.plural or not phrase.definite or phrase.noun.kind not in _ROLE_KINDS:
            continue
        found = [d for d in _earlier(everybody, head) if _fits(scene, d, phrase)]
        if not found and phrase.iso3 and phrase.noun.kind in ("office", "minister"):
            later = _earlier(everybody, len(scene.cover))
            found = [d for d in later if d.iso3 in phrase.iso3 and _fits(scene, d, phrase)]
        span = (phrase.lo, phrase.hi)
        if len(found) == 1:
            draft = found[0]
            phrase.entity, phrase.inferred = draft.key, not phrase.iso3
            phrase.iso3 = phrase.iso3 or ((draft.iso3,) if draft.iso3 else ())
            phrase.sectors = phrase.sectors or draft.sectors
            scene.mention(draft.key, phrase.lo, phrase.head + 1, "role")
            scene.note(span, draft.name, "who.role", f"the only “{phrase.noun.word}” named before")
        elif len(found) > 1:
            phrase.candidates = tuple(Candidate(d.key, d.name, d.iso3) for d in found)
            scene.abstain(span, "several candidates: " + ", ".join(d.name for d in found))


def _people(scene: Scene) -> list[tuple[int, Draft]]:
    """Everybody named, with the token where each is first, in order."""
    found: dict[str, tuple[int, Draft]] = {}
    for i, sighting in enumerate(scene.cover):
        if sighting is not None and sighting.kind == "person" and sighting.key in scene.drafts:
            found.setdefault(sighting.key, (i, scene.drafts[sighting.key]))
    return list(found.values())


def _earlier(everybody: list[tuple[int, Draft]], head: int) -> list[Draft]:
    """People named before a token, in order."""
    return [draft for first, draft in everybody if first < head]


def _fits(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    if phrase.iso3 and draft.iso3 and draft.iso3 not in phrase.iso3:
        return False
    word = phrase.noun.word
    titles = [role for role in draft.roles if role.former == phrase.former or role.since is None]
    if any(word == role.title.lower() or role.title.lower().endswith(word) for role in titles):
        return True
    if word == "leader" and phrase.iso3:
        if any(role.title.lower() in _TOP for role in titles):
            return True
        table = standing(draft.key.removeprefix("person:"), scene.date)
        return draft.iso3 in phrase.iso3 and any(office.rank == 0 for office in table.held)
    return False


def pairs(scene: Scene) -> None:
    """Give "both nations", "the two leaders", "neither side" the two that were named."""
    tokens = scene.tokens
    for token in tokens:
        noun = token.lemma
        if token.pos == "NOUN" and noun in _PAIRED:
            lead = _count_word(scene, token.i)
            if lead is not None:
                people = noun in ("leader", "president", "minister")
                _pair(scene, lead, token.i, people=people, states=noun in ("country", "nation", "capital"))
        elif token.lower in ("koreas",) and token.i and scene.cover[token.i] is None:
            scene.resolved[token.i] = Referent(_ensure(scene, ("KOR", "PRK")))
        elif token.lower in _BOTH and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj") and not token.children:
            _pair(scene, token.i, token.i, people=False)


def _ensure(scene: Scene, codes: tuple[str, ...]) -> tuple[str, ...]:
    from onrecord.codebook.countries import name_of

    keys = []
    for code in codes:
        key = f"country:{code}"
        scene.drafts.setdefault(key, Draft(key, name_of(code), "country", code, ("GOV",)))
        keys.append(key)
    return tuple(keys)


def _count_word(scene: Scene, i: int) -> int | None:
    """The "two" or "both" that counts a noun."""
    tokens = scene.tokens
    for at in range(i - 1, max(i - 4, -1), -1):
        word = tokens[at].lower
        if word in _BOTH or word == "two":
            definite = word in _BOTH or (at and tokens[at - 1].lower in ("the", "these", "those"))
            return at if definite else None
        if tokens[at].pos not in ("ADJ", "NOUN"):
            return None
    return None


def _pair(scene: Scene, lead: int, i: int, *, people: bool, states: bool = False) -> None:
    start = lead - 1 if lead and scene.tokens[lead - 1].lower == "the" else lead
    found = _two(scene, start, people=people, states=states)
    if people and len(found) != 2:
        found = _two(scene, start, people=False, states=states)
    if len(found) == 2:
        scene.resolved[i] = Referent(tuple(found))
        for key in found:
            scene.mention(key, start, i + 1, "role")
        names = " and ".join(scene.drafts[key].name for key in found)
        scene.note((start, i + 1), names, "who.pair", "the two named last")
    elif len(found) > 2:
        drafts = [scene.drafts[key] for key in found]
        scene.resolved[i] = Referent(candidates=tuple(Candidate(d.key, d.name, d.iso3) for d in drafts))
        scene.abstain((start, i + 1), "more than two candidates: " + ", ".join(d.name for d in drafts))


def _two(scene: Scene, before: int, *, people: bool, states: bool) -> list[str]:
    """The parties of the nearest sentence, going back, by which at least two have been named."""
    tokens = scene.tokens
    found: list[str] = []
    number = tokens[before].sentence
    for back in range(3):
        sentence = number - back
        if sentence < 0:
            break
        bounds = scene.parsed.sentences[sentence]
        for i in range(bounds.lo, min(bounds.hi, before)):
            sighting = scene.cover[i]
            if sighting is None or sighting.key is None or sighting.key not in scene.drafts or i != sighting.lo:
                continue
            if not people and sighting.kind == "person":
                found.extend(key for key in _land(scene, sighting.key) if key not in found)
                continue
            if people != (sighting.kind == "person"):
                continue
            if not people and sighting.kind not in (("country",) if states else ("country", "armed_group")):
                continue
            if not people and _aside(scene, sighting.hi - 1):
                continue
            if sighting.key not in found:
                found.append(sighting.key)
        if len(found) >= 2:
            return found
    return found


def _land(scene: Scene, key: str) -> tuple[str, ...]:
    """The country of somebody in its government."""
    draft = scene.drafts[key]
    if draft.iso3 is None or draft.sectors[:1] not in (("GOV",), ("MIL",)) or len(draft.iso3) != 3:
        return ()
    return _ensure(scene, (draft.iso3,)) if draft.iso3 not in ("UNO", "EUR", "IGO") else ()


def _aside(scene: Scene, i: int) -> bool:
    """Whether a name stands only for a place here ("in Ukraine")."""
    token = scene.tokens[i]
    return token.dep == "pobj" and scene.tokens[token.head].lower in ("in", "near", "at", "inside", "across")
