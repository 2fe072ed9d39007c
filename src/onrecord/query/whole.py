"""The proof of a record: every hash made again, every span cut again, every link of the chain followed; offline."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import OnRecordError
from onrecord.model import Reading
from onrecord.query.verify import verify
from onrecord.record import ledger as chain
from onrecord.record.packing import reading_sha256, report_sha256, text_sha256, unpack
from onrecord.store.tables import items, judgements, ledger, profiles, readings, reports


class Break(msgspec.Struct, frozen=True):
    """Something in a record that does not hold.

    Attributes:
        where: `ledger 17`, `report r1a2.../2`, `entries`.
        problem: what is wrong, with what was expected and found.
    """

    where: str
    problem: str


class Whole(msgspec.Struct, frozen=True):
    """What was checked in a record.

    Attributes:
        additions: links of the chain.
        revisions: of reports.
        spans: cut from the texts again.
        judgements: of people.
        end: the hash of the last link; whoever kept it can tell that nothing before it was changed.
        breaks: what does not hold, in order of the chain; none is a proof.
    """

    additions: int
    revisions: int
    spans: int
    judgements: int
    end: str
    breaks: tuple[Break, ...]


def prove(connection: Connection) -> Whole:
    """Check a whole record.

    Args:
        connection: of a reader.

    Raises:
        StoreError: the database cannot be read at all.
    """
    links = _Links()
    breaks = list(links.follow(connection))
    spans = revisions = 0
    for key, id_, revision in connection.execute(
        select(reports.c.key, reports.c.id, reports.c.revision).order_by(reports.c.key)
    ).all():
        where = f"report {id_}/{revision}"
        revisions += 1
        try:
            found, problem = _report(connection, key, links.subjects.get(f"{id_}/{revision}"))
        except OnRecordError as error:
            found, problem = 0, [str(error)]
        spans += found
        breaks += [Break(where, one) for one in problem]
    lost = links.subjects.keys() - links.met(connection)
    breaks += [
        Break(f"ledger {links.subjects[subject].number}", f"report {subject} is gone") for subject in sorted(lost)
    ]
    judged = len(connection.execute(select(judgements.c.key)).all())
    if judged != links.judged:
        breaks.append(Break("judgements", f"{judged} are there, the ledger has {links.judged}"))
    breaks += _index(connection)
    return Whole(links.number, revisions, spans, judged, links.end, tuple(breaks))


class _Addition(msgspec.Struct, frozen=True):
    number: int
    bytes: str
    text: str
    reading: str


class _Links:
    """Follows the chain, and keeps what it says of every report."""

    def __init__(self) -> None:
        self.subjects: dict[str, _Addition] = {}
        self.number = self.judged = 0
        self.end = chain.START

    def follow(self, connection: Connection) -> Iterator[Break]:
        """Every link that does not hold."""
        for row in connection.execute(select(ledger).order_by(ledger.c.number)):
            where = f"ledger {row.number}"
            if row.number != self.number + 1:
                yield Break(where, f"expected link {self.number + 1}: what stood between is gone")
            self.number = row.number
            if row.previous != self.end:
                yield Break(where, f"names {row.previous[:12]}... before it, the link before it is {self.end[:12]}...")
            made = chain.hashed(chain.Link(row.what, row.subject, row.bytes, row.text, row.reading), row.previous)
            if made != row.hash:
                yield Break(where, f"expected hash {made[:12]}... of what it says, found {row.hash[:12]}...")
            self.end = row.hash
            if row.what == "judged":
                self.judged += 1
            else:
                self.subjects[row.subject] = _Addition(row.number, row.bytes, row.text, row.reading)

    def met(self, connection: Connection) -> set[str]:
        """The revisions that are there."""
        return {f"{id_}/{revision}" for id_, revision in connection.execute(select(reports.c.id, reports.c.revision))}


def _report(connection: Connection, key: int, added: _Addition | None) -> tuple[int, list[str]]:
    """How many spans of a revision were cut again, and what does not hold in it."""
    row = (
        connection.execute(
            select(reports, readings)
            .join(readings, readings.c.report == reports.c.key, isouter=True)
            .where(reports.c.key == key)
        )
        .mappings()
        .first()
    )
    if row is None or row["head"] is None:
        return 0, ["its reading is gone"]
    reading = unpack(row, row["text"])
    told = [
        f"expected {name} {expected[:12]}..., found {found[:12]}..."
        for name, expected, found in _hashes(row, reading, added)
        if expected != found
    ]
    if added is None:
        told.append("the ledger does not have it")
    proof = verify(msgspec.json.encode(reading))
    told += [str(fault) for fault in proof.faults[:20]]
    return proof.spans, told


def _hashes(row: object, reading: Reading, added: _Addition | None) -> Iterator[tuple[str, str, str]]:
    """Names of hashes, as they are kept and as they come out again."""
    kept = dict(row)  # type: ignore[call-overload]
    text = text_sha256(reading.report.text)
    made = reading_sha256(reading)
    yield "text", kept["text_sha256"], text
    yield "fields", kept["digest"], report_sha256(reading.report)
    yield "reading", kept["sha256_1"] if "sha256_1" in kept else kept["sha256"], made
    if added is not None:
        yield "text in the ledger", added.text, text
        yield "reading in the ledger", added.reading, made
        yield "bytes in the ledger", added.bytes, reading.report.sha256


def _index(connection: Connection) -> Iterator[Break]:
    """What merging made, as far as it can be checked without making it again."""
    stray = connection.execute(
        select(items.c.report)
        .join(reports, reports.c.key == items.c.report, isouter=True)
        .where((reports.c.key.is_(None)) | (reports.c.current != 1))
        .limit(1)
    ).first()
    if stray is not None:
        yield Break(
            "entries", "something is indexed of a report that is not current (onrecord rebuild makes them again)"
        )
    if connection.execute(select(profiles.c.key).where(profiles.c.entry.is_(None)).limit(1)).first() is not None:
        yield Break("entries", "something belongs to no entry (onrecord rebuild makes them again)")
