"""Verbatim spans, character for character: each is exactly what stands between its marks.

    python -m onrecord.evaluate.verbatim --shared ../shared [--every N]

Reads PolNeAR's dev split and the Guardian's reports; any exception is printed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.evaluate.corpora import Corpus, rows
from onrecord.evaluate.gate import inputs, read_all
from onrecord.model import Reading, Span

MARKS = {
    '"': '"”',
    "“": '”“"',
    "‘": "’'",
    "«": "»",
    "„": "“”",
    "‹": "›",
    "‚": "‘’",
    "'": "'’",
    "`": "'",
    "”": "”",
    "’": "’",
}
"""Opening marks, and the marks that may close each; a few pages open with a closing mark."""
SETS = (
    Corpus(gold="gold/polnear.jsonl", scorer="", floors={}, where={"split": "dev"}),
    Corpus(gold="gold/guardian_sdf.jsonl", scorer="", floors={}),
)


def exceptions(reading: Reading) -> Iterator[str]:
    """What is wrong with the verbatim spans of a reading; nothing where all stand between marks."""
    for statement in reading.statements:
        for span in statement.verbatim:
            text = (reading.report.title or "") if span.part == "title" else reading.report.text
            fault = _fault(text, span)
            if fault:
                yield f"{reading.report.id} {span.start}-{span.end} {fault}: {span.text[:60]!r}"


def _fault(text: str, span: Span) -> str:
    if text[span.start : span.end] != span.text:
        return "is not what stands there"
    opening = text[: span.start].rstrip(" \u00a0")[-1:]
    if opening not in MARKS:
        return f"begins behind {opening!r}, no mark"
    if any(mark in span.text for mark in "“”") and opening == "“" and span.text.count("“") != span.text.count("”"):
        return "holds a mark without its partner"
    behind = text[span.end :].lstrip(" \u00a0")[:1]
    if behind and behind != "\n" and behind not in MARKS[opening] and behind not in MARKS:
        return f"ends before {behind!r}, no mark"
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Check every verbatim span; 1 when one does not stand between its marks."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.verbatim", description=exceptions.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/ and score/")
    parser.add_argument("--every", type=int, default=1, help="only each Nth report")
    parser.add_argument("--workers", type=int, default=2, help="processes that read (default 2)")
    options = parser.parse_args(arguments)
    lines: list[str] = []
    for corpus in SETS:
        with tempfile.TemporaryDirectory() as folder:
            lines += inputs(rows(corpus, options.shared)[:: options.every], options.shared, Path(folder))
    readings = [Reading.from_json(line) for line in read_all(lines, options.workers)]
    faults = [fault for reading in readings for fault in exceptions(reading)]
    for fault in faults:
        print(fault)  # noqa: T201
    spans = sum(len(statement.verbatim) for reading in readings for statement in reading.statements)
    print(f"verbatim: {spans} spans of {len(readings)} reports, {len(faults)} not between their marks")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
