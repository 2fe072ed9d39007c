"""Whom pronoun sources mean: our labels of 200 of them, held against the readings.

    python -m onrecord.evaluate.pronouns --shared ../shared

The labels (`pronoun_sources.tsv`) name reports of PolNeAR's dev split, offsets and referents, and hold no text of them.
All 200 were labelled in two passes made apart, from the text alone; both give the same referent to each, in other words
for four, which were settled by a third look. Kinds: `named`, `group` (several names), `described` (never named),
`generic` (people at large), `author` (who writes).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from onrecord.evaluate.corpora import Corpus, rows
from onrecord.evaluate.gate import readings_of
from onrecord.model import Reading

PRECISION, COVERAGE = 0.919, 0.715
"""Floors: right among those resolved, and resolved among all; 0.005 below what was measured."""
_TITLES = frozenset(
    ("president", "vice", "secretary", "senator", "sen", "rep", "representative", "gov", "governor", "mr", "mrs", "ms",
     "miss", "dr", "sir", "dame", "lord", "lady", "gen", "general", "prime", "minister", "king", "queen", "prince",
     "justice", "judge", "mayor", "former", "the", "a", "an", "of", "and", "s")
)  # fmt: skip


class Label(NamedTuple):
    """One labelled pronoun: offsets `[start, end)` in the report's text, and the names that it means."""

    report: str
    start: int
    end: int
    pronoun: str
    kind: str
    names: tuple[str, ...]


class Outcome(NamedTuple):
    """What the reading makes of a label: the names of the entities it gives, and whether they are the ones meant."""

    label: Label
    given: tuple[str, ...]
    right: bool


def labels() -> list[Label]:
    """All labels, in order of report and place."""
    lines = (files("onrecord.evaluate") / "pronoun_sources.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        names = tuple(name.strip() for name in row["referent"].split(";") if name.strip())
        found.append(Label(row["report"], int(row["start"]), int(row["end"]), row["pronoun"], row["kind"], names))
    return found


def outcome(label: Label, reading: Reading) -> Outcome:
    """What a reading gives for a label: by the mention at its place, else by the source that holds it."""
    place = (label.start, label.end)
    given = [
        entity.name
        for entity in reading.entities
        if any(mention.offsets == place and mention.part != "title" for mention in entity.mentions)
    ]
    if not given:
        names = {entity.id: entity.name for entity in reading.entities}
        held = (s.source for s in reading.statements if s.source is not None and s.source.part != "title")
        source = next((s for s in held if s.start <= label.start and label.end <= s.end), None)
        given = [names[one] for one in source.entities if one in names] if source is not None else []
    right = bool(given) and label.kind not in ("generic", "author")
    right = right and all(any(agree(name, meant) for meant in label.names) for name in given)
    right = right and (label.kind != "group" or len(given) == len(label.names))
    return Outcome(label, tuple(given), right)


def agree(one: str, other: str) -> bool:
    """Whether two names agree: the words of one, titles left out, are among those of the other."""
    first, second = ({w for w in re.findall(r"\w+", name.lower()) if w not in _TITLES} for name in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def figures(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """`precision` among the resolved, `coverage`: resolved among all; and both for those that have a name alone."""
    found = list(outcomes)
    named = [o for o in found if o.label.kind in ("named", "group")]
    resolved = [o for o in found if o.given]
    return {
        "precision": sum(o.right for o in resolved) / max(len(resolved), 1),
        "coverage": len(resolved) / max(len(found), 1),
        "named_coverage": sum(bool(o.given) for o in named) / max(len(named), 1),
        "named_recall": sum(o.right for o in named) / max(len(named), 1),
    }


def measure(shared: Path) -> list[Outcome]:
    """The outcomes of all labels.

    Raises:
        ConfigError: the corpus is not there.
    """
    corpus = Corpus(gold="gold/polnear.jsonl", scorer="", floors={}, where={"split": "dev"})
    found = labels()
    wanted = {label.report for label in found}
    kept = [row for row in rows(corpus, shared) if row["id"] in wanted]
    read = {reading.report.id: reading for reading in readings_of(kept, shared)}
    return [outcome(label, read[label.report]) for label in found if label.report in read]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.pronouns", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--verbose", action="store_true", help="print what was resolved to somebody else")
    options = parser.parse_args(arguments)
    found = measure(options.shared)
    if options.verbose:
        for one in found:
            if one.given and not one.right:
                print(f"{one.label.report} {one.label.start} {one.label.pronoun}: {one.given}, not {one.label.names}")  # noqa: T201
    got = figures(found)
    print(f"pronoun sources: {len(found)} labelled, " + ", ".join(f"{k} {v:.3f}" for k, v in got.items()))  # noqa: T201
    return 0 if got["precision"] >= PRECISION and got["coverage"] >= COVERAGE else 1


if __name__ == "__main__":
    raise SystemExit(main())
