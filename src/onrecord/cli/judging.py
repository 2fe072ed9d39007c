"""`onrecord judge`."""

from __future__ import annotations

from typing import get_args

from onrecord.cli.outcome import write
from onrecord.errors import ConfigError
from onrecord.record.judgements import Verb
from onrecord.recorder import Record


def run(record: str | None, verb: str, ids: tuple[str, str | None], more: dict[str, str | None]) -> None:
    """Keep one judgement."""
    verbs = get_args(Verb)
    if verb not in verbs:
        raise ConfigError(f"{verb!r}: a judgement is one of {', '.join(verbs)}")
    if verb == "join" and ids[1] is None:
        raise ConfigError("join needs two ids")
    if verb == "correct" and not (more["field"] and more["value"]):
        raise ConfigError("correct needs --field and --value")
    if verb == "undo" and more["value"] not in verbs:
        raise ConfigError("undo needs --value with the verb that is undone")
    with Record(record, write=True) as book:
        book.judge(verb, *ids, **more)  # type: ignore[arg-type]
        write(f"{book.name}: kept: {verb} {' '.join(id_ for id_ in ids if id_)}")
