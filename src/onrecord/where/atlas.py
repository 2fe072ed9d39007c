"""The atlas: every place name that the tables know, looked up over a report's tokens.

Sources: `places_cities.tsv` (GeoNames), `places_regions.tsv` (ISO 3166-2), `places_features.tsv` (our own),
`places_countries.tsv` (a middle of each country) and `countries.tsv` for the countries' names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.codebook.countries import countries
from onrecord.codebook.shared_names import wordings
from onrecord.codebook.tables import lines
from onrecord.language import Token
from onrecord.model.place import PlacePrecision
from onrecord.where.words import words

PRECISION: dict[str, PlacePrecision] = {
    "sea": "sea", "river": "region", "land": "region", "continent": "region", "world": "region", "area": "region",
    "border": "region", "point": "point", "city": "city", "admin1": "admin1", "country": "country",
}  # fmt: skip
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_MARKS = re.compile(r"['’‘`ʿʾʼʻ´.\u200b-\u200f\ufeff]")
_HYPHENS = frozenset("-–—/")
_LOWER_FIRST = frozenset(("al", "el", "ash", "as", "ar", "az", "sub", "eastern", "western", "northern", "southern"))


class Spot(NamedTuple):
    """A place that a name may stand for.

    Attributes:
        kind: `country`, `admin1`, `city`, or a kind of `places_features.tsv`.
        thousands: people, in thousands; 0 where no number is kept.
        rank: `c` for a country's capital, `k` for a well-known city, `s` for a town under 15,000 people, `f` for a row
            of our own table, else empty.
        word: the class word of a first-level region (`oblast`, `province`), else empty.
    """

    name: str
    iso3: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    kind: str
    thousands: int = 0
    rank: str = ""
    word: str = ""


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A word as the atlas keys it: lower case, plain letters, no apostrophes and stops."""
    if word.isalpha() and word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower().translate(_LETTERS)
    return _MARKS.sub("", kept)


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """The key of a whole name."""
    return " ".join(fold(re.sub(r"[-–—/,()]", " ", name)).split())


class Atlas:
    """Names to spots; city rows are taken apart only when a report names them."""

    def __init__(self) -> None:
        self._names: dict[str, list[str | Spot]] = {}
        self._longest: dict[str, int] = {}
        self.regions: dict[str, Spot] = {}
        self._small = words().small_words
        self._load_countries()
        self._load_features()
        self._load_regions()
        names = self._names
        for line in lines("places_cities.tsv"):
            keys = line[: line.index("\t")]
            for key in keys.split("|") if "|" in keys else (keys,):
                if key in names:
                    names[key].append(line)
                else:
                    names[key] = [line]
        longest = self._longest
        for key in names:
            if " " not in key:
                longest.setdefault(key, 1)
                continue
            first, length = key[: key.index(" ")], key.count(" ") + 1
            if longest.get(first, 0) < length:
                longest[first] = length

    def _add(self, key: str, spot: Spot) -> None:
        self._names.setdefault(key, []).append(spot)

    def _load_countries(self) -> None:
        centres = {row[0]: row[1:] for row in (line.split("\t") for line in lines("places_countries.tsv"))}
        self.states: dict[str, Spot] = {}
        for iso3, country in countries().items():
            lat, lon = centres.get(iso3, (None, None))
            spot = Spot(country.name, iso3, None, _number(lat), _number(lon), "country")
            self.states[iso3] = spot
            for key in dict.fromkeys(key_of(name) for name in (country.name, *country.names)):
                if key:
                    self._add(key, spot)
        for word, form, sharer in wordings():
            spot, key = self.states[sharer.iso3], key_of(word)
            if form == "name" and spot not in self._names.get(key, ()):
                self._add(key, spot)

    def _load_features(self) -> None:
        for line in lines("places_features.tsv"):
            names, iso3, admin1, lat, lon, kind = line.split("\t")
            forms = names.split("|")
            spot = Spot(forms[0], iso3 or None, admin1 or None, _number(lat), _number(lon), kind, rank="f")
            for key in dict.fromkeys(key_of(form) for form in forms):
                self._add(key, spot)

    def _load_regions(self) -> None:
        for line in lines("places_regions.tsv"):
            keys, name, iso3, admin1, lat, lon, word = line.split("\t")
            spot = Spot(name, iso3, admin1, float(lat), float(lon), "admin1", word=word)
            self.regions[admin1] = spot
            for key in filter(None, keys.split("|")):
                self._add(key, spot)

    def spots(self, key: str) -> tuple[Spot, ...]:
        """All that a key may stand for: countries, features, regions, then cities by their number of people."""
        found = self._names.get(key)
        return tuple(spot if isinstance(spot, Spot) else _city(spot) for spot in found) if found else ()

    def longest(self, tokens: Sequence[Token], lo: int, end: int) -> tuple[int, str] | None:
        """The end and key of the longest name that begins at token `lo`; hyphens count as spaces."""
        first = tokens[lo].text
        if not first[0].isupper() and not first[0].isdigit() and first not in _LOWER_FIRST:
            return None
        key = fold(first)
        room = self._longest.get(key)
        if room is None:
            return None
        names = self._names
        best = (lo + 1, key) if key in names else None
        at = lo + 1
        length = 1
        while length < room and at < end:
            text = tokens[at].text
            if text in _HYPHENS:
                at += 1
                continue
            if not (text[0].isupper() or text in self._small):
                break
            key = f"{key} {fold(text)}"
            at += 1
            length += 1
            if key in names:
                best = (at, key)
        if best is None or (best[0] == lo + 1 and first[0].islower()):
            return None
        return best


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


@lru_cache(maxsize=8192)
def _city(line: str) -> Spot:
    _, name, iso3, admin1, lat, lon, thousands, rank = line.split("\t")
    return Spot(name, iso3, admin1 or None, float(lat), float(lon), "city", int(thousands), rank)


@cache
def atlas() -> Atlas:
    """The atlas, loaded at first use."""
    return Atlas()
