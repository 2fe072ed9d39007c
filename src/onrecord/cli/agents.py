"""`onrecord agents`: a server for agents over standard input and output, which carry the protocol and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.recorder import Record


def run(record: str | None) -> None:
    """Serve until the client hangs up.

    Args:
        record: a path or a URL; None for the record that a command takes otherwise, if there is one.

    Raises:
        StoreError: a record that was named is not there, or cannot be read.
        EngineError: `mcp` is not installed.
    """
    from onrecord.agents.server import build, serve

    book = _opened(record)
    try:
        serve(build(book))
    finally:
        if book is not None:
            book.close()


def _opened(record: str | None) -> Record | None:
    """The record; None where nobody named one, and none lies in its usual place."""
    from onrecord.recorder import Record
    from onrecord.store.opening import ENVIRONMENT, default_path

    if record is None and not os.environ.get(ENVIRONMENT) and not Path(default_path()).exists():
        return None
    return Record(record)
