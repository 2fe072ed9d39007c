"""Written sentences: whether the main act of each is found, code by code through CAMEO.

    python -m onrecord.evaluate.written

`written_events.jsonl` has sentences that were written for OnRecord: synthetic text, by a language model that had seen
neither rules nor lexicon. For each of 284 CAMEO codes five sentences tell one act of it; three of them are there to
learn and to write rules from (`train`), two are only measured (`test`). It shows which kinds of acts are told in
words that the reader does not know, and stands alone: no other data is needed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.model import Event, Reading, Report
from onrecord.pipeline import Pipeline

FLOORS = {"found": 0.528, "sides": 0.404}
"""The least on the part `test`; 0.005 below what was measured."""


class Sentence(NamedTuple):
    """A written sentence of one main act.

    Attributes:
        code: the CAMEO code that it was written for.
        type: the PLOVER type of its act; None for mere statements (root 01).
        sides: the words of its actors, and of its recipients.
    """

    id: str
    code: str
    text: str
    type: str | None
    sides: tuple[tuple[str, ...], tuple[str, ...]]


class Outcome(NamedTuple):
    """What a reading has of a sentence: the events that count, and those of them with the right type."""

    sentence: Sentence
    counted: list[Event]
    right: list[Event]


def written() -> list[dict[str, Any]]:
    """All rows of `written_events.jsonl`.

    Each has `id`, `part`, `text` and `events`: start, end, type, realis (`actual` or `not`), and the passages of
    actors and of recipients. Where it has `cameo`, the code that it was written for, only its main event is labelled.
    """
    body = (files("onrecord.evaluate") / "written_events.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in body.splitlines() if line]


def sentences(part: str) -> Iterator[Sentence]:
    """The sentences of a part that were written for a code."""
    for row in written():
        if row["part"] != part or "cameo" not in row:
            continue
        type_, actors, recipients = None, (), ()
        if row["events"]:
            (_, _, type_, _, *places), *_ = row["events"]
            actors, recipients = (tuple(row["text"][a:b] for a, b in side) for side in places)
        yield Sentence(row["id"], row["cameo"], row["text"], type_, (actors, recipients))


def outcome(sentence: Sentence, reading: Reading) -> Outcome:
    """Hold a sentence against its reading."""
    counted = [event for event in reading.events if event.realis in ("actual", "asserted")]
    return Outcome(sentence, counted, [event for event in counted if event.type == sentence.type])


def sided(found: Outcome) -> bool:
    """Whether an event of the right type names every side by a word of it, and has none where the sentence has none."""
    return any(
        _named(found.sentence.sides[0], event.actors) and _named(found.sentence.sides[1], event.recipients)
        for event in found.right
    )


def _named(gold: tuple[str, ...], read: tuple[Any, ...]) -> bool:
    if not gold:
        return not read
    names = [_words(side.text) for side in read]
    return all(any(_words(one) & name for name in names) for one in gold)


def _words(text: str) -> set[str]:
    return {word.lower().removesuffix("'s") for word in text.split()} - {"the", "a", "an", "of", "and", "in"}


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    """`found`: acts whose type is read; `sides`: with both sides right; `beside`: other types for each act, `stated`:
    mere statements that stay without an event."""
    acts = [one for one in outcomes if one.sentence.type is not None]
    mere = [one for one in outcomes if one.sentence.type is None]
    beside = sum(len({event.type for event in one.counted} - {one.sentence.type}) for one in acts)
    return {
        "found": sum(bool(one.right) for one in acts) / max(len(acts), 1),
        "sides": sum(map(sided, acts)) / max(len(acts), 1),
        "beside": beside / max(len(acts), 1),
        "stated": sum(not one.counted for one in mere) / max(len(mere), 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Print the figures by part, and by root of CAMEO; 1 where `test` lies below its floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.written", description=figures.__doc__)
    parser.add_argument("--part", choices=("train", "test"), nargs="*", default=["test"], help="which sentences")
    parser.add_argument(
        "--missed", metavar="ROOT", help="print what is missed of a root or code, of the part train alone"
    )
    options = parser.parse_args(arguments)
    low = False
    pipeline = Pipeline()
    for part in options.part:
        outcomes = [
            outcome(one, pipeline.read(Report(id=one.id, text=one.text, published="2020-01-01")))
            for one in sentences(part)
        ]
        got = figures(outcomes)
        print(f"written, {part}: {len(outcomes)} sentences, " + _line(got))  # noqa: T201
        roots = sorted({one.sentence.code[:2] for one in outcomes})
        for root in roots:
            print(f"  {root}: " + _line(figures([one for one in outcomes if one.sentence.code[:2] == root])))  # noqa: T201
        if part == "train" and options.missed:
            for one in outcomes:
                if one.sentence.code.startswith(options.missed) and one.sentence.type and not one.right:
                    read = Counter(event.type for event in one.counted)
                    print(f"  {one.sentence.code} {one.sentence.type} {dict(read)}: {one.sentence.text}")  # noqa: T201
        if part == "test":
            low = any(got[name] < floor for name, floor in FLOORS.items())
    return int(low)


def _line(got: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in got.items())


if __name__ == "__main__":
    raise SystemExit(main())
