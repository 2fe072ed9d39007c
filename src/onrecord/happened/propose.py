"""Proposals: a candidate for a word that the classifier takes for an event and the rules did not."""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebook.triggers import Trigger, default_frames, lemma, lexicon
from onrecord.happened.match import Candidate, VerbMatcher
from onrecord.happened.nominal import NounMatcher
from onrecord.happened.parties import Parties, hyphenated
from onrecord.language.parsed import Parsed


def proposed(parsed: Parsed, parties: Parties, at: int, type_: str) -> Candidate | None:
    """The candidate that a frame makes of a verb or noun as an event of a type.

    The frame is that of a row of the lexicon for this word and type, where there is one, else that of the type.
    None for a word that is neither verb nor noun.
    """
    token = parsed.tokens[at]
    word = lemma(token.lower, token.lemma)
    if token.pos in ("VERB", "AUX", "ADJ"):
        row = _row(lexicon().verbs.get(word, ()), type_) or default_frames()[type_, "v"]
        return VerbMatcher(parsed, parties, at).by_frame(row)
    if token.pos in ("NOUN", "PROPN"):
        rows = lexicon().nouns.get(hyphenated(parsed, token)) or lexicon().nouns.get(token.lower, ())
        row = _row(rows, type_) or default_frames()[type_, "n"]
        return NounMatcher(parsed, parties, at).by_frame(row)
    return None


def _row(rows: tuple[Trigger, ...], type_: str) -> Trigger | None:
    """The first row of one word and of a type; what only its further words would tell (mode, code) is left out."""
    row = next((row for row in rows if row.type == type_ and len(row.term) == 1), None)
    return replace(row, needs=()) if row is not None else None
