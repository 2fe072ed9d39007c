"""The tables of the human view, as words: what a reporter reads, no codes where a word will do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.intake.language import name_of
from onrecord.model import Actor, Event, Reading, Report, Statement, Tie, TieChange
from onrecord.render.claims import claims
from onrecord.render.details import abstained, entities, places, quantities, times
from onrecord.render.names import ARROW, LONGEST, Names, Table, count, moment, shorten, tally_of

SECTIONS = (
    "text", "statements", "claims", "events", "ties", "abstained",
    "entities", "times", "places", "quantities",
)  # fmt: skip
SHOWN = SECTIONS[:6]
"""What is shown where nothing is asked for: the rest is detail of it."""


def tables(reading: Reading, only: Sequence[str] = SHOWN) -> list[Table]:
    """The tables asked for, in the house's order."""
    makers = {
        "statements": _statements, "events": _events, "ties": _ties, "abstained": abstained,
        "entities": entities, "times": times, "places": places, "quantities": quantities,
    }  # fmt: skip
    names = Names(reading, every_claim=tuple(only) != SHOWN)
    made: list[Table] = []
    for name in SECTIONS:
        if name in only and name != "text":
            made += claims(reading, names) if name == "claims" else [makers[name](reading, names)]
    return made


def summary(reading: Reading) -> str:
    """One line that says what was found."""
    sources = {
        tuple(statement.source.entities) or statement.source.text.lower()
        for statement in reading.statements
        if statement.source is not None
    }
    series = tally_of(event.series for event in reading.events)
    standings = tally_of(claim.standing for claim in reading.claims)
    parts = [
        count(len(reading.statements), "statement") + f" by {count(len(sources), 'source')}",
        count(len(reading.claims), "claim") + (f" ({standings})" if standings else ""),
        count(len(reading.events), "event") + (f" ({series})" if series else ""),
    ]
    if reading.ties:
        parts.append(count(len(reading.ties), "tie"))
    return "; ".join(parts) + "."


def heading(reading: Reading) -> str:
    """Outlet, date, dateline and length, as far as they are known."""
    report = reading.report
    place = report.dateline.place if report.dateline else None
    told = [report.outlet or "outlet unknown", (report.published or "undated")[:10], place, report.byline]
    return " · ".join([item for item in told if item] + [f"{len(report.text.split()):,} words", report.id])


def foreign(report: Report) -> str:
    """A warning, where the text was detected as another language and read all the same; else empty."""
    if report.language in (None, "en"):
        return ""
    language = name_of(report.language)
    return f"detected as {language}, and read by rules for English: what follows is not to be relied on"


def headline(reading: Reading, most: int = 90) -> str:
    """The title; where there is none, the first sentence, shortened."""
    report = reading.report
    if report.title:
        return shorten(report.title, most)
    first = next((line.strip() for line in report.text.splitlines() if line.strip()), "")
    body = _HEAD.sub("", first)
    sentence = _STOP.split(body, maxsplit=1)[0]
    cut = shorten(sentence, len(sentence))
    return cut if len(cut) <= most else cut[: most - 2].rpartition(" ")[0] + " …"


_HEAD = re.compile(r"^[A-Z][^a-z]{2,40}[^-–—]{0,50}\s[-–—]{1,2}\s+")
"""A dateline: `SEOUL, Dec 13 (Wire) - `."""
_STOP = re.compile(r"(?<=[a-z0-9”\"’)][.!?])\s")


def _statements(reading: Reading, names: Names) -> Table:
    rows = [
        (f"S{row}", _who(item, names), _how(item), _what(item, reading.report))
        for row, item in enumerate(reading.statements, 1)
    ]
    return Table("statements", "Who says what", ("#", "Who", "How", "What"), (0, 3, 2, 6), tuple(rows),
                 "Nobody is cited.")  # fmt: skip


def _who(statement: Statement, names: Names) -> str:
    source = statement.source
    if source is None:
        return "(not said who)"
    words = shorten(source.text, 60)
    known = [names.name(entity) for entity in source.entities]
    if source.candidates:
        return words + " = " + " or ".join(candidate.name for candidate in source.candidates) + "?"
    if known and not all(name.lower() in source.text.lower() for name in known):
        return words + " = " + ", ".join(known)
    origin = statement.chain[-1] if statement.chain else None
    if not known and origin and origin != source.text:
        return f"{words} = {shorten(origin, 60)}"  # "who", and the words that it stands for
    return words


def _how(statement: Statement) -> str:
    if statement.cue is None:
        return _FORMS.get(statement.form, statement.form)
    act = statement.cue.act
    told = "" if act == "say" or act[:3] in statement.cue.text.lower() else f" ({act})"
    form = _FORMS.get(statement.form, "")
    return shorten(statement.cue.text, 40) + told + (f", {form}" if form else "")


_FORMS = {"direct": "quoted", "mixed": "partly quoted", "label": "label", "none": "says nothing", "indirect": ""}


def _what(statement: Statement, report: Report) -> str:
    said = " … ".join(piece.text for piece in statement.content)
    if statement.form == "direct":
        said = f"“{said}”"
    lines = [shorten(said, LONGEST)] if said else []
    chain = [link or ("this report" if number == 0 else "?") for number, link in enumerate(statement.chain)]
    if len(chain) > 2:
        lines.append("by way of " + ARROW.join(chain))
    circumstances = [_venue(statement, report), _addressee(statement)]
    if statement.when is not None and statement.when.text:
        circumstances.append(moment(statement.when))
    told = ", ".join(item for item in circumstances if item)
    return "\n".join([*lines, *([f"({told})"] if told else [])])


