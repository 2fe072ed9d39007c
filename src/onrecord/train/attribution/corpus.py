"""The corpus: reports with every attribution marked, read into the columns that the network learns from."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord import intake, who
from onrecord.language import Parsed, Parser
from onrecord.language.windows import LONGEST_WORD
from onrecord.said import evidence, rules, tags

VALIDATION = 10
"""One report in so many of the train split is kept apart for choosing; no gradient sees it."""
_PARSER: list[Parser] = []


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled report.

    Attributes:
        id: the report's id.
        split: `train`, `validation` or `dev`.
        parsed: the report's parse, without what only the rules need.
        evidence: the columns of `onrecord.said.evidence`.
        tags: shape (tokens,), indices of `onrecord.said.tags.TAGS`.
        arcs: shape (tokens,), the first token of the cue of a content's word, of the source of a cue's word; else -1.
    """

    id: str
    split: str
    parsed: Parsed
    evidence: evidence.Evidence
    tags: NDArray[np.int64]
    arcs: NDArray[np.int64]


def examples(path: Path, workers: int = 2) -> list[Example]:
    """All reports of a file of the corpus, in its order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(_example, rows, chunksize=8))


def split_of(row: dict[str, Any]) -> str:
    """The part of the corpus that a row belongs to; the validation part is cut by a hash of the id."""
    if row["split"] != "train":
        return str(row["split"])
    mark = int.from_bytes(blake2b(row["id"].encode("utf-8"), digest_size=4).digest(), "big")
    return "validation" if mark % VALIDATION == 0 else "train"


def _example(row: dict[str, Any]) -> Example:
    if not _PARSER:
        _PARSER.append(Parser())
    text = row["text"]
    title = row["title"] if row.get("title") and not text.startswith(row["title"]) else None
    report = intake.from_text(
        text, options=intake.Options(force=True), id=row["id"], title=title, outlet=row.get("outlet"),
        published=row.get("published"), byline=row.get("byline"),
    )  # fmt: skip
    parsed = _PARSER[0].parse(report)
    drafts = rules.read(parsed, who.find(parsed)).drafts
    labels, arcs = _labels(parsed, row["attributions"])
    return Example(row["id"], split_of(row), parsed, evidence.evidence(parsed, drafts), labels, arcs)


def _labels(parsed: Parsed, attributions: list[dict[str, Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    labels = np.zeros(len(parsed.tokens), np.int64)
    arcs = np.full(len(parsed.tokens), -1, np.int64)
    for found in attributions:
        ranges = {
            role: [parsed.token_range(start + parsed.shift, end + parsed.shift) for start, end in found[role]]
            for role in tags.ROLES
        }
        for number, role in enumerate(tags.ROLES):
            for lo, hi in ranges[role]:
                tags.write(labels, lo, hi, number)
        for above, below in (("cue", "content"), ("source", "cue")):
            if ranges[above]:
                for lo, hi in ranges[below]:
                    arcs[lo:hi] = ranges[above][0][0]
    return labels, arcs


class Pieces:
    """Word pieces of words, each cut by itself and kept."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._kept: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """The ids of a word's pieces, at least one."""
        found = self._kept.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST_WORD]
            found = self._kept[word] = ids or [self._tokenizer.token_to_id("[UNK]")]
        return found
