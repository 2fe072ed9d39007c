"""`onrecord judge`."""

from __future__ import annotations

from onrecord.cli.outcome import write
from onrecord.record import judgements
from onrecord.recorder import Record


def run(record: str | None, verb: str, ids: tuple[str, str | None], more: dict[str, str | None]) -> None:
    """Keep one judgement."""
    judgements.check(verb, ids[1], more["field"], more["value"])
    with Record(record, write=True) as book:
        book.judge(verb, *ids, **more)  # type: ignore[arg-type]
        write(f"{book.name}: kept: {verb} {' '.join(id_ for id_ in ids if id_)}")
