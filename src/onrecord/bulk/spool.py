"""The spool: the input, cut into shards before any of it is read, so that whoever reads a shard needs nothing else.

The cut is made once, by one process, whatever the input is packed in; it costs a thousandth of the reading. What is
read is what the input held when the run began.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
import pyarrow
from pyarrow import parquet

from onrecord.bulk.inputs import PACKED, TABLE, Source
from onrecord.bulk.place import Place
from onrecord.bulk.plan import Shard
from onrecord.bulk.units import Unit, units
from onrecord.errors import StoreError
from onrecord.intake.options import Options

FOLDER = "spool"
_LARGEST = 2_000_000
_SMALLEST = 64_000
"""Bytes of a shard, where nobody says how many there are to be: minutes of work, of a small input seconds."""
_PARTS = 64
_PACKED = 4
"""How much more a packed file holds than it is long, about."""
_OWN = 1000
"""What a unit weighs beside its bytes."""
_MOST = 1000
"""Units of a shard at most."""
_SCHEMA = pyarrow.schema(
    [pyarrow.field(name, pyarrow.binary() if name == "data" else pyarrow.string()) for name in Unit.__struct_fields__]
)


def cut(
    place: Place, sources: Sequence[Source], options: Options, shards: int | None,
    told: Callable[[int], None] = lambda _: None,
) -> list[Shard]:  # fmt: skip
    """Cut the input into shards and put them into the spool.

    Args:
        place: of the run.
        sources: the files of the input.
        options: how they are read.
        shards: how many there are to be; None for as many as its size asks for.
        told: is called with the units cut so far, now and then.

    Returns:
        the shards, in order; fewer than asked for where there are fewer units.
    """
    place.drop(FOLDER)
    parts = _even(sources, options, shards) if shards is not None else _full(sources, options)
    made, units_so_far = [], 0
    for number, part in enumerate(parts):
        place.write(_name(number), _packed(part))
        made.append(Shard(len(part), sum(len(unit.data) for unit in part)))
        units_so_far += len(part)
        told(units_so_far)
    return made


def load(place: Place, number: int) -> Iterator[Unit]:
    """The units of a shard, in order.

    Raises:
        StoreError: they are not there, or damaged.
    """
    data = place.read(_name(number))
    if data is None:
        raise StoreError(f"{place.name}/{_name(number)}: not there (begin anew, in another folder)")
    try:
        for batch in parquet.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=16):
            for row in batch.to_pylist():
                yield msgspec.convert(row, Unit)
    except (pyarrow.ArrowException, OSError, msgspec.ValidationError) as error:
        raise StoreError(f"{place.name}/{_name(number)}: damaged: {error} (begin anew, in another folder)") from error


def drop(place: Place) -> None:
    """Take out the spool: every shard was read."""
    place.drop(FOLDER)


def _name(number: int) -> str:
    return f"{FOLDER}/{number:06d}.parquet"


def _packed(part: Sequence[Unit]) -> bytes:
    table = pyarrow.Table.from_pylist([msgspec.structs.asdict(unit) for unit in part], schema=_SCHEMA)
    sink = io.BytesIO()
    parquet.write_table(table, sink, compression="zstd", row_group_size=64)
    return sink.getvalue()


def _all(sources: Iterable[Source], options: Options) -> Iterator[tuple[Unit, int]]:
    """Every unit of the input with its weight."""
    for source in sources:
        for unit in units(source.name, options):
            yield unit, len(unit.data) + _OWN


def _full(sources: Sequence[Source], options: Options) -> Iterator[list[Unit]]:
    """Shards of about the same weight, which follows from the size of the input's files."""
    about = sum(source.size * (_PACKED if source.name.endswith((*PACKED, TABLE)) else 1) for source in sources)
    most = min(_LARGEST, max(_SMALLEST, about // _PARTS))
    part: list[Unit] = []
    weight = 0
    for unit, more in _all(sources, options):
        if part and (weight + more > most or len(part) >= _MOST):
            yield part
            part, weight = [], 0
        part.append(unit)
        weight += more
    if part:
        yield part


def _even(sources: Sequence[Source], options: Options, shards: int) -> Iterator[list[Unit]]:
    """So many shards of about the same weight; the input is gone through once more to learn the weight of all."""
    weights = [weight for _, weight in _all(sources, options)]
    shards = min(shards, len(weights))
    bounds: list[int] = []
    done, total = 0, sum(weights)
    for number, weight in enumerate(weights):
        done += weight
        left, open_ = len(weights) - number - 1, shards - len(bounds) - 1
        if open_ and (done * shards >= total * (len(bounds) + 1) or left <= open_):
            bounds.append(number)
    part: list[Unit] = []
    for number, (unit, _) in enumerate(_all(sources, options)):
        part.append(unit)
        if bounds and number == bounds[0]:
            bounds.pop(0)
            yield part
            part = []
    if part:
        yield part
