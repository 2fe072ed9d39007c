"""Finds time expressions in a text: rules at the words that may begin one, the longest match wins."""

from __future__ import annotations

import re
from functools import cache

from onrecord.language import Parsed
from onrecord.when import dates, feasts, lengths, relative
from onrecord.when.company import in_company
from onrecord.when.shape import Expression, Rule

_WORD = re.compile(r"[a-z]+|\d")
_AGE = re.compile(r"(?:\s+|-)(?:old\b|olds\b|of\s+age\b)")
_AGED = re.compile(r"\baged?\s+(?:about\s+|around\s+)?$")


@cache
def starters() -> dict[str, tuple[Rule, ...]]:
    """Rules by the word that they may begin with, in order of precedence."""
    table: dict[str, list[Rule]] = {}
    for rule in (*dates.rules(), *feasts.rules(), *relative.rules(), *lengths.rules()):
        for word in dict.fromkeys(rule.starters):
            table.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


def scan(parsed: Parsed, low: str) -> list[Expression]:
    """Expressions in order, none overlapping; those in the wrong company are left out."""
    table = starters()
    found: list[Expression] = []
    for paragraph in parsed.paragraphs:
        at, end = paragraph.start, paragraph.end
        while True:
            word = _WORD.search(low, at, end)
            if word is None:
                break
            at = word.end()
            rules = table.get(word[0])
            if rules is None or (word.start() and _inside(low, word.start(), word[0])):
                if word[0].isdigit():
                    at = _skip_digits(low, at, end)
                continue
            expression = _longest(rules, low, word.start(), end)
            if expression is None:
                if word[0].isdigit():
                    at = _skip_digits(low, at, end)
                continue
            if _AGE.match(low, expression.end) or (
                expression.shape.form == "duration" and _AGED.search(low, max(0, word.start() - 14), word.start())
            ):
                at = expression.end
                continue
            if in_company(parsed, low, expression, found[-1] if found else None):
                found.append(expression)
                at = expression.end
    return found


def _inside(low: str, at: int, word: str) -> bool:
    """Whether a word goes on to the left: "x1990", "$1990", "1,990", "@may"."""
    before = low[at - 1]
    if word.isdigit():
        return before.isalnum() or before in "$£€¥#_@" or (before in ".," and at > 1 and low[at - 2].isdigit())
    return before.isalnum() or before in "_@#"


def _skip_digits(low: str, at: int, end: int) -> int:
    while at < end and (low[at].isdigit() or (low[at] in ".," and at + 1 < end and low[at + 1].isdigit())):
        at += 1
    return at


def _longest(rules: tuple[Rule, ...], low: str, at: int, end: int) -> Expression | None:
    best: Expression | None = None
    for rule in rules:
        match = rule.pattern.match(low, at, end)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        shape = rule.build(match)
        if shape is not None:
            best = Expression(at, match.end(), shape, rule.name)
    return best
