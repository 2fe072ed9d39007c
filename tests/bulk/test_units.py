"""What is read becomes units, whatever it is packed in, and nothing is lost on the way."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from onrecord.bulk.inputs import sources
from onrecord.bulk.units import Unit, reports, units
from onrecord.errors import InputError
from onrecord.intake import Options
from onrecord.intake import reports as read_reports
from tests.bulk.made import TEXTS, archive
from tests.intake.test_archive import archive as warc

OPTIONS = Options()
PAGE = "<html><head><title>Troops leave Aden</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{text}</p>" for text in TEXTS)
)


def zstd(data: bytes) -> bytes:
    return bytes(pyarrow.compress(data, codec="zstd", asbytes=True))


def cut(path: Path) -> list[Unit]:
    return list(units(str(path), OPTIONS))


def test_a_line_is_the_same_whatever_it_is_packed_in(tmp_path: Path) -> None:
    plain = archive(tmp_path / "plain.jsonl")
    data = plain.read_bytes()
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(data[:200]) + gzip.compress(data[200:]))
    (tmp_path / "packed.jsonl.zst").write_bytes(zstd(data[:200]) + zstd(data[200:]))
    wanted = [unit.data for unit in cut(plain)]
    assert len(wanted) == 6
    for name in ("packed.jsonl.gz", "packed.jsonl.zst"):
        found = cut(tmp_path / name)
        assert [unit.data for unit in found] == wanted
        assert found[2].name == f"{tmp_path / name}:3"


def test_units_give_the_reports_that_reading_gives(tmp_path: Path) -> None:
    archive(tmp_path / "a.jsonl")
    (tmp_path / "b.txt").write_text(TEXTS[1] + "\n" + TEXTS[2], encoding="utf-8")
    (tmp_path / "c.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "d.xml").write_text(
        "<rss version='2.0'><channel><title>Northwire</title>"
        + "".join(f"<item><title>One</title><description>{text}</description></item>" for text in TEXTS[:2])
        + "</channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "e.jsonl").write_text('{"id": "x"}\nno json\n', encoding="utf-8")
    (tmp_path / "f.txt").write_bytes(b"")
    wanted = list(read_reports([tmp_path], OPTIONS))
    found = [item for path in sorted(tmp_path.iterdir()) for unit in cut(path) for item in reports(unit, OPTIONS)]
    assert [str(item) for item in found] == [str(item) for item in wanted]
    assert sum(isinstance(item, InputError) for item in found) == 3


def test_an_archive_of_pages_gives_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    pages = [(f"https://example.org/{number}", PAGE.encode(), "text/html", "200 OK") for number in range(3)]
    path.write_bytes(warc(True, *pages))
    found = cut(path)
    assert [unit.url for unit in found] == [f"https://example.org/{number}" for number in range(3)]
    wanted = list(read_reports([path], OPTIONS))
    assert [item for unit in found for item in reports(unit, OPTIONS)] == wanted
    assert all(not isinstance(item, InputError) for item in wanted)


def test_rows_of_parquet_are_reports(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    table = pyarrow.table(
        {
            "id": [1, 2, 3],
            "text": [TEXTS[0], TEXTS[1], None],
            "published": [date(2026, 3, 3), None, date(2026, 3, 4)],
            "section": ["World", "World", "World"],
        }
    )
    parquet.write_table(table, path)
    found = [item for unit in cut(path) for item in reports(unit, OPTIONS)]
    assert [getattr(item, "id", None) for item in found] == ["1", "2", None]
    assert found[0].published == "2026-03-03"  # type: ignore[union-attr]
    assert "no text" in str(found[2])
    assert f"{path}:3" in str(found[2])


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [(datetime(2026, 3, 3), "2026-03-03"), (datetime(2026, 3, 3, 14, 5), "2026-03-03T14:05:00")],
)
def test_a_time_of_parquet_is_a_date_where_it_is_midnight(tmp_path: Path, stamp: datetime, wanted: str) -> None:
    path = tmp_path / "news.parquet"
    parquet.write_table(pyarrow.table({"text": [TEXTS[0]], "published": [stamp]}), path)
    ((made,),) = [list(reports(unit, OPTIONS)) for unit in cut(path)]
    assert made.published == wanted  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9000)[:-90], "broken gzip"),
        ("a.jsonl.zst", zstd(bytes(range(256)) * 900 + b"\n")[:-90], "cannot be read"),
        ("a.parquet", b"PAR1 and nothing of the kind", "broken Parquet"),
        ("a.warc", b"WARC/1.0\r\nnothing", "no HTML response"),
        ("a.xml", b"<?xml version='1.0'?><other/>", "neither a feed nor a page"),
        ("a.docx", b"PK", "unknown kind"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b'{"text": "' + b"a" * 13_000_000 + b'"}\n{"text": "Troops left."}\n', "more than"),
    ],
)
def test_what_breaks_an_input_off_is_a_unit_with_the_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    failed = [unit for unit in cut(path) if unit.how == "failed"]
    assert failed, cut(path)
    assert reason in failed[-1].reason
    (error,) = reports(failed[-1], OPTIONS)
    assert isinstance(error, InputError)
    assert str(path) in str(error)


def test_what_stands_before_a_break_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = [json.dumps({"text": f"{n} {TEXTS[n % 6]}"}).encode() + b"\n" for n in range(4000)]
    path.write_bytes(gzip.compress(b"".join(lines))[:-2000])
    found = cut(path)
    kept = [unit for unit in found if unit.how == "line"]
    assert len(kept) > 1000
    assert [unit.data + b"\n" for unit in kept[:-1]] == lines[: len(kept) - 1]
    assert found[-1].how == "failed"


def test_folders_and_globs_are_files_in_order(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "b/1.txt.gz", "a.parquet", "c.jsonl.zst", "notes.docx", ".hidden.txt", "b/.x/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    named = [source.name.removeprefix(f"{tmp_path}/") for source in sources([str(tmp_path)])]
    assert named == ["a.parquet", "c.jsonl.zst", "b/1.txt.gz", "b/2.jsonl"]
    globbed = sources([f"{tmp_path}/**/*.jsonl", f"{tmp_path}/b"])
    assert [source.name for source in globbed] == [f"{tmp_path}/b/2.jsonl", f"{tmp_path}/b/1.txt.gz"]
    for missing in (f"{tmp_path}/*.nothing", f"{tmp_path}/missing.jsonl"):
        with pytest.raises(InputError, match=r"missing|nothing"):
            sources([missing])


def test_a_file_is_told_from_another_of_its_name_and_size(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    marks = set()
    for at in (0, 70_000, 90_000, 199_999):
        data = bytearray(b"x" * 200_000)
        data[at] = 65
        path.write_bytes(data)
        marks.add(sources([str(path)])[0].mark)
    assert len(marks) == 3  # what is in the midst of a large file is not looked at
