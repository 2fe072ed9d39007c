"""Acts of speech: promises, refusals, threats and requests, and what they say of the act inside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.codebook.triggers import Embedding, Trigger, embedded, operators, words
from onrecord.happened.arguments import surface_subject
from onrecord.happened.draft import Draft
from onrecord.happened.match import Candidate, VerbMatcher
from onrecord.happened.parties import Parties
from onrecord.happened.realis import Modality, Realis, operator_of
from onrecord.language.parsed import Parsed, Token
from onrecord.model import Statement

_BARE = frozenset(("commit", "vow", "refuse", "threaten", "request", "appeal"))
_ASKING = frozenset(("request", "appeal"))
_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i"))
_FIRST_PERSON = frozenset(("we", "i"))
_COMMITTING = frozenset(
    ("say", "answer", "confirm", "promise", "threaten", "warn", "agree", "order", "refuse", "reject", "document")
)
_YIELDED = frozenset(("CONCEDE", "RETREAT", "AID", "COOPERATE", "CONSULT", "AGREE"))
_HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "ACCUSE", "REJECT"))
_WARNING = frozenset(("warn", "threaten"))
_MAY = frozenset(("will", "would", "wo", "'ll", "may", "might", "could"))
_OBLIGING = frozenset(("must", "should", "ought"))

_INTENDED = Modality("intended")
"""Of an intention that the report tells in its own voice."""


class Acts:
    """Finds the speech acts of a report, given its candidates."""

    def __init__(self, parsed: Parsed, parties: Parties, realis: Realis, found: Mapping[int, Candidate]) -> None:
        self._spoken: list[tuple[int, int, Statement]] = []
        self._begins: list[int] = []
        self._longest = 0
        self.parsed = parsed
        self.parties = parties
        self.realis = realis
        self.found = found

    def embedding(self, operator: int, inner: Candidate, modality: Modality) -> Draft | None:
        """What an operator and the act in its complement make together: "refused to sell" is a REJECT."""
        kind = self._kind(modality)
        if kind == "commit" and inner.trigger.type in _HOSTILE and self.parsed.tokens[operator].dep == "acomp":
            kind = "vow"  # "is prepared to impose martial law": nothing is imposed yet
        made = embedded(kind, inner.trigger)
        if kind == "refuse" and kind != modality.kind and inner.trigger.type in _HOSTILE:
            made = Embedding("AGREE", None, "0356")  # "agreed not to attack"
        above = self.realis.of(operator, None, inner.trigger.type)
        if made is None or above.operator is not None:
            return None
        if modality.negated and kind in _ASKING:
            made = Embedding("REQUEST", None, "100" if kind == "request" else "020")
        if made.type is None:
            trigger = inner.trigger
            outer = self.found.get(operator)
            actors = inner.actors or (outer.actors if outer else [])
            kept = replace(inner, anchor=operator, actors=actors)
            return Draft(kept, trigger.type, trigger.mode, trigger.cameo, above)
        actors, recipients = self._sides(operator, inner, kind)
        if kind == "stop" and made.type == "SANCTION" and actors and not any(self.acts_for_state(a) for a in actors):
            return None  # firms that stop trading punish nobody
        type_, mode, cameo = made.type, made.mode, made.cameo
        if kind in _ASKING and type_ == "ACCUSE" and inner.trigger.type == "PROTEST" and inner.recipients:
            recipients = inner.recipients  # "urged the faithful to rise against the regime"
        elif kind in _ASKING and type_ == "ACCUSE" and recipients:  # "urged the Council to impose sanctions"
            type_, mode, cameo = "REQUEST", None, "100" if kind == "request" else "020"
        candidate = Candidate(
            inner.trigger, operator, operator, operator + 1, actors, recipients,
            because=f'{kind}: "{self.parsed.tokens[operator].text}" over "{self.parsed.tokens[inner.anchor].text}"',
            refused=inner.refused,
        )  # fmt: skip
        speech = kind != "stop"
        return Draft(candidate, type_, mode, cameo, above, speech, rule=f"embedding.tsv:{kind}")

    def acts_for_state(self, head: int) -> bool:
        """Whether somebody may act for a state: neither a firm nor a pronoun that nobody resolved."""
        if self.parsed.tokens[head].pos == "PRON":
            return self.parties.resolved(head)
        return "company" not in self.parties.classes(head)

    def _kind(self, modality: Modality) -> str:
        kind = modality.kind or ""
        if modality.negated and kind in ("commit", "vow"):
            return "refuse"
        return kind

    def _sides(self, operator: int, inner: Candidate, kind: str) -> tuple[list[int], list[int]]:
        subject = VerbMatcher(self.parsed, self.parties, operator).arguments.subject
        actors = [subject] if subject is not None and self.parties.is_party(subject) else []
        outer = self.found.get(operator)
        if kind in _ASKING:
            recipients = (outer.recipients if outer else []) or [a for a in inner.actors if a not in actors]
        else:
            recipients = [r for r in inner.recipients if r not in actors]
            if not recipients and inner.trigger.mutual:
                recipients = [a for a in inner.actors if a not in actors]
        return actors, recipients

    def bare(self, embedding: Mapping[int, int]) -> Iterator[Draft]:
        """Operators whose complement is no event of the lexicon: "refused to answer the commission"."""
        kinds = operators()
        for token in self.parsed.tokens:
            if token.lemma not in kinds or token.pos not in ("VERB", "ADJ") or token.i in embedding:
                continue
            complement = next(self.parsed.children(token.i, "xcomp", "ccomp"), None)
            if complement is None or complement.pos not in ("VERB", "AUX"):
                continue
            kind = operator_of(self.parsed, token, None, False)
            if kind not in _BARE or token.i in self.found or complement.i in self.found:
                continue
            draft = self._bare(token, complement, kind)
            if draft is not None:
                yield draft

    def _bare(self, token: Token, complement: Token, kind: str) -> Draft | None:
        subject = surface_subject(self.parsed, token.i)
        if subject is None or not self._political(subject):
            return None
        infinitive = any(a.lower == "to" for a in self.parsed.children(complement.i, "aux"))
        if complement.dep == "ccomp" and not infinitive and kind not in _ASKING:
            return None
        if kind == "refuse" and complement.lemma in words("silence"):
            return None  # who declines to comment refuses no demand
        negated = any(c.dep == "neg" for c in self.parsed.children(complement.i))
        if negated and kind in ("commit", "vow"):
            kind = "refuse"
        recipients: list[int] = []
        if kind in _ASKING:
            modal = any(a.tag == "MD" for a in self.parsed.children(complement.i, "aux"))
            if complement.dep == "ccomp" and not infinitive and (modal or complement.tag != "VB"):
                return None
            target = surface_subject(self.parsed, complement.i)
            if target is None or target == subject or not self._political(target):
                return None
            recipients = [target]
        made = embedded(kind, None)
        if made is None or made.type is None:
            return None
        type_ = made.type
        if type_ in ("REQUEST", "REJECT") and complement.lemma in words("yielding"):
            made = Embedding(type_, "yield", (made.cameo or "")[:2] + ("4" if type_ == "REJECT" else "5"))
        trigger = _bare_trigger(type_, made.cameo or "")
        above = self.realis.of(token.i, None, type_)
        if above.operator is not None:
            return None
        candidate = Candidate(
            trigger, token.i, token.i, token.i + 1, [subject], recipients, because=f'{kind}: "{complement.text}"'
        )
        return Draft(candidate, type_, made.mode, made.cameo, above, True, rule=f"operators.tsv:{token.lemma}/{kind}")

    def obliged(self) -> Iterator[Draft]:
        """ "said China must drop the tariffs": a request by the speaker."""
        for cue, clause, speaker in self._said():
            if cue in self.found or not any(a.lower in _OBLIGING for a in self.parsed.children(clause, "aux")):
                continue
            target = surface_subject(self.parsed, clause)
            if target is None or not (self._political(speaker) and self._political(target)):
                continue
            passive = self.parsed.child(clause, "nsubjpass") is not None
            if passive or self.parsed.tokens[target].lower in _PRONOUNS or self._same(speaker, target):
                continue
            inner = self.found.get(clause)
            made = embedded("request", inner.trigger if inner else None)
            if made is None or made.type is None:
                continue
            trigger = inner.trigger if inner else _bare_trigger(made.type, made.cameo or "")
            candidate = Candidate(trigger, cue, cue, cue + 1, [speaker], [target], because="says what another must do")
            modality = self.realis.of(cue, None, made.type)
            if modality.operator is None:
                yield Draft(candidate, made.type, made.mode, made.cameo, modality, True, rule="happened.must")

    def warned(self) -> Iterator[Draft]:
        """ "warned Bern that it would answer", "will close the pipe if Bern signs, X warned": a threat."""
        for cue, clause, speaker in self._said():
            if cue in self.found or self.parsed.tokens[cue].lemma not in _WARNING or not self._political(speaker):
                continue
            if not any(a.lower in _MAY for a in self.parsed.children(clause, "aux")):
                continue
            target = self._addressed(cue, speaker)
            doer = surface_subject(self.parsed, clause)
            own = doer is not None and (self._same(speaker, doer) or self.parsed.tokens[doer].lower in _FIRST_PERSON)
            if not own or doer is None:
                continue
            if target is None:
                target = self._averting(clause, speaker)
            if target is None:
                continue
            inner = self.found.get(clause)
            made = embedded("threaten", inner.trigger if inner else None)
            if made is None or made.type is None:
                continue
            trigger = inner.trigger if inner else _bare_trigger(made.type, made.cameo or "")
            candidate = Candidate(trigger, cue, cue, cue + 1, [speaker], [target], because="warns what it would do")
            modality = self.realis.of(cue, None, made.type)
            if modality.operator is None:
                yield Draft(candidate, made.type, made.mode, made.cameo, modality, True, rule="happened.warned")

    def _said(self) -> Iterator[tuple[int, int, int]]:
        """Who says what: the word of saying, the verb of the clause that is said, and the head of who says it."""
        seen: set[int] = set()
        for token in self.parsed.tokens:
            if token.pos != "VERB" or not self._saying(token.i):
                continue
            clause, speaker = self.parsed.child(token.i, "ccomp"), surface_subject(self.parsed, token.i)
            if clause is not None and speaker is not None:
                seen.add(token.i)
                yield token.i, clause.i, speaker
        for lo, hi, statement in self._spoken:
            if statement.cue is None or statement.source is None or statement.cue.act not in _COMMITTING:
                continue
            cue, source = self.parsed.range_of(statement.cue), self.parsed.range_of(statement.source)
            if cue[0] < cue[1] and source[0] < source[1]:
                anchor = self.parsed.head_of(*cue)
                if anchor not in seen and self._saying(anchor):
                    seen.add(anchor)
                    yield anchor, self.parsed.head_of(lo, hi), self.parsed.head_of(*source)

    def _saying(self, verb: int) -> bool:
        """Whether a verb says something itself: who cites or quotes another asks for nothing."""
        lemma = self.parsed.tokens[verb].lemma
        return lemma in words("say") and lemma not in ("cite", "quote", "post", "tweet", "write")

    def _addressed(self, cue: int, speaker: int) -> int | None:
        """Whom a warning is spoken to, where that is another party."""
        for child in self.parsed.children(cue, "dobj", "dative"):
            if self._political(child.i) and not self._same(speaker, child.i):
                return child.i
        return None

    def _averting(self, clause: int, speaker: int) -> int | None:
        """Who would have to act to avert it: "if Bern signs", "unless Bern pays"."""
        for condition in self.parsed.children(clause, "advcl"):
            mark = self.parsed.child(condition.i, "mark")
            if mark is None or mark.lower not in ("if", "unless", "should"):
                continue
            subject = surface_subject(self.parsed, condition.i)
            if subject is not None and self._political(subject) and not self._same(speaker, subject):
                return subject
        return None

    def hear(self, statements: tuple[Statement, ...]) -> None:
        """Take in who says what: promises and threats are made in their contents."""
        for statement in statements:
            for piece in statement.content:
                lo, hi = self.parsed.range_of(piece)
                self._spoken.append((lo, hi, statement))
        self._spoken.sort(key=lambda row: (row[0], row[1]))
        self._begins = [row[0] for row in self._spoken]
        self._longest = max((hi - lo for lo, hi, _ in self._spoken), default=0)

    def _speaker(self, anchor: int) -> Statement | None:
        """The narrowest statement whose content holds a token."""
        best: tuple[int, Statement] | None = None
        for k in range(bisect_right(self._begins, anchor) - 1, -1, -1):
            lo, hi, statement = self._spoken[k]
            if lo + self._longest <= anchor:
                break  # none that begins earlier reaches this far
            if anchor < hi and (best is None or hi - lo < best[0]):
                best = (hi - lo, statement)
        return best[1] if best else None

    def promise(self, inner: Candidate, modality: Modality) -> Draft | None:
        """What an act to come, or refused, makes of who is to do it: an agreement, a threat, a refusal."""
        return self.commissive(inner, modality) or self.announced(inner, modality)

    def commissive(self, inner: Candidate, modality: Modality) -> Draft | None:
        """ "said it would send aid": a promise, a refusal or a threat by the speaker."""
        if modality.realis not in ("future", "conditional", "negated") or modality.operator is not None:
            return None
        if not self._modal(inner.anchor):
            return None
        statement = self._speaker(inner.anchor)
        if statement is None or statement.cue is None or statement.source is None:
            return None
        if statement.cue.act not in _COMMITTING or not self._speaks_for_itself(inner, statement):
            return None
        if not self._to_somebody(inner) or (modality.realis == "conditional" and inner.trigger.type == "SUPPORT"):
            return None
        negated = modality.negated or modality.realis == "negated"
        if negated and inner.trigger.type in _HOSTILE:
            return None
        made = embedded("refuse" if negated else "vow", inner.trigger)
        if modality.realis == "conditional" and inner.trigger.type in ("RETREAT", "AID", "COOPERATE"):
            made = embedded("threaten", inner.trigger) if modality.because == "unless" else made
        if made is None or made.type is None:
            return None
        lo, hi = self.parsed.range_of(statement.source)
        cue_lo, cue_hi = self.parsed.range_of(statement.cue)
        if hi <= lo or cue_hi <= cue_lo:
            return None
        speaker, anchor = self.parsed.head_of(lo, hi), self.parsed.head_of(cue_lo, cue_hi)
        if not self._political(speaker):
            return None
        recipients = [r for r in inner.recipients if r != speaker and not lo <= r < hi]
        candidate = Candidate(
            inner.trigger, anchor, cue_lo, cue_hi, [speaker], recipients, because="says what it will do itself"
        )
        return Draft(candidate, made.type, made.mode, made.cameo, Modality(), True, rule="happened.commissive")

    def announced(self, inner: Candidate, modality: Modality) -> Draft | None:
        """ "will send aid, an official said": an intention of that side, by report; content, never observed.

        Source: PLOVER codes a cooperative act in the future as AGREE and a hostile one as THREATEN.
        """
        if modality.realis not in ("future", "conditional", "negated") or modality.operator is not None:
            return None
        if not inner.actors:
            return None
        negated = modality.negated or modality.realis == "negated"
        if negated and (inner.trigger.type in _HOSTILE or not self._will(inner.anchor)):
            return None
        if modality.realis == "conditional" and not negated and inner.trigger.type not in _HOSTILE:
            return None
        if modality.kind != "intent" and not self._modal(inner.anchor):
            return None
        statement = self._speaker(inner.anchor)
        if statement is None and negated:  # "will not lift the ban": a refusal, in the outlet's own voice
            made = embedded("refuse", inner.trigger)
            if made is None or made.type is None or inner.trigger.type not in _YIELDED:
                return None
            return Draft(inner, made.type, made.mode, made.cameo, _INTENDED, False, rule="happened.will-not")
        if statement is None and not negated:
            return self._intended(inner)
        if statement is None or statement.cue is None or statement.source is None:
            return None
        if statement.cue.act not in _COMMITTING:
            return None
        theirs = set(statement.source.iso3)
        doers = {side.iso3 for actor in inner.actors for side in self.parties.sides(actor) if side.iso3}
        if theirs and not theirs & doers:
            return None
        made = embedded("refuse" if negated else "vow", inner.trigger)
        if made is not None and made.type == inner.trigger.type:
            made = embedded("commit", inner.trigger)  # what is announced to come is agreed to, not yet given
        if made is None or made.type in (None, inner.trigger.type) or not self._to_somebody(inner):
            return None
        return Draft(inner, made.type, made.mode, made.cameo, Modality(), False, rule="happened.announced")

    def _intended(self, inner: Candidate) -> Draft | None:
        """ "will meet", "plans to impose", told by the report itself: an intention, asserted and never observed."""
        if all(self.parsed.tokens[actor].tag in ("NNPS", "NNS") for actor in inner.actors):
            return None  # "Peruvians will greet the pope": a people or a crowd binds itself to nothing
        made = embedded("vow", inner.trigger)
        if made is not None and made.type == inner.trigger.type:
            made = embedded("commit", inner.trigger)
        if made is None or made.type in (None, inner.trigger.type) or not self._to_somebody(inner):
            return None
        return Draft(inner, made.type, made.mode, made.cameo, _INTENDED, False, rule="happened.intended")

    def _to_somebody(self, inner: Candidate) -> bool:
        """Whether a visit that is announced is to somebody: a town on the way agrees to nothing."""
        if inner.trigger.mode != "visit":
            return True
        return any(side.sector for head in inner.recipients for side in self.parties.sides(head))

    def _will(self, verb: int) -> bool:
        return any(a.lower in ("will", "wo", "'ll") for a in self.parsed.children(verb, "aux"))

    def _modal(self, verb: int) -> bool:
        """Whether a verb is told as to come: "will visit", or "to visit" in a headline."""
        headline = self.parsed.tokens[verb].dep == "ROOT"
        return any(
            a.lower in ("will", "would", "wo", "'ll", "shall") or (headline and a.lower == "to")
            for a in self.parsed.children(verb, "aux")
        )

    def _same(self, one: int, other: int) -> bool:
        """Whether two phrases share an entity or a country."""
        first = {x for a in self.parties.sides(one) for x in (a.entity, a.iso3) if x}
        return any(x in first for a in self.parties.sides(other) for x in (a.entity, a.iso3))

    def _speaks_for_itself(self, candidate: Candidate, statement: Statement) -> bool:
        """Whether the one who says it is the one who will do it."""
        source = statement.source
        if source is None:
            return False
        theirs = {*source.entities, *source.iso3}
        first = _FIRST_PERSON if statement.form == "direct" else _PRONOUNS
        for actor in candidate.actors:
            lower = self.parsed.tokens[actor].lower
            sides = self.parties.sides(actor)
            if any(x in theirs for side in sides for x in (side.entity, side.iso3) if x):
                return True
            if lower in first and not any(side.entity for side in sides):
                return True
        return False

    def _political(self, head: int) -> bool:
        """Whether a phrase names a state, an office or a body that acts in public."""
        if any(side.iso3 or side.sector for side in self.parties.sides(head)):
            return True
        return bool(self.parties.classes(head) & {"agents", "armed", "official", "group"})


def _bare_trigger(type_: str, cameo: str) -> Trigger:
    """A row for an operator that stands alone."""
    return Trigger(("",), "v", type_, None, cameo, (), (), (), False, (), frozenset(("speech",)))
