"""Titles: which role phrase belongs to a name, before it, beside it, or shared by several."""

from __future__ import annotations

from onrecord.who.runs import HONORIFICS
from onrecord.who.scene import Phrase, Scene

PERSONAL = frozenset((
    "office", "person", "inherit", "speaks", "rank", "minister", "leader", "regional", "title", "expert", "force",
    "officer", "crowd", "protest", "someone", "partisan", "fighter", "allies", "source",
))  # fmt: skip
_NO_TITLES = frozenset(("national", "local", "public", "people", "family", "crowd", "population", "community", "staff"))


class Titles:
    """Looks up the role phrases around the names of one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._ends = {phrase.hi: phrase for phrase in scene.phrases.values()}

    def before(self, lo: int) -> Phrase | None:
        """The role phrase that stands right before a name."""
        at = lo - 1
        while at >= 0 and self._tokens[at].lower in HONORIFICS and self._tokens[at].lower not in ("king", "queen"):
            at -= 1
        phrase = self._scene.phrases.get(at)
        if phrase is None or phrase.noun.kind not in PERSONAL or phrase.head != at:
            phrase = self._ends.get(at + 1)
            if phrase is not None and (phrase.head < at - 3 or phrase.noun.kind not in PERSONAL):
                phrase = None
        if phrase is None or self._tokens[phrase.head].sentence != self._tokens[lo].sentence:
            return None
        if phrase.noun.word in _NO_TITLES:
            return None
        if self._tokens[phrase.head].head < phrase.lo and self._tokens[lo].dep not in ("appos", "compound", "nmod"):
            name_head = self._name_head(lo)
            if self._tokens[phrase.head].pos != "PROPN" and not (phrase.lo <= self._tokens[name_head].head < lo):
                return None
        return phrase

    def _name_head(self, lo: int) -> int:
        at = lo
        while at + 1 < len(self._tokens) and self._tokens[at].head == at + 1:
            at += 1
        return at

    def beside(self, lo: int, hi: int) -> Phrase | None:
        """The role phrase beside the name: "Ana Bral, the minister," or "the minister, Ana Bral,"."""
        tokens = self._tokens
        if hi + 1 < len(tokens) and tokens[hi].text == ",":
            for start in range(hi + 1, min(hi + 12, len(tokens))):
                phrase = self._scene.phrases.get(start)
                if phrase is not None:
                    near = phrase.lo <= hi + 1 or all(
                        tokens[i].pos in ("DET", "ADJ", "PROPN", "NOUN", "PART", "ADV", "NUM", "PUNCT", "VERB", "PRON")
                        and tokens[i].text != ","
                        for i in range(hi + 1, phrase.lo)
                    )
                    if near and phrase.noun.kind in PERSONAL and not phrase.plural and self._closes(phrase, lo):
                        return phrase
                    if phrase.noun.kind in PERSONAL or not near:
                        break
                if tokens[start].text in (",", ".", ";") or tokens[start].pos in ("AUX", "SCONJ"):
                    break
        if lo > 1 and tokens[lo - 1].text == ",":
            before = self._ends.get(lo - 1)
            fits = before is not None and before.noun.kind in PERSONAL and not before.plural
            if fits and tokens[self._name_head(lo)].dep != "conj":
                return before
        return None

    def _closes(self, phrase: Phrase, lo: int) -> bool:
        """Whether an apposition after a name is one: its head hangs on the name, or a comma or stop follows."""
        tokens = self._tokens
        head = tokens[phrase.head]
        if head.dep == "appos":
            return True
        if head.dep in ("nsubj", "nsubjpass", "conj"):
            return False
        at = phrase.hi
        return at >= len(tokens) or tokens[at].text in (",", ".", ";", "—", "-", ")", "“", '"') or head.head < head.i
