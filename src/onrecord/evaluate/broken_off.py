"""Bulk reading, broken off: the driver or a worker killed at random points, and the disk full; resumed each time.

    python -m onrecord.evaluate.broken_off --kills 20

What is read are the paragraphs of the bundled reports, each as a report of its own. After every end, what is marked as
read must be whole; at the end, every file must be what an undisturbed run makes, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.bulk.columns import SCHEMAS
from onrecord.intake import reports
from onrecord.model import Report

_SHARDS = 12
_LEAST = 40
"""Characters of a paragraph that is worth reading."""
BUNDLED = Path(__file__).parent.parent / "data" / "reports"


def archive(path: Path, many: int) -> Path:
    """So many short reports, a line each."""
    found = [
        {"id": f"{report.id}-{number}", "text": part, "outlet": report.outlet, "published": report.published}
        for report in reports([BUNDLED])
        if isinstance(report, Report)
        for number, part in enumerate(report.text.split("\n"))
        if len(part) >= _LEAST
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in (found * (many // len(found) + 1))[:many]), "utf-8")
    return path


def start(inputs: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """A run of two workers in a process group of its own."""
    asked = ["bulk", str(inputs), str(out), "--workers", "2", "--shards", str(_SHARDS), "--quiet", *more]
    return subprocess.Popen(
        [sys.executable, "-c", "from onrecord.cli.main import run; run()", *asked],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def filled(inputs: Path, out: Path, wanted: dict[str, bytes]) -> tuple[str, list[str]]:
    """Read onto a disk that is too small, then make it larger and go on; returns the complaint, and what is wrong.

    It needs to mount a file system of memory, which only root may.
    """
    size = sum(map(len, wanted.values()))
    out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", out], check=False).returncode:
        return "not tried: a small disk cannot be mounted", []
    try:
        complaint = start(inputs, out).communicate()[1].decode().strip()
        wrong = undone(out)
        subprocess.run(["mount", "-o", f"remount,size={8 * size}", out], check=True)
        start(inputs, out, *_going_on(out)).communicate()
        wrong += [] if whole(out) == wanted else ["full disk: other bytes"]
        wrong += [] if "disk is full" in complaint else [f"full disk: {complaint or 'no complaint'}"]
    finally:
        subprocess.run(["umount", out], check=True)
    return complaint, wrong


def _going_on(out: Path) -> list[str]:
    return ["--resume"] if (out / "manifest.json").exists() else []


def workers(driver: int) -> list[int]:
    """The processes that a driver started and that live."""
    try:
        tasks = list(Path(f"/proc/{driver}/task").iterdir())
        return [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return []


def undone(out: Path) -> list[str]:
    """What is wrong with the shards that are marked as read."""
    from pyarrow import parquet

    wrong = []
    for path in sorted((out / "done").glob("*.json")):
        mark = json.loads(path.read_text())
        for table in SCHEMAS:
            try:
                count = parquet.read_metadata(out / "shards" / path.stem / f"{table}.parquet").num_rows
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it is told
                wrong.append(f"{path.stem}/{table}: {error}")
                continue
            if count != mark["found"][table]:
                wrong.append(f"{path.stem}/{table}: {count} rows, and its mark says {mark['found'][table]}")
    return wrong


def begun(out: Path) -> int:
    """Shards that were begun and not finished."""
    return len(list((out / "attempts").glob("*.json")))


def whole(out: Path) -> dict[str, bytes]:
    """Every file of the shards."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("shards/*/*"))}


def kill(inputs: Path, out: Path, rng: random.Random, longest: float) -> tuple[str, int]:
    """Start or go on, and kill the driver or one of its workers after a while; returns whom, and shards cut short."""
    running = start(inputs, out, *_going_on(out))
    time.sleep(rng.random() * longest)
    hands = workers(running.pid)
    victim = rng.choice([running.pid, *hands])
    if victim == running.pid:
        running.send_signal(signal.SIGKILL)
        running.communicate()
        while any(os.path.exists(f"/proc/{hand}") for hand in hands):
            time.sleep(0.01)  # a worker ends by itself when its driver is gone
        return "driver", begun(out)
    os.kill(victim, signal.SIGKILL)
    time.sleep(rng.random() * longest / 2)
    running.send_signal(signal.SIGKILL)  # and then the driver, or the run would be done too soon
    running.communicate()
    while any(os.path.exists(f"/proc/{hand}") for hand in workers(running.pid) + hands if hand != victim):
        time.sleep(0.01)
    return "worker", begun(out)


def main() -> int:
    """Kill, resume, compare; returns 1 where anything is lost, doubled or different."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reports", type=int, default=240)
    parser.add_argument("--seed", type=int, default=9)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        inputs = archive(Path(folder) / "in.jsonl", given.reports)
        clean, out = Path(folder) / "clean", Path(folder) / "out"
        clock = time.monotonic()
        start(inputs, clean).communicate()
        longest = time.monotonic() - clock
        wanted, wrong, cut_short, killed = whole(clean), [], 0, {"driver": 0, "worker": 0}
        for number in range(given.kills):
            if len(list((out / "done").glob("*.json"))) == _SHARDS:
                out.rename(Path(folder) / f"done{number}")
                if whole(Path(folder) / f"done{number}") != wanted:
                    wrong.append(f"before kill {number}: other bytes")
            whom, short = kill(inputs, out, rng, longest * 0.6)
            killed[whom] += 1
            cut_short = max(cut_short, short)
            wrong += undone(out)
        start(inputs, out, "--resume").communicate()
        if whole(out) != wanted:
            wrong.append("other bytes in the end")
        complaint, more = filled(inputs, Path(folder) / "small", wanted)
        wrong += more
    for one in wrong:
        print(f"WRONG: {one}")  # noqa: T201
    print(f"killed {killed['driver']} drivers and {killed['worker']} workers; shards cut short at once: {cut_short}")  # noqa: T201
    print(f"full disk: {complaint}")  # noqa: T201
    print("the same bytes as undisturbed" if not wrong else f"{len(wrong)} wrong")  # noqa: T201
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
