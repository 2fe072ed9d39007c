"""Direct speech: every quotation that is an utterance, with the cue before, after, or none."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.language.parsed import Quotation
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece
from onrecord.said.slots import REACH, STOPS
from onrecord.said.speech_after import CuesAfter
from onrecord.said.speech_before import CuesBefore

_OPENERS = frozenset("[(‘'“….—")


def begins(text: str) -> bool:
    """Whether a quotation begins as a sentence does: with a capital, a figure, or a mark before one ("[Ana] went")."""
    return text[:1].isupper() or text[:1].isdigit() or text[:1] in _OPENERS


_UTTERANCE = 4
"""Words of a quotation that can stand as an utterance without a cue, at least."""


class Speech:
    """Reads the quotations of a report in order, and remembers who spoke last.

    Attributes:
        drafts: one for each utterance, with all the quotations that go on with it.
        orphans: whole sentences in quotation marks without a cue, with the token where each begins.
        spoken: for each token whether it stands in direct speech.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.drafts: list[Draft] = []
        self.spoken = [False] * len(parsed.tokens)
        self.orphans: list[tuple[int, Quotation]] = []
        self.outer = [q for q in parsed.quotations if q.depth == 0]
        self._after = CuesAfter(parsed, self.spoken)
        self._before = CuesBefore(parsed, self.spoken)
        self._last: Draft | None = None
        self._last_end = -1
        self._last_group = -1
        self._last_paragraph = -1

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
            first, end = self._before.token_after(host.start), self._before.token_after(host.end)
            opened = self._before.token_before(quotation.outer_start, lo)
            text = parsed.text[quotation.start : quotation.end].strip()
            draft = None
            if opened > first and self._begins_fresh(opened, first, text):
                draft = self._before.before(quotation, first, opened, first)
            if draft is None and (opened == first or parsed.tokens[opened - 1].text in STOPS):
                draft = self._after.after(quotation, self._before.token_after(quotation.outer_end), end, text, True)
            if draft is not None:
                draft.rule = "said.speech-inside"
                draft.pieces.append((quotation.start, quotation.end))
                self.drafts.append(draft)

    def _quotation(self, number: int, quotation: Quotation, lo: int, hi: int) -> None:
        parsed = self.parsed
        text = parsed.text[quotation.start : quotation.end].strip()
        paragraph = self._before.paragraph(lo)
        first, end = self._before.bounds(paragraph)
        left = max(first, self._before.token_after(self.outer[number - 1].outer_end)) if number else first
        right = (
            min(end, self._before.token_after(self.outer[number + 1].outer_start))
            if number + 1 < len(self.outer)
            else end
        )
        opened = self._before.token_before(quotation.outer_start, lo)
        closed = self._before.token_after(quotation.outer_end)
        if quotation.group == self._last_group and self._last is not None:
            self._continue(quotation, lo, hi, paragraph)
            return
        fresh = self._begins_fresh(opened, first, text)
        if self._interrupted(opened, paragraph):
            self._continue(quotation, lo, hi, paragraph)
            return
        draft = self._after.after(quotation, closed, right, text, fresh)
        if draft is not None and draft.rule == "said.speech-after":
            begin = self._sentence_begin(opened, left)
            if begin < opened:
                self._mixed(draft, begin, quotation, lo, hi, paragraph)
                return
        if draft is None and fresh:
            draft = self._before.before(quotation, left, opened, first)
        if draft is not None:
            self._keep(draft, quotation, lo, hi, paragraph)
        elif fresh and self._goes_on(left, opened, first, paragraph, text):
            self._continue(quotation, lo, hi, paragraph)
        elif fresh and len(text.split()) >= _UTTERANCE and begins(text) and text[-1:] in ".?!…,":
            self.orphans.append((opened, quotation))
            for i in range(lo, hi):
                self.spoken[i] = True

    def _keep(self, draft: Draft, quotation: Quotation, lo: int, hi: int, paragraph: int) -> None:
        same = self._last
        if same is not None and same.cue == draft.cue and same.cue is not None:
            same.pieces.append((quotation.start, quotation.end))
            draft = same
        else:
            if not draft.pieces or draft.pieces[-1][1] < quotation.end:
                draft.pieces.append((quotation.start, quotation.end))
            self.drafts.append(draft)
        self._last = draft
        self._remember(quotation, lo, hi, paragraph)

    def _sentence_begin(self, opened: int, left: int) -> int:
        """Where the sentence begins of which the quotation is the end; `opened` where it begins itself."""
        tokens = self.parsed.tokens
        at = opened
        while at > left and tokens[at - 1].text not in STOPS and tokens[at - 1].text != ":":
            at -= 1
        if at > left and at == opened:
            return opened
        if left > 0 and at == left and tokens[at - 1].text not in STOPS and at < opened:
            # another quotation before it in the same sentence
            return self._before_pieces(at, opened)
        begin = opened if opened - at > REACH else at
        if any(self._before.row(tokens[i]) and opened - i <= 4 for i in range(begin, opened)):
            return opened
        return begin

    def _before_pieces(self, at: int, opened: int) -> int:
        tokens = self.parsed.tokens
        sentence = self.parsed.sentences[tokens[opened - 1].sentence]
        if any(self.spoken[i] for i in range(sentence.lo, at)) or any(
            self._before.row(tokens[i]) for i in range(sentence.lo, opened)
        ):
            return opened
        return sentence.lo if opened - sentence.lo <= 2 * REACH else opened

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

    def _interrupted(self, opened: int, paragraph: int) -> bool:
        """Whether the sentence goes on behind an inserted cue: "A," he said of Orlov, "whether B"."""
        tokens = self.parsed.tokens
        last = self._last
        if last is None or paragraph != self._last_paragraph or tokens[opened - 1].text not in (",", "—", "–", "--"):
            return False
        if not self._last_end <= last.cue_token < opened or opened - self._last_end > REACH:
            return False
        between = [tokens[i] for i in range(self._last_end, opened)]
        if any(token.text in STOPS and token.dep == "punct" for token in between):
            return False
        return not any(
            token.i != last.cue_token and self._before.row(token) is not None and token.tag != "VBN"
            for token in between
        )

    def _begins_fresh(self, opened: int, first: int, text: str) -> bool:
        """Whether the quotation begins an utterance: after a stop, comma, colon or cue, or with a capital."""
        if opened <= first:
            return True
        before = self.parsed.tokens[opened - 1]
        if before.pos in ("CCONJ", "SCONJ") and opened - 1 > first and self.parsed.tokens[opened - 2].text in STOPS:
            return True
        if before.text in STOPS or before.text in (":", ",", "—", "–", "--", "-", "…", "...", "''", "”", '"', ")"):
            return before.text != "," or begins(text) or self._before.verb_near(opened)
        words = text.split()
        if not begins(text):
            return False
        return self._before.row(before) is not None if len(words) <= 3 else self._before.is_cue(before)

    def _goes_on(self, left: int, opened: int, first: int, paragraph: int, text: str) -> bool:
        """Whether a quotation without a cue goes on with what was said right before it."""
        if self._last is None or len(text.split()) < 3:
            return False
        tokens = self.parsed.tokens
        if opened > first:
            if self._last_paragraph != paragraph or not begins(text):
                return False
            between = range(self._last_end, opened)
            stops = sum(1 for i in between if tokens[i].text in STOPS and tokens[i].dep == "punct")
            return len(between) <= REACH and stops <= 1
        if paragraph != self._last_paragraph + 1:
            return False
        end = self._before.bounds(self._last_paragraph)[1]
        gap = end - self._last_end
        return gap <= 1 or (gap <= 14 and sum(1 for i in range(self._last_end, end) if tokens[i].text in STOPS) <= 1)
