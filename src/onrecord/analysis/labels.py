"""Labels, under which `parties` keeps who is in an entry: a country's is its code, any other entity's its id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from onrecord.codebook.countries import countries, name_of
from onrecord.query.filters import who
from onrecord.query.pages import known_as
from onrecord.store.asking import many
from onrecord.store.tables import labels


class Side(NamedTuple):
    """Whom a question is about.

    Attributes:
        label: the code or the id; as it was asked for where the name has several.
        keys: of the labels that are meant.
    """

    label: str
    keys: tuple[int, ...]


def side(connection: Connection, name: str) -> Side:
    """Whom a code, an id or a name means.

    Raises:
        ConfigError: nobody in the record has the name, or several have it in part.
    """
    keys = tuple(who(connection, name))
    found = sorted(named(connection, keys).values())
    return Side(found[0] if len(found) == 1 else name, keys)


def named(connection: Connection, keys: Collection[int]) -> dict[int, str]:
    """The labels of keys."""
    return {row.key: row.name for row in many(connection, select(labels), labels.c.key, keys)}


def states(connection: Connection) -> dict[int, str]:
    """The keys of labels that are countries, with their ISO 3166-1 alpha-3 codes."""
    return {row.key: row.name for row in many(connection, select(labels), labels.c.name, countries())}


def names_of(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """The names of labels as people read them; an entity that the record knows no more keeps its id."""
    wanted = set(wanted)
    known = known_as(connection, (label for label in wanted if ":" in label))
    return {label: known[label].name if label in known else name_of(label) for label in wanted}
