"""An archive recombined from real articles: as many as one likes, seeded, for measuring how bulk reading scales.

    python bench/archive.py --shared ../shared --reports 100000 --words 130 --out archive.jsonl.gz [--poison 0.01]

Each article is made of whole paragraphs, a few in a row, of two or three real ones, until it has about so many words
(half to one and a half as many). With --poison, so large a share of the lines is broken in a way of its own: cut off,
binary, of another shape, empty, in another language, deep in markup, or, now and then, 50 MB long.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
OUTLETS = tuple(f"Outlet {number}" for number in range(1, 61))
FRENCH = "Le ministre a déclaré que les troupes se retireraient demain. "
FEWEST = 6
"""Words of a paragraph at least: below, it is a caption or a line of a list."""


def sources(shared: Path) -> list[list[str]]:
    """The paragraphs of every real article."""
    found = []
    for name in ("guardian_sdf", "polnear"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            parts = [part.strip() for part in json.loads(line)["text"].split("\n")]
            kept = [part for part in parts if len(part.split()) >= FEWEST]
            if len(kept) > 3:
                found.append(kept)
    return found


def articles(pool: list[list[str]], many: int, words: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many articles."""
    rng = random.Random(seed)
    for number in range(many):
        wanted, have = rng.randrange(words // 2, words * 3 // 2), 0
        made: list[str] = []
        while have < wanted:
            real = pool[rng.randrange(len(pool))]
            at = rng.randrange(len(real))
            for part in real[at : at + rng.randrange(1, 4)]:
                made.append(part)
                have += len(part.split())
                if have >= wanted:
                    break
        yield {
            "id": f"made-{number:07d}", "text": "\n".join(made), "outlet": rng.choice(OUTLETS),
            "published": (FIRST_DAY + timedelta(days=rng.randrange(DAYS))).isoformat(),
        }  # fmt: skip


def poisoned(line: bytes, rng: random.Random, huge: bool) -> bytes:
    """A line that cannot be read, or is hard to."""
    if huge:
        return json.dumps({"id": "huge", "text": "A very long sentence was said. " * 1_700_000}).encode()
    return rng.choice(
        (
            line[: len(line) // 2],
            rng.randbytes(2000).replace(b"\n", b" "),
            b'{"id": "no-text", "title": "A title alone"}',
            b'{"id": "empty", "text": ""}',
            b'{"id": "shape", "text": ["a", "list"]}',
            json.dumps({"id": "dated", "text": "Troops left.", "published": "yesterday"}).encode(),
            json.dumps({"id": "french", "text": FRENCH * 9}).encode(),
            json.dumps({"id": "nul", "text": "Troops\0left."}).encode(),
            b"[" * 5000,
            json.dumps({"id": "marks", "text": "“(" * 4000 + "said"}).encode(),
        )
    )  # fmt: skip


def main() -> None:
    """Write the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--words", type=int, default=130)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--poison", type=float, default=0.0)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    pool, rng = sources(Path(given.shared)), random.Random(given.seed + 1)
    words = broken = 0
    opening: Any = gzip.open if given.out.endswith(".gz") else open
    with opening(given.out, "wb") as out:
        for number, article in enumerate(articles(pool, given.reports, given.words, given.seed)):
            line = json.dumps(article, ensure_ascii=False).encode()
            if rng.random() < given.poison:
                broken += 1
                line = poisoned(line, rng, huge=broken % 100 == 1)
            else:
                words += len(article["text"].split())
            out.write(line + b"\n")
            if number % 10_000 == 0:
                print(f"{number:,} articles", flush=True)
    print(f"{given.reports:,} lines of paragraphs of {len(pool)} articles, {words:,} words, {broken:,} broken")


if __name__ == "__main__":
    main()
