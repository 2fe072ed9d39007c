"""Faults: a killed writer, a full disk, two writers, a damaged page. Nothing kept is lost, and each is named."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord import Reading
from onrecord.errors import StoreError
from onrecord.query.whole import prove
from onrecord.record.keeping import keep
from onrecord.store import open_store
from tests.record.made import strike
from tests.record.test_keeping import content

WRITER = """
import resource, sys
from onrecord import Reading
from onrecord.record.keeping import keep
from onrecord.store import open_store
path, readings, limit = sys.argv[1:]
if int(limit):
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
store = open_store(path, write=True)
for line in open(readings, "rb"):
    keep(store, [Reading.from_json(line)])
    print("kept", flush=True)
"""
KILLS = 8
"""Here; `python -m onrecord.evaluate.reliability` kills two hundred times."""


@pytest.fixture(scope="module")
def lines(bundled: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readings") / "readings.jsonl"
    path.write_text("".join(reading.to_json() + "\n" for reading in bundled), encoding="utf-8")
    return path


def writer(path: Path, lines: Path, limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(lines), str(limit)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_killed_writer_leaves_the_record_whole(tmp_path: Path, lines: Path, bundled: tuple[Reading, ...]) -> None:
    clean = open_store(tmp_path / "clean.db", write=True)
    keep(clean, bundled)
    wanted = content(clean)
    rng = random.Random(8)
    path = tmp_path / "record.db"
    for _ in range(KILLS):
        process = writer(path, lines)
        assert process.stdout is not None
        for _ in range(rng.randrange(3)):
            process.stdout.readline()
        time.sleep(rng.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if path.exists() and path.stat().st_size:
            with open_store(path, write=True).reading() as connection:
                assert prove(connection).breaks == ()
    store = open_store(path, write=True)
    keep(store, bundled)
    assert content(store) == wanted


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path, lines: Path, bundled: tuple[Reading, ...]) -> None:
    path = tmp_path / "record.db"
    store = open_store(path, write=True)
    keep(store, bundled[:2])
    store.close()
    process = writer(path, lines, limit=path.stat().st_size + 60_000)
    printed, complaint = process.communicate()
    assert process.returncode != 0
    assert "full" in complaint, complaint
    store = open_store(path, write=True)
    with store.reading() as connection:
        proof = prove(connection)
    assert proof.breaks == ()
    assert proof.additions >= printed.count("kept")
    keep(store, bundled)
    with store.reading() as connection:
        assert prove(connection).additions == len(bundled)


def test_two_writers_at_once_lose_nothing(tmp_path: Path, bundled: tuple[Reading, ...], lines: Path) -> None:
    path = tmp_path / "record.db"
    open_store(path, write=True).close()
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("".join(reading.to_json() + "\n" for reading in bundled[::-1]), encoding="utf-8")
    both = [writer(path, one) for one in (lines, backwards)]
    for process in both:
        printed, complaint = process.communicate()
        assert process.returncode == 0, complaint
        assert printed.count("kept") == len(bundled)
    clean = open_store(tmp_path / "clean.db", write=True)
    keep(clean, bundled)
    store = open_store(path)
    assert content(store) == content(clean)
    with store.reading() as connection:
        assert prove(connection).additions == len(bundled)


def test_readers_never_wait_and_see_one_state(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    store = open_store(path, write=True)
    keep(store, [strike("nw-1")])
    reader = open_store(path)
    with reader.reading() as connection:
        assert prove(connection).additions == 1
        keep(store, [strike("nw-2", outlet="Southwire")])
        with store.writing():
            assert prove(connection).additions == 1
    with reader.reading() as connection:
        assert prove(connection).additions == 2


def test_a_damaged_record_is_told(tmp_path: Path, bundled: tuple[Reading, ...]) -> None:
    path = tmp_path / "record.db"
    store = open_store(path, write=True)
    keep(store, bundled)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE reports SET text = replace(text, 'drones', 'dronez') WHERE id LIKE 'vang%'")
        connection.exec_driver_sql("UPDATE ledger SET reading = text WHERE number = 3")
        connection.exec_driver_sql("DELETE FROM ledger WHERE number = 6")
    with store.reading() as connection:
        found = {one.where: one.problem for one in prove(connection).breaks}
    assert "expected hash" in found["ledger 3"]
    assert "what stood between is gone" in found["ledger 7"] or "names" in found["ledger 7"]
    assert any(where.startswith("report vanguard") for where in found)
    store.close()
    whole = bytearray(path.read_bytes())
    for page in range(2, len(whole) // 4096, 3):
        whole[page * 4096 : page * 4096 + 600] = b"\xff" * 600
    path.write_bytes(whole)
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    with pytest.raises(StoreError, match=r"damaged|not a record") as error, open_store(path).reading() as connection:
        prove(connection)
    assert str(path) in str(error.value)
