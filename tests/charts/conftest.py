"""Every chart of the bundled reports, made once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from onrecord import Reading, charts
from onrecord.analysis import claim, dyads, network, places, timeline
from onrecord.query.filters import Filter
from onrecord.query.pages import called, every
from tests.analysis.acts import record


@pytest.fixture(scope="session")
def held(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with record(tmp_path_factory.mktemp("held") / "record.db", bundled) as connection:
        yield connection


NAMES = ("dyad", "ties", "timeline", "matrix", "figures", "world", "network")


@pytest.fixture(scope="session")
def given(held: Connection) -> dict[str, tuple[Any, ...]]:
    """What each chart draws."""
    claims = list(every(held, "c", Filter()))
    told = max(claims, key=lambda one: (len(one["stances"]), len(one["figures"]), one["id"]))
    counted = max(claims, key=lambda one: (len([f for f in one["figures"] if f["min"] or f["best"]]), one["id"]))
    series = dyads.dyad(held, "IRN", "SDN")
    return {
        "dyad": (series,), "ties": (series,), "timeline": (timeline.timeline(held, Filter()),),
        "matrix": (claim.matrix(told), called(held, [told])),
        "figures": (claim.figures(counted), called(held, [counted])),
        "world": (places.places(held, Filter()),), "network": (network.network(held, series="all"),),
    }  # fmt: skip


@pytest.fixture(params=NAMES)
def made(request: pytest.FixtureRequest, given: dict[str, tuple[Any, ...]]) -> Any:
    """One chart after the other."""
    return getattr(charts, request.param)(*given[request.param])
