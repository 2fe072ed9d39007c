"""Where place names stand in a report: the longest name, its class word, and what calls for a place there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.codebook.countries import demonym
from onrecord.language import Parsed, Token
from onrecord.where.atlas import Atlas, Spot
from onrecord.where.unlisted import called_place, run_end
from onrecord.where.words import abbreviations, words

STRONG, WEAK, NONE = 2, 1, 0
_ATTRIBUTIVE = frozenset(("us", "uk", "usa", "gulf"))
_MODIFIERS = frozenset(("compound", "amod", "nmod", "poss", "npadvmod"))
_ARTICLES = frozenset(("al", "el", "ul", "ash", "as", "ar", "at", "az", "an"))
_PLURALS = frozenset(("regions", "provinces", "oblasts", "governorates", "states", "counties", "districts"))
_SKIPPED = frozenset(("the", "its", "nearby", "both", "central", "city", "town"))


@dataclass(slots=True)
class Named:
    """A place name in the text, before it is decided which place it means.

    Attributes:
        lo, hi: tokens of the whole expression, class word included.
        core: tokens of the name alone.
        word: the class word that goes with it ("region", "city"), else empty.
        cue: how strongly the words around it call for a place.
        because: those words.
    """

    lo: int
    hi: int
    core: tuple[int, int]
    key: str
    spots: tuple[Spot, ...]
    word: str = ""
    cue: int = NONE
    because: str = ""


def names(parsed: Parsed, atlas: Atlas, taken: Taken, tails: set[str]) -> Iterator[Named]:
    """Every place name of a report that is not a piece of some other name, from the left.

    Args:
        parsed: the parsed report.
        atlas: the names that are known.
        taken: persons' and organisations' names, inside which no place is read.
        tails: filled with the names seen at the end of a person's ("Jack London").
    """
    tokens = parsed.tokens
    before: Named | None = None
    called: dict[str, Spot] = {}
    for sentence in parsed.sentences:
        at = sentence.lo
        while at < sentence.hi:
            short = _abbreviation(parsed, at, before, atlas)
            if short is not None:
                yield short
                before = short
                at = short.hi
                continue
            found = atlas.longest(tokens, at, sentence.hi)
            if found is not None:
                hi, key = found
                named = _name(parsed, at, hi, key, atlas, before)
                if named is not None and named.lo == at and _is_tail(parsed, at, named.spots, before):
                    tails.add(key)
                    named = None
            elif _may_be_unlisted(parsed, at, sentence.lo) and not headline_case(parsed, sentence.i):
                named = _unlisted(parsed, at, sentence.hi, atlas, called)
                hi = at + 1
            else:
                at += 1
                continue
            if named is not None and not taken.holds(parsed, named):
                yield named
                before = named
            at = max(hi, named.hi if named else hi)


def _abbreviation(parsed: Parsed, at: int, before: Named | None, atlas: Atlas) -> Named | None:
    """An American state shortened after its town: "Buffalo, N.Y."."""
    if before is None or before.hi != at - 1 or parsed.tokens[at - 1].text != ",":
        return None
    code = abbreviations().get(parsed.tokens[at].text)
    spot = atlas.regions.get(code) if code else None
    return Named(at, at + 1, (at, at + 1), str(code), (spot,), "state", STRONG, "after its town") if spot else None


def _may_be_unlisted(parsed: Parsed, at: int, first: int) -> bool:
    """Whether a name may begin here: a proper noun, or any capital after "village of"."""
    token = parsed.tokens[at]
    if token.pos == "PROPN":
        return True
    after_of = at >= first + 2 and token.text[0].isupper() and parsed.tokens[at - 1].lower == "of"
    return after_of and parsed.tokens[at - 2].text in words().pre_class


def _unlisted(parsed: Parsed, at: int, end: int, atlas: Atlas, called: dict[str, Spot]) -> Named | None:
    """A place that no table knows: one that the words beside it call so, or did before."""
    place = called_place(parsed, at, end, atlas)
    if place is None:
        hi = run_end(parsed.tokens, at, end) if called else at
        spot = called.get(parsed.words(at, hi)) if hi > at else None
        if spot is None or (at and parsed.tokens[at - 1].text[0].isupper() and parsed.tokens[at - 1].pos == "PROPN"):
            return None
        return Named(at, hi, (at, hi), spot.name, (spot,), "", STRONG, "called a place before")
    lo, hi, core_lo, core_hi, word, spot = place
    key = parsed.words(core_lo, core_hi)
    called.setdefault(key, spot)
    return Named(lo, hi, (core_lo, core_hi), key, (spot,), word, STRONG, f"called a {word}")


def _name(parsed: Parsed, lo: int, hi: int, key: str, atlas: Atlas, before: Named | None) -> Named | None:
    spots = atlas.spots(key)
    if key in words().calendar or not _written_as_name(parsed, lo, hi, key, spots):
        return None
    named = Named(lo, hi, (lo, hi), key, spots)
    _class_word(parsed, named)
    if _runs_on(parsed, named.hi, atlas):
        return None
    _cue(parsed, named, before)
    definite = lo and parsed.tokens[lo - 1].lower == "the" and parsed.tokens[hi - 1].dep not in _MODIFIERS
    if definite and not named.word and all(spot.kind == "city" for spot in spots) and not key.startswith("the "):
        return None  # "the Bern": towns take no article
    return named


def _written_as_name(parsed: Parsed, lo: int, hi: int, key: str, spots: tuple[Spot, ...]) -> bool:
    """Whether the letters' case is that of this name: "US" but not "us", "Chad" but not "CHAD" for an acronym."""
    token = parsed.tokens[lo]
    if hi == lo + 1 and token.text[-1] == "." and token.text.count(".") == 1:
        return False  # "Ala." is short for something
    if hi > lo + 1 or len(key) > 4:
        return True
    if key == "gulf":
        return not _modifies(parsed, token)
    if all(spot.kind == "country" for spot in spots) and not any(spot.name.lower() == key for spot in spots):
        if not token.text.isupper() or (key == "us" and "." not in token.text and shouts(parsed, token.sentence)):
            return False
        if key in _ATTRIBUTIVE:
            return not _modifies(parsed, token)
    return True


