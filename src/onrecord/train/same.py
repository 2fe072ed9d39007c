"""Fits the weights of same-event merging on pairs that people labelled, and on what they judged in a record.

A logistic with a ridge, by plain gradient descent: few features, a few hundred pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sqlalchemy import select

from onrecord.evaluate.merging import mentions, pairs, readings
from onrecord.model import Reading
from onrecord.record import judgements
from onrecord.record import profile as profiles_
from onrecord.record.likeness import features
from onrecord.record.profile import Profile
from onrecord.store import open_store
from onrecord.store.tables import items, profiles, reports

RIDGE = 1.0
"""Chosen by five-fold cross-validation on the development half, among 0.3, 1 and 3."""
_ROUNDS, _RATE = 4000, 0.3


class Labelled(NamedTuple):
    """Two profiles, and whether they tell the same."""

    one: Profile
    other: Profile
    same: bool


def fit(labelled: Sequence[Labelled]) -> dict[str, float]:
    """The weight of each feature, and `bias`."""
    rows = [features(pair.one, pair.other) for pair in labelled]
    names = list(rows[0])
    matrix = np.array([[row[name] for name in names] + [1.0] for row in rows])
    true = np.array([float(pair.same) for pair in labelled])
    ridge = np.array([RIDGE] * len(names) + [0.02])
    weight = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):
        wrong = 1 / (1 + np.exp(-matrix @ weight)) - true
        weight -= _RATE * 4 / len(true) * (matrix.T @ wrong + ridge * weight)
    found = {name: round(float(value), 2) for name, value in zip(names, weight, strict=False)}
    return {"bias": round(float(weight[-1]), 2), **found}


def gold(read: Sequence[Reading]) -> list[Labelled]:
    """The development half of the labelled pairs."""
    made = mentions(read)
    return [
        Labelled(made[pair.one], made[pair.other], pair.same)
        for pair in pairs()
        if not pair.validation and pair.one in made and pair.other in made
    ]


def reviewed(record: str) -> list[Labelled]:
    """What people joined, accepted and split in a record: events alone, two of them at once."""
    store = open_store(record)
    found = []
    with store.reading() as connection:
        for one in judgements.read(connection):
            if one.other is None or one.one.kind != "e" or one.verb not in ("join", "split", "accept"):
                continue
            both = []
            for place in (one.one, one.other):
                packed = connection.scalar(
                    select(profiles.c.features)
                    .join(items, items.c.profile == profiles.c.key)
                    .join(reports, reports.c.key == items.c.report)
                    .where(reports.c.id == place.report, items.c.kind == "e", items.c.lo == place.lo)
                )
                if packed is not None:
                    both.append(profiles_.decode(packed))
            if len(both) == 2:
                found.append(Labelled(both[0], both[1], one.verb != "split"))
    return found


def build(shared: Path, out: Path, made: Path | None, records: Iterable[str]) -> int:
    """Write the weights of events into a table, its other rows left as they are; returns the number of pairs.

    Args:
        shared: the folder with `gold/guardian_sdf.jsonl`.
        out: the table, `data/same.tsv`.
        made: readings, rather than reading anew.
        records: whose judgements count too.
    """
    labelled = gold(readings(shared, made))
    for record in records:
        labelled += reviewed(record)
    weights = fit(labelled)
    lines = [line for line in out.read_text("utf-8").splitlines() if not line.startswith("e\t")]
    head, rest = lines[:2], lines[2:]
    body = [f"e\t{name}\t{value}" for name, value in weights.items()]
    out.write_text("\n".join([*head, *body, *rest]) + "\n", "utf-8")
    return len(labelled)
