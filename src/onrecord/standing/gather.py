"""Reads every statement's content as claims and gives each its stances."""

from __future__ import annotations

from itertools import pairwise

from onrecord.codebook.hedges import Estimate, hedges
from onrecord.codebook.stances import Choice, StanceKind, leaves_open, negated
from onrecord.codebook.standing import OUTLET, View
from onrecord.language import Parsed
from onrecord.model import Abstained, Cast, Event, Note, Stance, Statement
from onrecord.standing.backrefs import Reference, antecedents, reference, within
from onrecord.standing.cues import Spoken, own_act, spoken, stance_on
from onrecord.standing.drafts import SAME_PLACE, Draft, Ledger, contradicts, forward
from onrecord.standing.holders import Holder, holders
from onrecord.standing.propositions import Proposition, propositions

_FACTIVE = frozenset(("admit", "confirm", "document"))
_HOSTILE = frozenset(("ASSAULT", "COERCE"))
_CONTRAST = frozenset(("but", "while", "whereas", "though", "although"))
_OURS = frozenset(("we", "us", "our", "i", "me"))
_SAYING = frozenset(("say", "answer", "witness"))
_LIKELY = frozenset((StanceKind.FORECASTS, StanceKind.ESTIMATES))


class Gathering:
    """The claims of a report while its statements are read, in the order of the text."""

    def __init__(self, parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], ledger: Ledger) -> None:
        self.parsed = parsed
        self.cast = cast
        self.statements = statements
        self.ledger = ledger
        self.notes: list[Note] = []
        self.abstained: list[Abstained] = []
        self.content = {one.id: _ranges(parsed, one) for one in statements}
        self.spoken = {one.id: spoken(parsed, one) for one in statements}
        self.holders = {one.id: holders(parsed, cast, one) for one in statements}
        self.made: dict[str, list[Draft]] = {one.id: [] for one in statements}
        self._triggers = frozenset(ledger.triggers)
        self.cues = frozenset(one.cue.verb for one in self.spoken.values() if one.cue.verb is not None)

    def run(self) -> None:
        """Contents first, then who relays whom, then what refers back to a claim told before."""
        deferred: list[tuple[Statement, Reference | None]] = []
        relays = {one.id: self._told_by(one) for one in self.statements}
        for one in self.statements:
            if relays[one.id] is None:
                deferred.extend((one, ref) for ref in self._own(one))
        for one in self.statements:
            told = relays[one.id]
            if told is not None:
                self._relay(one, told, StanceKind.RELAYS)
            self._judged(one)
        for one, ref in deferred:
            self._refer(one, ref)
        self._rival_labels()

    # contents

    def _own(self, one: Statement) -> list[Reference | None]:
        """Give a statement's own propositions their stances; return what of it refers back."""
        back: list[Reference | None] = []
        if not self.content[one.id]:
            return [None]
        pieces = self.content[one.id]
        apart = self._subject_apart(one)
        if apart is not None:
            pieces = pieces[1:]
        for lo, hi in pieces:
            ref = reference(self.parsed, lo, hi)
            if ref is not None and one.form not in ("direct", "label"):
                back.append(ref)
                continue
            if one.form == "direct" and leaves_open(self.parsed.words(lo, hi)):
                continue
            split = self.spoken[one.id].act != "document"  # a clause that binds is one with its trigger
            for proposition in propositions(self.parsed, lo, hi, self._triggers, self.cues, split):
                whole = (
                    proposition
                    if apart is None or (proposition.clausal and self._has_subject(proposition))
                    else (proposition._replace(subject=apart))
                )
                self._propose(one, self._narrowed(one, whole, lo, hi))
                apart = None
        return back

    def _subject_apart(self, one: Statement) -> tuple[int, int] | None:
        """The first piece of "the two men / to have fled": the subject of what follows."""
        pieces = self.content[one.id]
        if len(pieces) < 2 or one.form == "direct":
            return None
        tokens = self.parsed.tokens
        (lo, hi), (after, _) = pieces[0], pieces[1]
        head = tokens[self.parsed.head_of(lo, hi)]
        if tokens[after].sentence != head.sentence or head.pos in ("VERB", "AUX"):
            return None
        return (lo, hi)

    def _has_subject(self, proposition: Proposition) -> bool:
        return self.parsed.child(proposition.head, "nsubj", "nsubjpass") is not None

    def _propose(self, one: Statement, proposition: Proposition) -> None:
        said = self.spoken[one.id]
        if proposition.anaphor:
            for draft in self.made[one.id]:
                self._take(one, draft, Choice(proposition.frame or StanceKind.ASSERTS, "frame"), None)
            return
        if one.form != "direct" and self._reports(one, proposition):
            return
        speaker = self.holders[one.id][0]
        if proposition.via is not None and said.act in _SAYING:
            self._told_of(one, proposition)
            return
        choice, likelihood = stance_on(self.parsed, self.cast, said, proposition, speaker)
        if (choice is None and said.act == "ask") or self._question(proposition):
            self.ledger.claim(proposition).views.append(View(speaker.name, StanceKind.SUPPOSES, "", False, "asked"))
            return
        if choice is None or self._no_claim(said, proposition):
            return
        if choice.stance is StanceKind.ASSERTS and self._accuses(one, proposition, speaker):
            choice = Choice(StanceKind.ALLEGES, "accusation")
        if proposition.negated:
            flipped = negated(choice.stance)
            if flipped is None:
                proposition = proposition._replace(dropped=())
            else:
                choice = Choice(flipped, f"{choice.rule}+negation")
        kind = choice.stance
        draft = self.ledger.claim(proposition, lambda other: contradicts(other, speaker.name, kind))
        self.made[one.id].append(draft)
        self._take(one, draft, choice, likelihood, proposition)

    def _narrowed(self, one: Statement, proposition: Proposition, lo: int, hi: int) -> Proposition:
        """ "blamed Baku for tabling maps": what somebody is accused of, not who."""
        said = self.spoken[one.id]
        if said.act != "accuse" or proposition.clausal:
            return proposition
        tokens = self.parsed.tokens
        for i in range(lo + 1, hi):
            token = tokens[i]
            if token.lower in ("for", "of", "over") and token.head in (said.cue.verb, proposition.head):
                inner = self.parsed.child(i, "pcomp", "pobj")
                if inner is not None and inner.i < hi:
                    stop = min(hi, max(inner.hi, proposition.hi))
                    return Proposition(i + 1, stop, inner.i, clausal=tokens[inner.i].pos == "VERB")
        return proposition

    def _told_of(self, one: Statement, proposition: Proposition) -> None:
        """ "addressed claims that ...": the claim is that of whoever claims, not of who speaks of it."""
        noun = proposition.via
        assert noun is not None
        if any(other is not one and self._covers(other, noun) for other in self.statements):
            return
        owner = self.parsed.child(noun, "poss", "amod", "compound")
        party = self.cast.party(owner.lo, owner.i + 1) if owner is not None else None
        name = party.entities[0] if party is not None and len(party.entities) == 1 else self.parsed.tokens[noun].text
        kind = hedges("noun")[self.parsed.tokens[noun].lemma]
        span = self.parsed.token_span(noun, noun + 1)
        draft = self.ledger.claim(proposition._replace(dropped=()))
        offsets = span.offsets if span.part != "title" else None
        draft.takes(Stance(name, None, kind.value, None, offsets), View(name, kind, name))
        self.notes.append(Note("standing", span, f"{name} {kind.value}: {draft.text[:80]}", "standing.told-of"))

    def _covers(self, one: Statement, token: int) -> bool:
        if one.cue is None:
            return False
        lo, hi = self.parsed.range_of(one.cue)
        return lo <= token < hi

    def _question(self, proposition: Proposition) -> bool:
        """Whether the sentence that a proposition closes is a question."""
        tokens = self.parsed.tokens
        stop = min(proposition.hi + 2, self.parsed.sentences[tokens[proposition.lo].sentence].hi)
        return any(tokens[i].text == "?" for i in range(proposition.hi, stop))

    def _no_claim(self, said: Spoken, proposition: Proposition) -> bool:
        """A refused plan is no proposition that could be so or not, nor is a mere name."""
        if proposition.clausal or proposition.subject is not None or said.act == "label":
            return False
        named = self.parsed.tokens[proposition.head].pos in ("PROPN", "PRON") and proposition.hi - proposition.lo <= 3
        if said.act != "reject" and not named:
            return False
        return not self.ledger.events_in(proposition.lo, proposition.hi, "content")

    def _accuses(self, one: Statement, proposition: Proposition, speaker: Holder) -> bool:
        """Whether telling it is accusing somebody: of an attack on the speaker's own side, or said of them."""
        said = self.spoken[one.id]
        if said.act not in _SAYING or own_act(self.parsed, self.cast, proposition, Holder("", speaker.iso3)):
            subject = self.parsed.child(proposition.head, "nsubj")
            if subject is None or subject.lower != "they":
                return False
        if one.cue is not None and self._speech_act(one, "ACCUSE"):
            return True
        told = self.ledger.events_in(proposition.lo, proposition.hi, "content")
        hostile = [event for event in told if event.type in _HOSTILE and event.realis == "asserted"]
        return any(_against(event, speaker) for event in hostile) or (bool(hostile) and self._said_of(one))

    def _said_of(self, one: Statement) -> bool:
        """ "said of Russian forces"."""
        verb = self.spoken[one.id].cue.verb
        return verb is not None and any(child.lower == "of" for child in self.parsed.children(verb, "prep"))

    def _speech_act(self, one: Statement, kind: str) -> bool:
        assert one.cue is not None
        lo, hi = self.parsed.range_of(one.cue)
        events = (event for i in range(lo, hi) for event in self.ledger.triggers.get(i, ()))
        return any(event.type == kind and event.level == "speech_act" for event in events)

    # statements inside statements

    def _told_by(self, one: Statement) -> Statement | None:
        """The statement that this one merely relays: the same content, with a longer chain."""
        mine = self.content[one.id]
        if not mine:
            return None
        for other in self.statements:
            deeper = other.parent == one.id or (
                len(other.chain) > len(one.chain) > 0 and other.chain[: len(one.chain)] == one.chain
            )
            if other is one or not (deeper or self._speaks_of(one, other)):
                continue
            if _same_ranges(mine, self.content[other.id]):
                return other
        return None

    def _speaks_of(self, one: Statement, other: Statement) -> bool:
        """ "addressed claims that ...": the claim is somebody else's, who speaks of it takes no stance."""
        verb, noun = self.spoken[one.id].cue.verb, self.spoken[other.id].cue.verb
        if verb is None or noun is None or self.spoken[one.id].act not in _SAYING:
            return False
        token = self.parsed.tokens[noun]
        return token.pos == "NOUN" and verb in (token.head, self.parsed.tokens[token.head].head)

    def _reports(self, one: Statement, proposition: Proposition) -> bool:
        """Whether a proposition only reports what somebody else says: that statement makes the claim."""
        for other in self._inside(one):
            verb = self.spoken[other.id].cue.verb
            if verb is None or not proposition.lo <= verb < proposition.hi:
                continue
            if verb == proposition.head:
                return True
            if self.parsed.tokens[verb].dep == "conj" and self.parsed.tokens[verb].head == proposition.head:
                return True
        return False

    def _inside(self, one: Statement) -> list[Statement]:
        """Statements whose cue stands inside the content of this one."""
        ranges = self.content[one.id]
        found = []
        for other in self.statements:
            verb = self.spoken[other.id].cue.verb
            if other is not one and verb is not None and any(lo <= verb < hi for lo, hi in ranges):
                found.append(other)
        return found

    def _relay(self, one: Statement, told: Statement, kind: StanceKind) -> None:
        links = tuple(link for link in (*one.chain[1:], *told.chain[1:]) if link)
        for draft in self.made[told.id]:
            self._take(one, draft, Choice(kind, "nested"), None)
            if links and kind is not StanceKind.JUDGES_FALSE:
                draft.chains.append(links)  # who relays a source and the source are one origin

    def _judged(self, one: Statement) -> None:
        """What the one who relays a statement makes of it: true, untrue, or nothing."""
        mine = {who.name for who in self.holders[one.id]}
        around = [other for other in self.statements if other is not one and one in self._inside(other)]
        around = [other for other in around if not mine & {who.name for who in self.holders[other.id]}]
        if not self.made[one.id]:
            return
        falsely = self.spoken[one.id].cue.falsely
        if falsely and not around:
            for draft in self.made[one.id]:
                self._outlet(draft, StanceKind.JUDGES_FALSE, one)
        for other in around:
            if other.form == "direct":
                continue
            factive = self.spoken[one.id].act in _FACTIVE
            kind = StanceKind.ASSERTS if factive else StanceKind.RELAYS
            self._relay(other, one, StanceKind.JUDGES_FALSE if falsely else kind)

    def _outlet(self, draft: Draft, kind: StanceKind, one: Statement) -> None:
        draft.takes(Stance(OUTLET, None, kind.value, None, _cue_span(one)), View(OUTLET, kind))

    # words that refer back

    def _refer(self, one: Statement, ref: Reference | None) -> None:
        """Join the claims that a content ("these allegations") or a silence ("on the report") refers to."""
        said = self.spoken[one.id]
        if one.form == "direct":
            return
        if ref is None:
            if said.act == "retract":
                self._retract(one)
                return
            verb = said.cue.verb
            if verb is None:
                return
            token = self.parsed.tokens[verb]
            ref = within(self.parsed, verb, token.hi)
            if ref is None:
                return
        speaker = self.holders[one.id][0]
        parties = speaker.iso3 | speaker.entities | {speaker.name}
        meant = antecedents(self.parsed, ref, self.ledger.drafts, parties)
        choice, _ = stance_on(self.parsed, self.cast, said, _whole(ref), speaker)
        if not meant:
            span = self.parsed.token_span(ref.lo, ref.hi)
            reason = f"no claim near enough that {span.text[:60]!r} could mean"
            self.abstained.append(Abstained(span.offsets, span.text, span.part, stage="standing", reason=reason))
            return
        for draft in meant:
            if choice is not None and not any(
                contradicts(draft, who.name, choice.stance) for who in self.holders[one.id]
            ):
                self._take(one, draft, choice, None)

    def _retract(self, one: Statement) -> None:
        """ "Reversing a statement, X said it had not": what X now denies is what X takes back."""
        mine = {who.name for who in self.holders[one.id]}
        cue = self.spoken[one.id].cue.verb
        for other in self.statements:
            verb = self.spoken[other.id].cue.verb
            near = (
                cue is not None
                and verb is not None
                and self.parsed.tokens[cue].sentence == self.parsed.tokens[verb].sentence
            )
            if other is one or not near or not mine & {who.name for who in self.holders[other.id]}:
                continue
            for draft in self.made[other.id]:
                if draft.has((StanceKind.ASSERTS_NOT, StanceKind.DENIES)):
                    self._take(one, draft, Choice(StanceKind.RETRACTS, "reversal"), None)

    def _rival_labels(self) -> None:
        """ "which A described as a drill but B called a provocation": each disputes the other's word."""
        labels = [one for one in self.statements if self.spoken[one.id].act == "label" and self.made[one.id]]
        for one, other in pairwise(labels):
            first, second = self.spoken[one.id].cue.verb, self.spoken[other.id].cue.verb
            if first is None or second is None:
                continue
            tokens = self.parsed.tokens
            between = range(min(first, second), max(first, second))
            if tokens[first].sentence != tokens[second].sentence or not any(
                tokens[i].lower in _CONTRAST for i in between
            ):
                continue
            if {who.name for who in self.holders[one.id]} & {who.name for who in self.holders[other.id]}:
                continue
            if not self._same_thing(other, max(first, second)):
                continue
            for draft in self.made[other.id]:
                self._take(one, draft, Choice(StanceKind.DISPUTES, "rival label"), None)
            for draft in self.made[one.id]:
                self._take(other, draft, Choice(StanceKind.DISPUTES, "rival label"), None)

    def _same_thing(self, one: Statement, verb: int) -> bool:
        """Whether a label has no object of its own, or a pronoun: it names what the label before it named."""
        mine = self.content[one.id]
        objects = [child for child in self.parsed.children(verb, "dobj", "ccomp") if child.pos != "PRON"]
        return not any(all(not lo <= child.i < hi for lo, hi in mine) for child in objects)

    # taking a stance

    def _take(
        self,
        one: Statement,
        draft: Draft,
        choice: Choice,
        likelihood: Estimate | None,
        proposition: Proposition | None = None,
    ) -> None:
        kind = choice.stance
        measured = (likelihood.low, likelihood.high) if likelihood is not None and kind in _LIKELY else None
        chain = tuple(link for link in one.chain[1:] if link)
        for who in self.holders[one.id]:
            root = chain[-1] if chain else who.name
            mood = self._mood(one, kind)
            draft.takes(
                Stance(who.name, one.id, kind.value, measured, _cue_span(one)),
                View(who.name, kind, root, self._about(draft, who, kind, proposition), mood),
            )
        if forward(kind):
            draft.chains.append(chain or (self.holders[one.id][0].name,))
        if one.id not in draft.statements:
            draft.statements.append(one.id)
        if one.cue is not None:
            names = ", ".join(who.name for who in self.holders[one.id])
            says = f"{names} {kind.value}: {draft.text[:80]}"
            self.notes.append(Note("standing", one.cue, says, f"standing.{choice.rule}", f"cue {one.cue.text!r}"))

    def _mood(self, one: Statement, kind: StanceKind) -> str:
        """A figure or version taken back beside a new one is superseded."""
        if kind is not StanceKind.RETRACTS or one.cue is None:
            return ""
        mine = {who.name for who in self.holders[one.id]}
        cue = self.spoken[one.id].cue.verb
        for other in self.statements:
            verb = self.spoken[other.id].cue.verb
            if other is one or verb is None or cue is None or not self.made[other.id]:
                continue
            same = self.parsed.tokens[cue].sentence == self.parsed.tokens[verb].sentence
            if same and self.content[one.id] and mine & {who.name for who in self.holders[other.id]}:
                return "superseded"
        return ""

    def _about(self, draft: Draft, who: Holder, kind: StanceKind, proposition: Proposition | None) -> bool:
        if kind not in (StanceKind.ACKNOWLEDGES, StanceKind.CONFIRMS):
            return False
        if draft.parties & (who.iso3 | who.entities):
            return True
        return proposition is not None and proposition.clausal and own_act(self.parsed, self.cast, proposition, who)


def _ranges(parsed: Parsed, one: Statement) -> list[tuple[int, int]]:
    found = [parsed.range_of(piece) for piece in one.content]
    return [(lo, hi) for lo, hi in found if hi > lo]


def _same_ranges(mine: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    one = {i for lo, hi in mine for i in range(lo, hi)}
    two = {i for lo, hi in other for i in range(lo, hi)}
    return bool(one and two) and len(one & two) / len(one | two) >= SAME_PLACE


def _against(event: Event, speaker: Holder) -> bool:
    """Whether an event is another side's act on the speaker's own."""
    actors = {actor.iso3 for actor in event.actors if actor.iso3}
    if not actors or actors & speaker.iso3:
        return False
    victims = {one.iso3 for one in event.recipients if one.iso3}
    return bool(victims & speaker.iso3) or any(one.text.lower() in _OURS for one in event.recipients)


def _cue_span(one: Statement) -> tuple[int, int] | None:
    return one.cue.offsets if one.cue is not None and one.cue.part != "title" else None


def _whole(ref: Reference) -> Proposition:
    return Proposition(ref.lo, ref.hi, ref.lo, clausal=False)
