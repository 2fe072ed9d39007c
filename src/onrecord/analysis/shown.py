"""What of an entry is shown without unpacking a reading: the profile that says most, and when reports told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.record import profile as profiles_
from onrecord.record.profile import Profile
from onrecord.store.asking import many
from onrecord.store.tables import entries, items, profiles, reports


class Told(NamedTuple):
    """Days of the first and the last report of an entry, ISO; None where no report has a date."""

    first: str | None
    last: str | None


def told(connection: Connection, keys: Collection[int]) -> dict[int, Told]:
    """When reports told of entries, by their keys."""
    day = func.substr(reports.c.published, 1, 10)
    asking = (
        select(profiles.c.entry, func.min(day), func.max(day))
        .join(items, items.c.profile == profiles.c.key)
        .join(reports, reports.c.key == items.c.report)
        .group_by(profiles.c.entry)
    )
    return {entry: Told(first, last) for entry, first, last in many(connection, asking, profiles.c.entry, keys)}


def profiles_of(connection: Connection, keys: Collection[int]) -> dict[int, list[Profile]]:
    """All profiles of entries, by the keys of the entries; in the order of their digests."""
    found: dict[int, list[tuple[int, Profile]]] = defaultdict(list)
    asking = select(profiles.c.entry, profiles.c.key, profiles.c.features)
    for entry, key, features in many(connection, asking, profiles.c.entry, keys):
        found[entry].append((key, profiles_.decode(features)))
    return {entry: [profile for _, profile in sorted(held, key=lambda one: one[0])] for entry, held in found.items()}


def texts(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of entries as the item that is shown has them, by the keys of the entries."""
    asking = (
        select(entries.c.key, profiles.c.features)
        .join(items, items.c.id == entries.c.item)
        .join(profiles, profiles.c.key == items.c.profile)
    )
    return {key: profiles_.decode(features).text for key, features in many(connection, asking, entries.c.key, keys)}
