"""What the classifier of events is told of every word beside the word: parse, letters, and what the rules made of it.

The rules' events are evidence, no verdict: the classifier learnt from labelled sentences how far to trust them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.triggers import lemma, lexicon
from onrecord.happened.draft import Draft
from onrecord.happened.match import Candidate
from onrecord.happened.parties import hyphenated
from onrecord.language import Parsed
from onrecord.language.columns import DEPS, SHAPES, TAGS, shape
from onrecord.language.parsed import Token
from onrecord.model import Event, Statement
from onrecord.model.event import EventType, Realis

TYPES: tuple[str, ...] = get_args(EventType)
"""The types in the order of the classifier's outputs, behind `none`."""
REALIS: tuple[str, ...] = get_args(Realis)
_CODED, _FITTING, _LISTED = 1, 1 + len(TYPES), 1 + 2 * len(TYPES)
"""A word that the rules made an event of, one that a row fits, one that a row lists: each with the type."""
SIDES = ("none", "actor", "recipient")
CHANNELS: dict[str, int] = {
    "tag": len(TAGS), "dep": len(DEPS), "shape": len(SHAPES), "ruled": 1 + 3 * len(TYPES), "realis": 1 + len(REALIS),
    "side": len(SIDES), "said": 2,
}  # fmt: skip
"""Names and numbers of values of the columns, in order."""
_TAG, _DEP = ({name: i for i, name in enumerate(names)} for names in (TAGS, DEPS))


class Written(NamedTuple):
    """An event that the rules wrote, and its draft."""

    draft: Draft
    event: Event


def place_of(candidate: Candidate) -> int:
    """The token that stands for a candidate: its noun where it has one, else its verb."""
    return candidate.noun if candidate.noun is not None else candidate.anchor


def evidence(
    parsed: Parsed, found: Mapping[int, Candidate], written: Iterable[Written], statements: tuple[Statement, ...]
) -> NDArray[np.uint8]:
    """Columns over the tokens of a report, shape (tokens, channels); values as in `CHANNELS`."""
    columns = np.zeros((len(parsed.tokens), len(CHANNELS)), np.uint8)
    known = [
        (_TAG.get(token.tag, 0), _DEP.get(token.dep, 0), shape(token.text), _listed(parsed, token))
        for token in parsed.tokens
    ]
    columns[:, :4] = np.array(known, np.uint8).reshape(-1, 4)
    for candidate in found.values():
        columns[place_of(candidate), 3] = _FITTING + TYPES.index(candidate.trigger.type)
    for draft, event in written:
        at = place_of(draft.candidate)
        columns[at, 3] = _CODED + TYPES.index(event.type)
        columns[at, 4] = 1 + REALIS.index(event.realis)
        columns[draft.candidate.actors, 5] = 1
        columns[draft.candidate.recipients, 5] = 2
    for statement in statements:
        for piece in statement.content:
            lo, hi = parsed.range_of(piece)
            columns[lo:hi, 6] = 1
    return columns


def _listed(parsed: Parsed, token: Token) -> int:
    """What the first row of the lexicon for a word would make of it."""
    rows = None
    if token.pos in ("VERB", "AUX"):
        rows = lexicon().verbs.get(lemma(token.lower, token.lemma))
    elif token.pos == "ADJ":
        rows = lexicon().adjectives.get(lemma(token.lower, token.lemma))
    elif token.pos in ("NOUN", "PROPN"):
        rows = lexicon().nouns.get(hyphenated(parsed, token)) or lexicon().nouns.get(token.lower)
    return _LISTED + TYPES.index(rows[0].type) if rows else 0
