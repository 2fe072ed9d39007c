"""Weighing: the classifier's word on what the rules made, and events that the rules missed.

The rules say who, to whom and whether it happened; the classifier, whether a word tells an act of politics at all and
of which type. Each threshold was chosen on sentences that neither was fitted to (docs/training.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.triggers import default_frames
from onrecord.happened.aims import aimed
from onrecord.happened.draft import Draft
from onrecord.happened.evidence import CHANNELS, place_of
from onrecord.happened.match import Candidate
from onrecord.happened.parties import Parties
from onrecord.happened.propose import proposed
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores
from onrecord.happened.write import Writer
from onrecord.language.parsed import Parsed
from onrecord.model import Note

DROP = 0.9
"""How sure the classifier must be that a word tells no event, before an event of the rules falls."""
RETYPE = 0.75
"""How sure it must be of another type than the rules'."""
ADD = 0.6
"""How sure it must be of one type, before a word becomes an event that the rules did not see."""
COUNT = 0.5
"""How sure it must then be of the type and that it happened, where the event would count as having happened."""
MODE = 0.5
_SHOWN = 0.02


def weigh(ruled: Ruled, told: NDArray[np.uint8], scores: Scores) -> list[Note]:
    """Drop, retype and add events in the writer of `ruled`.

    Args:
        ruled: the events of the rules, and what they were made with.
        told: what the classifier was told, see `onrecord.happened.evidence`.
        scores: what it says.

    Returns:
        Notes on the events that were dropped.
    """
    parsed, parties, realis, writer = ruled.parsed, ruled.parties, ruled.realis, ruled.writer
    listed = told[:, list(CHANNELS).index("ruled")] > 0
    dropped: list[Note] = []
    covered: set[int] = set()
    for draft, event in ruled.written:
        candidate = draft.candidate
        covered.update(range(candidate.lo, candidate.hi), (candidate.anchor, place_of(candidate)))
        if candidate.trigger.own is not None:
            continue  # what the user lists, the user has weighed
        at = _strongest(scores, candidate)
        place, kept, note = writer.events.pop(event.id)
        says = _told(scores, at)
        ranked = scores.ranked(at)
        if ranked[0][0] == "none" and ranked[0][1] >= DROP:
            dropped.append(
                msgspec.structs.replace(note, says=f"no event, though it reads like {event.type}", because=says)
            )
        elif ranked[0][0] not in ("none", event.type) and ranked[0][1] >= RETYPE:
            _write(parsed, parties, writer, _retyped(draft, ranked[0][0], scores, at), says)
        else:
            note = msgspec.structs.replace(note, because="; ".join(filter(None, (note.because, says))))
            writer.events[kept.id] = (place, kept, note)
    for at in _missed(scores, covered):
        if parsed.tokens[at].pos != "VERB" and not listed[at]:
            continue
        type_ = max(scores.ranked(at)[:2], key=lambda pair: (pair[0] != "none", pair[1]))[0]
        new = proposed(parsed, parties, at, type_)
        if new is None or covered.intersection((new.anchor, *range(new.lo, new.hi))):
            continue
        modality = realis.of(new.anchor, new.noun, type_)
        likely = float(scores.types[at, 1:].max() * scores.actual[at])
        if modality.operator is not None or (modality.realis == "actual" and likely < COUNT):
            continue
        mode = new.trigger.mode or scores.mode(at, type_, MODE)
        draft = Draft(new, type_, mode, new.trigger.cameo, modality, object=new.object, sure=True,
                      rule="happened.classifier")  # fmt: skip
        _write(parsed, parties, writer, draft, _told(scores, at))
    return dropped


def _strongest(scores: Scores, candidate: Candidate) -> int:
    """The token of a trigger that the classifier is surest tells an event."""
    places: set[int] = {place_of(candidate), candidate.anchor, *range(candidate.lo, candidate.hi)}
    return min((float(scores.types[i, 0]), i) for i in places)[1]


def _missed(scores: Scores, covered: set[int]) -> Iterable[int]:
    """The tokens outside all triggers that tell an event, in order."""
    best = scores.types[:, 1:].max(-1)
    return (int(i) for i in (best >= ADD).nonzero()[0] if int(i) not in covered)


def _retyped(draft: Draft, type_: str, scores: Scores, at: int) -> Draft:
    mode = scores.mode(at, type_, MODE)
    other = replace(draft.candidate.trigger, type=type_, mode=mode, cameo=root(type_))
    candidate = replace(draft.candidate, trigger=other)
    return replace(draft, candidate=candidate, type=type_, mode=mode, cameo=other.cameo, rule="happened.classifier")


def root(type_: str) -> str:
    """The CAMEO root of a type."""
    return default_frames()[type_, "v"].cameo


def _write(parsed: Parsed, parties: Parties, writer: Writer, draft: Draft, told: str) -> None:
    if not draft.candidate.recipients:
        draft.candidate.recipients = aimed(parsed, parties, draft)
    draft.candidate.because = "; ".join(filter(None, (draft.candidate.because, told)))
    writer.write(draft)


def _told(scores: Scores, at: int) -> str:
    """ "the classifier: AID 0.93, AGREE 0.04, none 0.02"."""
    shown = [f"{name} {chance:.2f}" for name, chance in scores.ranked(at)[:3] if chance >= _SHOWN]
    return "the classifier: " + ", ".join(shown)
