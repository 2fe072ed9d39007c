"""What a pronoun may stand for: the noun phrases of a report with their weight, gender and number."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.phrases import conjuncts
from onrecord.who.lexicon import place_iso3
from onrecord.who.scene import Phrase, Scene, Sighting

_ROLE = {
    "nsubj": 3.0, "nsubjpass": 2.6, "agent": 2.4, "dobj": 2.0, "dative": 2.0, "iobj": 2.0, "attr": 1.0, "pobj": 1.0,
    "poss": 1.2, "appos": 1.0, "npadvmod": 0.5, "ROOT": 2.0, "oprd": 1.0,
}  # fmt: skip
_PERSON_KINDS = frozenset((
    "office", "person", "inherit", "speaks", "rank", "minister", "leader", "regional", "title", "expert", "force",
    "officer", "someone", "partisan", "protest", "crowd",
))  # fmt: skip
_COLLECTIVE = frozenset((
    "people", "population", "public", "crowd", "community", "audience", "family", "couple", "group", "crew", "team",
    "staff", "electorate", "media",
))  # fmt: skip
_OWNS_SUBJECT = 0.8
"""Added for the owner of a thing that is the subject: "X's success reflects how he ..."."""
_PLURAL_KINDS = frozenset(("armed_group", "military", "people", "igo", "organization", "media", "government"))


@dataclass(slots=True)
class Antecedent:
    """A noun phrase that a pronoun may stand for."""

    i: int
    key: str | None
    phrase: Phrase | None
    gender: str
    animate: bool
    plural: bool
    weight: float
    sentence: int
    quoted: int
    top: int = -1
    """The token whose place in its clause the weight is of: the head of a title, of a list, of an apposition."""
    keys: tuple[str, ...] = ()
    unknown: bool = False
    """A name that stands for nobody known: it may be anyone, so it competes and is never named."""
    others: tuple[str, ...] = ()
    """The people whom a surname may mean where the report leaves it open."""
    description: bool = False
    """A definite description ("the nominee") that may take up somebody named before."""


class Antecedents:
    """Collects the antecedents of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self.quote = quotes(scene)

    def all(self) -> list[Antecedent]:
        """Every antecedent in order of place; coordinated names also as one."""
        scene = self._scene
        found: list[Antecedent] = []
        seen: Sighting | None = None
        for i, sighting in enumerate(scene.cover):
            if sighting is not None and sighting is not seen and sighting.key is not None:
                made = self._from_name(sighting, sighting.key)
                if made is not None:
                    found.append(made)
            seen = sighting
            made = self._unnamed(i, sighting)
            if made is not None:
                found.append(made)
        found.extend(self._groups({a.i: a for a in found}))
        found.sort(key=lambda a: (a.i, len(a.keys)))
        return found

    def _from_name(self, sighting: Sighting, key: str) -> Antecedent | None:
        tokens = self._tokens
        head = head_in(self._scene, sighting.lo, sighting.hi)
        modifies = tokens[head].dep in ("amod", "compound", "nmod")
        if sighting.form in ("demonym", "part") and modifies:
            return None
        draft = self._scene.drafts.get(key)
        plural = sighting.kind in _PLURAL_KINDS
        person = sighting.kind == "person"
        made = self._made(head, key, None, draft.gender if draft else "", person, plural)
        owner = tokens[tokens[head].head]
        other = self._scene.cover[owner.i]
        common = other is None and owner.pos == "NOUN" and owner.text.islower()
        if modifies and owner.i > head and (common or (other is not None and other.key not in (key, None))):
            made.weight, made.top = _ROLE["npadvmod"], head  # "the Murdoch outlets", "Clinton aide Ana Kovar"
        return made

    def _unnamed(self, i: int, sighting: Sighting | None) -> Antecedent | None:
        """The phrase, the plain noun or the unknown name at a token."""
        token = self._tokens[i]
        phrase = self._scene.phrases.get(i)
        if phrase is not None and sighting is None:
            return None if self._is_title(phrase) else self._from_phrase(phrase)
        if sighting is None and token.pos == "NOUN" and token.dep in ("nsubj", "dobj", "nsubjpass"):
            return self._made(i, None, None, "", False, token.tag == "NNS")
        if self._is_unknown(i, sighting):
            stranger = self._made(i, None, None, "", sighting is not None, token.tag == "NNPS")
            stranger.unknown = True
            stranger.others = sighting.others if sighting is not None else ()
            return stranger
        return None

    def pronoun(self, i: int, key: str, gender: str, *, animate: bool, plural: bool) -> Antecedent:
        """A pronoun that was settled, for those after it."""
        return self._made(i, key, None, gender, animate, plural)

    def _is_unknown(self, i: int, sighting: Sighting | None) -> bool:
        """Whether a subject is a name that nobody known bears: "the SNC", or a surname left open."""
        token = self._tokens[i]
        if token.pos != "PROPN" or token.dep not in ("nsubj", "nsubjpass", "agent") or i in self._scene.phrases:
            return False
        if sighting is not None:
            return sighting.key is None and sighting.kind == "person"
        return place_iso3(token.text) is None and not (i and place_iso3(self._scene.parsed.words(i - 1, i + 1)))

    def _groups(self, single: dict[int, Antecedent]) -> list[Antecedent]:
        """Coordinated names as one plural antecedent: "Russia and North Korea"."""
        found = []
        for i, first in single.items():
            if first.key is None or self._tokens[i].dep == "conj":
                continue
            members = [single[c] for c in conjuncts(self._scene.parsed, i) if c in single and single[c].key is not None]
            keys = tuple(dict.fromkeys(a.key for a in members if a.key is not None))
            if len(keys) > 1:
                group = self._made(i, None, None, "", False, True)
                group.keys = keys
                group.weight += 0.5
                found.append(group)
        return found

    def _is_title(self, phrase: Phrase) -> bool:
        """Whether a noun without an entity only tells of a name, or stands before another noun."""
        tokens, cover = self._tokens, self._scene.cover
        token = tokens[phrase.head]
        if phrase.entity is not None:
            return False
        if token.dep in ("compound", "nmod", "amod"):
            return True
        about = tokens[token.head]
        if token.dep == "attr":
            subject = self._scene.parsed.child(token.head, "nsubj")
            about = subject if subject is not None else about
        named = cover[about.i]
        if token.dep in ("appos", "attr") and _is_person(named):
            return True
        return any(_is_person(cover[child.i]) for child in self._scene.parsed.children(phrase.head, "appos"))

    def _from_phrase(self, phrase: Phrase) -> Antecedent:
        draft = self._scene.drafts.get(phrase.entity) if phrase.entity else None
        animate = phrase.noun.kind in _PERSON_KINDS and (draft is None or draft.kind == "person")
        gender = draft.gender if draft and draft.gender else phrase.noun.gender
        token = self._tokens[phrase.head]
        many = phrase.plural or token.tag in ("NNS", "NNPS") or token.lower in _COLLECTIVE
        plural = many or phrase.noun.kind in ("organ", "group", "media", "agency", "authority", "militia")
        made = self._made(phrase.head, phrase.entity, phrase, gender, animate, plural)
        defined = self._tokens[phrase.lo].lower in ("the", "this", "that")
        made.description = animate and not many and phrase.entity is None and defined and not phrase.candidates
        return made

    def _made(
        self, i: int, key: str | None, phrase: Phrase | None, gender: str, animate: bool, plural: bool
    ) -> Antecedent:
        token = self._tokens[i]
        top = token
        steps = 0
        while top.dep in ("conj", "appos", "compound") and top.head != top.i and steps < 3:
            top = self._tokens[top.head]
            steps += 1
        weight = _ROLE.get(top.dep, 0.6) - 0.2 * steps
        if (
            top.dep == "pobj"
            and self._tokens[top.head].lower in ("to", "by")
            and self._tokens[top.head].head != top.head
        ) and self._tokens[self._tokens[top.head].head].lower == "according":
            weight = 2.6
        owned = self._tokens[top.head]
        if top.dep == "poss" and owned.dep in ("nsubj", "nsubjpass") and owned.i not in self._scene.phrases:
            weight += _OWNS_SUBJECT
        return Antecedent(i, key, phrase, gender, animate, plural, weight, token.sentence, self.quote[i], top.i)


def _is_person(sighting: Sighting | None) -> bool:
    return sighting is not None and sighting.kind == "person"


def head_in(scene: Scene, lo: int, hi: int) -> int:
    """The word of a name that the rest of it hangs on."""
    for i in range(hi - 1, lo - 1, -1):
        head = scene.tokens[i].head
        if (not lo <= head < hi or head == i) and scene.tokens[i].pos not in ("PUNCT", "PART"):
            return i
    return hi - 1


def name_head(scene: Scene, i: int) -> int:
    """The head word of the name that covers a token; the token itself where none does."""
    sighting = scene.cover[i]
    return head_in(scene, sighting.lo, sighting.hi) if sighting is not None else i


def quotes(scene: Scene) -> list[int]:
    """For each token, 0 outside direct speech, else the number of its quotation; scare quotes do not count."""
    found = [0] * len(scene.tokens)
    for number, quotation in enumerate(scene.parsed.quotations, 1):
        lo, hi = scene.parsed.token_range(quotation.start, quotation.end)
        if hi - lo >= 4:
            for i in range(lo, hi):
                found[i] = number
    return found
