"""From the trained reader's proposals to drafts: marks and syntax mend their edges, the codebook names their act."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, CuePos, cues
from onrecord.language import Parsed
from onrecord.language.dateline import HEAD_PARAGRAPHS, dateline_end
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.model.statement import Act
from onrecord.said import sources
from onrecord.said.decode import Piece, Proposal
from onrecord.said.draft import Draft
from onrecord.said.pieces import overlapping, piece
from onrecord.said.verbal import follows, lemma

RULE = "said.trained"
LINKED = 0.5
"""A further piece of a content needs an arc to the cue that is at least as likely; chosen on the validation part."""
_RELATIVE = frozenset(("who", "which", "that"))
_OF_TAG: dict[str, tuple[CuePos, ...]] = {
    "VERB": ("verb",), "AUX": ("verb",), "NOUN": ("noun", "verb"), "PROPN": ("noun", "verb"), "ADJ": ("adj", "verb"),
    "ADP": ("prep",), "SCONJ": ("prep",),
}  # fmt: skip


def draft(parsed: Parsed, proposal: Proposal) -> Draft | None:
    """The draft of a proposal; None where it has no cue, or nothing but marks as its content."""
    if proposal.cue is None:
        return None
    lo, hi = bare(parsed, proposal.cue)
    sure = max(proposal.linked, default=0.0)
    found = [
        made
        for given, linked in zip(proposal.contents, proposal.linked, strict=True)
        if (linked >= LINKED or linked == sure) and (made := content(parsed, given)) is not None
    ]
    if not found or lo >= hi:
        return None
    found = _unmarked(parsed, _together(parsed, lo, found))
    at, entry, act = carrier(parsed, lo, hi)
    source, pronoun = _source(parsed, proposal.source)
    return Draft(
        act=act,
        rule=RULE,
        cue=(parsed.tokens[lo].start, parsed.tokens[hi - 1].end),
        cue_token=at,
        source=source,
        pieces=found,
        because=f"the trained reader: cue {proposal.cue.score:.2f}, source {proposal.sourced:.2f}, "
        f"content {min(c.score for c in proposal.contents):.2f}",
        quoted=all(whole(parsed, part) for part in found),
        pronoun=pronoun,
        entry=entry.cue if entry is not None else "",
    )


def _together(parsed: Parsed, cue: int, found: list[Offsets]) -> list[Offsets]:
    """The pieces that one cue can have: those of its own sentence, and whole quotations anywhere; else the longest."""
    own = parsed.tokens[cue].sentence
    kept = [
        part
        for part in found
        if whole(parsed, part) or parsed.tokens[parsed.token_range(*part)[0]].sentence == own
    ]  # fmt: skip
    return kept or [max(found, key=lambda part: part[1] - part[0])]


def _unmarked(parsed: Parsed, found: list[Offsets]) -> list[Offsets]:
    """Further sentences that are quotations, without their marks: 'He said it was. "Really."'."""
    if len(found) < 2 or all(whole(parsed, part) for part in found):
        return found
    return [_inner(parsed, part) or part for part in found]


def _inner(parsed: Parsed, part: Offsets) -> Offsets | None:
    """What stands between the marks of a passage that is one quotation and begins a sentence."""
    lo = parsed.token_range(*part)[0]
    quotation = parsed.quoted(*part)
    if quotation is None or quotation.outer_start < part[0] - 1 or part[1] < quotation.outer_end - 1:
        return None
    return (quotation.start, quotation.end) if parsed.sentences[parsed.tokens[lo].sentence].lo == lo else None


def bare(parsed: Parsed, given: Piece) -> tuple[int, int]:
    """The tokens of a source or a cue, within its paragraph, without marks at its ends."""
    lo, hi = given.lo, given.hi
    paragraph = parsed.paragraphs[parsed.sentences[parsed.tokens[lo].sentence].paragraph]
    hi = min(hi, parsed.token_range(paragraph.start, paragraph.end)[1])
    while lo < hi and parsed.tokens[lo].pos == "PUNCT":
        lo += 1
    while hi > lo and parsed.tokens[hi - 1].pos == "PUNCT":
        if parsed.tokens[hi - 1].text == ")" and any(t.text == "(" for t in parsed.tokens[lo:hi]):
            break
        hi -= 1
    return lo, hi


def content(parsed: Parsed, given: Piece) -> Offsets | None:
    """The offsets of a content, by the house's bounds; no dateline belongs to it, and no line of dashes."""
    lo, hi = given.lo, given.hi
    tokens = parsed.tokens
    paragraph = parsed.paragraphs[parsed.sentences[tokens[lo].sentence].paragraph]
    if paragraph.i < HEAD_PARAGRAPHS:
        begin = dateline_end(parsed.report, parsed.text, paragraph)
        while lo < hi - 1 and tokens[lo].start < begin:
            lo += 1
    while lo < hi - 1 and not any(char.isalnum() or char in _OPENING for char in tokens[lo].text):
        lo += 1
    inside = parsed.token_range(paragraph.start, paragraph.end)[1]
    if hi > inside and (paragraph.in_title or parsed.quoted(tokens[lo].start) is None):
        hi = inside  # only a quotation goes on in the next paragraph
    return piece(parsed, lo, hi)


_OPENING = frozenset("\"'“”‘’„«‹`([{$€£#@")


def whole(parsed: Parsed, part: Offsets) -> bool:
    """Whether a passage is one whole quotation, its marks counted or not."""
    return any(
        abs(q.outer_start - part[0]) <= 1 and abs(part[1] - q.outer_end) <= 1
        for q in overlapping(parsed, *part)
        if q.depth == 0
    )


def carrier(parsed: Parsed, lo: int, hi: int) -> tuple[int, CueEntry | None, Act]:
    """The token that carries a cue `[lo, hi)`, its row in the codebook, and its act: `say` where there is no row."""
    for at in sorted(range(lo, hi), key=lambda i: parsed.tokens[i].pos not in ("VERB", "AUX")):
        entry = _row(parsed, parsed.tokens[at])
        if entry is not None:
            return at, entry, entry.act
    return parsed.head_of(lo, hi), None, "say"


def _row(parsed: Parsed, token: Token) -> CueEntry | None:
    book = cues()
    for pos in _OF_TAG.get(token.pos, ()):
        word = lemma(token) if pos == "verb" else token.lemma if pos != "prep" else token.lower
        for entry in book.of(pos, word):
            if len(entry.words) == 1 or follows(parsed, token, entry.words[1:]) >= 0:
                return entry
    return None


def _source(parsed: Parsed, given: Piece | None) -> tuple[tuple[int, int] | None, int | None]:
    """The tokens of a source; of "who", the words that it stands for, and its own token."""
    if given is None:
        return None, None
    lo, hi = bare(parsed, given)
    if hi - lo > 2 and parsed.tokens[hi - 1].lower in _RELATIVE and parsed.tokens[hi - 2].text == ",":
        hi -= 2  # "an officer, who"
    if hi <= lo:
        return None, None
    word = parsed.tokens[lo]
    if hi - lo == 1 and word.lower in _RELATIVE and word.dep in ("nsubj", "nsubjpass"):
        meant = sources.relative(parsed, word, word.head)
        if meant is not word:
            return sources.phrase(parsed, meant.i), lo
    return (lo, hi), None
