"""Who "he", "it", "the minister", "both nations" are.

Each answer needs one candidate that stands clear of the next by a margin; else the reading abstains and names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Candidate
from onrecord.who.antecedents import Antecedent, Antecedents, name_head
from onrecord.who.lexicon import words
from onrecord.who.scene import Phrase, Scene

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
MARGIN = 1.0
"""Lead that the best antecedent needs. Chosen by hand on texts of our own; see docs/codebook/who.md."""
RIVAL_MARGIN = 2.5
"""The same where both are arguments of one verb ("X met Y, and he ..."): the news then leaves it open."""
SAYER = 2.0
"""Added for whoever speaks where the pronoun is the subject of what is said ("X said it would ...")."""
_WINDOW = {"he": 3, "it": 2, "they": 2}


_CLAUSES = frozenset((
    "ccomp", "advcl", "xcomp", "relcl", "acl", "conj", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr",
    "poss", "compound",
))  # fmt: skip


@dataclass(slots=True)
class Referent:
    """What a pronoun or a back-reference stands for: entities, or a phrase without one, or candidates."""

    keys: tuple[str, ...] = ()
    phrase: Phrase | None = None
    candidates: tuple[Candidate, ...] = ()


class Pronouns:
    """Resolves the pronouns of one report from left to right."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._count: dict[str, int] = {}
        found = Antecedents(scene)
        self._quote = found.quote
        self._ready = found.all()
        self._by_sentence: dict[int, list[Antecedent]] = {}
        for antecedent in self._ready:
            self._by_sentence.setdefault(antecedent.sentence, []).append(antecedent)

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
        near: list[Antecedent] = []
        for a in reversed(live):
            if token.sentence - a.sentence > _WINDOW[kind]:
                break
            if a.i < i:
                near.append(a)
        near.reverse()
        near = [a for a in near if self._agrees(a, token.lower, kind)]
        if self._quote[i]:
            near = self._inside_quotation(i, near)
        elif token.dep == "nsubj" and self._tokens[token.head].lemma in words("speech"):
            told = self._quotations_around(token.sentence)
            named = {a.key for a in near if a.quoted in told and a.key is not None}
            near = [a for a in near if a.quoted not in told and a.key not in named] or near
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

    def _quotations_around(self, number: int) -> set[int]:
        """The quotations that a sentence holds or ends: whoever is named in them did not speak them."""
        sentence = self._scene.parsed.sentences[number]
        return {self._quote[i] for i in range(sentence.lo, sentence.hi)} - {0}

    def _inside_quotation(self, i: int, near: list[Antecedent]) -> list[Antecedent]:
        """Inside a quotation the speaker says "I": whoever speaks around it is no candidate."""
        sentence = self._scene.parsed.sentences[self._tokens[i].sentence]
        around = (a for at in (-1, 0, 1) for a in self._by_sentence.get(sentence.i + at, ()))
        speakers = {
            a.key
            for a in around
            if not a.quoted
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
        drafts = [scene.drafts[a.key] for a in rivals if a.key and scene.drafts[a.key].kind == "person"]
        rivals = [a for a in rivals if a.key]
        if len(drafts) < 2:
            return
        named = tuple(
            Candidate(d.key, d.name, d.iso3) for d in sorted(drafts, key=lambda d: rivals_order(d.key, rivals))
        )
        scene.resolved[i] = Referent(candidates=named)
        scene.abstain((i, i + 1), "two candidates: " + ", ".join(d.name for d in drafts))

    def _agrees(self, a: Antecedent, word: str, kind: str) -> bool:
        if kind == "he":
            wanted = "m" if word in HE else "f"
            return (
                (a.animate or a.unknown)
                and (a.key is not None or a.phrase is not None or a.unknown)
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
        sayer = self._sayer(i)
        victim = self._is_victims(i)
        scores: dict[object, tuple[float, Antecedent]] = {}
        for a in near:
            if self._bound_out(token.i, a, local) or (victim and a.i == local):
                continue
            score = a.weight - 1.5 * (token.sentence - a.sentence)
            if a.key is not None:
                score += min(0.9, 0.3 * self._count.get(a.key, 0))
            if a.i == local and token.tag == "PRP$":
                score += 1.5
            if token.dep in ("nsubj", "nsubjpass") and self._governs(a.i, i):
                score += 1.5
            if a.i == sayer and (token.dep in ("nsubj", "nsubjpass") or victim):
                score += SAYER
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
                        return name_head(self._scene, child.i)
                if token.dep not in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp") and token.head != at:
                    return -1
            if token.head == at:
                return -1
            at = token.head
        return -1

    def _sayer(self, i: int) -> int:
        """Whoever utters the clause around a token: the subject, understood or not, of the verb of saying; -1."""
        tokens = self._tokens
        at = tokens[i].head
        for _ in range(8):
            token = tokens[at]
            if token.dep == "ccomp" and tokens[token.head].lemma in words("speech"):
                return self._understood(token.head)
            if token.head == at or token.dep not in _CLAUSES:
                return -1
            at = token.head
        return -1

    def _understood(self, verb: int) -> int:
        """The subject of a verb, or of the one it hangs on: "X angered Y by saying ..."."""
        tokens = self._tokens
        for _ in range(6):
            own = self._scene.parsed.child(verb, "nsubj", "nsubjpass")
            if own is not None:
                return name_head(self._scene, own.i)
            token = tokens[verb]
            if token.head == verb or token.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
                return -1
            if token.dep == "prep" and token.lower in ("of", "for"):
                blamed = self._scene.parsed.child(token.head, "dobj")
                if blamed is not None:
                    return name_head(self._scene, blamed.i)
            verb = token.head
        return -1

    def _is_victims(self, i: int) -> bool:
        """Whether a possessive's thing is what a hostile act hits, so that it is not the doer's: "rammed its boat"."""
        tokens = self._tokens
        thing = tokens[tokens[i].head]
        if tokens[i].tag != "PRP$" or (i + 1 < len(tokens) and tokens[i + 1].lower == "own"):
            return False
        return thing.dep == "dobj" and tokens[thing.head].lemma in words("hostile")

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
