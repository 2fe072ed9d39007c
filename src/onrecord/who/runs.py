"""Runs of words that look like names, before anybody asks whose names they are."""

from __future__ import annotations

import re

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import full_names, given_names, short_names
from onrecord.language import Token
from onrecord.who.lexicon import words
from onrecord.who.modifiers import TIME_WORDS
from onrecord.who.scene import Phrase, Scene

HONORIFICS = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "sir": "m", "dame": "f",
    "lady": "f", "lord": "m", "dr": "", "dr.": "", "prof.": "", "prof": "", "rev.": "", "rev": "", "hon.": "",
    "baroness": "f", "baron": "m", "sen.": "", "rep.": "", "gov.": "", "gen.": "", "lt.": "", "col.": "", "maj.": "",
    "capt.": "", "sgt.": "", "adm.": "", "cmdr.": "", "brig.": "", "sheikh": "m", "shaikh": "m", "mullah": "m",
    "ayatollah": "m", "imam": "m", "pope": "m", "king": "m", "queen": "f", "prince": "m", "princess": "f",
    "emir": "m", "sultan": "m", "sheikha": "f", "haji": "m", "madame": "f", "monsieur": "m", "herr": "m", "frau": "f",
}  # fmt: skip
SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))
INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]$")
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|adh|ar|at|an|az)[- ](?=\w{3})")
_AHEAD = frozenset(("co", "ex", "vice", "anti", "pro", "non", "mid", "self", "sub", "post", "pre", "then", "half"))
_NEVER_FIRST = _AHEAD | frozenset((
    "a", "an", "the", "this", "that", "never", "dump", "stop", "if", "when", "while", "after", "before", "but", "and",
    "or", "for", "with", "on", "in", "at", "to", "of", "why", "how", "what", "who", "where", "as", "like", "dear",
))  # fmt: skip
"""Words that a headline or a slogan writes with a capital and that begin nobody's name."""


def bare(surname: str) -> str:
    """A folded surname without its article: "al-hariri" and "hariri" are one."""
    return _ARTICLE.sub("", surname)


