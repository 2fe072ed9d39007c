"""The gate: reads the labelled sets, runs their scorers, and holds the figures to their floors.

    python -m onrecord.evaluate                  every set
    python -m onrecord.evaluate --sample         the small fixed part that continuous integration runs
    python -m onrecord.evaluate polnear-dev      one set

The sets and their scorers are not part of the package: `--shared` names the folder that holds them. A report
that fails to read counts as an empty reading, never as left out.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from onrecord import intake
from onrecord.errors import EngineError, OnRecordError
from onrecord.evaluate.corpora import Corpus, corpora, digest, rows
from onrecord.model import Reading
from onrecord.pipeline import Directory, Pipeline
from onrecord.query.phrases import answer, as_phrase, question

_PIPELINE: list[Pipeline] = []


def _read(line: str) -> str:
    """One input line to one line of reading; loads the models once a process."""
    if not _PIPELINE:
        _PIPELINE.append(Pipeline())
    given = json.loads(line)
    report = intake.from_text(given.pop("text"), options=intake.Options(force=True), **given)
    return _PIPELINE[0].read(report).to_json()


def read_all(lines: list[str], workers: int) -> list[str]:
    """The readings of input lines, in order."""
    if workers < 2:
        return [_read(line) for line in lines]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(_read, lines, chunksize=8))


def measure(corpus: Corpus, shared: Path, folder: Path, workers: int) -> tuple[dict[str, float], str, str]:
    """The scorer's figures on a set, its full output, and the digest of the rows."""
    found = rows(corpus, shared)
    gold, readings = folder / "gold.jsonl", folder / "readings.jsonl"
    lines = inputs(found, shared, folder, corpus.questions)
    read = answers(lines) if corpus.questions else read_all(lines, workers)
    readings.write_text("".join(line + "\n" for line in read), encoding="utf-8")
    output = script(shared / "score" / corpus.scorer, shared / corpus.gold if corpus.report else gold, readings)
    return figures(output), output, digest(found)


def readings_of(found: list[dict[str, Any]], shared: Path) -> list[Reading]:
    """The readings of gold rows, in order."""
    with tempfile.TemporaryDirectory() as folder:
        lines = inputs(found, shared, Path(folder))
    return [Reading.from_json(line) for line in read_all(lines, 2)]


def answers(lines: list[str]) -> list[str]:
    """What `onrecord who --json` answers to lines of questions, in order."""
    directory = Directory()
    asked = [question(line, f"line {number}") for number, line in enumerate(lines, 1)]
    return [answer(one.id, directory.identify(as_phrase(one.text, one.on), one.context)) for one in asked]


def inputs(found: list[dict[str, Any]], shared: Path, folder: Path, questions: bool = False) -> list[str]:
    """Gold rows as lines that the reader takes; leaves the rows in `folder/gold.jsonl`."""
    gold = folder / "gold.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    return script(shared / "score" / "to_input.py", gold, *(("--who",) if questions else ())).splitlines()


def figures(output: str) -> dict[str, float]:
    """The `name=number` pairs of a scorer's last line; of `name=found/all` what was found."""
    last = output.strip().splitlines()[-1]
    return {name: float(value) for name, value in re.findall(r"(\w+)=(-?\d+(?:\.\d+)?)(?=[\s/]|$)", last)}


def script(*command: Path | str) -> str:
    """What a shared script prints.

    Raises:
        EngineError: it ended with another status than 0.
    """
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise EngineError(f"{command[0]}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def hold(name: str, corpus: Corpus, got: dict[str, float], read: str) -> list[str]:
    """What of a set's figures lies below its floor; also a set whose rows are not those of the floors."""
    faults = [
        f"{name}: {key} is {got.get(key, float('nan')):.3f}, its floor {floor:.3f}"
        for key, floor in corpus.floors.items()
        if not got.get(key, -1.0) >= floor
    ]
    if corpus.digest and corpus.digest != read:
        faults.append(f"{name}: the rows have digest {read}, the floors were measured on {corpus.digest}")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; 0 when every floor holds, 1 when one does not, 2 when it cannot run."""
    options = _options(arguments)
    faults: list[str] = []
    summary: dict[str, Any] = {}
    try:
        for name, corpus in corpora().items():
            if (options.sets and name not in options.sets) or (options.sample and not corpus.sample):
                continue
            with tempfile.TemporaryDirectory() as folder:
                got, output, read = measure(corpus, options.shared, Path(folder), options.workers)
            below = hold(name, corpus, got, read)
            faults += below
            summary[name] = {"digest": read, **got}
            line = " ".join(
                f"{key}={got.get(key, float('nan')):.3f}>={floor:.3f}" for key, floor in corpus.floors.items()
            )
            _say(f"{'FAIL' if below else 'ok  '} {name} [{read}] {line}")
            if options.verbose:
                _say(output)
    except OnRecordError as error:
        print(f"gate: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for fault in faults:
        _say(f"below its floor: {fault}")
    if options.json:
        options.json.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return 1 if faults else 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluate", description="Hold every figure to its floor.")
    parser.add_argument("sets", nargs="*", help="names of sets in floors.toml; all when none is given")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/, cases/, score/")
    parser.add_argument("--sample", action="store_true", help="only the small sets that continuous integration runs")
    parser.add_argument("--workers", type=int, default=2, help="processes that read (default 2)")
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--verbose", action="store_true", help="print each scorer's whole output")
    return parser.parse_args(arguments)
