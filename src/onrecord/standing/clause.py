"""A clause or phrase that somebody stands to: its tokens, its negation, its wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.codebook.stances import StanceKind
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.standing.negation import negation

SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_MARKS = frozenset(("that", "because", "after"))
_OPENERS = _MARKS | {"then", "whether"}
_PAIRED = frozenset(("neither", "either", "both"))
_WHEREABOUTS = frozenset(("where", "when", "why", "whereby"))
_RELATIVE = frozenset(("who", "which", "that"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


class Proposition(NamedTuple):
    """A clause or phrase that somebody stands to.

    Attributes:
        lo, hi: half-open token range.
        head: the token that heads it, a verb in a clause.
        dropped: tokens of its negation, left out of the claim's text.
        mood: `conditional` for the clause of a condition, `depends` for what hangs on one, `aside` for what the
            writer adds, else empty.
        clausal: whether a verb heads it.
        frame: the stance that words around it give ("there is no evidence that ..."), else None.
        anaphor: it stands for a claim told before ("it cannot be ruled out").
        via: the noun that introduced it ("claims that ..."), in whose name it is told; None for none.
        subject: tokens of a subject that stands apart ("the two men are believed to have fled").
    """

    lo: int
    hi: int
    head: int
    dropped: tuple[int, ...] = ()
    mood: str = ""
    clausal: bool = True
    frame: StanceKind | None = None
    anaphor: bool = False
    via: int | None = None
    subject: tuple[int, int] | None = None

    @property
    def negated(self) -> bool:
        """Whether the clause says that it is not so."""
        return bool(self.dropped)


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos in ("VERB", "AUX")


def finite(parsed: Parsed, verb: int) -> bool:
    """Whether a verb has a tense, of its own or by its auxiliaries."""
    return parsed.tokens[verb].tag in FINITE or parsed.child(verb, "aux", "auxpass") is not None


def trimmed(parsed: Parsed, lo: int, hi: int) -> tuple[int, int]:
    """Without punctuation, joining words and "that" at the ends; a mark inside a pair is kept by offsets later."""
    tokens = parsed.tokens
    while lo < hi and (tokens[lo].pos in ("PUNCT", "SPACE", "CCONJ") or tokens[lo].lower in _OPENERS):
        if tokens[lo].lower in _PAIRED:
            break
        if tokens[lo].lower in _MARKS and tokens[lo].dep != "mark":
            break
        if tokens[lo].lower == "whether" and tokens[tokens[lo].head].dep in ("csubj", "csubjpass"):
            break  # "Whether it works is the question"
        lo += 1
    while hi > lo and (tokens[hi - 1].pos in ("PUNCT", "SPACE", "CCONJ") or _hanging(tokens, hi - 1, lo)):
        hi -= 1
    closing = parsed.quoted(tokens[hi - 1].start) if hi > lo else None
    if closing is not None and closing.outer_start > tokens[lo].start and hi < len(tokens):
        while hi < len(tokens) and tokens[hi].end <= closing.outer_end:
            hi += 1  # a quotation that opens inside the clause closes inside it
    return lo, hi


def _hanging(tokens: Sequence[Token], last: int, lo: int) -> bool:
    """ "..., so": a word that only leads over to what was cut off."""
    return last > lo and tokens[last].lower == "so" and tokens[last - 1].text == ","


def that_clause(parsed: Parsed, noun: int, hi: int) -> Proposition | None:
    """The clause that a noun such as "claim" or "evidence" introduces."""
    for child in parsed.children(noun, "acl", "ccomp", "relcl"):
        mark = parsed.child(child.i, "mark", "dobj", "nsubj")
        if child.i > noun and is_verbal(child) and mark is not None and mark.lower == "that" and child.hi <= hi:
            inner = trimmed(parsed, child.lo + (parsed.tokens[child.lo].lower == "that"), child.hi)
            return Proposition(*inner, child.i, negation(parsed, child.i, *inner))
    return None


def with_antecedent(parsed: Parsed, clause: Proposition) -> Proposition:
    """A relative or participle clause with the noun that it tells of as its subject."""
    tokens = parsed.tokens
    verb = tokens[clause.head]
    if verb.dep not in ("relcl", "acl") or verb.head == verb.i or not clause.clausal:
        return clause
    first = tokens[clause.lo]
    relative = first.lower in _RELATIVE and first.dep in ("nsubj", "nsubjpass")
    participle = verb.dep == "acl" and verb.tag in ("VBN", "VBG") and parsed.child(verb.i, *SUBJECT) is None
    if not relative and not participle and verb.dep != "relcl":
        return clause
    if first.lower in _WHEREABOUTS and clause.hi - clause.lo > 2:
        return clause._replace(lo=clause.lo + 1)  # "Oslo, where he met them": that he met them
    lo, hi = noun_phrase(parsed, verb.head, conjuncts=False)
    if hi > clause.lo:
        hi = verb.head + 1
    start = clause.lo + 1 if relative else clause.lo
    return clause._replace(lo=start, subject=(lo, hi)) if lo < hi <= clause.lo and start < clause.hi else clause
