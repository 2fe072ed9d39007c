"""Whom a relative pronoun stands for: "Kasich, who brags", "the group, which monitors"."""

from __future__ import annotations

from onrecord.language.phrases import conjuncts
from onrecord.who.lexicon import words
from onrecord.who.scene import Scene, Sighting

_WHO = frozenset(("who", "whom"))
_THING = frozenset(("which", "that"))


class Relatives:
    """Reads the relative pronouns of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens

    def meant(self, i: int) -> tuple[str, ...]:
        """The entities that a relative pronoun stands for; nothing for any other word."""
        token = self._tokens[i]
        if token.lower not in _WHO and not (token.lower in _THING and token.tag == "WDT"):
            return ()
        clause = self._clause(i)
        person = token.lower in _WHO
        if clause is None:
            key = self._adjacent(i) if person else None
            return (key,) if key is not None else ()
        noun = self._tokens[clause].head
        several = self._several(noun, i, clause)
        if several:
            return several
        key = self._of_noun(noun, i, person=person)
        if key is None and person:
            key = self._nearest(i)
        return (key,) if key is not None else ()

    def _clause(self, i: int) -> int | None:
        """The verb of the relative clause that a pronoun begins, the first one of "whom X met and who left"."""
        at = i
        for _ in range(6):
            token = self._tokens[at]
            if token.dep == "relcl":
                return at if token.head < i else None
            verb = token.pos in ("VERB", "AUX") and token.dep not in ("ccomp", "xcomp", "conj", "aux")
            if token.head == at or verb:
                return None
            at = token.head
        return None

    def _several(self, noun: int, i: int, clause: int) -> tuple[str, ...]:
        """All the names of a list where the clause has a plural verb: "X and Y, who say"."""
        scene, tokens = self._scene, self._tokens
        first = tokens[noun]
        while first.dep == "conj" and first.head != first.i:
            first = tokens[first.head]
        listed = [name for name in conjuncts(scene.parsed, first.i) if name < i]
        many = any(tokens[at].tag == "VBP" for at in (clause, *tokens[clause].children) if at > i)
        if len(listed) < 2 or not many or noun not in listed:
            return ()
        keys = [self._of_noun(name, i, person=True) for name in listed]
        return tuple(dict.fromkeys(key for key in keys if key is not None)) if all(keys) else ()

    def _of_noun(self, noun: int, i: int, *, person: bool) -> str | None:
        """The entity of the noun that a clause hangs on, or of what that noun is apposed to."""
        scene, tokens = self._scene, self._tokens
        at = noun
        for _ in range(4):
            sighting = scene.cover[at]
            if sighting is not None:
                return self._fits(sighting, person=person)
            for child in scene.parsed.children(at, "appos"):
                named = scene.cover[child.i]
                if named is not None and child.i < i and (named.kind == "person") == person:
                    return self._fits(named, person=person)
            phrase = scene.phrases.get(at)
            if phrase is not None and phrase.entity is not None and not phrase.plural:
                return phrase.entity if phrase.entity.startswith("person:") == person else None
            about = tokens[at]
            listed = about.dep == "conj" and tokens[about.head].dep == "appos"
            if (about.dep != "appos" and not listed) or about.head == at or about.tag in ("NNS", "NNPS"):
                return None
            at = about.head
        return None

    def _fits(self, sighting: Sighting, *, person: bool) -> str | None:
        draft = self._scene.drafts.get(sighting.key or "")
        return draft.key if draft is not None and (draft.kind == "person") == person else None

    def _adjacent(self, i: int) -> str | None:
        """The name right before "who" or ", who", however the clause was parsed."""
        at = i - 2 if i > 1 and self._tokens[i - 1].text == "," else i - 1
        sighting = self._scene.cover[at] if at >= 0 else None
        same = at >= 0 and self._tokens[at].sentence == self._tokens[i].sentence
        return self._fits(sighting, person=True) if sighting is not None and same else None

    def _nearest(self, i: int) -> str | None:
        """The name right before ", who" where the parse hangs the clause on something that is no person.

        Only an age, a place, a party or an apposition may stand between: "Ana Kovar, 24, from Brno, who".
        """
        scene, tokens = self._scene, self._tokens
        lo = scene.parsed.sentences[tokens[i].sentence].lo
        for at in range(i - 1, max(lo - 1, i - 9), -1):
            sighting, token = scene.cover[at], tokens[at]
            if sighting is not None and sighting.kind == "person":
                return self._fits(sighting, person=True)
            if at in scene.phrases or (token.pos in ("NOUN", "PRON") and sighting is None):
                return self._of_noun(at, i, person=True) if token.dep == "appos" else None
            if token.pos in ("VERB", "AUX") or token.lemma in words("speech"):
                return None
        return None
