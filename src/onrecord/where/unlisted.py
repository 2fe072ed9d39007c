"""Places that no table knows but the words around them call so: "the village of Safina", "Lake Tharthar".

What is read here has a name and a kind, a country only where the text gives one, and no coordinates. A name called a
place once is that place wherever the report repeats it.
"""

from __future__ import annotations

from onrecord.codebook.countries import demonym
from onrecord.language import Parsed, Token
from onrecord.where.atlas import Atlas, Spot
from onrecord.where.words import words

_KIND = {
    "province": "admin1", "oblast": "admin1", "governorate": "admin1", "region": "area", "district": "area",
    "county": "area", "raion": "area", "rayon": "area", "subdistrict": "area", "state": "admin1",
    "river": "river", "sea": "sea", "strait": "sea", "gulf": "sea", "bay": "sea", "lake": "area", "ocean": "sea",
    "island": "area", "islands": "area", "peninsula": "area", "valley": "area", "mountains": "land",
    "mountain": "area", "desert": "land", "reef": "area", "shoal": "area", "atoll": "area", "canal": "area",
    "city": "city", "town": "city", "village": "city", "hamlet": "city", "settlement": "city", "suburb": "city",
    "neighbourhood": "city", "neighborhood": "city", "enclave": "area", "municipality": "area", "port": "city",
    "airport": "point", "airfield": "point", "airbase": "point", "dam": "point", "barrage": "point",
    "crossing": "point", "mount": "point",
}  # fmt: skip
_AFTER = frozenset(
    ("province", "oblast", "governorate", "district", "county", "raion", "rayon", "subdistrict", "river", "sea",
     "strait", "bay", "island", "islands", "peninsula", "valley", "mountains", "desert", "reef", "shoal", "atoll",
     "canal",
     "airport", "airfield", "airbase", "dam", "barrage", "crossing",
     "neighbourhood", "neighborhood", "village")
)  # fmt: skip
_BEFORE = frozenset(("lake", "mount"))
_OF = frozenset(("strait", "gulf", "bay", "sea", "island", "port", "islands"))
_ARTICLES = frozenset(("al", "el", "as", "ash", "ar", "az", "ad", "de", "la", "del", "bin"))
_FACILITY_STEPS = frozenset(("International", "Military", "Air", "Regional", "Naval"))
_KINDS_OF_BASE = frozenset(("air", "naval", "military", "army"))
LONGEST = 4


class Found(tuple[int, int, int, int, str, Spot]):
    """`(lo, hi, core_lo, core_hi, word, spot)` of an unlisted place."""

    __slots__ = ()


def run_end(tokens: tuple[Token, ...], lo: int, end: int) -> int:
    """The end of the capitalised name that begins at token `lo`, hyphens and Arabic articles included."""
    at = lo + 1
    count = 1
    while at < end and count < LONGEST:
        token = tokens[at]
        glued = token.text in ("-", "–") and token.start == tokens[at - 1].end and at + 1 < end
        if glued and tokens[at + 1].text[0].isalpha() and tokens[at + 1].start == token.end:
            at += 1
            continue
        follows = token.start - tokens[at - 1].end <= 1
        article = token.lower in _ARTICLES and at + 1 < end and tokens[at + 1].text[0] in "-–"
        if not follows or not (article or (token.text[0].isupper() and token.pos in ("PROPN", "NOUN", "ADJ"))):
            break
        at += 1
        count += 1
    while at > lo + 1 and not tokens[at - 1].text[0].isalnum():
        at -= 1
    return at


def called_place(parsed: Parsed, lo: int, end: int, atlas: Atlas) -> Found | None:
    """The unlisted place whose name begins at token `lo`, if the words beside it call it one."""
    tokens = parsed.tokens
    token = tokens[lo]
    if not (token.text[0].isupper() or token.lower in _ARTICLES):
        return None
    hi = run_end(tokens, lo, end)
    inner = atlas.longest(tokens, lo + 1, hi) if hi - lo > 1 else None
    if (
        inner is not None
        and inner[0] == hi
        and token.tag in ("JJ", "NNP")
        and (demonym(token.text) is not None or token.lower in words().peoples)
    ):
        return None  # "the Kurdish Aleppo district": the place begins with Aleppo
    return (
        _called_before(parsed, lo, hi) or _called_after(parsed, lo, hi, end) or _contained(parsed, lo, hi, end, atlas)
    )


