"""The tables of the human view, as words: what a reporter reads, no codes where a word will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model import Actor, Claim, Event, Place, Quantity, Reading, Statement, Tie, Time

ARROW = " → "


class Table(NamedTuple):
    """One table of the human view.

    Attributes:
        name: the reading's field that it shows (`statements`).
        title: its heading.
        columns: heads.
        weights: how the width is shared out; 0 for a column as narrow as it can be.
        rows: cells, one row for each value.
        empty: what to say where there is no row.
        note: what to say under the rows.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    weights: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    note: str = ""


SECTIONS = (
    "text", "statements", "claims", "events", "ties", "abstained",
    "entities", "times", "places", "quantities",
)  # fmt: skip
SHOWN = SECTIONS[:6]
"""What is shown where nothing is asked for: the rest is detail of it."""


def tables(reading: Reading, only: Sequence[str] = SHOWN) -> list[Table]:
    """The tables asked for, in the house's order."""
    makers = {
        "statements": _statements, "claims": _claims, "events": _events, "ties": _ties, "abstained": _abstained,
        "entities": _entities, "times": _times, "places": _places, "quantities": _quantities,
    }  # fmt: skip
    names = Names(reading, every_claim=tuple(only) != SHOWN)
    return [makers[name](reading, names) for name in SECTIONS if name in only and name != "text"]


class Names:
    """Names of entities, and row numbers of values, by their ids.

    Args:
        reading: the reading that they stand in.
        every_claim: whether the claims that are one source's word alone get a row too.
    """

    def __init__(self, reading: Reading, every_claim: bool = False) -> None:
        self.every_claim = every_claim
        self._names = {entity.id: entity.name for entity in reading.entities}
        groups: dict[str, tuple[Statement | Claim | Event, ...]] = {
            "statement": reading.statements, "claim": reading.claims, "event": reading.events,
        }  # fmt: skip
        self._rows = {item.id: f"{kind} {row}" for kind, items in groups.items() for row, item in enumerate(items, 1)}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._outlet = reading.report.outlet

    def __contains__(self, entity: str) -> bool:
        """Whether it is the id of an entity, and no bare wording."""
        return entity in self._names

    def name(self, entity: str) -> str:
        """An entity's name, or the wording that stands for one; the outlet by its name."""
        return self._names.get(entity, (self._outlet or "the report itself") if entity == "outlet" else entity)

    def row(self, item: str | None) -> str:
        """`statement 3`, for an id."""
        return self._rows.get(item or "", "")

    def claim(self, item: str | None) -> Claim | None:
        """The claim of that id."""
        return self._claims.get(item or "")


def summary(reading: Reading) -> str:
    """One line that says what was found."""
    sources = {
        tuple(statement.source.entities) or statement.source.text.lower()
        for statement in reading.statements
        if statement.source is not None
    }
    series = _tally(event.series for event in reading.events)
    standings = _tally(claim.standing for claim in reading.claims)
    parts = [
        _count(len(reading.statements), "statement") + f" by {_count(len(sources), 'source')}",
        _count(len(reading.claims), "claim") + (f" ({standings})" if standings else ""),
        _count(len(reading.events), "event") + (f" ({series})" if series else ""),
    ]
    if reading.ties:
        parts.append(_count(len(reading.ties), "tie"))
    return "; ".join(parts) + "."


def heading(reading: Reading) -> str:
    """Outlet, date, dateline and length, as far as they are known."""
    report = reading.report
    place = report.dateline.place if report.dateline else None
    told = [report.outlet or "outlet unknown", (report.published or "undated")[:10], place, report.byline]
    return " · ".join([item for item in told if item] + [f"{len(report.text.split()):,} words", report.id])


