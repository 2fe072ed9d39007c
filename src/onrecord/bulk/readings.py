"""The readings of a run, in the order of its input."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from onrecord.bulk.inputs import check_installed, is_address
from onrecord.bulk.place import Place, place
from onrecord.bulk.plan import FILE, MARKS, SHARDS, Manifest, read
from onrecord.errors import DataError, InputError, StoreError
from onrecord.model import Reading

_AT_ONCE = 16


def is_run(where: str) -> bool:
    """Whether a folder or an address holds a run of `onrecord bulk`.

    Raises:
        StoreError: its manifest is damaged.
    """
    if is_address(where):
        check_installed()
        return read(place(where)) is not None
    return (Path(where) / FILE).is_file()


def whole(where: str) -> tuple[Place, Manifest]:
    """The place and the manifest of a run that is done.

    Raises:
        InputError: no run there, or one that is not done.
        StoreError: its manifest is damaged.
    """
    at = place(where)
    manifest = read(at)
    if manifest is None:
        raise InputError(where, "no run of onrecord bulk there", "check the path")
    left = len(manifest.shards) - len(at.names(MARKS))
    if left:
        raise InputError(where, f"{left} of {len(manifest.shards)} shards are not read yet", "go on with --resume")
    return at, manifest


def names(manifest: Manifest) -> list[str]:
    """The files that hold the readings of a run, one a shard."""
    return [f"{SHARDS}/{number:06d}/readings.parquet" for number in range(len(manifest.shards))]


def readings(where: str) -> Iterator[Reading]:
    """Every reading of a run that is done, in the order of the input, a few in memory at a time.

    Args:
        where: its folder or address.

    Raises:
        InputError: no run there, or one that is not done.
        StoreError: a shard is damaged or gone; the message names it.
    """
    check_installed()
    import pyarrow
    from pyarrow import parquet

    at, manifest = whole(where)
    for name in names(manifest):
        data = at.read(name)
        if data is None:
            raise StoreError(f"{where}/{name}: gone (copy it back, or begin anew in another folder)")
        try:
            for batch in parquet.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=_AT_ONCE, columns=["reading"]):
                for value in batch.column(0):
                    yield Reading.from_json(value.as_py())
        except (pyarrow.ArrowException, OSError, DataError) as error:
            raise StoreError(f"{where}/{name}: damaged: {error} (copy it back)") from error
