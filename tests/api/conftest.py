"""The API over a real record of the bundled reports: read only, and one that may be written to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import Reading, Record
from onrecord.server.app import make
from onrecord.web.settings import Settings

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def affair(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record; nobody writes to it."""
    path = tmp_path_factory.mktemp("api") / "affair.db"
    with Record(path, write=True) as made:
        assert len(list(made.add(bundled))) == 8
    return path


@pytest.fixture(scope="session")
def client(affair: Path) -> Iterator[TestClient]:
    """A caller of the API over it. What fails inside comes back as an answer, as over the network."""
    with TestClient(make(Settings(str(affair), rate=0)), base_url=HERE, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def record(affair: Path) -> Iterator[Record]:
    """The same record, by the library."""
    with Record(affair) as opened:
        yield opened


@pytest.fixture
def writable(places: Iterator[str], bundled: tuple[Reading, ...]) -> Iterator[TestClient]:
    """A caller of a server that writes, over two of the reports, in either kind of database."""
    settings = Settings(next(places), rate=0, writable=True)
    with TestClient(make(settings), base_url=HERE, raise_server_exceptions=False) as made:
        with Record(settings.record, write=True) as opened:
            list(opened.add(bundled[:2]))
        yield made
