"""Parties: noun phrases as sides of an event, and what kinds of things nouns are."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.codebook.triggers import Need, noun_classes, words
from onrecord.language.parsed import Parsed, Token
from onrecord.language.phrases import conjuncts, noun_phrase
from onrecord.model import Actor, Cast

_HUMAN_PLACES = frozenset(("from", "in", "of", "for", "at"))
_OWNED = frozenset(("armed", "troops", "ship", "plane", "vehicle", "building", "weapons", "property"))
_COUNTED = frozenset(("dobj", "nsubjpass"))
_SINGLE = frozenset(("he", "she", "i", "you"))
_FORCES = frozenset(("MIL", "REB", "UAF", "COP", "PRM"))
_WHERE = frozenset(("in", "at", "near", "outside", "inside", "on", "around", "across"))
_OF_PERSONS = ("man", "woman", "boy", "girl", "child", "ist", "eer", "folk", "person", "ian", "guard", "mate", "kid")
_OF_MANY = ("er", "or", "ee", "ant", "ent")
_EMPTY: frozenset[str] = frozenset()
_EMPTY_TOKENS: frozenset[int] = frozenset()


def hyphenated(parsed: Parsed, token: Token) -> str:
    """A noun's lemma, with what a hyphen joins to it: "cease-fire"."""
    i = token.i
    if i >= 2 and parsed.tokens[i - 1].text == "-" and parsed.tokens[i - 2].end == parsed.tokens[i - 1].start:
        return f"{parsed.tokens[i - 2].lower}-{token.lemma}"
    return token.lemma


