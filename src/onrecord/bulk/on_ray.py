"""The engine of a cluster: Ray Data over actors that load the models once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.bulk.job import Job, Order
from onrecord.bulk.shard import Mark
from onrecord.errors import EngineError


def read(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
    """Have shards read by actors of a cluster; yields their marks as they come.

    Raises:
        EngineError: Ray is not installed.
    """
    raise EngineError("the engine ray needs Ray: pip install 'onrecord[ray]'")
