"""Capitals and seats of government: the government, or the place?

The parse decides. After "in", "near", "outside" it is a place; with "to", "from" and "for" the governing word
decides (people travel, aid does not); where it acts, speaks or owns, it is the government.
"""

from __future__ import annotations

from onrecord.language import Token
from onrecord.who.lexicon import words
from onrecord.who.modifiers import SITED
from onrecord.who.scene import Scene, Sighting

_PLACE = frozenset(
    (
        "in", "at", "near", "outside", "around", "across", "inside", "through", "into", "throughout", "within",
        "above", "beneath", "beyond", "via", "over", "off", "onto", "towards",
    )
)  # fmt: skip
_QUARTER = frozenset((
    "east", "west", "north", "south", "central", "downtown", "greater", "inner", "outer", "eastern", "western",
    "northern", "southern",
))  # fmt: skip
_WAYS = frozenset(("to", "from", "for", "toward", "towards"))
_NEVER_PLACES = frozenset(("the Kremlin", "Kremlin", "Whitehall", "Zhongnanhai", "Foggy Bottom", "Bestepe"))


def settle(scene: Scene) -> None:
    """Mark the capitals and seats that are places here; they then name no entity."""
    seen: Sighting | None = None
    for sighting in scene.cover:
        if sighting is None or sighting is seen or sighting.form not in ("capital", "seat"):
            seen = sighting
            continue
        seen = sighting
        reason = _reason(scene, sighting)
        span = (sighting.lo, sighting.hi)
        if reason:
            sighting.place = True
            sighting.key = None
            scene.note(span, f"a place in {sighting.name}", "who.metonym", reason)
        else:
            scene.note(span, f"the government: {sighting.name}", "who.metonym", "it acts, speaks or owns here")


def _reason(scene: Scene, sighting: Sighting) -> str:
    """Why a capital is a place here; empty where it is the government."""
    tokens = scene.tokens
    last = tokens[sighting.hi - 1]
    top = _top(scene, sighting)
    before = tokens[sighting.lo - 1] if sighting.lo else None
    if before is not None and before.lower == "the" and sighting.lo > 1:
        before = tokens[sighting.lo - 2]
    if sighting.form == "seat" and scene.parsed.words(sighting.lo, sighting.hi) in _NEVER_PLACES:
        return ""
    if before is not None and (before.lower in _QUARTER or before.lemma in ("capital", "city")):
        return f"“{before.text}” before it"
    if _dateline(scene, sighting):
        return "a dateline"
    if before is not None and before.lower in _PLACE and before.pos != "NOUN":
        return f"after “{before.text}”"
    if sighting.hi + 1 < len(tokens) and tokens[sighting.hi].text == "-" and tokens[sighting.hi + 1].lower in SITED:
        return f"“-{tokens[sighting.hi + 1].text}” tells where"
    if _followed_by_country(scene, sighting):
        return "its country follows"
    governor = tokens[top.head]
    if last.dep == "appos" and tokens[last.head].lemma in ("capital", "city", "town"):
        return f"a name beside “{tokens[last.head].text}”"
    if top.dep == "pobj":
        return _after_preposition(scene, top.head)
    if top.dep in ("dobj", "nsubjpass", "attr", "npadvmod") and governor.lemma in words("attack"):
        return f"“{governor.text}” takes a place"
    if top.dep == "attr" or (top.dep == "ROOT" and last.i + 1 >= len(tokens)):
        return ""
    if top.dep not in ("poss", "compound", "amod", "nmod") or governor.i < sighting.hi:
        return ""
    if governor.lower in words("place_noun") or (top.dep != "poss" and _own_place(scene, governor.i)):
        return f"“{governor.text}” belongs to a city"
    return ""


def _top(scene: Scene, sighting: Sighting) -> Token:
    """The word by which a name hangs on its clause; for a coordinated name, the first one's."""
    tokens = scene.tokens
    top = tokens[sighting.hi - 1]
    while top.dep in ("conj", "compound", "appos", "nmod") and sighting.lo <= top.head < sighting.hi:
        top = tokens[top.head]
    for _ in range(4):
        if top.dep != "conj" or top.head == top.i:
            break
        top = tokens[top.head]
    return top


def _own_place(scene: Scene, head: int) -> bool:
    """Whether a noun after a bare capital is not one of government ("Washington think tank")."""
    phrase = scene.phrases.get(head)
    if phrase is None:
        return scene.tokens[head].lemma not in words("policy_noun")
    if phrase is not None:
        return phrase.noun.kind not in (
            "government",
            "person",
            "office",
            "speaks",
            "inherit",
            "minister",
            "force",
            "leader",
        )
    return False


def _after_preposition(scene: Scene, at: int) -> str:
    tokens = scene.tokens
    preposition = tokens[at]
    governor = tokens[preposition.head]
    word = preposition.lower
    if word in _PLACE:
        return f"after “{preposition.text}”"
    if word == "from":
        speaks = governor.lemma in words("sent_noun") or governor.lemma in words("got_verb")
        return "" if speaks else f"“{governor.text} from”"
    if word == "to" and governor.lower in ("close", "near", "next", "adjacent", "proximity", "closer", "due"):
        return f"“{governor.text} to”"
    if word == "of" and governor.lower == "out":
        return "“out of”"
    if word == "to" and at > 1 and scene.cover[at - 1] is not None and _after_from(scene, at - 1):
        return "“from ... to”"
    if word in _WAYS:
        lemma = governor.lemma
        moves = lemma in ("leave", "depart", "bind", "head", "bound") if word == "for" else lemma in words("motion")
        return f"“{governor.text} {preposition.text}” is a way" if moves else ""
    if word == "of" and (governor.lower in words("place_noun") or governor.lemma in words("place_noun")):
        return f"“{governor.text} of”"
    if word == "of" and governor.lemma == "recognition" and _as_capital(scene, at):
        return "“as capital”"
    if word == "on" and governor.lemma in ("march", "advance", "attack", "raid", "strike", "assault"):
        return f"“{governor.text} on”"
    return ""


def _after_from(scene: Scene, i: int) -> bool:
    before = scene.cover[i]
    return before is not None and before.lo > 0 and scene.tokens[before.lo - 1].lower == "from"


def _as_capital(scene: Scene, at: int) -> bool:
    """ "recognition of X as its capital": about the city."""
    near = [token.lower for token in scene.tokens[at + 2 : at + 8]]
    return "as" in near and "capital" in near


def _dateline(scene: Scene, sighting: Sighting) -> bool:
    """A dateline inside the text: "HARARE, March 3 —", "LIMA (Wire) —"."""
    tokens = scene.tokens
    first = scene.parsed.sentences[tokens[sighting.lo].sentence].lo
    if sighting.lo != first or not tokens[sighting.lo].text.isupper() or sighting.hi >= len(tokens):
        return False
    return tokens[sighting.hi].text in ("(", ",", "—", "–", "-", ":", "/") or tokens[sighting.hi].text.startswith("-")


def _followed_by_country(scene: Scene, sighting: Sighting) -> bool:
    tokens = scene.tokens
    if sighting.hi + 1 >= len(tokens) or tokens[sighting.hi].text != ",":
        return False
    after = scene.cover[sighting.hi + 1]
    if after is None or after.form != "name" or after.iso3 != sighting.iso3:
        return False
    return after.hi >= len(tokens) or tokens[after.hi].text in (",", ".", ";", ":")