class Parties:
    """Resolves noun phrases through the cast, each head once, and tells what kinds of things they are."""

    def __init__(self, parsed: Parsed, cast: Cast, timed: frozenset[int] = _EMPTY_TOKENS) -> None:
        self._parsed = parsed
        self._cast = cast
        self._timed = timed
        self._sides: dict[int, tuple[Actor, ...]] = {}
        self._classes: dict[int, frozenset[str]] = {}
        self._kinds = {entity.id: entity.kind for entity in cast.entities}
        self._state_names = frozenset(
            mention.text.removeprefix("the ").casefold()
            for entity in cast.entities
            if entity.kind == "country"
            for mention in entity.mentions
            if mention.form in ("name", "acronym", "demonym", "pronoun")
        )

    def phrase(self, head: int) -> tuple[int, int]:
        """Token range of a side's noun phrase: with "of Japan" and "and its allies", without clauses."""
        parsed = self._parsed
        lo, hi = noun_phrase(parsed, head, conjuncts=False)
        tokens = parsed.tokens
        year = tokens[lo].tag == "CD" and lo in self._timed and tokens[lo - 1].lower == "in"  # "In 1998 Oslo froze"
        if lo < head and (year or self._resultative(lo, head)):
            lo += 1
        if tokens[head].head in self._timed and tokens[head].dep == "compound":
            lo = min(lo, tokens[tokens[head].head].lo)
        human = bool(self.classes(head) & {"people", "agents", "armed"}) or tokens[head].pos == "PROPN"
        end = head + 1
        for child in parsed.children(head):
            if child.i > head and child.dep == "case":
                end = max(end, child.i + 1)
            elif (
                child.i > head
                and child.dep == "prep"
                and parsed.child(child.i, "pcomp") is None
                and not self._blamed_for(head, child)
                and (child.lower == "of" or (human and child.lower in _HUMAN_PLACES))
            ):
                end = max(end, min(hi, child.hi))
            elif child.i > head and child.dep in ("compound", "nummod", "nmod", "amod") and child.i == end:
                end = child.hi
        hi = min(hi, end) if end > head else hi
        for other in conjuncts(parsed, head)[1:]:
            if tokens[other].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                hi = max(hi, self.phrase(other)[1])
        while hi - 1 > head and hi - 1 in self._timed:
            hi -= 1  # "the president Tuesday"
        return lo, max(hi, head + 1)

    def _resultative(self, lo: int, head: int) -> bool:
        """ "shot dead two guards": what became of them is no part of their name."""
        tokens = self._parsed.tokens
        if tokens[lo].lower != "dead" or lo == 0 or tokens[lo - 1].i != tokens[head].head:
            return False
        return tokens[lo - 1].lemma in words("to_death") or tokens[lo + 1].tag in ("CD", "DT", "PRP$")

    def _blamed_for(self, head: int, preposition: Token) -> bool:
        """ "accused X of provoking clashes", where the parse hung the deed on X's name."""
        tokens = self._parsed.tokens
        after = preposition.i + 1
        if preposition.lower != "of" or after >= len(tokens) or tokens[after].tag != "VBG":
            return False
        return tokens[head].dep in ("dobj", "nsubjpass") and tokens[tokens[head].head].lemma in words("object_control")

    def sides(self, head: int) -> tuple[Actor, ...]:
        """The parties that a noun phrase names, coordinated members apart."""
        if head not in self._sides:
            lo, hi = self.phrase(self.untimed(head))
            made: list[Actor] = []
            for party in self._cast.members(lo, hi):
                sector = party.sectors[0] if party.sectors else None
                place = (party.offsets, party.text, party.part)
                codes: tuple[str | None, ...] = party.iso3 or (None,)
                whole = len(codes) == 1 or len(codes) == len(party.entities)
                for k, iso3 in enumerate(codes):
                    entity = party.entities[k] if whole and k < len(party.entities) else None
                    made.append(Actor(*place, entity=entity, iso3=iso3, sector=sector, inferred=party.inferred))
            if len(made) == 1 and made[0].iso3 is None and self.classes(head) & _OWNED:
                made = [self._owned(head, made[0])]
            if len(made) == 1 and made[0].iso3 is None:
                made = self._shared(head, made[0])
            self._sides[head] = tuple(made)
        return self._sides[head]

    def _owned(self, head: int, side: Actor) -> Actor:
        """ "its aircraft": the country of whoever "its" is."""
        owner = self._parsed.child(head, "poss")
        if owner is None:
            return side
        theirs = self.sides(owner.i)
        if len(theirs) != 1 or theirs[0].iso3 is None:
            return side
        return msgspec.structs.replace(side, iso3=theirs[0].iso3)

    def _shared(self, head: int, side: Actor) -> list[Actor]:
        """ "the two countries' defence chiefs": one side for each of the countries."""
        owner = self._parsed.child(head, "poss")
        theirs = self.sides(owner.i) if owner is not None and self._parsed.tokens[head].tag == "NNS" else ()
        codes = dict.fromkeys(other.iso3 for other in theirs if other.iso3 is not None)
        if len(codes) < 2:
            return [side]
        return [msgspec.structs.replace(side, iso3=code) for code in codes]

    def resolved(self, head: int) -> bool:
        """Whether any party of the phrase has a country, a sector or an entity."""
        return any(side.iso3 or side.sector or side.entity for side in self.sides(head))

    def national(self, head: int) -> bool:
        """Whether any party of the phrase has a country."""
        return any(side.iso3 for side in self.sides(head))

    def kind(self, head: int) -> str | None:
        """The entity kind of the phrase's first party."""
        entity = self.sides(head)[0].entity if self.sides(head) else None
        return self._kinds.get(entity) if entity else None

    def named_of(self, head: int) -> Iterator[int]:
        """The tokens of a side's phrase that say who it is, not where: "ministers of Japan", never "crowds in Oslo"."""
        yield head
        tokens = self._parsed.tokens
        for i in range(*self.phrase(head)):
            token = tokens[i]
            if token.dep != "pobj" or tokens[token.head].lower not in _WHERE:
                yield i

    def is_state(self, side: Actor) -> bool:
        """Whether a side is a state by its name, its people's name or a pronoun: not one of its bodies or officials."""
        words_ = side.text.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
        return words_.removeprefix("the ").removeprefix("The ").casefold() in self._state_names

    def classes(self, head: int) -> frozenset[str]:
        """The classes of a noun, of what it counts ("thousands of troops") and of its conjuncts."""
        if head not in self._classes:
            self._classes[head] = _EMPTY  # a cycle in a broken parse ends here
            found = self._own_classes(self._parsed.tokens[head])
            for other in self._parsed.children(head, "conj"):
                found |= self._own_classes(other)
            self._classes[head] = found
        return self._classes[head]

    def _own_classes(self, token: Token) -> frozenset[str]:
        parsed, table = self._parsed, noun_classes()
        found = table.get(hyphenated(parsed, token)) or table.get(token.lower) or _EMPTY
        if token.lemma in words("through") or token.lower in words("through") or token.pos == "NUM":
            for preposition in parsed.children(token.i, "prep"):
                if preposition.lower == "of":
                    for inner in parsed.children(preposition.i, "pobj"):
                        found |= self.classes(inner.i)
        if token.pos == "NUM" and not found and token.dep in _COUNTED:
            return found | {"people"}  # "detains 40", "killing three"
        if token.lemma in words("compound_heads") or not found:
            for child in parsed.children(token.i, "compound", "amod", "nmod"):
                found |= table.get(child.lemma, _EMPTY)
        return found

    def fits(self, head: int, need: Need) -> bool:
        """Whether a noun fills a need."""
        token = self._parsed.tokens[head]
        if need.words:
            if token.lemma in need.words or token.lower in need.words:
                return True
            if any(c.lemma in need.words for c in self._parsed.children(head, "conj", "compound", "amod")):
                return True
            if not need.classes:
                return False
        names = self.classes(head)
        if need.barred and (names & need.barred or any(self._dynamic(token, name) for name in need.barred)):
            return False
        if not need.classes:
            return True
        return bool(names & need.classes) or any(self._dynamic(token, name) for name in need.classes)

    def _dynamic(self, token: Token, name: str) -> bool:
        if name == "party":
            return self.is_party(token.i)
        if token.pos == "PRON" and name in ("state", "armed") and token.lower in _SINGLE:
            return self.sector(token.i) in _FORCES or self.sector(token.i) == "GOV"
        if token.pos == "PRON" and name in ("state", "official", "armed", "agent"):
            return self.is_party(token.i) if name != "official" else self.resolved(token.i)
        if name == "role":
            return token.pos == "NOUN" and "official" in self.classes(token.i)
        if name == "plural":
            return token.tag in ("NNS", "NNPS") or token.lower in ("they", "we") or self._coordinated(token)
        if name == "state":
            return self.kind(token.i) in ("country", "government", "military", "igo", "armed_group") or (
                token.pos == "PROPN" and not self.classes(token.i)
            )
        if name == "place":
            return token.pos == "PROPN" and self.kind(token.i) in (None, "country", "place")
        if name == "people" and self._person(token):
            return True
        if name in ("people", "official"):
            if token.lower in words("personal") or (token.tag == "NNPS"):
                return True
            return token.pos == "PROPN" and (name == "official" or self.kind(token.i) in (None, "person", "people"))
        if name in ("agent", "armed", "police", "group"):
            kind = self.kind(token.i)
            if name == "agent":
                return self.is_party(token.i)
            if name == "armed":
                return kind in ("military", "armed_group") or self.sector(token.i) in _FORCES
            if name == "police":
                return self.sector(token.i) in ("COP", "SPY", "JUD")
            return kind in ("organization", "armed_group", "media")
        if name == "court":
            return self.sector(token.i) == "JUD"
        return False

    def _person(self, token: Token) -> bool:
        """Whether a noun of no class says by its form that it means people: "schoolgirls", "loyalists", "islanders"."""
        if token.pos != "NOUN" or self.classes(token.i) or token.lemma in words("no_person"):
            return False
        plural = token.tag == "NNS"
        return token.lemma.endswith(_OF_PERSONS) or (plural and token.lemma.endswith(_OF_MANY))

    def sector(self, head: int) -> str | None:
        """The PLOVER sector of the phrase's first party."""
        sides = self.sides(head)
        return sides[0].sector if sides else None

    def _coordinated(self, token: Token) -> bool:
        return self._parsed.child(token.i, "conj") is not None

    def untimed(self, head: int) -> int:
        """The noun itself, or the name before it where the parse hung a name on a day: "President Bral Tuesday"."""
        if head in self._timed:
            for child in self._parsed.children(head, "compound", "nmod"):
                if child.i == head - 1 and child.i not in self._timed:
                    return child.i
        return head

    def is_time(self, head: int) -> bool:
        """Whether a noun stands in a time expression."""
        return self.untimed(head) in self._timed

    def is_party(self, head: int) -> bool:
        """Whether a noun can be a side: a name, a person, a body that acts."""
        head = self.untimed(head)
        token = self._parsed.tokens[head]
        if head in self._timed:
            return False
        if token.pos == "PROPN" or token.lower in words("personal"):
            return True
        if token.pos == "PRON":
            return token.lower in ("it", "both", "neither", "some", "others")
        if self.classes(head) & {"people", "agents", "official", "armed", "group", "media", "company"}:
            return True
        if self._person(token):
            return True
        return token.pos in ("NOUN", "ADJ", "NUM") and any(s.entity or s.sector for s in self.sides(head))
