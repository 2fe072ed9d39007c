"""One record for all exports, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.export.formats import export
from onrecord.query.filters import Filter
from onrecord.query.pages import every
from onrecord.record.keeping import keep
from onrecord.store import Store, open_store
from tests.export.book import east, north

Exported = Callable[..., bytes]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The record, open for reading."""
    path = str(tmp_path_factory.mktemp("export") / "book.db")
    writing = open_store(path, write=True)
    keep(writing, [north(), east()])
    writing.close()
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def entries(book: Store) -> Callable[[str], list[dict[str, Any]]]:
    """The entries of a kind."""

    def found(kind: str) -> list[dict[str, Any]]:
        with book.reading() as connection:
            return list(every(connection, kind, Filter(series="all" if kind == "e" else None)))

    return found


@pytest.fixture
def exported(book: Store, tmp_path: Path) -> Exported:
    """The bytes of an export."""

    def made(form: str, kind: str = "e", **asked: Any) -> bytes:
        path = tmp_path / f"export.{form}"
        export(book, form, str(path), kind, Filter(**asked))
        return path.read_bytes()

    return made
