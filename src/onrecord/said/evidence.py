"""What the trained reader is told of every word beside the word itself: parse, marks, letters, and what the rules say.

The rules' drafts are evidence, no verdict: the reader learnt from a labelled corpus how far to trust each of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.cues import CueEntry, Cues, cues
from onrecord.language import Parsed
from onrecord.language.columns import DEPS, SHAPES, TAGS, shape
from onrecord.language.parsed import Token
from onrecord.said.draft import Draft

MARKS = ("outside", "opening", "inside", "closing", "nested")
RULED = ("none", "source", "source+", "cue", "cue+", "quoted", "quoted+", "clause", "clause+")
"""What the rules take a word for; `+` goes on with what began before."""
CUED = ("none", "verb", "verb-weak", "noun", "noun-weak", "adj", "prep")
PLACES = ("inside", "sentence", "paragraph")
CHANNELS: dict[str, int] = {
    "tag": len(TAGS), "dep": len(DEPS), "shape": len(SHAPES), "marks": len(MARKS), "ruled": len(RULED),
    "cued": len(CUED), "place": len(PLACES),
}  # fmt: skip
"""Names and numbers of values of the columns of `Evidence.words`, in order."""
SENTENCES, DISTANCES = 5, 16
PAIRS = SENTENCES * 2 * 2 * 2
"""How two words may stand to each other: sentences apart, either over the other in the parse, linked by a rule."""
_TAG, _DEP = ({name: i for i, name in enumerate(names)} for names in (TAGS, DEPS))
_CARRIED = frozenset(("aux", "auxpass", "neg", "advmod", "det", "compound", "amod", "poss", "nummod", "nmod"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Columns over the tokens of a report.

    Attributes:
        words: shape (tokens, channels), uint8, values as in `CHANNELS`.
        heads: the token that heads each token.
        sentences: the sentence of each token.
        over: shape (tokens, 2), the token range under the word that each token belongs to (its verb, its noun).
        linked: shape (tokens, 2), the token range that a rule links a token to (content to cue, cue to source).
    """

    words: NDArray[np.uint8]
    heads: NDArray[np.int32]
    sentences: NDArray[np.int32]
    over: NDArray[np.int32]
    linked: NDArray[np.int32]

    def pairs(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How every token of `rows` stands to every token of `columns`: codes below `PAIRS`, and below `DISTANCES`."""
        i, j = rows[:, None], columns[None, :]
        apart = np.clip(self.sentences[j] - self.sentences[i], -2, 2) + 2
        above = (self.over[j, 0] <= i) & (i < self.over[j, 1])
        below = (self.over[i, 0] <= j) & (j < self.over[i, 1])
        linked = (self.linked[i, 0] <= j) & (j < self.linked[i, 1])
        codes = ((apart * 2 + above) * 2 + below) * 2 + linked
        steps = np.abs(j - i)
        far = np.minimum(np.floor(np.log2(steps + 1.0)), DISTANCES // 2 - 1).astype(np.int64)
        return codes.astype(np.int64), np.where(j < i, far, far + DISTANCES // 2)


def evidence(parsed: Parsed, drafts: list[Draft]) -> Evidence:
    """The evidence of a report, given the rules' drafts."""
    tokens = parsed.tokens
    rows: list[tuple[int, ...]] = []
    book = cues()
    marks = _marks(parsed)
    starts = {sentence.lo: sentence.paragraph for sentence in parsed.sentences}
    before = -1
    for token in tokens:
        place = 0
        if token.i in starts:
            place = 1 if starts[token.i] == before else 2
            before = starts[token.i]
        known = _TAG.get(token.tag, 0), _DEP.get(token.dep, 0), shape(token.text), marks[token.i]
        rows.append((*known, 0, _cued(book, token), place))
    words = np.array(rows, np.uint8).reshape(-1, len(CHANNELS))
    ruled, linked = _rules(parsed, drafts)
    words[:, list(CHANNELS).index("ruled")] = ruled
    carrier = [token.head if token.dep in _CARRIED else token.i for token in tokens]
    return Evidence(
        words=words,
        heads=np.array([token.head for token in tokens], np.int32),
        sentences=np.array([token.sentence for token in tokens], np.int32),
        over=np.array([(tokens[c].lo, tokens[c].hi) for c in carrier], np.int32).reshape(-1, 2),
        linked=linked,
    )


def local(heads: NDArray[np.int32], lo: int, hi: int) -> NDArray[np.int64]:
    """Heads as places in a window `[lo, hi)`; a word whose head lies outside is its own."""
    own = np.arange(hi - lo)
    return np.where((heads >= lo) & (heads < hi), heads - lo, own)


def _marks(parsed: Parsed) -> list[int]:
    found = [0] * len(parsed.tokens)
    for quotation in sorted(parsed.quotations, key=lambda q: q.depth):
        lo, hi = parsed.token_range(quotation.outer_start, max(quotation.outer_end, quotation.outer_start + 1))
        for i in range(lo, hi):
            token = parsed.tokens[i]
            if quotation.depth:
                found[i] = 4
            elif token.end <= quotation.start:
                found[i] = 1
            elif token.start >= quotation.end:
                found[i] = 3
            else:
                found[i] = 2
    return found


def _cued(book: Cues, token: Token) -> int:
    entries: tuple[CueEntry, ...]
    if token.pos in ("VERB", "AUX"):
        entries = book.verbs(token.lemma)
        return (1 if any(not entry.weak for entry in entries) else 2) if entries else 0
    if token.pos in ("NOUN", "PROPN"):
        entries = book.of("noun", token.lemma)
        return (3 if any(not entry.weak for entry in entries) else 4) if entries else 0
    if token.pos == "ADJ":
        return 5 if book.of("adj", token.lemma) else 0
    return 6 if token.pos in ("ADP", "SCONJ") and book.of("prep", token.lower) else 0


def _rules(parsed: Parsed, drafts: list[Draft]) -> tuple[list[int], NDArray[np.int32]]:
    """What the rules take every word for, and where they link it; an outer content covers what is inside it.

    Turns of a transcript are left out: what is cited inside them would not be seen.
    """
    ruled = [0] * len(parsed.tokens)
    linked = np.full((len(parsed.tokens), 2), -1, np.int32)
    told = [draft for draft in drafts if not draft.turn]
    for draft in sorted(told, key=lambda draft: sum(end - start for start, end in draft.pieces)):
        cue = parsed.token_range(*draft.cue) if draft.cue is not None else None
        if draft.source is not None:
            _write(ruled, *draft.source, 1)
        if cue is not None:
            _write(ruled, *cue, 3)
            if draft.source is not None:
                linked[cue[0] : cue[1]] = draft.source
        for start, end in draft.pieces:
            lo, hi = parsed.token_range(start, end)
            _write(ruled, lo, hi, 5 if draft.quoted else 7)
            if cue is not None:
                linked[lo:hi] = cue
    return ruled, linked


def _write(ruled: list[int], lo: int, hi: int, value: int) -> None:
    for i in range(lo, hi):
        ruled[i] = value if i == lo else value + 1
