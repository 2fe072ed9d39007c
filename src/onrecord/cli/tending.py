"""`onrecord migrate`, `onrecord rebuild`, and `onrecord verify --record`."""

from __future__ import annotations

from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.record.keeping import Keeper
from onrecord.recorder import Record
from onrecord.render.names import count
from onrecord.store import default_path, migrations
from onrecord.store.opening import Store


def migrate(record: str | None, dry: bool) -> None:
    """Take the steps that a record lacks, or say which they are."""
    store = Store(record if record is not None else default_path(), write=not dry)
    try:
        if dry:
            with store.reading() as connection:
                steps = migrations.pending(connection, store.shown)
                merged = not steps and migrations.merging(connection) != migrations.MERGING
        else:
            with store.writing() as connection:
                steps = migrations.migrate(connection, store.shown)
                merged = Keeper(connection).renew()
    finally:
        store.close()
    for step in steps:
        write(f"{'would do' if dry else 'done'}: {step.version}: {step.does}")
    if merged:
        write(f"{'would do' if dry else 'done'}: merges all again, as this release does")
    if not steps and not merged:
        write(f"{store.shown}: up to date (tables {migrations.newest()})")


def rebuild(record: str | None) -> None:
    """Make all entries again."""
    with Record(record, write=True) as book:
        write(f"{book.name}: made again from {count(book.rebuild(), 'report')}")


def prove(record: str | None) -> None:
    """Check a record; exit 1 where it does not hold."""
    with Record(record) as book:
        found = book.prove()
    for one in found.breaks[:20]:
        complain(f"{book.name}: {one.where}: {one.problem}")
    if len(found.breaks) > 20:
        complain(f"{book.name}: and {len(found.breaks) - 20} more")
    if found.breaks:
        write(f"FAILED: {count(len(found.breaks), 'break')} in {count(found.additions, 'addition')}")
        raise SystemExit(SOME_FAILED)
    judged = f", {count(found.judgements, 'judgement')}" if found.judgements else ""
    write(f"ok: {count(found.additions, 'addition')}, {count(found.revisions, 'revision')} of reports{judged}, "
          f"{found.spans:,} spans; the chain ends in {found.end}")  # fmt: skip
