"""Candidates: trigger rows whose needs the words around a token meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.codebook.triggers import Trigger, words
from onrecord.happened.arguments import Arguments
from onrecord.happened.conditions import CONDITIONS
from onrecord.happened.parties import Parties
from onrecord.language.parsed import Parsed
from onrecord.language.phrases import conjuncts


@dataclass(slots=True)
class Candidate:
    """A trigger row that fits, with its sides; `anchor` is the verb whose clause it stands in."""

    trigger: Trigger
    anchor: int
    lo: int
    hi: int
    actors: list[int]
    recipients: list[int]
    because: str = ""
    refused: list[str] = field(default_factory=list)
    noun: int | None = None
    object: int | None = None
    consumed: bool = False
    undone: bool = False


class VerbMatcher:
    """Matches verb rows at one verb."""

    parsed: Parsed
    parties: Parties
    verb: int
    arguments: Arguments

    def __init__(self, parsed: Parsed, parties: Parties, verb: int) -> None:
        self.parsed = parsed
        self.parties = parties
        self.verb = verb
        self.arguments = Arguments(parsed, verb)

    def match(self, rows: tuple[Trigger, ...]) -> Candidate | None:
        """The first row that fits."""
        refused: list[str] = []
        for row in rows:
            placed = self._place(row)
            if placed is None:
                continue
            if self._meets(row, placed):
                actors = self._sides(row.actor, placed)
                recipients = [r for r in self._sides(row.recipient, placed) if r not in actors]
                if row.type == "SANCTION":  # "closed its consulate": its own
                    recipients = [
                        r
                        for r in recipients
                        if self.parsed.tokens[r].dep != "poss" or self.parsed.tokens[r].pos != "PRON"
                    ]
                lo = self.verb
                hi = max([self.verb, *placed.particles]) + 1
                return Candidate(
                    row, self.verb, lo, hi if hi - lo <= 4 else lo + 1, actors, recipients,
                    because=self._because(placed), refused=refused, object=placed.object,
                )  # fmt: skip
            refused.append(row.name)
        return None

    def _place(self, row: Trigger) -> Placed | None:
        """Where the row's further words stand ("carry OUT", "call FOR"), or None where they do not."""
        particle = self.parsed.child(self.verb, "prt")
        if particle is not None and particle.lower not in row.term:
            return None  # "take up" is not "take"
        if len(row.term) == 1:
            return Placed(self.arguments.object, ())
        matched, where = [], [self.verb]
        for word in row.term[1:]:
            found = None
            for at in where:
                for child in self.parsed.children(at):
                    if child.lower == word and child.i > self.verb:
                        found = child
                        break
                if found:
                    break
            if found is None:
                return None
            matched.append(found)
            where.insert(0, found.i)
        last = matched[-1]
        particles = tuple(t.i for t in matched)
        if last.dep in ("prep", "agent", "dative") or (last.pos == "ADP" and last.dep != "prt"):
            target = next(self.parsed.children(last.i, "pobj", "pcomp"), None)
            if target is not None and self.parties.is_time(target.i):
                return None  # "called the minister on Monday" is no "call on"
            if target is not None:
                return Placed(target.i, particles)
            if last.dep == "prep" and self.arguments.passive and self.arguments.object is not None:
                return Placed(self.arguments.object, particles)  # "was called for"
        return Placed(self.arguments.object, particles)

    def slot(self, name: str, placed: Placed) -> Iterator[int]:
        """The head tokens in a slot, as rows name them."""
        head, _, rest = name.partition(".")
        if name == "obj":
            if placed.object is not None:
                yield placed.object
        elif name == "obj*":
            yield from self._owner(placed.object)
        elif name == "purpose":
            yield from self._purpose()
        elif name == "oprd":
            yield from (c.i for c in self.parsed.children(self.verb, "oprd", "attr", "acomp"))
        elif name == "csubj":
            yield from self._clause_subject()
        elif name == "means":
            yield from self._means()
        elif name == "agent":
            yield from self.arguments.preps.get("by", ())
        elif rest:
            for at in self.slot(head, placed):
                yield from noun_slot(self.parsed, self.parties, at, rest)
                if rest in _AIMS and "weapon" in self.parties.classes(at):  # "fired shells and drones at X"
                    for other in conjuncts(self.parsed, at)[1:]:
                        yield from noun_slot(self.parsed, self.parties, other, rest)
        else:
            for at in self.arguments.slot(name):
                if at not in placed.particles:
                    yield at

    def _owner(self, head: int | None) -> Iterator[int]:
        """Whose the object is: itself where it can be a side, else its holder."""
        if head is None:
            return
        suffered = self.parsed.tokens[head].lemma in words("suffered")
        if (
            not suffered
            and self.parties.is_party(head)
            and not (
                self.parsed.tokens[head].pos == "NOUN"
                and not self.parties.classes(head)
                and self._holder(head) is not None
            )
        ):
            yield head
            return
        holder = self._holder(head)
        if holder is None:
            holder = next(
                (at for name in ("from", "by") for at in self.arguments.slot(name) if self.parties.is_party(at)), None
            )
        if holder is not None:
            yield holder

    def _holder(self, head: int) -> int | None:
        return holder(self.parsed, self.parties, head)

    def _means(self) -> Iterator[int]:
        """Whose attack it was that killed: "killed in Israeli shelling", "wounded by an army drone"."""
        for name in ("in", "by", "during", "from", "with"):
            for at in self.arguments.preps.get(name, ()):
                if "weapon" in self.parties.classes(at):
                    if self.parsed.tokens[at].lemma in words("nobodys"):
                        yield from (d for d in self._doers(at) if self.parsed.tokens[d].dep == "pobj")
                    elif self.parties.national(at) and self.parsed.tokens[at].pos == "NOUN":
                        yield at
                    else:
                        yield from self._doers(at)

    def _doers(self, noun: int) -> Iterator[int]:
        for name in ("by", "poss", "mod"):
            for at in noun_slot(self.parsed, self.parties, noun, name):
                if self.parties.is_party(at):
                    yield at

    def _purpose(self) -> Iterator[int]:
        for child in self.parsed.children(self.verb, "advcl", "xcomp"):
            if child.lemma in words("help"):
                dobj = self.parsed.child(child.i, "dobj")
                if dobj is not None:
                    yield from self._owner(dobj.i)
        if self.arguments.object is not None:
            for child in self.parsed.children(self.arguments.object, "acl", "relcl"):
                if child.lemma in words("help"):
                    dobj = self.parsed.child(child.i, "dobj")
                    if dobj is not None:
                        yield from self._owner(dobj.i)

    def _clause_subject(self) -> Iterator[int]:
        clause = self.parsed.child(self.verb, "ccomp", "xcomp")
        if clause is not None:
            subject = self.parsed.child(clause.i, "nsubj")  # that of a passive is not the one asked or accused
            if subject is not None:
                yield from self._owner(subject.i)

    def _sides(self, names: tuple[str, ...], placed: Placed) -> list[int]:
        for name in names:
            if name == "subj" and self.arguments.subject is None:
                continue
            if name == "obj.of" and placed.object is not None and self._freed(placed.object):
                continue  # who is to be released is not asked for it
            found = [at for at in self.slot(name, placed) if self.parties.is_party(at) or self.parties.resolved(at)]
            if not found and name not in ("subj", "agent", "obj", "dobj", "in", "at"):
                found = [h for at in self.slot(name, placed) if (h := self._holder(at)) is not None]
            if name in ("subj", "agent"):
                found = [user for at in found if (user := self._user(at)) is not None]
            if found:
                return found
        return []

    def _freed(self, head: int) -> bool:
        return "release" in self.parties.classes(head)

    def _user(self, head: int) -> int | None:
        """Who uses an instrument: "Israeli shelling" acts for Israel, "a drone" for nobody known."""
        names = self.parties.classes(head)
        if "weapon" not in names or "people" in names:
            return head
        if self.parties.national(head):
            return head
        return self._holder(head)

    def _meets(self, row: Trigger, placed: Placed) -> bool:
        for need in row.needs:
            fillers = list(self.slot(need.slot, placed))
            if not fillers:
                if need.slot == "subj" and (self.arguments.passive or self.arguments.subject is None):
                    if self.arguments.passive or row.speech is False:
                        continue
                    return False
                if need.barred and not need.classes and not need.words:
                    continue
                return False
            if not any(self.parties.fits(at, need) for at in fillers):
                return False
        return all(CONDITIONS[flag](self, placed) for flag in row.flags if flag in CONDITIONS)

    def _because(self, placed: Placed) -> str:
        seen = []
        if self.arguments.subject is not None:
            seen.append(f"subject {self.parsed.tokens[self.arguments.subject].text}")
        if placed.object is not None:
            seen.append(f"object {self.parsed.tokens[placed.object].text}")
        if self.arguments.passive:
            seen.append("passive")
        return ", ".join(seen)


