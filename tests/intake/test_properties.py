from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.intake.align import align
from onrecord.intake.lines import read_line
from onrecord.model import Report

FORCED = Options(force=True)
READABLE = st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1).filter(
    lambda text: bool(text.strip())
)
WORDS = st.lists(
    st.sampled_from(["said", "“no”", "R&D", "a < b", "troops", "it’s", "Kyiv", "\u00a0", "—"]), max_size=12
)
PIECES = st.sampled_from([
    b"<html>", b"<p>", b"</p>", b"<article>", b"<script>", b"<!--", b"-->", b"&#xD800;", b"&amp;", b"\0", b"\xff\xfe",
    b"\n", b'{"id":"a","text":"', b'"}', b"<rss><channel><item><description>", b"</description></item>", b"<![CDATA[",
    b"]]>", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\n", b"\xc3\x28", b"\x1f\x8b\x08",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"the minister said on Friday ", b"\\ud800",
    b"SEOUL, Dec 13 (Wire) - ", b'<meta charset="utf-7">', b'<time datetime="2024-13-45">',
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":',
])  # fmt: skip
BYTES = st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=25).map(b"".join)


@given(READABLE)
def test_text_in_json_survives_exactly(text: str) -> None:
    for ascii_only in (True, False):
        raw = json.dumps({"text": text}, ensure_ascii=ascii_only).encode()
        assert read_line("a:1", raw, FORCED).text == text


@given(st.lists(WORDS, max_size=6), st.booleans())
def test_runs_are_the_same_characters_in_both(lines: list[list[str]], noise: bool) -> None:
    text = "\n".join(" ".join(words) for words in lines)
    between = "<script>var said = 'no';</script><!-- troops --> <b>" if noise else ""
    source = "".join(f"<p>{between}{escape('  '.join(words))}</p>" for words in lines)
    end = 0
    for offset, place, length in align(text, source):
        assert offset >= end
        assert length > 0
        assert text[offset : offset + length] == source[place : place + length]
        end = offset + length
    assert end <= len(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_align(text: str, source: str) -> None:
    for offset, place, length in align(text, source + text):
        assert text[offset : offset + length] == (source + text)[place : place + length]


@pytest.mark.parametrize("suffix", ["txt", "html", "xhtml", "jsonl", "rss", "xml", "warc", "txt.gz", "warc.gz"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES)
def test_any_bytes_give_reports_or_errors(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    found = list(reports([path], FORCED))
    assert found
    for item in found:
        assert isinstance(item, Report | InputError)
        if isinstance(item, Report):
            item.text.encode()
            assert item.text.strip()
