"""Where a report names a tie, and what that one place says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.codebook.ties import Naming, generic, nouns, terms, verbs
from onrecord.language import Parsed, Token
from onrecord.model import Actor, Event, Span, Time
from onrecord.model.tie import TieKind, TieRole, TieStatus
from onrecord.ties.parties import Company
from onrecord.ties.terms import cause, done, governor, obligation, since, status, trigger

_MUTUAL = frozenset(("between", "with", "among"))
_TARGET = frozenset(("on", "against", "over", "for", "to", "upon"))
_SENDER = frozenset(("by", "from"))
_POINTING = frozenset(("the", "this", "that", "these", "those", "its", "their"))

Sides = list[tuple[str, TieRole]]


@dataclass(slots=True)
class Telling:
    """One place that names a tie; `kind` is None for a treaty whose kind its terms or another place must give."""

    kind: TieKind | None
    at: int
    span: Span
    sentence: int
    sides: Sides
    status: TieStatus | None = None
    since: str | None = None
    trigger: Span | None = None
    obligation: Span | None = None
    cause: Span | None = None
    invoked: bool = False
    refers: bool = False
    because: str = ""
    rivals: list[str] = field(default_factory=list)


class Reader:
    """Reads every naming of a tie in a report."""

    def __init__(self, parsed: Parsed, company: Company, events: tuple[Event, ...], times: tuple[Time, ...]) -> None:
        self.parsed = parsed
        self.company = company
        self._times = [(*parsed.range_of(Span(t.offsets, t.text, t.part)), t) for t in times if t.offsets and t.text]
        self._accusations = [event for event in events if event.type == "ACCUSE" and event.level == "speech_act"]
        self._events: dict[int, list[Event]] = {}
        for event in events:
            lo, hi = parsed.range_of(event.trigger)
            for i in range(lo, hi):
                self._events.setdefault(i, []).append(event)

    def tellings(self) -> Iterator[Telling]:
        """Every place that names a tie, in order."""
        table, acts, loose = nouns(), verbs(), generic()
        for token in self.parsed.tokens:
            if token.pos == "NOUN" or token.pos == "PROPN":
                lemma = token.lemma if token.lemma in table or token.lemma in loose else token.lower
                naming = next((one for one in table.get(lemma, ()) if self._fits(token, one)), None)
                if self._denied(token):
                    continue
                if naming is not None:
                    yield self._noun(token, naming)
                elif lemma in loose:
                    yield self._treaty(token, None)
            elif token.pos == "VERB" and token.lemma in acts and not self._denied(token):
                told = self._verb(token, acts[token.lemma])
                if told is not None:
                    yield told

    def _fits(self, token: Token, naming: Naming) -> bool:
        if naming.plural and token.tag not in ("NNS", "NNPS"):
            return False
        before = [self.parsed.tokens[i] for i in range(max(token.lo, token.i - 7), token.i)]
        if naming.modifiers:
            return any(one.lower in naming.modifiers or one.lemma in naming.modifiers for one in before)
        if naming.phrases:
            words = f" {' '.join(one.lower for one in before)} {token.lower} "
            return any(f" {phrase} " in words for phrase in naming.phrases)
        return True

    def _denied(self, token: Token) -> bool:
        """ "no diplomatic relations", "refused to join": no tie is told."""
        if any(child.lower == "no" for child in self.parsed.children(token.i, "det", "neg")):
            return True
        if any(child.dep == "neg" for child in self.parsed.children(token.i)):
            return True
        above = self.parsed.tokens[token.head]
        return token.pos == "VERB" and token.dep == "xcomp" and above.lemma in ("refuse", "decline", "fail")

    def _told(self, token: Token, kind: TieKind | None, sides: Sides) -> Telling:
        parsed = self.parsed
        lo = max(token.lo, token.i - 8) if token.pos in ("NOUN", "PROPN") else token.i
        verb = token.i if token.pos == "VERB" else governor(parsed, token.i)
        state = status(parsed, verb, token.i)
        return Telling(
            kind=kind,
            at=token.i,
            span=parsed.token_span(lo, token.i + 1),
            sentence=token.sentence,
            sides=sides,
            status=state,
            since=since(parsed, verb, token.i, self._times),
            cause=cause(parsed, verb) if state in ("collapsed", "ended", "suspended") else None,
            invoked=self._invoked(verb),
            refers=any(child.lower in _POINTING for child in parsed.children(token.i, "det", "poss")),
        )

    def _invoked(self, verb: int | None) -> bool:
        if verb is None or self.parsed.tokens[verb].lemma not in terms().invoking:
            return False
        return done(self.parsed, verb)

    # by shape

    def _noun(self, token: Token, naming: Naming) -> Telling:
        if naming.shape == "directed":
            return self._told(token, naming.kind, self._directed(token, naming.kind))
        if naming.shape == "membership":
            return self._told(token, naming.kind, self._membership(token))
        if naming.shape == "basing":
            return self._told(token, naming.kind, self._basing(token))
        if naming.shape == "talks":
            return self._told(token, naming.kind, self._talks(token))
        if naming.shape == "personal":
            return self._told(token, naming.kind, self._personal(token))
        return self._treaty(token, naming.kind)

    def _treaty(self, token: Token, kind: TieKind | None) -> Telling:
        told = self._told(token, kind, [(party, "party") for party in self._mutual(token)])
        sentence = self.parsed.sentences[token.sentence]
        called = trigger(self.parsed, sentence.lo, sentence.hi) if kind not in ("talks", "armistice") else None
        if called is not None:
            lo, hi, hangs = called
            while hi > lo + 1 and self.parsed.tokens[hi - 1].pos == "PUNCT":
                hi -= 1
            told.trigger = self.parsed.token_span(lo, hi)
            owed = obligation(self.parsed, hangs, lo, hi, sentence.lo)
            if owed is not None:
                told.obligation = self.parsed.token_span(*owed)
            if kind is None:
                told.kind = "mutual_defence"
                told.because = "its terms name an attack"
            if not told.sides:
                told.sides = [(party, "party") for party in self._bound(hangs)]
        return told

    def _bound(self, verb: int) -> list[str]:
        """The states that the obliging clause binds."""
        found = self.company.subject(verb)
        return found if len(found) > 1 else []

    def _mutual(self, token: Token) -> list[str]:
        """The parties of a treaty or of talks: beside the noun, then the verb's subject, then an event's sides."""
        company = self.company
        parties = [*company.before(token.i), *company.after([token.i], _MUTUAL)]
        verb = governor(self.parsed, token.i)
        if verb is not None and len(set(parties)) < 2:
            if token.dep in ("dobj", "pobj", "conj", "attr", "oprd") and self._makes(verb):
                parties = [*company.subject(verb), *parties, *company.after([verb], _MUTUAL)]
            for child in self.parsed.children(token.i, "relcl", "acl"):
                if self._makes(child.i):
                    parties.extend(company.subject(child.i))
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

    def _talks(self, token: Token) -> Sides:
        """Who talks, who brings them together: "UN-sponsored talks between A and B, brokered by C"."""
        company = self.company
        sides: Sides = []
        for party, i in company.before_at(token.i):
            word = self._hyphenated(i)
            if word in terms().hosting or (company.of_kind(party, "igo") and word not in terms().mediating):
                sides.append((party, "host"))
            elif word in terms().mediating:
                sides.append((party, "mediator"))
        for child in self.parsed.children(token.i, "acl", "relcl"):
            role: TieRole | None = None
            if child.lemma in terms().mediating:
                role = "mediator"
            elif child.lemma in terms().hosting:
                role = "host"
            if role is not None:
                sides.extend((party, role) for party in company.subject(child.i))
        third = {party for party, _ in sides}
        parties = [party for party in self._mutual(token) if party not in third]
        if len(parties) < 2:
            parties = self._blaming(token)
        return [(party, "party") for party in parties if party not in third] + sides if len(parties) > 1 else []

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

    def _directed(self, token: Token, kind: TieKind) -> Sides:
        company = self.company
        anchors = self._anchors(token)
        verb = governor(self.parsed, token.i)
        senders = company.after(anchors, _SENDER)
        targets = company.after(anchors, _TARGET)
        if verb is not None and token.dep in ("dobj", "nsubjpass", "conj"):
            targets = targets or company.after([verb], _TARGET)
            senders = senders or company.subject(verb)
        before = [party for party in company.before(token.i) if party not in senders and party not in targets]
        if before and not senders and (targets or kind != "sanctions" or self._usual(before[0])):
            senders, before = before[:1], before[1:]
        if before and senders and not targets and kind == "sanctions":
            targets = before[:1]
        for event in self._events.get(token.i, ()) if not senders or not targets else ():
            senders = senders or self._states(event.actors)
            targets = targets or self._states(event.recipients)
        return _sides(senders, targets)

    def _usual(self, party: str) -> bool:
        return self.company.iso3(party) in terms().usual_senders

    def _membership(self, token: Token) -> Sides:
        clubs = [one for one in self.company.after([token.i], frozenset(("of", "in", "to"))) if self._club(one)]
        clubs = clubs or [one for one in self.company.before(token.i) if self._club(one)]
        members = [one for one in self.company.before(token.i) if not self._club(one)]
        verb = governor(self.parsed, token.i)
        if not members and verb is not None and token.dep in ("attr", "dobj", "pobj"):
            members = [one for one in self.company.subject(verb) if not self._club(one)]
        if len(clubs) != 1 or not members:
            return []
        return [(party, "party") for party in (*members, *clubs)]

    def _club(self, party: str) -> bool:
        return self.company.of_kind(party, "igo")

    def _basing(self, token: Token) -> Sides:
        owners = self.company.before(token.i)
        hosts = self.company.after([token.i], frozenset(("in", "on")))
        if len(owners) != 1 or len(hosts) != 1 or owners == hosts:
            return []
        return [(owners[0], "party"), (hosts[0], "host")]

    def _personal(self, token: Token) -> Sides:
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

    def _verb(self, token: Token, kind: TieKind) -> Telling | None:
        company = self.company
        what = self.parsed.child(token.i, "dobj", "nsubjpass")
        if what is None:
            return None
        objects = company.phrase(what.i)
        subjects = company.subject(token.i)
        if kind == "membership":
            clubs = [one for one in objects if self._club(one)]
            if len(clubs) != 1 or not subjects:
                return None
            return self._told(token, kind, [(party, "party") for party in (*subjects, *clubs)])
        if kind == "recognition" and not self._recognises(token, what):
            return None
        if not subjects or not objects:
            return None
        return self._told(token, kind, _sides(subjects, objects))

    def _recognises(self, token: Token, what: Token) -> bool:
        """ "recognise Kosovo", "recognised its independence": not "recognised the need"."""
        if what.lemma in ("independence", "statehood", "sovereignty"):
            return True
        return self.company.named(what.i, what.i + 1) != []


def _sides(senders: list[str], targets: list[str]) -> Sides:
    sides: Sides = [(party, "sender") for party in dict.fromkeys(senders)]
    sides.extend((party, "target") for party in dict.fromkeys(targets) if party not in senders)
    return sides
