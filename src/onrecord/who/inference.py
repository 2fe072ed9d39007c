"""Countries that a phrase does not state but the report leaves no doubt of; always marked as inferred."""

from __future__ import annotations

from onrecord.codebook.countries import capital
from onrecord.who.scene import Phrase, Scene

_NATIONAL = frozenset(("office", "minister", "organ", "ministry", "government", "leader"))


def unrecognised(scene: Scene) -> None:
    """Add PRE to the sectors of whoever is called after a land that is not recognised: "Abkhaz officials"."""
    for phrase in scene.phrases.values():
        lands = (scene.cover[i] for i in range(phrase.lo, phrase.hi))
        if phrase.sectors and any(s is not None and s.form == "part" and "PRE" in s.sectors for s in lands):
            phrase.sectors = (*(code for code in phrase.sectors if code != "PRE"), "PRE")


def infer(scene: Scene) -> None:
    """Give national offices and institutions without a country the one that the report allows."""
    home = _home(scene)
    for head in sorted(scene.phrases):
        phrase = scene.phrases[head]
        if phrase.iso3 or phrase.noun.kind not in _NATIONAL or phrase.plural or phrase.candidates:
            continue
        draft = scene.drafts.get(phrase.entity) if phrase.entity else None
        if draft is not None and draft.iso3 is not None:
            continue
        named = draft is not None and draft.kind == "person"
        if not named and not phrase.definite:
            continue
        code, why = (home, "the dateline's country") if home else _from_sentence(scene, phrase, named)
        if code is None:
            continue
        phrase.iso3, phrase.inferred = (code,), True
        if draft is not None:
            draft.iso3 = code
        scene.note((phrase.lo, phrase.hi), f"of {code}", "who.inferred-country", why)


def _home(scene: Scene) -> str | None:
    """The dateline's country, where the dateline is a capital and the report names no other country's government."""
    dateline = scene.parsed.report.dateline
    code = capital(dateline.place.title()) if dateline is not None and dateline.place else None
    if code is None:
        return None
    named = {s.iso3 for s in scene.cover if s is not None and s.kind == "country" and s.form == "name"}
    return code if not named or code in named else None


def _from_sentence(scene: Scene, phrase: Phrase, named: bool) -> tuple[str | None, str]:
    """The only country before the phrase in its sentence; for a named person, the only one named in it."""
    bounds = scene.parsed.sentences[scene.tokens[phrase.head].sentence]
    before = _codes(scene, bounds.lo, phrase.lo)
    if len(before) == 1:
        return before[0], "the only country before it in the sentence"
    if named and not before:
        after = _codes(scene, phrase.hi, bounds.hi, by_name=True)
        if len(after) == 1:
            return after[0], "the only country that the sentence names"
    return None, ""


def _codes(scene: Scene, lo: int, hi: int, *, by_name: bool = False) -> list[str]:
    found: list[str] = []
    for sighting in scene.cover[lo:hi]:
        if sighting is None:
            continue
        draft = scene.drafts.get(sighting.key) if sighting.key else None
        code = sighting.iso3 or (draft.iso3 if draft else None)
        if (
            code
            and code not in found
            and (not by_name or (sighting.kind == "country" and sighting.form in ("name", "acronym")))
        ):
            found.append(code)
    return found
