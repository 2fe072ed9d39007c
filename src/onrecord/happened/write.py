"""Writing: a draft becomes an event with sides, level, realis, place, time, figures and contexts."""

from __future__ import annotations

from bisect import bisect_right
from typing import cast

import msgspec

from onrecord.codebook import plover
from onrecord.codebook.triggers import context_words, instruments
from onrecord.happened.circumstances import Reach, Setting
from onrecord.happened.domestic import Domestic
from onrecord.happened.draft import Draft
from onrecord.happened.match import Candidate
from onrecord.happened.own import Coded, own_type
from onrecord.happened.parties import Parties
from onrecord.language.parsed import Parsed
from onrecord.model import Actor, Event, Note, Party, Place, Statement, Time, identity
from onrecord.model.event import EventType, Level, Realis

_PUBLIC = frozenset(("military", "diplomatic", "territory", "executive"))
_WARLIKE = frozenset(("aerial", "drone", "heavy-weapons", "suicide-attack", "unconventional"))
_PRIVATE = frozenset(("CVL", "MED", "BUS", "EDU", "AGR", "LAB", "CRM", "UNK", "JRN"))
_SHARPER = frozenset(("suicide-attack", "drone", "aerial", "unconventional"))
_GENERAL = frozenset(("180", "183", "190", "194"))
_POLITICAL = frozenset(("agents", "armed", "official", "protester", "police", "refugee", "prisoner"))
_IN_OFFICE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_BODIES = frozenset(("country", "government", "igo", "military", "armed_group", "organization"))
_PERSONAL = frozenset(("he", "she", "i", "you", "who"))
_PLURAL = frozenset(("we", "us"))
_FIRST = _PLURAL | {"i", "me"}
_THEY = frozenset(("they", "them"))
_SAID = frozenset(("SANCTION", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE", "SUPPORT", "CONCEDE"))
_PERSONS = frozenset(("people", "civilian", "worker"))


class Writer:
    """Writes the events of one report."""

    def __init__(
        self,
        parsed: Parsed,
        parties: Parties,
        setting: Setting,
        statements: tuple[Statement, ...],
        domestic: Domestic,
    ) -> None:
        self.parsed = parsed
        self.domestic = domestic
        self.parties = parties
        self.setting = setting
        placed = [(parsed.place(piece), statement) for statement in statements for piece in statement.content]
        self.contents = sorted(placed, key=lambda pair: (pair[0], pair[1].id))
        self._starts = [place[0] for place, _ in self.contents]
        self._longest = max((end - start for (start, end), _ in self.contents), default=0)
        self.cues = [(parsed.place(s.cue), s) for s in statements if s.cue is not None]
        self.events: dict[str, tuple[int, Event, Note]] = {}

    def write(self, draft: Draft) -> Event | None:
        """Write a draft, unless nobody in it is of public life or the same trigger told the same type before."""
        candidate = draft.candidate
        if draft.modality.realis == "purpose":
            return None
        speaker = self._quoted_by(candidate)
        candidate.actors = list(dict.fromkeys(self._meant(head, candidate.anchor) for head in candidate.actors))
        actors = tuple(_as_spoken(side, speaker) for side in self._sides(candidate.actors))
        named = (_as_spoken(side, speaker) for side in self._sides(candidate.recipients))
        recipients = tuple(side for side in named if side not in actors)
        mode, cameo = self._means(draft)
        if not self._relevant(candidate, actors, recipients, mode):
            return None
        if draft.type in _IN_OFFICE and not self._in_office(candidate, actors, recipients):
            return None
        recipients = self._others(candidate, actors, recipients)
        if candidate.trigger.mutual and not recipients and len(actors) == 1 and candidate.recipients:
            return None  # one side alone, named twice
        parsed = self.parsed
        span = parsed.token_span(candidate.lo, candidate.hi)
        modality = draft.modality
        inside = self.content(candidate) or self._in_quotation(candidate)
        if speaker is None and self._labels(candidate):
            inside, modality = None, modality._replace(alleged=False)
        level: Level = "narrated"
        if inside or modality.alleged:
            level = "content"
        elif draft.speech or candidate.trigger.speech:
            level = "speech_act"
        when = self.setting.when(candidate.anchor, inside)
        if when is None and level == "speech_act":
            when = self._said_when(candidate)
        if modality.withheld and not inside and modality.realis in ("actual", "asserted"):
            modality = modality._replace(realis="hypothetical")
        realis = _realis(modality.realis, modality.negated, modality.operator is not None, level)
        where, act = self._where(draft), (draft.type, mode)
        coded = Coded(draft.type, mode, cameo, self._contexts(draft))
        own = own_type(draft, coded, lambda: self._around(candidate))
        event = Event(
            id=identity("e", parsed.report.id, span.part or None, *span.offsets, draft.type),
            type=cast(EventType, draft.type),
            mode=mode,
            contexts=coded.contexts,
            cameo=cameo or None,
            quad=plover.quad(draft.type),
            trigger=span,
            actors=self.domestic.complete(actors, act, candidate.anchor, where),
            recipients=self.domestic.complete(recipients, act, candidate.anchor, where),
            where=where,
            when=when,
            quantities=self.setting.quantities(self._argument_spans(candidate)),
            level=level,
            realis=realis,
            aux=self._aux(candidate, when),
            own=own.name if own else None,
        )
        if event.id in self.events:
            return None
        note = Note(
            "happened", span,
            f"{own.name + ', ' if own else ''}{draft.type}{'/' + mode if mode else ''}, {level}, {realis}",
            draft.rule or candidate.trigger.name,
            "; ".join(filter(None, (candidate.because, modality.because, own.why if own else ""))),
            tuple(candidate.refused[:4]),
        )  # fmt: skip
        self.events[event.id] = (parsed.place(span)[0], event, note)
        return event

    def _meant(self, head: int, anchor: int) -> int:
        """ "Rebels said they would free two": a pronoun that nobody resolved is who says it, where number agrees."""
        parsed, token = self.parsed, self.parsed.tokens[head]
        if token.lower not in ("they", "it") or self.parties.resolved(head):
            return head
        at = parsed.tokens[anchor].start
        for (start, end), statement in self.contents:
            if start > at:
                break
            if at >= end or statement.form != "indirect" or statement.source is None:
                continue
            lo, hi = parsed.range_of(statement.source)
            source = parsed.head_of(lo, hi) if lo < hi else head
            noun = parsed.tokens[source]
            plural = noun.tag in ("NNS", "NNPS") or parsed.child(source, "conj") is not None
            named = noun.pos in ("NOUN", "PROPN") and source < head and noun.sentence == token.sentence
            if named and self._acts_in_public(source) and plural == (token.lower == "they"):
                return source
        return head

    def _acts_in_public(self, head: int) -> bool:
        """Whether somebody is no firm and no private person, as far as is known."""
        if not self.parties.classes(head) & _POLITICAL and not self.parties.resolved(head):
            return False
        return not any(side.sector in _PRIVATE for side in self.parties.sides(head))

    def _labels(self, candidate: Candidate) -> bool:
        """ "what she called X's aggression": who labels does it by saying it, whatever else is said around it."""
        what = candidate.object
        return candidate.trigger.speech and what is not None and self.parsed.tokens[what].lower == "what"

    def _quoted_by(self, candidate: Candidate) -> Party | None:
        """Whose direct words a trigger stands in."""
        at = self.parsed.tokens[candidate.anchor].start
        for (start, end), statement in self.contents:
            if start > at:
                break
            if at < end and statement.form == "direct":
                return statement.source
        return None

    def _aux(self, candidate: Candidate, when: Time | None) -> tuple[str, ...]:
        published = self.parsed.report.published
        if when is None:
            return self.setting.background(candidate.anchor, published)
        return self.setting.historical(candidate.anchor, when, published)

    def _where(self, draft: Draft) -> Place | None:
        """The place of the act: of what is only said, no more than where it was said."""
        candidate = draft.candidate
        barred = frozenset(
            i for head in (*candidate.actors, *candidate.recipients) for i in self.parties.named_of(head)
        )
        at = candidate.anchor if candidate.noun is None else candidate.noun
        if draft.type == "AGREE" and candidate.object is not None:
            at = candidate.object  # "signed a treaty in Accra"
        return self.setting.where((candidate.anchor, at), barred, _reach(draft))

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

    def _others(
        self, candidate: Candidate, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """The recipients without the actor itself: a minister who defends his country's plans does it to nobody.

        Within a state only its bodies and sectors do something to each other.
        """
        if len(actors) != 1 or not recipients:
            return recipients
        actor = actors[0]
        return tuple(
            side
            for side in recipients
            if not (self.parties.is_state(side) and side.iso3 is not None and side.iso3 == actor.iso3)
        )

    def _in_office(self, candidate: Candidate, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> bool:
        """Whether a state, a body or somebody in office acts: film-makers travel and tourists help as private people.

        Who meets and who works together does it on both sides: neither may be a mere private person.
        """
        if not candidate.actors:
            return True
        mutual = candidate.trigger.mutual
        sides = (*actors, *recipients) if mutual else actors
        heads = (*candidate.actors, *candidate.recipients) if mutual else candidate.actors
        if not any(_public(side) for side in sides) and not any(self._public(head) for head in heads):
            return False
        return not mutual or not any(self._private(head) or self._somebody(candidate, head) for head in heads)

    def _somebody(self, candidate: Candidate, head: int) -> bool:
        """Whether who works with a body is a pronoun that nobody resolved."""
        token = self.parsed.tokens[head]
        return candidate.trigger.type == "COOPERATE" and token.lower in _PERSONAL and not self.parties.resolved(head)

    def _public(self, head: int) -> bool:
        """Whether a phrase names somebody who acts for a state or a public or armed body."""
        if self.parties.classes(head) & _POLITICAL or self.parties.kind(head) in _BODIES:
            return True
        token = self.parsed.tokens[head]
        if token.lower == "it":
            return True
        return token.pos == "PROPN" and self.parties.kind(head) is None and not self._described(head)

    def _described(self, head: int) -> bool:
        """Whether what stands before a name makes a private person of it: "the striker Juan Vidal"."""
        titles = [c for c in self.parsed.children(head, "compound", "nmod", "appos") if c.pos == "NOUN"]
        kinds = [self.parties.classes(title.i) for title in titles]
        return any("people" in kind for kind in kinds) and not any(kind & _POLITICAL for kind in kinds)

    def _private(self, head: int) -> bool:
        """Whether a phrase names a private person: neither an office nor a public body is known of it."""
        if self._public(head) or any(_public(side) for side in self.parties.sides(head)):
            return False
        token = self.parsed.tokens[head]
        return self._described(head) or (token.pos == "NOUN" and bool(self.parties.classes(head) & _PERSONS))

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

    def _in_quotation(self, candidate: Candidate) -> tuple[int, int] | None:
        """Token range of the quotation that holds the trigger and its sides: words of somebody unknown."""
        tokens = self.parsed.tokens
        quotation = self.parsed.quoted(tokens[candidate.lo].start, tokens[candidate.hi - 1].end)
        if quotation is None:
            return None
        lo, hi = self.parsed.token_range(quotation.start, quotation.end)
        whole = all(lo <= i < hi for i in candidate.actors) and hi - lo > candidate.hi - candidate.lo + 1
        return (lo, hi) if whole else None

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

    def _around(self, candidate: Candidate) -> list[str]:
        """Lemmas of the trigger, its clause and its sides, wherever these stand."""
        tokens = self.parsed.tokens
        return self._near(candidate) + [
            tokens[i].lemma for lo, hi in self._argument_spans(candidate) for i in range(lo, hi)
        ]

    def _means(self, draft: Draft) -> tuple[str | None, str | None]:
        """The mode and the CAMEO code that the means tell: a drone, a bomb, a blade; an own type's mode stands."""
        if draft.candidate.trigger.own is not None and draft.mode is not None:
            return draft.mode, draft.cameo
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


def _reach(draft: Draft) -> Reach:
    """How far from its trigger an event's place may stand, and behind which prepositions."""
    if draft.mode in ("visit", "withdraw", "seize", "deport") and draft.type in ("CONSULT", "RETREAT", "COERCE"):
        return "moves"
    if draft.type in ("ASSAULT", "COERCE"):
        return "strikes"
    if draft.type in ("CONSULT", "COOPERATE"):
        return "held"
    return "said" if draft.type in _SAID else "done"


def _as_spoken(side: Actor, speaker: Party | None) -> Actor:
    """ "We" of a quotation is the side of who speaks, and "they" is not."""
    word = side.text.lower()
    if speaker is None or len(speaker.iso3) != 1:
        return side
    if word in _FIRST and side.iso3 is None:
        sector = side.sector or (speaker.sectors[0] if speaker.sectors else None)
        return msgspec.structs.replace(side, iso3=speaker.iso3[0], sector=sector, inferred=word in _PLURAL)
    if word in _THEY and side.iso3 == speaker.iso3[0]:
        return msgspec.structs.replace(side, entity=None, iso3=None, sector=None)
    return side


def _public(side: Actor) -> bool:
    return side.sector is not None and side.sector not in _PRIVATE


def _realis(realis: str, negated: bool, embedded: bool, level: Level) -> Realis:
    if realis in ("must", "would"):
        realis = "hypothetical"
    if realis == "intended":
        return "asserted"
    if negated and realis in ("actual", "future"):
        realis = "negated"
    elif embedded and realis == "actual":
        realis = "future"
    if level == "content" and realis == "actual":
        realis = "asserted"
    return cast(Realis, realis)
