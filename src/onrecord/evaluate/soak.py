"""The soak test: every report of a file is read twice, proved, and must give the same bytes.

python -m onrecord.evaluate.soak REPORTS.jsonl [--every N]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from onrecord import intake
from onrecord.model import Report
from onrecord.pipeline import Pipeline
from onrecord.query.verify import verify


def soak(reports: Iterable[Report], pipeline: Pipeline | None = None) -> Iterator[tuple[str, str]]:
    """Each report's id and what is wrong with its reading; the empty string where nothing is.

    The second reading is made by a pipeline of its own, so that nothing kept from the first can help it.
    """
    first, second = pipeline or Pipeline(), Pipeline()
    for report in reports:
        line = first.read(report).to_json()
        proof = verify(line)
        if second.read(report).to_json() != line:
            yield report.id, "a second reading gives other bytes"
        elif proof.faults:
            yield report.id, f"{len(proof.faults)} faults, the first: {proof.faults[0]}"
        else:
            yield report.id, ""


def main(arguments: list[str] | None = None) -> int:
    """Soak files; 1 when an input cannot be read or a reading does not hold."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate.soak", description=soak.__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--every", type=int, default=1, help="only each Nth report")
    options = parser.parse_args(arguments)
    found = list(intake.reports(options.files, intake.Options()))
    refused = [str(item) for item in found if not isinstance(item, Report)]
    reports = [item for item in found if isinstance(item, Report)][:: options.every]
    faults = [f"{name}: {fault}" for name, fault in soak(reports) if fault]
    for line in refused + faults:
        print(line)  # noqa: T201
    print(f"soak: {len(reports)} reports read twice and proved, {len(refused) + len(faults)} at fault")  # noqa: T201
    return 1 if refused or faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
