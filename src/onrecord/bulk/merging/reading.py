"""The readings of an archive, row by row, and what each gives before anything is known of the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.work import Work
from onrecord.errors import InputError, OnRecordError
from onrecord.model import Reading
from onrecord.record.keeping import report_row
from onrecord.record.packing import PARTS, pack, reading_sha256, report_sha256
from onrecord.record.reprints import bands as bands_of
from onrecord.record.reprints import sign

_AT_ONCE = 64
_AGAIN = "make the file again"
PACKED = ("head", *PARTS, "rest")
"""The columns of a reading in the record, beside its report and its hash."""
_TEXTS = ("id", "sha256", "text_sha256", "digest", "outlet", "title", "published", "url", "voice", "credit", "text")
READ = pa.schema(
    [
        ("place", pa.int64()),
        *((name, pa.string()) for name in _TEXTS),
        ("signature", pa.binary()),
        ("hashes", pa.binary()),
        ("shingles", pa.int64()),
        ("reading", pa.string()),
        *((name, pa.binary()) for name in PACKED),
    ]
)
"""A reading as it goes into the record: the columns of `reports`, its own hash, its packed parts; and the
shingles of its text."""
HEADS = pa.schema([("place", pa.int64()), *((name, pa.string()) for name in ("id", "digest", "reading"))])
"""What tells whether a reading is new, a duplicate or a revision."""
BANDS = pa.schema([("band", pa.int64()), ("place", pa.int64())])


class Row(NamedTuple):
    """A row of a file, as it is.

    Attributes:
        place: of the row among all rows of all files.
        source: the file and the row, as errors name them.
        report: what its column `report` says.
        line: the JSON of the reading.
    """

    place: int
    source: str
    report: str | None
    line: bytes | None

    def reading(self) -> Reading:
        """The reading.

        Raises:
            InputError: there is none in the row, or another report's.
        """
        if self.line is None:
            raise InputError(self.source, "no reading", _AGAIN)
        try:
            made = Reading.from_json(self.line)
        except OnRecordError as error:
            raise InputError(self.source, str(error), _AGAIN) from error
        if made.report.id != self.report:
            raise InputError(self.source, f"the reading of {made.report.id!r}, not of {self.report!r}", _AGAIN)
        return made


def size_of(path: Path) -> int:
    """How many readings a file has.

    Raises:
        InputError: it is no file of Parquet with the columns `report` and `reading`.
    """
    with _file(path) as file:
        held = {field.name: field.type for field in file.schema_arrow}
        if held.get("report") not in (pa.string(), pa.large_string()):
            raise InputError(str(path), "no column `report` of strings", "onrecord bulk writes readings.parquet")
        if held.get("reading") not in (pa.binary(), pa.large_binary()):
            raise InputError(str(path), "no column `reading` of bytes", "onrecord bulk writes readings.parquet")
        rows: int = file.metadata.num_rows
        return rows


def _file(path: Path) -> Any:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(str(path), f"no file of Parquet that can be read: {error}", _AGAIN) from error


def _rows(path: Path, number: int) -> Iterator[Row]:
    at = 0
    with _file(path) as file:
        try:
            for batch in file.iter_batches(batch_size=_AT_ONCE, columns=["report", "reading"]):
                for report, line in zip(batch["report"].to_pylist(), batch["reading"].to_pylist(), strict=True):
                    yield Row((number << 32) + at, f"{path}, row {at + 1}", report, line)
                    at += 1
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{path}, row {at + 1}", f"broken from there on: {error}", _AGAIN) from error


def pieces(work: Work, number: int) -> Iterator[tuple[str, Iterator[Row]]]:
    """The rows of a part, piece by piece, each with a name; a piece is read up before the next."""
    first, end = work.parts[number]
    rows = (row for at in range(first, end) for row in _rows(Path(work.files[at]), at))
    at = 0
    while (ahead := next(rows, None)) is not None:
        yield f"{number:06d}-{at:04d}.parquet", _piece(ahead, islice(rows, work.rows - 1))
        at += 1


def _piece(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def reading(work: Work, number: int) -> None:
    """Read a part: rows as they go into the record, bands, and what tells revisions."""
    for name, rows in pieces(work, number):
        made: dict[str, list[Any]] = {field: [] for field in READ.names}
        bands: list[tuple[int, int]] = []
        for row in rows:
            values = _columns(row)
            for field, column in made.items():
                column.append(values[field])
            bands += [(band, row.place) for band in sorted(set(bands_of(values["signature"])))]
        table = pa.table(made, READ)
        with work.aside("read", name) as path:
            pq.write_table(table, path, compression="zstd", compression_level=1, row_group_size=200)
        with work.aside("heads", name) as path:
            buckets.write(path, table.select(HEADS.names), buckets.of_words(made["id"], work.buckets))
        with work.aside("bands", name) as path:
            pairs = np.array(bands, np.int64).reshape(-1, 2)
            buckets.write(
                path, pa.table([pairs[:, 0], pairs[:, 1]], BANDS), buckets.of_signed(pairs[:, 0], work.buckets)
            )


def _columns(row: Row) -> dict[str, Any]:
    made = row.reading()
    signed = sign(made.report.text)
    known = report_row(made.report, report_sha256(made.report), 1, signed.signature)
    shingles = {"hashes": signed.hashes.tobytes(), "shingles": signed.shingles}
    return {**known, **shingles, "place": row.place, "reading": reading_sha256(made), **pack(made)}
