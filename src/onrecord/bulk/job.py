"""What an engine is given, and what it gives: orders in, marks out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import msgspec

from onrecord.bulk.plan import Asked
from onrecord.bulk.shard import Mark


class Order(msgspec.Struct, frozen=True):
    """A shard to be read.

    Attributes:
        shard: its number.
        first: units of the input before it.
    """

    shard: int
    first: int


class Job(msgspec.Struct, frozen=True):
    """What is read, where to, and by how many.

    Attributes:
        where: the place of the run, as a name that every worker can reach.
        asked: what is asked of it.
        workers: how many processes read at once; None for as many as there are cores.
        memory: of one of them at most, in megabytes; None for no bound.
    """

    where: str
    asked: Asked
    workers: int | None = None
    memory: int | None = None


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Engine(Protocol):
    """Has shards read by workers, and gives the mark of each as soon as it is there, in any order."""

    def __call__(self, job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
        """Read all; ends its workers when it is closed.

        Args:
            job: what is read.
            orders: the shards.
            noted: takes what befell workers, for the log.

        Raises:
            StoreError: the place cannot be written.
            EngineError: workers cannot be had.
        """
        ...
