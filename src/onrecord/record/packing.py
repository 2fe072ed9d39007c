"""A reading as it lies in the store: part by part, packed, so that a page of events unpacks events alone."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from onrecord.errors import DataError, StoreError
from onrecord.model import (
    SCHEMA,
    Abstained,
    Claim,
    Entity,
    Event,
    Place,
    Quantity,
    Reader,
    Reading,
    Report,
    Statement,
    Tie,
    Time,
)  # fmt: skip
from onrecord.store.squeeze import squeeze, unsqueeze

_TYPES: dict[str, Any] = {
    "statements": tuple[Statement, ...],
    "claims": tuple[Claim, ...],
    "events": tuple[Event, ...],
    "ties": tuple[Tie, ...],
}
PARTS = tuple(_TYPES)
"""The parts of a reading that have a column of their own."""
OF_KIND = {"s": "statements", "c": "claims", "e": "events", "t": "ties"}
"""The part that items of a kind lie in."""


class _Rest(msgspec.Struct, frozen=True):
    """What is seldom asked for."""

    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    quantities: tuple[Quantity, ...]
    abstained: tuple[Abstained, ...]
    reader: Reader


_ENCODER = msgspec.json.Encoder()
_DECODERS = {name: msgspec.json.Decoder(type_) for name, type_ in _TYPES.items()}
_HEAD = msgspec.json.Decoder(Report)
_REST = msgspec.json.Decoder(_Rest)


def pack(reading: Reading) -> dict[str, bytes]:
    """The columns of a reading; the text of its report is not among them."""
    head = msgspec.structs.replace(reading.report, text="")
    rest = _Rest(reading.entities, reading.times, reading.places, reading.quantities, reading.abstained, reading.reader)
    parts = {"head": head, "rest": rest, **{name: getattr(reading, name) for name in PARTS}}
    return {name: squeeze(_ENCODER.encode(value)) for name, value in parts.items()}


def unpack(columns: Any, text: str) -> Reading:
    """The reading of its columns and the text of its report.

    Args:
        columns: a row with the columns of `pack`, by name.
        text: of the report.

    Raises:
        StoreError: the columns are damaged.
    """
    rest = _decoded(_REST, columns["rest"])
    return Reading(
        schema=SCHEMA,
        report=report(columns["head"], text),
        entities=rest.entities,
        times=rest.times,
        places=rest.places,
        quantities=rest.quantities,
        statements=part("statements", columns["statements"]),
        claims=part("claims", columns["claims"]),
        events=part("events", columns["events"]),
        ties=part("ties", columns["ties"]),
        abstained=rest.abstained,
        reader=rest.reader,
    )


def part(name: str, packed: bytes) -> Any:
    """One part of a reading."""
    return _decoded(_DECODERS[name], packed)


def report(packed: bytes, text: str) -> Report:
    """The report of a reading."""
    head: Report = _decoded(_HEAD, packed)
    return msgspec.structs.replace(head, text=text)


def entities(packed: bytes) -> tuple[Entity, ...]:
    """The entities of a reading."""
    found: tuple[Entity, ...] = _decoded(_REST, packed).entities
    return found


def reading_sha256(reading: Reading) -> str:
    """The hash of a reading: of its line of JSON."""
    return sha256(_ENCODER.encode(reading)).hexdigest()


def report_sha256(report: Report) -> str:
    """The hash of all that is known of a report before it is read."""
    return sha256(_ENCODER.encode(report)).hexdigest()


def text_sha256(text: str) -> str:
    """The hash of a text."""
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _decoded(decoder: msgspec.json.Decoder[Any], packed: bytes) -> Any:
    try:
        return decoder.decode(unsqueeze(packed))
    except (msgspec.DecodeError, DataError) as error:
        raise StoreError(f"a stored reading is damaged: {error} (onrecord verify --record names it)") from error
