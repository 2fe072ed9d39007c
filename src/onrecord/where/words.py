"""The closed word lists of `data/place_words.toml`: what tells a place name from other names."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.tables import document


class Words(NamedTuple):
    """The lists, named as in the file, which says what each is for."""

    region_words: frozenset[str]
    nature_words: frozenset[str]
    pre_class: frozenset[str]
    facility_words: frozenset[str]
    titles: frozenset[str]
    organisation_heads: frozenset[str]
    directions: frozenset[str]
    calendar: frozenset[str]
    locative: frozenset[str]
    weak_locative: frozenset[str]
    sides: frozenset[str]
    names_of_people: frozenset[str]
    common_words: frozenset[str]
    small_words: frozenset[str]
    speech: frozenset[str]
    partisans: frozenset[str]
    peoples: frozenset[str]
    lower_sites: frozenset[str]
    elected: frozenset[str]
    polled: frozenset[str]


@cache
def words() -> Words:
    """The lists, loaded at first use."""
    lists = document("place_words.toml")
    return Words(**{name: frozenset(lists[name].split()) for name in Words._fields})


@cache
def abbreviations() -> dict[str, str]:
    """American states as copy shortens them, to ISO 3166-2."""
    return {short: f"US-{code}" for short, code in document("place_words.toml")["abbreviations"].items()}
