"""Inputs and results in an object store: a server with the API of S3, on this machine."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("s3fs")
pytest.importorskip("moto.server")

import s3fs
from moto.server import ThreadedMotoServer

from onrecord.bulk.inputs import answers, opened, sources
from onrecord.bulk.place import place
from onrecord.bulk.readings import readings
from onrecord.bulk.status import status
from onrecord.errors import InputError, OnRecordError, StoreError
from onrecord.pipeline import Pipeline
from tests.bulk.runs import TEXTS, archive, expected, read

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:moto.*", "ignore::DeprecationWarning:botocore.*")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def account(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What a user has set to reach the store; each test with connections of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of tests")
    s3fs.S3FileSystem.clear_instance_cache()
    yield monkeypatch
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def bucket(account: pytest.MonkeyPatch) -> Iterator[s3fs.S3FileSystem]:
    """A store with a bucket: two packed files in one folder."""
    store = s3fs.S3FileSystem()
    store.mkdir("bucket")
    for number, texts in enumerate([TEXTS[:2], TEXTS[2:4]]):
        lines = (json.dumps({"id": f"r{2 * number + at}", "text": text}) for at, text in enumerate(texts))
        store.pipe_file(f"bucket/in/part-{number}.jsonl.gz", gzip.compress("\n".join(lines).encode(), mtime=0))
    yield store
    store.rm("bucket", recursive=True)


def _stop_at_first(state: Any) -> None:
    if state.shards and state.done == 1:
        raise KeyboardInterrupt


def test_run_from_store_to_store(bucket: s3fs.S3FileSystem, tmp_path: Path, pipeline: Pipeline) -> None:
    """Broken off after the first of its shards, and gone on with."""
    source, where = "s3://bucket/in/*.jsonl.gz", "s3://bucket/out"
    with pytest.raises(KeyboardInterrupt):
        read(source, where, _stop_at_first, workers=1, shards=4)
    assert (status(where).state, status(where).done) == ("broken off", 1)
    done = read(source, where, workers=1, resume=True)
    assert (status(where).state, done.done, done.read) == ("done", 4, 4)
    assert place(where).names("") == ["done", "log.jsonl", "manifest.json", "shards"]
    here = archive(tmp_path / "reports.jsonl", TEXTS[:4])
    assert [reading.to_json() for reading in readings(where)] == expected(here, pipeline)


def test_folder_and_file(bucket: s3fs.S3FileSystem) -> None:
    bucket.pipe_file("bucket/in/notes.bin", b"not readable")
    names = ["s3://bucket/in/part-0.jsonl.gz", "s3://bucket/in/part-1.jsonl.gz"]
    assert [source.name for source in sources(["s3://bucket/in"])] == names
    assert [source.name for source in sources(["s3://bucket/in/part-1.jsonl.gz"])] == names[1:]


def test_mark_is_that_of_the_same_file_here(bucket: s3fs.S3FileSystem, tmp_path: Path) -> None:
    for size in (0, 10, 65_536, 65_537, 200_000):
        (tmp_path / "a.txt").write_bytes(bytes(range(250)) * (size // 250) + b"x" * (size % 250))
        bucket.put_file(str(tmp_path / "a.txt"), "bucket/a.txt")
        (here,), (there,) = sources([str(tmp_path / "a.txt")]), sources(["s3://bucket/a.txt"])
        assert (here.size, here.mark) == (there.size, there.mark)


@pytest.mark.parametrize("name", ["s3://bucket/none.jsonl", "s3://bucket/none/", "s3://none/in/part-0.jsonl.gz"])
def test_nothing_there(bucket: s3fs.S3FileSystem, name: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}: not there \(check the address\)$"):
        sources([name])


def test_no_such_bucket_to_write_to(bucket: s3fs.S3FileSystem, tmp_path: Path) -> None:
    source = archive(tmp_path / "reports.jsonl", TEXTS[:1])
    with pytest.raises(StoreError, match=r"^s3://none/out: The specified bucket does not exist \(check the address"):
        read(source, "s3://none/out", workers=1)
    assert bucket.ls("") == ["bucket"]


@pytest.mark.parametrize("wanted", ["in", "out"])
@pytest.mark.parametrize("lacking", ["credentials", "server"])
def test_store_that_cannot_be_reached(account: pytest.MonkeyPatch, tmp_path: Path, wanted: str, lacking: str) -> None:
    if lacking == "credentials":
        account.delenv("AWS_ACCESS_KEY_ID")
        account.delenv("AWS_SECRET_ACCESS_KEY")
    else:
        account.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{_free_port()}")
        account.setenv("AWS_MAX_ATTEMPTS", "1")
    here = archive(tmp_path / "reports.jsonl", TEXTS[:1])
    source, where = ("s3://bucket/in/", str(tmp_path / "out")) if wanted == "in" else (here, "s3://bucket/out")
    told = "Unable to locate credentials" if lacking == "credentials" else "Could not connect to the endpoint URL"
    with pytest.raises(
        OnRecordError, match=rf"^s3://bucket/{wanted}/?: .*{told}.* \(check the address, the cred"
    ) as error:
        read(source, where, workers=1)
    assert "\n" not in str(error.value)


def test_file_that_breaks_off_is_not_taken_for_its_end(bucket: s3fs.S3FileSystem) -> None:
    with opened("s3://bucket/in/part-0.jsonl.gz") as stream:
        bucket.rm("bucket/in/part-0.jsonl.gz")
        with pytest.raises(StoreError, match=r"^s3://bucket/in/part-0.jsonl.gz: broken off: .* \(run it again\)$"):
            stream.read()


def test_store_that_does_not_answer(account: pytest.MonkeyPatch, tmp_path: Path) -> None:
    account.setattr(answers, "__defaults__", (0.5,))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(InputError, match=r"^s3://bucket/in: the store does not answer \(check the address, the"):
            sources(["s3://bucket/in"])
        with pytest.raises(StoreError, match=r"^s3://bucket/out: the store does not answer \(check the address, the"):
            place("s3://bucket/out")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
