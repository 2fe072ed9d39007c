from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import Options, reports
from onrecord.intake.page import page_report
from onrecord.model import Dateline, Report

PAGES = Path(__file__).parent / "pages"
BODY = (
    "<p>The two armies agreed on Monday to leave the bridge, officials of both sides said in the capital.</p>"
    "<p>Neither side named a day. A diplomat who was in the room called the text a beginning and no more.</p>"
)


def page(name: str) -> Report:
    (found,) = reports([PAGES / name])
    assert isinstance(found, Report), found
    return found


def read(head: str = "", body: str = BODY) -> Report:
    html = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    return page_report("a.html", html.encode(), Options())


def assert_mapped(report: Report, source: str, share: float) -> None:
    """The runs lie in order, hold the same characters in both, and cover most of the text."""
    assert isinstance(report.map, tuple)
    end = 0
    for offset, place, length in report.map:
        assert offset >= end
        assert length > 0
        assert report.text[offset : offset + length] == source[place : place + length]
        end = offset + length
    assert end <= len(report.text)
    assert sum(run[2] for run in report.map) >= share * len(report.text)


def test_a_page_with_everything_in_the_way() -> None:
    report = page("graph.html")
    assert report.title == "Velland and Ostrava Bay trade blame over shelled port"
    assert report.outlet == "Northwire"
    assert report.byline == "Mira Halloran, Tomas Quill"
    assert report.published == "2026-03-12T18:40:00+01:00"
    assert report.url == "https://northwire.example/world/2026/03/12/shelled-port"
    assert report.dateline == Dateline("KASTELL", "2026-03-12")
    assert report.text.startswith("KASTELL, March 12 (Northwire) — Velland’s defence ministry accused")
    assert report.text.endswith("Insurers said on Friday that R&D costs < losses.")
    assert len(report.text.split("\n")) == 4
    for unwanted in ("cookies", "Advertisement", "Photograph", "Read more", "briefing", "First!", "©", "Home"):
        assert unwanted not in report.text
    assert report.sha256 == sha256((PAGES / "graph.html").read_bytes()).hexdigest()
    assert_mapped(report, (PAGES / "graph.html").read_text(encoding="utf-8"), 0.9)


def test_open_graph() -> None:
    report = page("opengraph.html")
    assert (report.title, report.outlet) == ("Envoy leaves talks early", "The Harbour Post")
    assert (report.byline, report.published) == ("Lena Ostrow", "2026-04-02T09:15:00Z")
    assert "Nobody left in anger" in report.text
    assert_mapped(report, (PAGES / "opengraph.html").read_text(encoding="utf-8"), 0.95)


def test_a_page_of_layout_tables_in_an_old_encoding() -> None:
    report = page("old.html")
    assert report.title == "Ferry line says ships will sail"
    assert report.published == "2026-05-03"
    assert report.dateline == Dateline("LISBON, Portugal", None)
    assert "“Our captains have the last word,” the line’s director said" in report.text
    assert "cafés" in report.text
    assert "|" not in report.text
    assert_mapped(report, (PAGES / "old.html").read_text(encoding="cp1252"), 0.95)


def test_xhtml() -> None:
    report = page("page.xhtml")
    assert (report.outlet, report.byline, report.published) == ("Upland Observer", "Petra Lund", "2026-01-20")
    assert len(report.text.split("\n")) == 3


def test_a_page_that_scripts_fill() -> None:
    report = page("scripted.html")
    assert report.title == "Central bank denies it sold gold & bonds"
    assert (report.outlet, report.byline) == ("Daily Ledger", "Ivo Brandt")
    assert len(report.text.split("\n")) == 3
    assert_mapped(report, (PAGES / "scripted.html").read_text(encoding="utf-8"), 0.8)


@pytest.mark.parametrize("name", ["index.html", "wall.html"])
def test_a_page_without_an_article(name: str) -> None:
    (error,) = reports([PAGES / name])
    assert isinstance(error, InputError)
    assert error.reason == "HTML with no article in it"


@pytest.mark.parametrize("data", [b"", b" \n", b"<html></html>", b"<!-- nothing -->", b"<p></p>", b"just words"])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(InputError):
        page_report("a.html", data, Options())


def test_a_flash_is_short_and_says_it_is_an_article() -> None:
    report = read(body="<h1>Bridge blown up</h1><p>The bridge was blown up, the mayor said.</p>")
    assert (report.title, report.text) == ("Bridge blown up", "The bridge was blown up, the mayor said.")


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        (
            "<p>The <a href='/x'>two</a><b> armies</b> met, he said, <i>on</i> Monday.</p>",
            "The two armies met, he said, on Monday.",
        ),
        ("<p>He&nbsp;said: &ldquo;No.&rdquo;</p>", "He said: “No.”"),
        ("<p>He said <q>no, <b>never</b></q> on Monday.</p>", "He said “no, never” on Monday."),
        ("<p>He said <q>that <q>no</q> is no</q>.</p>", "He said “that ‘no’ is no”."),
        ("<ul><li>One thing is that nobody knows.</li><li>So they say.</li></ul>", "One thing is that nobody knows."),
        ("<p>- Nobody knows, said he.</p>", "- Nobody knows, said he."),
        ("<table><tr><td>North</td><td>1,200</td></tr></table>", "North | 1,200"),
        ("<blockquote>“It is over,” she wrote.</blockquote>", "“It is over,” she wrote."),
        ("<div>Both went home.<br><br>One came back.</div>", "One came back."),
        ("<p>“Why?” he asked.</p>", "“Why?” he asked."),
    ],
)
def test_a_line_is_what_a_browser_shows(markup: str, line: str) -> None:
    assert line in read(body=BODY + markup).text.split("\n")


