"""What the parse says of a pronoun's clause: whose it is, who utters it, who cannot be meant in it."""

from __future__ import annotations

from onrecord.who.antecedents import name_head
from onrecord.who.lexicon import words
from onrecord.who.scene import Scene

SUBJECT = ("nsubj", "nsubjpass")
_CLAUSES = frozenset((
    "ccomp", "advcl", "xcomp", "relcl", "acl", "conj", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr",
    "poss", "compound",
))  # fmt: skip
_BREAKS = frozenset((":", ";", ".", "?", "!"))
"""Marks behind which a clause is no longer what the clause before it says."""
_AHEAD = frozenset(("advcl", "prep", "acl", "npadvmod", "advmod"))


class Clauses:
    """Looks around the pronouns of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens

    def local_subject(self, i: int) -> int:
        """The subject of the clause around a token, -1 for none."""
        at = i
        for _ in range(12):
            token = self._tokens[at]
            if token.pos in ("VERB", "AUX"):
                for child in self._scene.parsed.children(at, *SUBJECT):
                    if not child.lo <= i < child.hi:
                        return name_head(self._scene, child.i)
                if token.dep not in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp") and token.head != at:
                    return -1
            if token.head == at:
                return -1
            at = token.head
        return -1

    def sayer(self, i: int) -> int:
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
            own = self._scene.parsed.child(verb, *SUBJECT)
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

    def is_victims(self, i: int) -> bool:
        """Whether a possessive's thing is what a hostile act hits, so that it is not the doer's: "rammed its boat"."""
        tokens = self._tokens
        thing = tokens[tokens[i].head]
        if tokens[i].tag != "PRP$" or (i + 1 < len(tokens) and tokens[i + 1].lower == "own"):
            return False
        return thing.dep == "dobj" and tokens[thing.head].lemma in words("hostile")

    def sharer(self, i: int) -> int:
        """The owner of what a possessive's thing is listed with: "*X's* hard line and his temper"; -1."""
        scene, tokens = self._scene, self._tokens
        thing = tokens[tokens[i].head]
        if tokens[i].tag != "PRP$":
            return -1
        for _ in range(4):
            if thing.dep not in ("conj", "appos") or thing.head == thing.i:
                return -1
            thing = tokens[thing.head]
            owner = scene.parsed.child(thing.i, "poss")
            if owner is not None:
                return name_head(scene, owner.i)
        return -1

    def ahead(self, i: int) -> int:
        """The subject that a pronoun in the opening of its sentence runs ahead of: "After he left, *X* said"; -1."""
        scene, tokens = self._scene, self._tokens
        sentence = scene.parsed.sentences[tokens[i].sentence]
        at = i
        for _ in range(12):
            token = tokens[at]
            if token.head == at or token.head < sentence.lo:
                return -1
            above = tokens[token.head]
            if token.dep in _AHEAD and above.pos in ("VERB", "AUX"):
                own = scene.parsed.child(above.i, *SUBJECT)
                if own is not None and token.hi <= own.lo and not own.lo <= i < own.hi:
                    return name_head(scene, own.i)
            at = token.head
        return -1

    def coordinated(self, i: int) -> int:
        """The subject, or its owner, of the clause that a pronoun's is added to: "*X* said so, but he left"; -1."""
        tokens = self._tokens
        verb = tokens[tokens[i].head]
        if tokens[i].dep not in SUBJECT or verb.dep != "conj":
            return -1
        own = self._scene.parsed.child(verb.head, *SUBJECT)
        if own is None or own.i > i:
            return -1
        owner = self._scene.parsed.child(own.i, "poss") if self._scene.cover[own.i] is None else None
        return name_head(self._scene, owner.i if owner is not None else own.i)

    def governs(self, subject: int, i: int) -> bool:
        """Whether a subject's verb governs the clause of the pronoun ("X said he ...", "X left after he ...")."""
        token = self._tokens[subject]
        if token.dep not in SUBJECT:
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

    def is_embedded(self, i: int) -> bool:
        """Whether a subject stands in what somebody says or in a relative clause: "said *Y* had left"."""
        token = self._tokens[i]
        return token.dep in SUBJECT and self._tokens[token.head].dep in ("ccomp", "relcl", "acl", "pcomp", "csubj")

    def leads(self, i: int) -> bool:
        """Whether a token is the subject of the main verb of its sentence, or owns it ("*X's* style is new")."""
        token = self._tokens[i]
        if token.dep == "poss" and token.head not in self._scene.phrases:
            token = self._tokens[token.head]
        verb = self._tokens[token.head]
        return token.dep in SUBJECT and verb.head == verb.i

    def below(self, i: int) -> frozenset[str]:
        """Who is named in what a pronoun as subject governs, so that the pronoun is somebody else.

        "She asked Richards", "He says Obama knows", "Trump would win, he said": a name in the objects and
        complements of the pronoun's own verb never stands for the pronoun. A clause before it may bring its
        subject in ("Ana Kovar was for it, she said"), or tell of speech itself ("Kovar declared: ..., she said").
        """
        scene, tokens = self._scene, self._tokens
        token = tokens[i]
        if token.dep not in SUBJECT:
            return frozenset()
        said = tokens[token.head].lemma in words("speech") and tokens[i - 1].text not in _BREAKS
        found: set[str] = set()
        for child in scene.parsed.children(token.head):
            after = child.i > i and not (child.dep == "conj" and scene.parsed.child(child.i, *SUBJECT) is not None)
            if child.i == i or not (after or (said and child.dep == "ccomp")):
                continue
            found |= {s.key for s in scene.cover[child.lo : child.hi] if s is not None and s.key is not None}
        brought = scene.cover[self.introduced(i)] if self.introduced(i) >= 0 else None
        return frozenset(found - {brought.key if brought is not None else None})

    def introduced(self, i: int) -> int:
        """The subject that the clause before "he said" brings in: "*Ana Kovar* was for it, she said"; -1."""
        for child in self._scene.parsed.children(self._tokens[i].head, "ccomp"):
            if child.i < i and self._brought_in(child.i) is not None:
                own = self._scene.parsed.child(child.i, *SUBJECT)
                return name_head(self._scene, own.i) if own is not None else -1
        return -1

    def _brought_in(self, verb: int) -> str | None:
        """The subject of a clause that is named there for the first time or that speaks there."""
        scene = self._scene
        own = scene.parsed.child(verb, *SUBJECT)
        sighting = scene.cover[own.i] if own is not None else None
        if sighting is None or own is None:
            return None
        speaks = self._tokens[verb].lemma in words("speech")
        first = all(other is None or other.key != sighting.key for other in scene.cover[: sighting.lo])
        return sighting.key if speaks or first else None

    def asked(self, i: int) -> int:
        """Whoever is asked in the clause above a token: "asked *X* about what he had said"; -1."""
        scene, tokens = self._scene, self._tokens
        at = i
        for _ in range(8):
            token = tokens[at]
            if token.lemma in words("asking") and token.pos == "VERB" and at != i:
                asked = scene.parsed.child(at, "dobj", "nsubjpass")
                return name_head(scene, asked.i) if asked is not None and asked.i < i else -1
            if token.head == at:
                return -1
            at = token.head
        return -1

    def is_topic(self, i: int) -> bool:
        """Whether a name is set ahead of its sentence: "As for X, he ..."."""
        tokens = self._tokens
        token = tokens[i]
        if token.dep != "pobj" or tokens[token.head].lower != "for" or token.head == 0:
            return False
        before = tokens[token.head - 1]
        return before.lower == "as" and before.i == self._scene.parsed.sentences[token.sentence].lo

    def is_empty(self, i: int) -> bool:
        """ "it" that stands for nothing: "it is clear that", "it was raining"."""
        token = self._tokens[i]
        if token.dep == "expl":
            return True
        verb = self._tokens[token.head]
        if token.dep not in SUBJECT:
            return False
        children = list(self._scene.parsed.children(verb.i))
        later = {child.dep for child in children if child.i > verb.i}
        if verb.lemma in ("be", "seem", "appear", "remain", "become", "take", "happen"):
            return bool(later & {"ccomp", "xcomp", "advcl"}) and bool(later & {"acomp", "attr"} or verb.lemma != "be")
        if token.dep == "nsubjpass":
            return "ccomp" in later
        return verb.lemma in ("rain", "snow", "turn")
