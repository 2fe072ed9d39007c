"""Claims: a proposition and everyone's stance on it."""

from __future__ import annotations

import msgspec

from onrecord.model.quantity import Quantity
from onrecord.model.span import Offsets, TitleMark
from onrecord.model.statement import Stance


class Claim(msgspec.Struct, frozen=True):
    """A proposition, without its negation, and what everyone says of it.

    Attributes:
        text: the proposition, in the report's own words.
        spans: where it is told, every place, in order.
        events, ties: ids of what it is about.
        quantities: figures in it; rival figures stay in rival claims.
        standing: derived from the stances by `onrecord.codebook.standing`; never a truth score.
        roots: independent origins among the chains, not outlets.
        part: `title` where `spans` count in the title.
    """

    id: str
    text: str
    spans: tuple[Offsets, ...] = ()
    events: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    stances: tuple[Stance, ...] = ()
    standing: str = "outlet_voice"
    roots: int = 1
    part: TitleMark = msgspec.field(default=msgspec.UNSET, name="in")
