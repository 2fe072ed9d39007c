"""The state of a report's claims while its statements are read, and how a stance is taken down."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from onrecord.codebook.hedges import Estimate
from onrecord.codebook.stances import Choice, StanceKind
from onrecord.codebook.standing import OUTLET, View
from onrecord.language import Parsed
from onrecord.model import Abstained, Cast, Note, Stance, Statement
from onrecord.standing.clause import Proposition
from onrecord.standing.cues import own_act, plan, spoken
from onrecord.standing.draft import Draft
from onrecord.standing.drafts import Ledger, forward
from onrecord.standing.holders import Holder, holders, outlets
from onrecord.standing.wording import wording

SAYING = frozenset(("say", "answer", "witness"))
"""Acts that only say so: what else they do depends on what is said."""

_DEPENDING = frozenset((StanceKind.ASSERTS, StanceKind.FORECASTS, StanceKind.PROMISES))
_LIKELY = frozenset((StanceKind.FORECASTS, StanceKind.ESTIMATES))


class Gathering:
    """Statements, what the parse shows of each, and the claims made of them so far.

    Attributes:
        content: of each statement, its content as token ranges.
        spoken: of each, act and cue in their surroundings.
        holders: of each, whose stances it tells.
        accused: of an accusation, whom it accuses.
        made: of each, the claims that its own content made.
        cues: tokens that head a cue.
        triggers: tokens that trigger an event.
    """

    def __init__(self, parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], ledger: Ledger) -> None:
        self.parsed = parsed
        self.cast = cast
        self.statements = statements
        self.ledger = ledger
        self.notes: list[Note] = []
        self.abstained: list[Abstained] = []
        self.content = {one.id: _ranges(parsed, one) for one in statements}
        self.spoken = {one.id: spoken(parsed, one) for one in statements}
        own = outlets(parsed, cast)
        self.holders = {one.id: holders(parsed, cast, one, own) for one in statements}
        self.made: dict[str, list[Draft]] = {one.id: [] for one in statements}
        self.triggers = frozenset(ledger.triggers)
        self.accused: dict[str, frozenset[str]] = {}
        verbs = [(cue.verb, i) for i, one in enumerate(statements) if (cue := self.spoken[one.id].cue).verb is not None]
        self._cues = sorted((verb, i) for verb, i in verbs if verb is not None)
        self.cues = frozenset(verb for verb, _ in self._cues)
        self._around: dict[str, list[Statement]] = {}
        self._beside: dict[int, list[Statement]] = {}
        self._index()

    def _index(self) -> None:
        """Which statements stand around which, and which have content in the same sentence."""
        for one in self.statements:
            for other in self.inside(one):
                self._around.setdefault(other.id, []).append(one)
            sentences = {self.parsed.tokens[lo].sentence for lo, _ in self.content[one.id]}
            for sentence in sorted(sentences):
                self._beside.setdefault(sentence, []).append(one)

    def between(self, lo: int, hi: int) -> list[Statement]:
        """Statements whose cue is headed by one of tokens `[lo, hi)`."""
        first, stop = bisect_left(self._cues, (lo, -1)), bisect_left(self._cues, (hi, -1))
        return [self.statements[number] for _, number in self._cues[first:stop]]

    def inside(self, one: Statement) -> list[Statement]:
        """Statements whose cue stands inside the content of this one."""
        found: list[Statement] = []
        for lo, hi in self.content[one.id]:
            found.extend(other for other in self.between(lo, hi) if other is not one)
        return found

    def around(self, one: Statement) -> list[Statement]:
        """Statements inside whose content the cue of this one stands."""
        return self._around.get(one.id, [])

    def beside(self, one: Statement) -> list[Statement]:
        """Statements whose content begins in a sentence where this one's does, itself left out."""
        sentences = dict.fromkeys(self.parsed.tokens[lo].sentence for lo, _ in self.content[one.id])
        found = {other.id: other for sentence in sentences for other in self._beside[sentence] if other is not one}
        return list(found.values())

    def of_sentence(self, one: Statement) -> list[Statement]:
        """Other statements by the same holder with their cue in the same sentence."""
        verb = self.spoken[one.id].cue.verb
        if verb is None:
            return []
        sentence = self.parsed.sentences[self.parsed.tokens[verb].sentence]
        mine = {who.name for who in self.holders[one.id]}
        near = (other for other in self.between(sentence.lo, sentence.hi) if other is not one)
        return [other for other in near if mine & {who.name for who in self.holders[other.id]}]

    def take(
        self,
        one: Statement,
        draft: Draft,
        choice: Choice,
        likelihood: Estimate | None,
        proposition: Proposition | None = None,
    ) -> None:
        """Take down a statement's stance on a claim, for each of its holders."""
        kind = choice.stance
        measured = (likelihood.low, likelihood.high) if likelihood is not None and kind in _LIKELY else None
        chain = tuple(link for link in one.chain[1:] if link)
        for who in self.holders[one.id]:
            if kind is StanceKind.ASSERTS_NOT and proposition is not None and self._refuses(proposition, who):
                draft.refusal = draft.refusal or wording(self.parsed, proposition._replace(dropped=()))
                draft.refusing.add(who.name)
            root = chain[-1] if chain else who.name
            mood = self._mood(one, draft, kind, who, proposition)
            draft.takes(
                Stance(who.name, one.id, kind.value, measured, _cue_span(one), _scale(one) if measured else None),
                View(who.name, kind, root, self._about(draft, who, kind, proposition), mood),
            )
        if forward(kind) and not (one.source is not None and one.source.kind == "pronoun" and not one.source.entities):
            # the same words are one telling: a passage given to two sources, or printed twice, has one origin
            told = wording(self.parsed, proposition) if proposition is not None else draft.text
            draft.chains[f"telling {told}", *(chain or (self.holders[one.id][0].name,))] = None
        if one.id not in draft.statements:
            draft.statements.append(one.id)
        if one.cue is not None:
            names = ", ".join(who.name for who in self.holders[one.id])
            says = f"{names} {kind.value}: {draft.text[:80]}"
            self.notes.append(Note("standing", one.cue, says, f"standing.{choice.rule}", f"cue {one.cue.text!r}"))

    def _refuses(self, proposition: Proposition, who: Holder) -> bool:
        """Whether a negated clause tells what its speaker will not, or cannot, do itself."""
        return plan(self.parsed, proposition) and own_act(self.parsed, self.cast, proposition, who)

    def _mood(
        self, one: Statement, draft: Draft, kind: StanceKind, who: Holder, proposition: Proposition | None
    ) -> str:
        """What hangs on a condition, what is replaced by a new version."""
        if proposition is not None and proposition.mood == "depends" and kind in _DEPENDING:
            return "conditional"
        if kind is not StanceKind.RETRACTS or draft not in self.made[one.id]:
            return ""
        return "superseded" if any(self.made[other.id] for other in self.of_sentence(one)) else ""

    def _about(self, draft: Draft, who: Holder, kind: StanceKind, proposition: Proposition | None) -> bool:
        if kind not in (StanceKind.ACKNOWLEDGES, StanceKind.CONFIRMS):
            return False
        if draft.parties & (who.iso3 | who.entities):
            return True
        return proposition is not None and proposition.clausal and own_act(self.parsed, self.cast, proposition, who)

    def outlet(self, draft: Draft, kind: StanceKind, one: Statement) -> None:
        """Take down the outlet's own stance on what a statement says ("falsely claimed")."""
        draft.takes(Stance(OUTLET, None, kind.value, None, _cue_span(one)), View(OUTLET, kind))


def _scale(one: Statement) -> Literal["icd203", "lexical"]:
    """Whether a source is held to the table of ICD 203: intelligence services are."""
    return "icd203" if one.source is not None and "SPY" in one.source.sectors else "lexical"


def _ranges(parsed: Parsed, one: Statement) -> list[tuple[int, int]]:
    found = [parsed.range_of(piece) for piece in one.content]
    return [(lo, hi) for lo, hi in found if hi > lo]


def _cue_span(one: Statement) -> tuple[int, int] | None:
    return one.cue.offsets if one.cue is not None and one.cue.part != "title" else None
