"""Citations: as text, BibTeX, CSL-JSON and W3C Web Annotation, each with the exact passage and its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec

from onrecord.model import Report, Span


class Citation(msgspec.Struct, frozen=True):
    """What is cited.

    Attributes:
        id: of the entry, of a telling of it, or of the report.
        report: where it stands.
        span: the exact passage.
        others: further reports that carry the same entry.
        ledger: hash of the chain of additions up to that of the report; None where it is not known.
    """

    id: str
    report: Report
    span: Span
    others: int = 0
    ledger: str | None = None

    @property
    def whole(self) -> str:
        """The text that the passage's offsets count in."""
        return (self.report.title or "") if self.span.part == "title" else self.report.text

    @property
    def place(self) -> str:
        """The passage's place, for a person."""
        where = " of the title" if self.span.part == "title" else ""
        return f"characters {self.span.start}-{self.span.end}{where}"

    @property
    def day(self) -> str | None:
        """The day of publication, with the precision known."""
        return (self.report.published or "")[:10] or None


def as_text(citation: Citation) -> str:
    """A citation for people, on three lines."""
    report = citation.report
    named = [report.byline, f"“{report.title}”" if report.title else None, report.outlet, citation.day, report.url]
    head = ", ".join(part for part in named if part) or "No author, no title"
    words = " ".join(citation.span.text.split()).replace("“", "‘").replace("”", "’")
    told = [f"{citation.place} of the report {report.id}", f"sha256 {report.sha256[:12]}" if report.sha256 else None]
    if citation.others:
        told.append(f"also in {citation.others} other report{'s' if citation.others > 1 else ''}")
    if citation.ledger:
        told.append(f"record {citation.ledger[:12]}")
    return f"{head}.\n“{words}”\n{citation.id}: {'; '.join(part for part in told if part)}.\n"


_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def as_bibtex(citation: Citation) -> str:
    """An entry of BibTeX, its specials escaped, the capitals of its title kept."""
    report = citation.report
    year = (citation.day or "")[:4]
    key = re.sub(r"[^a-z0-9]", "", (report.outlet or "report").lower()) + year + citation.id
    months = (citation.day or "").split("-")
    fields = {
        "title": f"{{{_escaped(report.title)}}}" if report.title else None,
        "author": f"{{{_escaped(report.byline)}}}" if report.byline else None,
        "journal": _escaped(report.outlet) if report.outlet else None,
        "year": year or None,
        "month": months[1] if len(months) > 1 else None,
        "url": report.url.replace("{", "%7B").replace("}", "%7D") if report.url else None,
        "note": _escaped(f"“{' '.join(citation.span.text.split())}”, {citation.place}, {citation.id}"),
    }
    kind = "article" if report.outlet else "misc"
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{re.sub(r'[^A-Za-z0-9:-]', '', key)}{lines}\n}}\n"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in " ".join(text.split()))


def as_csl(citation: Citation) -> str:
    """CSL-JSON: a list of one item."""
    report = citation.report
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "article-newspaper",
        "title": report.title,
        "author": [{"literal": report.byline}] if report.byline else None,
        "container-title": report.outlet,
        "issued": {"date-parts": [[int(part) for part in citation.day.split("-")]]} if citation.day else None,
        "URL": report.url,
        "language": report.language,
        "note": f"“{citation.span.text}”, {citation.place}",
    }
    kept = {name: value for name, value in item.items() if value is not None}
    return json.dumps([kept], ensure_ascii=False, separators=(",", ":")) + "\n"


_AROUND = 32
"""Characters before and after a quotation that make it unmistakable."""


def as_annotation(citation: Citation) -> str:
    """A W3C Web Annotation: the passage as a quotation and by its place in the text, in code points.

    Source: W3C, Web Annotation Data Model (2017). Of a web page the place counts in the text that was taken from it.
    """
    report, span = citation.report, citation.span
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": citation.whole[max(0, span.start - _AROUND) : span.start],
        "suffix": citation.whole[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:onrecord:{citation.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": f"{citation.id}: {citation.place}", "format": "text/plain"},
        "target": {
            "source": report.url or f"urn:sha256:{report.sha256}",
            "selector": [quote, position],
        },
    }
    return json.dumps(annotation, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Citation], str]] = {
    "text": as_text, "bibtex": as_bibtex, "csl": as_csl, "annotation": as_annotation,
}  # fmt: skip
