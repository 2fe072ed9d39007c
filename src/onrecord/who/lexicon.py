"""The names that `who` knows: countries with capitals and seats, organisations, armed groups, media, peoples."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.countries import countries, name_of
from onrecord.codebook.gazetteer import Gazetteer, fold
from onrecord.codebook.tables import cells, table


class Known(NamedTuple):
    """What one wording of a known thing says.

    Attributes:
        key: entity id; `none` for a phrase that only holds a country's name ("Gulf of Mexico").
        name, kind: of the entity.
        iso3: its country's code.
        sectors: as in the table: codes, perhaps dated (`REB:2001-12-07/2021-08-15`).
        form: `name`, `acronym`, `demonym`, `people`, `capital`, `seat` or `part`.
    """

    key: str
    name: str
    kind: str
    iso3: str | None
    sectors: str
    form: str


_UNRECOGNISED = frozenset(("South Ossetia", "Abkhazia", "Somaliland", "Transnistria", "Northern Cyprus"))


@cache
def names() -> Gazetteer[Known]:
    """Every wording of everything known but people."""
    found: Gazetteer[Known] = Gazetteer()
    _add_countries(found)
    _add_entities(found)
    return found


def _add_countries(found: Gazetteer[Known]) -> None:
    forms = {"name": "name", "adjective": "demonym", "people": "people", "capital": "capital"}
    for country in countries().values():
        key = f"country:{country.iso3}"
        for word, form in country.wordings():
            if form == "part":
                sectors = "PRE" if word in _UNRECOGNISED else ""
                found.add(word, Known(_place_key(word), word, "place", country.iso3, sectors, "part"))
            else:
                found.add(word, Known(key, country.name, "country", country.iso3, "GOV", forms[form]))
        if country.name.startswith("Saint "):
            found.add("St. " + country.name[6:], Known(key, country.name, "country", country.iso3, "GOV", "name"))


def _place_key(word: str) -> str:
    short = {"the Gaza Strip": "Gaza", "Gaza Strip": "Gaza", "Donbass": "Donbas"}.get(word, word)
    return "place:" + short.lower().replace(" ", "-")


def _add_entities(found: Gazetteer[Known]) -> None:
    for row in table("entities.tsv"):
        key, name, kind, iso3 = row["id"], row["name"], row["kind"], row["iso3"] or None
        form = "name"
        if kind == "none":
            key = "none"
        elif kind == "seat":
            form, kind = "seat", "country"
            key, name = f"country:{iso3}", name_of(iso3 or "")
            if iso3 == "EUR":
                key, name, kind = "igo:eu", "European Union", "igo"
        known = Known(key, name, kind, iso3, row["sectors"], form)
        for word in (row["name"], *filter(None, row["names"].split(";"))):
            found.add(word.removeprefix("the "), known)
        for word in filter(None, row["acronyms"].split(";")):
            found.add(word, known._replace(form="acronym"), exact=True)


def sectors_at(written: str, date: str | None) -> tuple[str, ...]:
    """The sectors of a table cell that hold at a date; without a date the undated ones, or the last."""
    if ":" not in written:
        return tuple(written.split())
    held: list[str] = []
    for item in written.split():
        code, _, period = item.partition(":")
        since, _, to = period.partition("/")
        if not period:
            if not held:
                held.append(code)
        elif date is not None and since <= date[:10] and (not to or date[:10] < to):
            held.append(code)
    return tuple(held)


SMALLEST_CITY = 40
"""Thousands of people. Smaller towns share their names with too many others to tell a country by name alone."""


@cache
def _places() -> dict[str, str]:
    """Cities (the largest of a name first) and regions to their country."""
    found: dict[str, str] = {}
    for name in ("places_cities.tsv", "places_regions.tsv"):
        for row in cells(name):
            if name == "places_cities.tsv" and int(row[6] or 0) < SMALLEST_CITY:
                break  # the table runs from the largest city down
            if row[2]:
                for key in row[0].split("|"):
                    found.setdefault(key, row[2])
    for feature in table("places_features.tsv"):
        if not feature["iso3"]:  # the Sahel is more than Burkina Faso's region of that name
            for name in feature["names"].split("|"):
                found.pop(fold(name), None)
    return found


def place_iso3(name: str) -> str | None:
    """The country of a city or region by its name alone; None where the tables have none."""
    key = fold(name).replace("'", "").replace(".", "")
    places = _places()
    return places.get(key) or places.get(key.replace("-", " "))


@cache
def words(kind: str) -> frozenset[str]:
    """A word class of `data/name_words.tsv`."""
    return frozenset(word for row in table("name_words.tsv") if row["class"] == kind for word in row["words"].split())
