"""HTML pages: the article's text, what the page says about it, and the map back to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any, BinaryIO

import msgspec

from onrecord.codebook.tables import document
from onrecord.errors import InputError
from onrecord.intake.align import align
from onrecord.intake.assemble import assemble, too_long
from onrecord.intake.dateline import byline_and_date
from onrecord.intake.decode import decode, refuse_binary
from onrecord.intake.known import Known
from onrecord.intake.metadata import about, is_article, stated_body
from onrecord.intake.options import Options
from onrecord.model import Report

LARGEST = 20
"""Bytes of page for each character of text allowed: markup outweighs the text of a page, rarely this much."""
FEWEST_WORDS = 25
"""A page that does not say it is an article needs this many words to be one; below, it was a menu or a notice."""
INDEX = 0.6
"""Share of a text in lines that are links, above which a page is an index and no article."""
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,100}?encoding\s*=)\s*["']?\s*([\w.:-]{2,40})""", re.I
)


def read_page(name: str, stream: BinaryIO, options: Options) -> Iterator[Report | InputError]:
    """The one report of an HTML file."""
    limit = options.max_chars * LARGEST
    data = stream.read(limit + 1)
    if len(data) > limit:
        refuse_binary(data, name)
        raise too_long(name, options)
    yield page_report(name, data, options)


def page_report(
    name: str, data: bytes, options: Options, *, charset: str | None = None, url: str | None = None
) -> Report:
    """The report of a page.

    Args:
        name: the input, for errors.
        data: the page's bytes; `sha256` is theirs.
        options: what the user says.
        charset: what the carrier (HTTP) says about the encoding.
        url: where the page was fetched, where the page itself does not say.

    Raises:
        InputError: no article in it, and all that `assemble` raises.
    """
    declared = [charset] if charset else []
    declared += [found.decode("ascii") for found in _CHARSET.findall(data[:4096])]
    source = decode(data, name, declared, lenient=True)
    if not source.strip():
        raise InputError(name, "empty" if not source else "holds only white space", "nothing to read")
    tree = _tree(source)
    if tree is None:
        raise InputError(name, "HTML with no article in it", "give its text as .txt")
    known, fewest = about(tree), 1 if is_article(tree) else FEWEST_WORDS
    links = {_letters(" ".join(link.itertext())) for link in tree.iter("a")}
    stated = stated_body(tree)
    text = _without_title(article_text(tree), known.title)  # from here on the tree is no longer the page's
    if len(text) < len(stated) / 2 or (_letters(text) == _letters(stated) and text.count("\n") < stated.count("\n")):
        text = stated
    text = _without_labels(text, known)
    if len(text.split()) < fewest or _is_index(text, links):
        raise InputError(name, "HTML with no article in it", "give its text as .txt")
    if url and not known.url:
        known = msgspec.structs.replace(known, url=url)
    report = assemble(name, text, known, sha256(data).hexdigest(), options)
    return msgspec.structs.replace(report, map=align(report.text, source))


def _tree(source: str) -> Any:
    """The page's elements; None where there are none."""
    from trafilatura import load_html

    return load_html(source)


def article_text(tree: Any) -> str:
    """The article's paragraphs, one a line; menus, notices, captions and comments left out.

    Nothing is fetched, no date is guessed and nothing is kept from page to page. The tree is changed.
    Source: trafilatura, its extraction with fallbacks.
    """
    from trafilatura import bare_extraction

    items = {_letters(" ".join(item.itertext())) for item in tree.iter("li")}
    _prepare(tree)
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, include_images=False, include_links=False,
        include_formatting=False, deduplicate=False, with_metadata=False, favor_precision=False,
    )  # fmt: skip
    text = str(found.text or "") if found is not None and not isinstance(found, dict) else ""
    lines = (_unmarked(line, items) for line in text.split("\n"))
    return "\n".join(line for line in lines if (letters := _letters(line)) and letters not in _furniture())


def _prepare(tree: Any) -> None:
    """Make the tree show what a browser shows: hidden parts out, marks around `q`, columns of the page apart."""
    for element in tree.xpath('.//body//*[@hidden or contains(translate(@style, " ", ""), "display:none")]'):
        if element.getparent() is not None:
            element.drop_tree()
    quotes = [(quote, len(quote.xpath("ancestor::q")) % 2) for quote in tree.xpath(".//q")]
    for quote, inner in quotes:
        _enclose(quote, *("‘’" if inner else "“”"))
        quote.drop_tag()
    for table in tree.xpath(".//table[.//td//p or .//td//table]"):
        for element in table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
            element.tag = "div"


def _enclose(element: Any, before: str, after: str) -> None:
    """Put a mark before and after what an element holds."""
    element.text = before + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + after
    else:
        element.text += after


def _unmarked(line: str, items: set[str]) -> str:
    """A line without the marks that the extraction puts around list items and the cells at a table's sides."""
    if line.startswith("- ") and _letters(line) in items:
        return line[2:].strip()
    return line.strip(" |") if line.startswith("|") else line.strip()


@cache
def _furniture() -> frozenset[str]:
    """Lines that belong to the page and not to the report, as their letters: "Advertisement", "Read more"."""
    return frozenset(_letters(line) for line in document("pages.toml")["furniture"])


def _is_index(text: str, links: set[str]) -> bool:
    """Whether most of what was taken for an article are links to articles: a front page, a list of topics."""
    lines = [line for line in text.split("\n") if line]
    linked = sum(len(line) for line in lines if _letters(line) in links)
    return linked > INDEX * sum(len(line) for line in lines)


def _without_title(text: str, title: str | None) -> str:
    """The text without a first line that repeats the title, which is kept apart."""
    first, _, rest = text.partition("\n")
    if title and rest and _letters(first) == _letters(title):
        return rest.lstrip()
    return text


def _without_labels(text: str, known: Known) -> str:
    """The text without first lines that hold nothing but the byline or the date, which are kept apart."""
    while "\n" in text:
        first, _, rest = text.partition("\n")
        names, dated = byline_and_date(first)
        if not (names or dated) or (names and not known.byline) or (dated and not known.published):
            break
        text = rest.lstrip()
    return text


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
