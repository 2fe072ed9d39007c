"""How alike two profiles are: a visible list of features, each with its weight (`data/same.tsv`) and what it saw.

The score is a logistic of their weighted sum: from 0 to 1, two items are held to be the same from 0.5 on. The same
list is shown to whoever asks why (`onrecord why`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

import msgspec

from onrecord.codebook.plover import quad
from onrecord.codebook.tables import table
from onrecord.record.profile import Figure, Group, Profile
from onrecord.record.words import cosine

SAME = 0.5
"""From here on two profiles are linked."""
NEAR = 0.25
"""From here on a pair is kept, for a person to look at."""


class Part(msgspec.Struct, frozen=True):
    """One feature of a score.

    Attributes:
        feature: its name in `data/same.tsv`.
        value: what was seen, -1 to 1; 0 where nothing can be said.
        weight: what a value of 1 adds.
    """

    feature: str
    value: float
    weight: float


class Score(msgspec.Struct, frozen=True):
    """How likely two profiles tell the same, and why.

    Attributes:
        score: 0 to 1.
        parts: the features that count, the heaviest first.
    """

    score: float
    parts: tuple[Part, ...]


@cache
def weights(kind: str) -> dict[str, float]:
    """The weights of a kind's features, with its `bias`."""
    return {row["feature"]: float(row["weight"]) for row in table("same.tsv") if row["kind"] == kind}


def likeness(one: Profile, other: Profile) -> float:
    """The score alone."""
    return 0.0 if _unlike(one, other) else _logistic(weights(one.kind), features(one, other))


def _logistic(weighted: dict[str, float], seen: dict[str, float]) -> float:
    total = weighted["bias"]
    for feature, value in seen.items():
        total += value * weighted[feature]
    return 1 / (1 + math.exp(-total))


def _unlike(one: Profile, other: Profile) -> bool:
    """Whether the words of two items are too little alike for them to be weighed."""
    return one.kind in _LEAST and cosine(one.words, other.words) < _LEAST[one.kind]


_LEAST = {"c": 0.35, "s": 0.45, "e": 0.2}
"""Items whose words are less alike are not weighed at all: the same kind of act by the same people is no same act."""


_UNLIKE = -99.0
"""The part that says so where a score is explained."""


def explained(one: Profile, other: Profile) -> Score:
    """The score with its parts."""
    weighted = weights(one.kind)
    seen = features(one, other)
    unlike = _unlike(one, other)
    parts = [Part(name, round(value, 3), weighted[name]) for name, value in seen.items() if value]
    if unlike:
        parts.append(Part("unlike", 1, _UNLIKE))
    parts.sort(key=lambda part: (-abs(part.value * part.weight), part.feature))
    score = 0.0 if unlike else _logistic(weighted, seen)
    return Score(round(score, 4), (*parts, Part("bias", 1, weighted["bias"])))


def features(one: Profile, other: Profile) -> dict[str, float]:
    """Every feature of a pair of one kind."""
    match one.kind:
        case "e":
            return _of_events(one, other)
        case "c":
            return _of_claims(one, other)
        case "s":
            return _of_statements(one, other)
        case _:
            return _of_ties(one, other)


def _of_events(one: Profile, other: Profile) -> dict[str, float]:
    return {
        "words": cosine(one.words, other.words),
        "plain": cosine(one.bag.plain, other.bag.plain),
        "names": cosine(one.bag.names, other.bag.names),
        "word": float(one.stem is not None and one.stem == other.stem),
        "type": _types(one.type, other.type),
        "mode": float(one.mode == other.mode) if one.mode and other.mode and one.type == other.type else 0.0,
        "cameo": float(one.cameo is not None and one.cameo == other.cameo),
        "doers": _agree(one.of("a"), other.of("a")),
        "done_to": _agree(one.of("r"), other.of("r")),
        "swapped": float(_crossed(one, other)),
        "day": _days(one, other),
        "told": _told(one, other, 7),
        "season": _told(one, other, 60),
        "company": _jaccard(one.of("arm"), other.of("arm")),
        "place": _places(one, other),
        "figures": _figures(one.figures, other.figures),
        "fact": float(one.fact is not other.fact),
    }


def _of_claims(one: Profile, other: Profile) -> dict[str, float]:
    return {
        "words": cosine(one.words, other.words),
        "plain": cosine(one.bag.plain, other.bag.plain),
        "mass": min(1.0, sum(min(one.words[word], other.words[word]) for word in one.words.keys() & other.words) / 4),
        "event": _leads(one, other),
        "named": _jaccard(one.of("m"), other.of("m")),
        "swapped": float(_crossed(one, other)),
        "day": _days(one, other),
        "told": _told(one, other, 7),
        "place": _places(one, other),
        "figures": _figures(one.figures, other.figures),
        "fact": float(one.fact is not other.fact),
    }


