"""The one way in: what can be asked for, where it goes, and files that are whole or untouched."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from pathlib import Path
from typing import IO, Any

import pytest
from sqlalchemy import Connection

from onrecord.errors import ConfigError, StoreError
from onrecord.export.formats import FORMATS, export
from onrecord.export.lines import Written
from onrecord.query.filters import Filter
from onrecord.store import Store


def test_forms_are_told() -> None:
    assert set(FORMATS) == {
        "csv", "parquet", "polecat", "gdelt", "plover", "ftm", "geojson", "gexf", "graphml", "jsonl",
    }  # fmt: skip
    for name, form in FORMATS.items():
        assert form.name == name
        assert form.holds
        assert form.suffix.startswith(".")


@pytest.mark.parametrize(
    ("form", "path", "kind", "asked", "told"),
    [
        ("xml", "out", "e", Filter(), "there are csv, parquet"),
        ("geojson", "out", "c", Filter(), "holds no claims"),
        ("parquet", "-", "e", Filter(), "no text: name a file"),
        ("jsonl", "out", "e", Filter(who="RUS"), "holds the whole record"),
        ("csv", "out", "c", Filter(series="disputed"), "only events have a series"),
        ("csv", "no/such/out", "e", Filter(), "folder is not there.*mkdir"),
        ("csv", ".", "e", Filter(), "a folder"),
        ("csv", "out", "e", Filter(who="Nobody Known"), "nobody in this record"),
    ],
)
def test_what_cannot_be_asked_for(
    form: str, path: str, kind: str, asked: Filter, told: str, book: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=told):
        export(book, form, path, kind, asked)
    assert list(tmp_path.iterdir()) == []


def test_claims_are_not_lost_to_the_series_of_events(book: Store, tmp_path: Path) -> None:
    assert export(book, "csv", str(tmp_path / "out"), "c", Filter(series="observed")).total == 1


def test_standard_output(book: Store, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    export(book, "csv", str(tmp_path / "out"))
    export(book, "csv", "-")
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == (tmp_path / "out").read_bytes()


def test_standard_output_that_takes_text_alone(book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(book, "plover", str(tmp_path / "out"))
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    export(book, "plover", "-")
    assert stream.getvalue() == (tmp_path / "out").read_text()


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "not allowed"), (errno.EIO, "cannot be written")],
)
def test_a_write_that_fails_leaves_the_old_file_whole(
    number: int, told: str, book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.csv"
    path.write_text("old")

    def fails(_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(StoreError, match=f"events.csv: .*{told}"):
        export(book, "csv", str(path))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_break_in_the_middle_leaves_the_old_file_whole(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_text("old")

    def stops(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
        out.write(b"half")
        raise KeyboardInterrupt

    broken = FORMATS["jsonl"]._replace(write=stops)
    monkeypatch.setitem(FORMATS, "jsonl", broken)
    with pytest.raises(KeyboardInterrupt):
        export(book, "jsonl", str(path))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_permissions_and_a_link_stays_a_link(book: Store, tmp_path: Path) -> None:
    path, link = tmp_path / "events.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    export(book, "csv", str(link))
    assert link.is_symlink()
    assert path.read_text().startswith("id,report,type")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_device_is_written_to_and_not_replaced(book: Store) -> None:
    with pytest.raises(StoreError, match="/dev/full: the disk is full"):
        export(book, "jsonl", "/dev/full")
    assert not Path("/dev/full").is_file()