def _modifies(parsed: Parsed, token: Token) -> bool:
    """Whether "U.S." is the adjective of the next noun ("U.S. officials"), as a demonym would be."""
    following = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else None
    if following is None or following.tag == "POS":
        return False
    return following.text == "-" or (token.dep in ("compound", "amod", "nmod") and token.head > token.i)


def _class_word(parsed: Parsed, named: Named) -> None:
    """Take in the class word: "Kursk region", "the city of Homs", "Kabul International Airport"."""
    tokens = parsed.tokens
    lo, hi = named.core
    end = parsed.sentences[tokens[lo].sentence].hi
    country = all(spot.kind == "country" for spot in named.spots)
    if hi < end:
        following = tokens[hi].lower
        is_city = following == "city" and tokens[hi].dep != "compound" and any(s.kind == "city" for s in named.spots)
        is_region = following in words().region_words and not country and not _is_title_noun(parsed, hi, end)
        if is_city or is_region:
            named.hi, named.word = hi + 1, following
        elif tokens[hi].text in words().facility_words and _touches(parsed, hi):
            while hi < end and tokens[hi].text in words().facility_words:
                hi += 1
            if tokens[hi - 1].text == "International":
                return  # "Amnesty", "Florida International": a name that goes on
            last = tokens[hi - 1].lower
            named.hi, named.word = hi, last if last in words().region_words else "facility"
        elif (following in ("and", "or", ",") or following in _PLURALS) and _shared_class(parsed, hi, end):
            named.word = "region"
    if lo >= 2 and tokens[lo - 1].lower == "of" and tokens[lo - 2].text in words().pre_class and not country:
        named.lo, named.word = lo - 2, tokens[lo - 2].lower
    if not named.word and not country and _governed(parsed, lo, named.hi):
        named.word = "region"


def _governed(parsed: Parsed, lo: int, hi: int) -> bool:
    """Whether a governor holds the place: "the governor of Kherson" governs the region, not the town."""
    tokens = parsed.tokens
    if hi < len(tokens) and tokens[hi].lower == "governor":
        return True
    return lo >= 2 and tokens[lo - 1].lower == "of" and tokens[lo - 2].lower in ("governor", "governors")


def _is_title_noun(parsed: Parsed, at: int, end: int) -> bool:
    """Whether the class word begins another name or office: "Maryland State Police", "Texas state senator"."""
    tokens = parsed.tokens
    word = tokens[at]
    if word.lower not in ("state", "county", "department", "republic", "district") or at + 1 >= end:
        return False
    return word.dep == "compound" and tokens[at + 1].pos in ("NOUN", "PROPN") and word.head == at + 1


def _shared_class(parsed: Parsed, at: int, end: int) -> bool:
    """Whether a list of names ends in a plural class word: "Donetsk and Luhansk regions"."""
    tokens = parsed.tokens
    for i in range(at, min(at + 8, end)):
        token = tokens[i]
        if token.lower in _PLURALS:
            return tokens[i - 1].text[0].isupper()
        if not (token.text[0].isupper() or token.lower in ("and", "or", ",", "-")):
            return False
    return False


def _touches(parsed: Parsed, at: int) -> bool:
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


