from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.intake.markup import markup_text
from onrecord.model import Dateline, Report

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Northwire: World</title><link>https://northwire.example/</link><description>All news</description>
<item><title>Bridge &amp; border closed</title><link>https://northwire.example/1</link><guid>nw-1</guid>
<pubDate>Fri, 13 Dec 2024 10:05:00 GMT</pubDate><dc:creator>Ana Kovar</dc:creator>
<description>The short form.</description>
<content:encoded><![CDATA[<p>SEOUL, Dec 13 (Wire) &mdash; The bridge was <b>closed</b> on Friday,
officials said.</p><figure><img src="a"><figcaption>A bridge</figcaption></figure>
<p>“Nobody crosses,” one of them said.</p>
<script>track()</script>]]></content:encoded></item>
<item><title>Empty</title><link>https://northwire.example/2</link><description></description></item>
<item><title>Sans accord</title>
<description>Le ministre a déclaré vendredi qu'il n'y avait pas d'accord.</description></item>
<item><title>Plain</title>
<description>Talks ended on Thursday, the envoy said, without a text.</description><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title>
<entry><id>tag:hp,2026:1</id><title type="html">Envoy &amp;amp; aide leave</title><link href="https://hp.example/1"/>
<published>2026-04-02T09:15:00Z</published><updated>2026-04-05T00:00:00Z</updated>
<author><name>Lena Ostrow</name></author>
<content type="html">&lt;p&gt;The envoy left the talks on Wednesday, two delegates said.&lt;/p&gt;</content></entry>
<entry><id>tag:hp,2026:2</id><title>Two</title><updated>2026-04-05T00:00:00Z</updated>
<summary type="text">The aide stayed where he was, the host &lt; guest said.</summary></entry></feed>"""


def read(path: Path, text: str, **options: str) -> list[Report | InputError]:
    path.write_text(text, encoding="utf-8")
    return list(reports([path], Options(**options)))  # type: ignore[arg-type]


def test_rss(tmp_path: Path) -> None:
    first, empty, french, plain = read(tmp_path / "a.rss", RSS, published="2020-01-01")
    assert isinstance(first, Report)
    assert first.id == "nw-1"
    assert (first.title, first.outlet, first.byline) == ("Bridge & border closed", "Northwire: World", "Ana Kovar")
    assert first.published == "2024-12-13T10:05:00+00:00"
    assert first.url == "https://northwire.example/1"
    assert first.dateline == Dateline("SEOUL", "2024-12-13")
    wanted = (
        "SEOUL, Dec 13 (Wire) — The bridge was closed on Friday, officials said.\n“Nobody crosses,” one of them said."
    )
    assert first.text == wanted
    payload = RSS.partition("<![CDATA[")[2].partition("]]>")[0]
    assert first.sha256 == sha256(payload.strip().encode()).hexdigest()
    assert isinstance(empty, InputError)
    assert empty.source == f"{tmp_path / 'a.rss'}#2"
    assert isinstance(french, InputError)
    assert "French" in french.reason
    assert isinstance(plain, Report)
    assert plain.published == "2020-01-01"


def test_atom(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.xml", ATOM)
    assert isinstance(first, Report)
    assert (first.id, first.title, first.byline) == ("tag:hp,2026:1", "Envoy & aide leave", "Lena Ostrow")
    assert first.published == "2026-04-02T09:15:00Z"
    assert first.text == "The envoy left the talks on Wednesday, two delegates said."
    assert isinstance(second, Report)
    assert second.published is None
    assert second.text == "The aide stayed where he was, the host < guest said."


@pytest.mark.parametrize("text", ["", "no feed", "<rss><channel></channel></rss>", "<feed", "<a/>", "<rss>\0</rss>"])
@pytest.mark.parametrize("suffix", ["rss", "atom", "xml"])
def test_what_is_no_feed(tmp_path: Path, text: str, suffix: str) -> None:
    (error,) = read(tmp_path / f"a.{suffix}", text)
    assert isinstance(error, InputError)


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kept to ourselves", encoding="utf-8")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    found = read(tmp_path / "a.rss", doctype + RSS.partition("?>")[2].replace("The short form.", "&x; said so"))
    assert not any("ourselves" in str(item) for item in found)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<p>one<br>two</p>three", "one\ntwo\nthree"),
        ("<div><style>x</style><p>one</p><!-- two --> three</div>", "one\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<?xml version='1.0' encoding='utf-8'?><p>one</p>", "one"),
        ("<", "<"),
        ("", ""),
        ("<p></p>", ""),
        ("<div>" * 1_500 + "deep", "deep"),
    ],
)
def test_pieces_of_markup(markup: str, text: str) -> None:
    assert markup_text(markup) == text
