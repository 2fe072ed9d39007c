"""Weighing: how far the trained classifier backs each event that is written.

Users can count what rules and classifier agree on (docs/accuracy.md has precision and recall by score).
"""

from __future__ import annotations

import msgspec

from onrecord.happened.evidence import TYPES, place_of
from onrecord.happened.match import Candidate
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores

_SHOWN = 0.02


def weigh(ruled: Ruled, scores: Scores) -> None:
    """Give every event its score, and its note the classifier's alternatives."""
    for draft, event in ruled.written:
        at = _strongest(scores, draft.candidate)
        chance = float(scores.types[at, 1 + TYPES.index(event.type)])
        place, kept, note = ruled.writer.events[event.id]
        ranked = ", ".join(f"{name} {odds:.2f}" for name, odds in scores.ranked(at)[:3] if odds >= _SHOWN)
        because = "; ".join(filter(None, (note.because, f"the classifier: {ranked}")))
        ruled.writer.events[event.id] = (
            place,
            msgspec.structs.replace(kept, score=round(chance, 2)),
            msgspec.structs.replace(note, because=because),
        )


def _strongest(scores: Scores, candidate: Candidate) -> int:
    """The token of a trigger that the classifier is surest tells an event."""
    return min((float(scores.types[i, 0]), i) for i in triggering(candidate))[1]


def triggering(candidate: Candidate) -> set[int]:
    """The tokens that tell a candidate: its verb, its noun, and what stands between them."""
    return {place_of(candidate), candidate.anchor, *range(candidate.lo, candidate.hi)}
