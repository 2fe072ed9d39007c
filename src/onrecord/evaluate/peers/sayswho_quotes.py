"""sayswho's quotation finder, without its coreference, on the small English model that OnRecord uses.

sayswho as a whole needs the spaCy models `en_core_web_lg` and `en_coreference_web_trf`, which no package registry
serves. What finds quotation, cue and speaker (`sayswho.quote_finder`) needs a parse alone, and runs here on the small
model; the coreference afterwards only joins speakers to clusters and moves no span. Before it, sayswho mends the marks
of a text (`sayswho.helpers.prep_text_for_quote_detection`), which moves characters; they are led back here.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from onrecord.evaluate.peers.attribution import Attribution, Range
from onrecord.evaluate.peers.textacy_quotes import attribution, language_model


def way_back(original: str, prepared: str) -> list[int]:
    """For each character of the prepared text, and its end, the offset in the original that it stands for.

    A character that the preparing put in stands for the place before which it was put.
    """
    if original == prepared:
        return list(range(len(original) + 1))
    ways: list[int] = []
    for _, start, end, low, high in SequenceMatcher(None, original, prepared, autojunk=False).get_opcodes():
        ways.extend(min(start + step, end) for step in range(high - low))
    return [*ways, len(original)]


def document_way_back(original: str, prepared: str) -> list[int]:
    """`way_back` for whole texts, line by line: preparing drops empty lines, strips the others and joins them again."""
    kept, at = [], 0
    for line in original.split("\n"):
        if line.strip():
            kept.append((at, line))
        at += len(line) + 1
    ways: list[int] = []
    for (begin, line), made in zip(kept, prepared.split("\n"), strict=True):
        ways += [begin + offset for offset in way_back(line, made)]
    return ways


def led_back(found: Attribution, ways: Sequence[int]) -> Attribution | None:
    """An attribution in the prepared text as one in the original; None where nothing of its content is left there."""
    content = tuple(place for piece in found.content if (place := _place(piece, ways)))
    if not content:
        return None
    return Attribution(found.source and _place(found.source, ways), found.cue and _place(found.cue, ways), content)


def _place(given: Range, ways: Sequence[int]) -> Range | None:
    start, end = ways[given[0]], ways[given[1] - 1] + 1
    return (start, min(end, ways[-1])) if start < min(end, ways[-1]) else None


class SayswhoQuotes:
    """Reads a text by `sayswho.quote_finder.quote_finder`.

    Raises:
        ImportError: sayswho is not installed.
    """

    def __init__(self) -> None:
        from sayswho.helpers import prep_text_for_quote_detection
        from sayswho.quote_finder import quote_finder

        self._prepare = prep_text_for_quote_detection
        self._find = quote_finder
        self._nlp = language_model()

    def __call__(self, text: str) -> list[Attribution]:
        """The quotations with a cue and a speaker, in order of their contents."""
        # a line of spaces alone makes it fail
        prepared = self._prepare("\n".join(line for line in text.split("\n") if line.strip()))
        ways = document_way_back(text, prepared)
        found = (led_back(attribution(triple), ways) for triple in self._find(self._nlp(prepared)))
        return [one for one in found if one is not None]
