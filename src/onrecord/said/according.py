"""Sources named by a preposition: "according to", "in the words of", "under Article 4 of the pact"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.model.statement import Act
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_OPINIONS = frozenset(
    ("words", "view", "opinion", "eyes", "estimation", "judgment", "judgement", "telling", "assessment")
)
_DOCUMENTS = frozenset(
    ("article", "articles", "treaty", "pact", "agreement", "accord", "deal", "resolution", "protocol", "convention",
     "terms", "provisions", "clause", "charter", "statute", "decree", "memorandum", "law", "constitution", "plan")
)  # fmt: skip
_DUTIES = frozenset(("must", "shall", "will", "would", "can", "may", "cannot", "could"))
_CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "parataxis", "relcl", "xcomp"))


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every preposition that names a source outside direct speech."""
    tokens = parsed.tokens
    for token in tokens:
        if spoken[token.i]:
            continue
        lower = token.lower
        if lower == "according":
            yield from _according(parsed, token, spoken)
        elif lower in ("in", "by") and token.i + 3 < len(tokens):
            yield from _opinion(parsed, token)
        elif lower == "under":
            yield from _document(parsed, token)
        elif lower in ("per", "via") and token.dep == "prep" and token.i and tokens[token.i - 1].text == ",":
            yield from _named(parsed, token, token.i + 1, parsed.child(token.i, "pobj"))


def _according(parsed: Parsed, token: Token, spoken: list[bool]) -> Iterator[Draft]:
    tokens = parsed.tokens
    to = token.i + 1
    if to + 1 >= len(tokens) or tokens[to].lower != "to":
        return
    inner = parsed.child(to, "pobj", "pcomp") or parsed.child(token.i, "pobj")
    if inner is None or spoken[inner.i]:
        inner = tokens[to + 1]
    yield from _named(parsed, token, to + 1, inner)


def _opinion(parsed: Parsed, token: Token) -> Iterator[Draft]:
    inner = parsed.child(token.i, "pobj")
    if inner is None or inner.lower not in _OPINIONS:
        return
    owner = parsed.child(inner.i, "poss")
    if owner is None:
        of = parsed.child(inner.i, "prep")
        owner = parsed.child(of.i, "pobj") if of is not None and of.lower == "of" else None
        if of is None or owner is None:
            return
        yield from _named(parsed, token, of.i + 1, owner)
    else:
        yield from _named(parsed, token, inner.i + 1, owner)


def _document(parsed: Parsed, token: Token) -> Iterator[Draft]:
    """What an agreement obliges its parties to: "Under the pact, both must"."""
    inner = parsed.child(token.i, "pobj")
    if inner is None or inner.lower not in _DOCUMENTS or token.head == token.i:
        return
    duty = any(child.lower in _DUTIES for child in parsed.children(token.head, "aux"))
    if duty and parsed.tokens[token.head].pos in ("VERB", "AUX"):
        yield from _named(parsed, token, token.i + 1, inner, "document", whole=True)


def _named(
    parsed: Parsed, token: Token, cue_end: int, source: Token | None, act: Act = "say", *, whole: bool = False
) -> Iterator[Draft]:
    if source is None or source.pos == "PUNCT":
        return
    tokens = parsed.tokens
    span = (source.lo, source.hi) if whole else sources.phrase(parsed, source.i)
    pieces = around(parsed, token, max(token.hi, source.hi))
    if pieces:
        yield Draft(
            act=act,
            rule="said.according-to" if act == "say" else "said.document",
            cue=(token.start, tokens[cue_end - 1].end),
            cue_token=token.i,
            source=span,
            pieces=pieces,
            because=f"{parsed.words(token.i, cue_end).lower()}: names the source of its clause",
            strength=4,
            entry="according to",
        )


def _ends_sentence(parsed: Parsed, end: int) -> bool:
    tokens = parsed.tokens
    return end >= len(tokens) or tokens[end].text in ".;" or tokens[end].sentence != tokens[end - 1].sentence


def around(parsed: Parsed, token: Token, end: int) -> list[Offsets]:
    """The clause that a phrase `[token.i, end)` belongs to, without the phrase."""
    tokens = parsed.tokens
    sentence = parsed.sentences[token.sentence]
    at = token.head
    for _ in range(12):
        if tokens[at].dep in _CLAUSES or tokens[at].head == at:
            break
        own = tokens[at].dep == "conj" and tokens[at].pos in ("VERB", "AUX") and parsed.child(at, "nsubj", "nsubjpass")
        if own and not _ends_sentence(parsed, end):  # behind the last of several clauses it stands for all
            break
        at = tokens[at].head
    lo, hi = tokens[at].lo, tokens[at].hi
    begins, stops = token.i, min(end, sentence.hi)
    if begins <= sentence.lo + 2 and not any(
        tokens[i].pos in ("VERB", "NOUN", "PROPN") for i in range(sentence.lo, begins)
    ):
        return [made for made in (piece(parsed, stops, max(hi, stops)),) if made]
    before = piece(parsed, min(lo, begins), begins)
    after = piece(parsed, stops, hi) if hi - stops > 2 and tokens[stops].text == "," else None
    return [made for made in (before, after) if made]
