"""Kills a writer at random points, over and over, and holds the record to what an undisturbed run gives.

    python -m onrecord.evaluate.reliability [--kills 200] [--record PATH]

A process adds the readings of the bundled reports, one transaction each, and is killed (SIGKILL) at a random moment;
the record is proved; another process goes on. When all are in, the record is begun anew. At the end every entry must be
the one of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from importlib.resources import as_file, files
from pathlib import Path

import msgspec

from onrecord.model import Reading
from onrecord.query import pages
from onrecord.query.filters import KINDS, Filter
from onrecord.query.whole import prove
from onrecord.reader import Reader
from onrecord.record.keeping import keep
from onrecord.store import Store, open_store

_WRITER = """
import sys
from onrecord import Reading
from onrecord.record.keeping import keep
from onrecord.store import open_store
store = open_store(sys.argv[1], write=True)
print("open", flush=True)
for line in open(sys.argv[2], "rb"):
    keep(store, [Reading.from_json(line)])
"""
_LONGEST = 0.6
"""Seconds that a writer is left alone at most: a little longer than all eight take."""


def entries(store: Store) -> list[str]:
    """All entries as JSON."""
    with store.reading() as connection:
        return [
            msgspec.json.encode(one).decode()
            for kind in KINDS.values()
            for one in pages.every(connection, kind, Filter(series="all"))
        ]


def run(kills: int, folder: Path) -> tuple[int, int, list[str]]:
    """Kill so often; returns how often something was being written, how many records were filled, what broke."""
    with as_file(files("onrecord.data") / "reports") as bundled:
        readings = [one for one in Reader().read_files(bundled) if isinstance(one, Reading)]
    lines = folder / "readings.jsonl"
    lines.write_text("".join(reading.to_json() + "\n" for reading in readings), encoding="utf-8")
    clean = open_store(folder / "clean.db", write=True)
    keep(clean, readings)
    wanted = sorted(entries(clean))
    rng = random.Random(7)
    broken: list[str] = []
    during = filled = 0
    path = folder / "0.db"
    for number in range(kills):
        during += _killed(path, lines, rng)
        with open_store(path, write=True).reading() as connection:
            proof = prove(connection)
        broken += [f"kill {number + 1}: {one.where}: {one.problem}" for one in proof.breaks]
        if proof.additions == len(readings):
            filled += 1
            broken += [f"record {filled}: other entries"] * (sorted(entries(open_store(path))) != wanted)
            path = folder / f"{number + 1}.db"
    store = open_store(path, write=True)
    keep(store, readings)
    broken += ["the last record: other entries"] * (sorted(entries(store)) != wanted)
    return during, filled + 1, broken


def _killed(path: Path, lines: Path, rng: random.Random) -> bool:
    """Whether a writer was still at it when it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(lines)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(rng.random() * _LONGEST)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    return writer.returncode == -signal.SIGKILL


def main() -> None:
    """Run, print, and exit 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        during, filled, broken = run(given.kills, Path(folder))
    print(f"{given.kills} kills, {during} of them while something was written; {filled} records filled")  # noqa: T201
    for one in broken:
        print(f"  {one}")  # noqa: T201
    print("nothing lost, nothing twice" if not broken else f"FAILED: {len(broken)}")  # noqa: T201
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
