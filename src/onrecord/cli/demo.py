"""`onrecord demo`: the bundled reports, each in short, then all of them together."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from onrecord.cli.outcome import write
from onrecord.cli.reading import outcomes
from onrecord.cli.screen import screen, show
from onrecord.errors import EngineError
from onrecord.intake import Options
from onrecord.reader import Reading
from onrecord.render.digest import across, brief


def run() -> None:
    """Read the bundled reports and show what they say."""
    console = screen()
    show(console, Text("OnRecord reads the reports that come with it: invented outlets, one affair.\n", style="dim"))
    readings: list[Reading] = []
    with as_file(files("onrecord.data") / "reports") as folder:
        for reading in outcomes(str(folder), Options()):
            if reading is not None:
                readings.append(reading)
                show(console, brief(reading))
    if not readings:
        raise EngineError("the bundled reports are not there: reinstall onrecord")
    show(console, across(readings))
    write(_next())  # not wrapped: the lines are there to be copied


_CHECKOUT = ("src/onrecord/cli", "docs/examples/report.txt")
"""What is there where the demo runs in a clone of the project."""


def _next() -> str:
    """What to type next, as it works here: a clone has an example report and may keep the command in `.venv`."""
    clone = all(Path(name).exists() for name in _CHECKOUT)
    local = Path(".venv/bin/onrecord")
    command = str(local) if local.exists() and Path(sys.prefix).resolve() == Path(".venv").resolve() else "onrecord"
    report = _CHECKOUT[1] if clone else "report.txt"
    given = " --published 2024-12-13 --outlet Northwire"
    several = "src/onrecord/data/reports" if clone else f"{report}{given}"
    told = "Now your own, or first the example report" if clone else "Now your own report, as a text file"
    return "\n".join(
        (
            f"\n{told}:",
            f"  {command} read {report}{given}",
            f"  {command} read {report}{given} --json > readings.jsonl",
            f"  {command} verify readings.jsonl --source {report}",
            f'  {command} explain {report} --text "said"',
            "\nMany reports as one record, and who stands how to what in it:",
            f"  {command} add {several} --record desk.db",
            f"  {command} claims --record desk.db",
            "\nThe same in a browser, where every cell leads to its sentence:",
            f"  {command} serve --record desk.db --open",
        )
    )
