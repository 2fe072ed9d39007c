"""The Parquet tables of a shard: what reports, readings and the tables of docs/library.md are made of, type by type."""

from __future__ import annotations

from typing import Any

import pyarrow

from onrecord.query.frames import COLUMNS

_TEXTS = pyarrow.list_(pyarrow.string())
_LISTS = frozenset(
    (
        "source_ids", "source_iso3", "source_sectors", "verbatim", "chain", "events", "ties", "holders", "holder_ids",
        "contexts", "actors", "actor_ids", "actor_iso3", "actor_sectors", "recipients", "recipient_ids",
        "recipient_iso3", "recipient_sectors", "quantities", "aux", "parties", "party_ids", "roles", "invoked_by",
        "by", "sectors", "claims",
    )
)  # fmt: skip
_YES = ("in_title", "invoked", "done", "former", "approx", "exclusive_min", "exclusive_max")
_ALONE = {("stances", "holder_id"): pyarrow.string()}
_TYPES = {
    **dict.fromkeys(_LISTS, _TEXTS),
    **dict.fromkeys(("lat", "lon", "low", "high", "score", "min", "max", "best"), pyarrow.float64()),
    **dict.fromkeys(("roots", "mentions"), pyarrow.int32()),
    **dict.fromkeys(_YES, pyarrow.bool_()),
    "quantities_best": pyarrow.list_(pyarrow.float64()),
}  # fmt: skip


def _type(table: str, column: str) -> Any:
    if column.endswith(("_start", "_end")):
        return pyarrow.int32()
    return _ALONE.get((table, column)) or _TYPES.get(column, pyarrow.string())


SCHEMAS: dict[str, Any] = {
    "reports": pyarrow.schema(
        [
            ("unit", pyarrow.int64()),
            ("source", pyarrow.string()),
            ("status", pyarrow.string()),
            ("reason", pyarrow.string()),
            ("advice", pyarrow.string()),
            ("report", pyarrow.string()),
            ("outlet", pyarrow.string()),
            ("published", pyarrow.string()),
            ("title", pyarrow.string()),
            ("url", pyarrow.string()),
            ("language", pyarrow.string()),
            ("sha256", pyarrow.string()),
            ("characters", pyarrow.int32()),
            ("words", pyarrow.int32()),
            *((noun, pyarrow.int32()) for noun in ("statements", "claims", "events", "ties")),
        ]
    ),
    "readings": pyarrow.schema([("report", pyarrow.string()), ("reading", pyarrow.binary())]),
    **{
        table: pyarrow.schema([(column, _type(table, column)) for column in columns])
        for table, columns in COLUMNS.items()
    },
}
"""The tables of a shard, by name: `reports` has a row for everything in the input, read or not; `readings` the JSON of
every reading; the others a row for each thing in them."""