def _called_before(parsed: Parsed, lo: int, hi: int) -> Found | None:
    """ "the Syrian town of Dabiq", "Lake Tharthar", "the Strait of Tiran"."""
    tokens = parsed.tokens
    if lo >= 1 and tokens[lo - 1].lower in _BEFORE and tokens[lo - 1].text[0].isupper():
        return _found(parsed, lo - 1, hi, lo, hi, tokens[lo - 1].lower)
    if lo < 2 or tokens[lo - 1].lower != "of":
        return None
    word = tokens[lo - 2]
    if word.lower in _KIND and (word.lower in words().pre_class or word.lower in _OF):
        if word.text[0].isupper() and word.lower not in _OF:
            return None
        return _found(parsed, lo - 2, hi, lo, hi, word.lower)
    return None


def _called_after(parsed: Parsed, lo: int, hi: int, end: int) -> Found | None:
    """ "Karrada neighbourhood", "Tiyas Military Airfield", "the Narew river"."""
    tokens = parsed.tokens
    if lo and tokens[lo - 1].pos == "PROPN" and tokens[lo - 1].text[0].isupper():
        return None
    if hi < end and tokens[hi].lower in _AFTER and tokens[hi].text[0].islower() and tokens[hi].dep != "compound":
        if hi + 2 < end and tokens[hi + 1].lower == "of" and tokens[hi + 2].text[0].isupper():
            return None
        return None if demonym(tokens[lo].text) is not None else _found(parsed, lo, hi + 1, lo, hi, tokens[hi].lower)
    if hi + 1 < end and tokens[hi].text in _KINDS_OF_BASE and tokens[hi + 1].text in ("base", "station"):
        return _found(parsed, lo, hi + 2, lo, hi, "airbase")
    last = hi - 1
    if last > lo and tokens[last].lower in _AFTER:
        core = last
        while core > lo + 1 and tokens[core - 1].text in _FACILITY_STEPS:
            core -= 1
        return _found(parsed, lo, hi, lo, core, tokens[last].lower)
    return None


def _contained(parsed: Parsed, lo: int, hi: int, end: int, atlas: Atlas) -> Found | None:
    """ "in Vermillion, South Dakota": a name where a place is called for, with its country or region after it."""
    tokens = parsed.tokens
    if (
        lo == 0
        or hi + 1 >= end
        or tokens[hi].text != ","
        or tokens[lo - 1].lower not in (words().locative | {"of", "from"})
    ):
        return None
    outer = atlas.longest(tokens, hi + 1, end)
    if outer is None or (outer[0] < end and tokens[outer[0]].tag == "POS"):
        return None
    holder = next((spot for spot in atlas.spots(outer[1]) if spot.kind in ("country", "admin1")), None)
    if holder is None or (outer[0] < end and tokens[outer[0]].text[0] not in ",.;:)—–-" and outer[0] - hi > 1):
        return None
    spot = Spot(parsed.words(lo, hi), holder.iso3, holder.admin1, None, None, "city")
    return Found((lo, hi, lo, hi, "containment", spot))


def _found(parsed: Parsed, lo: int, hi: int, core_lo: int, core_hi: int, word: str) -> Found:
    kind = _KIND[word]
    before = word in words().pre_class and core_lo - lo == 2
    name = parsed.words(core_lo if before and word not in _OF else lo, core_hi if before else hi)
    iso3 = None
    if kind not in ("sea", "river", "land") and lo:
        iso3 = demonym(parsed.tokens[lo - 1].text)
        if iso3 is None and lo >= 2:
            iso3 = demonym(parsed.words(lo - 2, lo))
    return Found((lo, hi, core_lo, core_hi, word, Spot(name, iso3, None, None, None, kind)))
