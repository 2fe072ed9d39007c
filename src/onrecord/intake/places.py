"""Whether a wording is a place that copy is filed from: the check on datelines that show neither date nor credit."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.tables import document, lines, table

_JOINED = re.compile(r"\s*/\s*|\s+and\s+", re.I)


def is_known(place: str) -> bool:
    """Whether a place as a dateline words it ("KYIV, Ukraine", "TOWER, Minn.", "PARIS/BERLIN") is in the tables.

    A town that no table holds is known where its state or country is: nothing but a place is named so.
    """
    first, *wider = (_key(part) for part in place.split(","))
    if any(part in _states() or part in _listed("regions") for part in wider):
        return True
    cities = [_key(city) for city in _JOINED.split(first)]
    return not wider and all(
        city in _listed("places") or city in _cities() or city.removesuffix(" city") in _cities() for city in cities
    )


def is_label(word: str) -> bool:
    """Whether a word such as "UPDATE" or "EXCLUSIVE" stands where a dateline would."""
    return _key(word.rstrip(":")) in _listed("labels")


def _key(name: str) -> str:
    folded = " ".join(fold(word) for word in name.replace("-", " ").split())
    return folded.replace("'", "").replace(".", "")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(_key(name) for name in _tables()[kind])


@cache
def _tables() -> dict[str, Any]:
    return document("datelines.toml")


@cache
def _states() -> frozenset[str]:
    """States of the world and their first divisions."""
    rows = table("countries.tsv")
    names = (name for row in rows for name in [row["name"], *row["names"].split(";"), *row["parts"].split(";")])
    regions = (key for line in lines("places_regions.tsv") for key in line[: line.index("\t")].split("|"))
    return frozenset([*(_key(name) for name in names if name), *regions])


@cache
def _cities() -> frozenset[str]:
    return frozenset(key for line in lines("places_cities.tsv") for key in line[: line.index("\t")].split("|"))
