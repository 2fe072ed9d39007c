"""The engine of one machine: so many worker processes, each replaced when it ends before its work."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import msgspec

from onrecord.bulk.attempts import MOST
from onrecord.bulk.job import Job, Order, cores
from onrecord.bulk.shard import Mark
from onrecord.bulk.worker import KINDS, Answer
from onrecord.errors import EngineError, OnRecordError

_STARTS = 3
"""Workers in a row that end before they are ready."""
_FULL = 0.8
"""Share of its memory from which a worker is replaced between two shards."""


def read(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
    """Have shards read by processes of this machine; yields their marks as they come.

    Raises:
        StoreError: the place cannot be written.
        EngineError: workers end again and again.
    """
    crew = _Crew(job, orders, noted)
    try:
        crew.start()
        yield from crew.marks()
    finally:
        crew.stop()


class _Crew:
    """Workers and the threads that speak to them, one each."""

    def __init__(self, job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> None:
        self._job = job
        self._count = len(orders)
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        for order in orders:
            self._orders.put(order)
        self._found: queue.SimpleQueue[Mark | OnRecordError] = queue.SimpleQueue()
        self._noted = noted
        self._workers: set[_Worker] = set()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._ends: Counter[int] = Counter()

    def start(self) -> None:
        """Start as many as there is work for."""
        for number in range(min(self._job.workers or cores(), self._count)):
            threading.Thread(target=self._serve, args=(number,), daemon=True).start()

    def marks(self) -> Iterator[Mark]:
        """The marks of all orders."""
        for _ in range(self._count):
            found = self._found.get()
            if isinstance(found, OnRecordError):
                raise found
            yield found

    def stop(self) -> None:
        """End all workers."""
        self._stopped.set()
        with self._lock:
            for worker in self._workers:
                worker.end()

    def _serve(self, number: int) -> None:
        """Have one worker at work until there is none left."""
        worker: _Worker | None = None
        try:
            while not self._stopped.is_set():
                try:
                    order = self._orders.get_nowait()
                except queue.Empty:
                    break
                worker = self._read(worker, order, number)
        except OnRecordError as error:
            self._found.put(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the run must end by it and not hang
            self._found.put(EngineError(f"worker {number}: {type(error).__name__}: {error}"))
        finally:
            if worker is not None:
                self._end(worker)

    def _read(self, worker: _Worker | None, order: Order, number: int) -> _Worker | None:
        """Have an order read, by as many workers as it takes; returns the one that is left."""
        while not self._stopped.is_set():
            worker = worker or self._hired(number)
            mark = worker.read(order)
            if mark is not None:
                self._found.put(mark)
                if self._job.memory is not None and mark.rss > _FULL * self._job.memory:
                    self._noted(f"worker {number} holds {mark.rss:.0f} MB and is replaced")
                    self._end(worker)
                    return None
                return worker
            self._end(worker)
            if not self._stopped.is_set():
                self._ends[order.shard] += 1
                self._noted(f"worker {number} ended in shard {order.shard}: {worker.last}")
                if self._ends[order.shard] >= MOST:
                    raise EngineError(f"shard {order.shard} ends every worker that reads it: {worker.last}")
            worker = None
        return worker

    def _hired(self, number: int) -> _Worker:
        """A new worker that is ready."""
        for _ in range(_STARTS):
            worker = _Worker(self._job)
            with self._lock:
                self._workers.add(worker)
            if self._stopped.is_set():
                worker.end()
            if worker.ready() or self._stopped.is_set():
                return worker
            self._end(worker)
            self._noted(f"worker {number} ended before it was ready: {worker.last}")
        raise EngineError(f"a worker cannot be started: {worker.last}")

    def _end(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._workers.discard(worker)


class _Worker:
    """One process."""

    def __init__(self, job: Job) -> None:
        self.last = ""
        self._ended = False
        self._lock = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_IO_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "onrecord.bulk.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, **one},
            start_new_session=True,  # an interrupt from the keyboard is the driver's alone
        )
        self._say(job)

    def ready(self) -> bool:
        """Wait until it can read; whether it can."""
        answer = self._answer()
        return answer is not None and answer.ready is not None

    def read(self, order: Order) -> Mark | None:
        """Have a shard read; None where the process ended.

        Raises:
            OnRecordError: the worker says that the run cannot go on.
        """
        self._say(order)
        answer = self._answer()
        return answer.mark if answer is not None else None

    def end(self) -> None:
        """End it, whatever it does; once is enough."""
        with self._lock:
            if self._ended:
                return
            self._ended = True
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]

    def _say(self, what: Job | Order) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it ended: the answer, which does not come, tells
            self._process.stdin.write(msgspec.json.encode(what) + b"\n")
            self._process.stdin.flush()

    def _answer(self) -> Answer | None:
        assert self._process.stdout is not None
        try:
            line = self._process.stdout.readline()
        except (OSError, ValueError):
            line = b""
        if not line.endswith(b"\n"):
            self.last = self._epitaph()
            return None
        answer = msgspec.json.decode(line, type=Answer)
        if answer.error is not None:
            raise KINDS.get(answer.kind, EngineError)(answer.error)
        return answer

    def _epitaph(self) -> str:
        """How it ended: the signal or code, and its last words."""
        code = self._process.wait()
        told = f"signal {-code}" if code < 0 else f"code {code}"
        try:
            self._errors.seek(0)
            words = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        except (OSError, ValueError):
            words = []
        return told + (f" ({words[-1][:200]})" if words else "")
