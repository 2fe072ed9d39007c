"""How a record grows: cost of adding, size, and time of questions, over readings recombined from real ones.

    python bench/record.py READINGS.jsonl --reports 100000 --record /tmp/large.db

READINGS.jsonl is what `onrecord read --json` prints.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import random
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from recombined import recombined

from onrecord.model import Reading
from onrecord.query import pages, search
from onrecord.query.filters import Filter
from onrecord.record.keeping import keep
from onrecord.store import open_store

BATCH = 25


def grow(readings: list[Reading], many: int, path: str) -> dict[str, Any]:
    """Add so many; returns seconds, of the clock and of the processor, and bytes a report at steps on the way."""
    store = open_store(path, write=True)
    told: dict[str, Any] = {"steps": []}
    spent = text = used = 0.0
    since, since_spent, since_used = 0, 0.0, 0.0
    waiting: list[Reading] = []
    for number, reading in enumerate(recombined(readings, many), 1):
        if number == 1:
            gc.freeze()  # what the readings are made of is no part of the record: nobody looks through it for garbage
        text += len(reading.report.text.encode())
        waiting.append(reading)
        if len(waiting) == BATCH or number == many:
            begun, before = time.perf_counter(), time.process_time()
            keep(store, waiting)
            spent += time.perf_counter() - begun
            used += time.process_time() - before
            waiting = []
        if number in (100, 300, 1000, 2000, 3000, 5000, 7000, 10000, 20000, 30000, 50000, 70000, 100000, many):
            with contextlib.closing(sqlite3.connect(path)) as beside:
                beside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = sum(os.path.getsize(f"{path}{end}") for end in ("", "-wal") if os.path.exists(f"{path}{end}"))
            step = {
                "reports": number, "ms_a_report": round((spent - since_spent) / max(1, number - since) * 1000, 2),
                "cpu_ms_a_report": round((used - since_used) / max(1, number - since) * 1000, 2),
                "kb_beyond_text": round((size - text) / number / 1000, 1),
            }  # fmt: skip
            told["steps"].append(step)
            print(json.dumps(step), flush=True)
            since, since_spent, since_used = number, spent, used
    store.close()
    return told


def ask(path: str, many: int = 300) -> dict[str, float]:
    """Filtered questions with a page of 50: the 50th and 95th percentile and the slowest, in milliseconds."""
    store = open_store(path)
    rng = random.Random(3)
    with store.reading() as connection:
        who = [one.entity.removeprefix("country:") for one in search.actors(connection, None, 60)]
    words = ["chemical weapons", "troops withdraw", "airstrike hospital", "citizenship", "ceasefire", "Afrin", "oil"]
    times: list[tuple[float, str]] = []
    for _ in range(many):
        kind, asked = _question(rng, who, words)
        begun = time.perf_counter()
        with store.reading() as connection:
            if kind == "search":
                search.search(connection, rng.choice(words), 50)
            else:
                pages.page(connection, kind, asked)
        times.append(((time.perf_counter() - begun) * 1000, f"{kind} {asked}"))
    store.close()
    times.sort()
    for slow, which in times[-8:]:
        print(f"  {slow:.0f} ms: {which}")
    ordered = [one for one, _ in times]
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)], "most": ordered[-1]}


def _question(rng: random.Random, who: list[str], words: list[str]) -> tuple[str, Filter]:
    year = rng.randrange(2015, 2025)
    since = rng.choice([None, None, f"{year}", f"{year}-{rng.randrange(1, 13):02d}"])
    until = rng.choice([None, None, f"{year + 1}"])
    one, other = rng.choice(who), rng.choice(who)
    kind = rng.choice("eeeccsst?")
    if kind == "?":
        return "search", Filter()
    fields: dict[str, Any] = {"since": since, "until": until}
    if kind == "e":
        fields["series"] = rng.choice(["observed", "observed", "all", "disputed", "attributed"])
        fields["type"] = rng.choice([None, None, "ASSAULT", "CONSULT", "AID", "THREATEN"])
        fields["place"] = rng.choice([None, None, None, "SYR", "Afrin"])
    if kind == "c":
        fields["standing"] = rng.choice([None, "contested", "denied", "asserted", "unconfirmed"])
    fields |= rng.choice([{}, {"who": one}, {"who": one, "to": other}, {"to": other}, {"outlet": "Outlet 7"},
                          {"text": rng.choice(words)}, {"reports": 2}])  # fmt: skip
    return kind, Filter(**fields)


def main() -> None:
    """Grow a record, then ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings")
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--record", required=True)
    parser.add_argument("--ask", action="store_true", help="ask a record that is there")
    given = parser.parse_args()
    if not given.ask:
        with open(given.readings, "rb") as stream:
            real = [Reading.from_json(line) for line in stream]
        grow(real, given.reports, given.record)
    print(json.dumps({name: round(value, 1) for name, value in ask(given.record).items()}))


if __name__ == "__main__":
    main()
