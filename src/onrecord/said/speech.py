"""Direct speech: every quotation that is an utterance, with the cue before, after, or none."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Quotation, Token
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece
from onrecord.said.verbal import lemma

_STOPS = frozenset((".", "!", "?", ";"))
_CLOSING_STOPS = frozenset(".!?…")
_REACH = 40
"""Tokens between a quotation and its cue, at most."""
_LONGEST_APPOSITION = 12
"""Tokens of an apposition between a source and its verb, at most."""
_SHORT = 6
"""An unknown verb is a cue behind a comma and a quotation mark in a clause of so many tokens ("he began")."""


@dataclass(slots=True)
class _Stretch:
    """Tokens `[lo, hi)` outside quotations that may hold a cue."""

    lo: int
    hi: int


class Speech:
    """Reads the quotations of a report in order, and remembers who spoke last.

    Attributes:
        drafts: one for each utterance, with all the quotations that go on with it.
        spoken: for each token whether it stands in direct speech.
        used: verbs that serve as cues of direct speech.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.drafts: list[Draft] = []
        self.spoken = [False] * len(parsed.tokens)
        self.outer = [q for q in parsed.quotations if q.depth == 0]
        self._paragraph_of = [sentence.paragraph for sentence in parsed.sentences]
        self._last: Draft | None = None
        self._last_end = -1
        self._last_group = -1
        self._last_paragraph = -1
        self._book = cues()

    def read(self) -> None:
        """Fill `drafts` and `spoken`."""
        for number, quotation in enumerate(self.outer):
            lo, hi = self.parsed.token_range(quotation.start, quotation.end)
            if lo < hi:
                self._quotation(number, quotation, lo, hi)
        self._inside()

    def _inside(self) -> None:
        """Quotations inside what is said: "The general told me, 'Hold the bridge,'"."""
        parsed = self.parsed
        for quotation in parsed.quotations:
            lo, hi = parsed.token_range(quotation.start, quotation.end)
            if quotation.depth != 1 or lo >= hi or not self.spoken[lo]:
                continue
            host = parsed.quoted(quotation.outer_start)
            if host is None:
                continue
            first, end = self._token_after(host.start), self._token_after(host.end)
            opened = self._token_before(quotation.outer_start, lo)
            text = parsed.text[quotation.start : quotation.end].strip()
            draft = None
            if opened > first and self._begins_fresh(opened, first, text):
                draft = self._before(quotation, first, opened, first)
            if draft is None and (opened == first or parsed.tokens[opened - 1].text in _STOPS):
                draft = self._after(quotation, self._token_after(quotation.outer_end), end, text, True)
            if draft is not None:
                draft.rule = "said.speech-inside"
                draft.pieces.append((quotation.start, quotation.end))
                self.drafts.append(draft)

    def _quotation(self, number: int, quotation: Quotation, lo: int, hi: int) -> None:
        parsed = self.parsed
        text = parsed.text[quotation.start : quotation.end].strip()
        paragraph = self._paragraph(lo)
        first, end = self._bounds(paragraph)
        left = max(first, self._token_after(self.outer[number - 1].outer_end)) if number else first
        right = min(end, self._token_after(self.outer[number + 1].outer_start)) if number + 1 < len(self.outer) else end
        opened = self._token_before(quotation.outer_start, lo)
        closed = self._token_after(quotation.outer_end)
        if quotation.group == self._last_group and self._last is not None:
            self._continue(quotation, lo, hi, paragraph)
            return
        fresh = self._begins_fresh(opened, first, text)
        draft = self._after(quotation, closed, right, text, fresh)
        if draft is not None and draft.rule == "said.speech-after":
            begin = self._sentence_begin(opened, left)
            if begin < opened:
                self._mixed(draft, begin, quotation, lo, hi, paragraph)
                return
        if draft is None and fresh:
            draft = self._before(quotation, left, opened, first)
        if draft is not None:
            self._keep(draft, quotation, lo, hi, paragraph)
        elif fresh and self._goes_on(left, opened, first, paragraph, text):
            self._continue(quotation, lo, hi, paragraph)

    def _keep(self, draft: Draft, quotation: Quotation, lo: int, hi: int, paragraph: int) -> None:
        same = self._last
        if same is not None and same.cue == draft.cue and same.cue is not None:
            same.pieces.append((quotation.start, quotation.end))
            draft = same
        else:
            draft.pieces.append((quotation.start, quotation.end))
            self.drafts.append(draft)
        self._last = draft
        self._remember(quotation, lo, hi, paragraph)

    def _sentence_begin(self, opened: int, left: int) -> int:
        """Where the sentence begins of which the quotation is the end; `opened` where it begins itself."""
        tokens = self.parsed.tokens
        at = opened
        while at > left and tokens[at - 1].text not in _STOPS and tokens[at - 1].text != ":":
            at -= 1
        if at > left and at == opened:
            return opened
        if left > 0 and at == left and tokens[at - 1].text not in _STOPS and at < opened:
            # another quotation before it in the same sentence
            return self._before_pieces(at, opened)
        begin = opened if opened - at > _REACH else at
        if any(self._row(tokens[i]) and opened - i <= 4 for i in range(begin, opened)):
            return opened
        return begin

    def _before_pieces(self, at: int, opened: int) -> int:
        tokens = self.parsed.tokens
        sentence = self.parsed.sentences[tokens[opened - 1].sentence]
        if any(self.spoken[i] for i in range(sentence.lo, at)) or any(
            self._row(tokens[i]) for i in range(sentence.lo, opened)
        ):
            return opened
        return sentence.lo if opened - sentence.lo <= 2 * _REACH else opened

    def _mixed(self, draft: Draft, begin: int, quotation: Quotation, lo: int, hi: int, paragraph: int) -> None:
        """A clause that ends in a quotation, before its cue: the whole is what was said."""
        made = piece(self.parsed, begin, hi)
        if made is None:
            return
        draft.quoted = False
        draft.pieces.append((made[0], quotation.outer_end))
        self.drafts.append(draft)
        self._last = draft
        self._remember(quotation, lo, hi, paragraph)

    def _continue(self, quotation: Quotation, lo: int, hi: int, paragraph: int) -> None:
        if self._last is not None:
            self._last.pieces.append((quotation.start, quotation.end))
            self._remember(quotation, lo, hi, paragraph)

    def _remember(self, quotation: Quotation, lo: int, hi: int, paragraph: int) -> None:
        self._last_group = quotation.group
        self._last_paragraph = paragraph
        self._last_end = hi
        for i in range(lo, hi):
            self.spoken[i] = True

    # where things stand

    def _paragraph(self, token: int) -> int:
        return self._paragraph_of[self.parsed.tokens[token].sentence]

    def _bounds(self, paragraph: int) -> tuple[int, int]:
        span = self.parsed.paragraphs[paragraph]
        return self.parsed.token_range(span.start, span.end)

    def _token_after(self, offset: int) -> int:
        return (
            self.parsed.token_range(offset, len(self.parsed.text))[0]
            if offset < len(self.parsed.text)
            else len(self.parsed.tokens)
        )

    def _token_before(self, offset: int, lo: int) -> int:
        """The end (exclusive) of the tokens before the opening mark."""
        tokens = self.parsed.tokens
        at = lo
        while at > 0 and tokens[at - 1].start >= offset:
            at -= 1
        return at

    def _begins_fresh(self, opened: int, first: int, text: str) -> bool:
        """Whether the quotation begins an utterance: after a stop, comma, colon or cue, or with a capital."""
        if opened <= first:
            return True
        before = self.parsed.tokens[opened - 1]
        if before.text in _STOPS or before.text in (":", ",", "—", "–", "--", "-", "…", "...", "''", "”", '"', ")"):
            return before.text != "," or text[:1].isupper() or self._verb_near(opened)
        words = text.split()
        return text[:1].isupper() and len(words) > 3 and bool(self._book.verbs(lemma(before))) and before.pos == "VERB"

    def _verb_near(self, opened: int) -> bool:
        tokens = self.parsed.tokens
        return any(
            "quote" in entry.frames
            for i in (opened - 2, opened - 3)
            if i >= 0 and tokens[i].pos == "VERB"
            for entry in self._book.verbs(lemma(tokens[i]))
        )

    # cues

    def _row(self, token: Token) -> CueEntry | None:
        if token.pos not in ("VERB", "AUX"):
            return None
        return next(
            (entry for entry in self._book.verbs(lemma(token)) if "quote" in entry.frames and len(entry.words) == 1),
            None,
        )

    def _after(self, quotation: Quotation, closed: int, right: int, text: str, fresh: bool) -> Draft | None:
        tokens = self.parsed.tokens
        lo = closed
        text = text.rstrip("'\"’”")
        comma = text[-1:] in ",—-–"
        while lo < right and tokens[lo].text in (",", "—", "–", "--", "-"):
            comma = True
            lo += 1
        stopped = text[-1:] in _CLOSING_STOPS and not comma
        hi = lo
        while hi < right and hi - lo < _REACH and not (tokens[hi].text in _STOPS and tokens[hi].dep == "punct"):
            hi += 1
        if hi <= lo or (not comma and not stopped) or not (fresh or comma):
            return None
        if stopped and text[-1:] not in "?!…":
            return self._signed(lo, right)
        if tokens[lo].lower == "according" and lo + 1 < hi and tokens[lo + 1].lower == "to":
            return self._according(lo)
        for i in range(lo, min(hi, lo + 22)):
            row = self._row(tokens[i])
            if row is None:
                if (
                    tokens[i].pos in ("VERB", "AUX")
                    and tokens[i].dep not in ("aux", "auxpass", "acl", "relcl", "amod")
                    and not self._begin_verb(i, lo, hi, comma)
                ):
                    return None
                if not (self._begin_verb(i, lo, hi, comma) and tokens[i].pos == "VERB"):
                    continue
            if tokens[i].dep in ("acl", "relcl", "amod", "pobj", "compound") and i > lo:
                continue
            if tokens[i].tag == "VBG" and not self._has_subject(i, lo, hi):
                continue
            who = self._speaker_after(i, lo, hi)
            if who is None or (not fresh and not lo <= who[0] < hi):
                continue
            if i > who[0] >= closed or who[0] > i:
                who = max(who[0], closed), who[1]
            if stopped and tokens[lo].text[:1].isupper() and tokens[lo].pos not in ("PROPN", "PRON"):
                return None
            return self._draft(row, i, who, "speech-after")
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

    def _before(self, quotation: Quotation, left: int, opened: int, first: int) -> Draft | None:
        tokens = self.parsed.tokens
        if opened <= first:
            return self._colon_above(first)
        if tokens[opened - 1].text in _STOPS or opened <= left:
            return None
        colon = tokens[opened - 1].text == ":"
        lo = opened - 1
        while (
            lo > left and opened - lo < _REACH and not (tokens[lo - 1].text in _STOPS and tokens[lo - 1].dep == "punct")
        ):
            lo -= 1
        for i in range(opened - 1, lo - 1, -1):
            row = self._row(tokens[i])
            if row is None or tokens[i].dep in ("amod", "compound"):
                continue
            if not colon and opened - i > 18:
                break
            who = sources.speaker(self.parsed, i)
            if who is None and not sources.passive(self.parsed, i) and not colon:
                continue
            return self._draft(row, i, sources.phrase(self.parsed, who.i) if who is not None else None, "speech-before")
        if colon:
            return self._colon(opened - 1, lo)
        return None

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
        above = self._bounds(self._paragraph(first - 1))[0]
        return self._before_range(above, first - 1)

    def _before_range(self, above: int, colon: int) -> Draft | None:
        tokens = self.parsed.tokens
        lo = colon
        while lo > above and tokens[lo - 1].text not in _STOPS:
            lo -= 1
        for i in range(colon - 1, lo - 1, -1):
            row = self._row(tokens[i])
            if row is not None and tokens[i].dep not in ("amod", "compound") and not self.spoken[i]:
                who = sources.speaker(self.parsed, i)
                if who is not None:
                    return self._draft(row, i, sources.phrase(self.parsed, who.i), "speech-colon")
        return self._colon(colon, lo)

    def _goes_on(self, left: int, opened: int, first: int, paragraph: int, text: str) -> bool:
        """Whether a quotation without a cue goes on with what was said right before it."""
        if self._last is None or len(text.split()) < 3:
            return False
        tokens = self.parsed.tokens
        if opened > first:
            if self._last_paragraph != paragraph or not (text[:1].isupper() or text[:1] in "‘'“…"):
                return False
            between = range(self._last_end, opened)
            stops = sum(1 for i in between if tokens[i].text in _STOPS and tokens[i].dep == "punct")
            return len(between) <= _REACH and stops <= 1
        if paragraph != self._last_paragraph + 1:
            return False
        end = self._bounds(self._last_paragraph)[1]
        gap = end - self._last_end
        return gap <= 1 or (gap <= 14 and sum(1 for i in range(self._last_end, end) if tokens[i].text in _STOPS) <= 1)

    def _draft(self, row: CueEntry | None, verb: int, who: tuple[int, int] | None, rule: str) -> Draft:
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
