"""What a report says is done to a tie: signed, eased, evaded, suspended, invoked; by whom, when, in whose words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.ties import changes, effect
from onrecord.language import Parsed, Token
from onrecord.language.phrases import subject
from onrecord.model import Event, Statement, TieChange, Time
from onrecord.model.tie import TieChangeKind
from onrecord.ties.parties import Company
from onrecord.ties.terms import argument, done, governor

_LINKS = frozenset(("xcomp", "ccomp", "conj"))


class Changes:
    """Finds the changes that one naming of a tie tells."""

    def __init__(
        self, parsed: Parsed, company: Company, events: tuple[Event, ...], statements: tuple[Statement, ...]
    ) -> None:
        self.parsed = parsed
        self.company = company
        self._events: dict[int, str] = {}
        for event in events:
            for i in range(*parsed.range_of(event.trigger)):
                self._events.setdefault(i, event.id)
        self._said: dict[int, tuple[int, str]] = {}
        for one in statements:
            for piece in one.content:
                lo, hi = parsed.range_of(piece)
                for i in range(lo, hi):
                    if i not in self._said or hi - lo < self._said[i][0]:
                        self._said[i] = (hi - lo, one.id)

    def of(self, naming: Token, times: list[tuple[int, int, Time]]) -> list[TieChange]:
        """The changes told where token `naming` names a tie, in order of place, each word once."""
        found: dict[int, TieChange] = {}
        for i, kind, finished in self._told(naming):
            if i not in found:
                found[i] = self._change(i, kind, finished, naming.i, times)
        return [found[i] for i in sorted(found)]

    def _told(self, naming: Token) -> Iterator[tuple[int, TieChangeKind, bool]]:
        """Words that say what is done to the tie: token, change, whether it is told as done."""
        parsed = self.parsed
        verb = naming.i if naming.pos == "VERB" else governor(parsed, naming.i)
        if verb is not None and (naming.pos == "VERB" or argument(parsed, naming.i, verb)):
            yield from self._by_verb(verb)
            above = parsed.tokens[verb]
            shared = (
                above.dep != "conj" or parsed.child(above.head, "dobj", "attr") is None
            )  # "eased, then lifted them"
            if above.dep in _LINKS and above.head != verb and shared:
                yield from self._by_verb(above.head)
            for child in parsed.children(verb, "conj"):
                if child.pos == "VERB" and parsed.child(child.i, "dobj", "nsubj", "nsubjpass") is None:
                    yield from self._by_verb(child.i)  # "eased, and then lifted, the sanctions"
        yield from self._in_force(naming)
        if naming.pos == "VERB":
            return
        for child in parsed.children(naming.i, "relcl", "acl"):
            if child.pos == "VERB" and child.tag != "VB":  # "talks to end the war": an aim, nothing done
                yield from self._by_verb(child.i)
        yield from self._beside(naming)
        yield from self._by_noun(naming)

    def _beside(self, noun: Token) -> Iterator[tuple[int, TieChangeKind, bool]]:
        """ "suspended talks", "weakening sanctions enforcement": participles before a noun tell what is so."""
        for child in self.parsed.children(noun.i, "amod", "compound"):
            kind = changes().verbs.get(child.lemma) or changes().verbs.get(_bare(child.lower))
            if kind is not None and child.lower.endswith(("ed", "ing", "en", "wn")):
                yield child.i, kind, True

    def _by_verb(self, verb: int) -> Iterator[tuple[int, TieChangeKind, bool]]:
        lemma = self.parsed.tokens[verb].lemma
        particle = self.parsed.child(verb, "prt")
        kind = changes().verbs.get(f"{lemma} {particle.lower}") if particle is not None else None
        kind = kind or changes().verbs.get(lemma)
        if kind is not None and not self._negated(verb):
            yield verb, kind, done(self.parsed, verb)

    def _negated(self, verb: int) -> bool:
        return self.parsed.child(verb, "neg") is not None

    def _by_noun(self, naming: Token) -> Iterator[tuple[int, TieChangeKind, bool]]:
        """ "the lifting of sanctions", "sanctions enforcement", "violations of the truce"."""
        tokens = self.parsed.tokens
        head = tokens[naming.head]
        if naming.dep == "compound":
            of = head
        elif naming.dep == "pobj" and head.lower in ("of", "from", "to"):
            of = tokens[head.head]
        else:
            return
        kind = changes().nouns.get(of.lemma) if of.pos in ("NOUN", "PROPN") else None
        if kind is not None:
            verb = governor(self.parsed, of.i)
            planned = verb is not None and argument(self.parsed, of.i, verb) and self._planned(verb)
            yield of.i, kind, not planned
            yield from self._beside(of)

    def _planned(self, verb: int) -> bool:
        """Whether a verb over a change's noun only speaks of it: "offered sanctions relief", "would ease"."""
        return not done(self.parsed, verb) or changes().verbs.get(self.parsed.tokens[verb].lemma) == "proposed"

    def _in_force(self, naming: Token) -> Iterator[tuple[int, TieChangeKind, bool]]:
        """ "take effect", "entered into force" in the same sentence."""
        tokens = self.parsed.tokens
        sentence = self.parsed.sentences[naming.sentence]
        for i in range(sentence.lo, sentence.hi):
            token = tokens[i]
            if token.lemma not in effect().nouns or token.dep not in ("dobj", "pobj", "attr"):
                continue
            verb = tokens[token.head] if token.dep != "pobj" else tokens[tokens[token.head].head]
            if verb.lemma in effect().verbs and (token.dep != "pobj" or tokens[token.head].lower in ("into", "in")):
                yield verb.i, "in_force", done(self.parsed, verb.i)

    def _change(
        self, i: int, kind: TieChangeKind, finished: bool, naming: int, times: list[tuple[int, int, Time]]
    ) -> TieChange:
        said = self._said.get(i)
        token = self.parsed.tokens[i]
        return TieChange(
            *self.parsed.locate(token.start, token.end),
            change=kind,
            done=finished,
            by=tuple(self._by(i)),
            when=self._when(i, naming, times),
            event=self._events.get(i),
            statement=said[1] if said is not None else None,
        )

    def _by(self, i: int) -> list[str]:
        """Who does it: the verb's subject or agent; a noun's owner."""
        token = self.parsed.tokens[i]
        if token.pos in ("NOUN", "PROPN"):
            owners = [found for child in self.parsed.children(i, "poss") for found in self.company.phrase(child.i)]
            return owners or self.company.after([i], frozenset(("by",)))
        who = subject(self.parsed, i)
        if token.dep in ("relcl", "acl") and who is not None and who.lower in ("that", "which"):
            return []  # "sanctions that expire"
        return self.company.subject(i)

    def _when(self, i: int, naming: int, times: list[tuple[int, int, Time]]) -> str | None:
        """The date beside the word itself, or beside the noun that it governs."""
        tokens = self.parsed.tokens
        for lo, hi, time in times:
            at = self.parsed.head_of(lo, hi)
            for _ in range(3):
                at = tokens[at].head
                if at == i or (at == naming and tokens[naming].head == i):
                    return time.start
                if tokens[at].pos in ("VERB", "AUX"):
                    break
        return None


def _bare(word: str) -> str:
    """The verb of a participle that the tagger took for an adjective: "weakening"."""
    return word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("ed")
