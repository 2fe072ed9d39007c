"""Where a report names a tie, and what that one place says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.codebook.ties import Naming, Supplying, generic, nouns, supplying, terms, verbs
from onrecord.language import Parsed, Token
from onrecord.model import Event, Span, Statement, TieChange, Time
from onrecord.model.tie import TieKind, TieStatus
from onrecord.ties.absence import negated, unmade, wanting
from onrecord.ties.changes import Changes
from onrecord.ties.named import aim, article, measure, name
from onrecord.ties.parties import Company
from onrecord.ties.sides import SideFinder, Sides, directed_sides
from onrecord.ties.terms import argument, cause, done, governor, obligation, since, status, trigger

_TOWARDS = frozenset(("to", "into", "in", "for", "against"))
_POINTING = frozenset(("the", "this", "that", "these", "those", "its", "their"))


@dataclass(slots=True)
class Telling:
    """One place that names a tie; `kind` is None for a treaty whose kind its terms or another place must give."""

    kind: TieKind | None
    at: int
    span: Span
    sentence: int
    sides: Sides
    status: TieStatus | None = None
    apart: bool = False
    since: str | None = None
    trigger: Span | None = None
    obligation: Span | None = None
    cause: Span | None = None
    invoked: bool = False
    name: Span | None = None
    article: Span | None = None
    measure: Span | None = None
    aim: Span | None = None
    changes: list[TieChange] = field(default_factory=list)
    refers: bool = False
    because: str = ""
    rivals: list[str] = field(default_factory=list)


class Reader:
    """Reads every naming of a tie in a report."""

    def __init__(
        self,
        parsed: Parsed,
        company: Company,
        events: tuple[Event, ...],
        times: tuple[Time, ...],
        statements: tuple[Statement, ...] = (),
    ) -> None:
        self.parsed = parsed
        self.company = company
        self._times: dict[int, list[tuple[int, int, Time]]] = {}
        for time in times:
            if time.offsets and time.text:
                lo, hi = parsed.range_of(Span(time.offsets, time.text, time.part))
                if lo < hi:
                    self._times.setdefault(parsed.tokens[lo].sentence, []).append((lo, hi, time))
        self._sides = SideFinder(parsed, company, events)
        self._changes = Changes(parsed, company, events, statements)

    def tellings(self) -> Iterator[Telling]:
        """Every place that names a tie, in order."""
        table, acts, loose = nouns(), verbs(), generic()
        for token in self.parsed.tokens:
            if token.pos == "NOUN" or token.pos == "PROPN":
                lemma = token.lemma if token.lemma in table or token.lemma in loose else token.lower
                naming = next((one for one in table.get(lemma, ()) if self._fits(token, one)), None)
                if (naming is None and lemma not in loose) or self._denied(token):
                    continue
                if naming is not None:
                    yield self._noun(token, naming)
                else:
                    yield self._treaty(token, None)
            elif token.pos == "VERB" and (token.lemma in acts or token.lemma in supplying()):
                told = None if self._denied(token) else self._made(token, acts)
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
        """ "no diplomatic relations", "has never recognised", "refused to join", "denied having a pact": no tie."""
        if negated(self.parsed, token.i):
            return True
        if token.pos == "VERB":
            return unmade(self.parsed, token.i)
        if wanting(self.parsed, token):
            return True
        verb = governor(self.parsed, token.i)
        return verb is not None and argument(self.parsed, token.i, verb) and unmade(self.parsed, verb)

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
            name=name(parsed, token),
            article=article(parsed, token),
            measure=measure(parsed, token) if kind == "sanctions" else None,
            aim=aim(parsed, token) if kind == "talks" else None,
            changes=self._changes.of(token, self._times.get(token.sentence, [])),
            since=since(parsed, verb, token.i, self._times.get(token.sentence, [])),
            cause=cause(parsed, verb) if state in ("collapsed", "ended", "suspended") else None,
            invoked=self._invoked(verb),
            apart=token.i in self._sides.apart,
            refers=any(child.lower in _POINTING for child in parsed.children(token.i, "det", "poss")),
        )

    def _invoked(self, verb: int | None) -> bool:
        if verb is None or self.parsed.tokens[verb].lemma not in terms().invoking:
            return False
        return done(self.parsed, verb)

    # by shape

    def _noun(self, token: Token, naming: Naming) -> Telling:
        if naming.shape == "directed":
            return self._told(token, naming.kind, self._sides.directed(token, naming.kind))
        if naming.shape == "membership":
            return self._told(token, naming.kind, self._sides.membership(token))
        if naming.shape == "basing":
            return self._told(token, naming.kind, self._sides.basing(token))
        if naming.shape == "talks":
            return self._told(token, naming.kind, self._sides.talks(token))
        if naming.shape == "ally":
            told = self._told(token, naming.kind, self._sides.ally(token))
            told.status = "ended" if self._once(token) else None
            return told
        if naming.shape == "personal":
            return self._told(token, naming.kind, self._sides.personal(token))
        return self._treaty(token, naming.kind)

    def _once(self, token: Token) -> bool:
        """ "a former ally", "no longer an ally"."""
        over = self.parsed.children(token.head, "advmod") if token.dep in ("attr", "oprd") else ()
        words = [*self.parsed.children(token.i, "amod"), *over]
        return any(word.lower in ("former", "longer", "onetime", "erstwhile") for word in words)

    def _treaty(self, token: Token, kind: TieKind | None) -> Telling:
        told = self._told(token, kind, [(party, "party") for party in self._sides.mutual(token)])
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
                told.sides = [(party, "party") for party in self._sides.bound(hangs)]
        return told

    def _made(self, token: Token, acts: Mapping[str, TieKind]) -> Telling | None:
        """The tie that a verb makes by itself."""
        if token.lemma in acts:
            return self._verb(token, acts[token.lemma])
        for row in supplying()[token.lemma]:
            what = next((one for one in self._objects(token) if self._of_class(one, row)), None)
            if what is None:
                continue
            receiver = [
                found for child in self.parsed.children(token.i, "dative") for found in self.company.phrase(child.i)
            ]
            direct = self.parsed.child(token.i, "dobj")
            if direct is not None and direct.i != what.i:
                receiver = receiver or self.company.phrase(direct.i)  # "supplied Chad with drones"
            targets = receiver or self.company.after([token.i, what.i], _TOWARDS)
            senders = self.company.subject(token.i)
            if senders and targets and set(senders) != set(targets):
                return self._told(token, row.kind, directed_sides(senders, targets))
        return None

    def _objects(self, token: Token) -> list[Token]:
        """What a verb is said to hand over: its object, or what stands behind "with"."""
        found = list(self.parsed.children(token.i, "dobj", "nsubjpass"))
        for child in self.parsed.children(token.i, "prep"):
            if child.lower == "with":
                found.extend(self.parsed.children(child.i, "pobj"))
        return [one for each in found for one in (each, *self.parsed.children(each.i, "conj"))]

    def _of_class(self, noun: Token, row: Supplying) -> bool:
        if noun.lemma not in row.objects:
            return False
        needs = row.needs.get(noun.lemma)
        before = self.parsed.tokens[max(noun.lo, noun.i - 5) : noun.i]
        return needs is None or any(one.lower in needs or one.lemma in needs for one in before)

    def _verb(self, token: Token, kind: TieKind) -> Telling | None:
        company = self.company
        what = self.parsed.child(token.i, "dobj", "nsubjpass")
        if what is None:
            return None
        objects = company.phrase(what.i)
        subjects = company.subject(token.i)
        if kind == "membership":
            clubs = [one for one in objects if self._sides.club(one)]
            if len(clubs) != 1 or not subjects:
                return None
            return self._told(token, kind, [(party, "party") for party in (*subjects, *clubs)])
        if kind == "recognition" and not self._recognises(token, what):
            return None
        if not subjects or not objects:
            return None
        return self._told(token, kind, directed_sides(subjects, objects))

    def _recognises(self, token: Token, what: Token) -> bool:
        """ "recognise Kosovo", "recognised its independence": not "recognised the need"."""
        if what.lemma in ("independence", "statehood", "sovereignty"):
            return True
        return self.company.named(what.i, what.i + 1) != []
