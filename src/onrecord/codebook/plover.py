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

SCALE = "the PLOVER manual's conflict-cooperation score, from -10 (most hostile) to 10 (most cooperative)"
"""What an intensity is."""
CORRECTED = {"ACCUSE": "the manual prints +3, which is -3 here: it is an act of conflict"}
"""Intensities in which we differ from the manual, and why."""


@dataclass(frozen=True, slots=True)
class ModeCode:
    """A mode of a PLOVER type, with its own intensity."""

    intensity: float
    definition: str


@dataclass(frozen=True, slots=True)
class TypeCode:
    """A PLOVER type.

    Attributes:
        recipient_required: whether an event of it must have a recipient to be exported as PLOVER.
        intensity: the manual's conflict-cooperation score, -10 to 10.
        modes: its modes by name, in the manual's order.
    """

    type: EventType
    quad: Quad
    recipient_required: bool
    intensity: float
    definition: str
    modes: Mapping[str, ModeCode]


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
    modes: dict[str, dict[str, ModeCode]] = {}
    for row in rows:
        if row["mode"]:
            made = ModeCode(float(row["intensity"]), row["definition"])
            modes.setdefault(row["type"], {})[row["mode"]] = made
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
def contexts() -> Mapping[str, str]:
    """The contexts and their definitions, in the order in which an event lists them."""
    return {row["context"]: row["definition"] for row in table("contexts.tsv")}


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