def _runs_on(parsed: Parsed, at: int, atlas: Atlas) -> bool:
    """Whether the name goes on to the right as another name's beginning: "Paris Hilton", "Washington Post"."""
    tokens = parsed.tokens
    if at >= parsed.sentences[tokens[at - 1].sentence].hi:
        return False
    following = tokens[at]
    if following.text[0] in "-–" and following.start == tokens[at - 1].end and at + 1 < len(tokens):
        joined = tokens[at + 1]
        return joined.text[0].isupper() and joined.pos == "PROPN" and atlas.longest(tokens, at + 1, len(tokens)) is None
    if not following.text[0].isupper() or not _touches(parsed, at):
        return False
    lower = following.lower
    if lower in words().titles or lower in words().calendar or demonym(following.text) is not None:
        return False
    if following.pos not in ("PROPN", "NOUN", "ADJ") or headline_case(parsed, following.sentence):
        return False
    onward = atlas.longest(tokens, at, len(tokens))
    return onward is None or not any(spot.kind in ("country", "admin1") for spot in atlas.spots(onward[1]))


def _is_tail(parsed: Parsed, lo: int, spots: tuple[Spot, ...], before: Named | None) -> bool:
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
        known = before is not None and before.core[1] >= lo - 1
        return (
            joined.text[0].isupper() and joined.pos == "PROPN" and not known and joined.lower not in words().directions
        )
    if not previous.text[0].isupper() or previous.pos != "PROPN" or not _touches(parsed, lo):
        return False
    if before is not None and before.hi == lo:
        return False
    lists = words()
    lower = previous.lower
    if lower in lists.titles:
        return all(spot.kind == "city" for spot in spots)
    if any(lower in those for those in (lists.directions, lists.calendar, lists.pre_class, lists.locative)):
        return False
    if demonym(previous.text) is not None or headline_case(parsed, previous.sentence):
        return False
    return not (previous.text.isupper() and any(spot.kind == "country" for spot in spots))


def _is_organisation_head(parsed: Parsed, at: int) -> bool:
    token = parsed.tokens[at]
    if not token.text[0].isupper():
        return False
    if token.lower == "state" and at and parsed.tokens[at - 1].lower == "islamic":
        return True
    return token.lower.rstrip("s") in words().organisation_heads or token.lower in words().organisation_heads


def _cue(parsed: Parsed, named: Named, before: Named | None) -> None:
    """How strongly the words before the name, or its class word, call for a place."""
    tokens = parsed.tokens
    if named.word:
        named.cue, named.because = STRONG, f"class word “{named.word}”"
        return
    if _is_dateline(parsed, named):
        named.cue, named.because = STRONG, "dateline"
        return
    first = parsed.sentences[tokens[named.lo].sentence].lo
    at = named.lo - 1
    while (
        at >= first and (tokens[at].lower in _SKIPPED or tokens[at].lower in words().directions) and named.lo - at < 4
    ):
        at -= 1
    if at < first:
        return
    lower = tokens[at].lower
    if lower == "of" and at > first and tokens[at - 1].lower in words().sides:
        named.cue, named.because = STRONG, f"{tokens[at - 1].lower} of"
    elif lower in words().locative:
        named.cue, named.because = STRONG, lower
    elif lower in ("and", "or", ",", "-") and before is not None and before.hi == at and before.cue:
        if lower == "," and tokens[named.core[1] - 1].dep not in ("conj", "appos", "npadvmod", "pobj"):
            return
        named.cue, named.because = before.cue, f"listed after {before.key}"
    elif lower in words().weak_locative:
        named.cue, named.because = WEAK, lower


def speaks(parsed: Parsed, named: Named) -> bool:
    """Whether the name is the subject of a verb that only people (or a capital for its government) do."""
    token = parsed.tokens[named.core[1] - 1]
    return token.dep == "nsubj" and parsed.tokens[token.head].lemma in words().speech


def _is_dateline(parsed: Parsed, named: Named) -> bool:
    """Whether the name opens a paragraph in the manner of a dateline, or is the one that the report knows."""
    tokens = parsed.tokens
    start = tokens[named.lo].start
    if not any(start == paragraph.start for paragraph in parsed.paragraphs[:4]):
        return False
    if named.hi >= len(tokens):
        return False
    known = parsed.report.dateline.place if parsed.report.dateline else None
    words = parsed.words(named.lo, named.hi)
    after = tokens[named.hi].text
    return after[0] in ",(-–—:/" and (words.isupper() or (known is not None and words.lower() in known.lower()))


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
            if kind in ("government", "military") and _described(parsed, named, opens, closes):
                continue
            possessor = named.core[1] < len(tokens) and tokens[named.core[1]].tag == "POS" and opens == start
            if not possessor:
                return True
        return False


def _described(parsed: Parsed, named: Named, opens: int, closes: int) -> bool:
    """Whether a government's mention describes it by the place: "police in Basra", "Basra police", "Seoul" itself."""
    tokens = parsed.tokens
    if named.cue == STRONG and tokens[named.core[0]].start > opens:
        return True
    at = named.core[1]
    while at < len(tokens) and tokens[at].start < closes:
        if tokens[at].text[0].isupper():
            return False
        at += 1
    return tokens[named.core[0]].start == opens
