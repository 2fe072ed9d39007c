"""The cue before a quotation: "he said, ...", "he said: ...", or in the paragraph above it."""

from __future__ import annotations

from onrecord.language.parsed import Quotation
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece
from onrecord.said.slots import REACH, STOPS, Slots

_BESIDE = 2
_FEW_WORDS = 2
_SHORT = 6
"""Tokens of a bare name before a colon, at most."""


class CuesBefore(Slots):
    """Finds the words before a quotation that give it to somebody."""

    def before(self, quotation: Quotation, left: int, opened: int, first: int) -> Draft | None:
        """The cue before a quotation: "he said, ...", "he said: ...", or above it with a colon."""
        tokens = self.parsed.tokens
        if opened <= first:
            return self._colon_above(first)
        if tokens[opened - 1].text in STOPS or opened <= left:
            return None
        colon = tokens[opened - 1].text == ":"
        lo = opened - 1
        while (
            lo > left and opened - lo < REACH and not (tokens[lo - 1].text in STOPS and tokens[lo - 1].dep == "punct")
        ):
            lo -= 1
        for i in range(opened - 1, lo - 1, -1):
            row = self.row(tokens[i])
            if row is None or tokens[i].dep in ("amod", "compound"):
                continue
            if not colon and opened - i > 18:
                break
            who = sources.speaker(self.parsed, i)
            if who is None and not any(True for _ in self.parsed.children(i, "auxpass", "nsubjpass")):
                continue
            if not colon and (self._clause_goes_on(quotation, i, opened) or self._mere_word(quotation, opened - i)):
                return None
            draft = self.draft(row, i, sources.phrase(self.parsed, who.i) if who is not None else None, "speech-before")
            self._inserted(draft, quotation, i, lo)
            return draft
        if colon:
            return self._colon(opened - 1, lo)
        return None

    def _clause_goes_on(self, quotation: Quotation, verb: int, opened: int) -> bool:
        """Whether the quotation is the end of a clause told: 'said the firm had been slow, "when it mattered"'."""
        first = self.parsed.text[quotation.start : quotation.start + 1]
        if not first.islower():
            return False
        clauses = self.parsed.children(verb, "ccomp")
        told = next((c for c in clauses if verb < c.i < opened), None)
        return told is not None and self.parsed.child(told.i, "nsubj", "nsubjpass") is not None

    def _mere_word(self, quotation: Quotation, distance: int) -> bool:
        """Whether a word or two in marks far behind a verb are named, not said: 'the nom de guerre – "grey wolf" –'."""
        text = self.parsed.text[quotation.start : quotation.end]
        return distance > _BESIDE and text[:1].islower() and len(text.split()) <= _FEW_WORDS

    def _inserted(self, draft: Draft, quotation: Quotation, verb: int, lo: int) -> None:
        """Add what goes before and behind: 'Its investment, she said, "is a perfect example" to others'."""
        tokens = self.parsed.tokens
        text = self.parsed.text
        if draft.source is None or not text[quotation.start : quotation.start + 1].islower():
            return
        begin = draft.source[0]
        after = self.token_after(quotation.outer_start)
        if begin <= lo + 1 or begin > verb or tokens[begin - 1].text != "," or tokens[after - 1].text != ",":
            return
        before = piece(self.parsed, lo, begin - 1)
        sentence = self.parsed.sentences[tokens[after].sentence]
        rest = piece(self.parsed, after, max(sentence.hi, after + 1))
        if before and rest:
            draft.pieces.append(before)
            if rest[1] > quotation.outer_end + 2:
                draft.quoted = False
                draft.pieces.append((quotation.outer_start, rest[1]))

    def _colon(self, colon: int, lo: int) -> Draft | None:
        tokens = self.parsed.tokens
        if 0 < colon - lo <= _SHORT and all(
            tokens[i].pos in ("PROPN", "NOUN", "DET", "ADJ") or tokens[i].text == "," for i in range(lo, colon)
        ):
            cue = (tokens[colon].start, tokens[colon].end)
            return Draft(
                "say", "said.colon", cue, colon, (lo, colon), because="a name and a colon", strength=3, quoted=True
            )
        subject = next(
            (
                tokens[i]
                for i in range(lo, colon)
                if tokens[i].dep in ("nsubj", "nsubjpass") and tokens[i].pos in ("PROPN", "PRON", "NOUN")
            ),
            None,
        )
        if subject is None or subject.lower in ("it", "this", "that", "there", "here"):
            return None
        cue = (tokens[colon].start, tokens[colon].end)
        return Draft(
            "say",
            "said.colon",
            cue,
            colon,
            sources.phrase(self.parsed, subject.i),
            because="a colon before a quotation",
            strength=3,
            quoted=True,
        )

    def _colon_above(self, first: int) -> Draft | None:
        """The paragraph before ends with a colon: "Dr Ward stated:"."""
        tokens = self.parsed.tokens
        if first == 0 or tokens[first - 1].text != ":":
            return None
        above = self.bounds(self.paragraph(first - 1))[0]
        return self._before_range(above, first - 1)

    def _before_range(self, above: int, colon: int) -> Draft | None:
        tokens = self.parsed.tokens
        lo = colon
        while lo > above and tokens[lo - 1].text not in STOPS:
            lo -= 1
        for i in range(colon - 1, lo - 1, -1):
            row = self.row(tokens[i])
            if row is not None and tokens[i].dep not in ("amod", "compound") and not self.spoken[i]:
                who = sources.speaker(self.parsed, i)
                if who is not None:
                    return self.draft(row, i, sources.phrase(self.parsed, who.i), "speech-colon")
        return self._colon(colon, lo)
