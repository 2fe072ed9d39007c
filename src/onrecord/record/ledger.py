"""The chain of hashes over all additions: each link hashes what was added and the link before it."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from onrecord.store.tables import ledger

START = "0" * 64
"""What the first link hashes as the one before it."""


class Link(NamedTuple):
    """One addition.

    Attributes:
        what: `added`, `revised` or `judged`.
        subject: id and revision of the report, or the judgement.
        bytes, text, reading: hashes of the report's bytes, of its text, of its reading; of a judgement all one.
    """

    what: str
    subject: str
    bytes: str
    text: str
    reading: str


def hashed(link: Link, previous: str) -> str:
    """The hash of a link after the one before it."""
    return sha256("\x1f".join((*link, previous)).encode("utf-8", errors="surrogatepass")).hexdigest()


class Chain:
    """The end of the chain within one transaction.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        last = connection.execute(
            select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
        ).first()
        self._number: int = last.number if last is not None else 0
        self._hash: str = last.hash if last is not None else START
        self._rows: list[dict[str, object]] = []

    def add(self, link: Link) -> None:
        """Put one link at the end."""
        made = hashed(link, self._hash)
        self._number += 1
        self._rows.append({"number": self._number, **link._asdict(), "previous": self._hash, "hash": made})
        self._hash = made

    def write(self) -> None:
        """Store what was put there."""
        if self._rows:
            self._db.execute(insert(ledger), self._rows)
            self._rows.clear()
