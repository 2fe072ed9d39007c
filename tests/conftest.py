"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from onrecord import Reader, Reading
from onrecord.pipeline import Pipeline
from onrecord.store import Store, open_store
from tests.record.servers import Postgres, postgres_binaries

BUNDLED = Path(__file__).parent.parent / "src" / "onrecord" / "data" / "reports"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """One pipeline for the whole run: loading the models takes most of a second."""
    return Pipeline()


@pytest.fixture(scope="session")
def bundled() -> tuple[Reading, ...]:
    """The readings of the eight bundled reports."""
    read = list(Reader().read_files(BUNDLED))
    assert all(isinstance(reading, Reading) for reading in read)
    return tuple(reading for reading in read if isinstance(reading, Reading))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real server of PostgreSQL on this machine, for the whole run."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    with Postgres(binaries) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Places for records that are not there yet, of either kind: what holds of one must hold of the other."""
    if request.param == "sqlite":
        return (str(tmp_path / f"record{number}.db") for number in count())
    server: Postgres = request.getfixturevalue("server")
    return (server.database() for _ in count())


@pytest.fixture
def store(places: Iterator[str]) -> Iterator[Store]:
    """An empty record, open for writing."""
    opened = open_store(next(places), write=True)
    yield opened
    opened.close()
