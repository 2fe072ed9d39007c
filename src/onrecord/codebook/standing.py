"""Standing: where a claim stands, derived from everyone's stance and from nothing else.

It is no truth score and no order of credit. `combine` is the only place that derives one; it looks at a set of
views, so neither their order nor a view told twice changes what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from onrecord.codebook.stances import AGAINST, FOR, OPEN, SILENT, StanceKind

OUTLET = "outlet"
"""The holder of what the report says in its own voice."""


class Standing(StrEnum):
    """Where a claim stands among those who speak of it."""

    OUTLET_VOICE = "outlet_voice"
    ASSERTED = "asserted"
    ALLEGED = "alleged"
    ACKNOWLEDGED = "acknowledged"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    RUMOURED = "rumoured"
    HEDGED = "hedged"
    FORECAST = "forecast"
    PLEDGED = "pledged"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    CONDITIONAL = "conditional"
    PRESUPPOSED = "presupposed"
    LABEL = "label"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    ASKED = "asked"


DISPUTED = frozenset((Standing.CONTESTED, Standing.UNCONFIRMED, Standing.DENIED))
"""Standings under which what happened counts as disputed."""


class View(NamedTuple):
    """One holder's stance with what the roll-up needs to know beside it.

    Attributes:
        holder: who takes it; `outlet` for the report's own voice.
        stance: which.
        root: the origin at the end of its chain; views of one root are not independent.
        about: the claim is about this holder.
        mood: `asked`, `conditional` or `superseded` where the content was put so, else empty.
    """

    holder: str
    stance: StanceKind
    root: str = ""
    about: bool = False
    mood: str = ""


_MOODS = (
    (StanceKind.FORECASTS, Standing.FORECAST),
    (StanceKind.PROMISES, Standing.PLEDGED),
    (StanceKind.THREATENS, Standing.THREATENED),
    (StanceKind.DEMANDS, Standing.DEMANDED),
    (StanceKind.OBLIGES, Standing.CONDITIONAL),
)
_LOOKING_AHEAD = frozenset((StanceKind.FORECASTS, StanceKind.PROMISES))
"""What hangs on a condition though it is foreseen or pledged: "will close the pass if"."""
_HEDGES = frozenset(
    (
        StanceKind.ESTIMATES,
        StanceKind.DOUBTS,
        StanceKind.NO_EVIDENCE,
        StanceKind.CANNOT_RULE_OUT,
    )
)
_TOLD = frozenset((StanceKind.LABELS, StanceKind.FORECASTS, StanceKind.PROMISES))
"""What puts a claim forward without asserting it: a name for it, a forecast, a pledge."""
_PASSED_ON = FOR | {StanceKind.RELAYS}


def combine(views: Iterable[View]) -> Standing:
    """The standing of a claim with these views: the first rule of the contract's roll-up that holds.

    Source: the roll-up table in docs/codebook/standing.md. No view at all is the report's own voice.
    """
    everyone = frozenset(views)
    seen = frozenset(view for view in everyone if view.stance not in SILENT) or everyone
    kinds = frozenset(view.stance for view in seen)
    return _answered(seen, kinds) or _put_forward(seen, kinds) or _weaker(seen, kinds)


def _answered(seen: frozenset[View], kinds: frozenset[StanceKind]) -> Standing | None:
    """The rules in which somebody takes back, denies, admits or leaves open."""
    if StanceKind.RETRACTS in kinds:
        replaced = any(view.mood == "superseded" for view in seen if view.stance is StanceKind.RETRACTS)
        return Standing.SUPERSEDED if replaced else Standing.RETRACTED
    against = {view.holder for view in seen if view.stance in AGAINST}
    if against:
        forward = {view.holder for view in seen if _forward(view)}
        if any(one != other for one in forward for other in against):
            return Standing.CONTESTED
        if not forward:
            return Standing.DENIED
    admits = (StanceKind.ACKNOWLEDGES, StanceKind.CONFIRMS)
    if any(view.about and view.stance in admits for view in seen):
        return Standing.ACKNOWLEDGED
    return Standing.UNCONFIRMED if kinds & OPEN or kinds == {StanceKind.NONCOMMITTAL} else None


def _forward(view: View) -> bool:
    """Whether a view puts the claim forward; what the outlet passes on, somebody who is not named has."""
    if view.stance is StanceKind.RELAYS:
        return view.holder == OUTLET
    return view.stance in FOR or view.stance in _TOLD


def _put_forward(seen: frozenset[View], kinds: frozenset[StanceKind]) -> Standing | None:
    """Corroborated, alleged, rumoured."""
    roots = {
        view.root or view.holder
        for view in seen
        if view.stance in FOR and view.stance is not StanceKind.ALLEGES and view.holder != OUTLET
    }
    if len(roots) > 1:
        return Standing.CORROBORATED
    if StanceKind.ALLEGES in kinds:
        return Standing.ALLEGED
    return Standing.RUMOURED if StanceKind.RUMOURS in kinds else None


def _weaker(seen: frozenset[View], kinds: frozenset[StanceKind]) -> Standing:
    """What is not put forward as so, then what is merely put forward."""
    moods = {view.mood for view in seen}
    if any(view.mood == "conditional" and view.stance in _LOOKING_AHEAD for view in seen):
        return Standing.CONDITIONAL
    for stance, standing in _MOODS:
        if stance in kinds:
            return standing
    if "conditional" in moods:
        return Standing.CONDITIONAL
    if StanceKind.SUPPOSES in kinds and "asked" not in moods:
        return Standing.HYPOTHETICAL
    if "asked" in moods or StanceKind.NONCOMMITTAL in kinds:
        return Standing.ASKED
    if StanceKind.LABELS in kinds:
        return Standing.LABEL
    if any(view.stance is StanceKind.RELAYS and view.holder == OUTLET for view in seen):
        return Standing.HEDGED
    outside = any(view.stance in _PASSED_ON and view.holder != OUTLET for view in seen)
    if kinds & _HEDGES and not outside:
        return Standing.HEDGED
    if kinds and kinds <= {StanceKind.PRESUPPOSES}:
        return Standing.PRESUPPOSED
    if outside:
        return Standing.ASSERTED
    return Standing.ASKED if kinds and kinds <= SILENT else Standing.OUTLET_VOICE
