"""Event nouns: "Russia's offensive", "talks between X and Y", "launched an attack"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.codebook.triggers import Trigger, lemma, light_verbs, words
from onrecord.happened.arguments import Arguments
from onrecord.happened.match import Candidate, holder, noun_slot
from onrecord.happened.parties import Parties
from onrecord.language.parsed import Parsed, Token

TEMPORAL = frozenset(("after", "before", "following", "during", "since", "amid", "despite", "until"))
_NOT_HAD = frozenset(("AGREE", "SUPPORT", "SANCTION", "MOBILIZE", "COERCE"))
_TARGETS = frozenset(("on", "against", "into", "to", "of"))
_VERB_SLOTS = frozenset(
    ("with", "against", "on", "to", "in", "between", "into", "at", "for", "from", "over", "by", "near", "off")
)


class Carrier(NamedTuple):
    """The verb that carries an event noun, and how: `do`, `undergo`, `occur`, `strike`."""

    verb: int
    effect: str


def carrier(parsed: Parsed, noun: int) -> Carrier | None:
    """The light verb of a noun: "held talks", "talks were held", "engaged in talks", "fighting broke out"."""
    tokens = parsed.tokens
    token = tokens[noun]
    for _ in range(3):  # "a series of attacks", "one of the raids"
        if token.dep == "pobj" and tokens[token.head].lower == "of":
            above = tokens[tokens[token.head].head]
            if above.pos in ("NOUN", "NUM", "DET", "PRON") and above.lemma in words("counters"):
                token = above
                continue
        if token.dep == "conj" and tokens[token.head].pos == "NOUN":
            token = tokens[token.head]
            continue
        break
    if token.dep in ("relcl", "acl"):
        return None
    if token.dep in ("dobj", "nsubjpass", "nsubj", "attr"):
        verb = tokens[token.head]
        effect = _effect(parsed, verb, None)
        if effect is not None and _goes(effect, token.dep):
            return Carrier(verb.i, effect)
    elif token.dep == "pobj":
        preposition = tokens[token.head]
        verb = tokens[preposition.head]
        if verb.pos in ("VERB", "AUX"):
            effect = _effect(parsed, verb, preposition.lower)
            if effect is not None:
                return Carrier(verb.i, effect)
    for child in parsed.children(noun, "relcl", "acl"):  # "the offensive Ukraine launched", "talks held in Geneva"
        effect = _effect(parsed, child, None)
        if effect == "do":
            return Carrier(child.i, "do")
    return None


def _names(parsed: Parsed, verb: Token) -> bool:
    """Whether "call" says what its object is: "called the deal a farce" makes no deal."""
    if verb.lemma != "call":
        return False
    if parsed.child(verb.i, "oprd", "attr", "xcomp", "acomp") is not None:
        return True
    named = parsed.child(verb.i, "dobj")
    return named is not None and parsed.child(named.i, "appos") is not None


def _goes(effect: str, dep: str) -> bool:
    if effect == "undo":
        return dep in ("dobj", "nsubjpass")
    if dep == "nsubj":
        return effect in ("occur", "strike", "both")
    return effect in ("do", "undergo", "both") or dep == "nsubjpass"


def _effect(parsed: Parsed, verb: Token, preposition: str | None) -> str | None:
    found, longest = None, 0
    particle = parsed.child(verb.i, "prt")
    if _names(parsed, verb):
        return None
    for term, effect in light_verbs().get(lemma(verb.lower, verb.lemma), ()):
        rest = term[1:]
        if particle is not None and particle.lower not in rest:
            continue  # "gave up fighting" is no "gave"
        if preposition is not None:
            if not rest or rest[-1] != preposition:
                continue
            rest = rest[:-1]
        if all(any(c.lower == word for c in parsed.children(verb.i)) for word in rest):
            if found is None:
                found, longest = effect, len(term)
            elif len(term) == longest and found != effect:
                return "both"
    return found


class NounMatcher:
    """Matches noun rows at one noun."""

    def __init__(self, parsed: Parsed, parties: Parties, noun: int) -> None:
        self.parsed = parsed
        self.parties = parties
        self.noun = noun
        self.carrier = carrier(parsed, noun)
        self.arguments = Arguments(parsed, self.carrier.verb) if self.carrier else None

    def match(self, rows: tuple[Trigger, ...]) -> Candidate | None:
        """The first row that fits."""
        refused: list[str] = []
        for row in rows:
            lo = self._first(row)
            if lo is None:
                continue
            actors = self._sides(row.actor)
            recipients = [r for r in self._sides(row.recipient) if r not in actors]
            if self.carrier and self.carrier.effect == "undergo" and self.arguments is not None:
                subject = [s for s in self.arguments.slot("subj") if self.parties.is_party(s)]
                if subject:
                    recipients = subject
                    actors = [a for a in actors if a not in subject] or [
                        a for a in self.arguments.slot("from") if self.parties.is_party(a)
                    ]
            if self._meets(row) and self._allowed(row, actors, recipients):
                return self._candidate(row, lo, actors, recipients, refused)
            refused.append(row.name)
        return None

    def proposed(self, row: Trigger) -> Candidate:
        """The noun by a row that asks for nothing."""
        actors = self._sides(row.actor)
        return self._candidate(row, self.noun, actors, [r for r in self._sides(row.recipient) if r not in actors], [])

    def _candidate(
        self, row: Trigger, lo: int, actors: list[int], recipients: list[int], refused: list[str]
    ) -> Candidate:
        anchor, hi = self.noun, self.noun + 1
        if self.carrier is not None:
            anchor = self.carrier.verb
            if self.carrier.effect == "do" and anchor < lo and hi - anchor <= 5:
                lo = anchor
        undone = self.carrier is not None and self.carrier.effect == "undo"
        if undone:
            actors, recipients = self._undone(actors, recipients)
        because = f"carried by {self.parsed.tokens[anchor].text}" if self.carrier else "noun with its own sides"
        return Candidate(
            row, anchor, lo, hi, actors, recipients, because=because, refused=refused, noun=self.noun, undone=undone
        )

    def _undone(self, actors: list[int], recipients: list[int]) -> tuple[list[int], list[int]]:
        """The sides of what was called off: who was to do it, and whom the canceller spares or shuns."""
        own = [at for name in ("by", "poss", "of") for at in noun_slot(self.parsed, self.parties, self.noun, name)]
        canceller = list(self.arguments.slot("subj")) if self.arguments is not None else []
        return (own, canceller) if own else (actors, recipients)

    def _first(self, row: Trigger) -> int | None:
        """The first token of the term, whose last word is the noun; None where its other words are missing."""
        lo = self.noun
        for word in reversed(row.term[:-1]):
            lo -= 1
            if lo < 0 or word not in (self.parsed.tokens[lo].lemma, self.parsed.tokens[lo].lower):
                return None
        return lo

    def slot(self, name: str) -> Iterator[int]:
        """The fillers of a slot: the noun's own, else those of the verb that carries it."""
        if name.startswith("obj."):
            return
        if name == "subj":
            if (
                self.arguments is not None
                and self.carrier is not None
                and self.carrier.effect in ("do", "both", "undo")
            ):
                for at in self.arguments.slot("subj"):
                    if at != self.noun:
                        yield at
            return
        if name == "clause":
            doer = self._claimed()
            if doer is not None:
                yield doer
            return
        yield from noun_slot(self.parsed, self.parties, self.noun, name)
        if self.arguments is not None and name in _VERB_SLOTS:
            for at in self.arguments.slot(name):
                if at != self.noun:
                    yield at

    def _sides(self, names: tuple[str, ...]) -> list[int]:
        for name in names:
            found = [at for at in self.slot(name) if self._may_be(at, name)]
            if not found and name in _TARGETS:
                found = [h for at in self.slot(name) if (h := holder(self.parsed, self.parties, at)) is not None]
            if found:
                return found
        return []

    def _may_be(self, head: int, name: str) -> bool:
        """Whether a noun can be a side there; a thing of some country can be a target ("on an Israeli vehicle")."""
        if name in ("in", "at"):
            return self.parties.is_party(head) and self.parties.resolved(head)
        if name == "on":
            return self.parties.resolved(head)
        return self.parties.is_party(head) or (name in _TARGETS and self.parties.national(head))

    def _claimed(self) -> int | None:
        """The doer in the clause that a noun of accusing takes: "a claim that it had shipped missiles"."""
        for clause in self.parsed.children(self.noun, "acl", "ccomp", "relcl"):
            if self.parsed.child(clause.i, "mark") is not None or clause.dep == "ccomp":
                return Arguments(self.parsed, clause.i).subject
        return None

    def _meets(self, row: Trigger) -> bool:
        for need in row.needs:
            fillers = self._sides(row.actor) if need.slot == "actor" else list(self.slot(need.slot))
            if not fillers or not any(self.parties.fits(at, need) for at in fillers):
                return False
        return True

    def _allowed(self, row: Trigger, actors: list[int], recipients: list[int]) -> bool:
        flags = row.flags
        if row.type == "ASSAULT" and self._tame():
            return False
        if "clause" in flags:
            return bool(actors) and bool(recipients)
        if self.carrier is not None:
            if row.type in _NOT_HAD and self.parsed.tokens[self.carrier.verb].lemma == "have":
                return False  # to have an agreement is a state
            if "striker" in flags or "crowd" in flags:
                return self.carrier.effect != "strike"
            if "joint" in flags:
                return self._joint(actors)
            if "plur" in flags:
                return len(actors) + len(recipients) > 0
            return self.carrier.effect != "strike" or bool(actors or recipients)
        if "light" in flags or self._opaque():
            return False
        if "joint" in flags:
            return self._joint(actors)
        if "plur" in flags:
            return bool(actors) and any(True for n in ("between", "with", "among") for _ in self.slot(n))
        if "violentnoun" in flags:
            return bool(actors) and (bool(recipients) or self._temporal())
        if "crowd" in flags or "striker" in flags:
            return bool(actors) and any(True for n in ("by", "of") for _ in self.slot(n))
        return bool(actors) and (bool(recipients) or row.mutual)

    def _tame(self) -> bool:
        """ "a heart attack", "a verbal assault"."""
        return any(c.lower in words("tame") for c in self.parsed.children(self.noun, "compound", "amod", "nmod"))

    def _joint(self, actors: list[int]) -> bool:
        joint = any(
            c.lower in ("joint", "bilateral", "multinational", "combined")
            for c in self.parsed.children(self.noun, "amod")
        )
        return joint or any(True for n in ("with", "between") for _ in self.slot(n))

    def _temporal(self) -> bool:
        token = self.parsed.tokens[self.noun]
        return token.dep == "pobj" and self.parsed.tokens[token.head].lower in TEMPORAL

    def _opaque(self) -> bool:
        """Whether the noun only names what another verb is about ("condemned the attack")."""
        token = self.parsed.tokens[self.noun]
        head = self.parsed.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass", "compound", "poss", "attr", "nsubj"):
            return True
        if token.dep == "pobj":
            return head.lower not in TEMPORAL
        return token.dep in ("conj", "appos", "amod")
