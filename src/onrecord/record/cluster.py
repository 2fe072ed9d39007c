"""Which linked profiles are one entry: the best links first, unless two sides cannot be the same.

It looks at one component of links, whole, and at nothing else, and breaks ties by what the profiles are. So neither
the order in which reports came nor the keys of rows change what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.record.likeness import rivals
from onrecord.record.profile import Profile


class Link(NamedTuple):
    """Two profiles, by their places in a list, and how likely they tell the same."""

    one: int
    other: int
    score: float


class _Group:
    """Profiles that are one entry so far, and what stands in the way of more."""

    def __init__(self, profile: Profile, at: int, told: frozenset[int]) -> None:
        self.members = [at]
        self.told = set(told) if profile.kind == "e" else set()
        self.fact = {profile.fact} if profile.kind == "e" else set()
        self.days = _sharp(profile)
        self.towns = _towns(profile)
        self.figures = list(profile.figures) if profile.kind == "c" else []
        self.apart: set[str] = {pin[1:] for pin in profile.pins if pin.startswith("-")}
        self.pins: set[str] = {pin[1:] for pin in profile.pins if pin.startswith("+")}

    def against(self, other: _Group) -> bool:
        """Whether the two cannot be one.

        They were set apart by hand; one report tells both as two acts; one was done and the other is to be done, or
        was not; they were on other days, or in other towns; they are claims of rival figures.
        """
        if self.apart & other.apart:
            return True
        if self.pins & other.pins:
            return False
        if self.told & other.told or self.fact != other.fact:
            return True
        if self.days and other.days and min(abs(a - b) for a in self.days for b in other.days) > _DAYS:
            return True
        if self.towns and other.towns and not self.towns & other.towns:
            return True
        return rivals(self.figures, other.figures)

    def take(self, other: _Group) -> None:
        self.members += other.members
        self.told |= other.told
        self.days |= other.days
        self.towns |= other.towns
        self.figures += other.figures
        self.apart |= other.apart
        self.pins |= other.pins


_DAYS = 2
"""Days that reports of one event may differ by: time zones, "overnight", the day of the news for that of the act."""


def _close(one: _Group, other: _Group, link: Link, scores: dict[tuple[int, int], float]) -> bool:
    """Whether two groups are linked in most of their pairs: a chain of neighbours alone makes no entry."""
    if link.score > 1:
        return True  # joined by hand
    pairs = len(one.members) * len(other.members)
    if pairs > _MANY:
        return True
    linked = sum((a, b) in scores or (b, a) in scores for a in one.members for b in other.members)
    return 2 * linked >= pairs


_MANY = 40_000
"""Pairs beyond which they are not counted any more: two groups of two hundred wordings each."""


def _sharp(profile: Profile) -> set[int]:
    """The day of an event that the words give to the day."""
    days = profile.days if profile.kind == "e" else None
    return {days[0]} if days is not None and days[1] - days[0] <= 1 else set()


def _towns(profile: Profile) -> set[str]:
    spot = profile.spot
    return {spot.name} if profile.kind == "e" and spot is not None and spot.precision in ("city", "point") else set()


def cluster(profiles: Sequence[Profile], links: Iterable[Link], told: Sequence[frozenset[int]]) -> list[list[int]]:
    """The groups of a component, each a list of places in `profiles`.

    Args:
        profiles: of one component.
        links: pairs that may be the same; what a person joined comes first, by its score.
        told: the reports whose text tells each.
    """
    home = {at: _Group(profile, at, told[at]) for at, profile in enumerate(profiles)}
    scores = {(link.one, link.other): link.score for link in links}
    names = [profile.digest for profile in profiles]
    ordered = [Link(*pair, score) for pair, score in scores.items()]
    for link in sorted(ordered, key=lambda link: (-link.score, *sorted((names[link.one], names[link.other])))):
        one, other = home[link.one], home[link.other]
        if one is other or one.against(other) or not _close(one, other, link, scores):
            continue
        if len(one.members) < len(other.members):
            one, other = other, one
        one.take(other)
        for at in other.members:
            home[at] = one
    return [group.members for group in {id(group): group for group in home.values()}.values()]
