"""How an explanation looks: the passage in its sentence, what it is, and what decided it."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.model import Actor, Note, Party, Reading
from onrecord.query.passage import Hit, Passage
from onrecord.render.marks import harmless
from onrecord.render.names import shorten

_AROUND = 160
"""Characters of context shown on each side."""


def explained(reading: Reading, found: Passage) -> RenderableType:
    """The explanation of one passage."""
    parts: list[RenderableType] = [_context(reading, found), Text()]
    parts.append(Text("What stands here", style="bold"))
    seen: list[Text] = [_hit(hit) for hit in found.hits]
    parts += _indented(seen or [Text("Nothing of the record: the reader passes over these words.", style="dim")])
    parts += [Text(), Text("Why", style="bold")]
    why = [_note(note) for note in found.notes] + _themselves(reading, found)
    parts += _indented(why or [Text("No rule spoke about these words.", style="dim")])
    if found.abstained:
        parts += [Text(), Text("What it would not decide", style="bold")]
        parts += _indented([Text(harmless(f"{item.stage}: “{item.text}”: {item.reason}")) for item in found.abstained])
    return Group(*parts)


def _indented(lines: list[Text]) -> list[RenderableType]:
    return [Padding(line, (0, 0, 0, 2), expand=False) for line in lines]


def _context(reading: Reading, found: Passage) -> Text:
    whole = harmless((reading.report.title or "") if found.part == "title" else reading.report.text)
    start, end = found.offsets
    left, right = max(0, start - _AROUND), min(len(whole), end + _AROUND)
    made = Text(f"{found.part} {start}–{end}: ", style="dim")
    made.append(("… " if left else "") + " ".join(whole[left:start].splitlines()), style="none")
    made.append("»" + whole[start:end] + "«", style="bold reverse")
    made.append(" ".join(whole[end:right].splitlines()) + (" …" if right < len(whole) else ""), style="none")
    return made


def _hit(hit: Hit) -> Text:
    made = Text(_title(hit), style="bold")
    made.append(f"  {hit.offsets[0]}–{hit.offsets[1]}  ", style="dim")
    made.append(f"“{shorten(harmless(hit.text), 90)}”", style="none")
    told = _told(hit.path, hit.value)
    if told:
        made.append(f"  {told}", style="italic")
    return made


def _title(hit: Hit) -> str:
    """`event 3, trigger`: numbered as in the tables of `onrecord read`."""
    field, _, path = hit.path.partition("[")
    inside = path.partition("]")[2].lstrip(".").replace("[", " [")
    label = _LABELS.get(field, "")
    return f"{_SINGULAR[field]} {label}{hit.number}" + (f", {inside}" if inside else "")


_LABELS = {"statements": "S", "claims": "C", "events": "E", "ties": "T"}
"""The letters of the rows in the human view."""


def _themselves(reading: Reading, found: Passage) -> list[Text]:
    """Sources and actors that no note of `who` covers, explained from what the reading holds of them."""
    told = [note.span for note in found.notes if note.stage == "who"]
    names = {entity.id: f"{entity.name} ({entity.id})" for entity in reading.entities}
    made: dict[tuple[int, int], str] = {}
    for hit in found.hits:
        party = hit.part
        if isinstance(party, Party | Actor) and not any(party.contains(span) for span in told):
            made.setdefault(party.offsets, f"who: “{shorten(party.text, 60)}” {_resolved(party, names)}")
    return [Text(harmless(line)) for line in made.values()]


def _resolved(party: Party | Actor, names: dict[str, str]) -> str:
    """How a party was resolved, in words."""
    if isinstance(party, Actor):
        entities, codes = [party.entity] if party.entity else [], [party.iso3, party.sector]
        named = ""
    else:
        entities, codes = list(party.entities), [*party.iso3, *party.sectors]
        named = _NAMED[party.kind] + " and "
        if party.candidates:
            choice = " or ".join(candidate.name for candidate in party.candidates)
            return f"{_NAMED[party.kind]} that could be {choice}, with no ground to choose"
    coded = " ".join(code for code in codes if code)
    if not entities:
        return f"{named}is no entity that the report names" + (f"; coded {coded} by its own words" if coded else "")
    inferred = ", the country inferred" if isinstance(party, Party) and party.inferred else ""
    return f"{named}is {', '.join(names.get(entity, entity) for entity in entities)}" + (
        f", coded {coded}{inferred}" if coded else ""
    )


_NAMED = {
    "named": "is a name", "role": "is an office or role", "unnamed": "names nobody", "collective": "is several at once",
    "document": "is a document", "media": "is a medium", "crowd": "is people at large", "pronoun": "is a pronoun",
}  # fmt: skip


_SINGULAR = {
    "statements": "statement", "claims": "claim", "events": "event", "ties": "tie", "entities": "entity",
    "times": "time", "places": "place", "quantities": "quantity",
}  # fmt: skip


def _told(path: str, value: Any) -> str:
    """What the value is, in a few words."""
    kind = path.partition("[")[0]
    if kind == "statements":
        who = value.source.text if value.source else "nobody named"
        return f"{who}: {value.cue.act if value.cue else value.form}, {value.form}"
    if kind == "events":
        code = value.type + (f"/{value.mode}" if value.mode else "")
        own = f"{value.own}, " if value.own else ""
        return f"{own}{code}, {value.realis}, {value.series.replace('_', ' ')}"
    if kind == "claims":
        return value.standing.replace("_", " ")  # type: ignore[no-any-return]
    if kind == "ties":
        return f"{value.kind}, {value.status}"
    if kind == "entities":
        return f"{value.name} ({value.id})"
    if kind == "times":
        return f"{value.kind} {value.start or '…'} to {value.end or '…'}, known from {value.anchor}"
    if kind == "places":
        return f"{value.name}, {value.precision}"
    return f"min {value.min}, best {value.best}, max {value.max}"


def _note(note: Note) -> Text:
    made = Text(f"{note.stage}: ", style="bold")
    made.append(harmless(note.says), style="none")
    made.append(f"  “{shorten(harmless(note.span.text), 60)}”", style="dim")
    made.append(f"\nby rule {note.rule}", style="none")
    if note.because:
        made.append(f", because of {harmless(note.because)}", style="none")
    if note.alternatives:
        made.append(f"\nelse: {harmless('; '.join(note.alternatives))}", style="none")
    return made
