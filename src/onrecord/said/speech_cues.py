"""The cue of a quotation: behind it, before it, or above it with a colon."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Quotation, Token
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece
from onrecord.said.verbal import lemma

STOPS = frozenset((".", "!", "?", ";"))
REACH = 40
"""Tokens between a quotation and its cue, at most."""
_CLOSING_STOPS = frozenset(".!?…")
_DASHES = frozenset(("—", "–", "--", "-"))
_LONGEST_APPOSITION = 12
"""Tokens of an apposition between a source and its verb, at most."""
_SHORT = 6
"""An unknown verb is a cue behind a comma and a quotation mark in a clause of so many tokens ("he began")."""


class CueFinder:
    """Finds the words that give a quotation to somebody.

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
        return next(
            (entry for entry in self._book.verbs(lemma(token)) if "quote" in entry.frames and len(entry.words) == 1),
            None,
        )

    def after(self, quotation: Quotation, closed: int, right: int, text: str, fresh: bool) -> Draft | None:
        """The cue behind a quotation: "..., he said", "..., said Ana Kovar", "..., according to"."""
        tokens = self.parsed.tokens
        lo = closed
        text = text.rstrip("'\"’”")
        comma = text[-1:] in ",—-–"
        while lo < right and tokens[lo].text in (",", "—", "–", "--", "-"):
            comma = True
            lo += 1
        stopped = text[-1:] in _CLOSING_STOPS and not comma
        hi = lo
        while hi < right and hi - lo < REACH and not (tokens[hi].text in STOPS and tokens[hi].dep == "punct"):
            hi += 1
        if hi <= lo or (not comma and not stopped) or not (fresh or comma):
            return None
        if stopped and text[-1:] not in "?!…":
            return self._signed(lo, right)
        if tokens[lo].lower == "according" and lo + 1 < hi and tokens[lo + 1].lower == "to":
            return self._according(lo)
        for i in range(lo, hi):
            row = self.row(tokens[i])
            if row is None:
                if (
                    tokens[i].pos in ("VERB", "AUX")
                    and tokens[i].dep not in ("aux", "auxpass", "acl", "relcl", "amod")
                    and tokens[i].tag not in ("VBG", "VBN")
                    and not self._begin_verb(i, lo, hi, comma)
                ):
                    return None
                if not (self._begin_verb(i, lo, hi, comma) and tokens[i].pos == "VERB"):
                    continue
            if tokens[i].dep in ("acl", "relcl", "amod", "pobj", "compound") and i > lo:
                continue
            if tokens[i].tag == "VBG" and not self._has_subject(i, lo, hi):
                continue
            if not fresh and any(c.lo > i for c in self.parsed.children(i, "ccomp", "dobj")):
                return None  # 'to chants of "More!," he said that ...'
            who = self._speaker_after(i, lo, hi)
            if who is None or (not fresh and not lo <= who[0] < hi):
                continue
            if i > who[0] >= closed or who[0] > i:
                who = max(who[0], closed), who[1]
            if stopped and tokens[lo].text[:1].isupper() and tokens[lo].pos not in ("PROPN", "PRON"):
                return None
            return self.draft(row, i, who, "speech-after")
        return None

    def _has_subject(self, verb: int, lo: int, hi: int) -> bool:
        return any(lo <= child.i < hi for child in self.parsed.children(verb, "nsubj", "nsubjpass"))

    def _begin_verb(self, i: int, lo: int, hi: int, comma: bool) -> bool:
        """An unknown verb between a quotation's comma and a stop: "he began"."""
        token = self.parsed.tokens[i]
        return comma and hi - lo <= _SHORT and token.tag in ("VBD", "VBZ", "VBP") and i > lo

    def _speaker_after(self, verb: int, lo: int, hi: int) -> tuple[int, int] | None:
        parsed = self.parsed
        tokens = parsed.tokens
        if verb == lo:  # said Ana Kovar
            head = next(
                (
                    c
                    for c in parsed.children(verb, "nsubj", "dobj", "attr", "oprd", "npadvmod", "nsubjpass")
                    if c.i > verb and c.i < hi
                ),
                None,
            )
            if head is None and verb + 1 < hi and tokens[verb + 1].pos in ("PROPN", "NOUN", "PRON", "DET"):
                at = verb + 1
                while tokens[at].head != at and tokens[at].head > at and tokens[at].head < hi:
                    at = tokens[at].head
                head = tokens[at]
            return sources.phrase(parsed, head.i) if head is not None else None
        subject = parsed.child(verb, "nsubj", "nsubjpass")
        if subject is not None and lo <= subject.i < verb:
            named = sources.phrase(parsed, sources.relative(parsed, subject, verb).i)
            return self._with_apposition(named, verb)
        if subject is not None and verb < subject.i < hi and tokens[verb - 1].text in (",", "—", "–", "--"):
            return sources.phrase(parsed, subject.i)
        at = verb - 1
        while at >= lo and tokens[at].dep in ("aux", "advmod", "neg", "auxpass"):
            at -= 1
        if at < lo:
            return None
        begin = lo
        while begin < at and tokens[begin].pos in ("CCONJ", "PUNCT", "ADV", "SCONJ"):
            begin += 1
        if tokens[begin].pos in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM") and not any(
            tokens[k].pos in ("VERB", "ADP") for k in range(begin, at + 1)
        ):
            return begin, at + 1
        who = sources.speaker(parsed, verb)
        return sources.phrase(parsed, who.i) if who is not None and not self.spoken[who.i] else None

    def _with_apposition(self, named: tuple[int, int], verb: int) -> tuple[int, int]:
        """The phrase with a name set off by commas behind it: "the governor of Kherson, Oleh Savchuk,"."""
        tokens = self.parsed.tokens
        lo, hi = named
        if hi < verb - 1 and tokens[hi].text == "," and verb - hi <= _LONGEST_APPOSITION:
            end = verb - 1 if tokens[verb - 1].text == "," else verb
            if end > hi + 1 and all(
                tokens[i].pos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PART") for i in range(hi + 1, end)
            ):
                return lo, end
        return named

    def _according(self, lo: int) -> Draft | None:
        tokens = self.parsed.tokens
        inner = self.parsed.child(lo + 1, "pobj")
        if inner is None:
            return None
        cue = (tokens[lo].start, tokens[lo + 1].end)
        return Draft(
            "say",
            "said.according-to",
            cue,
            lo,
            sources.phrase(self.parsed, inner.i),
            because="according to, after a quotation",
            strength=5,
            quoted=True,
            entry="according to",
        )

    def _signed(self, lo: int, right: int) -> Draft | None:
        """A quotation signed with a dash and a name at the paragraph's end."""
        tokens = self.parsed.tokens
        if (
            lo == 0
            or lo >= right
            or tokens[lo - 1].text not in ("—", "–", "--", "-")
            or right - lo > 8
            or tokens[lo].pos != "PROPN"
        ):
            return None
        hi = next((i for i in range(lo, right) if tokens[i].text in ("(", ",", "@")), right)
        cue = (tokens[lo - 1].start, tokens[lo - 1].end)
        return Draft(
            "say", "said.signed", cue, lo - 1, (lo, hi), because="a name behind a dash", strength=4, quoted=True
        )

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
            if who is None and not sources.passive(self.parsed, i) and not colon:
                continue
            draft = self.draft(row, i, sources.phrase(self.parsed, who.i) if who is not None else None, "speech-before")
            self._inserted(draft, quotation, i, lo)
            return draft
        if colon:
            return self._colon(opened - 1, lo)
        return None

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
