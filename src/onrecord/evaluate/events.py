"""Events: our labels of sentences of news, held against the readings.

    python -m onrecord.evaluate.events --shared ../shared

`event_labels.tsv` names reports of four sets, offsets and codes, and holds no text. Every sentence was labelled whole,
from the text alone, before anybody saw a reading of it; those of the part `validation`, by two other hands than
the rest, were kept from the fitting of the classifier.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from onrecord.evaluate.expressions import Report, read, table
from onrecord.model import Event, Reading

FLOORS: dict[str, float] = {"precision": 0.629, "recall": 0.220, "f1": 0.327, "realis": 0.939}
"""The least on the validation part; 0.005 below what was measured."""
LEAST = (0.05, 0.1, 0.3, 0.5, 0.7, 0.9)
"""Scores below which events are left out, for the table."""


class Label(NamedTuple):
    """One event: where its word stands, its type, and whether it is told as having happened."""

    start: int
    end: int
    type: str
    actual: bool


class Tally(NamedTuple):
    """Events found, of those the right type, those invented, those missed; and pairs of (label, read) types."""

    found: int
    typed: int
    invented: int
    missed: int
    happened: int
    confused: Counter[tuple[str, str]]


def labels(part: str) -> dict[Report, dict[tuple[int, int], list[Label]]]:
    """The labelled sentences of a part, and the events in each."""
    found: dict[Report, dict[tuple[int, int], list[Label]]] = defaultdict(dict)
    for row in table("event_labels.tsv"):
        if row["part"] == part:
            sentence = found[row["set"], row["report"]].setdefault((int(row["from"]), int(row["to"])), [])
            if row["type"]:
                sentence.append(Label(int(row["start"]), int(row["end"]), row["type"], row["realis"] == "actual"))
    return dict(found)


def compare(
    wanted: dict[Report, dict[tuple[int, int], list[Label]]], readings: dict[Report, Reading], least: float = 0.0
) -> Tally:
    """Hold labels against readings, sentence by sentence; events with a score below `least` are left out."""
    found = typed = invented = missed = happened = 0
    confused: Counter[tuple[str, str]] = Counter()
    for report, sentences in wanted.items():
        for (start, end), told in sentences.items():
            open_ = [
                e
                for e in readings[report].events
                if not e.trigger.part and start <= e.trigger.start < end and (e.score is None or e.score >= least)
            ]
            for label in told:
                event = _at(label, open_)
                if event is None:
                    missed += 1
                    confused[label.type, "-"] += 1
                    continue
                open_.remove(event)
                found += 1
                typed += event.type == label.type
                happened += (event.realis in ("actual", "asserted")) == label.actual
                if event.type != label.type:
                    confused[label.type, event.type] += 1
            invented += len(open_)
            confused.update(("-", event.type) for event in open_)
    return Tally(found, typed, invented, missed, happened, confused)


def _at(label: Label, events: Iterable[Event]) -> Event | None:
    """The event whose trigger shares a character with a label, the right type first."""
    here = [e for e in events if e.trigger.start < label.end and label.start < e.trigger.end]
    return min(here, key=lambda e: (e.type != label.type, e.trigger.start), default=None)


def figures(tally: Tally) -> dict[str, float]:
    """Precision, recall and F1 of word and type; `realis` of those found."""
    read, gold = tally.found + tally.invented, tally.found + tally.missed
    return {
        "precision": tally.typed / max(read, 1),
        "recall": tally.typed / max(gold, 1),
        "f1": 2 * tally.typed / max(read + gold, 1),
        "realis": tally.happened / max(tally.found, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.events", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--part", choices=("train", "validation"), default="validation", help="which sentences")
    parser.add_argument("--confused", action="store_true", help="print which types are taken for which")
    options = parser.parse_args(arguments)
    wanted = labels(options.part)
    readings = read(options.shared, wanted)
    tally = compare(wanted, readings)
    got = figures(tally)
    told = ", ".join(f"{key} {value:.3f}" for key, value in got.items())
    sentences = sum(len(found) for found in wanted.values())
    print(f"events, {options.part}: {tally.found + tally.missed} in {sentences} sentences, {told}")  # noqa: T201
    for least in LEAST:
        some = figures(compare(wanted, readings, least))
        told = ", ".join(f"{key} {some[key]:.3f}" for key in ("precision", "recall", "f1"))
        print(f"  score {least} or more: {told}")  # noqa: T201
    if options.confused:
        for (label, event), number in tally.confused.most_common():
            print(f"  {number:4} {label} read as {event}")  # noqa: T201
    return int(options.part == "validation" and any(got[key] < floor for key, floor in FLOORS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