class Runs:
    """Finds the runs of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self.headline = headlines(scene)

    def find(self) -> list[tuple[int, int]]:
        """Every run outside known names and roles, as token ranges in order."""
        found: list[tuple[int, int]] = []
        phrases = self._scene.phrases
        for head in [head for head, phrase in phrases.items() if self._is_first_name(head, phrase)]:
            del phrases[head]
        heads = {i for p in phrases.values() for i in range(p.first, p.head + 1) if not self._is_surname(i)}
        for sentence in self._scene.parsed.sentences:
            at = sentence.lo
            while at < sentence.hi:
                hi = self._run_end(at, sentence.lo, sentence.hi, heads)
                if hi > at:
                    found.extend(self._pieces(at, hi))
                    at = hi
                else:
                    at += 1
        return found

    def _pieces(self, lo: int, hi: int) -> list[tuple[int, int]]:
        """A run without the slogan's words ahead of it ("Never", "pro-"); two joined surnames apart ("Cruz-Kasich")."""
        tokens = self._tokens
        while lo < hi and (tokens[lo].lower in _NEVER_FIRST or tokens[lo].text in ("-", "–")):
            lo += 1
        if hi - lo == 3 and tokens[lo + 1].text in ("-", "–"):
            famous = short_names()
            if fold(tokens[lo].text) in famous and fold(tokens[lo + 2].text) in famous:
                return [(lo, lo + 1), (lo + 2, hi)]
        return [(lo, hi)] if lo < hi else []

    def _is_first_name(self, i: int, phrase: Phrase) -> bool:
        """Whether a noun is somebody's first name: "Memo Wan", "Mason Reed" with no article and a surname behind it.

        Any noun is one where a name of the tables begins with it ("Marine Le Pen").
        """
        token = self._tokens[i]
        if phrase.lo == phrase.first == i and token.text[0].isupper():
            known = full_names().longest(self._tokens, i, min(i + 5, len(self._tokens)))
            if known is not None and known.hi - known.lo > 1:
                return True
        if phrase.noun.kind not in ("document", "asset", "expert") or phrase.lo != i or phrase.first != i:
            return False
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return (
            token.text[0].isupper()
            and token.pos == "PROPN"
            and after is not None
            and token.head == after.i
            and after.pos == "PROPN"
            and after.text[0].isupper()
            and not after.text.isupper()
            and self._scene.cover[after.i] is None
            and after.i not in self._scene.phrases
        )

    def _is_surname(self, i: int) -> bool:
        """Whether a role noun is somebody's family name: "Stephen King", "John Major"."""
        token = self._tokens[i]
        if not token.text[0].isupper() or i == 0:
            return False
        before = self._tokens[i - 1]
        if (
            fold(before.text) not in given_names()
            or self._scene.cover[i - 1] is not None
            or i - 1 in self._scene.phrases
        ):
            return False
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return after is None or after.pos != "PROPN"

    def _run_end(self, lo: int, first: int, end: int, heads: set[int]) -> int:
        if lo in heads or self._scene.cover[lo] is not None or not self._name_like(lo, first):
            return lo
        at = lo + 1
        while at < end and at not in heads and self._scene.cover[at] is None:
            if self._name_like(at, first):
                at += 1
                continue
            token = self._tokens[at]
            nxt = at + 1
            tight = token.text == "-" and token.start == self._tokens[at - 1].end and self._tight(at)
            joins = tight or (token.lower in words("particle") and not token.text.isupper())
            if joins:
                while nxt < end and (self._tokens[nxt].text == "-" or self._tokens[nxt].lower in words("particle")):
                    nxt += 1
            else:
                break
            if nxt < end and nxt not in heads and self._scene.cover[nxt] is None:
                word = self._tokens[nxt]
                if word.text[0].isupper() or (
                    token.text == "-" and word.text.isalpha() and at == lo + 1 + (at - lo - 1)
                ):
                    at = nxt + 1
                    continue
            break
        return at

    def _tight(self, i: int) -> bool:
        """Whether no space follows a token."""
        return i + 1 < len(self._tokens) and self._tokens[i].end == self._tokens[i + 1].start

    def _name_like(self, i: int, first: int) -> bool:
        token = self._tokens[i]
        text = token.text
        if token.lower in _AHEAD and self._tight(i) and self._tokens[i + 1].text == "-":
            return False
        if not text[0].isupper() or not any(char.isalpha() for char in text):
            return False
        if token.lower in TIME_WORDS and not (token.pos == "PROPN" and token.lower in ("may", "april", "june")):
            return False
        if token.lower in SUFFIXES:
            return True
        if token.lower in HONORIFICS and not self._is_surname(i):
            return False
        if INITIAL.match(text) and text != "I":
            after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
            return after is not None and (after.text[:1].isupper() or after.lower in words("particle"))
        if len(text) > 1 and text.isupper() and len(text) <= 5 and not self.headline[token.sentence]:
            return False
        if i == first or self._tokens[i - 1].text in ("“", '"', "‘", "'", ":", "—", "("):
            ahead = token.dep == "compound" and token.head == i + 1 and self._tokens[i + 1].pos == "PROPN"
            if ahead and self._tokens[i + 1].text[0].isupper() and token.pos in ("NOUN", "ADJ", "ADV", "X", "INTJ"):
                return True
            return token.pos == "PROPN" or (fold(text) in given_names() and token.pos in ("NOUN", "ADJ", "X", "INTJ"))
        return token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ", "ADV") and token.tag not in ("PRP", "WP")


def headlines(scene: Scene) -> list[bool]:
    """For each sentence, whether its parts are capitalised as in a headline, or all in capitals."""
    found = []
    if scene.alone:
        return [False] * len(scene.parsed.sentences)
    for sentence in scene.parsed.sentences:
        parts: list[Token] = [
            t for t in scene.tokens[sentence.lo : sentence.hi] if t.text[0].isalpha() and len(t.text) > 3
        ]
        capital = sum(token.text[0].isupper() for token in parts)
        verbs = any(t.pos == "VERB" and t.text.islower() for t in scene.tokens[sentence.lo : sentence.hi])
        found.append(len(parts) > 3 and capital > 0.8 * len(parts) and not verbs)
    return found


def name_parts(scene: Scene, lo: int, hi: int) -> tuple[str, ...]:
    """A name's parts, folded, hyphens joined as in "jong-un"."""
    parts: list[str] = []
    glue = False
    for token in scene.tokens[lo:hi]:
        if token.text in ("-", "–"):
            glue = True
        elif glue and parts:
            parts[-1] += "-" + fold(token.text)
            glue = False
        else:
            parts.append(fold(token.text))
    return tuple(parts)
