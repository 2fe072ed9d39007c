"""Every table says where it comes from, and is the one that the manifest names."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

import onrecord.data

DATA = Path(onrecord.data.__file__).parent
ENTRIES = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_entry(name: str) -> None:
    entry = ENTRIES[name]
    for key in ("what", "origin", "licence", "as_of"):
        assert entry.get(key), f"{name} lacks {key}"
    whole = (DATA / entry["file"]).read_bytes()
    assert sha256(whole).hexdigest() == entry["sha256"], f"run `python train/manifest.py` ({name})"


def test_every_table_is_named() -> None:
    named = {entry["file"] for entry in ENTRIES.values()}
    kinds = (".tsv", ".toml", ".onnx", ".json")
    there = {
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.suffix in kinds and "reports" not in path.parts
    }
    there -= {"MANIFEST.toml"}
    assert there <= named, f"not in MANIFEST.toml: {sorted(there - named)}"
