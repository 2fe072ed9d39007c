"""Whose name it is: a place name inside a person's or an organisation's name is no place."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from onrecord.codebook.countries import demonym
from onrecord.language import Parsed
from onrecord.where.atlas import Atlas, Spot
from onrecord.where.named import STRONG, Named
from onrecord.where.words import words

_GOING = frozenset(("from", "to", "reach", "reached", "leave", "left", "enter", "entered"))
_NOT_A_NAME = frozenset(("D", "R", "I", "L", "US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N.", "GOP"))
_ARTICLES = frozenset(("al", "el", "ul", "ash", "as", "ar", "at", "az", "an"))


def runs_on(parsed: Parsed, at: int, atlas: Atlas) -> bool:
    """Whether the name goes on to the right as another name's beginning: "Paris Hilton", "Washington Post"."""
    tokens = parsed.tokens
    if at >= parsed.sentences[tokens[at - 1].sentence].hi:
        return False
    following = tokens[at]
    if following.text[0] in "-–" and following.start == tokens[at - 1].end and at + 1 < len(tokens):
        joined = tokens[at + 1]
        return joined.text[0].isupper() and joined.pos == "PROPN" and atlas.longest(tokens, at + 1, len(tokens)) is None
    if not following.text[0].isupper() or not touches(parsed, at):
        return False
    lower = following.lower
    if lower in words().titles or lower in words().calendar or demonym(following.text) is not None:
        return False
    if lower in words().partisans and at + 1 < len(tokens) and tokens[at + 1].lower not in ("party", "convention"):
        return False  # "Idaho Republican Sens."
    if following.pos not in ("PROPN", "NOUN", "ADJ") or headline_case(parsed, following.sentence):
        return False
    onward = atlas.longest(tokens, at, len(tokens))
    return onward is None or not any(spot.kind in ("country", "admin1") for spot in atlas.spots(onward[1]))


def is_tail(parsed: Parsed, lo: int, spots: tuple[Spot, ...], before: Named | None) -> bool:
    """Whether the name ends another one: "Jack London", "the University of Damascus", "Amnesty UK"."""
    tokens = parsed.tokens
    if lo == 0 or tokens[lo - 1].sentence != tokens[lo].sentence:
        return False
    previous = tokens[lo - 1]
    if previous.lower in ("of", "the") and lo >= 2:
        head = lo - 2 if previous.lower == "of" else lo - 3
        if previous.lower == "the" and tokens[lo - 2].lower != "of":
            return False
        return head >= 0 and _is_organisation_head(parsed, head)
    if previous.text[0] in "-–" and previous.end == tokens[lo].start and lo >= 2:
        joined = tokens[lo - 2]
        if joined.lower in _ARTICLES:
            return True  # with its article the table would have it
        if joined.text in _NOT_A_NAME:
            return False  # "(R-Texas)", "US-Turkey tensions"
        known = before is not None and before.core[1] >= lo - 1
        return (
            joined.text[0].isupper() and joined.pos == "PROPN" and not known and joined.lower not in words().directions
        )
    if not previous.text[0].isupper() or previous.pos != "PROPN" or not touches(parsed, lo):
        return False
    if before is not None and before.hi == lo:
        return False
    lists = words()
    lower = previous.lower
    if lower in lists.titles:
        return all(spot.kind == "city" for spot in spots)
    if any(lower in those for those in (lists.directions, lists.calendar, lists.pre_class, lists.locative)):
        return False
    if demonym(previous.text) is not None or lower in lists.peoples or headline_case(parsed, previous.sentence):
        return False
    return not (previous.text.isupper() and any(spot.kind == "country" for spot in spots))


def _is_organisation_head(parsed: Parsed, at: int) -> bool:
    token = parsed.tokens[at]
    if not token.text[0].isupper():
        return False
    if token.lower == "state" and at and parsed.tokens[at - 1].lower == "islamic":
        return True
    return token.lower.rstrip("s") in words().organisation_heads or token.lower in words().organisation_heads


def touches(parsed: Parsed, at: int) -> bool:
    """Whether only a space stands before token `at`."""
    tokens = parsed.tokens
    return at > 0 and tokens[at].start - tokens[at - 1].end == 1


def shouts(parsed: Parsed, sentence: int) -> bool:
    """Whether a sentence is written in capitals alone."""
    whole = parsed.sentences[sentence]
    return whole.hi - whole.lo > 4 and parsed.words(whole.lo, whole.hi).isupper()


def headline_case(parsed: Parsed, sentence: int) -> bool:
    """Whether a headline writes most words with a capital, so that capitals tell nothing."""
    whole = parsed.sentences[sentence]
    return parsed.tokens[whole.hi - 1].text not in ".?!" and _headline_case(parsed.words(whole.lo, whole.hi))


@lru_cache(maxsize=256)
def _headline_case(text: str) -> bool:
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.8 * len(longer)


class Taken:
    """What `who` has read as a person's or an organisation's name; no place is read inside one."""

    NAMES = frozenset(("person", "organization", "armed_group", "media", "igo", "government", "military", "document"))

    REACH = 400
    """No mention of a party is longer than this, in characters."""

    def __init__(self, spans: list[tuple[int, int, str, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, *_ in self._spans]

    def holds(self, parsed: Parsed, named: Named) -> bool:
        """Whether the name is (a part of) such a mention, and not its possessor or its office's place."""
        tokens = parsed.tokens
        start, end = tokens[named.core[0]].start, tokens[named.core[1] - 1].end
        for at in range(bisect_left(self._starts, start - self.REACH), len(self._spans)):
            opens, closes, kind, form = self._spans[at]
            if opens > start:
                return False
            if closes < end or form in ("role", "pronoun", "demonym"):
                continue
            if kind == "people":
                return True
            if kind not in self.NAMES or form == "metonym":
                continue
            if kind == "person" and named.spots[0].kind != "country" and named.because.startswith("called a "):
                continue  # "the village of Tell Zabbouda" says what it is
            if kind in ("government", "military") and _described(parsed, named, opens, closes):
                continue
            possessor = named.core[1] < len(tokens) and tokens[named.core[1]].tag == "POS" and opens == start
            if not possessor:
                return True
        return False


def _described(parsed: Parsed, named: Named, opens: int, closes: int) -> bool:
    """Whether a government's mention describes it by the place: "police in Basra", "Basra police", "Seoul" itself."""
    tokens = parsed.tokens
    if (named.cue == STRONG or named.because in _GOING) and tokens[named.core[0]].start > opens:
        return True  # "police in Basra", "its embassy from Tel Aviv to Jerusalem"
    at = named.core[1]
    while at < len(tokens) and tokens[at].start < closes:
        if tokens[at].text[0].isupper():
            return False
        at += 1
    return tokens[named.core[0]].start == opens
