"""What goes with a place name: its class word, and the words around it that call for a place."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.where.named import STRONG, WEAK, Named
from onrecord.where.others import touches
from onrecord.where.words import words

_PLURALS = frozenset(("regions", "provinces", "oblasts", "governorates", "states", "counties", "districts"))
_SKIPPED = frozenset(("the", "its", "nearby", "both", "central", "city", "town"))


def class_word(parsed: Parsed, named: Named) -> None:
    """Take in the class word: "Kursk region", "the city of Homs", "Kabul International Airport"."""
    tokens = parsed.tokens
    lo, hi = named.core
    end = parsed.sentences[tokens[lo].sentence].hi
    country = all(spot.kind == "country" for spot in named.spots)
    if hi < end:
        following = tokens[hi].lower
        is_city = following == "city" and tokens[hi].dep != "compound" and any(s.kind == "city" for s in named.spots)
        is_region = following in words().region_words and not country and not _is_title_noun(parsed, hi, end)
        if is_region and hi + 2 < end and tokens[hi + 1].lower == "of" and tokens[hi + 2].text[0].isupper():
            is_region = False  # "the Aleppo district of Sheikh Maqsood"
        if is_city or is_region:
            named.hi, named.word = hi + 1, following
        elif following == "refugee" and hi + 1 < end and tokens[hi + 1].lower == "camp" and not country:
            named.hi, named.word = hi + 2, "facility"
        elif following in words().lower_sites and tokens[hi].dep != "compound" and not country:
            named.hi, named.word = hi + 1, "facility"
        elif tokens[hi].text in words().facility_words and touches(parsed, hi):
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
    if not named.word and not country and (_governed(parsed, lo, named.hi) or _called_region(parsed, named)):
        named.word = "region"


def _governed(parsed: Parsed, lo: int, hi: int) -> bool:
    """Whether the whole region is meant: "the governor of Kherson", "the New York primary"."""
    tokens = parsed.tokens
    if hi < len(tokens) and tokens[hi].lower in words().polled:
        return True
    if lo < 2 or tokens[lo - 1].lower not in ("of", "in"):
        return False
    if tokens[lo - 1].lower == "in":
        return tokens[lo - 2].lower in words().polled
    at = lo - 2
    while at > 0 and lo - at < 6 and tokens[at].pos == "PROPN" and tokens[at].lower not in words().elected:
        at -= 1
    return tokens[at].lower in words().elected


_LOOSE = frozenset(("city", "state", "district", "county", "sector"))
"""Class words that an apposition may have without making a first-level region of the name."""


def _called_region(parsed: Parsed, named: Named) -> bool:
    """Whether an apposition calls it a province: "Idlib, the last province under rebel control"."""
    if named.hi >= len(parsed.tokens) or parsed.tokens[named.hi].text != ",":
        return False
    return any(
        child.lower in words().region_words
        and child.lower not in _LOOSE
        and child.i > named.hi
        and parsed.tokens[child.i - 1].text[0].islower()
        for child in parsed.children(named.core[1] - 1, "appos")
    )


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


def call_for_place(parsed: Parsed, named: Named, before: Named | None) -> None:
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
        owns = named.hi < len(tokens) and tokens[named.hi].tag == "POS"
        named.cue, named.because = (WEAK, f"{lower}, possessor") if owns else (STRONG, lower)  # "in Clinton's account"
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
