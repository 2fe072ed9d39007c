"""The trained reader's proposals for a report, and how far it backs what others propose."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.language import Parsed
from onrecord.language.encoder import Encoded, Encoder, Sheet
from onrecord.language.windows import windows
from onrecord.said.decode import Bias, Proposal, Scores, chances, proposals
from onrecord.said.draft import Draft
from onrecord.said.evidence import evidence, local

NETWORK = "attribution"


class Trained(NamedTuple):
    """What the network says of a report.

    Attributes:
        proposals: attributions, in order of place.
        roles: shape (tokens, 3), how likely each token belongs to a source, a cue, a content.
        encoded: the report's windows as the shared layers encode them, for other heads.
    """

    proposals: list[Proposal]
    roles: NDArray[np.float32]
    encoded: Encoded


def read(parsed: Parsed, drafts: list[Draft], encoder: Encoder) -> Trained:
    """What the network takes for attributions, window by window; see `onrecord.train.attribution` for its making.

    Args:
        parsed: the report.
        drafts: what the rules would keep: evidence among other evidence.
        encoder: the network `NETWORK`.
    """
    told = evidence(parsed, drafts)
    bias = Bias(encoder.tables["pairs"], encoder.tables["steps"])
    pieces = [encoder.pieces(token.text) for token in parsed.tokens]
    found: list[Proposal] = []
    sheets: list[Sheet] = []
    roles = np.zeros((len(parsed.tokens), 3), np.float32)
    for window in windows(parsed, [len(cut) for cut in pieces]):
        lo, hi = window
        known = told.words[lo:hi].astype(np.int64) + 1
        scored = encoder.score(window, pieces[lo:hi], known, local(told.heads[lo:hi], lo, hi))
        sheets.append(scored.sheet)
        scores = Scores(lo, scored.tags, scored.vectors)
        found += proposals(scores, told, bias)
        roles[lo:hi] = chances(scores)
    return Trained(found, roles, Encoded(len(parsed.tokens), tuple(sheets)))
