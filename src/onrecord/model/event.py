"""Events: what was done by whom to whom, in PLOVER 2.0 with CAMEO beside it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.place import Place
from onrecord.model.quantity import Quantity
from onrecord.model.span import Span
from onrecord.model.time import Time

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Level = Literal["speech_act", "narrated", "content"]
Realis = Literal["actual", "asserted", "negated", "future", "conditional", "hypothetical", "asked"]
Series = Literal["observed", "attributed", "disputed", "background", "not_counted"]


class Actor(Span, frozen=True, kw_only=True):
    """One side of an event: the words, the entity, its country and its PLOVER sector.

    Attributes:
        inferred: True where the text does not state the country: the place of the act, or the only country of the
            sentence, gives it.
    """

    entity: str | None = None
    iso3: str | None = None
    sector: str | None = None
    inferred: bool = False


class Event(msgspec.Struct, frozen=True):
    """One coded event.

    Attributes:
        id: hashes report, trigger span and type.
        mode: one lower-case PLOVER mode of that type, or None.
        level: doing it by saying it, told by the outlet, or inside a statement.
        realis: `actual` outside a statement, `asserted` inside one and of an intention that the report itself
            tells; the rest did not (yet) happen.
        series: derived from level, realis and the claim's standing (docs/codebook.md).
        claim: id of the claim it belongs to.
        score: how likely the trained classifier holds the word to tell an act of this type, 0 to 1, to a hundredth;
            None without it.
        own: the type of the user's own codebook that it is given as well, or None.
    """

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: Quad
    trigger: Span
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    where: Place | None = None
    when: Time | None = None
    quantities: tuple[Quantity, ...] = ()
    level: Level = "narrated"
    realis: Realis = "actual"
    aux: tuple[str, ...] = ()
    series: Series = "not_counted"
    claim: str | None = None
    score: float | None = None
    own: str | None = None
