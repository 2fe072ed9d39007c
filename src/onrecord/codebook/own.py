"""A user's own codebook: types of events that extend or replace ours (`--codebook FILE`, `Reader(codebook=FILE)`).

docs/own-codebook.md tells the format; `onrecord.codebook.own_file` reads and checks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

import msgspec

Pos = Literal["v", "n", "a"]


class OwnTrigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word or words that tell an own type.

    Attributes:
        term: lemmas, parted by a space.
        frame, needs: as in `data/triggers.tsv`; None for those of the PLOVER type's row of `data/default_frames.tsv`.
    """

    term: str
    pos: Pos = "v"
    frame: str | None = None
    needs: str | None = None


class Recode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which events of the built-in codebook get an own type as well: those that fit all that is given.

    Attributes:
        cameo: a CAMEO code; a shorter one stands for all codes under it.
        contexts, words: any of them will do; words are lemmas of the trigger, its clause or its arguments.
    """

    type: str
    mode: str | None = None
    cameo: str = ""
    contexts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class OwnType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of the user's own.

    Attributes:
        plover: the PLOVER type that it is a kind of: events of its triggers have it.
        mode, cameo, contexts: what events of its triggers have besides.
        examples, counterexamples: sentences that must and must not be coded with it.
    """

    name: str
    plover: str
    mode: str | None = None
    cameo: str = ""
    contexts: tuple[str, ...] = ()
    definition: str = ""
    triggers: tuple[str | OwnTrigger, ...] = ()
    recode: tuple[Recode, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def rows(self) -> tuple[OwnTrigger, ...]:
        """The triggers, bare words as verbs."""
        return tuple(OwnTrigger(one) if isinstance(one, str) else one for one in self.triggers)


class OwnFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the file.

    Attributes:
        use: `extend` our codebook, or `replace` it: then only events of own types are kept.
    """

    name: str
    types: tuple[OwnType, ...]
    use: Literal["extend", "replace"] = "extend"


@dataclass(frozen=True, eq=False)
class OwnCodebook:
    """The types of a user's file by name, and the digest that a reading names."""

    types: dict[str, OwnType]
    name: str = ""
    replaces: bool = False
    digest: str = ""


NONE = OwnCodebook({})
_IN_FORCE: ContextVar[OwnCodebook] = ContextVar("own_codebook", default=NONE)


def in_force() -> OwnCodebook:
    """The own codebook that the report at hand is read with."""
    return _IN_FORCE.get()


@contextmanager
def using(codebook: OwnCodebook) -> Iterator[None]:
    """Read with an own codebook."""
    token = _IN_FORCE.set(codebook)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
