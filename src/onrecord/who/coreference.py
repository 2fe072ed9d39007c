"""Who "he", "it", "the minister", "both nations" are.

Each answer needs one candidate that stands clear of the next by a margin; else the reading abstains and names them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.language import Token
from onrecord.model import Candidate
from onrecord.who.antecedents import Antecedent, Antecedents
from onrecord.who.clauses import SUBJECT, Clauses
from onrecord.who.lexicon import words
from onrecord.who.relatives import Relatives
from onrecord.who.salience import Salience, Score
from onrecord.who.scene import Phrase, Scene
from onrecord.who.speakers import Speakers

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
FIRST = frozenset(("i", "me", "my", "mine", "myself"))
RELATIVE = frozenset(("who", "whom", "which", "that"))
MARGIN = 1.0
"""Lead that the best antecedent needs: of 0.4, 0.6, 0.8 and 1.0 the one with the fewest wrong answers on 566 labelled
pronoun sources of PolNeAR's training part; see docs/codebook/who.md."""
RIVAL_MARGIN = 2.5
"""The same where both are arguments of one verb ("X met Y, and he ..."): the news then leaves it open."""
DESCRIBED_MARGIN = 1.5
"""The same for a definite description, which may as well bring in somebody new."""
QUOTED_MARGIN = 99.0
"""The same inside a quotation, where the report does not show what was spoken of before."""
WEAKEST = -2.0
"""A sum below this is too far away to be meant, even alone."""
_WINDOW = {"he": 5.0, "it": 2.0, "they": 2.0}
_FARTHEST = 14
"""Sentences looked back at most, quotations included."""


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
        self._found = Antecedents(scene)
        self._quote = self._found.quote
        self._ready = self._found.all()
        self._clauses = Clauses(scene)
        self._speakers = Speakers(scene, self._quote)
        self._salience = Salience(scene, self._clauses, self._speakers, self._quote)
        self._relatives = Relatives(scene)
        self._by_sentence: dict[int, list[Antecedent]] = {}
        for antecedent in self._ready:
            self._by_sentence.setdefault(antecedent.sentence, []).append(antecedent)
        self._live: list[Antecedent] = []
        self._described: set[str] = set()

    def resolve(self) -> None:
        """Fill `scene.resolved` and add pronoun mentions."""
        live, named = self._live, self._salience.named
        pending = iter(self._ready)
        upcoming = next(pending, None)
        for token in self._tokens:
            while upcoming is not None and upcoming.i <= token.i:
                if upcoming.description:
                    self._describe(upcoming)
                elif upcoming.phrase is not None:
                    self._described.add(token.lower)
                live.append(upcoming)
                if upcoming.key is not None and upcoming.phrase is None:
                    named[upcoming.key] = named.get(upcoming.key, 0) + 1
                upcoming = next(pending, None)
            if token.pos != "PRON" and token.tag not in ("PRP$", "WP", "WDT"):
                continue
            word = token.lower
            if word in RELATIVE:
                self._relative(token.i)
                continue
            kind = "he" if word in HE or word in SHE else "it" if word in IT else "they" if word in THEY else ""
            if kind and not (word == "it" and self._clauses.is_empty(token.i)):
                self._one(token.i, kind)
        self._first_persons()

    def _first_persons(self) -> None:
        """ "I" in a quotation is whoever speaks it, where the report names that person."""
        scene = self._scene
        for token in self._tokens:
            if token.lower not in FIRST or not self._quote[token.i] or (token.pos != "PRON" and token.tag != "PRP$"):
                continue
            speaker = self._speakers.of(self._quote[token.i])
            key = self._entity(speaker) if speaker >= 0 else None
            if key is not None and scene.drafts[key].kind == "person":
                scene.resolved[token.i] = Referent((key,))
                scene.mention(key, token.i, token.i + 1, "pronoun")
                scene.note((token.i, token.i + 1), scene.drafts[key].name, "who.first-person", "speaks the quotation")

    def _entity(self, i: int) -> str | None:
        """The one entity that a token names or stands for."""
        scene = self._scene
        sighting, referent, phrase = scene.cover[i], scene.resolved.get(i), scene.phrases.get(i)
        if sighting is not None:
            return sighting.key if sighting.key in scene.drafts else None
        if referent is not None:
            return referent.keys[0] if len(referent.keys) == 1 else None
        return phrase.entity if phrase is not None and not phrase.plural else None

    def _relative(self, i: int) -> None:
        keys = self._relatives.meant(i)
        if not keys:
            return
        scene = self._scene
        scene.resolved[i] = Referent(keys)
        for key in keys:
            scene.mention(key, i, i + 1, "pronoun")
        names = " and ".join(scene.drafts[key].name for key in keys)
        scene.note((i, i + 1), names, "who.relative", "the noun that the clause is of")

    # candidates

    def _near(self, i: int, kind: str, gender: str) -> list[Antecedent]:
        """The antecedents before a token that agree with it and are not too far away, in order."""
        sentence = self._tokens[i].sentence
        near: list[Antecedent] = []
        for a in reversed(self._live):
            if sentence - a.sentence > _FARTHEST or self._salience.away(i, a) > _WINDOW[kind]:
                break
            if a.i < i and _agrees(a, kind, gender):
                near.append(a)
        near.reverse()
        later = self._clauses.ahead(i)
        near += [a for a in self._by_sentence.get(sentence, ()) if a.i == later > i and _agrees(a, kind, gender)]
        return near

    def _one(self, i: int, kind: str) -> None:
        token = self._tokens[i]
        near = self._near(i, kind, gender_of(token.lower))
        below = self._clauses.below(i)
        near = [self._chosen(a, token.lower) for a in near if a.key is None or a.key not in below]
        if self._quote[i]:
            near = self._inside_quotation(i, near)
        elif token.dep == "nsubj" and self._tokens[token.head].lemma in words("speech"):
            told = self._quotations_around(token.sentence)
            named = {a.key for a in near if a.quoted in told and a.key is not None}
            near = [a for a in near if a.quoted not in told and a.key not in named] or near
        best = self._salience.rank(i, near)
        if not best:
            return
        if self._is_clear(i, best, MARGIN):
            because = best[0].told() + (
                f"; next by {best[0].value - best[1].value:.1f}" if len(best) > 1 else "; alone"
            )
            self._settle(i, best[0].antecedent, because)
        elif kind == "he":
            self._open(i, [score.antecedent for score in best[:3]])

    def _chosen(self, a: Antecedent, word: str) -> Antecedent:
        """A surname left open ("Trump" of two) as the one bearer whom the pronoun's gender leaves."""
        gender, drafts = gender_of(word), self._scene.drafts
        if not a.others or not gender or any(key not in drafts or not drafts[key].gender for key in a.others):
            return a
        meant = [key for key in a.others if drafts[key].gender == gender]
        return replace(a, key=meant[0], gender=gender, unknown=False) if len(meant) == 1 else a

    def _is_clear(self, i: int, best: list[Score], margin: float) -> bool:
        """Whether the first candidate stands clear of the second."""
        if best[0].value <= WEAKEST:
            return False
        if len(best) == 1:
            return True
        need = margin
        if self._quote[i]:
            need = QUOTED_MARGIN
        elif self._rivals(i, best[0].antecedent, best[1].antecedent):
            need = RIVAL_MARGIN
        return best[0].value - best[1].value >= need

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

    def _rivals(self, i: int, one: Antecedent, two: Antecedent) -> bool:
        """Whether two candidates are arguments of the same verb, so that neither stands out."""
        if one.key is None or two.key is None:
            return False
        here = self._by_sentence.get(one.sentence, ()) if one.sentence == self._tokens[i].sentence else ()
        again = [a for a in here if a.key == two.key and a.i < i]
        return any(self._beside(self._tokens[one.i], self._tokens[a.i]) for a in (two, *again))

    def _beside(self, first: Token, second: Token) -> bool:
        verb = self._tokens[second.head].head if second.dep == "pobj" else second.head
        return first.head == verb and first.dep in ("nsubj", "dobj", "nsubjpass", "dative") and second.dep != "poss"

    # answers

    def _settle(self, i: int, antecedent: Antecedent, because: str) -> None:
        scene = self._scene
        keys = antecedent.keys or ((antecedent.key,) if antecedent.key else ())
        scene.resolved[i] = Referent(keys, antecedent.phrase if not keys else None)
        gender = gender_of(self._tokens[i].lower)
        if antecedent.key is not None and antecedent.animate and not scene.drafts[antecedent.key].gender:
            scene.drafts[antecedent.key].gender = gender
            for other in self._ready:
                if other.key == antecedent.key:
                    other.gender = gender
        for key in keys:
            scene.mention(key, i, i + 1, "pronoun")
            self._salience.named[key] = self._salience.named.get(key, 0) + 1
        if keys:
            scene.note((i, i + 1), " and ".join(scene.drafts[key].name for key in keys), "who.pronoun", because)
        if antecedent.key is not None:
            again = self._found.pronoun(i, antecedent.key, gender, animate=antecedent.animate, plural=antecedent.plural)
            self._live.append(again)

    def _describe(self, a: Antecedent) -> None:
        """Let a definite description take up whom it must mean: "the nominee" after "Clinton said".

        A noun that has stood for somebody else before ("a judge ... the judge") takes up that one.
        """
        token = self._tokens[a.i]
        again = token.lower in self._described
        self._described.add(token.lower)
        if token.dep not in SUBJECT or a.quoted or again:
            return
        below = self._clauses.below(a.i)
        near = [b for b in self._near(a.i, "he", a.gender) if b.key is not None and b.key not in below]
        best = self._salience.rank(a.i, near)
        if best and self._is_clear(a.i, best, DESCRIBED_MARGIN):
            a.key = best[0].antecedent.key
            a.gender = a.gender or best[0].antecedent.gender
            self._described.discard(token.lower)

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


def gender_of(word: str) -> str:
    """`m`, `f` or nothing: what a pronoun says of whom it stands for."""
    return "m" if word in HE else "f" if word in SHE else ""


def _agrees(a: Antecedent, kind: str, gender: str) -> bool:
    """Whether an antecedent fits a pronoun of one kind and gender."""
    if kind == "he":
        return (
            (a.animate or a.unknown)
            and (a.key is not None or a.phrase is not None or a.unknown)
            and (not gender or a.gender in ("", gender))
            and not (a.plural and a.key is None)
        )
    if kind == "it":
        return not a.animate and not a.keys and not (a.plural and a.key is None)
    return bool(a.keys) or a.plural or (a.phrase is not None and a.phrase.plural)


def rivals_order(key: str, rivals: list[Antecedent]) -> int:
    """Where a candidate first stands in the text."""
    return min(a.i for a in rivals if a.key == key)
