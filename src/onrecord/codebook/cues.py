"""Cues of attribution: the words by which a report says that somebody said (thought, wanted, denied) something."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, cast, get_args

import msgspec

from onrecord.codebook.tables import table
from onrecord.errors import DataError
from onrecord.model.statement import Act

CuePos = Literal["verb", "noun", "adj", "prep"]
Frame = Literal[
    "that", "quote", "obj", "to", "np-to", "ing", "prep", "none", "oprd", "of", "for", "about",
    "obj+of", "obj+for", "obj+with", "obj+as", "obj+to", "obj+against", "obj+at",
]  # fmt: skip
"""What a cue takes as content.

`that` a clause, `quote` a quotation, `obj` a noun phrase, `to` an infinitive, `np-to` a noun phrase with an
infinitive, `ing` a gerund, `prep` what its own preposition governs, `oprd` a predicate said of the object,
`none` nothing (silence). `obj+of` and its like: the object with that preposition's phrase. For nouns, `of`,
`for` and `about` name the preposition before the content.
"""


class CueEntry(msgspec.Struct, frozen=True):
    """One row of `data/cues.tsv`.

    Attributes:
        cue: the lemma, or lemma and particle or preposition ("point out", "call for").
        act: what is done by saying it.
        frames: what it takes as content.
        polarity: `+` says that it is so, `-` that it is not, `0` neither.
        factive: the content is taken for true ("admit", "confirm").
        weak: also common in the outlet's own voice ("show", "find", "want"): needs a clause, or a person as source.
    """

    cue: str
    pos: CuePos
    act: Act
    frames: frozenset[str]
    polarity: str = "+"
    factive: bool = False
    weak: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The cue's words, the lemma first."""
        return tuple(self.cue.split())


class Cues:
    """The codebook of cues, by part of speech and first lemma; the longest cue of a lemma comes first."""

    def __init__(self, entries: Iterable[CueEntry]) -> None:
        self.entries = tuple(entries)
        self._by: dict[tuple[str, str], list[CueEntry]] = {}
        for entry in self.entries:
            self._by.setdefault((entry.pos, entry.words[0]), []).append(entry)
        for found in self._by.values():
            found.sort(key=lambda entry: -len(entry.words))
        self._verbs = {lemma: tuple(found) for (pos, lemma), found in self._by.items() if pos == "verb"}

    def verbs(self, lemma: str) -> tuple[CueEntry, ...]:
        """Rows of verbs with this lemma, those with a particle first."""
        return self._verbs.get(lemma, ())

    def of(self, pos: CuePos, lemma: str) -> tuple[CueEntry, ...]:
        """Rows of this part of speech that begin with this lemma."""
        return tuple(self._by.get((pos, lemma), ()))


@cache
def cues() -> Cues:
    """The codebook, loaded once.

    Raises:
        DataError: a row has an unknown act, part of speech or frame.
    """
    return Cues(_entry(row) for row in table("cues.tsv"))


def _entry(row: dict[str, str]) -> CueEntry:
    frames = frozenset(row["frames"].split())
    unknown = sorted(frames - set(get_args(Frame)))
    if row["act"] not in get_args(Act) or row["pos"] not in get_args(CuePos) or unknown:
        raise DataError(f"data/cues.tsv: {row['cue']}: act {row['act']}, pos {row['pos']}, frames {unknown}")
    return CueEntry(
        cue=row["cue"],
        pos=cast("CuePos", row["pos"]),
        act=cast("Act", row["act"]),
        frames=frames,
        polarity=row["polarity"],
        factive=row["factive"] == "yes",
        weak=row["weak"] == "yes",
    )
