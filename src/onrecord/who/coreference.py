"""Who "he", "it", "the minister", "both nations" are.

Each answer needs one candidate that stands clear of the next by a margin; else the reading abstains and names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.phrases import conjuncts
from onrecord.model import Candidate
from onrecord.who.lexicon import words
from onrecord.who.scene import Phrase, Scene, Sighting

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
MARGIN = 1.0
"""Lead that the best antecedent needs. Chosen by hand on texts of our own; see docs/codebook/who.md."""
RIVAL_MARGIN = 2.5
"""The same where both are arguments of one verb ("X met Y, and he ..."): the news then leaves it open."""
_WINDOW = {"he": 3, "it": 2, "they": 2}
_ROLE = {
    "nsubj": 3.0, "nsubjpass": 2.6, "agent": 2.4, "dobj": 2.0, "dative": 2.0, "iobj": 2.0, "attr": 1.0, "pobj": 1.0,
    "poss": 1.2, "appos": 1.0, "npadvmod": 0.5, "ROOT": 2.0, "oprd": 1.0,
}  # fmt: skip
_PERSON_KINDS = frozenset((
    "office", "person", "inherit", "speaks", "rank", "minister", "leader", "regional", "title", "expert", "force",
    "officer", "someone", "partisan", "protest", "crowd",
))  # fmt: skip


@dataclass(slots=True)
class Referent:
    """What a pronoun or a back-reference stands for: entities, or a phrase without one, or candidates."""

    keys: tuple[str, ...] = ()
    phrase: Phrase | None = None
    candidates: tuple[Candidate, ...] = ()


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


class Pronouns:
    """Resolves the pronouns of one report from left to right."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._count: dict[str, int] = {}
        self._quote = _quotes(scene)
        self._ready = self._antecedents()

    def resolve(self) -> None:
        """Fill `scene.resolved` and add pronoun mentions."""
        live: list[Antecedent] = []
        pending = iter(self._ready)
        upcoming = next(pending, None)
        for token in self._tokens:
            while upcoming is not None and upcoming.i <= token.i:
                live.append(upcoming)
                upcoming = next(pending, None)
            if token.pos != "PRON" and token.tag != "PRP$":
                continue
            word = token.lower
            kind = "he" if word in HE or word in SHE else "it" if word in IT else "they" if word in THEY else ""
            if kind and not (word == "it" and self._empty(token.i)):
                self._one(token.i, kind, live)

    def _one(self, i: int, kind: str, live: list[Antecedent]) -> None:
        scene = self._scene
        token = self._tokens[i]
        near = [a for a in live if token.sentence - a.sentence <= _WINDOW[kind] and a.i < i]
        near = [a for a in near if self._agrees(a, token.lower, kind)]
        if self._quote[i]:
            near = self._inside_quotation(i, near)
        elif token.dep == "nsubj" and self._tokens[token.head].lemma in words("speech"):
            near = [a for a in near if not (a.quoted and a.sentence == token.sentence)] or near
        best = self._rank(i, near)
        if not best:
            return
        lead = best[0][0] - (best[1][0] if len(best) > 1 else 0.0)
        need = MARGIN
        if len(best) > 1 and self._rivals(best[0][1], best[1][1]):
            need = RIVAL_MARGIN
        if self._quote[i] and len(best) > 1:
            need = 99.0
        first = best[0][1]
        if (lead >= need or len(best) == 1) and best[0][0] > 0:
            self._settle(i, first, f"best by {lead:.1f}: nearest of those that agree")
        elif kind == "he":
            self._open(i, [a for _, a in best[:3]])
        del scene

    def _inside_quotation(self, i: int, near: list[Antecedent]) -> list[Antecedent]:
        """Inside a quotation the speaker says "I": whoever speaks around it is no candidate."""
        sentence = self._scene.parsed.sentences[self._tokens[i].sentence]
        speakers = {
            a.key
            for a in self._ready
            if a.sentence in (sentence.i, sentence.i + 1, sentence.i - 1)
            and not a.quoted
            and self._tokens[self._tokens[a.i].head].lemma in words("speech")
            and self._tokens[a.i].dep == "nsubj"
        }
        return [a for a in near if a.key not in speakers or a.key is None]

    def _settle(self, i: int, antecedent: Antecedent, because: str) -> None:
        scene = self._scene
        keys = antecedent.keys or ((antecedent.key,) if antecedent.key else ())
        scene.resolved[i] = Referent(keys, antecedent.phrase if not keys else None)
        if antecedent.key is not None and antecedent.animate and not scene.drafts[antecedent.key].gender:
            word = self._tokens[i].lower
            gender = "m" if word in HE else "f" if word in SHE else ""
            scene.drafts[antecedent.key].gender = gender
            for other in self._ready:
                if other.key == antecedent.key:
                    other.gender = gender
        for key in keys:
            scene.mention(key, i, i + 1, "pronoun")
            self._count[key] = self._count.get(key, 0) + 1
        if keys:
            scene.note((i, i + 1), " and ".join(scene.drafts[key].name for key in keys), "who.pronoun", because)

    def _open(self, i: int, rivals: list[Antecedent]) -> None:
        scene = self._scene
        drafts = [scene.drafts[a.key] for a in rivals if a.key]
        if len(drafts) < 2:
            return
        named = tuple(
            Candidate(d.key, d.name, d.iso3) for d in sorted(drafts, key=lambda d: rivals_order(d.key, rivals))
        )
        scene.resolved[i] = Referent(candidates=named)
        scene.abstain((i, i + 1), "two candidates: " + ", ".join(d.name for d in drafts))

    # candidates

    def _antecedents(self) -> list[Antecedent]:
        scene, tokens = self._scene, self._tokens
        found: list[Antecedent] = []
        seen: Sighting | None = None
        for i, sighting in enumerate(scene.cover):
            if sighting is not None and sighting is not seen and sighting.key is not None:
                head = _head_in(scene, sighting.lo, sighting.hi)
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
        found.extend(self._groups({a.i: a for a in found}))
        found.sort(key=lambda a: (a.i, len(a.keys)))
        return found

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
        animate = phrase.noun.kind in _PERSON_KINDS
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
        return Antecedent(i, key, phrase, gender, animate, plural, weight, token.sentence, self._quote[i])

    def _agrees(self, a: Antecedent, word: str, kind: str) -> bool:
        if kind == "he":
            wanted = "m" if word in HE else "f"
            return (
                a.animate
                and (a.key is not None or a.phrase is not None)
                and a.gender in ("", wanted)
                and not (a.plural and a.key is None)
            )
        if kind == "it":
            return not a.animate and not a.keys and not (a.plural and a.key is None)
        return bool(a.keys) or a.plural or (a.phrase is not None and a.phrase.plural)

    # ranking

    def _rank(self, i: int, near: list[Antecedent]) -> list[tuple[float, Antecedent]]:
        token = self._tokens[i]
        local = self._local_subject(i)
        scores: dict[object, tuple[float, Antecedent]] = {}
        for a in near:
            if self._bound_out(token.i, a, local):
                continue
            score = a.weight - 1.5 * (token.sentence - a.sentence)
            if a.key is not None:
                score += min(0.9, 0.3 * self._count.get(a.key, 0))
            if a.i == local and token.tag == "PRP$":
                score += 1.5
            if token.dep in ("nsubj", "nsubjpass") and self._governs(a.i, i):
                score += 1.5
            if self._both_speak(a, i):
                score += 1.2
            if token.dep == "dobj" and self._tokens[a.i].dep == "dobj":
                score += 0.8
            if not a.gender and a.animate:
                score -= 0.2
            if a.key is None and a.phrase is None and not a.keys:
                score -= 0.4
            if token.lower in THEY and a.key is not None and a.phrase is None:
                score -= 1.0
            key: object = a.key if a.key is not None else (a.i, a.keys)
            if key not in scores or scores[key][0] < score:
                scores[key] = (score, a)
        return sorted(scores.values(), key=lambda item: (-item[0], -item[1].i))

    def _local_subject(self, i: int) -> int:
        """The subject of the clause around a token, -1 for none."""
        at = i
        for _ in range(12):
            token = self._tokens[at]
            if token.pos in ("VERB", "AUX"):
                for child in self._scene.parsed.children(at, "nsubj", "nsubjpass"):
                    if not child.lo <= i < child.hi:
                        return _name_head(self._scene, child.i)
                if token.dep not in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp") and token.head != at:
                    return -1
            if token.head == at:
                return -1
            at = token.head
        return -1

    def _bound_out(self, i: int, a: Antecedent, local: int) -> bool:
        """An object pronoun is never the subject of its own verb."""
        token = self._tokens[i]
        return token.dep in ("dobj", "dative", "iobj") and a.i == local and not token.lower.endswith(("self", "selves"))

    def _governs(self, subject: int, i: int) -> bool:
        """Whether a subject's verb governs the clause of the pronoun ("X said he ...", "X left after he ...")."""
        token = self._tokens[subject]
        if token.dep not in ("nsubj", "nsubjpass"):
            return False
        verb = token.head
        at = self._tokens[i].head
        for _ in range(5):
            if at == verb:
                return True
            if self._tokens[at].dep not in ("ccomp", "advcl", "xcomp", "relcl", "acl") or self._tokens[at].head == at:
                return False
            at = self._tokens[at].head
        return False

    def _both_speak(self, a: Antecedent, i: int) -> bool:
        token, other = self._tokens[i], self._tokens[a.i]
        speech = words("speech")
        return (
            token.dep == "nsubj"
            and self._tokens[token.head].lemma in speech
            and not self._quote[i]
            and not a.quoted
            and other.dep == "nsubj"
            and self._tokens[other.head].lemma in speech
            and a.sentence < token.sentence
        )

    def _rivals(self, one: Antecedent, two: Antecedent) -> bool:
        """Whether two candidates are arguments of the same verb, so that neither stands out."""
        first, second = self._tokens[one.i], self._tokens[two.i]
        if one.key is None or two.key is None:
            return False
        verbs = {first.head, second.head}
        if second.dep == "pobj":
            verbs = {first.head, self._tokens[second.head].head}
        return len(verbs) == 1 and first.dep in ("nsubj", "dobj", "nsubjpass", "dative") and second.dep != "poss"

    def _empty(self, i: int) -> bool:
        """ "it" that stands for nothing: "it is clear that", "it was raining"."""
        token = self._tokens[i]
        if token.dep == "expl":
            return True
        verb = self._tokens[token.head]
        if token.dep not in ("nsubj", "nsubjpass"):
            return False
        children = list(self._scene.parsed.children(verb.i))
        later = {child.dep for child in children if child.i > verb.i}
        if verb.lemma in ("be", "seem", "appear", "remain", "become", "take", "happen"):
            return bool(later & {"ccomp", "xcomp", "advcl"}) and bool(later & {"acomp", "attr"} or verb.lemma != "be")
        if token.dep == "nsubjpass":
            return "ccomp" in later
        return verb.lemma in ("rain", "snow", "turn")


def rivals_order(key: str, rivals: list[Antecedent]) -> int:
    """Where a candidate first stands in the text."""
    return min(a.i for a in rivals if a.key == key)


def _head_in(scene: Scene, lo: int, hi: int) -> int:
    """The word of a name that the rest of it hangs on."""
    for i in range(hi - 1, lo - 1, -1):
        head = scene.tokens[i].head
        if (not lo <= head < hi or head == i) and scene.tokens[i].pos not in ("PUNCT", "PART"):
            return i
    return hi - 1


def _name_head(scene: Scene, i: int) -> int:
    sighting = scene.cover[i]
    return _head_in(scene, sighting.lo, sighting.hi) if sighting is not None else i


def _quotes(scene: Scene) -> list[int]:
    """For each token, 0 outside direct speech, else the number of its quotation; scare quotes do not count."""
    found = [0] * len(scene.tokens)
    for number, quotation in enumerate(scene.parsed.quotations, 1):
        lo, hi = scene.parsed.token_range(quotation.start, quotation.end)
        if hi - lo >= 4:
            for i in range(lo, hi):
                found[i] = number
    return found