def _venue(statement: Statement, report: Report) -> str:
    """Where it was said, with the preposition that the report gives it ("on Telegram")."""
    if not statement.venue:
        return ""
    written = (
        rf"\b((?:at|in|on|during|via|through|by|over|aboard)(?:\s+[\w’'-]+){{0,4}}?)\s+{re.escape(statement.venue)}\b"
    )
    found = re.search(written, report.text, re.I) if len(statement.venue) < 200 else None
    return " ".join(f"{found[1].lower() if found else 'at'} {statement.venue}".split())


def _addressee(statement: Statement) -> str:
    """To whom it was said, where that is not the venue once more."""
    given, venue = statement.addressee, statement.venue or ""
    if not given or (venue and (given.casefold() in venue.casefold() or venue.casefold() in given.casefold())):
        return ""
    return f"to {given}"


def _events(reading: Reading, names: Names) -> Table:
    rows = [
        (f"E{row}", _act(event), _parties(event), _circumstances(event), _counts(event, names))
        for row, event in enumerate(reading.events, 1)
    ]  # fmt: skip
    columns = ("#", "Event", "Who → to whom", "Where, when, how many", "Counts as")
    return Table("events", "What happened, as told", columns, (0, 3, 4, 3, 3), tuple(rows), "No event is told.")


def _act(event: Event) -> str:
    code = f"{event.type} {event.mode}" if event.mode else event.type
    return "\n".join(filter(None, (shorten(event.trigger.text, 30), code, event.own)))


def _parties(event: Event) -> str:
    if not event.actors and not event.recipients:
        return "(not said who)"
    if len(event.actors) > 1 and not event.recipients:
        return _sides(event.actors) + " (together)"
    return _sides(event.actors) + ARROW + _sides(event.recipients)


def _sides(sides: tuple[Actor, ...]) -> str:
    return ", ".join(_side(side) for side in sides) or "?"


def _side(side: Actor) -> str:
    code = " ".join(item for item in (side.iso3, side.sector) if item)
    return shorten(side.text, 40) + (f" ({code})" if code else "")


def _circumstances(event: Event) -> str:
    lines = [event.where.name if event.where else "", moment(event.when) if event.when else ""]
    lines += [shorten(quantity.text, 40) for quantity in event.quantities]
    return "\n".join(line for line in lines if line)


def _counts(event: Event, names: Names) -> str:
    claim = names.claim(event.claim)
    told = {"speech_act": "done by saying it", "narrated": "told by the outlet", "content": "inside a statement"}
    lines = [event.series.replace("_", " "), event.realis if event.realis not in ("actual", "asserted") else ""]
    lines.append(told[event.level] if event.level != "content" or claim is None else
                 f"{claim.standing.replace('_', ' ')} ({names.row(claim.id)})")  # fmt: skip
    return "\n".join(line for line in lines if line)


def _ties(reading: Reading, names: Names) -> Table:
    rows = [
        (f"T{row}", _called(tie), _bound(tie, names), _term(tie), _duty(tie, names))
        for row, tie in enumerate(reading.ties, 1)
    ]
    return Table("ties", "What stands between them", ("#", "Tie", "Between", "Status", "Terms, what was done to it"),
                 (0, 3, 4, 3, 6), tuple(rows), "No tie is told.")  # fmt: skip


def _called(tie: Tie) -> str:
    words = [tie.name.text if tie.name else "", tie.measure.text if tie.measure else ""]
    return "\n".join(filter(None, (tie.kind.replace("_", " "), *(shorten(word, 60) for word in words))))


def _bound(tie: Tie, names: Names) -> str:
    return ", ".join(
        names.name(party.entity) + (f" ({party.role})" if party.role != "party" else "") for party in tie.parties
    )


def _term(tie: Tie) -> str:
    dates = "–".join(dict.fromkeys(date for date in (tie.since, tie.to) if date))
    return tie.status.replace("_", " ") + (f" {dates}" if dates else "") + (", invoked" if tie.invoked else "")


def _duty(tie: Tie, names: Names) -> str:
    terms = ARROW.join(shorten(span.text, 80) for span in (tie.trigger, tie.obligation) if span)
    lines = [f"{tie.article.text}: {terms}".removesuffix(": ") if tie.article else terms]
    lines.append(f"aim: {shorten(tie.aim.text, 80)}" if tie.aim else "")
    lines.append(f"over {shorten(tie.cause.text, 80)}" if tie.cause else "")
    lines += [_change(change, names) for change in tie.changes]
    return "\n".join(filter(None, lines))


def _change(change: TieChange, names: Names) -> str:
    """`not yet in force 2026-04-01 (S2)`: what was done, by whom, when, in whose words."""
    by = ", ".join(names.name(party) for party in change.by)
    told = f"{change.change.replace('_', ' ')}{f' by {by}' if by else ''}{f' {change.when}' if change.when else ''}"
    said = f" ({names.row(change.statement)})" if change.statement else ""
    return ("" if change.done else "not yet: ") + told + said
