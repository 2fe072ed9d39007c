"""What changed between two revisions of a report: its text, and what was read in it."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import DataError
from onrecord.model import Reading
from onrecord.record.packing import unpack
from onrecord.record.reprints import Change, changes
from onrecord.store.tables import readings, reports


class Moved(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item that one revision has and the other has not, or has otherwise.

    Attributes:
        kind: `statement`, `claim`, `event`, `tie`.
        what: `gone`, `new` or `changed`.
        text: its words.
        fields: those that changed, with the value before and after.
    """

    kind: str
    what: str
    text: str
    fields: dict[str, tuple[object, object]] = {}


class Difference(msgspec.Struct, frozen=True):
    """Two revisions of one report, or two reports.

    Attributes:
        old, new: `id/revision`.
        fields: of the report that changed (`title`, `published` ...), with the value before and after.
        text: what changed in the text, in order.
        items: what changed in the reading.
        readers: versions that read them.
    """

    old: str
    new: str
    fields: dict[str, tuple[object, object]]
    text: tuple[Change, ...]
    items: tuple[Moved, ...]
    readers: tuple[str, str]


def revisions(connection: Connection, report: str) -> list[int]:
    """The revisions of a report, oldest first.

    Raises:
        DataError: the record has no such report.
    """
    found = list(
        connection.scalars(select(reports.c.revision).where(reports.c.id == report).order_by(reports.c.revision))
    )
    if not found:
        raise DataError(f"{report}: no report of the record has this id (onrecord search finds reports)")
    return found


def stored(connection: Connection, report: str, revision: int | None = None) -> Reading:
    """The reading of a report's revision, the newest where none is named.

    Raises:
        DataError: the record has no such report or revision.
    """
    known = revisions(connection, report)
    wanted = revision if revision is not None else known[-1]
    row = (
        connection.execute(
            select(reports.c.text, readings)
            .join(readings, readings.c.report == reports.c.key)
            .where(reports.c.id == report, reports.c.revision == wanted)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise DataError(f"{report}: no revision {wanted}; there are {', '.join(map(str, known))}")
    return unpack(row, row["text"])


def latest(connection: Connection, report: str) -> Difference:
    """What changed in the newest revision of a report; of one with a single revision, nothing.

    Raises:
        DataError: the record has no such report.
    """
    old, new = (revisions(connection, report)[-2:] * 2)[:2]
    return difference(
        stored(connection, report, old), stored(connection, report, new), (f"{report}/{old}", f"{report}/{new}")
    )


def difference(old: Reading, new: Reading, names: tuple[str, str]) -> Difference:
    """What changed from one reading to the other.

    Args:
        old, new: of two revisions, or of two reports such as a story and its reprint.
        names: how they are called.
    """
    before, after = msgspec.to_builtins(old.report), msgspec.to_builtins(new.report)
    fields = {
        name: (before.get(name), after.get(name))
        for name in ("outlet", "title", "byline", "published", "dateline", "url", "language", "sha256")
        if before.get(name) != after.get(name)
    }
    return Difference(
        *names,
        fields,
        changes(old.report.text, new.report.text),
        tuple(moved for kind in _KINDS for moved in _moved(kind, old, new)),
        (old.reader.version, new.reader.version),
    )


_KINDS = {"statements": "statement", "claims": "claim", "events": "event", "ties": "tie"}
_LEFT_OUT = frozenset(("id", "span", "spans", "statement", "claim", "parent", "events", "claims", "ties", "mentions"))
"""Fields that follow from places, which move with every word before them."""


def _moved(kind: str, old: Reading, new: Reading) -> list[Moved]:
    before, after = _by_words(getattr(old, kind)), _by_words(getattr(new, kind))
    found = [Moved(_KINDS[kind], "gone", text) for text in before if text not in after]
    found += [Moved(_KINDS[kind], "new", text) for text in after if text not in before]
    for text, mine in before.items():
        theirs = after.get(text)
        if theirs is not None:
            fields = {
                name: (mine[name], theirs.get(name))
                for name in mine
                if name not in _LEFT_OUT and _placeless(mine[name]) != _placeless(theirs.get(name))
            }
            if fields:
                found.append(Moved(_KINDS[kind], "changed", text, fields))
    return found


def _by_words(found: tuple[msgspec.Struct, ...]) -> dict[str, dict[str, object]]:
    """Items by their words; of several with the same words, by their order too."""
    made: dict[str, dict[str, object]] = {}
    for one in found:
        plain = msgspec.to_builtins(one)
        words = _words(plain)
        name, number = words, 2
        while name in made:
            name, number = f"{words} ({number})", number + 1
        made[name] = plain
    return made


def _words(plain: dict[str, object]) -> str:
    for name in ("content", "mentions"):
        pieces = plain.get(name)
        if isinstance(pieces, list) and pieces:
            return " … ".join(str(piece["text"]) for piece in pieces)
    trigger = plain.get("trigger")
    if isinstance(trigger, dict) and "type" in plain:
        sides = plain.get("actors"), plain.get("recipients")
        named = [", ".join(str(one["text"]) for one in side) if isinstance(side, list) else "" for side in sides]
        return f"{named[0]} {trigger['text']} {named[1]}".strip()
    cue = plain.get("cue")
    return str(plain.get("text") or (cue["text"] if isinstance(cue, dict) else plain.get("kind", "")))


def _placeless(value: object) -> object:
    """A value without places and ids."""
    if isinstance(value, dict):
        return {name: _placeless(inner) for name, inner in value.items() if name not in _LEFT_OUT}
    if isinstance(value, list):
        return [_placeless(inner) for inner in value]
    return value
