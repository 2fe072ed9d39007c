"""The reading: what one report becomes (`onrecord.reading/1`)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from onrecord.errors import DataError
from onrecord.model.claim import Claim
from onrecord.model.entity import Entity
from onrecord.model.event import Event
from onrecord.model.found import Abstained
from onrecord.model.place import Place
from onrecord.model.quantity import Quantity
from onrecord.model.report import Report
from onrecord.model.statement import Statement
from onrecord.model.tie import Tie
from onrecord.model.time import Time

SCHEMA: Literal["onrecord.reading/1"] = "onrecord.reading/1"


class Reader(msgspec.Struct, frozen=True):
    """Which version read it, with which models (name to `sha256:...` or version)."""

    version: str
    models: dict[str, str] = {}


class Reading(msgspec.Struct, frozen=True):
    """Everything that one report says, with the place of every field.

    The JSON of it is the public contract; see docs/reading.md.
    """

    schema: Literal["onrecord.reading/1"]
    report: Report
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    ties: tuple[Tie, ...]
    abstained: tuple[Abstained, ...]
    reader: Reader

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same reading."""
        return _ENCODER.encode(self).decode("utf-8")

    def to_dict(self) -> dict[str, Any]:
        """The same as plain dicts and lists, as decoded from its JSON."""
        plain: dict[str, Any] = msgspec.json.decode(_ENCODER.encode(self))
        return plain

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """A reading from its JSON.

        Raises:
            DataError: the JSON is broken, a field has another type, or a span another length.
        """
        try:
            return _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise DataError(f"not a reading of schema {SCHEMA}: {error}") from error


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Reading)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading."""
    schema = msgspec.json.schema(Reading)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
