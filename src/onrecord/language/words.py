"""What a word is once it is tagged and labelled: its part of speech and lemma, by the language model's own rules.

The rules look at a word, its tag, its label and, here and there, at the next word. spaCy tries every rule on every
token; here each combination is worked out once and kept, so that a text costs a look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from onrecord.errors import EngineError
from onrecord.language.recent import Recent

KEPT = 15_000
"""Combinations that are kept at least, and twice as many at most: about 12 MB. Two hundred news reports have 15,000."""

Key = tuple[int, int, int]
"""The ids of a word, its tag and its dependency label, in spaCy's table of strings."""


class Word(NamedTuple):
    """A word with its tag and label, and what follows from them.

    Attributes:
        text, lower, lemma: as written, lower-cased, and its lower-case lemma.
        pos, tag, dep: universal part of speech, Penn tag, ClearNLP label.
        space: it is nothing but white space.
        begins: the rules for two words that it fits as the first.
    """

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    space: bool
    begins: tuple[_Rule, ...]


class Words:
    """The rules of a loaded language model, and every word that was read by them.

    Args:
        ruler: its `attribute_ruler`.
        lemmatizer: its `lemmatizer`.

    Raises:
        EngineError: a rule of another kind than these know.
    """

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        self._vocab = ruler.vocab
        self._lemmatizer = lemmatizer
        _index(lemmatizer)
        rules = [
            _Rule(number, tuple(pattern), one["attrs"], one["index"])
            for number, one in enumerate(ruler.patterns)
            for pattern in one["patterns"]
        ]
        for rule in rules:
            _check(rule)
        self._rules: dict[str, list[_Rule]] = {}
        self._unworded: dict[str, list[_Rule]] = {}
        for rule in rules:
            filed = self._rules if "LOWER" in rule.pattern[0] else self._unworded
            filed.setdefault(_filed(rule), []).append(rule)
        self._plain: Recent[Key, Word] = Recent(KEPT)
        self._wordless: dict[tuple[str, str, bool], list[_Rule]] = {}

    def read(self, keys: Sequence[Key]) -> list[Word]:
        """The words of one document, in order."""
        if len(self._lemmatizer.cache) > KEPT:
            self._lemmatizer.cache.clear()
        plain = self._plain.young
        found = [plain.get(key) or self._made(key) for key in keys]
        for i in range(len(found) - 1):
            if found[i].begins:
                self._pair(keys, found, i)
        return found

    def _made(self, key: Key) -> Word:
        word = self._plain.get(key)
        if word is None:
            word = self._word(key, ())
            self._plain.keep(key, word)
        return word

    def _pair(self, keys: Sequence[Key], found: list[Word], i: int) -> None:
        """Read words `i` and `i + 1` again, where a rule for two words fits them."""
        seen = _seen(found[i + 1])
        fitting = [rule for rule in found[i].begins if _fits(rule.pattern[1], seen)]
        for place in (0, 1):
            more = tuple(rule for rule in fitting if rule.place == place)
            if more:
                found[i + place] = self._word(keys[i + place], more)

    def _word(self, key: Key, pairs: tuple[_Rule, ...]) -> Word:
        """A word by all rules that it fits by itself, and by these for two words; of two rules the later is right."""
        strings = self._vocab.strings
        text, tag, dep = (strings[number] for number in key)
        word = Word(text, text.lower(), "", "", tag, dep, text.isspace(), ())
        seen = _seen(word)
        places = (word.lower, tag, _ANYWHERE)
        fitting = [rule for place in places for rule in self._rules.get(place, ()) if _fits(rule.pattern[0], seen)]
        fitting += self._of_any_word(word, seen)
        told: dict[str, str] = {}
        for rule in sorted((*pairs, *(rule for rule in fitting if len(rule.pattern) == 1)), key=_number):
            told |= rule.told
        pos = told.get("POS", "")
        lemma = (told.get("LEMMA") or self._lemma(text, pos, told.get("MORPH", ""))).lower()
        begins = tuple(rule for rule in fitting if len(rule.pattern) == 2)
        return word._replace(lemma=_spelt(word.lower, pos, lemma), pos=pos, begins=begins)

    def _of_any_word(self, word: Word, seen: dict[str, str | bool]) -> list[_Rule]:
        """The rules that fit whatever the word: few tags and labels go together, so each pair is tried once."""
        key = (word.tag, word.dep, word.space)
        found = self._wordless.get(key)
        if found is None:
            found = self._wordless[key] = [
                rule
                for place in (word.tag, _ANYWHERE)
                for rule in self._unworded.get(place, ())
                if _fits(rule.pattern[0], seen)
            ]
        return found

    def _lemma(self, text: str, pos: str, morph: str) -> str:
        from spacy.tokens import Doc

        word = Doc(self._vocab, words=[text], pos=[pos], morphs=[morph])[0]
        found: str = self._lemmatizer.rule_lemmatize(word)[0]
        return found


class _Rule(NamedTuple):
    """Of a token or two that fit a pattern, the one at `place` is told these attributes."""

    number: int
    pattern: tuple[dict[str, Any], ...]
    told: dict[str, str]
    place: int


_ANYWHERE = ""
"""Where rules are filed that ask for no word and no tag in particular."""


def _filed(rule: _Rule) -> str:
    """The word that a rule asks for, else the tag, so that few rules are tried on a word."""
    asked = (rule.pattern[0].get(name) for name in ("LOWER", "TAG"))
    return next((value for value in asked if isinstance(value, str)), _ANYWHERE)


_number = attrgetter("number")


def _index(lemmatizer: Any) -> None:
    """The known forms of each part of speech as a set: the model brings lists of up to tens of thousands."""
    table = lemmatizer.lookups.get_table("lemma_index")
    for pos, forms in list(table.items()):
        table[pos] = frozenset(forms)


_ASKED = frozenset(("TAG", "LOWER", "DEP", "IS_SPACE"))
_KINDS = frozenset(("IN", "NOT_IN", "REGEX"))


def _check(rule: _Rule) -> None:
    kinds = {kind for one in rule.pattern for wanted in one.values() if isinstance(wanted, dict) for kind in wanted}
    if len(rule.pattern) > 2 or not kinds <= _KINDS or any(not one.keys() <= _ASKED for one in rule.pattern):
        raise EngineError(f"the language model has a rule of an unknown kind ({rule}): reinstall onrecord")


def _seen(word: Word) -> dict[str, str | bool]:
    return {"TAG": word.tag, "LOWER": word.lower, "DEP": word.dep, "IS_SPACE": word.space}


def _fits(pattern: dict[str, Any], seen: dict[str, str | bool]) -> bool:
    return all(_holds(wanted, seen[name]) for name, wanted in pattern.items())


def _holds(wanted: Any, value: Any) -> bool:
    """Whether one attribute of a token is what a pattern wants."""
    if not isinstance(wanted, dict):
        return bool(wanted == value)
    return all(
        re.search(given, value) is not None if kind == "REGEX" else (value in given) is (kind == "IN")
        for kind, given in wanted.items()
    )


_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_ENDINGS = frozenset(("ed", "ing", "es"))


def _spelt(lower: str, pos: str, lemma: str) -> str:
    """The lemma, with the silent e that English spelling asks for: "staged" is of "stage", since "stag" doubles its g.

    The model's lemmatizer takes the shorter of two known verbs ("hop" for "hoped", "wag" for "waged").
    """
    if pos == "VERB" and lower[len(lemma) :] in _ENDINGS and _SHORT.fullmatch(lemma):
        return lemma + "e"
    return lemma
