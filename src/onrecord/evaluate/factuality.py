"""Factuality: our number held against people's judgement of words, in the dev parts of five sets.

    python -m onrecord.evaluate.factuality --shared ../shared

This is the number that `onrecord factuality` prints, for every judged word. The scorer `score_factuality.py` measures
something else: what a reading's claims and events say of it, by a fixed table (docs/accuracy.md has both).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from onrecord.query.judged import CORPORA, Row, rows
from onrecord.standing.factuality import value

FLOORS: dict[str, tuple[float, float]] = {"UW": (0.460, 0.757), "MEANTIME": (0.484, 0.461), "CB": (1.170, 0.650)}
"""The most that the mean error may be, and the least of r; 0.005 beside what was measured."""


def figures(judged: Iterable[Row]) -> tuple[int, float, float]:
    """How many words, the mean absolute error, Pearson's r (0 where nothing varies)."""
    pairs = [(value(row.factors), row.label) for row in judged]
    count = len(pairs)
    if not count:
        return 0, 0.0, 0.0
    error = sum(abs(one - other) for one, other in pairs) / count
    means = [sum(side) / count for side in zip(*pairs, strict=True)]
    spread = [
        sum((one - mean) ** 2 for one in side) for side, mean in zip(zip(*pairs, strict=True), means, strict=True)
    ]
    common = sum((one - means[0]) * (other - means[1]) for one, other in pairs)
    return count, error, common / (spread[0] * spread[1]) ** 0.5 if min(spread) > 0 else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.factuality", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--sets", nargs="*", default=CORPORA, choices=CORPORA, help="which sets")
    options = parser.parse_args(arguments)
    below = False
    for name in options.sets:
        judged = [row for row in rows(options.shared / "gold", (name,)) if row.split == "dev"]
        count, error, r = figures(judged)
        most, least = FLOORS.get(name, (3.0, -1.0))
        below |= error > most or r < least
        print(f"factuality, {name} dev: {count} words, MAE {error:.3f}, r {r:.3f}")  # noqa: T201
    return int(below)


if __name__ == "__main__":
    raise SystemExit(main())
