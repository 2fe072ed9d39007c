from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.intake.decode import decode
from onrecord.model import Dateline, Report

TEXT = "The minister’s office said on Friday: “There was no deal,” and named nobody — in Zürich.\r\n\r\nIt left.\n"
Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def put(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return put


def read(path: Path | str, **options: object) -> Report:
    (found,) = reports([path], Options(**options))  # type: ignore[arg-type]
    assert isinstance(found, Report), found
    return found


def refused(path: Path | str, **options: object) -> InputError:
    (found,) = reports([path], Options(**options))  # type: ignore[arg-type]
    assert isinstance(found, InputError), found
    assert found.source.startswith(str(path))
    assert found.advice
    return found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_is_kept_as_it_is(put: Put, encoding: str) -> None:
    data = TEXT.encode(encoding)
    report = read(put("a.txt", data))
    assert report.text == TEXT
    assert report.sha256 == sha256(data).hexdigest()
    assert report.title is None
    assert report.language == "en"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He said it’s over.", "cp1252"),
        ("He said it’s over.", "mac_roman"),
        ("Café owners in Besançon said they would stay open.", "latin-1"),
        ("It cost £3m, or €4m, the auditors wrote – twice.", "cp1252"),
        ("Министр сказал в пятницу, что соглашения нет, и уехал из города.", "cp1251"),
        ("Министр сказал в пятницу, что соглашения нет, и уехал из города.", "koi8_r"),
    ],
)
def test_old_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_options_fill_only_what_is_missing(put: Put) -> None:
    path = put("a.txt", b"SEOUL, Dec 13 (Wire) - The two sides met, officials said on Friday.")
    report = read(path, published="2024-12-14", outlet="Northwire")
    assert report.outlet == "Northwire"
    assert report.published == "2024-12-14"
    assert report.dateline == Dateline("SEOUL", "2024-12-13")
    plain = read(path)
    assert (plain.outlet, plain.published) == (None, None)
    assert plain.dateline == Dateline("SEOUL", None)


def test_a_full_dateline_dates_the_report(put: Put) -> None:
    path = put("a.txt", b"SEOUL, Dec 13, 2024 (Wire) - The two sides met, officials said on Friday.")
    assert read(path).published == "2024-12-13"
    assert read(path, published="2024-12-15").published == "2024-12-15"


def test_a_date_on_its_own_line_is_the_inputs_own(put: Put) -> None:
    path = put("a.txt", b"Talks fail\nBy Ana Kovar\n13 December 2024\n\nThe two sides met, officials said on Friday.")
    report = read(path, published="2020-01-01")
    assert report.published == "2024-12-13"
    assert report.byline == "Ana Kovar"


def test_equal_inputs_have_equal_ids(put: Put) -> None:
    one, two = put("a.txt", b"They met on Friday, she said."), put("b.txt", b"They met on Friday, she said.")
    assert read(one).id == read(two).id
    assert read(one).id != read(two, outlet="Northwire").id


def test_one_word_is_read(put: Put) -> None:
    report = read(put("a.txt", b"Troops"))
    assert report.text == "Troops"
    assert report.language is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\xc2\xa0\n", "white space"),
        (b"abc\0def", "NUL"),
        ("a\0b said so".encode("utf-16"), "NUL"),
        (bytes(range(1, 256)) * 8, "binary"),
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"PK\x03\x04word/document.xml", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        ("“Twelve” — ‘curly’ — “marks”".encode() + b"\xff said", "damaged UTF-8 (1 broken"),
        (b"\xff\xfea", "UTF-16"),
        (b"\x1f\x8bno gzip at all", "gzip"),
    ],
)
def test_what_is_no_text(put: Put, data: bytes, reason: str) -> None:
    assert reason in refused(put("a.txt", data)).reason


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.rss", "a.warc"])
def test_five_megabytes_of_one_line(put: Put, name: str) -> None:
    refused(put(name, b"x" * 5_000_000))


def test_long_text_says_the_limit(put: Put) -> None:
    path = put("a.txt", b"She said no. " * 100)
    assert "1,000 characters" in refused(path, max_chars=1_000).reason
    assert len(read(path, max_chars=1_300).text) == 1_300


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Le ministre a déclaré vendredi qu'il n'y avait pas d'accord.", "French (fr)"),
        ("Міністр заявив у п'ятницю, що угоди немає.", "Ukrainian (uk)"),
        ("장관은 금요일에 합의가 없다고 말했다.", "Korean (ko)"),
        ("EL MINISTRO DIJO EL VIERNES QUE NO HABÍA ACUERDO", "Spanish (es)"),
    ],
)
def test_another_language_is_named(put: Put, text: str, named: str) -> None:
    path = put("a.txt", text.encode())
    error = refused(path)
    assert named in error.reason
    assert "--force" in error.advice
    assert read(path, force=True).language == named[-3:-1]


@pytest.mark.parametrize(
    "text",
    [
        "The spokesman wrote “Мы не подтверждаем и не опровергаем” and left it at that, two reporters said on Friday.",
        "RUSSIA LAUNCHES MISSILES AT KYIV",
        "Zelensky meets Erdogan in Istanbul",
        "?!",
        "\N{ROCKET}\N{ROCKET}",
        '"' * 10_000,
        "“No,” she said. “I will not go",
    ],
)
def test_odd_text_is_read(put: Put, text: str) -> None:
    assert read(put("a.txt", text.encode())).text == text
