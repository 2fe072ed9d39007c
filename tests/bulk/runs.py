"""Runs for tests: what is read, how, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onrecord.bulk import plan, run
from onrecord.bulk.columns import SCHEMAS
from onrecord.bulk.run import Progress, Settings
from onrecord.intake.lines import read_line
from onrecord.intake.options import Options
from onrecord.model import Report
from onrecord.pipeline import Pipeline
from tests.bulk.made import rows

ASKED = plan.Asked(Options(published="2024-12-13", outlet="Northwire"))
TEXTS = (
    'The defence ministry in Oslo said on Friday that two vessels had entered Norwegian waters. "We followed them '
    'throughout," a spokesman said. Russia denied it.',
    "Sudan's foreign minister accused Ethiopia of arming the rebels. Addis Ababa rejected the accusation on Monday.",
    "At least 14 people were killed when shells hit a market in Kharkiv, according to the governor, Oleh Synehubov.",
    'Japan and South Korea signed a pact on intelligence in Tokyo. "It opens a new page," Prime Minister Ishiba said.',
    "Police in Nairobi fired tear gas at protesters, witnesses said. The government has not commented.",
    "France will send Lebanon 30 tonnes of medical aid, President Emmanuel Macron announced on Thursday in Paris.",
    "The European Union imposed sanctions on six officials of Belarus. Minsk called the step illegal and warned of "
    "an answer.",
    "Analysts doubt the claim. Neither Cairo nor Jerusalem has confirmed that talks took place in Doha last week.",
)
"""Eight reports of two or three sentences."""


def archive(path: Path, texts: Iterable[str] = TEXTS) -> str:
    """A file of JSON lines; returns its path."""
    lines = [json.dumps({"id": f"r{number}", "text": text}) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def read(source: str, where: Path | str, told: Callable[[Progress], None] = lambda _: None, **how: Any) -> Progress:
    """A run: how it is made, beside its input and its place, as in `Settings`."""
    return run.run([source], str(where), ASKED, Settings(**how), told)


def expected(source: str, pipeline: Pipeline) -> list[str]:
    """The readings of an archive as the pipeline makes them by itself, as JSON."""
    found = [read_line(source, line, ASKED.options) for line in Path(source).read_bytes().splitlines()]
    return [pipeline.read(report).to_json() for report in found if isinstance(report, Report)]


def tables(where: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of a run, by table, in the order of its shards."""
    return {table: rows(where, table) for table in SCHEMAS}
