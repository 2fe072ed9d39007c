"""Where a profile is looked for: keys of parties, time and place, so that nobody is compared with everybody.

A key joins at least two things, and most a stretch of time too, so that no block grows with the record. Stretches
overlap by half: what lies half a stretch apart shares one.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from onrecord.record.days import interval
from onrecord.record.profile import Profile

_STRETCH = 16
_LONGEST = 62
"""Days of an interval beyond which it is no help in looking."""
_RARE = 0.6
"""Words from this weight on are looked for by themselves, in pairs."""
_NAME = 0.85
"""Names from this weight on are looked for with the type of the act: towns and persons, not great powers."""
_SEASON = 184
_YEARS = 730
_LIGHT = 0.3
"""The same for claims and statements, which must share most of their words anyway."""
_RAREST = 4
"""So many of the rarest words of a passage make pairs."""


def blocks(profile: Profile) -> frozenset[int]:
    """The keys of a profile, as 63-bit numbers."""
    return frozenset(_hashed(profile.kind, *key) for key in _keys(profile))


def _hashed(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode("utf-8"), digest_size=8).digest(), "big") >> 1


def _keys(profile: Profile) -> Iterator[tuple[str, ...]]:
    yield from (("pin", pin[1:]) for pin in profile.pins if pin[0] == "+")
    match profile.kind:
        case "e":
            yield from _of_event(profile)
        case "c" | "s":
            times = _times(profile)
            yield from (("words", *pair, time) for pair in _pairs(profile, _LIGHT) for time in times)
        case _:
            names = sorted({side.entity or "" for side in profile.sides})
            yield ("tie", profile.type, *names)
            yield from (("tie", profile.type, one, other) for at, one in enumerate(names) for other in names[at + 1 :])


def _of_event(profile: Profile) -> Iterator[tuple[str, ...]]:
    named = [word for word, value in profile.bag.names.items() if value >= _NAME]
    parties = _names(profile)
    for season in _stretches(profile, _SEASON):
        for name in parties:
            yield ("party", name, profile.type, season)
        yield from (("words", *pair, season) for pair in _pairs(profile, _RARE))
    for years in _stretches(profile, _YEARS):
        for word in named:
            yield ("name", word, profile.type, years)
        for at, one in enumerate(parties):
            yield from (("dyad", one, other, profile.type, years) for other in parties[at + 1 :])


def _times(profile: Profile) -> list[str]:
    """When a claim or statement is looked for: about its day and in its quarter; always, where it has no time."""
    if profile.start is None:
        return [profile.told or ""]
    year, month = profile.start[:4], profile.start[5:7]
    return [*_stretches(profile, _STRETCH), *([f"{year}-{(int(month) - 1) // 3 * 3 + 1:02d}"] if month else [])]


def _stretches(profile: Profile, length: int) -> list[str]:
    """The two stretches of so many days, overlapping by half, in which it was, or was told; a year by itself."""
    start = profile.start or profile.told
    days = interval(start, start)
    if days is None:
        return ["?"]
    if days[1] - days[0] > _LONGEST:
        return [f"in {(start or '')[:4]}"]
    half = length // 2
    return [f"{(days[0] + half) // length * 2 + 1}", f"{days[0] // length * 2}"]


def _names(profile: Profile) -> list[str]:
    """Countries where they are known, else entities, else the wording: "Moscow" and "Russia" are one."""
    return sorted({side.iso3 or side.entity or side.stem or "" for side in profile.sides if side.side in "ar"} - {""})


def _pairs(profile: Profile, least: float) -> Iterator[tuple[str, ...]]:
    """Pairs of the rarest words, and all of them: they find what is told again in other company."""
    ranked = sorted(profile.words, key=lambda word: (-profile.words[word], word))
    rare = sorted(word for word in ranked[:_RAREST] if profile.words[word] >= least)
    for at, one in enumerate(rare):
        for other in rare[at + 1 :]:
            yield one, other
    if len(rare) > 2:
        yield tuple(rare)  # finds what is told in the same words where each of their pairs is told all the time
    if len(rare) < 2 and profile.words:
        yield tuple(sorted(profile.words))
