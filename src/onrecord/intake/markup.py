"""Pieces of HTML inside feeds and metadata: all of their text, one block a line."""

from __future__ import annotations

from typing import Any

_BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section",
    "article", "header", "pre",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "figure", "figcaption", "noscript", "template", "iframe",
})  # fmt: skip


def markup_text(value: str) -> str:
    """The text of a piece of HTML, one block a line."""
    if "<" not in value and "&" not in value:
        return value.strip()
    from lxml import etree, html

    try:
        whole = f"<div>{value.replace(chr(0), '')}</div>"
        root = html.document_fromstring(whole, parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    pieces: list[str] = []
    _collect(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(root: Any, pieces: list[str]) -> None:
    """Add what an element shows, a line break around each block; without recursion, for markup of any depth."""
    from lxml import etree

    silent: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if silent is None:
                pieces.append(_flat(element.tail))
            continue
        block = element.tag in _BLOCKS
        if event == "start":
            if silent is None and element.tag in _SILENT:
                silent = element
            if silent is None:
                pieces.append("\n" if block else "")
                pieces.append(_flat(element.text))
        elif silent is None or silent is element:
            silent = None
            pieces.append("\n" if block else "")
            pieces.append(_flat(element.tail))


def _flat(text: str | None) -> str:
    """Text as it shows: line breaks in the source of HTML are spaces."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
