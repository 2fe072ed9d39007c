"""States and territories: their names, demonyms, capitals and parts, to ISO 3166-1 alpha-3 (and XKX).

Source: `data/countries.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.tables import table

NameForm = Literal["name", "part", "adjective", "people", "capital"]


class Country(NamedTuple):
    """A row of the table; `parts` are regions news copy names without their state, `people` are nouns."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]

    def wordings(self) -> Iterator[tuple[str, NameForm]]:
        """Every wording of the row with what kind of word it is."""
        yield self.name, "name"
        for form, words in (
            ("name", self.names),
            ("part", self.parts),
            ("adjective", self.adjectives),
            ("people", self.people),
            ("capital", self.capitals),
        ):
            for word in words:
                yield word, form  # type: ignore[misc]


@cache
def countries() -> dict[str, Country]:
    """Every row by ISO 3166-1 alpha-3, in the table's order."""
    return {
        row["iso3"]: Country(
            row["iso3"],
            row["iso2"],
            row["name"],
            *(tuple(filter(None, row[c].split(";"))) for c in ("names", "parts", "adjectives", "people", "capitals")),
        )
        for row in table("countries.tsv")
    }


@cache
def _by_wording() -> dict[str, list[tuple[NameForm, str]]]:
    found: dict[str, list[tuple[NameForm, str]]] = {}
    for country in countries().values():
        for word, form in country.wordings():
            found.setdefault(fold(word), []).append((form, country.iso3))
    return found


def _one(word: str, *forms: NameForm) -> str | None:
    hits = {iso3 for form, iso3 in _by_wording().get(fold(word.strip().removeprefix("the ")), ()) if form in forms}
    return hits.pop() if len(hits) == 1 else None


def by_name(word: str) -> str | None:
    """The state that a name means ("N. Korea", "Burma", "UK"); None for none, or for several."""
    return _one(word, "name", "part")


def demonym(word: str) -> str | None:
    """The state of an adjective or of the name of its people ("Dutch", "Danes")."""
    return _one(word, "adjective", "people")


def capital(word: str) -> str | None:
    """The state whose capital, seat of government or former capital this is."""
    return _one(word, "capital")


def iso3_of(word: str) -> str | None:
    """The state that any of its wordings names: name, demonym, capital, or code."""
    return by_name(word) or demonym(word) or capital(word) or (word if word in countries() else None)


def name_of(iso3: str) -> str:
    """The usual English name; the code itself where it is no state's."""
    country = countries().get(iso3)
    return country.name if country else iso3


@cache
def by_iso2(iso2: str) -> str | None:
    """The alpha-3 code of an alpha-2 code."""
    return next((country.iso3 for country in countries().values() if country.iso2 == iso2.upper()), None)
