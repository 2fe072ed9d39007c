"""Who acts towards whom: events with their actors and recipients, in the form that a database answers fast.

The conditions on `kind` and on the actor's label are written so that no index is taken for them: SQLite would walk
all events, or look for each of 200 countries in every entry, instead of going from the few recipients to their actors.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, select

from onrecord.codebook.plover import types
from onrecord.query.filters import numbered
from onrecord.record.entering import SIDES
from onrecord.store.tables import Asking, entries, parties

ACTOR, RECIPIENT = parties.alias("actor"), parties.alias("recipient")
"""One row for each label on either side of an event."""


def acts(columns: Collection[Any], actors: Collection[int], recipients: Collection[int]) -> Asking:
    """The question for events in which somebody of `actors` acts towards somebody of `recipients`.

    An event in which both sides act (they met) is there in both directions.

    Args:
        columns: of `ACTOR`, `RECIPIENT` and `entries`.
        actors, recipients: keys of labels.
    """
    return (
        select(*columns)
        .select_from(RECIPIENT)
        .join(ACTOR, ACTOR.c.entry == RECIPIENT.c.entry)
        .join(entries, entries.c.key == RECIPIENT.c.entry)
        .where(
            RECIPIENT.c.side == SIDES.index("r"),
            RECIPIENT.c.label.in_(sorted(recipients)),
            ACTOR.c.side == SIDES.index("a"),
            (ACTOR.c.label + 0).in_(sorted(actors)),
            entries.c.kind.concat("") == "e",
        )
    )


def within(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """Conditions that entries lie within days, ISO with the precision known, both included.

    Args:
        since, until: None where not asked for; those without a day are let through only where both are.

    Raises:
        ConfigError: a day that is no date.
    """
    found = []
    if since is not None:
        found += [entries.c.until >= numbered(since, "since"), entries.c.day > 0]
    if until is not None:
        found += [entries.c.day <= numbered(until, "until", last=True), entries.c.day > 0]
    return found


def types_of(quad: str) -> list[str]:
    """The PLOVER types of a quad.

    Args:
        quad: `verbal cooperation`, `material cooperation`, `verbal conflict` or `material conflict`.
    """
    return [name for name, type_ in types().items() if type_.quad == quad]
