from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import reports
from onrecord.model import Report

PAGES = Path(__file__).parent / "pages"
HTML = (PAGES / "opengraph.html").read_bytes()
OLD = (PAGES / "old.html").read_bytes().replace(b"charset=windows-1252", b"")


def record(headers: bytes, block: bytes) -> bytes:
    length = str(len(block)).encode()
    return b"WARC/1.0\r\n" + headers + b"Content-Length: " + length + b"\r\n\r\n" + block + b"\r\n\r\n"


def archive(packed: bool, *pages: tuple[str, bytes, str, str]) -> bytes:
    """A WARC of `(address, payload, content type, status)`, each record packed by itself."""
    records = [record(b"WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", b"software: a test\r\n")]
    for url, payload, kind, status in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
        fields = (
            f"WARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        )
        records.append(record(fields.encode(), head + payload))
    return b"".join(gzip.compress(whole) if packed else whole for whole in records)


RECORDS = (
    ("https://hp.example/one", HTML, "text/html; charset=utf-8", "200 OK"),
    ("https://hp.example/robots.txt", b"User-agent: *", "text/plain", "200 OK"),
    ("https://hp.example/gone", b"<html><body>Not found</body></html>", "text/html", "404 Not Found"),
    ("https://hp.example/wall", (PAGES / "wall.html").read_bytes(), "text/html", "200 OK"),
    ("https://hp.example/old", OLD, 'text/html; charset="windows-1252"', "200 OK"),
)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_page_is_a_report(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(archive(name.endswith("gz"), *RECORDS))
    first, wall, old = reports([tmp_path / name])
    assert isinstance(first, Report)
    assert first.title == "Envoy leaves talks early"
    assert first.sha256 == sha256(HTML).hexdigest()
    assert first.map
    assert isinstance(wall, InputError)
    assert wall.source.endswith("https://hp.example/wall")
    assert isinstance(old, Report)
    assert "cafés" in old.text
    assert old.url == "https://hp.example/old"
    assert old.published == "2026-05-03"


def test_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive(False, RECORDS[1]))
    (error,) = reports([tmp_path / "a.warc"])
    assert isinstance(error, InputError)
    assert "no HTML response" in error.reason


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_cut_off(tmp_path: Path, packed: bool, capfd: pytest.CaptureFixture[str]) -> None:
    data = archive(packed, RECORDS[0], RECORDS[4])
    (tmp_path / "a.warc").write_bytes(data[:-100] if packed else data[:-400])
    first, error = reports([tmp_path / "a.warc"])
    assert isinstance(first, Report)
    assert isinstance(error, InputError)
    assert capfd.readouterr() == ("", "")


def test_pages_are_read_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive(False, RECORDS[0]) + b"no record at all")
    found = reports([tmp_path / "a.warc"])
    assert isinstance(next(found), Report)
    assert any(isinstance(item, InputError) for item in found)
