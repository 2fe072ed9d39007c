"""Admiralty grades that a user attaches to holders and claims; OnRecord gives none and derives nothing from them.

Source: the two scales of NATO's STANAG 2511: reliability of a source A to F, credibility of an item 1 to 6.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from onrecord.codebook.user_file import read_toml
from onrecord.errors import ConfigError

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


class SourceGrade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a user relies on a holder: `A` wholly, `F` cannot be judged; `source` is an id, a name or `outlet`."""

    source: str
    reliability: Reliability
    note: str = ""


class ClaimGrade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How credible a user holds a claim: 1 confirmed by others, 6 cannot be judged; `claim` is its id."""

    claim: str
    credibility: Credibility
    note: str = ""


class Grades(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's grades; `name` says whose they are."""

    name: str
    sources: tuple[SourceGrade, ...] = ()
    claims: tuple[ClaimGrade, ...] = ()

    def of_source(self, *names: str) -> SourceGrade | None:
        """The grade of the first of these ids and names that has one; letter case does not matter."""
        wanted = [name.casefold() for name in names]
        return next((one for name in wanted for one in self.sources if one.source.casefold() == name), None)

    def of_claim(self, claim: str) -> ClaimGrade | None:
        """The grade of a claim."""
        return next((one for one in self.claims if one.claim == claim), None)


_RELIABLE = "source is a name, an id or outlet; reliability is A to F"
_CREDIBLE = "claim is a claim's id, as --json prints it; credibility is 1 to 6"
T = TypeVar("T")


def _convert(where: str, given: object, kind: type[T], advice: str) -> T:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {error} ({advice}; docs/standing.md shows the format)") from error


def load(path: str | Path) -> Grades:
    """The grades of a TOML file.

    Raises:
        ConfigError: it cannot be read, or something in it is no grade; the message names the place.
    """
    whole = read_toml(path, "docs/standing.md")
    for key, kind, scale in (("sources", SourceGrade, _RELIABLE), ("claims", ClaimGrade, _CREDIBLE)):
        given = whole.get(key, [])
        for number, one in enumerate(given if isinstance(given, list) else [], 1):
            _convert(f"{path}: {key} {number}", one, kind, scale)
    grades = _convert(f"{path}", whole, Grades, 'name = "..." says whose grades they are')
    for told in ([one.source.casefold() for one in grades.sources], [one.claim for one in grades.claims]):
        twice = next((name for name in told if told.count(name) > 1), None)
        if twice is not None:
            raise ConfigError(f"{path}: {twice!r} is graded twice (leave one grade)")
    return grades
