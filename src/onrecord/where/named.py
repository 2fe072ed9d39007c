"""A place name in the text, before it is decided which place it means."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.where.atlas import Spot

STRONG, WEAK, NONE = 2, 1, 0


@dataclass(slots=True)
class Named:
    """A place name in the text, before it is decided which place it means.

    Attributes:
        lo, hi: tokens of the whole expression, class word included.
        core: tokens of the name alone.
        word: the class word that goes with it ("region", "city"), else empty.
        cue: how strongly the words around it call for a place.
        because: those words.
    """

    lo: int
    hi: int
    core: tuple[int, int]
    key: str
    spots: tuple[Spot, ...]
    word: str = ""
    cue: int = NONE
    because: str = ""
