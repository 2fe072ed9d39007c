"""Which linked profiles are one entry: the best links first, unless two sides cannot be the same.

It looks at profiles and their links, and at nothing else, and breaks ties by what the profiles are. So neither the
order in which reports came nor the keys of rows change what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.record.likeness import rivals
from onrecord.record.profile import Profile


class Link(NamedTuple):
    """Two profiles, by their keys, and how likely they tell the same."""

    one: int
    other: int
    score: float


JOINED = 2.0
"""The score of a link that a person made."""
_DAYS = 2
"""Days that reports of one event may differ by: time zones, "overnight", the day of the news for that of the act."""


class _Group:
    """Profiles that are one entry so far, what stands in the way of more, and how often each other one is linked."""

    def __init__(self, key: int, profile: Profile, told: frozenset[int]) -> None:
        self.members = [key]
        self.linked: dict[_Group, int] = {}
        self.fact = profile.fact if profile.kind == "e" else None
        self.told = told
        self.days = profile.sharp
        self.towns = profile.towns
        self.figures = profile.figures if profile.kind == "c" else ()
        self.apart = _pins(profile, "-")
        self.pins = _pins(profile, "+")

    def against(self, other: _Group) -> bool:
        """Whether the two cannot be one.

        They were set apart by hand; one report tells both as two acts; one was done and the other is to be done, or
        was not; they were on other days, or in other towns; they are claims of rival figures.
        """
        if self.apart & other.apart:
            return True
        if self.pins & other.pins:
            return False
        if self.fact != other.fact or not self.told.isdisjoint(other.told):
            return True
        return (
            _far(self.days, other.days)
            or bool(self.towns and other.towns and self.towns.isdisjoint(other.towns))
            or bool(self.figures and other.figures and rivals(self.figures, other.figures))
        )

    def close(self, other: _Group, score: float) -> bool:
        """Whether the two are linked in most of their pairs, or by hand: a chain of neighbours alone is no entry."""
        return score >= JOINED or 2 * self.linked[other] >= len(self.members) * len(other.members)

    def take(self, other: _Group) -> None:
        """Make both one."""
        self.members += other.members
        self.told |= other.told
        self.days |= other.days
        self.towns |= other.towns
        self.figures += other.figures
        self.apart |= other.apart
        self.pins |= other.pins
        del self.linked[other], other.linked[self]
        for third, times in other.linked.items():
            del third.linked[other]
            self.linked[third] = third.linked[self] = self.linked.get(third, 0) + times


def _pins(profile: Profile, sign: str) -> frozenset[str]:
    return frozenset(pin[1:] for pin in profile.pins if pin[0] == sign) if profile.pins else _NONE


_NONE: frozenset[str] = frozenset()


def never_one(one: Profile, other: Profile) -> bool:
    """Whether two profiles of one kind cannot be one entry, however alike they are, by what they are themselves."""
    if one.kind == "e":
        if one.fact is not other.fact or _far(one.sharp, other.sharp):
            return True
        if one.stem != other.stem and one.text == other.text:
            return True  # one sentence tells both: its reader held them to be two
        return bool(one.towns and other.towns and one.towns.isdisjoint(other.towns))
    return one.kind == "c" and bool(one.figures and other.figures) and rivals(one.figures, other.figures)


def _far(one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether days are known of both, and lie apart."""
    return min((abs(a - b) for a in one for b in other), default=0) > _DAYS


def cluster(
    profiles: Mapping[int, Profile], links: Iterable[Link], told: Mapping[int, frozenset[int]]
) -> list[list[int]]:
    """The groups of profiles, by their keys, which are their digests.

    Args:
        profiles: by key.
        links: pairs that may be the same, each once; what a person joined comes first, by its score.
        told: the reports whose text tells each, where any may matter.
    """
    ordered = sorted((-score, left, right) for left, right, score in links)
    home = {
        key: _Group(key, profiles[key], told.get(key, frozenset()))
        for key in dict.fromkeys(key for _, *both in ordered for key in both)
    }
    for _, left, right in ordered:
        one, other = home[left], home[right]
        one.linked[other] = other.linked[one] = 1
    for below, left, right in ordered:
        one, other = home[left], home[right]
        if one is other or not one.close(other, -below) or one.against(other):
            continue
        if len(one.members) < len(other.members):
            one, other = other, one
        one.take(other)
        for key in other.members:
            home[key] = one
    alone = [[key] for key in profiles if key not in home]
    return [*alone, *(group.members for group in dict.fromkeys(home.values()))]
