"""What comes out does not depend on the order in which reports were added."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from onrecord import Reading
from onrecord.analysis.dyads import dyad, dyads
from onrecord.analysis.network import network
from onrecord.analysis.overview import overview
from onrecord.analysis.people import profile
from onrecord.analysis.places import places as spots
from onrecord.analysis.timeline import timeline
from onrecord.query.filters import Filter
from tests.analysis.acts import record


def everything(connection: Connection) -> list[object]:
    """All of it, but for the link, which is that of the addition made last."""
    return [
        dyads(connection), dyad(connection, "IRN", "SDN"), dyad(connection, "USA", "IRN"), network(connection),
        network(connection, series="all"), timeline(connection, Filter()), spots(connection, Filter()),
        profile(connection, "IRN"), profile(connection, "armed_group:rsf"),
        msgspec.structs.replace(overview(connection), link=None),
    ]  # fmt: skip


def test_backwards_is_the_same_in_either_database(
    held: Connection, bundled: tuple[Reading, ...], places: Iterator[str]
) -> None:
    with record(next(places), bundled[::-1]) as connection:
        assert everything(connection) == everything(held)
