"""Readings recombined from real ones: as many as one likes, seeded, without reading anything anew.

Each real reading is cut where no item crosses (between sentences), and the pieces of many are strung together: offsets
shifted, ids made anew, days moved along with the new day of publication.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from onrecord.model import Reading, identity

FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
OUTLETS = tuple(f"Outlet {number}" for number in range(1, 61))
LENGTH = 5000


class Piece(NamedTuple):
    """A stretch of a report with the items in it, as plain objects."""

    text: str
    start: int
    published: str
    items: dict[str, list[dict[str, Any]]]


def pieces(reading: Reading) -> Iterator[Piece]:
    """A reading, cut wherever no item crosses."""
    plain = reading.to_dict()
    text = plain["report"]["text"]
    ends = [match.end() for match in re.finditer(r"[.!?][”\"’']?\s+(?=[A-Z“\"])", text)]
    spans = {
        (kind, number): _reach(item)
        for kind in ("statements", "claims", "events", "ties")
        for number, item in enumerate(plain[kind])
    }
    crossed: set[int] = set()
    for lo, hi in spans.values():
        crossed |= {end for end in ends if lo < end < hi}
    cuts = [0, *(end for end in ends if end not in crossed), len(text)]
    for lo, hi in itertools.pairwise(cuts):
        inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (kind, number), (first, last) in spans.items():
            if lo <= first and last <= hi:
                inside[kind].append(plain[kind][number])
        for entity in plain["entities"]:
            mentions = [
                one for one in entity["mentions"] if "in" not in one and lo <= one["span"][0] < one["span"][1] <= hi
            ]
            if mentions:
                inside["entities"].append(entity | {"mentions": mentions})
        for kind in ("times", "places", "quantities", "abstained"):
            inside[kind] += [
                one for one in plain[kind] if one.get("span") and lo <= one["span"][0] and one["span"][1] <= hi
            ]
        yield Piece(text[lo:hi], lo, (plain["report"]["published"] or "2018-01-01")[:10], inside)


def _reach(value: Any) -> tuple[int, int]:
    """From the first to the last character that an item points at."""
    found = list(_offsets(value))
    return (min(lo for lo, _ in found), max(hi for _, hi in found)) if found else (0, 0)


def _offsets(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if value.get("span"):
            yield tuple(value["span"])
        for one in value.get("spans") or ():
            yield tuple(one)
        for inner in value.values():
            yield from _offsets(inner)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict):
                yield from _offsets(inner)


def recombined(readings: Sequence[Reading], many: int, seed: int = 1) -> Iterator[Reading]:
    """So many readings of pieces drawn at random."""
    pool = [piece for reading in readings for piece in pieces(reading)]
    reader = msgspec.to_builtins(readings[0].reader)
    rng = random.Random(seed)
    for number in range(many):
        yield _made(number, pool, reader, rng)


def _made(number: int, pool: Sequence[Piece], reader: Any, rng: random.Random) -> Reading:
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    report = f"made-{number:07d}"
    text, made = "", {kind: [] for kind in ("statements", "claims", "events", "ties", "times", "places", "quantities",
                                            "abstained")}  # fmt: skip
    entities: dict[str, dict[str, Any]] = {}
    while len(text) < LENGTH:
        piece = pool[rng.randrange(len(pool))]
        shift = _Shift(report, len(text) - piece.start, (day - date.fromisoformat(piece.published)).days)
        text += piece.text
        for kind in made:
            made[kind] += [shift.item(one) for one in piece.items.get(kind, ())]
        for entity in piece.items.get("entities", ()):
            moved = shift.item(entity)
            held = entities.setdefault(entity["id"], entity | {"mentions": []})
            held["mentions"] = held["mentions"] + moved["mentions"]
    ids = {one["id"] for kind in ("statements", "claims", "events", "ties") for one in made[kind]}
    for kind in ("statements", "claims", "events", "ties"):
        made[kind] = [_linked(one, ids) for one in made[kind]]
    plain = {
        "schema": "onrecord.reading/1",
        "report": {"id": report, "text": text, "outlet": rng.choice(OUTLETS), "published": day.isoformat(),
                   "language": "en", "sha256": identity("r", text)},
        "entities": list(entities.values()), **made, "reader": reader,
    }  # fmt: skip
    return msgspec.convert(plain, Reading)


class _Shift:
    """Moves an item to its new place and day, under a new id."""

    def __init__(self, report: str, by: int, days: int) -> None:
        self._report = report
        self._by = by
        self._days = days

    def item(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._field(name, inner) for name, inner in value.items()}
        return [self.item(inner) for inner in value] if isinstance(value, list) else value

    def _field(self, name: str, value: Any) -> Any:
        if name == "span":
            return [value[0] + self._by, value[1] + self._by] if value else value
        if name == "spans":
            return [[lo + self._by, hi + self._by] for lo, hi in value]
        if name in ("start", "end") and isinstance(value, str) and len(value) == 10:
            return (date.fromisoformat(value) + timedelta(days=self._days)).isoformat()
        if (
            name in ("id", "statement", "claim", "parent", "event")
            and isinstance(value, str)
            and _ITEM.fullmatch(value)
        ):
            return self._id(value)
        if name in ("events", "ties", "claims") and value and isinstance(value[0], str):
            return [self._id(one) for one in value]
        return self.item(value)

    def _id(self, old: str) -> str:
        return identity(old[0], self._report, self._by, old)


_ITEM = re.compile(r"[scet][0-9a-f]{12}")


def _linked(item: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    """An item without references to what was left behind."""
    for name in ("events", "ties", "claims"):
        if isinstance(item.get(name), list):
            item[name] = [one for one in item[name] if one in ids]
    for name in ("claim", "parent"):
        if item.get(name) is not None and item[name] not in ids:
            item[name] = None
    for stance in item.get("stances", ()):
        if stance["statement"] not in ids:
            stance["statement"] = None
    for change in item.get("changes", ()):
        for name in ("event", "statement"):
            if change[name] not in ids:
                change[name] = None
    return item
