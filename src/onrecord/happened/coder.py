"""The coder: candidates, what stands over them, and the events that are left."""

from __future__ import annotations

import msgspec

from onrecord.codebook import plover
from onrecord.codebook.triggers import Embedding, Trigger, embedded, lexicon
from onrecord.happened.arguments import Arguments, surface_subject
from onrecord.happened.circumstances import Circumstances, Setting
from onrecord.happened.match import Candidate, VerbMatcher
from onrecord.happened.nominal import TEMPORAL, NounMatcher
from onrecord.happened.parties import Parties
from onrecord.happened.realis import Modality, Realis
from onrecord.language import Parsed
from onrecord.model import Actor, Cast, Event, Found, Note, Statement, identity


def find(parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], given: Circumstances) -> Found[Event]:
    """Every event of a report, in order of its trigger; series and claim are settled later."""
    return _Coder(parsed, cast, statements, given).code()


class _Coder:
    def __init__(self, parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], given: Circumstances) -> None:
        self.parsed = parsed
        self.parties = Parties(parsed, cast)
        self.setting = Setting(parsed, given)
        self.realis = Realis(parsed)
        placed = [(parsed.place(piece), statement) for statement in statements for piece in statement.content]
        self.contents = sorted(placed, key=lambda pair: (pair[0], pair[1].id))
        self.found: dict[int, Candidate] = {}
        self.events: list[tuple[int, Event]] = []
        self.notes: list[Note] = []

    def code(self) -> Found[Event]:
        self._match()
        self._consume()
        modalities = {
            i: self.realis.of(c.anchor, c.noun, c.trigger.type) for i, c in self.found.items() if not c.consumed
        }
        embedding: dict[int, int] = {}
        for i, modality in modalities.items():
            if modality.operator is not None:
                embedding.setdefault(modality.operator, i)
        for i, modality in modalities.items():
            if modality.operator is None and i not in embedding:
                self._plain(self.found[i], modality)
        for operator, inner in embedding.items():
            self._embedded(operator, self.found[inner], modalities[inner], modalities)
        self.events.sort(key=lambda pair: pair[0])
        return Found(tuple(event for _, event in self.events), (), tuple(self.notes))

    # candidates

    def _match(self) -> None:
        rows = lexicon()
        for token in self.parsed.tokens:
            if token.pos == "VERB":
                candidates = rows.verbs.get(token.lemma)
                if candidates is not None:
                    found = VerbMatcher(self.parsed, self.parties, token.i).match(candidates)
                    if found is not None:
                        self.found[token.i] = found
            elif token.pos in ("NOUN", "PROPN"):
                candidates = rows.nouns.get(token.lemma) or rows.nouns.get(token.lower)
                if candidates is not None:
                    noun = NounMatcher(self.parsed, self.parties, token.i).match(candidates)
                    if noun is not None:
                        self.found[token.i] = noun

    def _consume(self) -> None:
        """A noun inside the object of an event verb names the same event or what it is about."""
        tokens = self.parsed.tokens
        for i, candidate in self.found.items():
            if candidate.noun is None:
                continue
            if candidate.anchor in self.found and self.found[candidate.anchor].noun is None and candidate.anchor != i:
                candidate.consumed = True
                continue
            at = tokens[i]
            for _ in range(8):
                head = tokens[at.head]
                if head.i == at.i:
                    break
                if at.dep == "prep" and at.lower in TEMPORAL:
                    break
                if at.dep in ("relcl", "advcl", "ccomp", "parataxis"):
                    break
                if head.i in self.found and head.i != i:
                    candidate.consumed = True
                    break
                at = head

    # events

    def _plain(self, candidate: Candidate, modality: Modality) -> None:
        trigger = candidate.trigger
        if modality.realis == "must":
            self._obliged(candidate, modality)
            modality = modality._replace(realis="hypothetical")
        if (
            modality.says is not None
            and modality.realis in ("future", "conditional")
            and self._speaks_for_itself(candidate, modality.says)
        ):
            self._commissive(candidate, modality)
        realis = "negated" if modality.negated and modality.realis in ("actual", "future") else modality.realis
        self._emit(candidate, trigger.type, trigger.mode, trigger.cameo, modality._replace(realis=realis))

    def _embedded(self, operator: int, inner: Candidate, modality: Modality, modalities: dict[int, Modality]) -> None:
        kind = modality.kind or ""
        trigger = inner.trigger
        made = embedded(kind, trigger)
        if modality.negated and kind == "request":
            made = Embedding("REQUEST", None, "100")
        above = self.realis.of(operator, None, trigger.type)
        if made is None:
            return
        matcher = VerbMatcher(self.parsed, self.parties, operator)
        outer = self.found.get(operator)
        subject = matcher.arguments.subject
        actors = [subject] if subject is not None and self.parties.is_party(subject) else []
        if kind == "request":
            recipients = outer.recipients if outer else [a for a in inner.actors if a not in actors]
            recipients = recipients or [a for a in inner.actors if a not in actors]
        elif made.type is None or kind in ("threaten", "vow", "commit", "refuse", "stop"):
            recipients = [r for r in inner.recipients + inner.actors if r not in actors]
            recipients = [r for r in inner.recipients if r not in actors] or (
                recipients if inner.trigger.mutual else []
            )
        else:
            recipients = []
        candidate = Candidate(
            trigger, operator, operator, operator + 1, actors, recipients,
            because=f"{kind} with {self.parsed.tokens[inner.anchor].text}", refused=inner.refused,
        )  # fmt: skip
        if above.operator is not None:
            return
        if made.type is None:
            self._emit(inner, trigger.type, trigger.mode, trigger.cameo, above)
            return
        speech = kind in ("request", "threaten", "vow", "commit", "refuse")
        self._emit(candidate, made.type, made.mode, made.cameo, above, speech)

    def _obliged(self, inner: Candidate, modality: Modality) -> None:
        """ "said China must drop the tariffs": a request by the speaker."""
        if modality.says is None or self._speaks_for_itself(inner, modality.says):
            return
        made = embedded("request", inner.trigger)
        speaker = surface_subject(self.parsed, modality.says)
        if made is None or made.type is None or speaker is None:
            return
        outer = Candidate(
            inner.trigger,
            modality.says,
            modality.says,
            modality.says + 1,
            [speaker],
            list(inner.actors),
            because="must",
        )
        self._emit(outer, made.type, made.mode, made.cameo, self.realis.of(modality.says, None, made.type), True)

    def _commissive(self, inner: Candidate, modality: Modality) -> None:
        """ "said it would send aid": a promise, a refusal or a threat by the speaker."""
        says = modality.says
        assert says is not None
        made = embedded("refuse" if modality.negated else "vow", inner.trigger)
        speaker = surface_subject(self.parsed, says)
        if made is None or made.type is None or speaker is None:
            return
        recipients = [r for r in inner.recipients if r != speaker]
        outer = Candidate(inner.trigger, says, says, says + 1, [speaker], recipients, because="says what it will do")
        self._emit(outer, made.type, made.mode, made.cameo, self.realis.of(says, None, made.type), True)

    def _speaks_for_itself(self, candidate: Candidate, says: int) -> bool:
        """Whether the one who says it is the one who will do it."""
        speaker = surface_subject(self.parsed, says)
        if speaker is None or not candidate.actors:
            return False
        theirs = {a.entity or a.iso3 for a in self.parties.sides(speaker)} - {None}
        for actor in candidate.actors:
            if self.parsed.tokens[actor].lower in ("it", "he", "she", "they", "we", "i"):
                return True
            doers = self.parties.sides(actor)
            if theirs & ({a.entity for a in doers} | {a.iso3 for a in doers}):
                return True
            if {a.iso3 for a in self.parties.sides(speaker) if a.iso3} & {a.iso3 for a in doers if a.iso3}:
                return True
        return False

    def _emit(
        self,
        candidate: Candidate,
        type_: str,
        mode: str | None,
        cameo: str | None,
        modality: Modality,
        speech: bool = False,
    ) -> None:
        parsed = self.parsed
        actors = self._actors(candidate.actors)
        recipients = tuple(r for r in self._actors(candidate.recipients) if r not in actors)
        if (
            candidate.trigger.mutual
            and len(actors) == 1
            and not recipients
            and type_ == candidate.trigger.type == "CONSULT"
        ):
            pass
        if not self._relevant(candidate, actors, recipients):
            return
        if modality.operator is not None or modality.realis == "must":
            modality = modality._replace(realis="future")
        span = parsed.token_span(candidate.lo, candidate.hi)
        inside = self._content(candidate)
        level = (
            "content"
            if inside or modality.alleged
            else "speech_act"
            if speech or candidate.trigger.speech
            else "narrated"
        )
        realis = "asserted" if level == "content" and modality.realis == "actual" else modality.realis
        spans = [self.parties.phrase(head) for head in (*candidate.actors, *candidate.recipients)]
        event = Event(
            id=identity("e", parsed.report.id, span.part if span.part else None, *span.offsets, type_),
            type=type_,  # type: ignore[arg-type]
            mode=mode,
            contexts=self._contexts(candidate.trigger),
            cameo=cameo,
            quad=plover.quad(type_),
            trigger=span,
            actors=actors,
            recipients=recipients,
            where=self.setting.where(candidate.anchor, frozenset((*candidate.actors, *candidate.recipients))),
            when=self.setting.when(candidate.anchor, inside),
            quantities=self.setting.quantities(spans),
            level=level,  # type: ignore[arg-type]
            realis=realis,  # type: ignore[arg-type]
        )
        if any(e.id == event.id for _, e in self.events):
            return
        self.events.append((parsed.place(span)[0], event))
        self.notes.append(
            Note("happened", span, f"{type_}{'/' + mode if mode else ''}, {level}, {realis}", candidate.trigger.name,
                 "; ".join(filter(None, (candidate.because, modality.because))), tuple(candidate.refused[:4]))
        )  # fmt: skip

    def _actors(self, heads: list[int]) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(side for head in heads for side in self.parties.sides(head)))

    def _relevant(self, candidate: Candidate, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
        """Whether anybody in it is a political or armed body, a state, or somebody of one."""
        if any(a.iso3 or a.sector or a.entity for a in (*actors, *recipients)):
            return True
        political = frozenset(("agents", "armed", "official", "protester", "police", "refugee", "prisoner"))
        return any(
            self.parties.classes(head) & political or self.parsed.tokens[head].pos == "PROPN"
            for head in (*candidate.actors, *candidate.recipients)
        )

    def _content(self, candidate: Candidate) -> tuple[int, int] | None:
        """Token range of the narrowest statement content that holds the trigger."""
        lo, hi = self.parsed.tokens[candidate.lo].start, self.parsed.tokens[candidate.hi - 1].end
        best: tuple[int, int] | None = None
        for (start, end), _ in self.contents:
            if start > lo:
                break
            if start <= lo and hi <= end and (best is None or end - start < best[1] - best[0]):
                best = (start, end)
        return self.parsed.token_range(*best) if best else None

    def _contexts(self, trigger: Trigger) -> tuple[str, ...]:
        return trigger.contexts


_ = (msgspec, Arguments)
