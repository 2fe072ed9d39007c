"""What kind of input a name or the first bytes speak of."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from onrecord.errors import InputError

Kind = Literal["text", "html", "jsonl", "feed", "warc", "xml"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "xml",
    ".warc": "warc",
}  # fmt: skip
GZIP = b"\x1f\x8b"
_JSON = re.compile(rb'\{\s*(?:"|\})')
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|section|main|div|p|h[1-6]|script|!--)[\s>/]|<!--", re.I
)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")


def kind_of(name: str) -> Kind | None:
    """The kind that a file's name tells, `.gz` left out; None where it has no ending.

    Raises:
        InputError: an ending that is no readable kind's.
    """
    path = PurePath(name.lower())
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    if not suffix:
        return None
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise InputError(name, f"a file of unknown kind ({suffix})", f"readable are {known}, each also with .gz")
    return SUFFIXES[suffix]


def readable(name: str) -> bool:
    """Whether a file in a directory is read: a known ending, and not hidden."""
    path = PurePath(name.lower())
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return suffix in SUFFIXES and not name.startswith(".")


def sniff(head: bytes) -> Literal["text", "html", "jsonl", "feed", "warc"]:
    """The kind that the first bytes speak of; text where they speak of none."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON.match(start):
        return "jsonl"
    if start.startswith(b"<?xml") or _FEED.match(start):
        return "feed" if _FEED.search(start) else "html"
    return "html" if _TAG.match(start) else "text"


def is_markup(head: bytes) -> bool:
    """Whether an XML file begins as a feed or a page, or is empty."""
    return not head.strip() or bool(_FEED.search(head) or re.search(rb"<(?:\w+:)?html[\s>]", head, re.I))
