"""A run: the same rows whatever the shards, resumed where it was broken off, refused where it is another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import onrecord.bulk.run as running
from onrecord.bulk import plan
from onrecord.bulk.attempts import Attempts
from onrecord.bulk.columns import SCHEMAS
from onrecord.bulk.job import Job, Order
from onrecord.bulk.place import Folder, place
from onrecord.bulk.readings import readings, whole
from onrecord.bulk.run import Progress, Settings, asked, run
from onrecord.bulk.shard import Mark
from onrecord.bulk.status import status
from onrecord.errors import ConfigError, InputError, StoreError
from onrecord.intake import Options
from onrecord.intake import reports as read_reports
from onrecord.model import Reading
from onrecord.pipeline import Pipeline
from onrecord.query.frames import to_rows
from tests.bulk.made import archive, bytes_of, here, rows

Runs = Callable[..., Progress]


@pytest.fixture
def bulk(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Runs that read in this process."""
    monkeypatch.setattr("onrecord.bulk.shard.pipeline_with", lambda *_: pipeline)
    monkeypatch.setattr(running, "_engine", lambda _: here)

    def start(inputs: Path, out: Path, options: Options = Options(), **settings: Any) -> Progress:  # noqa: B008
        return run([str(inputs)], str(out), asked(options), Settings(**settings))

    return start


def test_the_rows_are_the_same_whatever_the_shards(tmp_path: Path, bulk: Runs, pipeline: Pipeline) -> None:
    inputs = archive(tmp_path / "in.jsonl")
    for shards in (1, 4):
        assert bulk(inputs, tmp_path / f"out{shards}", shards=shards).read == 6
        assert len(list((tmp_path / f"out{shards}" / "shards").iterdir())) == shards
    for table in SCHEMAS:
        assert rows(tmp_path / "out1", table) == rows(tmp_path / "out4", table), table
    read = [pipeline.read(report) for report in read_reports([inputs]) if not isinstance(report, InputError)]
    kept = rows(tmp_path / "out4", "readings")
    assert [row["reading"].decode() for row in kept] == [reading.to_json() for reading in read]
    for table, wanted in to_rows(read).items():
        found = rows(tmp_path / "out4", table)
        assert found == [{column: row.get(column) for column in SCHEMAS[table].names} for row in wanted], table


def test_the_same_run_gives_the_same_bytes(tmp_path: Path, bulk: Runs) -> None:
    inputs = archive(tmp_path / "in.jsonl", 3)
    for name in ("one", "two"):
        bulk(inputs, tmp_path / name)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two") != {}


def test_every_type_of_a_column_holds_for_real_readings(bundled: tuple[Reading, ...]) -> None:
    import pyarrow

    for table, found in to_rows(bundled).items():
        made = pyarrow.RecordBatch.from_pylist(found, schema=SCHEMAS[table])
        assert made.to_pylist() == [{name: row.get(name) for name in SCHEMAS[table].names} for row in found]
        assert found


def test_everything_is_accounted_for(tmp_path: Path, bulk: Runs) -> None:
    inputs = archive(tmp_path / "in.jsonl", 2)
    with open(inputs, "ab") as out:
        out.write(b'{"id": "no-text"}\n\x00\xff\xfe binary\n{"text": "Le ministre a dit que les troupes partiront."}\n')
    done = bulk(inputs, tmp_path / "out")
    assert (done.read, done.failed, done.seen) == (2, 3, 5)
    table = rows(tmp_path / "out", "reports")
    assert [(row["unit"], row["status"], row["source"]) for row in table] == [
        (n, "read" if n < 2 else "failed", f"{inputs}:{n + 1}") for n in range(5)
    ]
    assert [bool(row["reason"]) for row in table] == [False, False, True, True, True]
    told = status(str(tmp_path / "out"))
    assert (told.state, told.read, told.failed, sum(told.reasons.values())) == ("done", 2, 3, 3)
    assert [reading.report.id for reading in readings(str(tmp_path / "out"))] == ["nw-0", "nw-1"]


