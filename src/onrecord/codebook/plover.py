"""PLOVER 2.0: types, modes, contexts, quads and intensities, with CAMEO codes beside them.

Source: the PLOVER manual and its crosswalk of 2021 (openeventdata), corrected as docs/codebook/happened.md says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord.codebook.tables import table
from onrecord.model.event import EventType, Quad


@dataclass(frozen=True, slots=True)
class TypeCode:
    """A PLOVER type.

    Attributes:
        recipient_required: whether an event of it must have a recipient to be exported as PLOVER.
        intensity: the manual's conflict-cooperation score, -10 to 10.
        modes: each mode's own intensity.
    """

    type: EventType
    quad: Quad
    recipient_required: bool
    intensity: float
    definition: str
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """What a CAMEO code crosses to; `corrected` where we differ from the crosswalk of 2021."""

    code: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    corrected: bool


@cache
def types() -> Mapping[str, TypeCode]:
    """The 16 types by name, in the manual's order."""
    rows = table("plover.tsv")
    modes: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["mode"]:
            modes.setdefault(row["type"], {})[row["mode"]] = float(row["intensity"])
    return {
        row["type"]: TypeCode(
            type=cast(EventType, row["type"]),
            quad=cast(Quad, row["quad"]),
            recipient_required=row["recipient"] == "yes",
            intensity=float(row["intensity"]),
            definition=row["definition"],
            modes=modes.get(row["type"], {}),
        )
        for row in rows
        if not row["mode"]
    }


def quad(type_: str) -> Quad:
    """The quad of a type."""
    return types()[type_].quad


@cache
def contexts() -> tuple[str, ...]:
    """The contexts, in the order in which an event lists them."""
    return tuple(row["context"] for row in table("contexts.tsv"))


@cache
def cameo() -> Mapping[str, CameoCode]:
    """The CAMEO codes that cross to a PLOVER type (01, 02 and their like do not)."""
    return {
        row["code"]: CameoCode(
            code=row["code"],
            type=cast(EventType, row["type"]),
            mode=row["mode"] or None,
            contexts=tuple(filter(None, row["contexts"].split(","))),
            corrected=row["corrected"] == "yes",
        )
        for row in table("cameo.tsv")
    }
