from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import ConfigError, InputError
from onrecord.intake import Options, from_text, reports
from onrecord.intake.kinds import SUFFIXES, sniff
from onrecord.model import Dateline, Report

PAGES = Path(__file__).parent / "pages"
TEXT = b"The two sides met, officials said on Friday.\n"
LINE = b'{"id": "x", "text": "The two sides met, officials said on Friday."}\n'
RSS = b"""<?xml version="1.0"?>
<rss><channel><item><description>The two sides met on Friday, it said.</description></item></channel></rss>"""


def one(path: Path | str) -> Report:
    (found,) = reports([path])
    assert isinstance(found, Report), found
    return found


def error(path: Path | str) -> InputError:
    (found,) = reports([path])
    assert isinstance(found, InputError), found
    return found


def test_inputs_come_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.jsonl").write_bytes(LINE + b"{bad\n" + LINE)
    names = ["none.txt", tmp_path / "b.jsonl", tmp_path / "a.txt", tmp_path / "a.txt"]
    found = list(reports(names))
    assert [type(item) for item in found] == [InputError, Report, InputError, Report, Report, Report]
    assert found[1].id == "x"  # type: ignore[union-attr]
    assert found[4] == found[5]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    found = reports([tmp_path / "late.txt"])
    (tmp_path / "late.txt").write_bytes(TEXT)
    assert isinstance(next(found), Report)


def test_a_directory(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.html", "a.txt.gz", "B.TXT", ".hidden.txt", ".git/x.txt", "notes.docx", "c/d/e.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "b/a.html").write_bytes((PAGES / "graph.html").read_bytes())
    (tmp_path / "c/d/e.jsonl").write_bytes(LINE + b"{bad\n")
    found = list(reports([tmp_path]))
    assert [type(item) for item in found] == [Report, Report, Report, Report, Report, InputError]
    assert found[2].title  # type: ignore[union-attr]
    assert list(map(str, found)) == list(map(str, reports([tmp_path])))


def test_a_directory_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    assert error(tmp_path).reason == "a directory without readable files"
    assert ".jsonl" in error(tmp_path).advice


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.txt", "no such file"),
        ("none", "no such file"),
        ("report.docx", "unknown kind (.docx)"),
        ("report.pdf.gz", "unknown kind (.pdf)"),
        ("https://northwire.example/1", "a web address"),
        ("a\0b", "no file name"),
        ("", "no such file"),
    ],
)
def test_what_cannot_be_opened(name: str, reason: str) -> None:
    found = error(name)
    assert reason in found.reason
    assert found.advice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    assert "not allowed" in error(path).reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt", "a.gz", "a"])
def test_gzip(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TEXT, mtime=0))
    report = one(tmp_path / name)
    assert report.text == TEXT.decode()
    assert report.sha256 == sha256(TEXT).hexdigest()


def test_what_stands_before_a_break_is_read(tmp_path: Path) -> None:
    lines = [LINE.replace(b'"x"', f'"{os.urandom(40).hex()}"'.encode()) for _ in range(2_000)]
    packed = gzip.compress(b"".join(lines))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *found, last = reports([tmp_path / "a.jsonl.gz"])
    assert len(found) > 950
    assert all(isinstance(item, Report) for item in found)
    assert isinstance(last, InputError)
    assert "broken gzip" in last.reason


def test_gzip_of_several_members(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(
        gzip.compress(LINE, mtime=0) + b"\0\0" + gzip.compress(b"") + gzip.compress(LINE) + b"\0"
    )
    assert [type(item) for item in reports([tmp_path / "a.jsonl.gz"])] == [Report, Report]


def test_gzip_that_unpacks_to_far_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"x" * 200_000_000, 1, mtime=0))
    assert "longer than" in error(tmp_path / "a.txt.gz").reason


def test_gzip_cut_off(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(os.urandom(300_000))[:5_000])
    *_, last = reports([tmp_path / "a.jsonl.gz"])
    assert isinstance(last, InputError)
    assert "broken gzip" in last.reason


@pytest.mark.parametrize("data", [TEXT, LINE, RSS, (PAGES / "graph.html").read_bytes(), gzip.compress(TEXT, mtime=0)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert one("-").text


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert error("-").source == "-"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"Plain words", "text"),
        (b"", "text"),
        (b"{curly} words", "text"),
        (b"< 5 people said", "text"),
        (b'\xef\xbb\xbf  {"text": "x"}', "jsonl"),
        (b"{}", "jsonl"),
        (b"\n<!DOCTYPE html>", "html"),
        (b"<!-- saved --><html>", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b'<?xml version="1.0"?>\n<feed xmlns="x">', "feed"),
        (b"<rss version='2.0'>", "feed"),
        (b"WARC/1.1\r\n", "warc"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
    ],
)
def test_sniffing(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


@pytest.mark.parametrize("published", ["13/12/2024", "tomorrow", "2024-13-01", "", "December 13, 2024"])
def test_an_option_that_is_no_date(published: str) -> None:
    with pytest.raises(ConfigError, match="YYYY-MM-DD") as raised:
        Options(published=published)
    assert repr(published) in str(raised.value)
    assert raised.value.exit_code == 2


def test_text_from_the_library() -> None:
    report = from_text("SEOUL (Wire) - They met.", id="x", title="Talks", outlet="Northwire", published="13 Dec 2024")
    assert (report.id, report.title, report.outlet, report.published) == ("x", "Talks", "Northwire", "2024-12-13")
    assert report.dateline == Dateline("SEOUL", None)
    assert report.sha256 == sha256(report.text.encode()).hexdigest()
    assert from_text("They met.", dateline="SEOUL").dateline == Dateline("SEOUL")


def test_what_the_library_refuses() -> None:
    for text, fields in (
        ("", {}),
        ("They met.", {"published": "soon"}),
        ("They met.", {"title": 7}),
        ("They met.", {"title": "\ud800"}),
        ("They \ud800 met.", {}),
        (7, {}),
        ("Le ministre a dit vendredi qu'il n'y avait pas d'accord.", {}),
    ):
        with pytest.raises(InputError):
            from_text(text, **fields)  # type: ignore[arg-type]
    french = "Le ministre a dit vendredi qu'il n'y avait pas d'accord."
    assert from_text(french, options=Options(force=True)).language == "fr"


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = (
        "import sys, onrecord.intake; heavy = {'trafilatura', 'lxml', 'feedparser', 'warcio', 'py3langid', 'numpy',"
        " 'charset_normalizer', 'email.utils'}; sys.exit(' '.join(heavy & set(sys.modules)) or None)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_the_page_for_users_names_every_kind() -> None:
    page = (Path(__file__).parents[2] / "docs/input.md").read_text(encoding="utf-8")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in page] == []
