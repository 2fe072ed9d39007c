"""Who speaks where: the attributions of a report in order, and the speaker of each quotation."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from onrecord.who.antecedents import head_in, name_head
from onrecord.who.clauses import SUBJECT
from onrecord.who.lexicon import words
from onrecord.who.scene import Scene

_BESIDE = 15
"""Words at most between a quotation and its verb of speech."""


class Speech(NamedTuple):
    """One attribution outside quotation marks.

    Attributes:
        verb: the verb of speech, or "according".
        subject: the head word of the name or pronoun that speaks.
    """

    verb: int
    subject: int


class Speakers:
    """The attributions of one report."""

    def __init__(self, scene: Scene, quote: list[int]) -> None:
        self._scene = scene
        self._quote = quote
        self._speeches = self._all()
        self._subjects = [speech.subject for speech in self._speeches]
        self._at = {speech.subject: speech for speech in self._speeches}

    def speaks(self, i: int) -> bool:
        """Whether a token is somebody who speaks, outside of any quotation."""
        return i in self._at

    def before(self, i: int, back: int) -> int:
        """Whoever spoke last before a token, at most `back` sentences ago and not in the same clause; -1."""
        tokens = self._scene.tokens
        own = tokens[i].head
        for at in range(bisect_left(self._subjects, i) - 1, -1, -1):
            speech = self._speeches[at]
            if tokens[i].sentence - tokens[speech.subject].sentence > back:
                return -1
            if speech.verb != own:
                return speech.subject
        return -1

    def of(self, number: int) -> int:
        """Whoever speaks a quotation: the attribution beside it, or that of the quotation before which goes on; -1."""
        scene = self._scene
        quotation = scene.parsed.quotations[number - 1]
        if quotation.depth:
            return -1
        lo, hi = scene.parsed.token_range(quotation.start, quotation.end)
        if hi <= lo:
            return -1
        first, last = scene.tokens[lo].sentence, scene.tokens[hi - 1].sentence
        beside = [
            (max(lo - speech.verb, speech.verb - hi), speech.subject)
            for speech in self._speeches
            if first <= scene.tokens[speech.verb].sentence <= last
        ]
        if beside and min(beside)[0] <= _BESIDE:
            return min(beside)[1]
        for before in range(number - 1, 0, -1):
            other = scene.parsed.quotations[before - 1]
            if other.depth == 0:
                end = scene.parsed.token_range(other.start, other.end)[1]
                goes_on = other.group == quotation.group or self._same_paragraph(end - 1, lo)
                near = first - scene.tokens[end - 1].sentence <= 1
                return self.of(before) if goes_on and near and not beside else -1
        return -1

    def _same_paragraph(self, one: int, two: int) -> bool:
        sentences, tokens = self._scene.parsed.sentences, self._scene.tokens
        return sentences[tokens[one].sentence].paragraph == sentences[tokens[two].sentence].paragraph

    def _all(self) -> list[Speech]:
        """Attributions outside quotations; what is said inside another's indirect speech is left out."""
        scene = self._scene
        tokens, speech = scene.tokens, words("speech") | words("quoting")
        found = []
        for token in tokens:
            if self._quote[token.i]:
                continue
            if token.lemma in speech and token.pos in ("VERB", "AUX"):
                if self._is_aside(token.i):
                    continue
                subject = self._subject(token.i)
                if subject >= 0 and not self._quote[subject]:
                    found.append(Speech(token.i, subject))
            elif token.lower == "according":
                to = scene.parsed.child(token.i, "prep")
                who = scene.parsed.child(to.i, "pobj") if to is not None else None
                if who is not None:
                    found.append(Speech(token.i, self._named(who.i)))
        found.sort(key=lambda item: item.subject)
        return found

    def _is_aside(self, verb: int) -> bool:
        """Whether a verb of speech stands inside another's speech or in a side clause: "when a reporter asked"."""
        tokens = self._scene.tokens
        token = tokens[verb]
        if token.dep == "ccomp":
            return tokens[token.head].lemma in words("speech") and not self._quote[token.head]
        return token.dep in ("advcl", "relcl", "acl") and self._scene.parsed.child(verb, *SUBJECT) is not None

    def _subject(self, verb: int) -> int:
        """The subject of a verb of speech, shared ones included ("stood up and said"); -1."""
        scene = self._scene
        at = verb
        for _ in range(4):
            own = scene.parsed.child(at, *SUBJECT)
            if own is not None:
                return self._named(own.i)
            token = scene.tokens[at]
            if token.dep not in ("conj", "xcomp", "advcl") or token.head == at:
                return -1
            at = token.head
        return -1

    def _named(self, i: int) -> int:
        """The head of the name at a token, or of the name apposed to it ("One delegate, Ana Kovar, said")."""
        scene = self._scene
        if scene.cover[i] is None:
            for child in scene.parsed.children(i, "appos"):
                sighting = scene.cover[child.i]
                if sighting is not None and sighting.kind == "person":
                    return head_in(scene, sighting.lo, sighting.hi)
        return name_head(scene, i)
