"""Places of a quotation in its paragraph, and the rows of cues that bring one."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.verbal import lemma

STOPS = frozenset((".", "!", "?", ";"))
REACH = 40
"""Tokens between a quotation and its cue, at most."""


class Slots:
    """What the finders of cues share.

    Attributes:
        spoken: for each token whether it stands in direct speech; filled by `Speech` as it goes.
    """

    def __init__(self, parsed: Parsed, spoken: list[bool]) -> None:
        self.parsed = parsed
        self.spoken = spoken
        self._book = cues()
        self._paragraph_of = [sentence.paragraph for sentence in parsed.sentences]

    def paragraph(self, token: int) -> int:
        """The paragraph of a token."""
        return self._paragraph_of[self.parsed.tokens[token].sentence]

    def bounds(self, paragraph: int) -> tuple[int, int]:
        """The tokens of a paragraph."""
        span = self.parsed.paragraphs[paragraph]
        return self.parsed.token_range(span.start, span.end)

    def token_after(self, offset: int) -> int:
        """The first token at or after an offset."""
        return (
            self.parsed.token_range(offset, len(self.parsed.text))[0]
            if offset < len(self.parsed.text)
            else len(self.parsed.tokens)
        )

    def token_before(self, offset: int, lo: int) -> int:
        """The end (exclusive) of the tokens before the opening mark."""
        tokens = self.parsed.tokens
        at = lo
        while at > 0 and tokens[at - 1].start >= offset:
            at -= 1
        return at

    def verb_near(self, opened: int) -> bool:
        """Whether a cue stands right before the opening mark."""
        tokens = self.parsed.tokens
        return any(
            "quote" in entry.frames
            for i in (opened - 2, opened - 3)
            if i >= 0 and tokens[i].pos == "VERB"
            for entry in self._book.verbs(lemma(tokens[i]))
        )

    # cues

    def is_cue(self, token: Token) -> bool:
        """Whether a verb stands in the codebook."""
        return token.pos == "VERB" and bool(self._book.verbs(lemma(token)))

    def row(self, token: Token) -> CueEntry | None:
        """The row of a verb that can bring a quotation."""
        if token.pos not in ("VERB", "AUX"):
            return None
        if (
            token.lemma == "put"
            and token.i + 1 < len(self.parsed.tokens)
            and self.parsed.tokens[token.i + 1].lower == "it"
        ):
            return self._book.verbs("say")[0]  # "as the mayor put it"
        return next(
            (entry for entry in self._book.verbs(lemma(token)) if "quote" in entry.frames and len(entry.words) == 1),
            None,
        )

    def draft(self, row: CueEntry | None, verb: int, who: tuple[int, int] | None, rule: str) -> Draft:
        """A draft of a quotation without its pieces."""
        tokens = self.parsed.tokens
        lo, hi = sources.cue_range(self.parsed, verb)
        return Draft(
            act=row.act if row is not None else "say",
            rule=f"said.{rule}",
            cue=(tokens[lo].start, tokens[hi - 1].end),
            cue_token=verb,
            source=who,
            because="the nearest cue in the same sentence" if row is not None else "a verb between quotation and stop",
            strength=5,
            quoted=True,
            entry=row.cue if row is not None else "",
        )
