"""The sides of a tie that a noun names: by the noun, its verb, the event that it triggers."""

from __future__ import annotations

from onrecord.codebook.ties import states, terms
from onrecord.language import Parsed, Token
from onrecord.model import Actor, Event
from onrecord.model.tie import TieKind, TieRole
from onrecord.ties.parties import Company
from onrecord.ties.terms import governor, status

_WITH = frozenset(("with",))
_MUTUAL = frozenset(("between", "with", "among"))
_TARGET = frozenset(("on", "against", "over", "for", "to", "upon"))
_SENDER = frozenset(("by", "from"))

_URGING = frozenset(("urge", "ask", "call", "press", "demand", "want", "join", "back", "support", "oppose", "request"))
"""Verbs whose subject would have somebody impose sanctions, or stands to those of others."""

Sides = list[tuple[str, TieRole]]


class SideFinder:
    """Finds the sides of each shape of tie (`codebook.ties.Naming.shape`); too few sides are none."""

    def __init__(self, parsed: Parsed, company: Company, events: tuple[Event, ...]) -> None:
        self.parsed = parsed
        self.company = company
        self.apart: set[int] = set()  # nouns whose missing side no other telling can fill
        self._accusations = [event for event in events if event.type == "ACCUSE" and event.level == "speech_act"]
        self._events: dict[int, list[Event]] = {}
        for event in events:
            for i in range(*parsed.range_of(event.trigger)):
                self._events.setdefault(i, []).append(event)

    def bound(self, verb: int) -> list[str]:
        """The states that the obliging clause binds."""
        found = self.company.subject(verb)
        return found if len(found) > 1 else []

    def mutual(self, token: Token) -> list[str]:
        """The parties of a treaty or of talks: beside the noun, then the verb's subject, then an event's sides."""
        company = self.company
        third = terms().hosting | terms().mediating
        before = [party for party, i in company.before_at(token.i) if self._hyphenated(i) not in third]
        between = company.after([token.i], frozenset(("between", "among")))
        parties = [*before, *between, *company.after([token.i], _WITH)]
        alone = not before and not between  # "relations with A and B": the one who has them is yet to be found
        verb = governor(self.parsed, token.i)
        if verb is not None and (alone or len(set(parties)) < 2):
            if token.dep in ("dobj", "pobj", "conj", "attr", "oprd") and self._makes(verb):
                made = company.subject(verb)
                alone = alone and not made
                parties = [*made, *parties, *company.after([verb], _MUTUAL)]
            for child in self.parsed.children(token.i, "relcl", "acl"):
                if self._makes(child.i):
                    made = company.subject(child.i)
                    alone = alone and not made
                    parties.extend(made)
        if alone:
            parties = []
        if len(set(parties)) < 2:
            for event in self._events.get(token.i, ()):
                parties.extend(self._event_sides(event))
        found = list(dict.fromkeys(parties))
        return found if len(found) > 1 else []

    def _makes(self, verb: int) -> bool:
        return self.parsed.tokens[verb].lemma in terms().making

    def _event_sides(self, event: Event) -> list[str]:
        return self._states((*event.actors, *event.recipients))

    def _states(self, sides: tuple[Actor, ...]) -> list[str]:
        found = map(self.company.standing_for, (side.entity for side in sides))
        return list(dict.fromkeys(party for party in found if party))

    def talks(self, token: Token) -> Sides:
        """Who talks, who brings them together: "UN-sponsored talks between A and B, brokered by C"."""
        company = self.company
        sides: Sides = []
        for party, i in company.before_at(token.i):
            word = self._hyphenated(i)
            if word in terms().hosting or (company.of_kind(party, "igo") and word not in terms().mediating):
                sides.append((party, "host"))
            elif word in terms().mediating:
                sides.append((party, "mediator"))
        for child in self._made_by(token):
            role: TieRole | None = None
            if child.lemma in terms().mediating:
                role = "mediator"
            elif child.lemma in terms().hosting:
                role = "host"
            if role is not None:
                sides.extend((party, role) for party in company.subject(child.i))
        third = {party for party, _ in sides}
        parties = [party for party in self.mutual(token) if party not in third]
        if len(parties) < 2:
            parties = self._blaming(token)
        sides = list(dict.fromkeys(sides))
        brokered = len(third) > 1 and any(child.lemma in terms().mediating for child in self._made_by(token))
        if len(parties) < 2:  # "the Sochi talks, brokered by Russia, Turkey and Iran": who talked is not told
            return sides if brokered else []
        return [(party, "party") for party in parties if party not in third] + sides

    def _made_by(self, token: Token) -> list[Token]:
        return list(self.parsed.children(token.i, "acl", "relcl"))

    def _hyphenated(self, i: int) -> str:
        """ "sponsored" in "UN-sponsored"."""
        tokens = self.parsed.tokens
        if i + 2 < len(tokens) and tokens[i + 1].text in "-‑–":
            return tokens[i + 2].lower
        return tokens[i].lower.rpartition("-")[2] if "-" in tokens[i].text else ""

    def _blaming(self, token: Token) -> list[str]:
        """Talks broken by one side that blames another, or is blamed by it, were talks between the two."""
        verb = governor(self.parsed, token.i)
        if verb is None or status(self.parsed, verb, token.i) not in ("collapsed", "suspended", "ended"):
            return []
        clause = self.parsed.tokens[verb]
        inside = set(self.company.named(clause.lo, clause.hi))
        for event in self._accusations:
            sentence = self.parsed.tokens[self.parsed.range_of(event.trigger)[0]].sentence
            sides = self._event_sides(event)
            if 0 <= sentence - token.sentence <= 1 and len(sides) == 2 and inside & set(sides):
                return sides
        return []

    def _anchors(self, token: Token) -> list[int]:
        """The noun, and the nouns it is only a part of: "sanctions enforcement against"."""
        anchors = [token.i]
        tokens = self.parsed.tokens
        while tokens[anchors[-1]].dep == "compound":
            anchors.append(tokens[anchors[-1]].head)
        return anchors

    def directed(self, token: Token, kind: TieKind) -> Sides:
        """Sender and target: "U.S. sanctions on", "imposed by", "aid to"; what is not told is left out."""
        company = self.company
        anchors = self._anchors(token)
        verb = governor(self.parsed, token.i)
        senders = company.after(anchors, _SENDER)
        targets = company.after(anchors, _TARGET)
        single = kind == "sanctions" and any(company.single(head, _TARGET) for head in (*anchors, *self._over(verb)))
        proposed = kind == "sanctions" and verb is not None and self._proposes(verb)
        for child in self.parsed.children(token.i, "acl", "relcl"):
            if self._wields(child.i, kind):
                senders = senders or company.subject(child.i)
                targets = targets or company.after([child.i, *self._agents(child)], _TARGET)
        if verb is not None and self._governed(token):
            targets = targets or company.after([verb], _TARGET)
            senders = senders or (company.subject(verb) if self._wields(verb, kind) else [])
        if verb is not None and kind == "arms_supply" and not targets:
            targets = company.after(anchors, _WITH)
            senders = senders or company.subject(verb)
        before = [party for party in company.before(token.i) if party not in senders and party not in targets]
        if len(before) > 1 and not senders and all(self._usual(party) for party in before):
            senders, before = before, []  # "US and EU sanctions"
        if before and not senders and (targets or kind != "sanctions" or self._usual(before[0])):
            senders, before = before[:1], before[1:]
        if before and senders and not targets and kind == "sanctions":
            targets = before[:1]
        for event in self._events.get(token.i, ()) if not senders or not targets else ():
            senders = senders or self._states(event.actors)
            targets = targets or self._states(event.recipients)
        if single or proposed:
            self.apart.add(token.i)
        return directed_sides([] if proposed else senders, [] if single else targets)

    def _over(self, verb: int | None) -> tuple[int, ...]:
        return () if verb is None else (verb,)

    def _proposes(self, verb: int) -> bool:
        """Whether a verb, or one over it, only proposes: "urged the council to impose" makes nobody a sender."""
        token = self.parsed.tokens[verb]
        over = [token] if token.dep not in ("xcomp", "ccomp") else [token, self.parsed.tokens[token.head]]
        found = (states().get(one.lemma) for one in over)
        return any(one.lemma in _URGING for one in over) or any(one and one.done == "proposed" for one in found)

    def _wields(self, verb: int, kind: TieKind) -> bool:
        """Whether a verb's subject is the sender: who imposes, eases or lifts sanctions, not who meets them."""
        lemma = self.parsed.tokens[verb].lemma
        return kind != "sanctions" or lemma in states() or lemma in terms().wielding

    def _agents(self, verb: Token) -> list[int]:
        """The nouns after "by", where the parser may have hung what belongs to the verb."""
        found = (self.parsed.child(by.i, "pobj") for by in self.parsed.children(verb.i, "agent"))
        return [noun.i for noun in found if noun is not None]

    def _governed(self, token: Token) -> bool:
        """Whether a verb has the noun as its object, be it by "in" or "of": "gave 3 million in aid"."""
        if token.dep == "pobj":
            return self.parsed.tokens[token.head].lower in ("in", "of")
        return token.dep in ("dobj", "nsubjpass", "conj")

    def _usual(self, party: str) -> bool:
        return self.company.iso3(party) in terms().usual_senders

    def membership(self, token: Token) -> Sides:
        """A member and its club: "Kenya's membership of", "a member of"."""
        clubs = [one for one in self.company.after([token.i], frozenset(("of", "in", "to"))) if self.club(one)]
        clubs = clubs or [one for one in self.company.before(token.i) if self.club(one)]
        members = [one for one in self.company.before(token.i) if not self.club(one)]
        verb = governor(self.parsed, token.i)
        if not members and verb is not None and token.dep in ("attr", "dobj", "pobj"):
            members = [one for one in self.company.subject(verb) if not self.club(one)]
        if len(clubs) != 1 or not members:
            return []
        return [(party, "party") for party in (*members, *clubs)]

    def club(self, party: str) -> bool:
        """Whether a party is a body that states join."""
        return self.company.of_kind(party, "igo")

    def basing(self, token: Token) -> Sides:
        """Whose base in whose country."""
        owners = self.company.before(token.i)
        verb = governor(self.parsed, token.i)
        if not owners and verb is not None and self.parsed.tokens[verb].lemma in terms().keeping:
            owners = self.company.subject(verb)
        hosts = self.company.after([token.i] if verb is None else [token.i, verb], frozenset(("in", "on")))
        if len(owners) != 1 or len(hosts) != 1 or owners == hosts:
            return []
        return [(owners[0], "party"), (hosts[0], "host")]

    def ally(self, token: Token) -> Sides:
        """Whose ally who is: "its ally Russia", "Russia, an ally of Syria", "Russia is its ally"; two states each."""
        parsed, company = self.parsed, self.company
        whose = [found for child in parsed.children(token.i, "poss") for found in company.phrase(child.i)]
        whose = whose or company.after([token.i], frozenset(("of", "to"))) or company.before(token.i)
        others: list[str] = []
        for child in parsed.children(token.i, "appos"):
            others.extend(company.phrase(child.i))
        head = parsed.tokens[token.head]
        if not others and token.dep == "appos":
            others = company.phrase(head.i) if head.dep != "poss" else []
        elif not others and token.dep in ("attr", "oprd") and head.lemma in ("be", "remain", "become"):
            others = company.subject(head.i)
        elif not others and token.dep == "compound":
            others = company.phrase(head.i)  # "its ally Russia"
        elif not others and token.i + 1 < len(parsed.tokens) and parsed.tokens[token.i + 1].pos == "PROPN":
            others = company.named(token.i + 1, token.i + 2)  # the same, taken for two subjects
        if len(whose) != 1 or not others or set(others) & set(whose):
            return []
        return [(party, "party") for party in dict.fromkeys((*whose, *others))]

    def personal(self, token: Token) -> Sides:
        """Two persons: "his rapport with the chancellor"."""
        people: list[str] = []
        for child in self.parsed.children(token.i, "poss"):
            people.extend(filter(None, [self.company.person(child.i)]))
        for child in self.parsed.children(token.i, "prep"):
            if child.lower in _MUTUAL:
                for what in self.parsed.children(child.i, "pobj"):
                    heads = [what.i, *(one.i for one in self.parsed.children(what.i, "conj"))]
                    people.extend(filter(None, (self.company.person(head) for head in heads)))
        pair = list(dict.fromkeys(people))
        return [(party, "party") for party in pair] if len(pair) == 2 else []


def directed_sides(senders: list[str], targets: list[str]) -> Sides:
    """Senders and targets as sides, each party once."""
    sides: Sides = [(party, "sender") for party in dict.fromkeys(senders)]
    sides.extend((party, "target") for party in dict.fromkeys(targets) if party not in senders)
    return sides
