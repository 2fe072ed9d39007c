"""Which states are members of which bodies, by date.

Source: `data/members.tsv`. A membership counts from its first day up to, not including, the day of leaving; where only
a year or month is known, from its beginning.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.tables import table

AS_OF = "2026-01"
"""Up to when the table knows."""


class Membership(NamedTuple):
    """One state in one body; `to` is empty while it lasts."""

    body: str
    iso3: str
    since: str
    to: str

    def on(self, date: str) -> bool:
        """Whether it holds on a day; a membership that lasts is taken to last after the table's end."""
        return self.since <= date[: max(len(self.since), 4)] and (not self.to or date[: len(self.to)] < self.to)


@cache
def memberships() -> tuple[Membership, ...]:
    """Every membership of the table, in its order."""
    return tuple(Membership(row["body"], row["iso3"], row["since"], row["to"]) for row in table("members.tsv"))


@cache
def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in table("entities.tsv")}


def members_on(body: str, date: str) -> tuple[str, ...]:
    """The states that are members of a body (`igo:nato`) on a day, by ISO 3166-1 alpha-3, in the table's order."""
    return tuple(dict.fromkeys(m.iso3 for m in memberships() if m.body == body and m.on(date)))


def bodies_of(iso3: str, date: str) -> tuple[str, ...]:
    """The names of the bodies that a state is a member of on a day."""
    found = dict.fromkeys(m.body for m in memberships() if m.iso3 == iso3 and m.on(date))
    return tuple(_names().get(body, body) for body in found)
