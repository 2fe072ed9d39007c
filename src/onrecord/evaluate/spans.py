"""Entity and actor spans against re3d (articles on Syria and Iraq) and CAMEO actor sentences.

    python -m onrecord.evaluate.spans --shared ../shared

re3d: mentions of entities and places, by class, where a class can be mapped: `Organisation` (bodies, forces, groups,
media), `Person` (named people), `Location` (places, and states named as states), `Nationality` (demonyms). Left out of
the gold: spans without a capital ("the city", "soldiers"), since only names are entities here; and the classes
`Temporal`, `Quantity`, `Weapon`, `Vehicle`, `MilitaryPlatform`, `DocumentReference`, `Money`, `CommsIdentifier`,
`Frequency`, which are no entities here.

CAMEO: the parties of events and the sources of statements, against the spans of sources, of targets, and of both at
once ("R": who meets or agrees with whom). The gold marks things done ("a car bomb", "the government's request") and
places as actors too, which we do not.

A span counts as found where one of the same class overlaps it; F1 is over spans.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.evaluate.corpora import Corpus, rows
from onrecord.evaluate.gate import readings_of
from onrecord.model import Reading

CLASSES = {
    "organization": "Organisation", "government": "Organisation", "military": "Organisation", "igo": "Organisation",
    "armed_group": "Organisation", "media": "Organisation", "person": "Person", "country": "Location",
    "place": "Location", "people": "Nationality",
}  # fmt: skip
FLOORS = {"re3d": 0.725, "cameo_ner": 0.748}
"""The least that each F1 may be; 0.005 below what was measured."""
Spans = list[tuple[int, int, str]]


def named(reading: Reading) -> Spans:
    """The mentions of a reading with their classes, and its places."""
    found = {
        (mention.start, mention.end, "Nationality" if mention.form == "demonym" else CLASSES[entity.kind])
        for entity in reading.entities
        if entity.kind in CLASSES
        for mention in entity.mentions
        if mention.form != "pronoun" and mention.part != "title" and any(char.isupper() for char in mention.text)
    }
    found |= {(place.start, place.end, "Location") for place in reading.places if place.part != "title"}
    return sorted(found)


def acting(reading: Reading) -> Spans:
    """The parties of a reading's events and the sources of its statements."""
    found = {(p.start, p.end, "actor") for e in reading.events for p in (*e.actors, *e.recipients)}
    found |= {(s.source.start, s.source.end, "actor") for s in reading.statements if s.source is not None}
    return sorted(found)


def gold_spans(row: dict[str, Any], kind: str) -> Spans:
    """The gold spans that are measured."""
    if kind == "cameo_ner":
        return [(e["begin"], e["end"], "actor") for e in row["entities"]]
    mapped = set(CLASSES.values())
    return [
        (e["begin"], e["end"], e["type"])
        for e in row["entities"]
        if e["type"] in mapped and any(char.isupper() for char in e["text"][1 if e["text"][0] in "Tt" else 0 :])
    ]


def count(gold: Spans, read: Spans) -> Counter[str]:
    """Gold spans and how many are found; ours and how many are right; the same by class."""
    tally: Counter[str] = Counter()
    for start, end, kind in gold:
        hit = any(a < end and start < b and kind == other for a, b, other in read)
        tally.update({"gold": 1, "found": hit, f"gold {kind}": 1, f"found {kind}": hit})
    for start, end, kind in read:
        hit = any(a < end and start < b and kind == other for a, b, other in gold)
        tally.update({"read": 1, "right": hit, f"read {kind}": 1, f"right {kind}": hit})
    return tally


def f1(tally: Counter[str], kind: str = "") -> tuple[float, float, float]:
    """Precision, recall and F1, of one class where it is named."""
    tail = f" {kind}" if kind else ""
    precision = tally[f"right{tail}"] / max(tally[f"read{tail}"], 1)
    recall = tally[f"found{tail}"] / max(tally[f"gold{tail}"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def measure(shared: Path, kind: str) -> Counter[str]:
    """The tally of a set (`re3d`, `cameo_ner`).

    Raises:
        ConfigError: the set is not there.
    """
    found = rows(Corpus(gold=f"gold/{kind}.jsonl", scorer="", floors={}), shared)
    tally: Counter[str] = Counter()
    for row, reading in zip(found, readings_of(found, shared), strict=True):
        tally += count(gold_spans(row, kind), named(reading) if kind == "re3d" else acting(reading))
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.spans", description=count.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    options = parser.parse_args(arguments)
    below = False
    for kind, floor in FLOORS.items():
        tally = measure(options.shared, kind)
        precision, recall, both = f1(tally)
        below |= both < floor
        print(f"{kind}: precision {precision:.3f}, recall {recall:.3f}, F1 {both:.3f}")  # noqa: T201
        for name in sorted({key.partition(" ")[2] for key in tally} - {"", "actor"}):
            print("  {}: precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(name, *f1(tally, name)))  # noqa: T201
    return int(below)


if __name__ == "__main__":
    raise SystemExit(main())
