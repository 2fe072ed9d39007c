"""`onrecord demo`: the bundled reports, each in short, then all of them together."""

from __future__ import annotations

from importlib.resources import as_file, files

from rich.text import Text

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
        for outcome in outcomes(str(folder), Options()):
            if outcome.reading is not None:
                readings.append(outcome.reading)
                show(console, brief(outcome.reading))
    if not readings:
        raise EngineError("the bundled reports are not there: reinstall onrecord")
    show(console, across(readings))
    show(console, Text(_NEXT))


_NEXT = """
Now your own:
  onrecord read report.txt --published 2024-12-13 --outlet Northwire
  onrecord read report.txt --json > readings.jsonl
  onrecord explain report.txt --text accused
  onrecord verify readings.jsonl --source report.txt"""
