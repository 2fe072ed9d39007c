"""What a pronoun may stand for: the noun phrases of a report with their weight, gender and number."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.phrases import conjuncts
from onrecord.who.scene import Phrase, Scene, Sighting

_ROLE = {
    "nsubj": 3.0, "nsubjpass": 2.6, "agent": 2.4, "dobj": 2.0, "dative": 2.0, "iobj": 2.0, "attr": 1.0, "pobj": 1.0,
    "poss": 1.2, "appos": 1.0, "npadvmod": 0.5, "ROOT": 2.0, "oprd": 1.0,
}  # fmt: skip
_PERSON_KINDS = frozenset((
    "office", "person", "inherit", "speaks", "rank", "minister", "leader", "regional", "title", "expert", "force",
    "officer", "someone", "partisan", "protest", "crowd",
))  # fmt: skip


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
    keys: tuple[str, ...] = ()
    unknown: bool = False
    """A name that stands for nobody known: it may be anyone, so it competes and is never named."""


class Antecedents:
    """Collects the antecedents of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self.quote = quotes(scene)

    def all(self) -> list[Antecedent]:
        """Every antecedent in order of place; coordinated names also as one."""
        scene, tokens = self._scene, self._tokens
        found: list[Antecedent] = []
        seen: Sighting | None = None
        for i, sighting in enumerate(scene.cover):
            if sighting is not None and sighting is not seen and sighting.key is not None:
                head = head_in(scene, sighting.lo, sighting.hi)
                if sighting.form in ("demonym", "part") and tokens[head].dep in ("amod", "compound", "nmod"):
                    seen = sighting
                    continue
                draft = scene.drafts.get(sighting.key)
                person = sighting.kind == "person"
                plural = sighting.kind in (
                    "armed_group",
                    "military",
                    "people",
                    "igo",
                    "organization",
                    "media",
                    "government",
                )
                found.append(self._made(head, sighting.key, None, draft.gender if draft else "", person, plural))
            seen = sighting
            phrase = scene.phrases.get(i)
            if phrase is not None and (sighting is None) and not self._is_title(phrase):
                found.append(self._from_phrase(phrase))
            elif (
                phrase is None
                and sighting is None
                and tokens[i].pos == "NOUN"
                and tokens[i].dep in ("nsubj", "dobj", "nsubjpass")
            ):
                found.append(self._made(i, None, None, "", False, tokens[i].tag == "NNS"))
            elif self._is_unknown(i, sighting):
                stranger = self._made(i, None, None, "", sighting is not None, tokens[i].tag == "NNPS")
                stranger.unknown = True
                found.append(stranger)
        found.extend(self._groups({a.i: a for a in found}))
        found.sort(key=lambda a: (a.i, len(a.keys)))
        return found

    def _is_unknown(self, i: int, sighting: Sighting | None) -> bool:
        """Whether a subject is a name that nobody known bears: "the SNC", or a surname left open."""
        token = self._tokens[i]
        if token.pos != "PROPN" or token.dep not in ("nsubj", "nsubjpass", "agent") or i in self._scene.phrases:
            return False
        return sighting is None or (sighting.key is None and sighting.kind == "person")

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
        """A title or apposition of a named person is no second antecedent."""
        if phrase.entity is None or not phrase.entity.startswith("person:"):
            return False
        near = self._scene.cover[phrase.hi : phrase.hi + 3] + self._scene.cover[max(phrase.lo - 2, 0) : phrase.lo]
        return any(s is not None and s.key == phrase.entity for s in near)

    def _from_phrase(self, phrase: Phrase) -> Antecedent:
        draft = self._scene.drafts.get(phrase.entity) if phrase.entity else None
        animate = phrase.noun.kind in _PERSON_KINDS and (draft is None or draft.kind == "person")
        gender = draft.gender if draft and draft.gender else phrase.noun.gender
        plural = phrase.plural or phrase.noun.kind in ("organ", "group", "media", "agency", "authority", "militia")
        return self._made(phrase.head, phrase.entity, phrase, gender, animate, plural)

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
        return Antecedent(i, key, phrase, gender, animate, plural, weight, token.sentence, self.quote[i])


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
