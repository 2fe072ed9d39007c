"""The record itself, out of what the steps left: every table in the order of its keys, every index at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, Table, func, select

from onrecord.bulk.merging import buckets, naming
from onrecord.bulk.merging.components import all_links
from onrecord.bulk.merging.entering import ENTRIES, HOMES
from onrecord.bulk.merging.linking import LINKS
from onrecord.bulk.merging.profiling import KEYS, of_bucket
from onrecord.bulk.merging.reading import BANDS, PACKED
from onrecord.bulk.merging.revisions import Kept
from onrecord.bulk.merging.telling import ITEMS, voices_of
from onrecord.bulk.merging.work import Told, Work
from onrecord.errors import StoreError
from onrecord.record import ledger
from onrecord.store import fulltext, tables
from onrecord.store.asking import counted_on, pour

_REPORT = ("key", "revision", "current", "voice", "family", "id", "sha256", "text_sha256", "digest", "outlet", "title",
           "published", "url", "credit", "text", "signature")  # fmt: skip
_AS_READ = _REPORT[5:]
_READING = ("report", "sha256", *PACKED)
_ROWS = 20_000


class Counts(NamedTuple):
    """How many rows came into a record."""

    reports: int
    revised: int
    profiles: int
    links: int
    entries: int


def load(connection: Connection, work: Work, told: Told | None) -> Counts:
    """Put all that the steps left into an empty record.

    Raises:
        StoreError: the database refuses it, or has less than was put there.
    """
    steps = (_reports, _items, _profiles, _blocks, _links, _entries, _labels, _parties, _names, _bands)
    for done, step in enumerate(steps, 1):
        step(connection, work)
        if told is not None:
            told("loading", done, len(steps))
    counted_on(connection, (tables.reports, tables.items, tables.entries, tables.labels))
    return _counts(connection, work)


def _reports(connection: Connection, work: Work) -> None:
    """Reports with their readings and words, and the chain of hashes."""
    kept, chain = Kept.of(work), ledger.Chain(connection)
    for path in work.all("read"):
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                _some_reports(connection, work, kept, chain, file.read_row_group(group))


def _some_reports(connection: Connection, work: Work, kept: Kept, chain: ledger.Chain, table: Any) -> None:
    keys = kept.keys(buckets.numbers(table, "place"))
    table, keys = table.filter(pa.array(keys > 0)), keys[keys > 0]
    if not len(keys):
        return
    voices = voices_of(work, keys)
    revisions, current = kept.revisions(keys).tolist(), (kept.until(keys) == 0).astype(int).tolist()
    spoken = zip(keys.tolist(), table["voice"].to_pylist(), table["id"].to_pylist(), strict=True)
    both = [voices.get(key, (voice, id_)) for key, voice, id_ in spoken]
    voice, family = (list(column) for column in zip(*both, strict=True))
    read = {name: table[name].to_pylist() for name in _AS_READ}
    pour(connection, tables.reports, _REPORT, zip(keys.tolist(), revisions, current, voice, family, *read.values(),
                                                 strict=True))  # fmt: skip
    hashes = table["reading"].to_pylist()
    packed = (table[name].to_pylist() for name in PACKED)
    pour(connection, tables.readings, _READING, zip(keys.tolist(), hashes, *packed, strict=True))
    titles = (title or "" for title in read["title"])
    fulltext.add_reports(connection, zip(keys.tolist(), titles, read["text"], strict=True))
    for revision, id_, *of in zip(revisions, read["id"], read["sha256"], read["text_sha256"], hashes, strict=True):
        chain.add(ledger.Link("added" if revision == 1 else "revised", f"{id_}/{revision}", *of))
    chain.write()


def _items(connection: Connection, work: Work) -> None:
    for path in work.all("items"):
        _pour(connection, tables.items, pq.read_table(path), ITEMS.names)


def _profiles(connection: Connection, work: Work) -> None:
    for number in range(work.buckets):
        table = pq.read_table(work.path("profiles", of_bucket(number)))
        homes = buckets.read(work.all("homes"), number, HOMES).sort_by("profile")
        keys = table["profile"].to_pylist()
        entries = naming.entry_keys(work, buckets.numbers(homes, "entry")).tolist()
        rows = zip(keys, entries, table["features"].to_pylist(), table["tally"].to_pylist(), strict=True)
        pour(connection, tables.profiles, ("key", "entry", "features", "tally"), rows)
        if keys:
            fulltext.add_profiles(connection, dict(zip(keys, table["text"].to_pylist(), strict=True)))


def _blocks(connection: Connection, work: Work) -> None:
    for path in work.all("blocks"):
        _pour(connection, tables.blocks, pq.read_table(path), KEYS.names)


def _links(connection: Connection, work: Work) -> None:
    for number in range(work.buckets):
        _pour(connection, tables.links, all_links(work, number), LINKS.names)


def _entries(connection: Connection, work: Work) -> None:
    for first, path in zip(naming.firsts(work, "entries"), work.all("entries"), strict=False):
        table = pq.read_table(path)
        keys = pa.array(np.arange(first + 1, first + 1 + len(table)))
        _pour(connection, tables.entries, table.append_column("key", keys), (*ENTRIES.names, "key"))


def _labels(connection: Connection, work: Work) -> None:
    key = 0
    for path in work.all("labels"):
        names = pq.read_table(path)["name"].to_pylist()
        pour(connection, tables.labels, ("key", "name"), enumerate(names, key + 1))
        key += len(names)


def _parties(connection: Connection, work: Work) -> None:
    for first, path in zip(naming.firsts(work, "labels"), work.all("parties"), strict=False):
        table = pq.read_table(path)
        label = pa.array(buckets.numbers(table, "label") + first + 1)
        _pour(connection, tables.parties, table.set_column(0, "label", label), table.column_names)


def _names(connection: Connection, work: Work) -> None:
    for path in work.all("names"):
        _pour(connection, tables.names, pq.read_table(path), naming.NAMES.names)


def _bands(connection: Connection, work: Work) -> None:
    kept = Kept.of(work)
    for number in range(work.buckets):
        table = buckets.read(work.all("bands"), number, BANDS)
        keys, bands = kept.keys(buckets.numbers(table, "place")), buckets.numbers(table, "band")
        bands, keys = bands[keys > 0], keys[keys > 0]
        there = kept.until(keys) == 0
        bands, keys = bands[there], keys[there]
        order = np.lexsort((keys, bands))
        pour(connection, tables.bands, ("band", "report"),
             zip(bands[order].tolist(), keys[order].tolist(), strict=True))  # fmt: skip


def _pour(connection: Connection, table: Table, held: Any, names: Sequence[str]) -> None:
    """Pour columns in, some thousand rows at a time."""
    for at in range(0, len(held), _ROWS):
        pour(connection, table, names, _tuples(held.slice(at, _ROWS), names))


def _tuples(held: Any, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(held[name].to_pylist() for name in names), strict=True)


def _counts(connection: Connection, work: Work) -> Counts:
    """Count what is there, and hold it against what was put there."""
    put = {
        tables.reports: len(Kept.of(work).rows), tables.readings: len(Kept.of(work).rows),
        tables.ledger: len(Kept.of(work).rows),
        **{
            table: int(naming.firsts(work, step)[-1])
            for table, step in (
                (tables.items, "items"), (tables.profiles, "profiles"), (tables.blocks, "blocks"),
                (tables.links, "links"), (tables.entries, "entries"), (tables.labels, "labels"),
                (tables.parties, "parties"), (tables.names, "names"),
            )
        },
    }  # fmt: skip
    found = {table: connection.scalar(select(func.count()).select_from(table)) or 0 for table in put}
    for table, rows in put.items():
        if found[table] != rows:
            raise StoreError(f"{table.name}: {found[table]} rows instead of {rows}; the record was not made")
    again = connection.scalar(select(func.count()).where(tables.reports.c.revision > 1)) or 0
    return Counts(found[tables.reports] - again, again, found[tables.profiles], found[tables.links],
                  found[tables.entries])  # fmt: skip