def shorten(text: str, length: int) -> str:
    """The text on one line, its middle left out where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    tail = line[-(length // 4) :]
    head = line[: length - len(tail) - 3]
    if " " in head and " " in tail:  # whole words, where there are any
        head, tail = head.rpartition(" ")[0], tail.partition(" ")[2]
    return f"{head.rstrip()} … {tail.lstrip()}"


_LONGEST = 150
"""Characters of a content shown in a table: the text above has the whole of it."""


def _statements(reading: Reading, names: Names) -> Table:
    rows = [
        (str(row), _who(item, names), _how(item), _what(item, names)) for row, item in enumerate(reading.statements, 1)
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
    return words


def _how(statement: Statement) -> str:
    if statement.cue is None:
        return _FORMS.get(statement.form, statement.form)
    act = statement.cue.act
    told = "" if act == "say" or act[:3] in statement.cue.text.lower() else f" ({act})"
    form = _FORMS.get(statement.form, "")
    return shorten(statement.cue.text, 40) + told + (f", {form}" if form else "")


_FORMS = {"direct": "quoted", "mixed": "partly quoted", "label": "label", "none": "says nothing", "indirect": ""}


def _what(statement: Statement, names: Names) -> str:
    said = " … ".join(piece.text for piece in statement.content)
    if statement.form == "direct":
        said = f"“{said}”"
    lines = [shorten(said, _LONGEST)] if said else []
    chain = [link or "?" for link in statement.chain]
    if len(chain) > 2:
        lines.append("by way of " + ARROW.join(chain))
    circumstances = [statement.venue and f"in {statement.venue}", statement.addressee and f"to {statement.addressee}"]
    if statement.when is not None and statement.when.text:
        circumstances.append(_time(statement.when))
    told = ", ".join(item for item in circumstances if item)
    return "\n".join([*lines, *([f"({told})"] if told else [])])


def _claims(reading: Reading, names: Names) -> Table:
    shown = [(row, claim) for row, claim in enumerate(reading.claims, 1) if names.every_claim or not _one_word(claim)]
    rows = [
        (str(row), shorten(claim.text, _LONGEST), claim.standing.replace("_", " "), _stances(claim, names))
        for row, claim in shown
    ]
    rest = len(reading.claims) - len(shown)
    note = f"and {_count(rest, 'claim')} on one source's word alone: --only claims shows them" if rest else ""
    empty = "Nothing is contested, denied, promised or doubted." if rest else "Nothing is claimed."
    title = "What is claimed, and how each side stands to it"
    columns = ("#", "Claim", "Standing", "Stances")
    return Table("claims", title, columns, (0, 6, 2, 4), tuple(rows), empty, note)


def stance_word(stance: str) -> str:
    """A stance as a verb: `denies`; in plain words where its code is no English."""
    return _STANCES.get(stance, stance.replace("_", " "))


_STANCES = {
    "asserts": "says so", "asserts_not": "says not", "not_confirmed": "has not confirmed", "relays": "passes it on",
    "presupposes": "takes it as given", "noncommittal": "leaves it open", "no_response": "did not respond",
    "could_not_verify": "could not verify it", "judges_false": "judges it false",
    "no_evidence": "sees no evidence", "cannot_rule_out": "cannot rule it out", "declines": "declines to say",
}  # fmt: skip


def _one_word(claim: Claim) -> bool:
    """Whether one holder alone says it, plainly: the statements show it already."""
    return claim.standing in _PLAIN and len({stance.holder for stance in claim.stances}) < 2


_PLAIN = frozenset(("asserted", "outlet_voice", "label", "presupposed"))


def _stances(claim: Claim, names: Names) -> str:
    by_stance: dict[str, list[str]] = {}
    for stance in claim.stances:
        word = stance_word(stance.stance)
        if stance.likelihood is not None:
            word += f" at {stance.likelihood[0]:.0%} to {stance.likelihood[1]:.0%}"
        holders = by_stance.setdefault(word, [])
        name = shorten(names.name(stance.holder), 50)
        if name not in holders:
            holders.append(name)
    lines = [f"{word}: {', '.join(holders)}" for word, holders in by_stance.items()]
    if claim.roots > 1:
        lines.append(f"{claim.roots} independent origins")
    return "\n".join(lines)


def _events(reading: Reading, names: Names) -> Table:
    rows = [
        (str(row), _act(event), _sides(event.actors) + ARROW + _sides(event.recipients), _circumstances(event),
         _counts(event, names))
        for row, event in enumerate(reading.events, 1)
    ]  # fmt: skip
    columns = ("#", "Event", "Who → to whom", "Where, when, how many", "Counts as")
    return Table("events", "What happened, as told", columns, (0, 3, 4, 3, 3), tuple(rows), "No event is told.")


def _act(event: Event) -> str:
    return shorten(event.trigger.text, 30) + f"\n{event.type}" + (f" {event.mode}" if event.mode else "")


def _sides(sides: tuple[Actor, ...]) -> str:
    return ", ".join(_side(side) for side in sides) or "?"


def _side(side: Actor) -> str:
    code = " ".join(item for item in (side.iso3, side.sector) if item)
    return shorten(side.text, 40) + (f" ({code})" if code else "")


def _circumstances(event: Event) -> str:
    lines = [event.where.name if event.where else "", _time(event.when) if event.when else ""]
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
        (str(row), tie.kind.replace("_", " "), _bound(tie, names), _term(tie), _duty(tie))
        for row, tie in enumerate(reading.ties, 1)
    ]
    return Table("ties", "What stands between them", ("#", "Tie", "Between", "Status", "If … then"),
                 (0, 3, 4, 3, 5), tuple(rows), "No tie is told.")  # fmt: skip


def _bound(tie: Tie, names: Names) -> str:
    return ", ".join(
        names.name(party.entity) + (f" ({party.role})" if party.role != "party" else "") for party in tie.parties
    )


def _term(tie: Tie) -> str:
    dates = "–".join(dict.fromkeys(date for date in (tie.since, tie.to) if date))
    return tie.status.replace("_", " ") + (f" {dates}" if dates else "") + (", invoked" if tie.invoked else "")


def _duty(tie: Tie) -> str:
    lines = [span.text for span in (tie.trigger, tie.obligation) if span]
    told = ARROW.join(shorten(line, 80) for line in lines)
    return told + (f"\nover {shorten(tie.cause.text, 80)}" if tie.cause else "")


def _abstained(reading: Reading, names: Names) -> Table:
    rows = [(shorten(item.text, 60), f"{item.stage}?", item.reason) for item in reading.abstained]
    return Table("abstained", "What it would not decide", ("Words", "Question", "Why"), (3, 2, 6), tuple(rows),
                 "Nothing was left undecided.")  # fmt: skip


def _entities(reading: Reading, names: Names) -> Table:
    rows = []
    for entity in reading.entities:
        forms = list(dict.fromkeys(mention.text for mention in entity.mentions))
        codes = " ".join(item for item in (entity.iso3, *entity.sectors) if item)
        roles = "; ".join(role.title for role in entity.roles)
        rows.append((entity.name, entity.kind, codes, roles, shorten(", ".join(forms), 80)))
    return Table("entities", "Who and what is named", ("Name", "Kind", "Codes", "Offices", "As worded"),
                 (4, 2, 2, 3, 5), tuple(rows), "Nobody is named.")  # fmt: skip


def _times(reading: Reading, names: Names) -> Table:
    rows = [(item.text or "", item.kind, _interval(item), item.anchor) for item in reading.times]
    return Table("times", "When", ("Words", "Kind", "Date", "Known from"), (4, 2, 4, 2), tuple(rows),
                 "No time is given.")  # fmt: skip


def _time(time: Time) -> str:
    date = _interval(time)
    return " = ".join(item for item in (time.text, date) if item) if date not in (time.text or "") else time.text or ""


def _interval(time: Time) -> str:
    if time.start is None and time.end is None:
        return ""
    if time.start == time.end:
        return str(time.start)
    return f"{time.start or '…'} to {time.end or '…'}"


def _places(reading: Reading, names: Names) -> Table:
    rows = [(item.text, item.name, item.precision, " ".join(_codes(item))) for item in reading.places]
    return Table("places", "Where", ("Words", "Place", "Kind", "Codes"), (4, 4, 2, 3), tuple(rows),
                 "No place is named.")  # fmt: skip


def _codes(place: Place) -> list[str]:
    return [item for item in (place.iso3, place.admin1) if item]


def _quantities(reading: Reading, names: Names) -> Table:
    rows = [(item.text, item.what or "", _figure(item), item.unit or "") for item in reading.quantities]
    return Table("quantities", "How many", ("Words", "Of what", "Figure", "Unit"), (4, 3, 4, 2), tuple(rows),
                 "No figure is given.")  # fmt: skip


def _figure(item: Quantity) -> str:
    if item.best is not None and item.min == item.max == item.best:
        return f"{item.best:,}"
    parts = [f"about {item.best:,}" if item.approx else f"{item.best:,}"] if item.best is not None else []
    if item.min is not None:
        parts.append(f"{'more than' if item.exclusive_min else 'at least'} {item.min:,}")
    if item.max is not None:
        parts.append(f"{'less than' if item.exclusive_max else 'at most'} {item.max:,}")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _tally(words: Iterable[str]) -> str:
    tally: dict[str, int] = {}
    for word in words:
        tally[word] = tally.get(word, 0) + 1
    return ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in tally.items())
