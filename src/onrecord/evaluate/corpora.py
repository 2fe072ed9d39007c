"""The sets that the gate reads: which rows of which file, scored by what, held to which floors."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from hashlib import blake2b, sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import ConfigError


class Corpus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One set of the gate, a table of `floors.toml`.

    Attributes:
        gold: the file, relative to the shared folder.
        report: for a key to one report: that report's file; it is read with `published`.
        scorer: the scorer's file name in `score/`.
        floors: names in the scorer's summary line, and the least each may be.
        where: only rows whose fields have these values.
        part: (k, n): only rows whose id hashes to k modulo n; our validation parts are cut so.
        questions: whether its rows are actor phrases, for `onrecord who`, instead of reports.
        sample: whether a continuous integration run reads it too.
        digest: first 12 hex digits of the sha256 of the rows read, so that figures name their data.
    """

    gold: str
    scorer: str
    floors: Mapping[str, float]
    report: str = ""
    published: str = ""
    where: Mapping[str, str] = {}
    part: tuple[int, int] | None = None
    questions: bool = False
    sample: bool = False
    digest: str = ""


def corpora() -> dict[str, Corpus]:
    """All sets of `floors.toml` by name, in its order."""
    text = (files("onrecord.evaluate") / "floors.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Corpus])


def rows(corpus: Corpus, shared: Path) -> list[dict[str, Any]]:
    """The gold rows of a set, in the order of the file.

    Raises:
        ConfigError: the file is not there.
    """
    path = shared / corpus.gold
    if not path.is_file():
        raise ConfigError(f"{path}: not there: name the folder that holds gold/, cases/ and score/ with --shared")
    if corpus.report:
        text = (shared / corpus.report).read_text(encoding="utf-8")
        return [{"id": "key", "text": text, "published": corpus.published}]
    kept = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if all(str(row.get(key)) == value for key, value in corpus.where.items()) and _in_part(row, corpus.part):
                kept.append(row)
    return kept


def _in_part(row: Mapping[str, Any], part: tuple[int, int] | None) -> bool:
    """Whether a row falls into part k of n: by its id, or by its text where ids repeat."""
    if part is None:
        return True
    key = f"{row.get('id')}\x1f{row.get('text', '')[:200]}"
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=4).digest(), "big") % part[1] == part[0]


def digest(found: list[dict[str, Any]]) -> str:
    """Twelve hex digits that name exactly these rows."""
    whole = "\n".join(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in found)
    return sha256(whole.encode("utf-8")).hexdigest()[:12]
