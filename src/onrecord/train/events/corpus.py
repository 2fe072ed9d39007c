"""The corpora of the classifier: labelled sentences, and sentences with a class.

Texts come from the folder of gold sets; `evaluate/event_labels.tsv` has the offsets and codes of our own labels.
`evaluate/written_events.jsonl` has sentences that were written for OnRecord, text and labels.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord import intake, said, when, where, who
from onrecord.evaluate.events import PARTS, Label, labels
from onrecord.evaluate.expressions import Report
from onrecord.evaluate.written import written
from onrecord.happened import Circumstances
from onrecord.happened.coder import by_rules
from onrecord.happened.evidence import TYPES, evidence
from onrecord.language import Parsed, Parser
from onrecord.language.encoder import Encoder, Sheet
from onrecord.model import Offsets

VALIDATION = 10
"""One sentence in so many of the class set's training part is kept apart, by a hash of its letters."""
LONGEST = 8000
"""Characters of a report that are read for its labelled sentences."""
CLASSES = ("statement", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
Sentence = tuple[int, int, str, tuple[Label, ...]]
"""A labelled sentence: its place, its part and its events."""
_TOOLS: list[Any] = []


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from, or to choose by.

    Attributes:
        kind: `labelled` (events by token) or `class` (a class of the whole).
        part: `train`, `validation` or `test`.
        answer: the number of its class.
        sentences: for labelled ones (start, end, part, events).
        whole: False where only the main event of its sentence is labelled: other verbs and nouns teach nothing.
    """

    id: str
    text: str
    kind: str
    part: str
    answer: int | None = None
    sentences: tuple[Sentence, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class Example:
    """A text as the networks take it.

    Attributes:
        sheets: its windows, as the encoder made them, with hidden states in half precision.
        told: shape (tokens, channels), the evidence of events.
        types: shape (tokens,), index of the type, 0 for none, -100 where nothing is labelled.
        actual: shape (tokens,), 1 or 0 where an event is labelled, else -100.
        sides: by the token of an event with labelled sides, the tokens that head its actors and its recipients.
        parts: shape (tokens,), the part of the sentence of each token, "" where none.
    """

    text: Text
    sheets: list[Sheet]
    told: NDArray[np.uint8]
    types: NDArray[np.int64]
    actual: NDArray[np.float32]
    sides: dict[int, tuple[list[int], list[int]]]
    parts: list[str] = field(default_factory=list)


def texts(folder: Path) -> list[Text]:
    """All texts of a folder of gold sets that this recipe learns from or chooses by."""
    return [*_labelled(folder), *_written(), *_classes(folder)]


def examples(found: list[Text], workers: int = 2) -> list[Example]:
    """The texts read by parser and rules."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(_example, found, chunksize=16))


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _labelled(folder: Path) -> Iterator[Text]:
    found: dict[Report, list[Sentence]] = {}
    for part in PARTS:
        for report, sentences in labels(part).items():
            told = ((start, end, part, tuple(events)) for (start, end), events in sentences.items())
            found.setdefault(report, []).extend(told)
    for name in dict.fromkeys(name for name, _ in found):
        bodies = {str(row["id"]): row["text"] for row in rows(folder / f"{name}.jsonl")}
        for (held, id_), told_of in found.items():
            if held == name:
                yield Text(f"{name}/{id_}", bodies[id_][:LONGEST], "labelled", "train", sentences=tuple(told_of))


def _written() -> Iterator[Text]:
    for row in written():
        text = row["text"]
        events = tuple(
            Label(start, end, type_, realis == "actual", (_places(actors), _places(recipients)))
            for start, end, type_, realis, actors, recipients in row["events"]
        )
        whole = "cameo" not in row or not events
        sentence = (0, len(text), row["part"], events)
        yield Text(f"written/{row['id']}", text, "labelled", "train", sentences=(sentence,), whole=whole)


def _places(rows: list[list[int]]) -> tuple[Offsets, ...]:
    return tuple((start, end) for start, end in rows)


def _classes(folder: Path) -> Iterator[Text]:
    for row in rows(folder / "cameo_class.jsonl"):
        letters = _letters(row["text"])
        mark = int.from_bytes(blake2b(letters.encode("utf-8"), digest_size=4).digest(), "big")
        part = "test" if row["split"] == "test" else "validation" if mark % VALIDATION == 0 else "train"
        if part != "train":
            yield Text(f"cameo_class/{row['id']}", row["text"], "class", part, row["label"])


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())[:80]


def _example(text: Text) -> Example:
    if not _TOOLS:
        _TOOLS.extend((Parser(), Encoder(said.NETWORK)))
    parser, encoder = _TOOLS
    parsed = parser.parse(intake.from_text(text.text or " . ", options=intake.Options(force=True), id=text.id))
    cast = who.find(parsed)
    times, places = when.find(parsed), where.find(parsed, cast)
    heard = said.hear(parsed, cast, times.values, encoder)
    statements = heard.found.values
    ruled = by_rules(parsed, cast, statements, Circumstances(places.values, times.values, ()))
    told = evidence(ruled.parsed, ruled.found, ruled.written, statements)
    answers = _answers(parsed, text)
    sheets = [
        sheet._replace(hidden=sheet.hidden.astype(np.float16))
        for sheet in (heard.encoded.sheets if heard.encoded is not None else ())
        if text.kind != "labelled" or (answers[0][slice(*sheet.window)] >= 0).any()
    ]
    return Example(text, sheets, told, *answers)


def _answers(
    parsed: Parsed, text: Text
) -> tuple[NDArray[np.int64], NDArray[np.float32], dict[int, tuple[list[int], list[int]]], list[str]]:
    types = np.full(len(parsed.tokens), -100, np.int64)
    actual = np.full(len(parsed.tokens), -100, np.float32)
    sides: dict[int, tuple[list[int], list[int]]] = {}
    parts = [""] * len(parsed.tokens)
    for start, end, part, events in text.sentences:
        for i in range(*parsed.token_range(start, end)):
            parts[i] = part
            if text.whole or parsed.tokens[i].pos not in ("VERB", "NOUN"):
                types[i] = 0
        for mark in events:
            lo, hi = parsed.token_range(mark.start, mark.end)
            if hi > lo:
                types[lo], actual[lo] = 1 + TYPES.index(mark.type), float(mark.actual)
                if mark.sides is not None:
                    actors, recipients = (_heads(parsed, passages) for passages in mark.sides)
                    sides[lo] = actors, recipients
    return types, actual, sides, parts


def _heads(parsed: Parsed, passages: tuple[Offsets, ...]) -> list[int]:
    """The tokens that head passages."""
    found = (parsed.token_range(*passage) for passage in passages)
    return [parsed.head_of(lo, hi) for lo, hi in found if hi > lo]
