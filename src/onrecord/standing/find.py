"""The stage: statements and events of a report to its claims."""

from __future__ import annotations

from onrecord.codebook.stances import StanceKind
from onrecord.language import Parsed
from onrecord.model import Cast, Claim, Event, Found, Quantity, Statement
from onrecord.standing.answers import echo, refer, rival_labels
from onrecord.standing.backrefs import Reference
from onrecord.standing.contents import own
from onrecord.standing.drafts import Ledger
from onrecord.standing.gathering import Gathering
from onrecord.standing.inner import Realis, apart, told, told_plainly
from onrecord.standing.nested import judge, relay, told_by
from onrecord.standing.outlet import narrate


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    quantities: tuple[Quantity, ...],
    realis: Realis = told,
) -> Found[Claim]:
    """Every claim of a report with its stances and standing, in order of first telling.

    Args:
        parsed: the parsed report.
        cast: who is who.
        statements, events, quantities: what the stages before found.
        realis: what the clause of a verb is told as, as the reader of events has it.
    """
    ledger = Ledger(parsed, events, quantities)
    gathering = Gathering(parsed, cast, statements, ledger)
    deferred = _read(gathering)
    narrate(gathering)
    apart(gathering, realis)
    for one, ref in deferred:
        refer(gathering, one, ref)
    for one in statements:
        echo(gathering, one)
    rival_labels(gathering)
    told_plainly(gathering, realis)
    return Found(ledger.finished(parsed.report.id), tuple(gathering.abstained), tuple(gathering.notes))


def _read(g: Gathering) -> list[tuple[Statement, Reference | None]]:
    """Contents first, then who relays whom; what refers back to a claim told before is left for the end."""
    deferred: list[tuple[Statement, Reference | None]] = []
    relays = {one.id: told_by(g, one) for one in g.statements}
    for one in g.statements:
        if relays[one.id] is None:
            deferred.extend((one, ref) for ref in own(g, one))
    for one in g.statements:
        told = relays[one.id]
        if told is not None:
            relay(g, one, told, StanceKind.RELAYS)
        judge(g, one)
    return deferred
