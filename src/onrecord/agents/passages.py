"""Entries with the words that they were read from, cut out of the reports again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from onrecord.record.words import passage
from onrecord.store.asking import many
from onrecord.store.tables import reports


def with_passages(
    connection: Connection, entries: Sequence[dict[str, Any]], most: int, at: int = 0
) -> list[dict[str, Any]]:
    """Entries whose anchors carry `text`, cut out at their span, and `passage`, the sentence around it.

    Args:
        connection: of a reader.
        entries: plain objects of their JSON.
        most: anchors of an entry that are looked up; an entry that has no more gets all.
        at: the first of them.
    """
    ranges = [range(len(one["anchors"])) for one in entries]
    shown = [every if len(every) <= most else every[at : at + most] for every in ranges]
    wanted = {one["anchors"][n]["report"] for one, numbers in zip(entries, shown, strict=True) for n in numbers}
    texts = _texts(connection, wanted)
    made = []
    for one, numbers in zip(entries, shown, strict=True):
        anchors = list(one["anchors"])
        for n in numbers:
            title, text = texts[anchors[n]["report"]]
            anchors[n] = {**anchors[n], **_words(anchors[n], title, text)}
        made.append({**one, "anchors": anchors})
    return made


def cut_out(connection: Connection, places: Sequence[dict[str, Any]]) -> list[str]:
    """The texts at some places: each has `report`, `span` and, in a headline, `in`."""
    texts = _texts(connection, {place["report"] for place in places})
    found = []
    for place in places:
        title, text = texts[place["report"]]
        lo, hi = place["span"]
        found.append((title if place.get("in") == "title" else text)[lo:hi])
    return found


def _texts(connection: Connection, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Title and text of reports, the newest revision, by id."""
    asking = select(reports.c.id, reports.c.title, reports.c.text).where(reports.c.current == 1)
    return {row.id: (row.title or "", row.text) for row in many(connection, asking, reports.c.id, sorted(wanted))}


def _words(anchor: dict[str, Any], title: str, text: str) -> dict[str, Any]:
    whole = title if anchor.get("in") == "title" else text
    lo, hi = anchor["span"]
    first, last = passage(whole, lo, hi)
    return {"text": whole[lo:hi], "passage": {"span": [first, last], "text": whole[first:last]}}
