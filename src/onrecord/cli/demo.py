"""`onrecord demo`: the bundled reports, each in short, then all of them together."""

from __future__ import annotations

from importlib.resources import as_file, files

from onrecord.cli.outcome import complain
from onrecord.cli.screen import screen
from onrecord.errors import EngineError, InputError
from onrecord.intake import reports
from onrecord.reader import Reader, Reading
from onrecord.render.digest import across, brief


def run() -> None:
    """Read the bundled reports and show what they say."""
    console = screen()
    console.print("OnRecord reads the reports that come with it: invented outlets, one affair.\n", style="dim")
    reader = Reader()
    readings: list[Reading] = []
    with as_file(files("onrecord.data") / "reports") as folder:
        for item in reports([folder]):
            if isinstance(item, InputError):
                complain(item)
                continue
            reading = reader.read_report(item)
            readings.append(reading)
            console.print(brief(reading))
    if not readings:
        raise EngineError("the bundled reports are not there: reinstall onrecord")
    console.print(across(readings))
    console.print(
        "\nNow your own:\n"
        "  onrecord read report.txt --published 2024-12-13 --outlet Northwire\n"
        "  onrecord read report.txt --json > readings.jsonl\n"
        "  onrecord explain report.txt --text accused\n"
        "  onrecord verify readings.jsonl --source report.txt\n"
    )
