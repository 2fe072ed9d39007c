"""Places and quantities: our labels of passages of news, held against the readings.

    python -m onrecord.evaluate.expressions --shared ../shared

`place_labels.tsv` and `quantity_labels.tsv` name reports of PolNeAR (train split) and of the Guardian set, offsets and
values, and hold no text of them; the passages beside them were labelled from end to end, so that inventions count too.
They were labelled from the text alone, before anybody saw what the reader makes of it. Rules were then written from the
errors: first of `dev`, then of `seen`, `test` and `held`, each of which was measured before anybody looked
(docs/accuracy.md has both figures). `held` was labelled by another hand.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from onrecord.evaluate.corpora import Corpus, rows
from onrecord.evaluate.gate import readings_of
from onrecord.model import Place, Quantity, Reading, Span

FLOORS: dict[str, dict[str, float]] = {
    "places": {"exact": 0.945, "precision": 0.985},
    "quantities": {"exact": 0.953, "precision": 0.975},
}
"""The least on the 374 places and 347 quantities of `seen` and `test`; 0.005 below what was measured."""
SPLITS = ("dev", "seen", "test", "held")
Report = tuple[str, str]
"""A set and the id of a report in it."""


class Label(NamedTuple):
    """One labelled expression: where it stands, its fields as the contract has them, and the labeller's remark."""

    report: Report
    start: int
    end: int
    fields: dict[str, str]
    note: str


class Outcome(NamedTuple):
    """One label and what the reading has there: `faults` are the fields that differ; None where it has nothing."""

    label: Label
    read: Span | None
    faults: tuple[str, ...]


class Result(NamedTuple):
    """The outcomes of all labels, and what the reading has in the passages that no label knows."""

    outcomes: list[Outcome]
    invented: list[tuple[Report, Span]]


def labels(kind: str, split: str) -> list[Label]:
    """The labels of a kind (`place`, `quantity`) and split, in order of report and place."""
    found = []
    for row in table(f"{kind}_labels.tsv"):
        if row.pop("split") == split:
            report = (row.pop("set"), row.pop("report"))
            found.append(Label(report, int(row.pop("start")), int(row.pop("end")), row, row.pop("note")))
    return found


def passages(kind: str, split: str) -> dict[Report, list[tuple[int, int]]]:
    """The passages that were labelled from end to end, by report."""
    found: dict[Report, list[tuple[int, int]]] = defaultdict(list)
    for row in table(f"{kind}_passages.tsv"):
        if row["split"] == split:
            found[row["set"], row["report"]].append((int(row["start"]), int(row["end"])))
    return dict(found)


