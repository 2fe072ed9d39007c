"""The desk and the API under load: so many clients at once over a record, for so many seconds.

    python bench/load.py --record /tmp/large.db --clients 50 --seconds 60

Starts `onrecord serve` at a free port of 127.0.0.1 and stops it. Every client asks one question after the other, as
fast as answers come: lists with filters, entries, reports, searches, dyads, pictures; drawn by a seed from what the
record holds.
Prints requests, errors, the 50th, 95th and 99th percentile and the slowest, and the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import httpx


def served(record: str) -> tuple[subprocess.Popen[str], str]:
    """A server over a record, and its address."""
    command = [sys.executable, "-c", "from onrecord.cli.main import run; run()", "serve", "--record", record]
    server = subprocess.Popen([*command, "--port", "0", "--rate", "0"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return server, found[0]
    raise SystemExit("the server did not start")


def questions(address: str, seed: int, many: int = 4000) -> list[str]:
    """Addresses to ask for, of what the record holds."""
    rng = random.Random(seed)
    with httpx.Client(base_url=address, timeout=60) as client:
        actors = [one["entity"] for one in client.get("/api/v1/actors?limit=100").json()["items"]]
        codes = [one.removeprefix("country:") for one in actors if one.startswith("country:")][:25]
        pairs = [(one["one"], one["other"]) for one in client.get("/api/v1/dyads?limit=50").json()["items"]]
        reports = [one["report"] for one in client.get("/api/v1/reports?limit=200").json()["items"]]
        ids = {
            noun: [one["id"] for one in client.get(f"/api/v1/{noun}?limit=200{more}").json()["items"]]
            for noun, more in (("events", "&series=all"), ("claims", ""), ("statements", ""), ("ties", ""))
        }
    words = [
        "troops",
        "ceasefire",
        "hospital",
        "chemical weapons",
        "oil",
        "minister said",
        "border",
        "airstrike",
        "aid",
    ]
    types = ["ASSAULT", "CONSULT", "ACCUSE", "AID", "SANCTION", "COERCE", "AGREE", "MOBILIZE"]
    standings = ["contested", "denied", "unconfirmed", "asserted", "alleged", "forecast"]
    makers = [
        (18, lambda: f"/events?who={rng.choice(codes)}&type={rng.choice(types)}"),
        (10, lambda: f"/claims?standing={rng.choice(standings)}&who={rng.choice(codes)}"),
        (8, lambda: f"/statements?who={rng.choice(actors)}"),
        (14, lambda: (lambda noun: f"/{noun}/{rng.choice(ids[noun])}")(rng.choice([n for n in ids if ids[n]]))),
        (14, lambda: f"/reports/{rng.choice(reports)}"),
        (8, lambda: f"/search?q={rng.choice(words)}&page={rng.randint(1, 3)}"),
        (4, lambda: "/dyads/{}/{}".format(*rng.choice(pairs))),
        (4, lambda: f"/actors/{rng.choice(actors)}"),
        (2, lambda: f"/timeline?who={rng.choice(codes)}"),
        (2, lambda: f"/map?type={rng.choice(types)}"),
        (2, lambda: f"/network?series={rng.choice(('observed', 'disputed', 'attributed'))}"),
        (14, lambda: f"/api/v1/events?to={rng.choice(codes)}&series=all&limit={rng.choice((20, 50))}"),
    ]  # fmt: skip
    return [made() for made in rng.choices([make for _, make in makers], [weight for weight, _ in makers], k=many)]


async def client(address: str, number: int, until: float, asked: list[str], told: list[tuple[float, str, int]]) -> None:
    """One client: asks until the time is over."""
    rng = random.Random(number)
    async with httpx.AsyncClient(base_url=address, timeout=60) as session:
        while time.perf_counter() < until:
            path = rng.choice(asked)
            begun = time.perf_counter()
            try:
                status = (await session.get(path)).status_code
            except httpx.HTTPError as error:
                status = -1
                print(f"{path}: {error!r}", file=sys.stderr)
            told.append((time.perf_counter() - begun, path.partition("?")[0].split("/")[1], status))


def memory(pid: int) -> dict[str, int]:
    """Memory of a process in MB: resident, and of it what is its own (the rest is the record's file, mapped)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return {name: int(re.findall(rf"{name}:\s+(\d+)", status)[0]) // 1024 for name in ("VmRSS", "RssAnon")}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", required=True)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    server, address = served(given.record)
    try:
        first = time.perf_counter()
        assert httpx.get(address + "/", timeout=60).status_code == 200
        first = time.perf_counter() - first
        asked = questions(address, given.seed)
        at_first = memory(server.pid)
        told: list[tuple[float, str, int]] = []

        async def all_of_them() -> None:
            until = time.perf_counter() + given.seconds
            await asyncio.gather(*(client(address, n, until, asked, told) for n in range(given.clients)))

        asyncio.run(all_of_them())
        print(json.dumps(summary(told, given.seconds) | {
            "first_page_s": round(first, 2), "memory_before_mb": at_first, "memory_after_mb": memory(server.pid),
        }, indent=1))  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)


def summary(told: list[tuple[float, str, int]], seconds: float) -> dict[str, Any]:
    """Percentiles over all, and the median of each kind of page."""
    times = sorted(one for one, _, _ in told)
    kinds = defaultdict(list)
    for one, kind, _ in told:
        kinds[kind].append(one)
    return {
        "requests": len(told), "a_second": round(len(told) / seconds, 1),
        "statuses": dict(Counter(status for _, _, status in told)),
        **{f"p{p}_ms": round(times[min(len(times) - 1, len(times) * p // 100)] * 1000) for p in (50, 95, 99)},
        "slowest_ms": round(times[-1] * 1000),
        "median_ms_of": {kind: round(sorted(held)[len(held) // 2] * 1000) for kind, held in sorted(kinds.items())},
    }  # fmt: skip


if __name__ == "__main__":
    main()
