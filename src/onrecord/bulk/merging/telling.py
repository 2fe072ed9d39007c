"""What current readings tell: their items, profile by profile, and the names under which they know entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.families import VOICES
from onrecord.bulk.merging.reading import Row, pieces
from onrecord.bulk.merging.revisions import Kept
from onrecord.bulk.merging.work import Work
from onrecord.model import Reading
from onrecord.record import profile as profiles
from onrecord.record import tally as tallies
from onrecord.record.contributions import contributions
from onrecord.record.merging import ITEM, item
from onrecord.record.profile import Profile
from onrecord.record.tally import Tally

ITEMS = pa.schema([(name, pa.string() if name == "kind" else pa.int64()) for name in ITEM])
TOLD = pa.schema(
    [
        ("profile", pa.int64()),
        ("kind", pa.string()),
        ("features", pa.binary()),
        ("tally", pa.binary()),
        ("reports", pa.binary()),
        ("texts", pa.binary()),
    ]
)
"""A profile with what some reports tell of it: the keys of these, and of those that tell it in their text."""
NAMED = pa.schema(
    [
        ("entity", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("iso3", pa.string()),
        ("key", pa.int64()),
        ("number", pa.int64()),
        ("times", pa.int64()),
    ]
)
"""A name that came, or went, so many times with a reading; in the order of readings, and of entities in each."""


class _Told(msgspec.Struct):
    """What the readings of a piece tell of one profile."""

    profile: Profile
    tally: Tally
    reports: list[int]
    texts: list[int]


class _Piece:
    """What the readings of one piece give."""

    def __init__(self) -> None:
        self.items: list[tuple[Any, ...]] = []
        self.told: dict[int, _Told] = {}
        self._first: dict[tuple[str, str], list[Any]] = {}
        self._named: list[list[Any]] = []

    def add(self, key: int, reading: Reading, voice: str) -> None:
        """Take in the items of a current reading."""
        for one in contributions(reading, voice):
            digest = one.profile.digest
            held = self.told.get(digest)
            if held is None:
                held = self.told[digest] = _Told(one.profile, Tally(), [], [])
            held.tally.add(one.telling)
            if not held.reports or held.reports[-1] != key:
                held.reports.append(key)
            if not one.title and (not held.texts or held.texts[-1] != key):
                held.texts.append(key)
            self.items.append(item(key, one))

    def name(self, key: int, until: int, revision: int, reading: Reading) -> None:
        """Count the names of a reading: those of reports of one revision together, under the first of these."""
        for number, entity in enumerate(reading.entities):
            row = [entity.id, entity.name, entity.kind, entity.iso3, key, number, 1]
            if revision == 1 and not until:
                held = self._first.setdefault((entity.id, entity.name), row)
                if held is not row:
                    held[6] += 1
                continue
            self._named.append(row)
            if until:  # it goes before the reading that follows it comes
                self._named.append([*row[:4], until, number - len(reading.entities), -1])

    def named(self) -> list[list[Any]]:
        """The rows of names."""
        return [*self._first.values(), *self._named]


def telling(work: Work, number: int) -> None:
    """Work out what the readings of a part tell."""
    kept = Kept.of(work)
    for name, rows in pieces(work, number):
        made = _Piece()
        for row, key, voice in _spoken(work, kept, name, rows):
            reading = row.reading()
            at = np.array([key])
            until, revision = int(kept.until(at)[0]), int(kept.revisions(at)[0])
            made.name(key, until, revision, reading)
            if not until:
                made.add(key, reading, voice)
        _write(work, name, made)


def _spoken(work: Work, kept: Kept, name: str, rows: Iterator[Row]) -> Iterator[tuple[Row, int, str]]:
    """The rows that are kept, with their keys and who speaks in them."""
    table = pq.read_table(work.path("read", name), columns=["place", "voice"])
    keys = kept.keys(buckets.numbers(table, "place"))
    voices = voices_of(work, keys)
    for row, key, alone in zip(rows, keys.tolist(), table["voice"].to_pylist(), strict=True):
        if key:
            yield row, key, voices[key][0] if key in voices else alone


def voices_of(work: Work, keys: buckets.Numbers) -> dict[int, tuple[str, str]]:
    """Voice and family of those reports that do not stand alone, by their keys.

    Args:
        work: whose.
        keys: of the reports of one piece; 0 for a duplicate.
    """
    there = keys[keys > 0]
    if not len(there):
        return {}
    within = [("key", ">=", int(there.min())), ("key", "<=", int(there.max()))]
    table = pq.read_table(work.path("voices", "voices.parquet"), filters=within, schema=VOICES)
    columns = (table[name].to_pylist() for name in VOICES.names)
    return {key: (voice, family) for key, voice, family in zip(*columns, strict=True)}


def _write(work: Work, name: str, made: _Piece) -> None:
    with work.aside("items", name) as path:
        pq.write_table(buckets.table(made.items, ITEMS), path, compression="zstd", compression_level=1)
    told = [
        (key, one.profile.kind, profiles.encode(one.profile), tallies.encode(one.tally), _packed(one.reports),
         _packed(one.texts))
        for key, one in made.told.items()
    ]  # fmt: skip
    with work.aside("told", name) as path:
        table = buckets.table(told, TOLD)
        buckets.write(path, table, buckets.of_keys(buckets.numbers(table, "profile"), work.buckets))
    named = made.named()
    with work.aside("named", name) as path:
        buckets.write(path, buckets.table(named, NAMED), buckets.of_words((row[0] for row in named), work.buckets))


def _packed(keys: list[int]) -> bytes:
    return np.array(keys, np.int64).tobytes()
