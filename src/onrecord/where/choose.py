"""Which of several places a name means: containment, the countries a report names, population, capitals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log10

from onrecord.where.atlas import Spot
from onrecord.where.names import NONE, STRONG, Named
from onrecord.where.words import words

NAMED_COUNTRY = 2.5
"""What a country named in the report is worth, in powers of ten of people: a town of 5,000 in a country of the
report outweighs one of a million elsewhere. Set on our own cases: with 1.5 "Birmingham" beside "Alabama" is English."""
SMALL_TOWN = 1.8
"""The same for a town under 100,000: it must not outweigh a capital elsewhere (Washington, England)."""
UBIQUITOUS = 1.0
"""The same for the United States where none of its states is named: nearly every foreign report names the country."""
CAPITAL = 1.5
KNOWN = 1.0
"""For a city that is in the hand table of usual English names."""
WORLD_CITY = 1.5
"""A capital of two million, or a city of three, is meant, whatever other countries are named."""
MARGIN = 0.4
"""Two places closer than this are left undecided."""
CERTAIN = frozenset(("in", "at", "near", "outside", "around", "dateline"))
"""Words after which even a name that the report gives a person is a place."""
BIG, MIDDLE = 500, 100
"""Thousands of people from which a town is read without, and with some, words around it that call for a place."""


@dataclass(slots=True)
class Setting:
    """What the report has named so far: countries by ISO code, first-level regions."""

    countries: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Choice:
    """The decision: a spot, or the rivals that could not be told apart, or neither (no place)."""

    spot: Spot | None
    rule: str
    rivals: tuple[Spot, ...] = ()
    undecided: bool = False


def choose(named: Named, setting: Setting, container: Spot | None) -> Choice:
    """Decide which place a name means.

    Args:
        named: the name with its class word and the words that call for a place.
        setting: the countries and regions that the report names.
        container: the place that follows it ("Tripoli, Lebanon"), if one does.
    """
    spots = named.spots
    if spots[0].lat is None and spots[0].kind != "country":
        return Choice(spots[0], "where.called")
    if container is not None:
        inside = [spot for spot in spots if lies_in(spot, container)]
        if inside:
            return _heaviest(inside, setting, "where.contained")
    if named.word:
        typed = _by_class(named, setting)
        if typed is not None:
            return typed
    settled = next((spot for spot in spots if spot.kind not in ("city", "admin1")), None)
    if settled is not None:
        return _country_or_region(settled, spots, setting)
    return _city(named, setting)


def lies_in(spot: Spot, container: Spot) -> bool:
    """Whether a place lies in a country or first-level region."""
    if container.kind == "country":
        return spot.iso3 == container.iso3 and spot.kind != "country"
    return spot.admin1 is not None and spot.admin1 == container.admin1 and spot.kind == "city"


def _others(spots: Iterable[Spot], chosen: Spot) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if spot is not chosen)[:4]


def _by_class(named: Named, setting: Setting) -> Choice | None:
    """The reading that the class word asks for."""
    if named.word in ("city", "town", "village", "port", "hamlet", "settlement", "suburb"):
        towns = [spot for spot in named.spots if spot.kind == "city"]
        return _heaviest(towns, setting, "where.class") if towns else None
    regions = [spot for spot in named.spots if spot.kind == "admin1"]
    exact = [spot for spot in regions if spot.word == named.word] or [spot for spot in regions if spot.word] or regions
    if exact and named.word != "facility":
        return _heaviest(exact, setting, "where.class")
    if named.word != "facility" and not any(spot.iso3 in setting.countries for spot in named.spots):
        return Choice(None, "where.no-place")  # "Vigo County" is not by Vigo
    return None


def _country_or_region(settled: Spot, spots: tuple[Spot, ...], setting: Setting) -> Choice:
    """A country, sea or well-known region, unless the report is about another place of that name (Georgia)."""
    rivals = [spot for spot in spots if spot.kind == "admin1" and spot.iso3 != settled.iso3 and spot.iso3]
    for rival in rivals:
        near = any(region.startswith(str(rival.admin1)[:3]) for region in setting.regions if region != rival.admin1)
        if (
            near
            and settled.kind == "country"
            and settled.iso3 not in setting.countries
            and rival.iso3 in setting.countries
        ):
            return Choice(rival, "where.neighbours", (settled,))
    return Choice(settled, "where.table", _others(spots, settled))


def _weight(spot: Spot, setting: Setting) -> float:
    weight = log10(max(spot.thousands, 3)) if spot.kind == "city" else 3.0
    if spot.rank == "c":
        weight += CAPITAL
    if (spot.rank == "c" and spot.thousands >= 2000) or spot.thousands >= 3000:
        weight += WORLD_CITY
    if spot.rank == "k":
        weight += KNOWN
    if spot.iso3 in setting.countries:
        local = spot.iso3 != "USA" or any(region.startswith("US-") for region in setting.regions)
        weight += (
            (NAMED_COUNTRY if spot.thousands >= MIDDLE or spot.kind != "city" else SMALL_TOWN) if local else UBIQUITOUS
        )
    if spot.admin1 in setting.regions:
        weight += 0.8
    return weight


def _heaviest(spots: list[Spot], setting: Setting, rule: str) -> Choice:
    ranked = sorted(spots, key=lambda spot: -_weight(spot, setting))
    best = ranked[0]
    rivals = tuple(spot for spot in ranked[1:] if _weight(best, setting) - _weight(spot, setting) < MARGIN)
    if rivals:
        return Choice(None, "where.undecided", (best, *rivals), undecided=True)
    return Choice(best, rule, tuple(ranked[1:5]))


def _city(named: Named, setting: Setting) -> Choice:
    """A town or a first-level region by weight, where the text calls for one at all."""
    ranked = sorted(named.spots, key=lambda spot: -_weight(spot, setting))
    best = ranked[0]
    if not _called_for(named, best, setting):
        return Choice(None, "where.no-place")
    # a city and the region that bears its name are one neighbourhood: the bare name is the city
    rivals = [
        spot
        for spot in ranked[1:]
        if _weight(best, setting) - _weight(spot, setting) < MARGIN
        and not (spot.iso3 == best.iso3 and (spot.admin1 == best.admin1 or spot.kind != best.kind))
    ]
    if rivals:
        return Choice(None, "where.undecided", (best, *rivals), undecided=True)
    if best.kind == "admin1":
        twin = next((s for s in ranked if s.kind == "city" and s.iso3 == best.iso3 and s.admin1 == best.admin1), None)
        best = twin or best
    return Choice(best, "where.population" if len(ranked) > 1 else "where.table", _others(ranked, best))


def _called_for(named: Named, spot: Spot, setting: Setting) -> bool:
    """Whether a town of this size may be read here: the smaller it is, the more the text has to say so."""
    home = spot.iso3 in setting.countries
    common = all(word in words().common_words for word in named.key.split())
    if spot.rank == "c" and not common:
        return True
    if named.key in setting.surnames and not (named.word or named.because in CERTAIN):
        return False
    if common or len(named.key) < 4:
        return named.cue == STRONG and home
    if named.key in words().names_of_people:
        return named.cue == STRONG and (home or spot.thousands >= MIDDLE)
    if spot.kind == "admin1":
        return home or named.cue != NONE
    if spot.thousands >= BIG:
        return True
    if spot.thousands >= MIDDLE:
        return home or named.cue == STRONG
    return home and (named.cue != NONE or spot.rank != "s")
