"""Who stands in a tie: states, their organisations, armed groups; persons in personal ties."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.language import Parsed
from onrecord.language.phrases import SUBJECTS, noun_phrase, subject
from onrecord.model import Cast, Entity

_STATES = frozenset(("country", "igo", "armed_group"))
_OF_A_STATE = frozenset(("government", "military", "people"))
_SIDED = frozenset(("pro", "anti"))
_TOGETHER = frozenset(("they", "both", "nations", "countries", "sides", "states", "neighbours", "neighbors", "parties"))
_FIRMS = frozenset(("company", "firm", "refinery", "refiner", "business", "bank", "trader", "shipper", "supplier"))
"""What is sanctioned in its own name: no state is the target."""
_OFFICIAL = frozenset(("government", "regime", "state", "country", "nation", "official", "minister", "ministry"))
_TWO = frozenset(("two", "both", "they"))


class Company:
    """Which entity stands at which token, and which of them can be party to a tie."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed = parsed
        self.cast = cast
        self._entities = {entity.id: entity for entity in cast.entities}
        self._country = {entity.iso3: entity.id for entity in reversed(cast.entities) if entity.kind == "country"}
        self._at: dict[int, Entity] = {}
        for entity in cast.entities:
            for mention in entity.mentions:
                for i in range(*parsed.range_of(mention)):
                    self._at.setdefault(i, entity)

    def state(self, entity: Entity | None) -> str | None:
        """The id of the state, organisation or armed group that an entity stands for in a tie."""
        if entity is None:
            return None
        if entity.kind in _STATES:
            return entity.id
        if entity.kind in _OF_A_STATE and entity.iso3:
            return self._country.get(entity.iso3, entity.id)
        return None

    def iso3(self, party: str) -> str | None:
        """The country code of a party."""
        entity = self._entities.get(party)
        return entity.iso3 if entity is not None else None

    def of_kind(self, party: str, *kinds: str) -> bool:
        """Whether a party is of one of these kinds."""
        entity = self._entities.get(party)
        return entity is not None and entity.kind in kinds

    def named(self, lo: int, hi: int) -> list[str]:
        """States named in tokens `[lo, hi)`, in order, each once."""
        found = (self.state(self._at.get(i)) for i in range(lo, hi))
        return list(dict.fromkeys(party for party in found if party))

    def phrase(self, head: int) -> list[str]:
        """States that the noun phrase of token `head` means, its coordination and its pronouns resolved."""
        lo, hi = noun_phrase(self.parsed, head)
        found = self._members(lo, hi)
        if not found and self.parsed.tokens[head].pos != "PRON":
            found = [party for party in (self.state(self._at.get(head)),) if party]
        return found or self._within(head, lo, hi) or self._both(head, lo, hi)

    def _members(self, lo: int, hi: int) -> list[str]:
        found: list[str] = []
        for member in self.cast.members(lo, hi):
            found.extend(filter(None, (self.state(self._entities.get(entity)) for entity in member.entities)))
        return list(dict.fromkeys(found))

    def _both(self, head: int, lo: int, hi: int) -> list[str]:
        """ "the two nations", "both sides": the two states that the nearest sentence before names, if it names two."""
        tokens = self.parsed.tokens
        words = {tokens[i].lower for i in range(lo, hi)}
        if tokens[head].lower not in _TOGETHER or not (words & _TWO):
            return []
        here = self.parsed.sentences[tokens[head].sentence]
        for back in (1, 2):
            if here.i < back:
                break
            before = self.parsed.sentences[here.i - back]
            if before.paragraph != here.paragraph:
                break
            named = [one for one in self.named(before.lo, before.hi) if self.of_kind(one, "country")]
            if len(named) > 1:
                return named if len(named) == 2 else []
        return []

    def _within(self, head: int, lo: int, hi: int) -> list[str]:
        """States named by the modifiers of a phrase ("14 Iranian tankers", "Japan's trade minister")."""
        tokens = self.parsed.tokens
        near = [i for i in range(lo, hi) if tokens[i].head == head or i == head or tokens[tokens[i].head].head == head]
        found = (self.state(self._at.get(i)) for i in near if tokens[i].dep != "pobj" and not self._sided(i))
        return list(dict.fromkeys(party for party in found if party))

    def _sided(self, i: int) -> bool:
        """ "pro-Iranian", "anti-U.S.": a side taken, not a state that acts."""
        tokens = self.parsed.tokens
        before = tokens[i - 2].lower if i > 1 and tokens[i - 1].text in "-‑" else ""
        return before in _SIDED or tokens[i].lower.partition("-")[0] in _SIDED

    def person(self, head: int) -> str | None:
        """The person that a noun or pronoun means."""
        entity = self._at.get(head)
        if entity is not None and entity.kind == "person":
            return entity.id
        lo, hi = noun_phrase(self.parsed, head, conjuncts=False)
        party = self.cast.party(lo, hi)
        people = [one for one in party.entities if self.of_kind(one, "person")]
        return people[0] if len(people) == 1 else None

    def subject(self, verb: int) -> list[str]:
        """The states that are subject of a verb, its own or shared; those of the passive's agent."""
        agent = self.parsed.child(verb, "agent")
        if agent is not None:
            by = self.parsed.child(agent.i, "pobj")
            return self.phrase(by.i) if by is not None else []
        if self.parsed.child(verb, "nsubjpass") is not None:
            return []
        who = subject(self.parsed, verb)
        if who is None or who.dep not in SUBJECTS:
            return []
        return self.phrase(who.i)

    def after(self, heads: Iterable[int], prepositions: frozenset[str]) -> list[str]:
        """The states after one of these prepositions on one of these tokens."""
        found: list[str] = []
        for head in heads:
            for child in self.parsed.children(head, "prep", "dative"):
                if child.lower in prepositions:
                    for what in self.parsed.children(child.i, "pobj"):
                        found.extend(self.phrase(what.i))
        return list(dict.fromkeys(found))

    def single(self, head: int, prepositions: frozenset[str]) -> bool:
        """Whether what one of these prepositions on a token leads to is a firm or one thing, not its state."""
        for child in self.parsed.children(head, "prep"):
            what = self.parsed.child(child.i, "pobj") if child.lower in prepositions else None
            if what is None or what.pos != "NOUN":
                continue
            one = any(word.lower in ("a", "an") for word in self.parsed.children(what.i, "det"))
            if what.lemma in _FIRMS or (one and what.lemma not in _OFFICIAL):
                return True
        return False

    def before(self, head: int) -> list[str]:
        """The states before a noun: "U.S.-North Korea talks", "Russia's pact"."""
        return list(dict.fromkeys(party for party, _ in self.before_at(head)))

    def before_at(self, head: int) -> list[tuple[str, int]]:
        """The same, each with the token that names it last."""
        tokens = self.parsed.tokens
        found: dict[str, int] = {}
        for i in range(max(tokens[head].lo, head - 8), head):
            party = self.state(self._at.get(i)) if self._modifies(i, head) and not self._sided(i) else None
            if party:
                found[party] = i
        return list(found.items())

    def standing_for(self, entity: str | None) -> str | None:
        """The party that an entity's id stands for."""
        return self.state(self._entities.get(entity)) if entity else None

    def _modifies(self, i: int, head: int) -> bool:
        tokens = self.parsed.tokens
        for _ in range(4):
            token = tokens[i]
            if token.dep not in ("amod", "compound", "poss", "nmod", "conj", "npadvmod", "nummod"):
                return False
            if token.head == head:
                return True
            i = token.head
        return False
