"""Reads the TSV and TOML files of `onrecord.data`: the only door to them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from onrecord.errors import DataError


def table(name: str) -> list[dict[str, str]]:
    """The rows of `data/NAME` (TSV, first line the column names; lines that begin with `#` are left out).

    Raises:
        DataError: a row has another number of columns than the head.
    """
    lines = (files("onrecord.data") / name).read_text(encoding="utf-8").splitlines()
    kept = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    head = kept[0][1].split("\t")
    rows = []
    for number, line in kept[1:]:
        cells = line.split("\t")
        if len(cells) != len(head):
            raise DataError(f"data/{name}:{number}: {len(cells)} columns, the head has {len(head)}")
        rows.append(dict(zip(head, cells, strict=True)))
    return rows


def cells(name: str) -> list[list[str]]:
    """The rows of `data/NAME` as lists, the head left out: for tables of tens of thousands of rows."""
    lines = (files("onrecord.data") / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def document(name: str) -> dict[str, Any]:
    """The TOML file `data/NAME`."""
    return tomllib.loads((files("onrecord.data") / name).read_text(encoding="utf-8"))


def lines(name: str) -> list[str]:
    """The lines of `data/NAME` after its head, uncut, for tables too long to take apart at once."""
    rows = (files("onrecord.data") / name).read_text(encoding="utf-8").split("\n")
    return [row for row in rows if row and not row.startswith("#")][1:]
