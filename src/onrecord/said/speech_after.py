"""The cue behind a quotation: "..., he said", "..., said Ana Kovar", "..., according to"."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry
from onrecord.language.parsed import Quotation, Token
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.slots import REACH, STOPS, Slots

_CLOSING_STOPS = frozenset(".!?…")
_MODIFYING = ("acl", "relcl", "amod", "pobj", "compound")
_NAMING = frozenset(("PROPN", "NOUN", "PRON"))
_LONGEST_APPOSITION = 12
"""Tokens of an apposition between a source and its verb, at most."""
_LONGEST_SOURCE = 20
"""Tokens of a source between a quotation and its verb, at most, where the parse does not tell."""
_SHORT = 6
"""An unknown verb is a cue behind a comma and a quotation mark in a clause of so many tokens ("he began")."""


class CuesAfter(Slots):
    """Finds the words behind a quotation that give it to somebody."""

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
            return self._according(lo) if fresh else None
        for i in range(lo, hi):
            row = self.row(tokens[i])
            if row is None and i == hi - 1 and lo < i <= lo + _SHORT and tokens[i].pos == "NOUN":
                row = self._misread(tokens[i])
                if row is not None:
                    return self.draft(row, i, (lo, i), "speech-after")
            unknown = row is None and comma and hi - lo <= _SHORT and self._begin_verb(i, lo)
            if row is None and not unknown:
                if self._ends_search(tokens[i]):
                    return None
                continue
            if tokens[i].dep in _MODIFYING and i > lo:
                continue
            if not fresh and any(c.lo > i for c in self.parsed.children(i, "ccomp", "dobj")):
                return None  # 'to chants of "More!," he said that ...'
            if stopped and i > lo and any(lo <= i < c.lo < right for c in self.parsed.children(i, "ccomp")):
                return None  # '"Who goes there?" She said she had ...'
            who = self._named_after(i, (lo, hi), closed, fresh)
            if who is None:
                continue
            if stopped and tokens[lo].text[:1].isupper() and tokens[lo].pos not in ("PROPN", "PRON"):
                return None
            return self.draft(row, i, who, "speech-after")
        return None

    @staticmethod
    def _ends_search(token: Token) -> bool:
        """Whether a verb that is no cue says that the clause behind the quotation tells something else."""
        finite = token.pos in ("VERB", "AUX") and token.tag not in ("VBG", "VBN")
        return finite and token.dep not in ("aux", "auxpass", *_MODIFYING)

    def _named_after(self, verb: int, clause: tuple[int, int], closed: int, fresh: bool) -> tuple[int, int] | None:
        """The tokens of the speaker in the clause behind the quotation."""
        lo, hi = clause
        if self.parsed.tokens[verb].tag == "VBG" and not self._has_subject(verb, lo, hi):
            return None
        who = self._speaker_after(verb, lo, hi)
        if who is None or (not fresh and not lo <= who[0] < hi):
            return None
        if verb > who[0] >= closed or who[0] > verb:
            who = max(who[0], closed), who[1]
        return who

    def _misread(self, token: Token) -> CueEntry | None:
        """The row of a verb that the parser takes for a noun: "the editorial read."."""
        return next((entry for entry in self._book.verbs(token.lower) if "quote" in entry.frames), None)

    def _has_subject(self, verb: int, lo: int, hi: int) -> bool:
        return any(lo <= child.i < hi for child in self.parsed.children(verb, "nsubj", "nsubjpass"))

    def _begin_verb(self, i: int, lo: int) -> bool:
        """An unknown verb between a quotation's comma and a stop: "he began"."""
        token = self.parsed.tokens[i]
        return token.pos == "VERB" and token.tag in ("VBD", "VBZ", "VBP") and i > lo

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
            relative = head is None or head.tag in ("WDT", "WP")
            return sources.phrase(parsed, head.i) if head is not None and not relative else None
        subject = parsed.child(verb, "nsubj", "nsubjpass")
        if subject is not None and lo <= subject.i < verb:
            named = sources.phrase(parsed, sources.relative(parsed, subject, verb).i)
            return self._with_apposition(named, verb)
        if subject is not None and verb < subject.i < hi and tokens[verb - 1].text in (",", "—", "–", "--"):
            return sources.phrase(parsed, subject.i)
        at = verb - 1
        while at >= lo and tokens[at].dep in ("aux", "advmod", "neg", "auxpass") and tokens[at].pos not in _NAMING:
            at -= 1
        if at < lo:
            return None
        begin = lo
        while begin < at and tokens[begin].pos in ("CCONJ", "PUNCT", "ADV", "SCONJ"):
            begin += 1
        if tokens[at].text == "," and at > begin:
            at -= 1
        nominal = tokens[begin].pos in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
        if (
            nominal
            and at - begin < _LONGEST_SOURCE
            and not any(tokens[k].pos in ("VERB", "AUX") for k in range(begin, at + 1))
        ):
            return begin, at + 1
        who = sources.speaker(parsed, verb)
        return sources.phrase(parsed, who.i) if who is not None and not self.spoken[who.i] else None

    def _with_apposition(self, named: tuple[int, int], verb: int) -> tuple[int, int]:
        """The phrase with a name set off by commas behind it: "the governor of Odesa, Danylo Hrab,"."""
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
