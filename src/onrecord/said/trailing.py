"""Cues that the parser hangs wrongly: "..., Russia's foreign ministry warned on Friday."."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.calendar import is_time
from onrecord.said.pieces import piece

_FEWEST = 4
"""Tokens of a clause before a trailing cue, at least."""
_LONGEST = 12
"""Tokens of a source before a trailing cue, at most."""
_NOMINAL = frozenset(("PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM"))
_FAR = 30
"""Tokens of an inserted "citing ...", at most."""
_ADVERBS = frozenset(("only", "simply", "merely", "just", "again"))


def lead_in(parsed: Parsed, verb: Token, clause: Token) -> tuple[int, int]:
    """Where the content begins behind the cue, and where the cue ends: "saying only that", "said on Friday it"."""
    tokens = parsed.tokens
    lo = clause.lo
    limit = min(clause.i, lo + 8)
    if tokens[lo].lower in ("citing", "quoting"):  # "reported, citing an aide, that ..."
        for i in range(lo + 1, min(clause.hi, lo + _FAR)):
            if tokens[i].lower == "that" and tokens[i - 1].text == ",":
                return i + 1, 0
    that = next((i for i in range(lo, limit) if tokens[i].lower == "that" and tokens[i].dep == "mark"), None)
    if that is not None and lo < that:
        inner = range(lo, that)
        if all(tokens[i].pos in ("ADV", "ADP", "DET", "PROPN", "NOUN", "NUM", "PUNCT") for i in inner):
            cue_end = lo
            while cue_end < that and tokens[cue_end].lower in _ADVERBS and cue_end == verb.i + 1:
                cue_end += 1
            return that + 1, cue_end
    if tokens[lo].lower in ("on", "in", "late", "early", "last") or is_time(tokens[lo]):
        end = lo
        while end < limit and (tokens[end].pos in ("ADP", "DET", "ADJ", "NUM") or is_time(tokens[end])):
            end += 1
            if is_time(tokens[end - 1]) and not is_time(tokens[end]):
                return end, 0
    return lo, 0


_LAPSES = frozenset(("hour", "day", "week", "month", "year", "minute"))


def before_narration(parsed: Parsed, lo: int, hi: int) -> int:
    """The end of a content before ", hours after talks in Seoul": when it was said, told by the outlet."""
    tokens = parsed.tokens
    for i in range(lo + 3, hi - 2):
        if tokens[i].lower in ("after", "before") and tokens[i - 1].lemma in _LAPSES:
            for comma in range(i - 2, max(lo, i - 6), -1):
                if tokens[comma].text == ",":
                    return comma
    return hi


def trailing(parsed: Parsed, verb: Token, who: Token) -> tuple[list[Offsets], tuple[int, int]] | None:
    """The clause before ", Russia's foreign ministry warned on Friday", and the source."""
    tokens = parsed.tokens
    sentence = parsed.sentences[verb.sentence]
    if verb.tag == "VB" or verb.dep == "xcomp" or (verb.dep == "relcl" and not _misread_relative(parsed, verb, who)):
        return None
    if not sentence.lo < who.i < verb.i or not _ends(parsed, verb, sentence.hi):
        return None
    lo, hi = sources.phrase(parsed, who.i)
    if lo <= sentence.lo or tokens[lo - 1].text != ",":
        lo = next((i for i in range(verb.i - 1, sentence.lo, -1) if tokens[i].text == ","), sentence.lo) + 1
        hi = sources.cue_range(parsed, verb.i)[0]
        if lo <= sentence.lo + 1 or not lo <= who.i < hi:
            return None
    if (
        hi - lo > _LONGEST
        or tokens[lo].pos not in _NOMINAL
        or any(tokens[i].pos in ("VERB", "AUX") for i in range(lo, hi))
    ):
        return None
    if lo - sentence.lo < _FEWEST or not any(
        tokens[i].pos in ("VERB", "AUX") and tokens[i].i != verb.i for i in range(sentence.lo, lo - 1)
    ):
        return None
    if tokens[sentence.lo].pos in ("ADP", "SCONJ") and not any(
        tokens[i].text == "," for i in range(sentence.lo, lo - 1)
    ):
        return None  # "After the talks, officials said."
    made = piece(parsed, sentence.lo, lo - 1)
    return ([made], (lo, hi)) if made else None


def _misread_relative(parsed: Parsed, verb: Token, who: Token) -> bool:
    """ "killed 31 people, [the doctors said]": no relative clause, since no pronoun begins it behind the comma."""
    tokens = parsed.tokens
    if who.lo < 1 or tokens[who.lo - 1].text != "," or who.head != verb.i:
        return False
    return not any(tokens[i].tag in ("WDT", "WP", "WP$", "WRB") for i in range(verb.lo, verb.i))


def _ends(parsed: Parsed, verb: Token, end: int) -> bool:
    """Whether nothing but time and place follows the cue in its sentence."""
    tokens = parsed.tokens
    for i in range(verb.i + 1, end):
        token = tokens[i]
        if token.text in (".", ";", "!"):
            return True
        if token.text == ",":
            return i + 1 < end and tokens[i + 1].tag in ("VBG", "IN")
        if token.pos in ("VERB", "AUX", "SCONJ", "PRON") or token.dep == "dobj":
            return False
    return True


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def torn_subject(parsed: Parsed, verb: Token, hi: int) -> int:
    """The end behind a finite verb that follows a content at once: "denies he used [special forces] were involved".

    The parser took the subject of that verb for an object and hung the verb on the cue.
    """
    tokens = parsed.tokens
    if hi >= parsed.sentences[verb.sentence].hi or tokens[hi].tag not in _FINITE:
        return hi
    inner = tokens[hi]
    if inner.dep in ("aux", "auxpass"):
        inner = tokens[inner.head]
    own = inner.head == verb.i and inner.dep in ("conj", "ccomp", "advcl", "parataxis", "dep")
    if not own or parsed.child(inner.i, "nsubj", "nsubjpass", "mark", "cc") is not None:
        return hi
    return max(hi, inner.hi)
