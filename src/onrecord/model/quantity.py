"""How many: a figure, its bounds, and what it counts."""

from __future__ import annotations

from typing import Literal

from onrecord.model.span import Span

Fate = Literal["killed", "wounded", "missing", "captured"]


class Quantity(Span, frozen=True, kw_only=True):
    """A figure as the report bounds it; never sharper than its words.

    Attributes:
        what: the head noun as worded ("troops"); None for bare money, measures and percentages.
        unit: `USD`, `km`, `percent`, `fraction`, `ordinal`, `year` (ages) ...; None for counts.
        min, max, best: bounds and best value; an exact figure has all three equal.
        exclusive_min, exclusive_max: the bound itself is excluded ("more than", "nearly").
        approx: "about", "an estimated", "or so": `best` alone is given.
        fate: what became of those that are counted; None where the text does not say.
    """

    what: str | None = None
    unit: str | None = None
    min: float | int | None = None
    max: float | int | None = None
    best: float | int | None = None
    exclusive_min: bool = False
    exclusive_max: bool = False
    approx: bool = False
    fate: Fate | None = None
