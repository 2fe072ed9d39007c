"""How near at hand an antecedent is: a list of weighted features, each of which says its name.

The sum decides, and the reading's note shows the features that made it. The weights of place, government and saying
were set by hand on texts of our own; the others on 566 pronoun sources of PolNeAR's training part that were labelled
by hand (November 2026; docs/codebook/who.md).
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.who.antecedents import Antecedent
from onrecord.who.clauses import SUBJECT, Clauses
from onrecord.who.scene import Scene
from onrecord.who.speakers import Speakers


class Feature(NamedTuple):
    """A reason for or against an antecedent, with its weight."""

    name: str
    weight: float


SENTENCE = Feature("sentences away", -1.5)
"""For each sentence between; one that is all quotation counts a quarter of that."""
PARAGRAPH = Feature("same paragraph", 0.8)
LEADS = Feature("subject of the main clause", 0.5)
EMBEDDED = Feature("subject inside another's clause", -0.7)
QUOTED = Feature("inside a quotation", -3.0)
"""For a pronoun outside of it: what somebody is quoted on is another text."""
OFTEN = Feature("named often", 0.2)
"""For each mention before, up to `OFTEN_MOST` mentions."""
OFTEN_MOST = 6
OFTEN_THING = 2
"""The same for what is no person: a country is named often in any report, and seldom what "it" takes up for that."""
OWN = Feature("subject of the possessive's own clause", 1.5)
GOVERNS = Feature("subject of the verb above", 1.5)
SAYER = Feature("utters the clause", 2.0)
"""Where the pronoun is the subject of what is said ("X said it would ...")."""
SPOKE = Feature("spoke last", 2.0)
"""Where the pronoun speaks too ("X said ... . He added ...") and nobody else has led a sentence since."""
SPEAKS = Feature("spoke before", 0.6)
BOTH_OBJECTS = Feature("object like the pronoun", 1.2)
SHARED = Feature("owns what the possessive's thing is listed with", 4.0)
""" "X's hard line and his temper". """
AHEAD = Feature("subject that the pronoun runs ahead of", 1.5)
""" "After he left, X said". """
INTRODUCED = Feature("brought in by what is said", 1.8)
""" "Ana Kovar was for it, she said". """
ADDED = Feature("subject of the clause that this one is added to", 0.9)
""" "X said that Y had won, but he would go on". """
LED = Feature("led the sentence before", 0.3)
"""The last subject of a main clause outside quotations."""
ASKED = Feature("is asked", 4.2)
""" "Todd asked X whether he would": a question is about whoever is asked. """
NEW = Feature("somebody new", -0.8)
""" "a reporter", "one man": whoever is brought in without a name is seldom taken up. """
TOPIC = Feature("set ahead of the sentence", 2.5)
NO_GENDER = Feature("gender unknown", -0.6)
NOBODY = Feature("a thing or a name of nobody known", -0.4)
ONE_FOR_MANY = Feature("one body for a plural pronoun", -1.0)


_SUBJECT_LIKE = 1.9
"""Weight of a place in a clause from which somebody takes over the talk: a subject, or the owner of one."""


class Score(NamedTuple):
    """An antecedent with its sum and the features that made it."""

    value: float
    antecedent: Antecedent
    reasons: tuple[tuple[str, float], ...]

    def told(self) -> str:
        """The features in words, the heaviest first."""
        ordered = sorted(self.reasons, key=lambda reason: -abs(reason[1]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in ordered if abs(value) >= 0.05)


class Salience:
    """Ranks the antecedents of one report's pronouns."""

    def __init__(self, scene: Scene, clauses: Clauses, speakers: Speakers, quote: list[int]) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._clauses = clauses
        self._speakers = speakers
        self._quote = quote
        self.named: dict[str, int] = {}
        self._pace = self._paces()

    def away(self, i: int, a: Antecedent) -> float:
        """Sentences between a pronoun and an antecedent; those that are quotation alone hardly count."""
        here = self._tokens[i].sentence
        if self._quote[i]:
            return float(here - a.sentence)
        return self._pace[here] - self._pace[a.sentence]

    def rank(self, i: int, near: list[Antecedent]) -> list[Score]:
        """The best mention of each entity or phrase, the best first."""
        token = self._tokens[i]
        local = self._clauses.local_subject(i)
        sayer = self._clauses.sayer(i)
        victim = self._clauses.is_victims(i)
        speaks = token.dep == "nsubj" and self._speakers.speaks(i)
        last = self._last(i, near) if speaks else -1
        asked = self._clauses.asked(i)
        sharer = self._clauses.sharer(i)
        ahead, added = self._clauses.ahead(i), self._clauses.coordinated(i)
        led, introduced = self._leader(i, near), self._clauses.introduced(i)
        best: dict[object, Score] = {}
        for a in near:
            if self._bound_out(i, a, local) or (victim and a.i == local):
                continue
            reasons = self._base(i, a)
            subject = token.dep in SUBJECT
            if a.i == local and token.tag == "PRP$" and sharer < 0:
                reasons.append((OWN.name, OWN.weight))
            if a.i == asked:
                reasons.append((ASKED.name, ASKED.weight))
            if a.i == ahead:
                reasons.append((AHEAD.name, AHEAD.weight))
            if a.i == introduced:
                reasons.append((INTRODUCED.name, INTRODUCED.weight))
            if a.i == added:
                reasons.append((ADDED.name, ADDED.weight))
            if a.i == led:
                reasons.append((LED.name, LED.weight))
            if a.i == sharer:
                reasons.append((SHARED.name, SHARED.weight))
            if subject and asked < 0 and self._clauses.governs(a.i, i):
                reasons.append((GOVERNS.name, GOVERNS.weight))
            if a.i == sayer and asked < 0 and (subject or victim):
                reasons.append((SAYER.name, SAYER.weight))
            if speaks and a.sentence <= token.sentence and self._speakers.speaks(a.i) and a.i < i:
                spoke = SPOKE if a.i == last else SPEAKS
                reasons.append((spoke.name, spoke.weight))
            if token.dep == "dobj" and self._tokens[a.i].dep == "dobj":
                reasons.append((BOTH_OBJECTS.name, BOTH_OBJECTS.weight))
            if a.key is not None and a.phrase is None and token.lower in ("they", "them", "their", "theirs"):
                reasons.append((ONE_FOR_MANY.name, ONE_FOR_MANY.weight))
            value = sum(weight for _, weight in reasons)
            key: object = a.key if a.key is not None else (a.i, a.keys)
            if key not in best or best[key].value < value:
                best[key] = Score(value, a, tuple(reasons))
        return sorted(best.values(), key=lambda score: (-score.value, -score.antecedent.i))

    def _base(self, i: int, a: Antecedent) -> list[tuple[str, float]]:
        """What speaks for an antecedent wherever the pronoun stands."""
        reasons = [("its place in its clause", a.weight)]
        away = self.away(i, a)
        if away:
            reasons.append((SENTENCE.name, SENTENCE.weight * away))
        sentences = self._scene.parsed.sentences
        if sentences[a.sentence].paragraph == sentences[self._tokens[i].sentence].paragraph:
            reasons.append((PARAGRAPH.name, PARAGRAPH.weight))
        if a.quoted and not self._quote[i]:
            reasons.append((QUOTED.name, QUOTED.weight))
        if self._clauses.leads(a.top) and self._tokens[i].dep in (*SUBJECT, "poss"):
            reasons.append((LEADS.name, LEADS.weight))
        elif a.sentence < self._tokens[i].sentence and self._clauses.is_embedded(a.top):
            reasons.append((EMBEDDED.name, EMBEDDED.weight))
        if self._clauses.is_topic(a.i):
            reasons.append((TOPIC.name, TOPIC.weight))
        if a.key is not None:
            most = OFTEN_MOST if a.animate else OFTEN_THING
            reasons.append((OFTEN.name, OFTEN.weight * min(most, self.named.get(a.key, 0))))
        if not a.gender and a.animate:
            reasons.append((NO_GENDER.name, NO_GENDER.weight))
        if a.key is None and a.phrase is None and not a.keys:
            reasons.append((NOBODY.name, NOBODY.weight))
        if a.key is None and a.phrase is not None and not a.phrase.definite and not a.plural:
            reasons.append((NEW.name, NEW.weight))
        return reasons

    def _leader(self, i: int, near: list[Antecedent]) -> int:
        """The last subject of a main clause in a sentence before a pronoun's, outside quotations; -1."""
        here = self._tokens[i].sentence
        for a in reversed(near):
            if a.sentence < here and not a.quoted and a.i < i and self._clauses.leads(a.top):
                return a.i
        return -1

    def _last(self, i: int, near: list[Antecedent]) -> int:
        """Whoever spoke last before a token, unless somebody else has led a sentence since; -1."""
        last = self._speakers.before(i, 3)
        own = next((a for a in near if a.i == last), None)
        if own is None:
            return -1
        since = self._tokens[last].sentence
        led = any(
            a.sentence > since and a.key != own.key and a.key is not None and not a.quoted and self._takes_over(i, a)
            for a in near
        )
        return -1 if led else last

    def _takes_over(self, i: int, a: Antecedent) -> bool:
        """Whether somebody leads a sentence, or stands as a subject or its owner in the pronoun's own sentence."""
        if self._clauses.leads(a.top):
            return True
        return a.sentence == self._tokens[i].sentence and a.weight >= _SUBJECT_LIKE

    def _bound_out(self, i: int, a: Antecedent, local: int) -> bool:
        """An object pronoun is never the subject of its own verb."""
        token = self._tokens[i]
        return token.dep in ("dobj", "dative", "iobj") and a.i == local and not token.lower.endswith(("self", "selves"))

    def _paces(self) -> list[float]:
        """For each sentence, how far into the report's own words it stands."""
        found, at = [], 0.0
        for sentence in self._scene.parsed.sentences:
            inside = sum(1 for i in range(sentence.lo, sentence.hi) if self._quote[i])
            at += 0.25 if inside >= 0.9 * (sentence.hi - sentence.lo) - 2 and inside else 1.0
            found.append(at)
        return found
