"""The codebook as `onrecord codebook` prints it: types with their modes, contexts, codes and triggers."""

from __future__ import annotations

import msgspec

from onrecord.codebook import plover, triggers
from onrecord.codebook.own import OwnCodebook, OwnTrigger, OwnType, Recode
from onrecord.codebook.own_file import nearest
from onrecord.codebook.triggers import Trigger
from onrecord.errors import ConfigError

_EXAMPLES = 12
"""Terms of each part of speech that are named; the rest is counted."""


class ModeEntry(msgspec.Struct, frozen=True):
    """A mode of a type."""

    mode: str
    intensity: float
    definition: str


class ContextEntry(msgspec.Struct, frozen=True):
    """A context; `of_itself` where triggers of the type bring it, whatever the words around them."""

    context: str
    definition: str
    of_itself: bool


class CodeEntry(msgspec.Struct, frozen=True):
    """A CAMEO code that crosses to a type; `differs` where the crosswalk of 2021 has it otherwise."""

    code: str
    mode: str | None
    contexts: tuple[str, ...]
    differs: bool


class Terms(msgspec.Struct, frozen=True):
    """How many different terms of a part of speech may tell a type, and some of them."""

    pos: str
    count: int
    examples: tuple[str, ...]


class TypeEntry(msgspec.Struct, frozen=True):
    """A PLOVER type.

    Attributes:
        scale: what the intensities are, and where they differ from the manual's.
        own: types of the user's codebook that are a kind of it.
    """

    type: str
    definition: str
    quad: str
    intensity: float
    scale: str
    recipient_required: bool
    modes: tuple[ModeEntry, ...]
    contexts: tuple[ContextEntry, ...]
    cameo: tuple[CodeEntry, ...]
    triggers: tuple[Terms, ...]
    own: tuple[str, ...] = ()


class OwnEntry(msgspec.Struct, frozen=True):
    """A type of the user's codebook; quad, intensity and the rule of the recipient are those of its PLOVER type."""

    type: str
    codebook: str
    definition: str
    plover: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    quad: str
    intensity: float
    scale: str
    recipient_required: bool
    triggers: tuple[OwnTrigger, ...]
    recode: tuple[Recode, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def entries(codebook: OwnCodebook) -> tuple[TypeEntry | OwnEntry, ...]:
    """All types: those of PLOVER in the manual's order, then the user's own in the order of the file."""
    return (
        *(_type(type_, codebook) for type_ in plover.types().values()),
        *(_own(type_, codebook) for type_ in codebook.types.values()),
    )


def entry(name: str, codebook: OwnCodebook) -> TypeEntry | OwnEntry:
    """One type by its name, in upper or lower case.

    Raises:
        ConfigError: there is none; the message names the nearest.
    """
    wanted = name.strip().upper()
    if wanted in plover.types():
        return _type(plover.types()[wanted], codebook)
    if wanted in codebook.types:
        return _own(codebook.types[wanted], codebook)
    holding = [type_ for type_, code in plover.types().items() if name.strip().lower() in code.modes]
    if holding:
        raise ConfigError(f"{name} is a mode of {' and '.join(holding)} (onrecord codebook {holding[0]})")
    near = nearest(wanted, (*plover.types(), *codebook.types))
    raise ConfigError(f"there is no type {name!r}: the nearest is {near} (onrecord codebook lists them all)")


def _type(code: plover.TypeCode, codebook: OwnCodebook) -> TypeEntry:
    rows = [row for row in triggers.rows() if row.type == code.type]
    cameo = [one for one in plover.cameo().values() if one.type == code.type]
    of_itself = {context for row in rows for context in row.contexts}
    return TypeEntry(
        type=code.type,
        definition=code.definition,
        quad=code.quad,
        intensity=code.intensity,
        scale=_scale(code.type),
        recipient_required=code.recipient_required,
        modes=tuple(ModeEntry(mode, one.intensity, one.definition) for mode, one in code.modes.items()),
        contexts=tuple(ContextEntry(name, told, name in of_itself) for name, told in plover.contexts().items()),
        cameo=tuple(CodeEntry(one.code, one.mode, one.contexts, one.corrected) for one in cameo),
        triggers=tuple(_terms(pos, rows) for pos in ("v", "n", "a")),
        own=tuple(type_.name for type_ in codebook.types.values() if type_.plover == code.type),
    )


def _own(type_: OwnType, codebook: OwnCodebook) -> OwnEntry:
    code = plover.types()[type_.plover]
    return OwnEntry(
        type=type_.name,
        codebook=codebook.name,
        definition=type_.definition,
        plover=type_.plover,
        mode=type_.mode,
        cameo=type_.cameo or None,
        contexts=type_.contexts,
        quad=code.quad,
        intensity=code.modes[type_.mode].intensity if type_.mode else code.intensity,
        scale=_scale(type_.plover),
        recipient_required=code.recipient_required,
        triggers=type_.rows(),
        recode=type_.recode,
        examples=type_.examples,
        counterexamples=type_.counterexamples,
    )


def _scale(type_: str) -> str:
    return "; ".join(filter(None, (plover.SCALE, plover.CORRECTED.get(type_, ""))))


def _terms(pos: str, rows: list[Trigger]) -> Terms:
    terms = tuple(dict.fromkeys(" ".join(row.term) for row in rows if row.pos == pos))
    return Terms(pos, len(terms), terms[:_EXAMPLES])
