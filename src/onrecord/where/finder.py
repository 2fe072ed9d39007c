"""Finds the places of a report: names, then the setting they share, then which place each one means."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.codebook.countries import demonym
from onrecord.codebook.shared_names import Sharer, sharers, verdict, witnesses
from onrecord.language import Parsed
from onrecord.model import Abstained, Cast, Found, Note, Place
from onrecord.where.atlas import PRECISION, Spot, atlas
from onrecord.where.choose import BIG, Choice, Setting, choose, lies_in
from onrecord.where.cues import speaks
from onrecord.where.named import STRONG, Named
from onrecord.where.names import names
from onrecord.where.others import Taken

SITES = frozenset((
    "airport", "airfield", "airbase", "barrage", "base", "bridge", "camp", "crossing", "dam", "palace", "port",
    "prison", "refinery", "seaport", "station",
))  # fmt: skip
"""Class words of what is a point on the map."""
SUBDIVISIONS = frozenset(("district", "county", "municipality", "raion", "rayon", "sector", "subdistrict"))


def find(parsed: Parsed, cast: Cast) -> Found[Place]:
    """Every place expression of a report, in order.

    Args:
        parsed: the parsed report.
        cast: who is who; no place is read inside a person's or an organisation's name.

    Returns:
        Places with the usual English name, ISO codes and coordinates no sharper than the text; `abstained` holds the
        names that two places share with no ground to choose.
    """
    tails: set[str] = set()
    named = list(names(parsed, atlas(), _taken(parsed, cast), tails))
    shared = _shared(parsed, named)
    setting = _setting(parsed, cast, [name for name in named if name.key not in shared])
    setting.countries |= {choice.spot.iso3 for choice in shared.values() if choice.spot and choice.spot.iso3}
    setting.surnames |= tails
    places: list[Place] = []
    abstained: list[Abstained] = []
    notes: list[Note] = []
    choices: list[Choice] = []
    forced: Spot | None = None
    for number, name in enumerate(named):
        container = _container(parsed, named, number)
        if forced is not None:
            choice = Choice(forced, "where.contains")
        elif name.key in shared and not name.word:
            choice = shared[name.key]
        elif speaks(parsed, name) and all(s.kind == "city" and s.rank != "c" for s in name.spots):
            choice = Choice(None, "where.speaker")
        elif (outer := _elsewhere(parsed, named, number)) is not None:
            choice = Choice(Spot(name.spots[0].name, outer.iso3, outer.admin1, None, None, "city"), "where.contained")
            container = outer
        else:
            choice = choose(name, setting, container)
            if choice.spot is not None and choice.rule == "where.called" and container and not choice.spot.iso3:
                choice = Choice(choice.spot._replace(iso3=container.iso3, admin1=container.admin1), choice.rule)
        forced = container
        if choice.spot is None and not choice.undecided and name.word in SUBDIVISIONS:
            choice = Choice(_unknown(parsed, name, container), "where.called")
        choices.append(choice)
    _listed(parsed, named, choices)
    for name, choice in zip(named, choices, strict=True):
        span = parsed.token_span(name.lo, name.hi)
        if choice.spot is not None:
            place = _place(parsed, name, choice.spot)
            places.append(place)
            notes.append(
                Note(
                    "where", span, f"{place.name}, {place.precision}", choice.rule, name.because, _labels(choice.rivals)
                )
            )
        elif choice.undecided:
            reason = "several places: " + "; ".join(_labels(choice.rivals))
            abstained.append(Abstained(span.offsets, span.text, span.part, stage="where", reason=reason))
            notes.append(Note("where", span, "undecided", choice.rule, name.because, _labels(choice.rivals)))
    return Found(tuple(places), tuple(abstained), tuple(notes))


def _listed(parsed: Parsed, named: Sequence[Named], choices: list[Choice]) -> None:
    """Settle the towns of a list of towns by their company: "Bradford, Derby and Leeds" are all in England."""
    at = 0
    while at < len(named):
        end = at + 1
        while end < len(named) and parsed.words(named[end - 1].hi, named[end].lo) in (",", "and", ", and", "or"):
            end += 1
        settled = [c.spot.iso3 for c in choices[at:end] if c.spot is not None and c.spot.kind == "city"]
        if len(settled) > 1 and len(set(settled)) == 1:
            for number in range(at, end):
                near = [spot for spot in named[number].spots if spot.kind == "city" and spot.iso3 == settled[0]]
                if choices[number].spot is None and near:
                    choices[number] = Choice(max(near, key=lambda spot: spot.thousands), "where.listed")
        at = end


def _shared(parsed: Parsed, named: Sequence[Named]) -> dict[str, Choice]:
    """Names that two states share, by their keys: the state that the report means, or that nothing decides."""
    found: dict[str, Choice] = {}
    told: dict[Sharer, str] | None = None
    for name in named:
        bearers = sharers().get(name.key, ())
        if name.key in found or not bearers or not all(sharer.entity for sharer in bearers):
            continue
        told = witnesses(parsed.tokens) if told is None else told
        decided = verdict(name.key, told)
        states = tuple(atlas().states[sharer.iso3] for sharer in bearers)
        meant = atlas().states[decided.meant.iso3] if decided is not None and decided.meant is not None else None
        rivals = tuple(spot for spot in states if spot is not meant)
        found[name.key] = (
            Choice(meant, "where.shared-name", rivals)
            if meant is not None
            else Choice(None, "where.undecided", rivals, undecided=True)
        )
    return found


def _taken(parsed: Parsed, cast: Cast) -> Taken:
    return Taken(
        [
            (*parsed.place(mention), entity.kind, mention.form)
            for entity in cast.entities
            if entity.kind in Taken.NAMES or entity.kind == "people"
            for mention in entity.mentions
        ]
    )


def _setting(parsed: Parsed, cast: Cast, named: Sequence[Named]) -> Setting:
    """The countries and regions that the report names, and the family names that it gives."""
    setting = Setting()
    for entity in cast.entities:
        if entity.iso3 and entity.kind not in ("igo", "country"):
            setting.countries.add(entity.iso3)
        if entity.kind == "person":
            setting.surnames.add(entity.name.rpartition(" ")[2].lower())
    previous = ""
    for token in parsed.tokens:
        text = token.text
        if text[0].isupper() and token.pos in ("ADJ", "PROPN", "NOUN"):
            iso3 = demonym(text) or (demonym(f"{previous} {text}") if previous[:1].isupper() else None)
            if iso3:
                setting.countries.add(iso3)
        previous = text
    for name in named:
        kinds = {spot.kind for spot in name.spots}
        for spot in name.spots:
            if spot.kind == "country" and spot.iso3 and "admin1" not in kinds:  # "Georgia" by itself shows nothing
                setting.countries.add(spot.iso3)
        sole = _sole(name)
        if sole is not None and sole.iso3:
            setting.countries.add(sole.iso3)
            if sole.admin1:
                setting.regions.add(sole.admin1)
    return setting


def _sole(name: Named) -> Spot | None:
    """The place that a name must mean: the only one of its name, and well known or called for."""
    spot = name.spots[0]
    if name.word in SUBDIVISIONS:
        return None
    if len(name.spots) == 1 and (spot.kind != "city" or spot.thousands >= BIG):
        return spot
    if spot.kind == "city" and ((spot.rank == "c" and spot.thousands >= 500) or spot.thousands >= 3000):
        return spot
    if spot.kind == "admin1" and len({other.iso3 for other in name.spots}) == 1:
        return spot
    return None


def _container(parsed: Parsed, named: Sequence[Named], number: int) -> Spot | None:
    """The country or region that is written after a name: "Tripoli, Lebanon", "Lyman (Ukraine)", "Homs in Syria"."""
    if number + 1 >= len(named):
        return None
    name, following = named[number], named[number + 1]
    if not 1 <= following.lo - name.hi <= 3 or following.hi > len(parsed.tokens):
        return None
    between = " ".join(token.lower for token in parsed.tokens[name.hi : following.lo])
    if between not in (",", "(", "in", ", in", "in the", ", in the"):
        return None
    outer = [spot for spot in following.spots if spot.kind in ("country", "admin1")]
    if name.word in SUBDIVISIONS and outer:
        return outer[0]
    return next((spot for spot in outer if any(lies_in(inner, spot) for inner in name.spots)), None)


def _elsewhere(parsed: Parsed, named: Sequence[Named], number: int) -> Spot | None:
    """The region that closes a town's address where no table has the town in it: "in Berlin, New Hampshire,"."""
    name = named[number]
    following = named[number + 1] if number + 1 < len(named) else None
    if (
        following is None
        or name.cue != STRONG
        or name.word
        or not all(spot.kind in ("city", "admin1") for spot in name.spots)
    ):
        return None
    tokens = parsed.tokens
    if following.lo != name.hi + 1 or tokens[name.hi].text != "," or any(s.kind != "admin1" for s in following.spots):
        return None
    if any(spot.kind == "admin1" and spot.iso3 == following.spots[0].iso3 for spot in name.spots):
        return None  # "in Michigan, Mississippi and Idaho"
    closed = following.hi >= len(tokens) or tokens[following.hi].pos == "PUNCT"
    return following.spots[0] if closed and len(following.spots) == 1 else None


