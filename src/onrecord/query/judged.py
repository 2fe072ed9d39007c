"""Words that people judged for factuality, with what our number is summed from: for fitting and measuring."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.errors import ConfigError, InputError
from onrecord.intake import Options, from_text
from onrecord.pipeline import Pipeline

CORPORA = ("UW", "MEANTIME", "CB", "RP", "MV2")


class Row(NamedTuple):
    """One judged word: its corpus, its split, its factors, its label from -3 to 3."""

    corpus: str
    split: str
    factors: tuple[str, ...]
    label: float


def rows(gold: Path, corpora: Iterable[str] = CORPORA) -> Iterator[Row]:
    """Every judged word of the corpora, in their order; a text that cannot be read is left out.

    Raises:
        ConfigError: a corpus is not there.
    """
    pipeline = Pipeline()
    for name in corpora:
        path = gold / f"fact_{name}.jsonl"
        if not path.is_file():
            raise ConfigError(f"{path}: not there (name the folder that holds fact_{name}.jsonl)")
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _judged(pipeline, name, json.loads(line))


def _judged(pipeline: Pipeline, name: str, row: dict[str, Any]) -> Iterator[Row]:
    try:
        factors = pipeline.factors(from_text(row["text"], id=row["id"], options=Options(force=True)))
    except InputError:
        return
    parsed = factors.parsed
    for target in row["targets"]:
        lo, hi = parsed.token_range(*target["span"])
        found = factors.of(parsed.tokens[parsed.head_of(lo, hi)]) if hi > lo else ()
        yield Row(name, row["split"], found, target["label"])