@dataclass(slots=True, frozen=True)
class Placed:
    """Where a row's object and its further words stand."""

    object: int | None
    particles: tuple[int, ...]


_AIMS = frozenset(("at", "on", "into", "against", "toward", "towards"))
_HOLDING = ("by", "poss", "of", "from", "with", "against", "mod", "on")
_DOING = ("by", "mod")
"""Who an attack is laid to: never the one after "of", who suffers it."""


def holder(parsed: Parsed, parties: Parties, head: int, depth: int = 0) -> int | None:
    """Whose a thing is: "an attack by X", "X's depot", "the resumption of ties with X"."""
    suffered = parsed.tokens[head].lemma in words("suffered")
    for name in _DOING if suffered else _HOLDING:
        for at in noun_slot(parsed, parties, head, name):
            if parties.is_party(at):
                return at
            if name in ("of", "with") and depth < 3:
                inner = holder(parsed, parties, at, depth + 1)
                if inner is not None:
                    return inner
    for clause in parsed.children(head, "acl"):  # "memos sent by X"
        for agent in parsed.children(clause.i, "agent"):
            for inner_token in parsed.children(agent.i, "pobj"):
                if parties.is_party(inner_token.i):
                    return inner_token.i
    return None


def noun_slot(parsed: Parsed, parties: Parties, noun: int, name: str) -> Iterator[int]:
    """The fillers of a noun's slot: `poss`, `mod` (demonyms and names before it), or a preposition."""
    if name == "poss":
        for child in parsed.children(noun, "poss"):
            yield child.i
    elif name == "mod":
        for child in parsed.children(noun, "amod", "compound", "nmod"):
            named = child.pos == "PROPN" or (child.text[:1].isupper() and child.pos == "ADJ")
            if named and parties.kind(child.i) != "place":
                yield child.i
    elif "." in name:
        first, _, rest = name.partition(".")
        for at in noun_slot(parsed, parties, noun, first):
            yield from noun_slot(parsed, parties, at, rest)
    else:
        for child in parsed.children(noun, "prep", "agent"):
            if child.lower == name:
                for inner in parsed.children(child.i, "pobj"):
                    yield inner.i
