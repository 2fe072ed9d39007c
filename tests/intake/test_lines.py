from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.intake.lines import read_line
from onrecord.model import Dateline, Report

TEXT = "SEOUL, Dec 13 (Wire) - The two sides met, officials said on Friday."


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def read(**fields: Any) -> Report:
    return read_line("a.jsonl:1", line(**fields), Options())


def refused(raw: bytes, **options: Any) -> InputError:
    with pytest.raises(InputError) as raised:
        read_line("a.jsonl:1", raw, Options(**options))
    return raised.value


def test_every_field_is_kept() -> None:
    fields = {
        "id": "x-1", "title": "Talks  end", "outlet": "Northwire", "published": "2024-12-14", "url": "https://n.example/1",
        "byline": "Ana Kovar", "language": "en-GB",
    }  # fmt: skip
    report = read(text=TEXT, **fields)
    for name, value in fields.items():
        assert getattr(report, name) == ("en" if name == "language" else value)
    assert report.dateline == Dateline("SEOUL", "2024-12-13")
    assert report.sha256 == sha256(line(text=TEXT, **fields)).hexdigest()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("BUSAN", Dateline("BUSAN", None)),
        ("Seoul", Dateline("Seoul", None)),
        ({"place": "BUSAN", "date": "2024-12-12"}, Dateline("BUSAN", "2024-12-12")),
        ({"place": None, "date": "2024-12-12"}, Dateline(None, "2024-12-12")),
        (None, Dateline("SEOUL", None)),
        ("", Dateline("SEOUL", None)),
        ({}, Dateline("SEOUL", None)),
    ],
)
def test_a_dateline_given_wins(given: Any, kept: Dateline) -> None:
    assert read(text=TEXT, dateline=given).dateline == kept


def test_a_place_given_takes_the_date_seen_beside_it() -> None:
    assert read(text=TEXT, dateline="Seoul", published="2024-12-14").dateline == Dateline("Seoul", "2024-12-13")


def test_numbers_may_be_ids() -> None:
    assert read(id=7, text=TEXT).id == "7"
    assert read(id=0, text=TEXT).id == "0"
    assert read(id="", text=TEXT).id == read(text=TEXT).id


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{bad", "not JSON"),
        (b"[1, 2]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "no text"),
        (line(id="x"), "no text"),
        (line(text=None), "text has another type"),
        (line(text=7), "text has another type"),
        (line(text=["a"]), "text has another type"),
        (line(text=TEXT, title=7), "title has another type"),
        (line(text=TEXT, dateline=["x"]), "dateline has another type"),
        (line(text=""), "empty"),
        (line(text=" \n"), "white space"),
        (line(text="a\0b"), "NUL"),
        (b'{"text": "She said \\ud800 no."}', "not JSON"),
        (b'{"text": "caf\xe9"}', "not JSON in UTF-8"),
        (b'{"text": "a", "x": ' + b"[" * 100_000, "not JSON"),
        (line(text=TEXT, published="13/12/2024"), "published '13/12/2024' is not a date"),
        (line(text=TEXT, published="2024-13-01"), "is not a date"),
        (line(text=TEXT, dateline={"place": "SEOUL", "date": "soon"}), "dateline.date 'soon' is not a date"),
        (line(text=TEXT, language="fr"), "French"),
        (line(text=TEXT, title="x" * 20_000), "title of 20,000 characters"),
    ],
)
def test_what_is_no_report(raw: bytes, reason: str) -> None:
    error = refused(raw)
    assert reason in error.reason
    assert error.source == "a.jsonl:1"


def test_the_language_given_wins_over_the_one_seen() -> None:
    text = "Le ministre a déclaré vendredi qu'il n'y avait pas d'accord."
    assert read(text=text, language="en").language == "en"
    report = read_line("a.jsonl:1", line(text=TEXT, language="fr"), Options(force=True))
    assert report.language == "fr"


@pytest.mark.parametrize("language", ["en", "en-US", "ENG", "English", "und", "unknown", "", None])
def test_names_of_english(language: str | None) -> None:
    assert read(text=TEXT, language=language).language == "en"


def test_a_broken_line_among_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    raw = b"\xef\xbb\xbf" + line(id="a", text=TEXT) + b"\r\n\n  \n{broken\n" + line(id="b", text=TEXT)
    path.write_bytes(raw)
    first, error, last = reports([path])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.id, last.id) == ("a", "b")
    assert first.sha256 == sha256(line(id="a", text=TEXT)).hexdigest()
    assert isinstance(error, InputError)
    assert error.source == f"{path}:4"


def test_a_huge_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(text="x" * 2_000_000) + b"\n" + line(id="b", text=TEXT) + b"\n")
    error, last = reports([path], Options(max_chars=1_000))
    assert isinstance(error, InputError)
    assert isinstance(last, Report)


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(line(id=n, text=TEXT) + b"\n" for n in range(1_000)))
    found: Iterator[Report | InputError] = reports([path])
    next(found)
    with path.open("ab") as end:
        end.write(line(id="late", text=TEXT))
    *_, last = found
    assert isinstance(last, Report)
    assert last.id == "late"


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    (error,) = reports([tmp_path / "a.jsonl"])
    assert isinstance(error, InputError)
    assert error.reason == "empty"