def _of_statements(one: Profile, other: Profile) -> dict[str, float]:
    return {
        "words": cosine(one.words, other.words),
        "source": _agree(one.of("s"), other.of("s")),
        "day": _days(one, other),
        "told": _told(one, other, 7),
        "short": float(min(len(one.words), len(other.words)) < 3),
    }


def _of_ties(one: Profile, other: Profile) -> dict[str, float]:
    mine, theirs = {side.entity for side in one.sides}, {side.entity for side in other.sides}
    return {
        "kind": float(one.type == other.type),
        "parties": len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0,
        "name": cosine(one.words, other.words) if one.words and other.words else 0.0,
        "day": _days(one, other),
    }


def _types(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return 0.0 if quad(one) == quad(other) else -1.0


def _leads(one: Profile, other: Profile) -> float:
    """Whether two claims are about acts of one type and word; -1 where one is about another type of act."""
    if one.lead is None or other.lead is None:
        return 0.0
    if one.lead[0] != other.lead[0]:
        return -1.0
    return 1.0 if one.lead[1] == other.lead[1] else 0.5


def _agree(one: Group, other: Group) -> float:
    """1 for one entity on both sides, 0.5 for one country or one wording, -1 where both are known and differ."""
    if not one.some or not other.some:
        return 0.0
    if not one.entities.isdisjoint(other.entities):
        return 1.0
    if not one.codes.isdisjoint(other.codes) or not one.stems.isdisjoint(other.stems):
        return 0.5
    if one.named and other.named:
        return -1.0
    return -0.5 if one.codes and other.codes else 0.0


def _jaccard(one: Group, other: Group) -> float:
    """1 where the same are named, -1 where none is named in both; 0 where one names nobody."""
    if not one.entities or not other.entities:
        return 0.0
    both = len(one.entities & other.entities)
    return 2 * both / (len(one.entities) + len(other.entities) - both) - 1


def _crossed(one: Profile, other: Profile) -> bool:
    """Whether who acts in one is acted upon in the other, and not the same way round as well."""
    straight = max(_agree(one.of("a"), other.of("a")), _agree(one.of("r"), other.of("r")))
    return straight <= 0 and max(_agree(one.of("a"), other.of("r")), _agree(one.of("r"), other.of("a"))) > 0


def _days(one: Profile, other: Profile) -> float:
    """1 where both give days and these meet within a day, less for vaguer ones, -1 where they lie apart."""
    mine, theirs = one.days, other.days
    if mine is None or theirs is None:
        return 0.0
    gap = max(mine[0], theirs[0]) - min(mine[1], theirs[1])
    if gap <= 1:
        wide = max(mine[1] - mine[0], theirs[1] - theirs[0])
        return 1.0 if wide <= 3 else 0.6 if wide <= 45 else 0.3
    return -1.0 if gap > 3 else -0.3


def _told(one: Profile, other: Profile, days: float) -> float:
    """How near in time two reports are, or what they tell with a day: 1 the same day, 0.37 after so many `days`."""
    mine, theirs = one.when, other.when
    if mine is None or theirs is None:
        return 0.0
    gap = max(0, max(mine[0], theirs[0]) - min(mine[1], theirs[1]))
    return math.exp(-gap / days)


def _places(one: Profile, other: Profile) -> float:
    """1 for one place, 0.6 where one lies in the other's region, 0.2 in one country, -1 for two towns or countries."""
    mine, theirs = one.spot, other.spot
    if mine is None or theirs is None:
        return 0.0
    if mine.name == theirs.name:
        return 1.0
    if mine.admin1 and mine.admin1 == theirs.admin1:
        return -0.5 if mine.precision == theirs.precision == "city" else 0.6
    if mine.iso3 and theirs.iso3 and mine.iso3 != theirs.iso3:
        return -1.0
    sharp = ("city", "point", "admin1")
    if mine.precision in sharp and theirs.precision in sharp:
        return -1.0
    return 0.2 if mine.iso3 and mine.iso3 == theirs.iso3 else 0.0


def _figures(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> float:
    """1 where figures of one thing agree, -1 where they do not, 0 where none can be compared."""
    found = [
        1.0 if _meet(mine, theirs) else -1.0
        for mine in one
        for theirs in other
        if mine.what == theirs.what or not mine.what or not theirs.what
    ]
    return max(found, default=0.0)


def rivals(one: Iterable[Figure], other: Iterable[Figure]) -> bool:
    """Whether the two give figures of one thing, and for some thing only figures that exclude one another."""
    theirs = list(other)
    mine = list(one)
    for what in {figure.what for figure in mine} & {figure.what for figure in theirs} - {""}:
        pairs = [(a, b) for a in mine for b in theirs if a.what == b.what == what]
        if not any(_meet(a, b) for a, b in pairs):
            return True
    return False


def _meet(one: Figure, other: Figure) -> bool:
    low = max(one.low if one.low is not None else -math.inf, other.low if other.low is not None else -math.inf)
    high = min(one.high if one.high is not None else math.inf, other.high if other.high is not None else math.inf)
    return low <= high
