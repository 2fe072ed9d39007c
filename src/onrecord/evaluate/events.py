"""Events: our labels of sentences of news, held against the readings.

    python -m onrecord.evaluate.events --shared ../shared

`event_labels.tsv` names reports of four sets, offsets and codes, and holds no text. Every sentence was labelled whole,
from the text alone, before anybody saw a reading of it. The part `train` fits the classifier, by `validation` and
`choice` it is chosen, and `test`, sentences of reports of which none was in the other parts, is only measured.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from onrecord.evaluate.expressions import Report, read, table
from onrecord.model import Actor, Event, Offsets, Reading

PARTS = ("train", "validation", "choice", "test")
FLOORS: dict[str, dict[str, float]] = {
    "validation": {"precision": 0.633, "recall": 0.233, "f1": 0.342, "realis": 0.964, "told": 0.334},
    "test": {
        "precision": 0.684, "recall": 0.221, "f1": 0.335, "realis": 0.935, "told": 0.317,
        "actors": 0.882, "recipients": 0.781, "both": 0.700,
    },
}  # fmt: skip
"""The least on two of the parts; 0.005 below what was measured, and never below what it was before."""
UNTOLD = "-"
"""What a row has for sides that the sentence does not name."""
LEAST = (0.05, 0.1, 0.3, 0.5, 0.7, 0.9)
"""Scores below which events are left out, for the table."""


class Label(NamedTuple):
    """One event: where its word stands, its type, whether it is told as having happened, and its labelled sides."""

    start: int
    end: int
    type: str
    actual: bool
    sides: tuple[tuple[Offsets, ...], tuple[Offsets, ...]] | None = None


class Tally(NamedTuple):
    """Events found, of those the right type, those invented, those missed; and pairs of (label, read) types.

    Of those with the right type: whose realis is right (`told`). Of these with labelled sides (`sided`): whose actors,
    recipients, and both, are right.
    """

    found: int
    typed: int
    invented: int
    missed: int
    happened: int
    confused: Counter[tuple[str, str]]
    told: int = 0
    sided: int = 0
    actors: int = 0
    recipients: int = 0
    both: int = 0


def labels(part: str) -> dict[Report, dict[tuple[int, int], list[Label]]]:
    """The labelled sentences of a part, and the events in each."""
    found: dict[Report, dict[tuple[int, int], list[Label]]] = defaultdict(dict)
    for row in table("event_labels.tsv"):
        if row["part"] == part:
            sentence = found[row["set"], row["report"]].setdefault((int(row["from"]), int(row["to"])), [])
            if row["type"]:
                sides = (passages(row["actors"]), passages(row["recipients"])) if row["actors"] else None
                happened = row["realis"] == "actual"
                sentence.append(Label(int(row["start"]), int(row["end"]), row["type"], happened, sides))
    return dict(found)


def passages(cell: str) -> tuple[Offsets, ...]:
    """Passages as the labels have them: `12-20;31-40`, or `-` for none."""
    pairs = (pair.split("-") for pair in cell.split(";")) if cell != UNTOLD else ()
    return tuple((int(start), int(end)) for start, end in pairs)


def compare(
    wanted: dict[Report, dict[tuple[int, int], list[Label]]], readings: dict[Report, Reading], least: float = 0.0
) -> Tally:
    """Hold labels against readings, sentence by sentence; events with a score below `least` are left out.

    So are intentions that the report tells in its own voice ("will meet"): the labels list the act itself.
    """
    found = typed = invented = missed = happened = right_told = sided = actors = recipients = both = 0
    confused: Counter[tuple[str, str]] = Counter()
    for report, sentences in wanted.items():
        named = _named(readings[report])
        for (start, end), told in sentences.items():
            open_ = [
                e
                for e in readings[report].events
                if not e.trigger.part
                and start <= e.trigger.start < end
                and (e.score is None or e.score >= least)
                and (e.level, e.realis) != ("narrated", "asserted")
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
                as_told = (event.realis in ("actual", "asserted")) == label.actual
                happened += as_told
                right_told += as_told and event.type == label.type
                if event.type != label.type:
                    confused[label.type, event.type] += 1
                elif label.sides is not None:
                    both_sides = zip(label.sides, (event.actors, event.recipients), strict=True)
                    right = [_same(*pair, named) for pair in both_sides]
                    sided, actors, recipients = sided + 1, actors + right[0], recipients + right[1]
                    both += all(right)
            invented += len(open_)
            confused.update(("-", event.type) for event in open_)
    return Tally(found, typed, invented, missed, happened, confused, right_told, sided, actors, recipients, both)


def _at(label: Label, events: Iterable[Event]) -> Event | None:
    """The event whose trigger shares a character with a label, the right type first."""
    here = [e for e in events if e.trigger.start < label.end and label.start < e.trigger.end]
    return min(here, key=lambda e: (e.type != label.type, e.trigger.start), default=None)


def _named(reading: Reading) -> dict[str, list[Offsets]]:
    """Where a report's text names each entity: "Moscow said it expelled two": "it" is Moscow."""
    return {entity.id: [mention.offsets for mention in entity.mentions] for entity in reading.entities}


def _same(labelled: tuple[Offsets, ...], read: tuple[Actor, ...], named: dict[str, list[Offsets]]) -> bool:
    """Whether every labelled passage shares a character with a side that was read, or with its name elsewhere in the
    report, and the other way round."""
    places = [[side.offsets, *named.get(side.entity or "", ())] for side in read if not side.part]
    return all(any(_touch(one, other) for place in places for other in place) for one in labelled) and all(
        any(_touch(one, other) for other in labelled for one in place) for place in places
    )


def _touch(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def figures(tally: Tally) -> dict[str, float]:
    """Precision, recall and F1 of word and type; `realis` of those found; F1 of word, type and realis (`told`)."""
    read, gold = tally.found + tally.invented, tally.found + tally.missed
    return {
        "precision": tally.typed / max(read, 1),
        "recall": tally.typed / max(gold, 1),
        "f1": 2 * tally.typed / max(read + gold, 1),
        "realis": tally.happened / max(tally.found, 1),
        "told": 2 * tally.told / max(read + gold, 1),
    } | ({name: getattr(tally, name) / tally.sided for name in ("actors", "recipients", "both")} if tally.sided else {})


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.events", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--part", choices=PARTS, nargs="*", default=list(FLOORS), help="which sentences")
    parser.add_argument("--confused", action="store_true", help="print which types are taken for which")
    options = parser.parse_args(arguments)
    low = [_told(part, options.shared, options.confused) for part in options.part]
    return int(any(low))


def _told(part: str, shared: Path, confused: bool) -> bool:
    """Print the figures of a part; whether one lies below its floor."""
    wanted = labels(part)
    readings = read(shared, wanted)
    tally = compare(wanted, readings)
    got = figures(tally)
    told = ", ".join(f"{key} {value:.3f}" for key, value in got.items())
    sentences = sum(len(found) for found in wanted.values())
    print(f"events, {part}: {tally.found + tally.missed} in {sentences} sentences, {told}")  # noqa: T201
    for least in LEAST:
        some = figures(compare(wanted, readings, least))
        told = ", ".join(f"{key} {some[key]:.3f}" for key in ("precision", "recall", "f1"))
        print(f"  score {least} or more: {told}")  # noqa: T201
    if confused:
        for (label, event), number in tally.confused.most_common():
            print(f"  {number:4} {label} read as {event}")  # noqa: T201
    return any(got[key] < floor for key, floor in FLOORS.get(part, {}).items())


if __name__ == "__main__":
    raise SystemExit(main())
