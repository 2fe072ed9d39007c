"""Fits the weights of `onrecord.standing.factuality` on sentences whose words people judged.

A robust regression: the loss is Huber's, so that single odd labels pull little, with a ridge on the weights. Factors
that fewer than `FEWEST` words have are left out. The same corpus gives the same file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import torch

from onrecord.query.judged import Row, rows

SETS = {"UW": 1.0, "MEANTIME": 1.0, "CB": 0.5, "RP": 0.5, "MV2": 0.3}
"""The corpora, and how much a word of each counts: the last three are no news, and teach verbs."""
FEWEST = 3
RIDGE = 1.0
"""Chosen on the dev parts, among 0.3, 1 and 3."""
NARROW = 0.3
"""Where Huber's loss goes over from square to straight."""
_ROUNDS = 150


def fit(judged: list[Row]) -> dict[str, float]:
    """The weight of each factor, and `bias`."""
    tally = Counter(factor for row in judged for factor in row.factors)
    names = sorted(factor for factor, number in tally.items() if number >= FEWEST)
    place = {name: number for number, name in enumerate(names)}
    at = [(number, place[one]) for number, row in enumerate(judged) for one in row.factors if one in place]
    shape = (len(judged), len(names))
    ones = torch.ones(len(at), dtype=torch.float64)
    matrix = torch.sparse_coo_tensor(torch.tensor(at).T, ones, shape, check_invariants=True).coalesce()
    labels = torch.tensor([row.label for row in judged], dtype=torch.float64)
    counts = torch.tensor([SETS[row.corpus] for row in judged], dtype=torch.float64)
    weight = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    bias = torch.tensor(2.5, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weight, bias], max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        error = torch.sparse.mm(matrix, weight[:, None])[:, 0] + bias - labels
        huber = torch.where(error.abs() < NARROW, error**2 / (2 * NARROW), error.abs() - NARROW / 2)
        whole: torch.Tensor = (counts * huber).sum() + RIDGE * (weight**2).sum()
        whole.backward()
        return whole

    search.step(loss)
    found = {"bias": round(bias.item(), 3)}
    found.update({name: round(weight[number].item(), 3) for name, number in place.items()})
    return {name: one for name, one in found.items() if one}


HEAD = (
    "# Weights of the factors of factuality, fitted by onrecord-train factuality on the train parts of five sets "
    "that people judged; see docs/training.md.\nfactor\tweight\n"
)


def build(gold: Path, out: Path) -> None:
    """Fit on the train parts and write `factuality.tsv` into `out`."""
    judged = [row for row in rows(gold) if row.split == "train"]
    lines = (f"{name}\t{weight:g}\n" for name, weight in fit(judged).items())
    (out / "factuality.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
