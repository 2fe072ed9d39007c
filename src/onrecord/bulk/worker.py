"""A worker of one machine: `python -m onrecord.bulk.worker`, spoken to in lines of JSON.

It takes a job and then orders on standard input, and answers each on standard output. When its input ends, because
who started it ended in whatever way, it ends too, in the midst of its work.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from typing import BinaryIO

import msgspec

from onrecord.bulk.job import Job, Order
from onrecord.bulk.shard import Mark, Shards
from onrecord.errors import ConfigError, EngineError, OnRecordError, StoreError


class Answer(msgspec.Struct, omit_defaults=True):
    """What a worker says: that it is ready, what became of an order, why it cannot go on; beside it what befell it."""

    ready: str | None = None
    mark: Mark | None = None
    error: str | None = None
    kind: str = ""
    befell: str = ""


KINDS: dict[str, type[OnRecordError]] = {kind.__name__: kind for kind in (StoreError, EngineError, ConfigError)}
"""Errors that end a run, by the name that an answer gives."""


def main() -> None:
    """Serve until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else is printed is no answer
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    try:
        job = msgspec.json.decode(orders.get(), type=Job)
        shards = Shards(job.where, job.asked, job.memory)
        _say(answers, Answer(ready=shards.reader))
        while True:
            order = msgspec.json.decode(orders.get(), type=Order)
            _say(answers, Answer(mark=shards.read(order.shard, order.first)))
    except OnRecordError as error:
        _say(answers, Answer(error=str(error), kind=type(error).__name__))
    except BaseException:  # noqa: BLE001 - told, and then the end
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)  # the listening thread holds the input, at which an orderly end would stumble


def _listen(stream: BinaryIO, orders: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        orders.put(line)
    os._exit(1)


def _say(stream: BinaryIO, answer: Answer) -> None:
    stream.write(msgspec.json.encode(answer) + b"\n")
    stream.flush()


if __name__ == "__main__":
    main()
