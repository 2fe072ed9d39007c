"""Versions of the tables, and the way from each to the next: all steps in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, inspect, select

from onrecord.errors import StoreError
from onrecord.store import fulltext
from onrecord.store.tables import SUBJECTS, meta, metadata

MERGING = "2"
"""Counts up whenever merging would make another record of the same readings: what it made is then made again."""


class Migration(NamedTuple):
    """One step: the version it leads to, what it does in words, and the doing."""

    version: int
    does: str
    run: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    fulltext.make(connection)
    connection.execute(insert(meta).values(name="merging", value=MERGING))


def _subjects(connection: Connection) -> None:
    SUBJECTS.create(connection, checkfirst=True)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "makes the tables", _first),
    Migration(2, "finds the links of the chain by what they are about", _subjects),
)


def newest() -> int:
    """The version of the tables that this release works with."""
    return MIGRATIONS[-1].version


def version(connection: Connection) -> int:
    """The version of a record's tables; 0 where there are none.

    Raises:
        DBAPIError: the database cannot be read.
    """
    if not inspect(connection).has_table("meta"):
        return 0
    found = connection.execute(select(meta.c.value).where(meta.c.name == "tables")).scalar()
    return int(found) if found is not None and str(found).isdigit() else 0


def pending(connection: Connection, name: str) -> tuple[Migration, ...]:
    """The steps that a record lacks.

    Raises:
        StoreError: it is of a newer version, or no record at all.
    """
    now = version(connection)
    if now > newest():
        raise StoreError(
            f"{name}: made by a newer OnRecord (tables {now}, this release knows {newest()}): upgrade OnRecord"
        )
    if now == 0 and (others := inspect(connection).get_table_names()):
        raise StoreError(f"{name}: another database ({', '.join(sorted(others)[:3])} ...): name another file")
    return tuple(step for step in MIGRATIONS if step.version > now)


def migrate(connection: Connection, name: str) -> tuple[Migration, ...]:
    """Take all steps that a record lacks, in the transaction of `connection`, and return them."""
    steps = pending(connection, name)
    for step in steps:
        step.run(connection)
        connection.execute(delete(meta).where(meta.c.name == "tables"))
        connection.execute(insert(meta).values(name="tables", value=str(step.version)))
    return steps


def check(connection: Connection, name: str) -> None:
    """Refuse a record that a reader cannot use.

    Raises:
        StoreError: no record, an older one, or a newer one.
    """
    steps = pending(connection, name)
    if steps and version(connection) == 0:
        raise StoreError(f"{name}: an empty file, no record (onrecord add FILE --record {name} makes one)")
    if steps:
        raise StoreError(f"{name}: made by an older OnRecord (onrecord migrate --record {name} brings it up to date)")


def merging(connection: Connection) -> str:
    """By which version of merging the entries were made."""
    found = connection.execute(select(func.max(meta.c.value)).where(meta.c.name == "merging")).scalar()
    return str(found or "")


def merged_anew(connection: Connection) -> None:
    """Note that the entries were made by the merging of this release."""
    connection.execute(delete(meta).where(meta.c.name == "merging"))
    connection.execute(insert(meta).values(name="merging", value=MERGING))
