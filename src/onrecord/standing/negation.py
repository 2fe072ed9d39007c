"""What negates a clause, and whether the clause can be told without it."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.language import Parsed, Token
from onrecord.language.parsed import Quotation

_NO = frozenset(("no", "neither", "nor"))
_NOBODY = frozenset(("nothing", "nobody"))
_NEVER = frozenset(("never", "not", "n't", "n’t", "neither", "nor"))
_TENSED = frozenset(("VBD", "VBZ", "VBP"))
_FOCUS = frozenset(("only", "just", "merely", "simply", "solely", "necessarily", "least", "because"))
"""Words after "not" that take its reach from the clause: "not only", "not necessarily", "not because"."""


def negation(parsed: Parsed, head: int, lo: int, hi: int) -> tuple[int, ...]:
    """The tokens that negate a clause: "not", "never", "no" on one of its arguments.

    Empty also where the clause is worded negatively but cannot be told without its negation: inside quotation
    marks that its text would show, in "not A but B", before "until", in "no more than".
    """
    found = _negating(parsed, head, lo, hi)
    if not found or any(_kept(parsed, i, head, lo, hi) for i in found):
        return ()
    return tuple(sorted(found))


def _negating(parsed: Parsed, head: int, lo: int, hi: int) -> list[int]:
    found = []
    for child in parsed.children(head):
        if not lo <= child.i < hi:
            continue
        if child.dep == "neg" or (child.dep in ("advmod", "preconj") and child.lower in _NEVER):
            found.append(child.i)
        elif child.dep == "advmod" and child.lower == "longer" and parsed.tokens[child.i - 1].lower == "no":
            found.extend((child.i - 1, child.i))
        elif child.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
            found.extend(_no(parsed, child))
    return found


def _no(parsed: Parsed, noun: Token) -> list[int]:
    """ "no" before a noun; "none of" before what none of it is."""
    if noun.lower in _NOBODY and noun.dep != "dobj":
        return [noun.i]  # "did nothing whatever" cannot be told without it
    if noun.lower == "none":
        of = parsed.child(noun.i, "prep")
        return [noun.i, of.i] if of is not None and of.lower == "of" else []
    first = parsed.tokens[noun.lo]
    if first.lower == "not" and noun.lo < noun.i and parsed.tokens[noun.lo + 1].lower in ("a", "one", "an"):
        return [first.i]  # "not a single soldier", "not one shell"
    return [child.i for child in parsed.children(noun.i, "det", "neg") if child.lower in _NO]


def _kept(parsed: Parsed, i: int, head: int, lo: int, hi: int) -> bool:
    """Whether a negating word has to stay."""
    tokens = parsed.tokens
    if marked(parsed, i, lo) or tokens[i].lower == "nor":
        return True
    after = tokens[i + 1].lower if i + 1 < hi else ""
    if after in _FOCUS or (after in ("more", "less", "fewer") and i + 2 < hi and tokens[i + 2].lower == "than"):
        return True
    if any(child.lower == "until" for child in parsed.children(head, "prep")):
        return True
    for clause in parsed.children(head, "advcl"):
        mark = parsed.child(clause.i, "mark")
        if mark is not None and mark.lower == "until":
            return True
    return any(tokens[k].lower == "but" and not _clausal(parsed, k) for k in range(i + 1, hi))


def _clausal(parsed: Parsed, but: int) -> bool:
    """Whether "but" joins a clause of its own, not the other half of "not A but B"."""
    tokens = parsed.tokens
    joined = [child for child in parsed.children(tokens[but].head, "conj") if child.i > but]
    return any(one.tag in _TENSED or parsed.child(one.i, "nsubj", "nsubjpass", "expl", "aux") for one in joined)


def marked(parsed: Parsed, i: int, lo: int) -> bool:
    """Whether token `i` stands in a quotation that opens at or after token `lo`."""
    at = parsed.tokens[i].start
    first = parsed.tokens[lo].start
    number = bisect_right(parsed.quotations, at, key=_outer_start) - 1
    while number >= 0 and parsed.quotations[number].outer_start >= first:
        if at < parsed.quotations[number].outer_end:
            return True
        number -= 1
    return False


def _outer_start(quotation: Quotation) -> int:
    return quotation.outer_start
