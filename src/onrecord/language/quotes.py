"""Quotation marks: what stands between which, in every style that news copy uses.

Handles curly, straight, low-high („ “) and angular marks, nested single and double quotations,
quotations that reopen paragraph after paragraph without closing, and missing marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.language.parsed import Paragraph, Quotation

_OPEN_TO_CLOSE = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "‚": "‘’"}
_CLOSERS = frozenset("”»›")
_DOUBLE = frozenset('“„«"')
_BEFORE_OPEN = frozenset(" \t\n\u00a0([{—–-/…\"“‘'„«")
DEEPEST = 4
"""Marks nested deeper than this are read as stray: no report nests further."""


class _Open:
    __slots__ = ("at", "group", "mark")

    def __init__(self, at: int, mark: str, group: int) -> None:
        self.at = at
        self.mark = mark
        self.group = group


class _Scanner:
    """One pass over the paragraphs, with a stack of open marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[_Open] = []
        self.found: list[Quotation] = []
        self.groups = 0
        self.carried: _Open | None = None

    def paragraph(self, start: int, end: int, reopens_next: bool) -> None:
        text = self.text
        i = start
        while i < end:
            char = text[i]
            if char in _OPEN_TO_CLOSE and not (char == "“" and self._low_open()):
                if char in "‘‚":
                    if self._opens_single(i, end):
                        self._open(i, char, start)
                else:
                    self._open(i, char, start)
            elif char in _CLOSERS or (char == "“" and self._low_open()):
                self._close(i, char)
            elif char == '"':
                self._straight(i, start, end)
            elif char == "’" or char == "'":
                self._single(i, char, start, end)
            i += 1
        self._end_paragraph(end, reopens_next)

    def _low_open(self) -> bool:
        return bool(self.stack) and self.stack[-1].mark == "„"

    def _open(self, at: int, mark: str, start: int) -> None:
        stack = self.stack
        if stack and stack[-1].mark == mark and mark in _DOUBLE:
            # the same mark again: a quotation that goes on in a new (perhaps lost) paragraph
            before = self.text[start:at].rstrip()
            group = stack[-1].group
            self._emit(stack.pop(), start + len(before), start + len(before), True)
            stack.append(_Open(at, mark, group))
            return
        if len(stack) >= DEEPEST:
            return
        if not stack and self.carried is not None and at == start and mark == self.carried.mark:
            stack.append(_Open(at, mark, self.carried.group))
            self.carried = None
            return
        self.groups += 1
        stack.append(_Open(at, mark, self.groups))

    def _close(self, at: int, mark: str) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[depth]
            if mark in _OPEN_TO_CLOSE.get(opened.mark, opened.mark) or (mark == "”" and opened.mark == '"'):
                while len(self.stack) > depth + 1:  # single marks left open inside are stray
                    self.stack.pop()
                self._emit(self.stack.pop(), at, at + 1, True)
                return

    def _straight(self, at: int, start: int, end: int) -> None:
        text = self.text
        open_at = next((d for d in range(len(self.stack) - 1, -1, -1) if self.stack[d].mark in '"“'), None)
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if open_at is None:
            self._open(at, '"', start)
        elif before in " \u00a0" and not after.isspace() and after not in ".,;:?!)":
            self._open(at, '"', start)  # reopens without having closed
        else:
            del self.stack[open_at + 1 :]
            self._emit(self.stack.pop(), at, at + 1, True)

    def _opens_single(self, at: int, end: int) -> bool:
        text = self.text
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < end else " "
        return before in _BEFORE_OPEN and not after.isspace() and not after.isdigit()

    def _single(self, at: int, mark: str, start: int, end: int) -> None:
        text = self.text
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        top = self.stack[-1].mark if self.stack else ""
        closes = not before.isspace() and not after.isalnum()
        if closes and top == ("‘" if mark == "’" else "'"):
            plural = before == "s" and after == " " and self._closes_later(at + 1, mark, end)
            if not plural:
                self._emit(self.stack.pop(), at, at + 1, True)
        elif mark == "'" and self._opens_single(at, end) and top != "'" and self._closes_later(at + 1, "'", end):
            self._open(at, "'", start)

    def _closes_later(self, at: int, mark: str, end: int) -> bool:
        """Whether a mark that can close a single quotation stands further on, before another opens."""
        text = self.text
        opener = "‘" if mark == "’" else "'"
        limit = min(end, at + 600)
        for i in range(at, limit):
            char = text[i]
            if char == opener and opener != mark:
                return False
            if char == mark:
                before, after = text[i - 1], text[i + 1] if i + 1 < end else " "
                if before in _BEFORE_OPEN:
                    return False
                if not after.isalnum() and not before.isspace():
                    return not (before == "s" and after == " ")
        return False

    def _end_paragraph(self, end: int, reopens_next: bool) -> None:
        self.carried = None
        while self.stack:
            opened = self.stack.pop()
            if opened.mark in "‘‚'":
                continue
            goes_on = reopens_next and not self.stack
            self._emit(opened, end, end, goes_on)
            if goes_on:
                self.carried = opened
        # a stray group never reaches past its paragraph

    def _emit(self, opened: _Open, end: int, outer_end: int, closed: bool) -> None:
        self.found.append(Quotation(opened.at + 1, end, opened.at, outer_end, len(self.stack), opened.group, closed))


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """All quotations of a text, in order of their opening marks.

    Args:
        text: the text that the paragraphs' offsets count in.
        paragraphs: in order; a quotation never runs over the end of one, it reopens or is unclosed.

    Returns:
        Quotations with depth (0 is outermost) and group (pieces of one reopened quotation share it).
    """
    plain = _typed_twice(text)
    scanner = _Scanner(plain)
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        reopens = following is not None and not paragraph.in_title and text[following.start] in _DOUBLE
        scanner.paragraph(paragraph.start, paragraph.end, reopens)
    found = [q for q in scanner.found if q.end > q.start]
    if plain is not text:
        found = [_whole_marks(text, plain, q) for q in found if not plain[q.start : q.end].isspace()]
    return tuple(sorted(found))


def _typed_twice(text: str) -> str:
    """The text with each '' or `` of a typist as one straight mark and a space, at the same length."""
    if not _TWICE.search(text):
        return text
    return _TWICE.sub(lambda m: _as_straight(text, m), text)


def _as_straight(text: str, found: re.Match[str]) -> str:
    """The mark stands next to what it encloses; of three, the third is a single quotation's own."""
    opens = _opens(text, found.start(), found.end())
    marks = ' "' if opens else '" '
    if len(found.group()) == _TWO:
        return marks
    return marks + "'" if opens else "'" + marks


_TWO = 2


def _opens(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return text[start] == "`" or (before in _BEFORE_OPEN and not after.isspace())


def _whole_marks(text: str, plain: str, quotation: Quotation) -> Quotation:
    """The quotation with both characters of each doubled mark outside."""
    opens, closes, start = quotation.outer_start, quotation.outer_end, quotation.start
    if plain[opens] == '"' != text[opens]:
        if opens and plain[opens - 1] == " " != text[opens - 1]:
            opens -= 1
        else:  # a mark in the shape of a closing one opens: its second half follows
            start = min(opens + _TWO, quotation.end)
    if closes > quotation.end and plain[closes - 1] == '"' != text[closes - 1]:
        closes += 1
    return quotation._replace(start=start, outer_start=opens, outer_end=closes)


_TWICE = re.compile(r"(?<!['`])(?:'''?|``)(?!['`])")
