"""What a page says about its article: JSON-LD, OpenGraph and meta elements, then what stands on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from onrecord.intake.dateline import byline_of, dateline_of
from onrecord.intake.dates import written_date
from onrecord.intake.known import Known, clean
from onrecord.intake.markup import markup_text
from onrecord.model import Dateline

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_OUTLETS = ("og:site_name", "dc.publisher", "publisher", "application-name")
_BYLINES = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author")
_DATES = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "dc.date.issued", "dc.date",
    "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "date",
)  # fmt: skip
_DATE_CLASS = re.compile(r"publish|pub-?date|dateline|timestamp|post-?date|article-?date|entry-?date", re.I)
_DATELINE_CLASS = re.compile(r"(?:^|[\s_-])date-?line(?:$|[\s_-])", re.I)
_UPDATED = re.compile(r"updat|modif|edited|correct", re.I)
_BYLINE_CLASS = re.compile(r"by-?line|\bauthor", re.I)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_DEPTH = 12


def about(tree: Any) -> Known:
    """The fields that a page gives; the first place that gives one wins.

    The order is JSON-LD, meta elements, then the page itself. A date of change is not one of publication.
    """
    linked = _linked(tree)
    metas = _metas(tree)
    outlet = _name(linked.get("publisher")) or _first(metas, _OUTLETS)
    published = _published(tree, linked, metas)
    return Known(
        title=_text(linked.get("headline")) or _heading(tree, _first(metas, _TITLES), outlet),
        outlet=outlet,
        published=published,
        byline=_byline(tree, linked, metas),
        dateline=_dateline(tree, linked, published),
        url=_url(tree, linked, metas),
    )


def stated_body(tree: Any) -> str:
    """The article's text as JSON-LD gives it, for pages that scripts fill; empty where it gives none."""
    body = _linked(tree).get("articleBody")
    if not isinstance(body, str):
        return ""
    text = markup_text(body) if "<" in body else unescape(body)
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def is_article(tree: Any) -> bool:
    """Whether the page says of itself that it is an article."""
    if _linked(tree) or _first(_metas(tree), ("og:type",)) == "article":
        return True
    return bool(tree.xpath("boolean(.//article[.//p])"))


def _linked(tree: Any) -> dict[str, Any]:
    """The first article among the page's JSON-LD objects; a broken block is passed over."""
    for script in tree.xpath('.//script[contains(@type, "ld+json")]'):
        try:
            block = json.loads(_COMMENT.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(block, 0):
            kinds = item.get("@type")
            if any(_is_article_type(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return item
    return {}


def _objects(block: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in a block, lists and `@graph` opened, outer ones first."""
    if depth > _DEPTH:
        return
    if isinstance(block, list):
        for item in block:
            yield from _objects(item, depth + 1)
    elif isinstance(block, dict):
        yield block
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(block.get(key), depth + 1)


def _is_article_type(kind: Any) -> bool:
    return isinstance(kind, str) and kind.rsplit("/", 1)[-1].endswith(("Article", "BlogPosting", "Report"))


def _metas(tree: Any) -> dict[str, str]:
    """Name (lower case) to content of the meta elements, the first of each name."""
    found: dict[str, str] = {}
    for meta in tree.xpath(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            name = clean(meta.get(attribute))
            content = clean(meta.get("content"))
            if name and content:
                found.setdefault(name.lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _text(value: Any) -> str | None:
    """A JSON-LD string, entities in it undone."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    return clean(unescape(value)) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a JSON-LD person or organization; a list gives all, with commas."""
    if isinstance(value, list):
        names = [name for name in (_name(item) for item in value) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _text(value.get("name"))
    found = _text(value)
    return None if found and "://" in found else found


def _heading(tree: Any, meta_title: str | None, outlet: str | None) -> str | None:
    """The headline: the only h1, or what the meta elements or the title element say without the outlet's name."""
    headings = [clean(" ".join(h1.itertext())) for h1 in tree.xpath(".//article//h1") or tree.xpath(".//h1")]
    if len(headings) == 1 and headings[0] and headings[0] != outlet:
        return headings[0]
    title = meta_title or clean(tree.findtext(".//title"))
    if title and outlet:
        for mark in (" | ", " - ", " – ", " — ", " :: "):
            head, _, tail = title.rpartition(mark)
            if head and tail.casefold() == outlet.casefold():
                return head
    return title


def _published(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    """The first date of publication that is a date."""
    stated = [_text(linked.get("datePublished")), *(metas.get(name) for name in _DATES)]
    for value in stated:
        if value and (found := written_date(value)):
            return found
    return _seen_date(tree)


def _seen_date(tree: Any) -> str | None:
    """The date that stands on the page: a `time` element, else an element whose class says so."""
    scope = (tree.xpath(".//article") or [tree])[0]
    for element in scope.xpath('.//time | .//*[@itemprop="datePublished"] | .//*[@class]'):
        mark = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))
        if element.tag != "time" and element.get("itemprop") != "datePublished" and not _DATE_CLASS.search(mark):
            continue
        words = clean(" ".join(element.itertext())) or ""
        if _UPDATED.search(mark) or _UPDATED.search(words[:30]):
            continue
        for value in (element.get("datetime"), element.get("content"), words):
            found = written_date(value) if value else None
            if found and len(found) >= 10:
                return found
    return None


def _dateline(tree: Any, linked: dict[str, Any], published: str | None) -> Dateline | None:
    """The dateline that JSON-LD gives, or an element that says it is one."""
    stated = _text(linked.get("dateline"))
    seen = (
        clean(" ".join(element.itertext()))
        for element in tree.xpath(".//*[@class or @itemprop]")
        if _DATELINE_CLASS.search(f"{element.get('class')} {element.get('itemprop')}")
    )
    for words in (stated, *seen):
        if words and len(words) < 80 and (found := dateline_of(words, published)):
            return found
    return None


def _byline(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    """Who wrote it, without "By"."""
    stated = _name(linked.get("author")) or next(
        (metas[name] for name in _BYLINES if name in metas and "://" not in metas[name]), None
    )
    if stated:
        return byline_of(stated) or stated
    scope = (tree.xpath(".//article") or [tree])[0]
    for element in scope.xpath('.//*[@rel="author"] | .//*[@itemprop="author"] | .//*[@class]'):
        named = element.get("rel") == "author" or element.get("itemprop") == "author"
        if named or _BYLINE_CLASS.search(element.get("class") or ""):
            words = clean(" ".join(element.itertext()))
            names = byline_of(words if words[:3].lower() == "by " else f"By {words}") if words else None
            if names:
                return names
    return None


def _url(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> str | None:
    """The page's own address, where it gives a whole one."""
    page = linked.get("mainEntityOfPage")
    candidates = [
        *tree.xpath('.//link[@rel="canonical"]/@href'), metas.get("og:url"), _text(linked.get("url")),
        _text(page.get("@id") if isinstance(page, dict) else page),
    ]  # fmt: skip
    for value in candidates:
        found = clean(value)
        if found and re.match(r"https?://[^\s/]+", found):
            return found
    return None
