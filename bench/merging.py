"""What filling a record at once costs: processor time and memory by step, over readings recombined from real ones.

    python bench/merging.py READINGS.jsonl --reports 10000 --folder /tmp/filled

READINGS.jsonl is what `onrecord read --json` prints. `bench/record.py` measures the same of adding one by one.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent))

from recombined import recombined

from onrecord.bulk.merging.filling import fill
from onrecord.model import Reading

AT_ONCE = 1000


def made(real: Sequence[Reading], many: int, folder: Path) -> list[Path]:
    """Files of so many readings, a thousand in each; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"readings-{at:05d}.parquet" for at in range(-(-many // AT_ONCE))]
    if all(path.exists() for path in files):
        return files
    readings = recombined(real, many)
    for path in files:
        some = list(islice(readings, AT_ONCE))
        lines = pa.array([one.to_json().encode() for one in some], pa.binary())
        pq.write_table(pa.table({"report": [one.report.id for one in some], "reading": lines}), path)
    return files


def used() -> float:
    """Seconds of the processor, those of ended processes too."""
    beside = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + beside.ru_utime + beside.ru_stime


def main() -> None:
    """Make readings, fill a record with them, tell what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--memory", type=int, default=1024, help="MB")
    given = parser.parse_args()
    files = [*(given.folder / f"of-{given.reports}").glob("*.parquet")]
    if not files:
        with open(given.readings, "rb") as stream:
            real = [Reading.from_json(line) for line in stream]
        made(real, given.reports, given.folder / f"of-{given.reports}")
        print("the readings are made: run it again, so that making them is not measured")
        return
    place = given.folder / f"record-{given.reports}.db"
    place.unlink(missing_ok=True)
    steps: Counter[str] = Counter()
    begun = before = used()

    def told(step: str, _: int, __: int) -> None:
        nonlocal before
        now = used()
        steps[step] += now - before  # type: ignore[assignment]
        before = now

    filled = fill(str(place), sorted(files), given.folder / "work", given.workers, given.memory << 20, told)
    many = filled.added
    print(json.dumps({step: round(seconds / many * 1000, 2) for step, seconds in steps.items()}))
    peak = [resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(filled._asdict() | {
        "cpu_ms_a_report": round((used() - begun) / many * 1000, 2), "peak_mb": max(peak),
        "kb_a_report": round(place.stat().st_size / many / 1000, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
