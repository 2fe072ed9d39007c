"""Writes the sha256 of every table into `src/onrecord/data/MANIFEST.toml`.

python train/manifest.py            fills in what is missing or stale
python train/manifest.py --check    only says what is; exit 1 when anything is
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "onrecord" / "data"
MANIFEST = DATA / "MANIFEST.toml"


def filled(text: str) -> str:
    """The manifest with a right `sha256` line under every `file` line."""
    kept = re.sub(r'(?m)^sha256 = ".*"\n', "", text)

    def add(found: re.Match[str]) -> str:
        digest = sha256((DATA / found[1]).read_bytes()).hexdigest()
        return f'{found[0]}\nsha256 = "{digest}"'

    return re.sub(r'(?m)^file = "(.+)"$', add, kept)


def main() -> int:
    """Fill in the digests, or say that they are stale."""
    text = MANIFEST.read_text(encoding="utf-8")
    wanted = filled(text)
    if text == wanted:
        return 0
    if "--check" in sys.argv:
        print("MANIFEST.toml is stale: run `python train/manifest.py`")
        return 1
    MANIFEST.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
