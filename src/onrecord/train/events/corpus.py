"""The corpora of the classifier: labelled sentences, sentences with a class, and passages with a type.

Texts come from the folder of gold sets; `evaluate/event_labels.tsv` has the offsets and codes of our own labels.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord import intake, said, when, where, who
from onrecord.happened import Circumstances
from onrecord.happened.coder import by_rules
from onrecord.happened.evidence import TYPES, evidence
from onrecord.language import Parsed, Parser
from onrecord.language.encoder import Encoder
from onrecord.language.windows import windows
from onrecord.said import evidence as spoken
from onrecord.said import rules

VALIDATION = 10
"""One sentence in so many of the class set's training part is kept apart, by a hash of its letters."""
LONGEST = 8000
"""Characters of a report that are read for its labelled sentences."""
CLASSES = ("statement", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
ACLED = {
    "PEACE_PROTEST": "PROTEST", "ARMED_CLASH": "ASSAULT", "VIOL_DEMONSTR": "PROTEST", "GRENADE": "ASSAULT",
    "DIPLO": "CONSULT", "SUIC_BOMB": "ASSAULT", "CHEM_WEAP": "ASSAULT", "AIR_STRIKE": "ASSAULT",
    "GOV_REGAINS_TERIT": "COERCE", "ART_MISS_ATTACK": "ASSAULT", "REM_EXPLOS": "ASSAULT", "ARREST": "COERCE",
    "AGREEMENT": "AGREE", "ATTACK": "ASSAULT", "NON_STATE_ACTOR_OVERTAKES_TER": "COERCE",
    "FORCE_AGAINST_PROTEST": "ASSAULT", "PROPERTY_DISTRUCT": "ASSAULT", "SEX_VIOL": "ASSAULT",
    "PROTEST_WITH_INTER": "PROTEST", "ABDUCT_DISSAP": "ASSAULT", "MOB_VIOL": "PROTEST", "MAN_MADE_DISASTER": None,
    "NATURAL_DISASTER": None, "ORG_CRIME": None,
}  # fmt: skip
"""What the event types of CASE 2021 are in PLOVER; None for what is no act of politics."""
_TOOLS: list[Any] = []


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from.

    Attributes:
        kind: `labelled` (events by token), `class` (a class of the whole) or `type` (a type that stands in it).
        part: `train`, `validation` or `test`.
        answer: for a class its number, for a type its name or None.
        sentences: for labelled ones (start, end, part, events), events as (start, end, type, actual).
    """

    id: str
    text: str
    kind: str
    part: str
    answer: Any = None
    sentences: tuple[tuple[int, int, str, tuple[tuple[int, int, str, bool], ...]], ...] = ()


@dataclass(slots=True)
class Example:
    """A text as the networks take it.

    Attributes:
        windows: (lo, hi, pieces of each word, evidence of attribution + 1, heads in the window).
        told: shape (tokens, channels), the evidence of events.
        types: shape (tokens,), index of the type, 0 for none, -100 where nothing is labelled.
        actual: shape (tokens,), 1 or 0 where an event is labelled, else -100.
        parts: shape (tokens,), the part of the sentence of each token, "" where none.
    """

    text: Text
    windows: list[tuple[int, int, list[list[int]], NDArray[np.int64], NDArray[np.int64]]]
    told: NDArray[np.uint8]
    types: NDArray[np.int64]
    actual: NDArray[np.float32]
    parts: list[str] = field(default_factory=list)


def texts(folder: Path) -> list[Text]:
    """All texts of a folder of gold sets that this recipe learns from or chooses by."""
    return [*_labelled(folder), *_classes(folder), *_typed(folder)]


def examples(found: list[Text], workers: int = 2) -> list[Example]:
    """The texts read by parser and rules."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(_example, found, chunksize=16))


def labels() -> list[dict[str, str]]:
    """Our own labels, a row an event; a row without a type for every sentence that was read."""
    lines = (files("onrecord.evaluate") / "event_labels.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _labelled(folder: Path) -> Iterator[Text]:
    marks: dict[tuple[str, str], dict[tuple[int, int, str], list[tuple[int, int, str, bool]]]] = {}
    for row in labels():
        sentences = marks.setdefault((row["set"], row["report"]), {})
        events = sentences.setdefault((int(row["from"]), int(row["to"]), row["part"]), [])
        if row["type"]:
            events.append((int(row["start"]), int(row["end"]), row["type"], row["realis"] == "actual"))
    for name in dict.fromkeys(name for name, _ in marks):
        bodies = {row["id"]: row["text"] for row in rows(folder / f"{name}.jsonl")}
        for (set_, report), sentences in marks.items():
            if set_ == name:
                told = tuple((lo, hi, part, tuple(events)) for (lo, hi, part), events in sentences.items())
                yield Text(f"{name}/{report}", bodies[report][:LONGEST], "labelled", "train", sentences=told)


def _classes(folder: Path) -> Iterator[Text]:
    elsewhere = {
        _letters(row["text"])
        for name in ("plover_gsr", "petr2_gsr_validation")
        for row in rows(folder / f"{name}.jsonl")
    }
    for row in rows(folder / "cameo_class.jsonl"):
        letters = _letters(row["text"])
        mark = int.from_bytes(blake2b(letters.encode("utf-8"), digest_size=4).digest(), "big")
        part = "test" if row["split"] == "test" else "validation" if mark % VALIDATION == 0 else "train"
        if part != "train" or letters not in elsewhere:
            yield Text(f"cameo_class/{row['id']}", row["text"], "class", part, row["label"])


def _typed(folder: Path) -> Iterator[Text]:
    for row in rows(folder / "case2021_task2.jsonl"):
        if row["label"] in ACLED:
            yield Text(f"case2021/{row['id']}", row["text"], "type", "train", ACLED[row["label"]])
    for row in rows(folder / "ngec_synthetic_SILVER.jsonl"):
        yield Text(row["id"], _first(row["text"]), "type", "train", row["label"])


def _first(text: str) -> str:
    """The first sentence of a made-up report, or the beginning of it."""
    line = text.split("\n")[0][:400]
    end = min((at for mark in ".!?" if (at := line.find(mark + " ", 40)) > 0), default=len(line) - 1)
    return line[: end + 1]


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())[:80]


def _example(text: Text) -> Example:
    if not _TOOLS:
        _TOOLS.extend((Parser(), Encoder(said.NETWORK)))
    parser, encoder = _TOOLS
    parsed = parser.parse(intake.from_text(text.text or " . ", options=intake.Options(force=True), id=text.id))
    cast = who.find(parsed)
    times, places = when.find(parsed), where.find(parsed, cast)
    drafts = rules.read(parsed, cast).drafts
    columns = spoken.evidence(parsed, drafts)
    statements = said.find(parsed, cast, times.values, encoder).values
    ruled = by_rules(parsed, cast, statements, Circumstances(places.values, times.values, ()))
    told = evidence(ruled.parsed, ruled.found, ruled.written, statements)
    pieces = [encoder.pieces(token.text) for token in parsed.tokens]
    found = [
        (lo, hi, pieces[lo:hi], columns.words[lo:hi].astype(np.int64) + 1, spoken.local(columns.heads[lo:hi], lo, hi))
        for lo, hi in windows(parsed, [len(cut) for cut in pieces])
    ]
    return Example(text, found, told, *_answers(parsed, text))


def _answers(parsed: Parsed, text: Text) -> tuple[NDArray[np.int64], NDArray[np.float32], list[str]]:
    types = np.full(len(parsed.tokens), -100, np.int64)
    actual = np.full(len(parsed.tokens), -100, np.float32)
    parts = [""] * len(parsed.tokens)
    for start, end, part, events in text.sentences:
        for i in range(*parsed.token_range(start, end)):
            types[i], parts[i] = 0, part
        for begin, close, type_, happened in events:
            lo, hi = parsed.token_range(begin, close)
            if hi > lo:
                types[lo], actual[lo] = 1 + TYPES.index(type_), float(happened)
    return types, actual, parts