def broken_after(count: int) -> Callable[..., Iterator[Mark]]:
    """An engine that breaks off."""

    def read(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
        yield from here(job, orders[:count], noted)
        raise KeyboardInterrupt

    return read


def test_a_broken_run_goes_on_where_it_was(tmp_path: Path, bulk: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = archive(tmp_path / "in.jsonl")
    bulk(inputs, tmp_path / "whole", shards=4)
    out = tmp_path / "out"
    monkeypatch.setattr(running, "_engine", lambda _: broken_after(2))
    with pytest.raises(KeyboardInterrupt):
        bulk(inputs, out, shards=4)
    told = status(str(out))
    assert (told.state, told.done, told.shards) == ("broken off", 2, 4)
    with pytest.raises(InputError, match="2 of 4 shards"):
        whole(str(out))
    (out / "shards" / "000002").mkdir()  # as a worker leaves it that was ended before its mark
    (out / "shards" / "000002" / "events.parquet").write_bytes(b"half")
    (out / "shards" / ".aside-1-000003").mkdir()
    asked_for: list[int] = []

    def counted(job: Job, orders: Sequence[Order], noted: Callable[[str], None]) -> Iterator[Mark]:
        asked_for.extend(order.shard for order in orders)
        yield from here(job, orders, noted)

    monkeypatch.setattr(running, "_engine", lambda _: counted)
    with pytest.raises(ConfigError, match="--resume"):
        bulk(inputs, out, shards=4)
    done = bulk(inputs, out, resume=True)
    assert asked_for == [2, 3]
    assert (done.read, done.done) == (6, 4)
    assert bytes_of(out) == bytes_of(tmp_path / "whole")
    assert not (out / "spool").exists()
    assert not (out / "attempts").exists()
    asked_for.clear()
    assert bulk(inputs, out, resume=True).read == 6
    assert asked_for == []


def test_a_run_that_is_another_one_is_refused(tmp_path: Path, bulk: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, out = archive(tmp_path / "in.jsonl"), tmp_path / "out"
    bulk(inputs, out, shards=2)
    before = bytes_of(out)
    with pytest.raises(ConfigError, match="2 shards, and 3"):
        bulk(inputs, out, shards=3, resume=True)
    with pytest.raises(ConfigError, match="outlet was None"):
        bulk(inputs, out, Options(outlet="Southwire"), resume=True)
    with pytest.raises(ConfigError, match=r"not there any more: .*in\.jsonl"):
        bulk(archive(tmp_path / "other.jsonl"), out, resume=True)
    with monkeypatch.context() as patched:
        patched.setattr(plan, "__version__", "99")
        with pytest.raises(ConfigError, match="begun by OnRecord"):
            bulk(inputs, out, resume=True)
    inputs.write_text(inputs.read_text().replace("Monday", "Friday"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"changed: .*in\.jsonl"):
        bulk(inputs, out, resume=True)
    assert bytes_of(out) == before


def test_a_place_with_something_else_in_it_is_refused(tmp_path: Path, bulk: Runs) -> None:
    inputs, out = archive(tmp_path / "in.jsonl"), tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(ConfigError, match="not empty"):
        bulk(inputs, out)
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == ["thesis.docx"]
    (out / "thesis.docx").rename(out / "manifest.json")
    with pytest.raises(StoreError, match="damaged"):
        bulk(inputs, out, resume=True)


def test_two_runs_at_once_are_one_too_many(tmp_path: Path, bulk: Runs) -> None:
    inputs, out = archive(tmp_path / "in.jsonl"), tmp_path / "out"
    with Folder(str(out)).alone():
        assert status(str(out)).state == "cutting"
        with pytest.raises(StoreError, match="another run"):
            bulk(inputs, out)
    assert bulk(inputs, out).read == 6


def test_a_report_that_ends_its_reader_is_left_out_by_the_third_time(tmp_path: Path) -> None:
    at = place(str(tmp_path))
    first = Attempts(at, 7)
    assert first.begin(0) is None  # and there the process ends, unseen
    for _ in range(2):
        careful = Attempts(at, 7)
        assert careful.begin(0) is None
        assert careful.begin(1) is None  # and here
    last = Attempts(at, 7)
    assert last.begin(0) is None
    assert "3 times" in (last.begin(1) or "")
    assert last.begin(2) is None
    last.end()
    assert Attempts(at, 7).begin(1) is None


def test_shards_are_even_and_hold_everything(tmp_path: Path, bulk: Runs) -> None:
    inputs = archive(tmp_path / "in.jsonl", 11)
    bulk(inputs, tmp_path / "out", shards=3)
    held = plan.read(place(str(tmp_path / "out")))
    assert held is not None
    assert [shard.units for shard in held.shards] == [4, 4, 3]
    assert sum(held.shares()) == pytest.approx(1)
    many = archive(tmp_path / "few.jsonl", 2)
    bulk(many, tmp_path / "out2", shards=9)
    assert [json.loads(path.read_text())["units"] for path in (tmp_path / "out2" / "done").iterdir()] == [1, 1]


def test_what_a_full_disk_stops_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match=r"disk is full .*--resume"):
        Folder(str(tmp_path)).write("a/b.json", b"{}")
    assert list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize(("name", "value"), [("workers", 0), ("shards", 0), ("memory", 10)])
def test_settings_that_cannot_be_are_refused(name: str, value: int) -> None:
    with pytest.raises(ConfigError, match="at least"):
        Settings(**{name: value})
