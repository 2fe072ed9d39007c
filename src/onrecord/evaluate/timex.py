"""Time expressions against TimeBank and AQUAINT (TempEval-3): spans that overlap, and their normal forms.

    python -m onrecord.evaluate.timex --shared ../shared

Part `val` (one report in three, by a hash of its id) is what counts; errors are looked at in `dev` alone.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NamedTuple

from onrecord import when
from onrecord.evaluate.corpora import Corpus, rows
from onrecord.language import Parser
from onrecord.model import Report, Time

FLOORS = {"span_f1": 0.913, "value_f1": 0.781}
"""The least on `val`; 0.005 below what was measured."""


class Pair(NamedTuple):
    """A gold expression and the one of ours that overlaps it; either may be missing."""

    gold: dict[str, Any] | None
    read: Time | None

    @property
    def same(self) -> bool:
        """Whether both have the same normal form."""
        return self.gold is not None and self.read is not None and agree(self.gold["value"], self.read.value)


def agree(gold: str, value: str | None) -> bool:
    """Whether two normal forms are one: `199` is `199X`, `1989-XX` is `1989`, `W2` is `W02`.

    Of an interval, which is one expression to us and two in the gold, one end is enough; of a week that the gold leaves
    unnumbered (`1989-WXX`) the year.
    """
    if value is None:
        return False
    if gold.endswith("-WXX"):
        return value.startswith(gold[:6])
    return _plain(gold) in (_plain(value), *map(_plain, value.split("/")))


def _plain(value: str) -> str:
    value = value.rstrip("X") if len(value) == 4 and value[:2].isdigit() else value.replace("-XX", "")
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    return value.replace("P1DE", "P10Y").replace("P3M", "P1Q").replace("P12M", "P1Y")


UNLISTED = frozenset(("now", "then", "soon", "later", "once"))
"""Words that are no time expressions to us; the gold has them."""


def pairs(row: dict[str, Any], read: list[Time]) -> list[Pair]:
    """Gold expressions and ours, one to one, those that share most characters first."""
    row = {**row, "timex": [gold for gold in row["timex"] if gold["text"].lower() not in UNLISTED]}
    shared = sorted(
        (-(min(g["end"], t.offsets[1]) - max(g["begin"], t.offsets[0])), i, j)
        for i, g in enumerate(row["timex"])
        for j, t in enumerate(read)
        if t.offsets is not None and t.offsets[0] < g["end"] and g["begin"] < t.offsets[1]
    )
    found, used = {}, set()
    for _, i, j in shared:
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    matched = [Pair(row["timex"][i], read[j]) for i, j in sorted(found.items())]
    missed = [Pair(g, None) for i, g in enumerate(row["timex"]) if i not in found]
    return matched + missed + [Pair(None, t) for j, t in enumerate(read) if j not in used]


def figures(found: list[Pair]) -> dict[str, float]:
    """Precision, recall and F1 of overlapping spans, F1 of normal forms, and their accuracy among the found."""
    both = [pair for pair in found if pair.gold is not None and pair.read is not None]
    gold, read = sum(p.gold is not None for p in found), sum(p.read is not None for p in found)
    same = sum(pair.same for pair in both)
    return {
        "precision": len(both) / max(read, 1),
        "recall": len(both) / max(gold, 1),
        "span_f1": 2 * len(both) / max(gold + read, 1),
        "value_f1": 2 * same / max(gold + read, 1),
        "value_accuracy": same / max(len(both), 1),
    }


def measure(shared: Path, part: str) -> list[tuple[dict[str, Any], list[Pair]]]:
    """The pairs of every report of a part (`dev`, `val`).

    Raises:
        ConfigError: the corpus is not there.
    """
    parser = Parser()
    thirds = (0,) if part == "val" else (1, 2)
    found = []
    for third in thirds:
        for row in rows(Corpus(gold="gold/timeml_tbaq.jsonl", scorer="", floors={}, part=(third, 3)), shared):
            report = Report(id=row["id"], text=row["text"], published=row["dct"][:10] if row.get("dct") else None)
            found.append((row, pairs(row, list(when.find(parser.parse(report)).values))))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where they lie below their floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.timex", description=figures.__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--part", choices=("dev", "val"), default="val", help="which reports")
    parser.add_argument("--errors", action="store_true", help="print every error")
    options = parser.parse_args(arguments)
    found = measure(options.shared, options.part)
    got = figures([pair for _, held in found for pair in held])
    told = ", ".join(f"{name} {value:.3f}" for name, value in got.items())
    print(f"time expressions, {options.part}: {len(found)} reports, {told}")  # noqa: T201
    if options.errors:
        for row, held in found:
            for pair in held:
                if not pair.same:
                    gold = f"{pair.gold['text']!r} {pair.gold['value']}" if pair.gold else "nothing"
                    read = f"{pair.read.text!r} {pair.read.value}" if pair.read else "nothing"
                    print(f"  {row['id']} ({row['dct']}): {gold}; read {read}")  # noqa: T201
    return int(options.part == "val" and any(got[name] < floor for name, floor in FLOORS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
