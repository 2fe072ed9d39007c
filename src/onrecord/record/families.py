"""Families of reports: reprints of one text, with the report that they go back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from onrecord.model import Report
from onrecord.record.credit import credit, voice
from onrecord.record.reprints import Signed, is_reprint, may_be_reprint, signature
from onrecord.record.reprints import bands as bands_of
from onrecord.record.tally import NO_DAY
from onrecord.store.asking import many
from onrecord.store.tables import bands, reports


class Kin(NamedTuple):
    """A report as its family looks at it."""

    key: int
    id: str
    published: str | None
    outlet: str | None
    credit: str | None
    voice: str
    family: str

    @property
    def order(self) -> tuple[str, str]:
        """The first of a family is its root: the earliest published."""
        return (self.published or NO_DAY)[:10], self.id


_KIN = select(
    reports.c.key, reports.c.id, reports.c.published, reports.c.outlet, reports.c.credit, reports.c.voice,
    reports.c.family,
)  # fmt: skip


class Families:
    """The families of the current reports within one transaction.

    Args:
        connection: of a writer.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.moved: set[int] = set()

    def add(self, key: int, report: Report, signed: bytes) -> None:
        """Put a report, whose row is written, into its family; `moved` gathers reports whose voice changed by it."""
        banded = sorted(set(bands_of(signed)))
        near = {found for (found,) in many(self._db, select(bands.c.report), bands.c.band, banded)}
        if banded:
            self._db.execute(insert(bands), [{"band": band, "report": key} for band in banded])
        joined = self._confirmed(report.text, signed, near - {key})
        current = _KIN.where(reports.c.family.in_(joined), reports.c.current == 1)
        members = [Kin(*row) for row in self._db.execute(current)] if joined else []
        (mine,) = [Kin(*row) for row in self._db.execute(_KIN.where(reports.c.key == key))]
        self._place([*members, mine])

    def drop(self, key: int) -> None:
        """Take a report that is current no more out of its family, which may fall apart by that."""
        family = self._db.scalar(select(reports.c.family).where(reports.c.key == key))
        self._db.execute(delete(bands).where(bands.c.report == key))
        left = [
            Kin(*row)
            for row in self._db.execute(_KIN.where(reports.c.family == family, reports.c.current == 1))
            if row.key != key
        ]
        for part in self._parts(left):
            self._place(part)

    def _confirmed(self, text: str, signed: bytes, near: Iterable[int]) -> set[str]:
        """The families of those near reports that are the same text."""
        mine = Signed(signed, len(text))
        by_family: dict[str, list[int]] = defaultdict(list)
        current = select(reports.c.key, reports.c.family, reports.c.signature, func.length(reports.c.text)).where(
            reports.c.current == 1
        )
        for key, family, signature_, length in many(self._db, current, reports.c.key, near):
            if may_be_reprint(mine, Signed(signature_, length)):
                by_family[family].append(key)
        found = set()
        for family, keys in by_family.items():
            for other in self._db.scalars(select(reports.c.text).where(reports.c.key.in_(sorted(keys)[:400]))):
                if is_reprint(text, other):
                    found.add(family)
                    break
        return found

    def _parts(self, kin: list[Kin]) -> list[list[Kin]]:
        """What is left of a family, by which texts are still reprints of one another."""
        texts = {
            row.key: row.text
            for row in self._db.execute(
                select(reports.c.key, reports.c.text).where(reports.c.key.in_([one.key for one in kin]))
            )
        }
        parts: list[list[Kin]] = []
        for one in kin:
            near = [part for part in parts if any(is_reprint(texts[one.key], texts[other.key]) for other in part)]
            parts = [part for part in parts if part not in near]
            parts.append([one, *(member for part in near for member in part)])
        return parts

    def _place(self, members: list[Kin]) -> None:
        """Give all members their root's id as their family, and the voice that follows."""
        rows = []
        for one, spoken, family in placed(members):
            if spoken != one.voice:
                self.moved.add(one.key)
            rows.append({"k": one.key, "v": spoken, "f": family})
        if rows:
            self._db.execute(
                update(reports)
                .where(reports.c.key == bindparam("k"))
                .values(voice=bindparam("v"), family=bindparam("f")),
                rows,
            )


def placed(members: Sequence[Kin]) -> Iterator[tuple[Kin, str, str]]:
    """Those of one family whose voice or family is not what it is, each with both as they are."""
    root = min(members, key=lambda one: one.order)
    for one in members:
        spoken = voice_of(one, root)
        if spoken != one.voice or one.family != root.id:
            yield one, spoken, root.id


def voice_of(one: Kin, root: Kin) -> str:
    """Who speaks in a report's own voice: whom it credits, else the root of its family."""
    holder = one if one.credit else root
    return voice(Report(holder.id, "", outlet=holder.outlet), holder.credit)


def columns(report: Report, signed: bytes | None = None) -> dict[str, object]:
    """The columns of a report that a family needs, as long as it stands alone.

    Args:
        report: the report.
        signed: the signature of its text, where that was made already.
    """
    named = credit(report)
    return {
        "credit": named, "voice": voice(report, named), "family": report.id,
        "signature": signature(report.text) if signed is None else signed,
    }  # fmt: skip
