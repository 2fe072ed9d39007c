"""Writing: a draft becomes an event with sides, level, realis, place, time, figures and contexts."""

from __future__ import annotations

from bisect import bisect_right
from typing import cast

from onrecord.codebook import plover
from onrecord.codebook.triggers import context_words, instruments
from onrecord.happened.circumstances import Setting
from onrecord.happened.draft import Draft
from onrecord.happened.match import Candidate
from onrecord.happened.parties import Parties
from onrecord.language.parsed import Parsed
from onrecord.model import Actor, Event, Note, Statement, Time, identity
from onrecord.model.event import EventType, Level, Realis

_PUBLIC = frozenset(("military", "diplomatic", "territory", "executive"))
_WARLIKE = frozenset(("aerial", "drone", "heavy-weapons", "suicide-attack", "unconventional"))
_PRIVATE = frozenset(("CVL", "MED", "BUS", "EDU", "AGR", "LAB", "CRM", "UNK", "JRN"))
_SHARPER = frozenset(("suicide-attack", "drone", "aerial", "unconventional"))
_GENERAL = frozenset(("180", "183", "190", "194"))
_POLITICAL = frozenset(("agents", "armed", "official", "protester", "police", "refugee", "prisoner"))


class Writer:
    """Writes the events of one report."""

    def __init__(self, parsed: Parsed, parties: Parties, setting: Setting, statements: tuple[Statement, ...]) -> None:
        self.parsed = parsed
        self.parties = parties
        self.setting = setting
        placed = [(parsed.place(piece), statement) for statement in statements for piece in statement.content]
        self.contents = sorted(placed, key=lambda pair: (pair[0], pair[1].id))
        self._starts = [place[0] for place, _ in self.contents]
        self._longest = max((end - start for (start, end), _ in self.contents), default=0)
        self.cues = [(parsed.place(s.cue), s) for s in statements if s.cue is not None]
        self.events: dict[str, tuple[int, Event, Note]] = {}

    def write(self, draft: Draft) -> None:
        """Write a draft, unless nobody in it is of public life or the same trigger told the same type before."""
        candidate = draft.candidate
        actors = self._sides(candidate.actors)
        recipients = tuple(r for r in self._sides(candidate.recipients) if r not in actors)
        mode, cameo = self._means(draft)
        if not self._relevant(candidate, actors, recipients, mode):
            return
        parsed = self.parsed
        span = parsed.token_span(candidate.lo, candidate.hi)
        inside = self.content(candidate)
        modality = draft.modality
        level: Level = "narrated"
        if inside or modality.alleged:
            level = "content"
        elif draft.speech or candidate.trigger.speech:
            level = "speech_act"
        when = self.setting.when(candidate.anchor, inside)
        if when is None and level == "speech_act":
            when = self._said_when(candidate)
        realis = _realis(modality.realis, modality.negated, modality.operator is not None, level)
        event = Event(
            id=identity("e", parsed.report.id, span.part or None, *span.offsets, draft.type),
            type=cast(EventType, draft.type),
            mode=mode,
            contexts=self._contexts(draft),
            cameo=cameo or None,
            quad=plover.quad(draft.type),
            trigger=span,
            actors=actors,
            recipients=recipients,
            where=self.setting.where(candidate.anchor, frozenset((*candidate.actors, *candidate.recipients))),
            when=when,
            quantities=self.setting.quantities(self._argument_spans(candidate)),
            level=level,
            realis=realis,
            aux=self.setting.historical(candidate.anchor, when, parsed.report.published),
        )
        if event.id in self.events:
            return
        note = Note(
            "happened", span, f"{draft.type}{'/' + mode if mode else ''}, {level}, {realis}",
            draft.rule or candidate.trigger.name, "; ".join(filter(None, (candidate.because, modality.because))),
            tuple(candidate.refused[:4]),
        )  # fmt: skip
        self.events[event.id] = (parsed.place(span)[0], event, note)

    def _said_when(self, candidate: Candidate) -> Time | None:
        """When it was said, where the trigger is the cue of a statement that tells its own day."""
        lo, hi = self.parsed.tokens[candidate.lo].start, self.parsed.tokens[candidate.hi - 1].end
        for (start, end), statement in self.cues:
            if start < hi and lo < end and statement.when is not None and statement.when.offsets is not None:
                return statement.when
        return None

    def _sides(self, heads: list[int]) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(side for head in heads for side in self.parties.sides(head)))

    def _relevant(
        self, candidate: Candidate, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], mode: str | None
    ) -> bool:
        """Whether anybody in it is a state, a public or armed body, or somebody of one.

        A name that nobody knows may be one. A pronoun that nobody resolved will do only where the act itself is of
        public life (a border reopened, a town shelled).
        """
        if candidate.trigger.type == "CONSULT" and not self._official(candidate, (*actors, *recipients)):
            return False
        if any(a.iso3 or (a.sector is not None and a.sector not in _PRIVATE) for a in (*actors, *recipients)):
            return True
        if mode in _WARLIKE:
            return True
        if candidate.trigger.type == "PROTEST" and candidate.noun is not None:
            return True
        heads = (*candidate.actors, *candidate.recipients)
        if not heads and candidate.trigger.type == "COERCE" and "military" in candidate.trigger.contexts:
            return True
        public = bool(_PUBLIC & set(candidate.trigger.contexts)) and candidate.trigger.type != "CONSULT"
        for head in heads:
            if self.parties.classes(head) & _POLITICAL:
                return True
            token = self.parsed.tokens[head]
            if token.pos == "PROPN" and self.parties.kind(head) != "person":
                return True
            if public and (token.pos == "PRON" or self.parties.kind(head) is not None):
                return True
        return False

    def _official(self, candidate: Candidate, sides: tuple[Actor, ...]) -> bool:
        """Whether somebody meets in office: two private people who meet consult nobody."""
        if any(a.sector is not None and a.sector not in _PRIVATE for a in sides):
            return True
        return any(
            self.parties.classes(head) & _POLITICAL
            or self.parties.kind(head) in ("country", "government", "igo", "military", "armed_group", "organization")
            or (self.parsed.tokens[head].pos == "PROPN" and self.parties.kind(head) is None)
            for head in (*candidate.actors, *candidate.recipients)
        )

    def content(self, candidate: Candidate) -> tuple[int, int] | None:
        """Token range of the narrowest statement content that holds the trigger."""
        lo, hi = self.parsed.tokens[candidate.lo].start, self.parsed.tokens[candidate.hi - 1].end
        best: tuple[int, int] | None = None
        for k in range(bisect_right(self._starts, lo) - 1, -1, -1):
            (start, end), _ = self.contents[k]
            if start + self._longest < hi:
                break  # none that begins earlier reaches this far
            if hi <= end and (best is None or end - start < best[1] - best[0]):
                best = (start, end)
        return self.parsed.token_range(*best) if best else None

    def _argument_spans(self, candidate: Candidate) -> list[tuple[int, int]]:
        spans = [self.parties.phrase(head) for head in (*candidate.actors, *candidate.recipients)]
        for i in {candidate.anchor, candidate.noun if candidate.noun is not None else candidate.anchor}:
            for child in self.parsed.children(i, "dobj", "nsubjpass", "nummod", "attr", "quantmod"):
                spans.append(self.parties.phrase(child.i))
        if candidate.noun is not None:
            spans.append(self.parties.phrase(candidate.noun))
        return spans

    def _near(self, candidate: Candidate) -> list[str]:
        """Lemmas of the trigger, its arguments and their modifiers."""
        tokens = self.parsed.tokens
        found: list[str] = []
        lo = min(candidate.lo, candidate.anchor)
        for i in {candidate.anchor, candidate.noun if candidate.noun is not None else candidate.anchor}:
            for child in self.parsed.children(i):
                if child.dep in ("nsubj", "nsubjpass", "dobj", "prep", "agent", "compound", "amod", "dative"):
                    found.extend(tokens[k].lemma for k in range(child.lo, min(child.hi, child.lo + 12)))
        found.extend(tokens[k].lemma for k in range(lo, candidate.hi))
        return found

    def _means(self, draft: Draft) -> tuple[str | None, str | None]:
        """The mode and the CAMEO code that the means tell: a drone, a bomb, a blade."""
        if draft.type != "ASSAULT" or draft.mode not in (None, "explosives", "heavy-weapons"):
            return draft.mode, draft.cameo
        table = instruments()
        for lemma in self._near(draft.candidate):
            mode, cameo = table.get(lemma, (None, None))
            if mode is not None and (draft.mode is None or mode in _SHARPER):
                return mode, cameo if draft.cameo in _GENERAL else draft.cameo
        return draft.mode, draft.cameo

    def _contexts(self, draft: Draft) -> tuple[str, ...]:
        table = context_words()
        found = set(draft.candidate.trigger.contexts)
        for lemma in self._near(draft.candidate):
            found.update(table.get(lemma, ()))
        return tuple(name for name in plover.contexts() if name in found)


def _realis(realis: str, negated: bool, embedded: bool, level: Level) -> Realis:
    if realis in ("must", "would"):
        realis = "hypothetical"
    if negated and realis in ("actual", "future"):
        realis = "negated"
    elif embedded and realis == "actual":
        realis = "future"
    if level == "content" and realis == "actual":
        realis = "asserted"
    return cast(Realis, realis)
