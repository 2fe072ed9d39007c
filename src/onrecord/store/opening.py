"""Opening a record: a file of SQLite, or a database of PostgreSQL by URL; one writer, readers that never wait."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from onrecord.errors import EngineError, StoreError
from onrecord.store import migrations
from onrecord.store.tables import metadata

ENVIRONMENT = "ONRECORD_RECORD"
"""Where the record is, when `--record` does not say."""
PATIENCE = 60.0
"""Seconds that a writer waits for another one."""
_CHECKPOINT = 16_000
"""Pages of the log after which it is worked into the file, 64 MB: a page that many batches change is written once."""
_LOCK = 7_215_004_133
"""The number of the lock that a writer holds in PostgreSQL, ours alone."""


def default_path() -> str:
    """Where the record is when nobody says: `ONRECORD_RECORD`, else the platform's folder for data."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("onrecord", appauthor=False) / "record.db")


def open_store(where: str | Path | None = None, *, write: bool = False) -> Store:
    """The store at a path or a URL.

    Args:
        where: a path (SQLite) or `postgresql://...`; None for `default_path`.
        write: make it where it is not there, and bring its tables up to this version.

    Raises:
        StoreError: not there, not to be read or written, damaged, or made by a newer version.
    """
    name = str(where) if where is not None else default_path()
    store = Store(name, write)
    store.prepare()
    return store


class Store:
    """One record's database.

    Args:
        name: a path or a URL.
        write: open it for writing too.
    """

    def __init__(self, name: str, write: bool) -> None:
        self.name = name
        self.writable = write
        self.postgres = name.startswith(("postgresql:", "postgres:", "postgresql+"))
        self.shown = _without_password(name)
        self._engine = self._postgres() if self.postgres else self._sqlite()

    def prepare(self) -> None:
        """Check the version of the tables; make or migrate them where this is a writer."""
        if self.writable:
            with self.writing() as connection:
                migrations.migrate(connection, self.shown)
        else:
            with self.reading() as connection:
                migrations.check(connection, self.shown)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout, whatever is written meanwhile."""
        with told(self.shown), self._engine.connect() as connection:
            if self.postgres:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            else:
                connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction that is kept wholly or not at all; other writers wait for it."""
        with told(self.shown), self._engine.connect() as connection:
            if self.postgres:
                connection.execute(text(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            else:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """A connection that fills a record that is empty; its indexes are gone meanwhile, and there at the end.

        PostgreSQL keeps all or nothing. A file has no journal meanwhile: it is nobody else's, and of no use after an
        error.
        """
        if self.postgres:
            with self.writing() as connection:
                yield from _unindexed(connection)
            return
        with told(self.shown), self._engine.connect() as connection:
            for pragma in _UNSAFE:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield from _unindexed(connection)
            connection.commit()
            for pragma in ("journal_mode=DELETE", "locking_mode=NORMAL", "journal_mode=WAL"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    def _postgres(self) -> Engine:
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise EngineError("PostgreSQL needs psycopg: pip install 'onrecord[postgres]'") from error
        scheme, _, rest = self.name.partition("://")
        if not rest:
            raise StoreError(f"{self.shown}: no such database (write it as postgresql://user@host/name)")
        driver = scheme if "+" in scheme else "postgresql+psycopg"
        try:
            return create_engine(f"{driver}://{rest}", poolclass=NullPool)
        except (ArgumentError, NoSuchModuleError, ValueError) as error:
            raise StoreError(f"{self.shown}: not a database address: {error}") from error

    def _sqlite(self) -> Engine:
        path = Path(self.name)
        if "://" in self.name:
            raise StoreError(f"{self.shown}: a record is a file, or postgresql://user@host/name")
        if path.is_dir():
            raise StoreError(f"{self.name}: a directory (name a file in it: {path / 'record.db'})")
        if self.writable:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{self.name}: its folder cannot be made: {error.strerror}") from error
        elif not path.exists():
            raise StoreError(f"{self.name}: no record there (onrecord add FILE --record {self.name} makes one)")
        # connections are kept open, and with them what they have of the file in memory: a server's readers are many
        size = 1 if self.writable else _READERS
        made = {"poolclass": QueuePool, "pool_size": size, "max_overflow": -1}
        engine = create_engine("sqlite://", creator=lambda: _connect(path, self.writable), **made)

        @event.listens_for(engine, "connect")
        def _(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # BEGIN is said by us: the driver would say it too late

        return engine


_UNSAFE = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "temp_store=FILE", "mmap_size=0")
"""Of a file that is being filled: sorting for an index of millions takes no memory, and nothing is written twice."""


def _unindexed(connection: Connection) -> Iterator[Connection]:
    named = {str(index.name): index for table in metadata.sorted_tables for index in table.indexes}
    indexes = [named[name] for name in sorted(named)]
    for index in indexes:
        index.drop(connection)
    yield connection
    for index in indexes:
        index.create(connection)


_READERS = 8
"""Connections of readers that are kept; more are opened where they are needed, and closed again."""


def _connect(path: Path, write: bool) -> sqlite3.Connection:
    """A connection to a file, tuned; a reader in a folder that may not be written to needs no helper files."""
    if write:
        made = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("PRAGMA synchronous=NORMAL")
        made.execute("PRAGMA cache_size=-200000")
        made.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT}")
    else:
        sealed = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
        uri = f"{path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if sealed else "")
        made = sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False)
        made.execute("PRAGMA query_only=1")
        made.execute("PRAGMA cache_size=-16000")
    made.execute("PRAGMA temp_store=MEMORY")
    made.execute("PRAGMA mmap_size=1073741824")
    return made


@contextmanager
def told(name: str) -> Iterator[None]:
    """What the database raises, as an error that names the record and says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreError(f"{name}: {_reason(error)}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{name}: {error}") from error


_REASONS = (
    ("disk is full", "the disk is full; what was added before is kept (make room and go on with the same command)"),
    ("disk i/o error", "the disk failed, or is full; what was added before is kept"),
    ("readonly", "not allowed to write it (check the permissions of the file and of its folder)"),
    ("unable to open", "cannot be opened (check the path and the permissions of its folder)"),
    ("malformed", "damaged (onrecord verify --record names what still holds; take the last copy)"),
    ("not a database", "not a record of OnRecord (check the path)"),
    ("database is locked", "another writer holds it (wait for it to end)"),
    ("lock timeout", "another writer holds it (wait for it to end)"),
    ("no such table", "not a record of OnRecord, or a damaged one"),
)


def _reason(error: Exception) -> str:
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    lower = said.lower()
    for mark, reason in _REASONS:
        if mark in lower:
            return reason
    return f"the database says: {said[:300]}"


def _without_password(name: str) -> str:
    scheme, mark, rest = name.partition("://")
    account, at, host = rest.rpartition("@")
    if not (mark and at and ":" in account):
        return name
    return f"{scheme}://{account.partition(':')[0]}:***@{host}"
