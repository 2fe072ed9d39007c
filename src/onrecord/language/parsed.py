"""The parsed report: plain slotted values that every stage reads and none changes.

The title and the text are laid into one string, `Parsed.text` (title, two line feeds, text), and every
offset in this module counts there. `Parsed.span` turns such offsets into a `model.Span` of the title or
of the report's text; `Parsed.place` is the way back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec import UNSET

from onrecord.model import Offsets, Report, Span

SEPARATOR = "\n\n"


class Token:
    """One token of the parse.

    Attributes:
        i: index in `Parsed.tokens`; `head` and `children` are such indices too (a root is its own head).
        start, end: offsets in `Parsed.text`.
        text, lower, lemma: the word, lower-cased, and its lower-case lemma.
        pos, tag, dep: universal part of speech, Penn tag, ClearNLP dependency label of spaCy's English models.
        sentence: index in `Parsed.sentences`.
        lo, hi: half-open token range that the token's subtree spans.
    """

    __slots__ = (
        "children",
        "dep",
        "end",
        "head",
        "hi",
        "i",
        "lemma",
        "lo",
        "lower",
        "pos",
        "sentence",
        "start",
        "tag",
        "text",
    )  # fmt: skip

    def __init__(self, i: int, start: int, text: str, sentence: int) -> None:
        self.i = i
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.lower = text.lower()
        self.lemma = self.lower
        self.pos = self.tag = self.dep = ""
        self.head = i
        self.children: list[int] = []
        self.sentence = sentence
        self.lo = i
        self.hi = i + 1

    def __repr__(self) -> str:
        return f"<{self.i} {self.text} {self.pos} {self.dep}>{self.head}>"


class Sentence(NamedTuple):
    """A sentence: tokens `[lo, hi)`, offsets `[start, end)`, its root token, its paragraph."""

    i: int
    lo: int
    hi: int
    start: int
    end: int
    root: int
    paragraph: int


class Paragraph(NamedTuple):
    """A paragraph (or the title, which is paragraph 0 where there is one)."""

    i: int
    start: int
    end: int
    in_title: bool


class Quotation(NamedTuple):
    """A passage between quotation marks.

    Attributes:
        start, end: offsets of what stands between the marks, marks excluded.
        outer_start, outer_end: the same with the marks.
        depth: 0 for the outermost, 1 for a quotation inside one.
        group: equal for pieces of one quotation that reopens paragraph after paragraph.
        closed: False where the closing mark is missing and no reopening mark follows.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    group: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report with its parse. Token ranges `[lo, hi)` are half-open, as are offsets."""

    report: Report
    text: str
    shift: int
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
    _starts: Sequence[int] = field(repr=False)

    # offsets and spans

    def span(self, start: int, end: int) -> Span:
        """The model span at offsets `[start, end)` of `Parsed.text`."""
        return Span(*self.locate(start, end))

    def locate(self, start: int, end: int) -> tuple[Offsets, str, Any]:
        """`(offsets, text, part)` for any struct that begins like `Span`: `Cue(*parsed.locate(a, b), act=...)`."""
        if start < self.shift:
            return (start, end), self.text[start:end], "title"
        return (start - self.shift, end - self.shift), self.text[start:end], UNSET

    def token_span(self, lo: int, hi: int) -> Span:
        """The model span from the first character of token `lo` to the last of token `hi - 1`."""
        return self.span(self.tokens[lo].start, self.tokens[hi - 1].end)

    def place(self, span: Span) -> Offsets:
        """Offsets in `Parsed.text` of a model span."""
        if span.part == "title":
            return span.offsets
        return span.start + self.shift, span.end + self.shift

    # tokens

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Tokens `[lo, hi)` that overlap offsets `[start, end)`; empty (`lo == hi`) where none does."""
        lo = bisect_right(self._starts, start) - 1
        if lo < 0 or self.tokens[lo].end <= start:
            lo += 1
        hi = bisect_left(self._starts, end)
        return lo, max(lo, hi)

    def range_of(self, span: Span) -> tuple[int, int]:
        """Tokens `[lo, hi)` of a model span."""
        return self.token_range(*self.place(span))

    def head_of(self, lo: int, hi: int) -> int:
        """The token of `[lo, hi)` that heads the others: the first whose own head lies outside (or is itself)."""
        tokens = self.tokens
        for i in range(lo, hi):
            head = tokens[i].head
            if (head < lo or head >= hi or head == i) and tokens[i].pos not in ("PUNCT", "SPACE"):
                return i
        return lo

    def children(self, i: int, *deps: str) -> Iterator[Token]:
        """The children of token `i` in order, all or those with one of these labels."""
        tokens = self.tokens
        return iter([tokens[child] for child in tokens[i].children if not deps or tokens[child].dep in deps])

    def child(self, i: int, *deps: str) -> Token | None:
        """The first child of token `i` with one of these labels."""
        tokens = self.tokens
        for child in tokens[i].children:
            if not deps or tokens[child].dep in deps:
                return tokens[child]
        return None

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above token `i`, nearest first, up to the root."""
        tokens = self.tokens
        while tokens[i].head != i:
            i = tokens[i].head
            yield tokens[i]

    def words(self, lo: int, hi: int) -> str:
        """The characters from token `lo` to token `hi - 1`, as written."""
        return self.text[self.tokens[lo].start : self.tokens[hi - 1].end] if hi > lo else ""

    # quotations

    def quoted(self, start: int, end: int | None = None) -> Quotation | None:
        """The outermost quotation that holds offset `start` (and, where given, all up to `end`)."""
        stop = start + 1 if end is None else end
        at = bisect_right(self.quotations, start, key=_outer_start)
        for number in range(at - 1, -1, -1):
            quotation = self.quotations[number]
            if quotation.depth == 0:  # outermost quotations follow one another: only the last begun can hold it
                return quotation if stop <= quotation.outer_end else None
        return None


def _outer_start(quotation: Quotation) -> int:
    return quotation.outer_start
