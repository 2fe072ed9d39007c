"""The contract of an engine: whoever reads the shards, and whatever befalls him, the rows are the same.

Each test runs over the engine of one machine and over Ray; that is a cluster of two nodes on this machine, for all
tests of this module. What befalls readers is in `mishaps`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.bulk import on_ray
from onrecord.bulk.attempts import MOST, Attempts
from onrecord.bulk.place import place
from onrecord.bulk.readings import readings
from onrecord.bulk.run import Progress
from onrecord.errors import EngineError, StoreError
from onrecord.pipeline import Pipeline
from tests.bulk.made import bytes_of, rows
from tests.bulk.runs import TEXTS, archive, expected, read, tables

MISHAPS = Path(__file__).parent / "mishaps"
ENGINES = ["local", pytest.param("ray", marks=pytest.mark.skipif(find_spec("ray") is None, reason="no Ray"))]
SOON = {"health_check_initial_delay_ms": 500, "health_check_period_ms": 500}
"""How Ray looks whether a node is there: sooner than by default, but no less patiently."""


@pytest.fixture(scope="module", autouse=True)
def mishaps() -> Iterator[None]:
    """Readers to whom mishaps may happen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(MISHAPS), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]))
        yield


@pytest.fixture(scope="module")
def cluster(mishaps: None) -> Iterator[Any]:
    """Two nodes of one core each; this process is connected to them."""
    import ray
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        node = {"num_cpus": 1, "object_store_memory": 100_000_000}
        head = {**node, "include_dashboard": False, "_system_config": SOON}
        nodes = Cluster(initialize_head=True, head_node_args=head)
        nodes.add_node(**node)
        ray.init(nodes.address, log_to_driver=False, logging_level="ERROR")
        yield nodes
        ray.shutdown()
        nodes.shutdown()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    if request.param == "ray":
        request.getfixturevalue("cluster")
    return request.param


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return archive(tmp_path_factory.mktemp("in") / "reports.jsonl")


