"""Entries of a record for people: tables of events, claims, statements and ties; one entry in full; a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.query.brief import Brief
from onrecord.query.compared import Difference
from onrecord.query.review import Pair
from onrecord.query.search import Actor, Hit
from onrecord.render.marks import harmless
from onrecord.render.names import Table, count, shorten
from onrecord.render.terminal import section

_WORDS = 160


def listed(kind: str, found: Sequence[dict[str, Any]], names: Mapping[str, str], more: str | None) -> RenderableType:
    """A page of entries.

    Args:
        kind: `s`, `c`, `e` or `t`.
        found: the entries.
        names: of entities, by id.
        more: how to ask for the next page; None where there is none.
    """
    table = _TABLES[kind](found, names)
    parts: list[RenderableType] = [section(table), Text()]
    if found:
        told = "1 entry" if len(found) == 1 else f"{len(found)} entries"
        parts.append(Text(f"{told} of the record. onrecord cite ID gives the passage and a citation.", style="dim"))
    if more is not None:
        parts.append(Text(f"There are more: {more}", style="dim"))
    return Group(*parts)


def _events(found: Sequence[dict[str, Any]], names: Mapping[str, str]) -> Table:
    rows = [
        (
            _when(event), f"{event['type']} {event['mode'] or ''}".strip() + f"\n“{event['trigger']['text']}”",
            f"{_sides(event['actors'])} → {_sides(event['recipients'])}" + _place(event),
            _counts(event), _told(event),
        )
        for event in found
    ]  # fmt: skip
    return Table("events", "Events", ("When", "Event", "Who → to whom", "Counts as", "Told"), (2, 3, 5, 3, 3),
                 tuple(rows), "No event of the record is so. --series all shows those not told as fact.")  # fmt: skip


def _claims(found: Sequence[dict[str, Any]], names: Mapping[str, str]) -> Table:
    rows = [
        (claim["id"], shorten(claim["text"], _WORDS), _standing(claim), _stances(claim, names), _told(claim))
        for claim in found
    ]
    return Table("claims", "Claims", ("Id", "Claim", "Standing", "Who stands how to it", "Told"), (2, 5, 2, 4, 3),
                 tuple(rows), "No claim of the record is so.")  # fmt: skip


def _statements(found: Sequence[dict[str, Any]], names: Mapping[str, str]) -> Table:
    rows = [
        (
            statement["id"], statement["source"]["text"] if statement["source"] else "(no source named)",
            statement["cue"]["text"] if statement["cue"] else "", shorten(_content(statement), _WORDS),
            _told(statement),
        )
        for statement in found
    ]  # fmt: skip
    return Table("statements", "Statements", ("Id", "Who", "How", "What", "Told"), (2, 3, 2, 6, 3),
                 tuple(rows), "No statement of the record is so.")  # fmt: skip


def _ties(found: Sequence[dict[str, Any]], names: Mapping[str, str]) -> Table:
    rows = [
        (
            tie["id"], tie["kind"].replace("_", " ") + (f"\n{tie['name']['text']}" if tie["name"] else ""),
            ", ".join(f"{names.get(one['entity'], one['entity'])}"
                      + (f" ({one['role']})" if one["role"] != "party" else "") for one in tie["parties"]),
            tie["status"].replace("_", " ") + (f", since {tie['from']}" if tie["from"] else ""), _told(tie),
        )
        for tie in found
    ]  # fmt: skip
    return Table("ties", "Ties", ("Id", "Kind", "Between", "Status", "Told"), (2, 3, 5, 3, 3), tuple(rows),
                 "No tie of the record is so.")  # fmt: skip


_TABLES = {"e": _events, "c": _claims, "s": _statements, "t": _ties}


def _when(event: dict[str, Any]) -> str:
    when = event["when"]
    known = when is not None and when["start"]
    day = when["start"] if known else f"told {event['first']}" if event["first"] else "?"
    end = when["end"] if known and when["end"] and when["end"] != when["start"] else None
    return f"{day}{f' to {end}' if end else ''}\n{event['id']}"


def _place(event: dict[str, Any]) -> str:
    return f"\n{event['where']['name']}" if event["where"] else ""


def _counts(event: dict[str, Any]) -> str:
    return f"{event['series'].replace('_', ' ')}\n{event['standing'].replace('_', ' ')}"


def _standing(claim: dict[str, Any]) -> str:
    turns = [turn for turn in claim["history"] if turn["since"]]
    moved = "\n".join(f"{turn['since']}: {turn['standing'].replace('_', ' ')}" for turn in turns[:-1])
    now: str = claim["standing"].replace("_", " ")
    return now + (f"\nbefore, {moved}" if moved else "")


def _sides(actors: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"{one['text']}" + (f" ({one['iso3']})" if one["iso3"] else "") for one in actors) or "?"


def _stances(claim: dict[str, Any], names: Mapping[str, str]) -> str:
    by_stance: dict[str, list[str]] = {}
    for stance in claim["stances"]:
        holder = stance["holder"]
        name = "the report itself" if holder == "outlet" else names.get(holder, holder)
        held = by_stance.setdefault(stance["stance"].replace("_", " "), [])
        if name not in held:
            held.append(name)
    return "\n".join(f"{stance}: {', '.join(holders)}" for stance, holders in by_stance.items())


def _content(statement: dict[str, Any]) -> str:
    return " … ".join(span["text"] for span in statement["content"])


def _told(entry: dict[str, Any]) -> str:
    told = count(entry["reports"], "report")
    origins = f", {count(entry['roots'], 'origin')}" if "standing" in entry else ""
    outlets = ", ".join(entry["outlets"][:3]) + (" …" if len(entry["outlets"]) > 3 else "")
    days = entry["first"] or ""
    if entry["last"] and entry["last"] != entry["first"]:
        days += f" to {entry['last']}"
    return "\n".join(filter(None, (told + origins, outlets, days)))


def actors(found: Sequence[Actor]) -> RenderableType:
    """Who is in the record."""
    rows = [
        (actor.name, actor.entity, actor.iso3 or "", str(actor.reports), ", ".join(actor.names[1:6])) for actor in found
    ]
    return section(Table("actors", "Who is in the record", ("Name", "Id", "Country", "Reports", "Also called"),
                         (3, 4, 1, 1, 4), tuple(rows), "Nobody in the record is called so."))  # fmt: skip


def hits(found: Sequence[Hit]) -> RenderableType:
    """Reports that were found."""
    rows = [
        (
            hit.published or "?", hit.outlet or "?", " ".join(hit.text.split()),
            hit.report + (f"\nreprint of {hit.family}" if hit.family != hit.report else ""),
        )
        for hit in found
    ]  # fmt: skip
    return section(Table("reports", "Reports", ("Published", "Outlet", "Passage", "Id"), (2, 2, 7, 3), tuple(rows),
                         "No report of the record holds these words."))  # fmt: skip


def timeline(days: Sequence[tuple[str, Sequence[dict[str, Any]]]]) -> RenderableType:
    """Events by day, the oldest first."""
    rows = []
    for day, found in days:
        for number, event in enumerate(found):
            what = f"{_sides(event['actors'])} → {_sides(event['recipients'])}: {event['type']} {event['mode'] or ''}"
            rows.append((day if number == 0 else "", what.strip() + _place(event), _counts(event), event["id"]))
    return section(Table("timeline", "Day by day", ("Day", "Who → to whom", "Counts as", "Id"), (2, 6, 3, 2),
                         tuple(rows), "No event of the record is so."))  # fmt: skip


def brief(made: Brief) -> RenderableType:
    """A brief with its references."""
    span = " ".join(
        filter(None, (f"since {made.since}" if made.since else "", f"until {made.until}" if made.until else ""))
    )
    parts: list[RenderableType] = [Text(f"{made.sides[0]} and {made.sides[1]} {span}".strip(), style="bold"), Text()]
    for part in made.sections:
        parts.append(Text(part.title, style="bold underline"))
        for line in part.lines:
            told = Text("  ")
            told.append(f"{line.day or 'no day'}  ", style="dim")
            told.append(harmless(line.head), style="bold")
            told.append(f"\n    “{harmless(line.text)}” [{line.cite}]")
            told.append(f"\n    {line.note}  {line.id}", style="dim")
            parts.append(told)
        if part.more:
            parts.append(Text("  and more: onrecord events, claims, statements show all", style="dim"))
        parts.append(Text())
    if not made.sections:
        parts += [Text("The record holds nothing of the two together."), Text()]
    if made.sources:
        parts.append(Text("Reports", style="bold underline"))
        for source in made.sources:
            named = ", ".join(filter(None, (source.outlet, source.published, source.title, source.url, source.report)))
            parts.append(Text(harmless(f"  [{source.number}] {named}")))
    return Group(*parts)


def difference(made: Difference) -> RenderableType:
    """What changed from one revision to the next."""
    parts: list[RenderableType] = [Text(f"{made.old} to {made.new}", style="bold"), Text()]
    rows: list[tuple[str, ...]] = [(name, str(old), str(new)) for name, (old, new) in made.fields.items()]
    if rows:
        parts += [
            section(Table("fields", "The report", ("Field", "Before", "After"), (2, 5, 5), tuple(rows), "")),
            Text(),
        ]
    rows = [(change.kind, shorten(change.old_text, _WORDS), shorten(change.new_text, _WORDS)) for change in made.text]
    table = Table("text", "Its text", ("", "Before", "After"), (1, 5, 5), tuple(rows), "The text is the same.")
    parts += [section(table), Text()]
    rows = [
        (one.kind, one.what, shorten(one.text, _WORDS),
         "\n".join(f"{name}: {shorten(str(a), 60)} → {shorten(str(b), 60)}" for name, (a, b) in one.fields.items()))
        for one in made.items
    ]  # fmt: skip
    parts.append(section(Table("items", "What was read", ("", "", "Words", "Fields"), (1, 1, 5, 4), tuple(rows),
                               "What was read is the same.")))  # fmt: skip
    if made.readers[0] != made.readers[1]:
        parts += [Text(), Text(f"Read by {made.readers[0]}, then by {made.readers[1]}.", style="dim")]
    return Group(*parts)


def pair(shown: Pair) -> RenderableType:
    """Two items, and why they are held to be the same or not."""
    verdict = "one entry" if shown.together else "two entries"
    parts: list[RenderableType] = []
    for one in (shown.one, shown.other):
        head = ", ".join(filter(None, (one.id, one.outlet, one.published, one.report)))
        parts += [Text(harmless(head), style="dim"), Text(harmless(f"  {shorten(one.text, 400)}"))]
    told = ", ".join(f"{part.feature} {part.value * part.weight:+.1f}" for part in shown.parts)
    parts += [Text(f"{verdict}; score {shown.score:.2f} ({told})", style="bold"), Text()]
    return Group(*parts)