def table(name: str) -> Iterable[dict[str, str]]:
    """The rows of a table of labels; lines that begin with # are remarks."""
    lines = (files("onrecord.evaluate") / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


def place_faults(label: Label, read: Place) -> tuple[str, ...]:
    """The fields in which a place differs from its label; a region is asked for where the label has one."""
    wanted = label.fields
    given = {"iso3": read.iso3 or "", "precision": read.precision}
    if wanted["admin1"]:
        given["admin1"] = read.admin1 or ""
    return tuple(name for name, value in given.items() if value != wanted[name])


def quantity_faults(label: Label, read: Quantity) -> tuple[str, ...]:
    """The fields in which a quantity differs from its label; of what is counted the words without their case."""
    wanted = label.fields
    numbers = {"min": read.min, "max": read.max, "best": read.best}
    flags = {"exclusive_min": read.exclusive_min, "exclusive_max": read.exclusive_max, "approx": read.approx}
    faults = [name for name, value in numbers.items() if not _same(wanted[name], value)]
    faults += [name for name, flag in flags.items() if bool(wanted[name]) != bool(flag)]
    faults += ["unit"] if (read.unit or "") != wanted["unit"] else []
    faults += ["what"] if (read.what or "").lower() != wanted["what"].lower() else []
    return tuple(faults)


def _same(written: str, value: float | None) -> bool:
    if not written or value is None:
        return not written and value is None
    return abs(float(written) - value) <= 1e-3 * max(1.0, abs(value)) * 0.5


def compare(kind: str, split: str, readings: dict[Report, Reading]) -> Result:
    """Every label of a split against the readings."""
    outcomes, invented = [], []
    by_report: dict[Report, list[Label]] = defaultdict(list)
    for label in labels(kind, split):
        by_report[label.report].append(label)
    for report, spans in passages(kind, split).items():
        reading = readings[report]
        read: list[Span] = [
            one for one in (reading.places if kind == "place" else reading.quantities) if one.part != "title"
        ]
        used: set[int] = set()
        for label in by_report[report]:
            near = [i for i, one in enumerate(read) if one.start < label.end and label.start < one.end]
            found = [(_faults(kind, label, read[i]), i) for i in near if i not in used]
            if not found:
                outcomes.append(Outcome(label, None, ()))
                continue
            faults, best = min(found, key=lambda pair: (len(pair[0]), pair[1]))
            used.add(best)
            outcomes.append(Outcome(label, read[best], faults))
        invented += [
            (report, one)
            for i, one in enumerate(read)
            if i not in used and any(start <= one.start and one.end <= end for start, end in spans)
        ]
    return Result(outcomes, invented)


def _faults(kind: str, label: Label, read: Span) -> tuple[str, ...]:
    return place_faults(label, read) if isinstance(read, Place) else quantity_faults(label, read)  # type: ignore[arg-type]


def figures(result: Result) -> dict[str, float]:
    """`exact`: labels whose fields are all read so; `found`: read at all; `precision`: readings that a label knows."""
    found = [outcome for outcome in result.outcomes if outcome.read is not None]
    return {
        "exact": sum(not outcome.faults for outcome in found) / max(len(result.outcomes), 1),
        "found": len(found) / max(len(result.outcomes), 1),
        "precision": len(found) / max(len(found) + len(result.invented), 1),
    }


def read(shared: Path, wanted: Iterable[Report]) -> dict[Report, Reading]:
    """The readings of reports.

    Raises:
        ConfigError: a set is not there.
    """
    found: dict[Report, Reading] = {}
    asked = set(wanted)
    for name in sorted({name for name, _ in asked}):
        ids = {report for held, report in asked if held == name}
        corpus = Corpus(gold=f"gold/{name}.jsonl", scorer="", floors={})
        kept = [row for row in rows(corpus, shared) if row["id"] in ids]
        found |= {(name, reading.report.id): reading for reading in readings_of(kept, shared)}
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.expressions", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--split", choices=SPLITS, nargs="*", default=["seen", "test"], help="which rows")
    parser.add_argument("--errors", action="store_true", help="print every error")
    options = parser.parse_args(arguments)
    kinds = {"places": "place", "quantities": "quantity"}
    splits = list(dict.fromkeys(options.split)) or list(SPLITS)
    wanted = {report for kind in kinds.values() for split in splits for report in passages(kind, split)}
    readings = read(options.shared, wanted)
    below = False
    for name, kind in kinds.items():
        parts = [compare(kind, split, readings) for split in splits]
        result = Result([o for part in parts for o in part.outcomes], [i for part in parts for i in part.invented])
        got = figures(result)
        below |= splits == ["seen", "test"] and any(got[key] < floor for key, floor in FLOORS[name].items())
        told = ", ".join(f"{key} {value:.3f}" for key, value in got.items())
        print(f"{name}, {' and '.join(splits)}: {len(result.outcomes)} labelled, {told}")  # noqa: T201
        if options.errors:
            _print(result, readings)
    return int(below)


def _print(result: Result, readings: dict[Report, Reading]) -> None:
    for outcome in result.outcomes:
        label = outcome.label
        if outcome.read is None or outcome.faults:
            text = readings[label.report].report.text
            around = " ".join(text[max(0, label.start - 60) : label.end + 60].split())
            told = f"read {outcome.read.text!r}, wrong {', '.join(outcome.faults)}" if outcome.read else "not read"
            fields = {key: value for key, value in label.fields.items() if value}
            print(f"  {text[label.start : label.end]!r} {fields}: {told}: ... {around} ... {label.note}")  # noqa: T201
    for report, span in result.invented:
        text = readings[report].report.text
        around = " ".join(text[max(0, span.start - 60) : span.end + 60].split())
        print(f"  invented {span.text!r}: ... {around} ...")  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
