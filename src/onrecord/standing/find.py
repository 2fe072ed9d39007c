"""The stage: statements and events of a report to its claims."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast, Claim, Event, Found, Quantity, Statement
from onrecord.standing.drafts import Ledger
from onrecord.standing.gather import Gathering
from onrecord.standing.outlet import narrate


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    quantities: tuple[Quantity, ...],
) -> Found[Claim]:
    """Every claim of a report with its stances and standing, in order of first telling."""
    ledger = Ledger(parsed, events, quantities)
    gathering = Gathering(parsed, cast, statements, ledger)
    gathering.run()
    narrate(gathering)
    return Found(ledger.finished(parsed.report.id), tuple(gathering.abstained), tuple(gathering.notes))
