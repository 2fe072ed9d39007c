"""Scores `where` on re3d's location spans: `python train/score_places.py ../shared/gold/re3d.jsonl [dev|val] [--show]`.

Only gold locations with a capital letter count (re3d marks "the city" and "here" too). The split is by the id's hash.
A place is found where one of ours overlaps a gold location; one of ours is right where it overlaps a gold location.
"""

from __future__ import annotations

import json
import sys
from hashlib import blake2b
from pathlib import Path

from onrecord import where, who
from onrecord.language import Parser
from onrecord.model import Report


def split_of(identity: str) -> str:
    """`dev` or `val`, half each."""
    return "val" if blake2b(identity.encode(), digest_size=2).digest()[0] % 2 else "dev"


def main() -> None:
    """Print recall, precision and, with `--show`, every miss and every extra."""
    wanted = "val" if "val" in sys.argv else "dev"
    parser = Parser()
    hit = total = right = ours = 0
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if split_of(record["id"]) != wanted:
            continue
        parsed = parser.parse(Report(id=record["id"], text=record["text"]))
        places = where.find(parsed, who.find(parsed)).values
        gold = [e for e in record["entities"] if e["type"] == "Location"]
        named = [
            e for e in gold if any(w[:1].isupper() for w in e["text"].split()[0 if e["text"][0].islower() else 1 :])
        ]
        named = [e for e in named if e["text"][-1:].isalnum()] + [
            e for e in gold if e not in named and len(e["text"].split()) == 1 and e["text"][0].isupper()
        ]
        total += len(named)
        for entity in named:
            if any(p.start < entity["end"] and entity["begin"] < p.end for p in places):
                hit += 1
            elif "--show" in sys.argv:
                print("missed:", entity["text"], "|", record["text"][max(0, entity["begin"] - 50) : entity["end"] + 30])
        ours += len(places)
        for place in places:
            if any(place.start < e["end"] and e["begin"] < place.end for e in gold):
                right += 1
            elif "--show" in sys.argv:
                print("extra:", place.text, "|", record["text"][max(0, place.start - 50) : place.end + 40])
    print(f"{wanted}: recall {hit}/{total} = {hit / total:.3f}, precision {right}/{ours} = {right / ours:.3f}")


if __name__ == "__main__":
    main()