@pytest.mark.parametrize("hidden", ["hidden", 'style="color: red; display: none"'])
def test_what_a_browser_hides(hidden: str) -> None:
    assert read(body=f"<p {hidden}>Nobody sees these words, said nobody.</p>{BODY}").text.count("\n") == 1


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2026-02-01T10:00:00Z">', "2026-02-01T10:00:00Z"),
        ('<meta name="date" content="February 1, 2026">', "2026-02-01"),
        ('<meta name="date" content="no date"><meta name="pubdate" content="20260201">', "2026-02-01"),
        ('<meta name="date" content="2026-13-45">', None),
        ('<meta property="article:modified_time" content="2026-02-01">', None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2026-02-01"}</script>', None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"soon"}</script>', None),
    ],
)
def test_stated_dates(head: str, date: str | None) -> None:
    assert read(head).published == date


@pytest.mark.parametrize(
    ("mark", "date"),
    [
        ('<time datetime="2026-02-01T10:00:00Z">yesterday</time>', "2026-02-01T10:00:00Z"),
        ('<time datetime="bad">1 February 2026</time>', "2026-02-01"),
        ('<span class="published-date">Published: Feb. 1, 2026</span>', "2026-02-01"),
        ('<p class="timestamp">Updated 1 February 2026</p>', None),
        ('<time class="updated" datetime="2026-02-01">1 February</time>', None),
        ('<time datetime="2026">2026</time>', None),
    ],
)
def test_dates_seen_on_the_page(mark: str, date: str | None) -> None:
    assert read(body=mark + BODY).published == date


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<meta name="author" content="Ana Kovar">', "", "Ana Kovar"),
        ('<meta property="article:author" content="https://social.example/ana">', "", None),
        ("", '<p class="byline">By Ana Kovar and Jon Reyes</p>', "Ana Kovar and Jon Reyes"),
        ("", '<a rel="author" href="/a">Ana Kovar</a>', "Ana Kovar"),
        ('<script type="application/ld+json">{"@type":"Article","author":"By Ana Kovar"}</script>', "", "Ana Kovar"),
        (
            '<script type="application/ld+json">{"@type":"Article","author":[{"name":"A. Kovar"},7]}</script>',
            "",
            "A. Kovar",
        ),
    ],
)
def test_bylines(head: str, body: str, byline: str | None) -> None:
    assert read(head, body + BODY).byline == byline


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"NewsArticle","headline":"Bridge left"}',
        '[{"@type":"Person"},[{"@type":"NewsArticle","headline":"Bridge left"}]]',
        '{"@graph":[{"@type":"WebPage","mainEntity":{"@type":["Thing","NewsArticle"],"headline":"Bridge left"}}]}',
        '<!-- {"@type":"https://schema.org/NewsArticle","headline":"Bridge\tleft"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":["Bridge&nbsp;left"]}\n//]]>',
    ],
)
def test_shapes_of_json_ld(block: str) -> None:
    head = '<script type="application/ld+json">{"@type": broken</script>'
    assert read(f'{head}<script type="application/ld+json">{block}</script>').title == "Bridge left"


@pytest.mark.parametrize(
    "block", ["[" * 9_000, '{"@type":"NewsArticle","headline":"\\ud800"}', "7", "null", '{"@type":{}}']
)
def test_odd_json_ld_stops_nothing(block: str) -> None:
    assert read(f'<script type="application/ld+json">{block}</script>').text.startswith("The two armies")


@pytest.mark.parametrize(
    ("head", "body", "dateline"),
    [
        ('<script type="application/ld+json">{"@type":"Article","dateline":"SEOUL, Dec 13"}</script>', "", "SEOUL"),
        ("", '<span class="story-dateline">Kyiv, Ukraine —</span>', "Kyiv, Ukraine"),
        ("", '<p class="dateline">13 December 2024</p>', None),
        ("", '<p class="dateline">By our own correspondent in the north</p>', None),
    ],
)
def test_datelines_apart_from_the_text(head: str, body: str, dateline: str | None) -> None:
    found = read(head, body + BODY).dateline
    assert (found.place if found else None) == dateline


def test_the_carrier_names_the_encoding() -> None:
    html = f"<html><body><article>{BODY}<p>Café “Zürich” – closed, he said.</p></article></body></html>"
    report = page_report("a", html.encode("cp1252"), Options(), charset="windows-1252", url="https://n.example/1")
    assert "Café “Zürich” – closed" in report.text
    assert report.url == "https://n.example/1"


def test_a_damaged_page_is_read_as_browsers_do() -> None:
    data = f"<article>{BODY}<p>“Yes” — ‘no’ — “yes”, he said.</p></article>".encode().replace(b"Monday", b"Mon\xffday")
    assert "Mon\ufffdday" in page_report("a", data, Options()).text


def test_another_language() -> None:
    body = "<p>Le ministre a déclaré vendredi qu'il n'y avait pas d'accord entre les deux pays sur le pont.</p>" * 2
    with pytest.raises(InputError, match="French"):
        read(body=body)


def test_the_page_is_read_the_same_after_another() -> None:
    first = page("graph.html")
    page("opengraph.html")
    assert page("graph.html") == first
