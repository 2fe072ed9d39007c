"""Archives for tests, and an engine that reads in this very process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.bulk.job import Job, Order
from onrecord.bulk.shard import Mark, Shards

TEXTS = (
    "Norland's defence ministry said on Monday that its troops had left the port of Aden.",
    "The governor accused rebels of shelling a market in Marib. A rebel spokesman denied it.",
    "Two soldiers were killed near Hodeidah on Sunday, the army said.",
    "The foreign minister will visit Muscat next week, state radio reported, citing two officials.",
    "The United Nations envoy said that both sides had agreed to a ceasefire.",
    "Police arrested eleven protesters in Taiz, according to a local rights group.",
)


def archive(path: Path, many: int = 6) -> Path:
    """A file of short reports, a line each."""
    lines = [
        json.dumps({"id": f"nw-{n}", "text": TEXTS[n % len(TEXTS)], "outlet": "Northwire", "published": "2026-03-03"})
        for n in range(many)
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def here(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
    """An engine without workers."""
    shards = Shards(job.where, job.asked)
    for order in orders:
        yield shards.read(order.shard, order.first)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, all shards after one another."""
    from pyarrow import parquet

    found: list[dict[str, Any]] = []
    for path in sorted(out.glob(f"shards/*/{table}.parquet")):
        found += parquet.read_table(path).to_pylist()
    return found


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of the shards, with its bytes."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("shards/*/*"))}
