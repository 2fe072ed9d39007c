"""What speaks against a run of capitals being a person's name: a place, a body, a common word."""

from __future__ import annotations

from onrecord.language import Token
from onrecord.who.lexicon import words
from onrecord.who.runs import HONORIFICS
from onrecord.who.scene import Phrase, Scene

_LOCATING = frozenset(
    ("in", "near", "outside", "between", "around", "across", "inside", "throughout", "into", "toward", "towards")
)
_BODIES = frozenset((
    "organ", "group", "agency", "media", "ministry", "unit", "partyword", "unionword", "militia", "asset", "document",
    "authority", "government", "forceword",
))  # fmt: skip
_NOT_BARE = frozenset(("partisan", "allies", "source", "protest", "fighter", "force"))
"""Role nouns that no surname follows as a title ("Republican National ...", "jihadi John")."""


def speaks(scene: Scene, lo: int, hi: int) -> bool:
    """Whether the name at tokens `[lo, hi)` is the subject of a verb that only people govern."""
    for token in scene.tokens[lo:hi]:
        if token.dep in ("nsubj", "nsubjpass") and scene.tokens[token.head].lemma in words("speech"):
            return True
    return False


def aged(tokens: tuple[Token, ...], hi: int) -> bool:
    """Whether an age follows a name: "Mira Rojkan, 22,"."""
    return (
        hi + 2 < len(tokens)
        and tokens[hi].text == ","
        and tokens[hi + 1].text.isdigit()
        and len(tokens[hi + 1].text) <= 3
        and tokens[hi + 2].text in (",", ".", ";")
    )


class Evidence:
    """Looks around the runs of one report."""

    def __init__(self, scene: Scene, runs: list[tuple[int, int]]) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._common = {token.text for token in scene.tokens if token.text.islower()}
        self._within = {i: p for p in scene.phrases.values() for i in range(p.first, p.head + 1)}
        self._placed: set[str] = set()
        self._located: set[str] = set()
        for lo, hi in runs:
            if self._named_place(lo, hi):
                self._placed.add(scene.parsed.words(lo, hi))
            elif lo and self._tokens[lo - 1].lower in _LOCATING:
                self._located.add(scene.parsed.words(lo, hi))

    def against(self, lo: int, hi: int, parts: tuple[str, ...], title: Phrase | None) -> bool:
        """Whether the run is no person whatever else stands around it."""
        if parts[-1] in words("not_person") or "of" in parts:
            return True
        if self._scene.parsed.words(lo, hi) in self._placed or self._leads_on(hi):
            return True
        return len(parts) == 1 and (
            parts[0] in self._common
            or (title is not None and title.noun.kind in _NOT_BARE)
            or self._tokens[lo].pos not in ("PROPN", "NOUN", "X")
        )

    def somewhere(self, lo: int, hi: int, parts: tuple[str, ...]) -> bool:
        """Whether the report uses the run as a place at least once ("in Tal Rifaat"); an initial tells a person."""
        if any(len(part.rstrip(".")) == 1 for part in parts):
            return False
        return self._scene.parsed.words(lo, hi) in self._located

    def _named_place(self, lo: int, hi: int) -> bool:
        """ "the village of X", "the X district": an unknown place by the word beside it."""
        tokens = self._tokens
        at = lo - 1
        while at >= 0 and (tokens[at].lower in HONORIFICS or tokens[at].lower in ("the", "called", "named")):
            at -= 1
        if at > 0 and tokens[at].lower == "of" and tokens[at - 1].lemma in words("site_noun"):
            return True
        if at >= 0 and tokens[at].lemma in words("site_noun") and tokens[lo].dep in ("appos", "npadvmod"):
            return True
        return hi < len(tokens) and tokens[hi].lower in words("site_noun") and tokens[hi - 1].head == hi

    def _leads_on(self, hi: int) -> bool:
        """Whether the run is the first part of a body's name: "National" of "National Committee"."""
        tokens = self._tokens
        if hi >= len(tokens) or not tokens[hi].text[0].isupper():
            return False
        phrase = self._within.get(hi)
        if phrase is not None and phrase.noun.kind in _BODIES:
            return tokens[hi - 1].head >= hi
        return tokens[hi].lower in words("not_person") and tokens[hi - 1].head == hi
