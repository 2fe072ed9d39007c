"""Which of several places a name means: containment, the countries a report names, population, capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10

from onrecord.where.atlas import Spot, key_of
from onrecord.where.named import NONE, STRONG, Named
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
REGION = 3.0
"""A first-level region counts as a town of a million."""
SAME_REGION = 0.8
OTHER_NAME = 0.7
"""Taken off where the town is mainly known by another name than the one in the text (Korolyov, once Kaliningrad)."""
NAMED_AFTER_PEOPLE = frozenset(("USA", "GBR", "CAN", "AUS", "NZL"))
"""Where small towns bear the names of families, which reports are full of."""
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
            return _by_class(named, inside, setting) or _heaviest(named, inside, setting, "where.contained")
    typed = _by_class(named, spots, setting) if named.word else None
    if typed is not None:
        return typed
    settled = next((spot for spot in spots if spot.kind == "country" or spot.rank == "f"), None)
    if settled is not None:
        return _country_or_region(settled, spots, setting)
    best = max(spots, key=lambda spot: _weight(named, spot, setting))
    if not _called_for(named, best, setting):
        return Choice(None, "where.no-place")
    return _heaviest(named, spots, setting, "where.population" if len(spots) > 1 else "where.table")


def lies_in(spot: Spot, container: Spot) -> bool:
    """Whether a place lies in a country or first-level region."""
    if container.kind == "country":
        return spot.iso3 == container.iso3 and spot.kind != "country"
    return spot.admin1 is not None and spot.admin1 == container.admin1 and spot.kind == "city"


def _by_class(named: Named, spots: Sequence[Spot], setting: Setting) -> Choice | None:
    """The reading that the class word asks for."""
    if named.word in ("", "facility"):
        return None
    if named.word in ("city", "town", "village", "port", "hamlet", "settlement", "suburb"):
        towns = [spot for spot in spots if spot.kind == "city"]
        return _heaviest(named, towns, setting, "where.class") if towns else None
    regions = [spot for spot in spots if spot.kind == "admin1"]
    exact = [spot for spot in regions if spot.word == named.word] or [spot for spot in regions if spot.word] or regions
    if exact:
        return _heaviest(named, exact, setting, "where.class")
    if not any(spot.iso3 in setting.countries for spot in spots):
        return Choice(None, "where.no-place")  # "Vigo County" is not by Vigo
    return None


def _country_or_region(settled: Spot, spots: Sequence[Spot], setting: Setting) -> Choice:
    """A country, sea or well-known region, unless the report is about another place of that name (Georgia)."""
    if settled.kind == "country" and settled.iso3 not in setting.countries:
        for rival in spots:
            if rival.kind != "admin1" or rival.iso3 == settled.iso3 or rival.iso3 not in setting.countries:
                continue
            country = str(rival.admin1)[:3]
            if any(region.startswith(country) for region in setting.regions if region != rival.admin1):
                return Choice(rival, "where.neighbours", (settled,))
    return Choice(settled, "where.table", _others(spots, settled))


def _others(spots: Sequence[Spot], chosen: Spot) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if spot is not chosen)[:4]


def _weight(named: Named, spot: Spot, setting: Setting) -> float:
    town = spot.kind == "city"
    weight = log10(max(spot.thousands, 3)) if town else REGION
    if spot.rank == "c":
        weight += CAPITAL
    elif spot.rank == "k":
        weight += KNOWN
    if (spot.rank == "c" and spot.thousands >= 2000) or spot.thousands >= 3000:
        weight += WORLD_CITY
    if spot.iso3 in setting.countries:
        if spot.iso3 == "USA" and not any(region.startswith("US-") for region in setting.regions):
            weight += UBIQUITOUS
        else:
            weight += SMALL_TOWN if town and spot.thousands < MIDDLE else NAMED_COUNTRY
    if spot.admin1 in setting.regions:
        weight += SAME_REGION
    if town and key_of(spot.name) != named.key:
        weight -= OTHER_NAME
    return weight


def _heaviest(named: Named, spots: Sequence[Spot], setting: Setting, rule: str) -> Choice:
    """The heaviest, or nothing where another place is nearly as heavy.

    A town and the region that bears its name are one neighbourhood: they are no rivals, and the bare name is the town.
    """
    weights = [(_weight(named, spot, setting), spot) for spot in spots]
    weights.sort(key=lambda pair: -pair[0])
    heaviest, best = weights[0]
    twins = [spot for _, spot in weights if _twins(spot, best)]
    rivals = tuple(
        spot for weight, spot in weights if spot not in twins and spot is not best and heaviest - weight < MARGIN
    )
    if rivals:
        return Choice(None, "where.undecided", (best, *rivals), undecided=True)
    if best.kind == "admin1" and rule != "where.class":
        best = next((spot for spot in twins if spot.kind == "city" and spot.admin1 in (None, best.admin1)), best)
    return Choice(best, rule, _others([spot for _, spot in weights], best))


def _twins(one: Spot, other: Spot) -> bool:
    """Whether two places of one name are a town and its region, or two tables' rows for one place."""
    return one.iso3 == other.iso3 and (one.kind != other.kind or (one.admin1 == other.admin1 and one.kind != "city"))


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
    if spot.thousands >= BIG or spot.rank == "k":
        return True
    if spot.thousands >= MIDDLE:
        return home or named.cue == STRONG
    if not home:
        return named.because in CERTAIN and len(named.spots) == 1
    return named.cue != NONE or (spot.rank != "s" and spot.iso3 not in NAMED_AFTER_PEOPLE)
