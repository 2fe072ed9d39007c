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

from onrecord.codebook.triggers import Trigger, default_frames, lemma
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

LEAST = 0.75
"""How likely a word must tell an act of one type; chosen on the validation part of our labels."""
BESIDE = 0.95
"""The same, in a sentence of which the rules tell an act already."""
SIDE = 0.5
"""How likely a word must head a side, where the rules see none."""
DONE = 0.5
"""How likely an act must be told as done, that it counts as done where the rules see nothing against it."""


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
    realis = Realis(parsed)
    for i in telling(parsed):
        least = BESIDE if parsed.tokens[i].sentence in told else LEAST
        if i in taken or float(scores.types[i, 0]) >= 1 - least:
            continue
        (type_, chance), *_ = [pair for pair in scores.ranked(i) if pair[0] != "none"]
        if chance < least:
            continue
        candidate = _candidate(parsed, ruled.writer.parties, parsed.tokens[i], type_)
        if candidate is None or candidate.anchor in taken:
            continue
        modality = realis.of(candidate.anchor, candidate.noun, type_)
        if modality.operator is not None or modality.realis == "purpose":
            continue
        if modality.realis == "actual" and scores.happened[i] < DONE:
            modality = modality._replace(realis="hypothetical", because="the classifier")
        _turn(candidate, i, scores)
        fill(ruled.writer.parties, candidate, i, scores)
        if not _has_sides(ruled.writer.parties, candidate):
            continue
        trigger = candidate.trigger
        draft = Draft(
            candidate, type_, None, trigger.cameo, modality, object=candidate.object, rule="happened.proposed"
        )
        event = ruled.writer.write(draft)
        if event is not None:
            ruled.written.append(Written(draft, event))


def complete(ruled: Ruled, scores: Scores) -> None:
    """Give the events of the rules the sides that no frame finds and the classifier is sure of."""
    for number, (draft, event) in enumerate(ruled.written):
        candidate = draft.candidate
        if (candidate.actors and candidate.recipients) or draft.type == "MOBILIZE":
            continue  # forces are moved to a place, and meant for nobody
        before = list(candidate.actors), list(candidate.recipients)
        fill(ruled.writer.parties, candidate, place_of(candidate), scores, mutual=candidate.trigger.mutual)
        if (candidate.actors, candidate.recipients) == before:
            continue
        kept = ruled.writer.events.pop(event.id)
        again = ruled.writer.write(draft)
        if again is None:
            candidate.actors, candidate.recipients = before
            ruled.writer.events[event.id] = kept
        else:
            ruled.written[number] = Written(draft, again)


def fill(parties: Parties, candidate: Candidate, at: int, scores: Scores, mutual: bool = False) -> None:
    """Give a candidate the sides that the classifier sees, where the rules see none; who meets is one side already."""
    if not candidate.actors:
        candidate.actors = [i for i in _sides(parties, scores, at, 0) if i not in candidate.recipients]
    if not candidate.recipients and not (mutual and candidate.actors):
        candidate.recipients = [i for i in _sides(parties, scores, at, 1) if i not in candidate.actors]


def _has_sides(parties: Parties, candidate: Candidate) -> bool:
    """Whether it is told who does it, and to whom or, of a meeting, with whom."""
    if not candidate.actors:
        return False
    if candidate.recipients or not candidate.trigger.mutual:
        return bool(candidate.recipients)
    return len(candidate.actors) > 1 or len(parties.sides(candidate.actors[0])) > 1


def _turn(candidate: Candidate, at: int, scores: Scores) -> None:
    """ "Peru received arms from Chile": who stands where the frame looks for the doer has it done to them."""
    turned = [i for i in candidate.actors if scores.side(at, i)[0] < SIDE <= scores.side(at, i)[1]]
    if turned:
        candidate.recipients = turned
        candidate.actors = [i for i in candidate.actors if i not in turned]


def _sides(parties: Parties, scores: Scores, at: int, role: int) -> list[int]:
    found = [i for i in scores.sides(at, role, SIDE) if parties.resolved(i)]
    found = [i for i in found if "weapon" not in parties.classes(i) or "people" in parties.classes(i)]
    return [i for i in found if not any(_holds(parties, other, i) for other in found)]


def _holds(parties: Parties, one: int, other: int) -> bool:
    """Whether the phrase of one side holds that of another: "the mayor of Arden" and "Arden"."""
    (lo, hi), (start, end) = parties.phrase(one), parties.phrase(other)
    return one != other and lo <= start and end <= hi and (lo, hi) != (start, end)


def _candidate(parsed: Parsed, parties: Parties, token: Token, type_: str) -> Candidate | None:
    """The word as a trigger with the default frame of its type."""
    if token.pos == "NOUN":
        return NounMatcher(parsed, parties, token.i).proposed(_row(parsed, token, type_, "n"))
    return VerbMatcher(parsed, parties, token.i).match((_row(parsed, token, type_, "v"),))


def _row(parsed: Parsed, token: Token, type_: str, pos: str) -> Trigger:
    particle = parsed.child(token.i, "prt") if pos == "v" else None
    term = (lemma(token.lower, token.lemma), *((particle.lower,) if particle is not None else ()))
    return replace(default_frames()[type_, pos], term=term, needs=())