def _unknown(parsed: Parsed, name: Named, container: Spot | None) -> Spot:
    """A district that bears a town's name but is not by that town ("Vigo County, Indiana")."""
    iso3, admin1 = (container.iso3, container.admin1) if container else (None, None)
    return Spot(parsed.words(name.lo, name.hi), iso3, admin1, None, None, "area")


def _labels(spots: tuple[Spot, ...]) -> tuple[str, ...]:
    return tuple(f"{spot.name}, {spot.admin1 or spot.iso3 or spot.kind}" for spot in spots)


def _place(parsed: Parsed, name: Named, spot: Spot) -> Place:
    """The place as the text bounds it: never sharper than its words."""
    precision = PRECISION[spot.kind]
    label = spot.name
    if spot.kind == "city" and name.word in (
        "district",
        "county",
        "municipality",
        "raion",
        "rayon",
        "sector",
        "region",
        "province",
        "governorate",
        "canton",
        "oblast",
    ):
        precision, label = "region", parsed.words(name.lo, name.hi)
    elif name.word == "facility":
        label = parsed.words(name.lo, name.hi)
        precision = "point" if parsed.tokens[name.hi - 1].lower in SITES else precision
    return Place(
        *parsed.locate(parsed.tokens[name.lo].start, parsed.tokens[name.hi - 1].end),
        name=label,
        iso3=spot.iso3,
        admin1=spot.admin1,
        lat=spot.lat,
        lon=spot.lon,
        precision=precision,
    )
