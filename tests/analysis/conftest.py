"""A record of the bundled reports, read once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from onrecord import Reading
from tests.analysis.acts import record


@pytest.fixture(scope="session")
def held(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with record(tmp_path_factory.mktemp("held") / "record.db", bundled) as connection:
        yield connection
