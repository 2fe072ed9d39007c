"""The engine of a cluster: Ray Data over a pool of actors, each of which loads the models once.

Only orders and marks travel by Ray, a few hundred bytes each; rows go from the actor to the place. An actor or a node
that is lost is made good by Ray: the actor is started again, elsewhere if need be, and its order given to it again.
"""

from __future__ import annotations

import logging
import os
import platform
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from onrecord.bulk import attempts
from onrecord.bulk.inputs import is_address
from onrecord.bulk.job import Job, Order, cores
from onrecord.bulk.place import place
from onrecord.bulk.shard import Mark, Shards, marked
from onrecord.bulk.worker import KINDS, Answer
from onrecord.errors import EngineError, OnRecordError

_FULL = 0.8
"""Share of its memory from which an actor is started anew between two shards."""
_STARTS = 3
"""Ends of an actor in a row while it loads the models, after which the run gives up."""
_PATIENCE = 20.0
"""Seconds that a cluster may take to be found."""
_ROUND = 10_000
"""Orders that Ray is given at once: it holds some KB for each, and takes a millisecond to take it."""
_SHOWN = "_worker_logs_enabled"
_STORE = 100_000_000
"""Bytes of the object store of a Ray of our own: orders and marks are small."""
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""What a Ray of our own is told: to call nobody, and to keep what befalls its parts for its log files."""


def read(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
    """Have shards read by actors of a cluster; yields their marks as they come.

    The cluster is the one that this process is connected to, else the one that RAY_ADDRESS names, else a Ray of our
    own on this machine, which ends with the run.

    Raises:
        StoreError: the place cannot be written.
        ConfigError: a file of the user's own is not there, on a node.
        EngineError: Ray is not installed, or no cluster is there, or actors end again and again.
    """
    try:
        import ray.data
    except ImportError as error:
        raise EngineError(f"the engine ray needs {error.name}: pip install 'onrecord[ray]'") from error
    with _quiet(ray), _connected(ray, job):
        noted(_size(ray))
        try:
            for answer in _answers(ray.data, _everywhere(job), orders):
                if answer.befell:
                    noted(answer.befell)
                yield _mark(answer)
        except ray.exceptions.RayError as error:
            raise EngineError(f"Ray gave up: {_last(error)}") from error


def _size(ray: Any) -> str:
    return f"Ray {ray.__version__}: {len(ray.nodes())} nodes, {ray.cluster_resources().get('CPU', 0):.0f} cores"


def _answers(data: Any, job: Job, orders: Sequence[Order]) -> Iterator[Answer]:
    """What becomes of the orders, as it comes: one order a task, one task at a time an actor."""
    for begin in range(0, len(orders), _ROUND):
        yield from _round(data, job, orders[begin : begin + _ROUND])


def _round(data: Any, job: Job, orders: Sequence[Order]) -> Iterator[Answer]:
    context = data.DataContext.get_current().copy()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.execution_options.preserve_order = False
    context.execution_no_progress_timeout_s = -1  # a shard takes as long as it takes
    context.autoscaling_config.actor_pool_util_upscaling_threshold = 1.0  # as soon as all have an order
    memory = None if job.memory is None else job.memory * 1_000_000
    with data.DataContext.current(context):
        given = data.from_items([msgspec.structs.asdict(order) for order in orders], override_num_blocks=len(orders))
        answers = given.map_batches(
            _Reader,
            fn_constructor_args=[msgspec.json.encode(job)],
            compute=data.ActorPoolStrategy(min_size=1, max_size=job.workers, max_tasks_in_flight_per_actor=1),
            batch_size=1,
            num_cpus=1,
            memory=memory,
        )
    for row in answers.iter_rows():
        yield msgspec.json.decode(row["answer"], type=Answer)


def _mark(answer: Answer) -> Mark:
    """The mark of an answer, or the error that it tells of."""
    if answer.mark is None:
        raise KINDS.get(answer.kind, EngineError)(answer.error)
    return answer.mark


class _Reader:
    """What an actor holds.

    Args:
        job: as JSON.
    """

    def __init__(self, job: bytes) -> None:
        given = msgspec.json.decode(job, type=Job)
        self._most = given.memory
        self._full = False
        self._befell = _started_again()
        self._refusal: Answer | None = None
        try:
            self._place = place(given.where)
            loading = Loading(self._place)
            self._shards = Shards(given.where, given.asked, given.memory)
            loading.end()
        except OnRecordError as error:
            self._refusal = _told(error)

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[bytes]]:
        """Read one order; the columns of orders in, a column of one answer out."""
        if self._full:
            os._exit(1)  # before the order is begun: Ray starts this actor again and gives it the order again
        (number,), (first,) = batch["shard"], batch["first"]
        answer = self._refusal or self._read(int(number), int(first))
        if answer.mark is not None and self._most is not None:
            self._full = answer.mark.rss > _FULL * self._most
        answer.befell, self._befell = self._befell, ""
        return {"answer": [msgspec.json.encode(answer)]}

    def _read(self, number: int, first: int) -> Answer:
        try:
            done = marked(self._place, number)  # by an actor that was lost before it could say so
            return Answer(mark=done or self._shards.read(number, first))
        except MemoryError:
            os._exit(1)  # as of a worker of one machine
        except OnRecordError as error:
            return _told(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the run must end by it, in a line
            return _told(EngineError(f"shard {number}: {type(error).__name__}: {error}"))


def _started_again() -> str:
    """What the log is to say where this actor is one that was lost."""
    import ray

    if not ray.get_runtime_context().was_current_actor_reconstructed:
        return ""
    return f"a worker was lost, or full, and is started again on {platform.node()}"


class Loading:
    """Notes that this actor loads the models, so that one that ends by it again and again is found out."""

    def __init__(self, at: Any) -> None:
        import ray

        self._place = at
        self._name = f"{attempts.FOLDER}/{ray.get_runtime_context().get_actor_id()}"
        times = int(at.read(self._name) or 0)
        if times >= _STARTS:
            raise EngineError(f"a worker ended {times} times while it loaded the models (has its node the memory?)")
        at.write(self._name, str(times + 1).encode())

    def end(self) -> None:
        """They are loaded."""
        self._place.drop(self._name)


def _told(error: OnRecordError) -> Answer:
    return Answer(error=str(error), kind=type(error).__name__)


def _everywhere(job: Job) -> Job:
    """The same job with paths that do not depend on where a process was started."""
    asked = job.asked
    own = {
        name: os.path.abspath(path) for name in ("entities", "codebook") if (path := getattr(asked, name)) is not None
    }
    where = job.where if is_address(job.where) else os.path.abspath(job.where)
    return msgspec.structs.replace(job, where=where, asked=msgspec.structs.replace(asked, **own))


@contextmanager
def _connected(ray: Any, job: Job) -> Iterator[None]:
    """A cluster for the time of a run; what we began we end."""
    if ray.is_initialized():
        yield
        return
    address = os.environ.get("RAY_ADDRESS")
    own = {"num_cpus": job.workers or cores(), "include_dashboard": False, "object_store_memory": _STORE}
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        _knock(address)
        with _hushed():
            ray.init(address or "local", log_to_driver=False, logging_level=logging.ERROR, **({} if address else own))
    except Exception as error:
        raise EngineError(f"no Ray at {address or 'this machine'}: {_last(error)}") from error
    try:
        if not address and (job.memory or 0) * 1_000_000 > ray.cluster_resources().get("memory", 0):
            raise EngineError(f"this machine has no room for a worker of {job.memory} MB (--max-memory less)")
        yield
    finally:
        ray.shutdown()


def _knock(address: str | None) -> None:
    """Try whether anybody is at an address: Ray itself would wait there for minutes.

    Raises:
        OSError: nobody is.
    """
    host, _, port = (address or "").rpartition("://")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()


@contextmanager
def _quiet(ray: Any) -> Iterator[None]:
    """Keeps Ray from the terminal; its log files have it all."""
    printing = ray._private.worker  # what it prints of lost workers no setting of its stops
    shown = getattr(printing, _SHOWN, True)
    setattr(printing, _SHOWN, False)
    loggers = [logging.getLogger(name) for name in ("ray", "ray.data")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
        setattr(printing, _SHOWN, shown)


@contextmanager
def _hushed() -> Iterator[None]:
    """Keeps what is no Python from standard error."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _last(error: BaseException) -> str:
    """The last line that an error of Ray says: the others are where it was."""
    lines = str(error).strip().splitlines()
    return lines[-1].strip() if lines else type(error).__name__
