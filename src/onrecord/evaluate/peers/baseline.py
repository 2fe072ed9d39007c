"""The plain rule baseline: a closed list of speech verbs, quotation marks, and what hangs on the verb in the parse.

Four rules, written for this comparison and sharing none with `onrecord.said`:
1. "X said (that) <clause>", "<clause>, X said" and "<clau-, X said, -se>": the clause of a speech verb with a subject.
2. What stands in quotation marks is said by the subject of the nearest speech verb of its paragraph.
3. "according to X": X says the rest of the clause.
4. A paragraph all in quotation marks after a colon or an unclosed quotation goes on with the last speaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.evaluate.peers.attribution import Attribution, Range, merged
from onrecord.language import Parsed, Parser, Quotation, Token
from onrecord.model import Report

SPEECH = frozenset((
    "acknowledge", "add", "admit", "allege", "announce", "argue", "ask", "assert", "believe", "claim", "complain",
    "conclude", "contend", "declare", "deny", "explain", "express", "insist", "joke", "maintain", "note", "observe",
    "predict", "promise", "recall", "remark", "reply", "report", "respond", "reveal", "say", "state", "stress",
    "suggest", "tell", "testify", "think", "tweet", "urge", "vow", "warn", "write",
))  # fmt: skip
"""Lemmas of the verbs that cite."""
LEAST_WORDS = 3
"""Shorter passages in quotation marks are names and borrowed words."""
_SUBJECTS = ("nsubj", "csubj")
_GROUP = ("aux", "auxpass", "neg")


class Baseline:
    """Reads a text by the four rules."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser or Parser()

    def __call__(self, text: str) -> list[Attribution]:
        """The attributions of a text, in order of their cues."""
        return _Text(self._parser.parse(Report("", text))).read()


class _Text:
    """One parsed text, with the contents found so far by the token of their cue."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.contents: dict[int, list[Range]] = {}
        self.verbs = [t for t in parsed.tokens if t.lemma in SPEECH and t.pos == "VERB" and self._speaks(t)]

    def _speaks(self, verb: Token) -> bool:
        """Whether a verb stands outside quotation marks and has a subject."""
        return self.parsed.quoted(verb.start) is None and self.parsed.child(verb.i, *_SUBJECTS) is not None

    def read(self) -> list[Attribution]:
        for verb in self.verbs:
            self.contents[verb.i] = self._clauses(verb)
        for quotation in self.parsed.quotations:
            if quotation.depth == 0:
                self._quotation(quotation)
        found = {cue: self._attribution(cue, pieces) for cue, pieces in self.contents.items() if pieces}
        found |= dict(self._according())
        return [found[cue] for cue in sorted(found)]

    def _clauses(self, verb: Token) -> list[Range]:
        """The characters of the clause that a verb takes, without the verb's own group and subject."""
        tokens, parsed = self.parsed.tokens, self.parsed
        own = {verb.i, *(child.i for child in parsed.children(verb.i, *_GROUP))}
        for subject in parsed.children(verb.i, *_SUBJECTS):
            own.update(range(subject.lo, subject.hi))
        clause = parsed.child(verb.i, "ccomp")
        if clause is not None:
            return self._runs(i for i in range(clause.lo, clause.hi) if i not in own)
        if verb.dep == "parataxis":
            said = range(verb.lo, verb.hi)
            return self._runs(i for i in range(tokens[verb.head].lo, tokens[verb.head].hi) if i not in said)
        return []

    def _runs(self, indices: Iterator[int]) -> list[Range]:
        """Neighbouring tokens as ranges of characters; "that" before and marks around them are left out."""
        tokens = self.parsed.tokens
        out = []
        for lo, hi in merged((i, i + 1) for i in indices):
            while lo < hi and (tokens[lo].pos == "PUNCT" or _opens_clause(tokens[lo])):
                lo += 1
            while lo < hi and tokens[hi - 1].pos == "PUNCT":
                hi -= 1
            if lo < hi:
                out.append((tokens[lo].start, tokens[hi - 1].end))
        return out

    def _quotation(self, quotation: Quotation) -> None:
        """Give a passage in quotation marks to the nearest speech verb."""
        start, end = quotation.start, quotation.end
        if len(self.parsed.text[start:end].split()) < LEAST_WORDS:
            return
        if any(a <= start and end <= b for pieces in self.contents.values() for a, b in pieces):
            return
        verb = self._nearest(start, end) or self._before(quotation)
        if verb is not None:
            self.contents[verb.i].append((start, end))

    def _nearest(self, start: int, end: int) -> Token | None:
        """The speech verb of the paragraph that the fewest characters part from a quotation."""
        place = self._paragraph(start)
        near = [v for v in self.verbs if place[0] <= v.start < place[1]]
        return min(near, key=lambda verb: max(start - verb.end, verb.start - end), default=None)

    def _before(self, quotation: Quotation) -> Token | None:
        """The last speech verb, where a quotation opens its paragraph after a colon or goes on with an unclosed one."""
        begin = self._paragraph(quotation.start)[0]
        before = [v for v in self.verbs if v.end <= begin]
        if not before or quotation.outer_start > begin:
            return None
        begun = any(q.group == quotation.group and q.start < quotation.start for q in self.parsed.quotations)
        return before[-1] if begun or self.parsed.text[:begin].rstrip().endswith(":") else None

    def _paragraph(self, offset: int) -> Range:
        return next((p.start, p.end) for p in self.parsed.paragraphs if p.start <= offset <= p.end)

    def _attribution(self, cue: int, pieces: list[Range]) -> Attribution:
        parsed = self.parsed
        verb = parsed.tokens[cue]
        subject = next(parsed.children(cue, *_SUBJECTS))
        group = [verb, *(child for child in parsed.children(cue, *_GROUP) if subject.i < child.i)]
        source = _characters(parsed, subject.lo, subject.hi)
        return Attribution(source, (min(t.start for t in group), max(t.end for t in group)), merged(pieces))

    def _according(self) -> Iterator[tuple[int, Attribution]]:
        """What "according to" cites: the rest of the clause that it hangs on."""
        parsed, tokens = self.parsed, self.parsed.tokens
        for token in tokens[:-1]:
            after = tokens[token.i + 1]
            named = parsed.child(after.i, "pobj")
            if token.lower != "according" or after.lower != "to" or named is None or parsed.quoted(token.start):
                continue
            whole = tokens[token.head]
            own = range(token.i, max(token.hi, named.hi))
            content = self._runs(i for i in range(whole.lo, whole.hi) if i not in own)
            if content and whole is not token:
                source = _characters(parsed, named.lo, named.hi)
                yield token.i, Attribution(source, (token.start, after.end), tuple(content))


def _opens_clause(token: Token) -> bool:
    """Whether this is the "that" of "said that", and no pronoun."""
    return token.lower == "that" and token.dep == "mark"


def _characters(parsed: Parsed, lo: int, hi: int) -> Range:
    return parsed.tokens[lo].start, parsed.tokens[hi - 1].end
