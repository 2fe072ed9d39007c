"""`onrecord factuality`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.cli.reading import Given, options
from onrecord.errors import InputError, OnRecordError
from onrecord.intake import reports
from onrecord.intake.sources import expand
from onrecord.model import Factuality
from onrecord.reader import Reading, default


def run(files: list[str], given: Given, json: bool) -> None:
    """Print how certain each act of every report is told; exit 1 where some inputs failed."""
    opts = options(given)
    reader = default(*given.own)
    show = None if json else _shower()
    failed = False
    for file in files:
        for name in expand(file):
            for item in (name,) if isinstance(name, InputError) else reports([name], opts):
                try:
                    if isinstance(item, InputError):
                        raise item
                    reading, weighed = reader.weigh(item)
                except OnRecordError as error:
                    complain(error)
                    failed = True
                    continue
                if show is None:
                    made = {"report": reading.report.id, "factuality": weighed}
                    write(msgspec.json.encode(made).decode("utf-8"))
                else:
                    show(f"{name}", reading, weighed)
    if failed:
        raise SystemExit(SOME_FAILED)


def _shower() -> Callable[[str, Reading, tuple[Factuality, ...]], None]:
    from onrecord.cli.screen import in_turn
    from onrecord.render.factuality import factuality

    put = in_turn(True)
    return lambda name, reading, weighed: put(name, factuality(reading, weighed))
