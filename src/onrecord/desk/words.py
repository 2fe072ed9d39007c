"""Words of the pages: plain names of codes, dates, places in a text, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from onrecord.codebook.countries import name_of
from onrecord.desk.marked import GROUPS
from onrecord.render.claims import stance_word
from onrecord.render.marks import harmless

NOUNS = {"s": "statements", "c": "claims", "e": "events", "t": "ties"}


def plain(code: str | None) -> str:
    """A code in words: `not_counted` is `not counted`."""
    return (code or "").replace("_", " ")


def clean(text: str | None) -> str:
    """Words of a report on one line, nothing in them that turns letters around."""
    return harmless(" ".join((text or "").split()))


def flow(text: str | None) -> str:
    """Words around a passage, on one line; the spaces at their ends stay."""
    return harmless(re.sub(r"\s+", " ", text or ""))


def date(moment: str | None) -> str:
    """The day of a moment, or as much of a day as is known."""
    return (moment or "")[:10]


def group(standing: str | None) -> str:
    """The class that shows a standing."""
    return f"stands-{GROUPS.get(standing or '', 'own')}"


def day(when: Mapping[str, Any] | None, told: str | None = None) -> str:
    """When something was, with the precision known, else when it was told."""
    start = when.get("start") if when else None
    if not start:
        return f"told {told}" if told else "no day"
    end = when.get("end") if when else None
    return f"{start} to {end}" if end and end != start else str(start)


def sides(actors: Sequence[Mapping[str, Any]]) -> str:
    """Actors in the report's words, with their countries."""
    return ", ".join(clean(one["text"]) + (f" ({one['iso3']})" if one.get("iso3") else "") for one in actors) or "?"


def entry_address(id_: str) -> str:
    """The page of an entry."""
    return f"/{NOUNS[id_[:1]]}/{quote(id_, safe='')}"


def report_address(report: str, span: Sequence[int] | None = None, part: str | None = None) -> str:
    """The page of a report, at a passage of it."""
    at = f"?at={span[0]}-{span[1]}" + ("&in=title" if part == "title" else "") + "#at" if span else ""
    return f"/reports/{quote(report, safe='')}{at}"


def actor_address(entity: str) -> str:
    """The page of an entity."""
    return f"/actors/{quote(entity, safe=':')}"


def head(entry: Mapping[str, Any]) -> str:
    """An entry in a line: who to whom and what; who says what; a claim's words; a tie."""
    match entry["id"][:1]:
        case "e":
            what = f"{entry['type']} {plain(entry['mode'])}".strip()
            return f"{sides(entry['actors'])} → {sides(entry['recipients'])}: {what}"
        case "s":
            source = clean(entry["source"]["text"]) if entry["source"] else "(no source named)"
            cue = clean(entry["cue"]["text"]) if entry["cue"] else "says"
            return f"{source} {cue}: {clean(' … '.join(span['text'] for span in entry['content']))}"
        case "c":
            return clean(entry["text"])
        case _:
            return plain(entry["kind"])


FILTERS = {
    "clean": clean, "harmless": harmless, "flow": flow, "date": date, "country": name_of, "plain": plain,
    "group": group, "stance": stance_word, "day": day, "sides": sides, "head": head,
    "entry_address": entry_address, "report_address": report_address, "actor_address": actor_address,
}  # fmt: skip
"""For templates."""
