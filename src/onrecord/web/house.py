"""The record and the reader behind a server, shared by all that it serves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from onrecord.errors import StoreError
from onrecord.recorder import Record
from onrecord.store.tables import ledger
from onrecord.web.problems import BusyError, NotAllowedError
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from onrecord.model import Report
    from onrecord.reader import Reader, Reading
    from onrecord.record.keeping import Kept


_LONG_AT_ONCE = 2
"""Walks through the whole record at once."""


class House:
    """One record, one reader, and what is allowed.

    Args:
        settings: of the server.

    Raises:
        StoreError: the record cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.record = Record(settings.record, write=settings.writable)
        self._reader: Reader | None = None
        self._making = Lock()
        self._at_once = Lock()
        self._waiting = BoundedSemaphore(settings.queue)
        self._long = BoundedSemaphore(_LONG_AT_ONCE)

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout."""
        with self.record.reading_connection() as connection:
            yield connection

    def reader(self) -> Reader:
        """The reader; its models are loaded once."""
        with self._making:
            if self._reader is None:
                from onrecord.reader import default

                self._reader = default()
        return self._reader

    def read(self, report: Report) -> Reading:
        """What a report says. One is read at a time; a few may wait.

        Raises:
            BusyError: more wait already.
        """
        if not self._waiting.acquire(blocking=False):
            raise BusyError("reports are waiting to be read already: try again in some seconds")
        try:
            reader = self.reader()
            with self._at_once:
                return reader.read_report(report)
        finally:
            self._waiting.release()

    @contextmanager
    def walking(self) -> Iterator[None]:
        """Room for a walk through the whole record, which few may do at once.

        Raises:
            BusyError: as many walk already.
        """
        if not self._long.acquire(blocking=False):
            raise BusyError("the whole record is being walked through already: try again in some seconds")
        try:
            yield
        finally:
            self._long.release()

    def keep(self, reading: Reading) -> Kept:
        """Keep a reading.

        Raises:
            NotAllowedError: the server only reads.
            StoreError: the record cannot be written.
        """
        self.may_write()
        kept = list(self.record.add([reading]))
        if not kept:
            raise StoreError(f"{self.record.name}: nothing was kept")
        return kept[0]

    def judge(self, verb: Any, one: str, other: str | None = None, **more: str | None) -> None:
        """Keep a judgement.

        Raises:
            NotAllowedError: the server only reads.
            DataError: no such item; two kinds joined.
        """
        self.may_write()
        self.record.judge(verb, one, other, **more)

    def may_write(self) -> None:
        """Nothing, where writing is allowed.

        Raises:
            NotAllowedError: the server only reads.
        """
        if not self.settings.writable:
            raise NotAllowedError("this server only reads: start it with --writable to keep reports and judgements")

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()


def state(connection: Connection) -> str:
    """The hash of the last link of a record's chain of additions; empty for an empty record."""
    return connection.scalar(select(ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)) or ""
