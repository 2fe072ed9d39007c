"""Proposing: what the trained classifier adds to the events of the rules.

The rules know words, and what must stand around them; a good half of the acts in the news are told in other words.
Where the rules have no candidate at a word and the classifier is sure that it tells an act, the act is written like any
other: its sides by the default frame of its type, its realis by the rules of realis. Where no frame finds a side, the
one that the classifier is sure of is taken. What it cannot do is to make an act happen: where it doubts that, or the
rules do, the event is not observed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.codebook.triggers import Trigger, default_frames, lemma, lexicon
from onrecord.happened.draft import Draft
from onrecord.happened.evidence import Written, place_of
from onrecord.happened.match import Candidate, VerbMatcher
from onrecord.happened.nominal import NounMatcher
from onrecord.happened.parties import Parties
from onrecord.happened.realis import Realis
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores
from onrecord.happened.weigh import triggering
from onrecord.language.parsed import Parsed, Token
from onrecord.model import Statement

LEAST = 0.8
"""How likely a word must tell an act of one type; chosen on the validation part of our labels."""
BESIDE = 0.95
"""The same, in a sentence of which the rules tell an act already."""
LISTED = 0.9
"""The same, for a word of the lexicon of which no row fits: the rules know it, and see no act."""
SIDE = 0.5
"""How likely a word must head a side of what is proposed, where no frame finds one."""
FURTHER = 0.8
"""The same, of what the rules found by themselves."""
DONE = 0.5
"""How likely an act must be told as done, that it counts as done where the rules see nothing against it."""

_TO_NOBODY = frozenset(("MOBILIZE", "ACCUSE", "SUPPORT"))
"""Forces are moved to a place, and meant for nobody; whom praise and blame of an act meet, the rules know."""
_OF_THINGS = frozenset(("ASSAULT", "COERCE"))
"""Villages are attacked and border posts seized, whoever they belong to."""
_DOING = frozenset(
    ("accuse", "condemn", "praise", "demand", "urge", "order", "threaten", "warn", "promise", "agree", "refuse")
)
"""Acts of a cue that do something by saying it; to deny, decline or call so is a stance, and no event."""


def telling(parsed: Parsed) -> Iterator[int]:
    """The tokens that may tell an act: verbs, nouns and participles, save those that count losses."""
    for token in parsed.tokens:
        if token.pos in ("VERB", "NOUN") or (token.pos == "ADJ" and token.tag in ("VBN", "VBG")):
            first = parsed.tokens[token.head] if token.dep == "conj" else token
            if not _counted(parsed, first):
                yield token.i


def _counted(parsed: Parsed, token: Token) -> bool:
    """ "Between 700 and 900 killed or wounded": a figure of losses, and no deed told of anybody."""
    if token.tag not in ("VBN", "VBD") or token.i == 0 or parsed.tokens[token.i - 1].tag != "CD":
        return False
    return parsed.child(token.i, "dobj", "auxpass", "agent") is None


def propose(ruled: Ruled, scores: Scores, statements: tuple[Statement, ...]) -> None:
    """Write the acts that only the classifier sees."""
    parsed = ruled.parsed
    taken = {i for row in ruled.written for i in triggering(row.draft.candidate)}
    taken |= {i for at, one in ruled.found.items() for i in (at, one.anchor)}
    for one in statements:
        if one.cue is not None and one.cue.act not in _DOING:
            taken.update(range(*parsed.range_of(one.cue)))
    told = {parsed.tokens[row.draft.candidate.anchor].sentence for row in ruled.written}
    realis, sides = Realis(parsed), Sides(ruled, scores, SIDE)
    for i in telling(parsed):
        least = BESIDE if parsed.tokens[i].sentence in told else LEAST
        if i in taken or float(scores.types[i, 0]) >= 1 - least:
            continue
        (type_, chance), *_ = [pair for pair in scores.ranked(i) if pair[0] != "none"]
        rows = _rows(parsed.tokens[i])
        if chance < (max(least, LISTED) if rows else least):
            continue
        if type_ == "THREATEN" and any(row.speech for row in rows):
            continue  # "warned their people of floods": the lexicon knows which warnings are threats
        candidate = _candidate(parsed, ruled.writer.parties, parsed.tokens[i], type_)
        if candidate is None or candidate.anchor in taken:
            continue
        modality = realis.of(candidate.anchor, candidate.noun, type_)
        if modality.operator is not None or modality.realis == "purpose":
            continue
        if modality.realis == "actual" and scores.happened[i] < DONE:
            modality = modality._replace(realis="hypothetical", because="the classifier")
        sides.turn(candidate, i)
        sides.fill(candidate, i)
        if not sides.both(candidate):
            continue
        if type_ == "SANCTION" and not any(ruled.acts.acts_for_state(head) for head in candidate.actors):
            continue  # firms that stop trading punish nobody
        trigger = candidate.trigger
        drafts = [
            ruled.acts.promise(candidate, modality),
            Draft(candidate, type_, None, trigger.cameo, modality, object=candidate.object, rule="happened.proposed"),
        ]
        for draft in drafts:
            event = ruled.writer.write(draft) if draft is not None else None
            if draft is not None and event is not None:
                ruled.written.append(Written(draft, event))


def complete(ruled: Ruled, scores: Scores) -> None:
    """Give the events of the rules the sides that no frame finds and the classifier is sure of."""
    sides = Sides(ruled, scores, FURTHER)
    for number, (draft, event) in enumerate(ruled.written):
        candidate = draft.candidate
        if (candidate.actors and candidate.recipients) or draft.type in _TO_NOBODY:
            continue
        before = list(candidate.actors), list(candidate.recipients)
        sides.fill(candidate, place_of(candidate), mutual=candidate.trigger.mutual)
        if (candidate.actors, candidate.recipients) == before:
            continue
        kept = ruled.writer.events.pop(event.id)
        again = ruled.writer.write(draft)
        if again is None:
            candidate.actors, candidate.recipients = before
            ruled.writer.events[event.id] = kept
        else:
            ruled.written[number] = Written(draft, again)


class Sides:
    """What the classifier makes of who acts, and towards whom.

    Args:
        ruled: the report, and its parties.
        scores: of its words.
        least: how likely a side must be that no frame finds.
    """

    def __init__(self, ruled: Ruled, scores: Scores, least: float) -> None:
        self._parsed = ruled.parsed
        self._parties = ruled.writer.parties
        self._scores = scores
        self._least = least

    def fill(self, candidate: Candidate, at: int, mutual: bool = False) -> None:
        """Give a candidate the sides that the rules do not see; who meets is one side already."""
        if not candidate.actors:
            candidate.actors = [i for i in self._seen(at, 0) if i not in candidate.recipients]
        if not candidate.recipients and not (mutual and candidate.actors):
            anything = candidate.trigger.type in _OF_THINGS
            candidate.recipients = [i for i in self._seen(at, 1, anything) if i not in candidate.actors]

    def turn(self, candidate: Candidate, at: int) -> None:
        """ "Peru received arms from Chile": who stands where the frame looks for the doer has it done to them."""
        chances = {i: self._scores.side(at, i) for i in candidate.actors}
        turned = [i for i, (actor, recipient) in chances.items() if actor < SIDE <= recipient]
        if turned:
            candidate.recipients = turned
            candidate.actors = [i for i in candidate.actors if i not in turned]

    def both(self, candidate: Candidate) -> bool:
        """Whether it is told who does it, and to whom or, of a meeting, with whom."""
        if not candidate.actors:
            return False
        if candidate.recipients or not candidate.trigger.mutual:
            return bool(candidate.recipients)
        return len(candidate.actors) > 1 or len(self._parties.sides(candidate.actors[0])) > 1

    def _seen(self, at: int, role: int, anything: bool = False) -> list[int]:
        """The heads of the sides that the classifier is sure of, in the same sentence; the largest phrase of each.

        Args:
            anything: whether they may be nobody known.
        """
        parties, own = self._parties, self._parsed.tokens[at].sentence
        found = [
            i
            for i in self._scores.sides(at, role, self._least)
            if self._parsed.tokens[i].sentence == own and (anything or parties.resolved(i))
        ]
        found = [i for i in found if "weapon" not in parties.classes(i) or "people" in parties.classes(i)]
        return [i for i in found if not any(self._holds(other, i) for other in found)]

    def _holds(self, one: int, other: int) -> bool:
        """Whether the phrase of one side holds that of another: "the mayor of Arden" and "Arden"."""
        (lo, hi), (start, end) = self._parties.phrase(one), self._parties.phrase(other)
        return one != other and lo <= start and end <= hi and (lo, hi) != (start, end)


def _rows(token: Token) -> tuple[Trigger, ...]:
    """The lexicon's rows for a word."""
    rows = lexicon()
    if token.pos == "NOUN":
        return rows.nouns.get(token.lemma) or rows.nouns.get(token.lower) or ()
    return rows.verbs.get(lemma(token.lower, token.lemma), ())


def _candidate(parsed: Parsed, parties: Parties, token: Token, type_: str) -> Candidate | None:
    """The word as a trigger with the default frame of its type."""
    if token.pos == "NOUN":
        return NounMatcher(parsed, parties, token.i).proposed(_row(parsed, token, type_, "n"))
    return VerbMatcher(parsed, parties, token.i).match((_row(parsed, token, type_, "v"),))


def _row(parsed: Parsed, token: Token, type_: str, pos: str) -> Trigger:
    particle = parsed.child(token.i, "prt") if pos == "v" else None
    term = (lemma(token.lower, token.lemma), *((particle.lower,) if particle is not None else ()))
    return replace(default_frames()[type_, pos], term=term, needs=())