@pytest.fixture(scope="module")
def plain(source: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run that all others are held to: one machine, one worker, one shard."""
    where = tmp_path_factory.mktemp("plain") / "out"
    read(source, where, workers=1, shards=1)
    return where


def test_readings_are_those_of_the_pipeline(plain: Path, source: str, pipeline: Pipeline) -> None:
    made = [reading.to_json() for reading in readings(str(plain))]
    assert made == expected(source, pipeline)
    assert len(made) == len(TEXTS)


def test_shards_and_workers_change_no_row(engine: str, source: str, plain: Path, tmp_path: Path) -> None:
    one, five = tmp_path / "one", tmp_path / "five"
    seen: list[int] = []
    read(source, one, engine=engine, workers=1, shards=1)
    done = read(source, five, lambda state: seen.append(state.done), engine=engine, workers=2, shards=5)
    assert tables(one) == tables(five) == tables(plain)
    assert bytes_of(one) == bytes_of(plain)
    assert (done.done, done.read, done.failed) == (5, len(TEXTS), 0)
    assert seen[-6:] == [0, 1, 2, 3, 4, 5]  # told shard by shard, not at the end


@pytest.fixture(scope="module")
def befallen(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in which readers are ended, by others and by what they read, or take too much memory."""
    folder = tmp_path_factory.mktemp("befallen")
    mishaps = [f"end {folder}/once", None, "always end", "memory", None]
    texts = [text + (f" MISHAP {told}" if told else "") for text, told in zip(TEXTS, mishaps, strict=False)]
    read(archive(folder / "reports.jsonl", texts), folder / "out", engine=engine, workers=2, shards=2, memory=900)
    assert (folder / "once").exists()
    return folder / "out"


def test_worker_killed(befallen: Path) -> None:
    found = rows(befallen, "reports")
    assert [row["unit"] for row in found] == [0, 1, 2, 3, 4]
    assert [row["status"] for row in found] == ["read", "read", "failed", "failed", "read"]


def test_report_that_ends_its_reader(befallen: Path) -> None:
    assert "its reader ended without a word" in rows(befallen, "reports")[2]["reason"]


def test_report_that_takes_too_much_memory(befallen: Path) -> None:
    assert rows(befallen, "reports")[3]["reason"] == "it takes more memory than --max-memory allows"


def test_place_that_cannot_be_written(engine: str, source: str, tmp_path: Path) -> None:
    where = tmp_path / "out"

    def spoilt(state: Progress) -> None:
        if state.shards:
            (where / "shards").touch()  # a file where there should be a folder

    with pytest.raises(StoreError, match=r"out: cannot be written: .* \(check the path\)$"):
        read(source, where, spoilt, engine=engine, workers=1, shards=2)


def test_node_lost(cluster: Any, tmp_path: Path, pipeline: Pipeline) -> None:
    """Both nodes are in the midst of a report when one of them is lost."""
    source = archive(tmp_path / "reports.jsonl", [f"{text} MISHAP wait {tmp_path}" for text in TEXTS[:4]])
    lost = next(iter(cluster.worker_nodes))

    def lose() -> None:
        while len({path.name.partition("-")[0] for path in tmp_path.glob("*-*")}) < 2:
            time.sleep(0.02)
        cluster.remove_node(lost, allow_graceful=False)
        (tmp_path / "go").touch()

    loser = threading.Thread(target=lose)
    loser.start()
    done = read(source, tmp_path / "out", engine="ray", workers=2, shards=4)
    loser.join()
    cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
    assert (done.read, done.failed) == (4, 0)
    assert [reading.to_json() for reading in readings(str(tmp_path / "out"))] == expected(source, pipeline)
    assert [row["unit"] for row in rows(tmp_path / "out", "reports")] == [0, 1, 2, 3]


def test_ray_of_our_own(tmp_path: Path) -> None:
    """Where no cluster is named: begun and ended with the run; what befalls it is in the log, not on the terminal."""
    pytest.importorskip("ray")
    source, out = archive(tmp_path / "reports.jsonl", [f"{TEXTS[0]} MISHAP end {tmp_path}/once"]), tmp_path / "out"
    command = [sys.executable, "-c", "from onrecord.cli.main import run; run()", "bulk", source, str(out)]
    environment = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
    told = subprocess.run(
        [*command, "--engine", "ray", "--quiet"], env=environment, capture_output=True, text=True, check=True
    )
    assert (tmp_path / "once").exists()
    assert told.stderr == ""
    assert [line.split(":")[0] for line in told.stdout.splitlines() if not line.startswith("  ")] == [str(out)]
    assert "a worker was lost" in (out / "log.jsonl").read_text()


def test_no_cluster_there(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray")
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    with socket.socket() as nobody:  # bound, but not listening
        nobody.bind(("127.0.0.1", 0))
        address = "127.0.0.1:{1}".format(*nobody.getsockname())
        monkeypatch.setenv("RAY_ADDRESS", address)
        with pytest.raises(EngineError, match=rf"^no Ray at {address}: .*refused"):
            read(source, tmp_path / "out", engine="ray", workers=1, shards=1)


def test_shard_that_ends_every_reader(tmp_path: Path) -> None:
    at = place(str(tmp_path))
    for _ in range(MOST):
        Attempts(at, 7)
    with pytest.raises(EngineError, match=r"^shard 7 ends every worker that reads it"):
        Attempts(at, 7)


def test_models_that_cannot_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray")
    monkeypatch.setattr(ray, "get_runtime_context", lambda: SimpleNamespace(get_actor_id=lambda: "a1"))
    at = place(str(tmp_path))
    for _ in range(3):
        on_ray.Loading(at)  # and then the process ends
    with pytest.raises(EngineError, match=r"^a worker ended 3 times while it loaded the models"):
        on_ray.Loading(at)
