"""The worked notebook runs from its first cell to its last, and shows what it says."""

from __future__ import annotations

import csv
import json
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.docs.blocks import ROOT

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
Outputs = dict[str, list[Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def shown(folder: Path) -> Outputs:
    """What each cell shows, by its first line."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Jupyter's own parts, while the kernel starts and ends
        NotebookClient(
            book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        ).execute()
    return {cell.source: cell.outputs for cell in book.cells if cell.cell_type == "code"}


def of(shown: Outputs, words: str, kind: str = "text/plain") -> str:
    """The output of one kind of the cell that has these words."""
    (outputs,) = (outputs for source, outputs in shown.items() if words in source)
    if kind == "stream":
        return "".join(one["text"] for one in outputs if one["output_type"] == "stream")
    (found,) = (one["data"][kind] for one in outputs if kind in one.get("data", {}))
    return str(found)


def test_it_is_kept_without_outputs() -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert "http" not in NOTEBOOK.read_text(encoding="utf-8")


def test_nothing_is_told_on_standard_error(shown: Outputs) -> None:
    for outputs in shown.values():
        for one in outputs:
            assert one["output_type"] in ("execute_result", "display_data", "stream")
            assert one.get("name") != "stderr", one["text"]


def test_readings_show_themselves_with_marks(shown: Outputs) -> None:
    assert of(shown, "read_files").count("<Reading ") == 8
    page = of(shown, 'reading.report.id == "meridian', "text/html")
    assert "<mark" in page or "<span" in page
    assert "Iran" in page


def test_the_record_and_its_tables(shown: Outputs) -> None:
    assert of(shown, "record.add").count("'added'") == 8
    counts = dict(re.findall(r"^(\w+) +(\d+)$", of(shown, "value_counts"), re.M))
    assert set(counts) == {"observed", "attributed", "disputed", "background", "not_counted"}
    table = of(shown, '"disputed", ["type"', "text/html")
    assert table.count("<tr") == int(counts["disputed"]) + 1
    assert "AID" in table
    passages = of(shown, "passage(anchor)) for")
    assert "200" in passages
    assert "drones" in passages


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ('"matrix"', "asserts"), ('"figures"', "200"), ('"dyad"', "Iran → Sudan"),
        ('"timeline"', "material cooperation"), ('"world"', "El Fasher"), ('"network"', "United Arab Emirates"),
    ],
)  # fmt: skip
def test_charts_are_drawn_here(shown: Outputs, words: str, inside: str) -> None:
    svg = of(shown, f"record.chart({words}", "image/svg+xml")
    assert svg.startswith("<svg")
    assert inside in svg
    assert "NaN" not in svg


def test_the_dyad_as_numbers(shown: Outputs) -> None:
    assert re.search(r"IRN +SDN +1 +0 +[1-9]", of(shown, "dyads(connection)"))
    assert "('diplomatic_relations', '2023', None, 'in_force')" in of(shown, "tie.kind")


def test_citation_proof_and_export(shown: Outputs, folder: Path) -> None:
    cited = of(shown, "as_text", "stream")
    assert re.search(r"^c\w{12}: characters \d+-\d+ of the report ", cited, re.M)
    assert "sha256" in cited
    proof = of(shown, "record.prove()")
    assert "breaks=()" in proof
    assert "additions=8" in proof
    total = int(re.findall(r"total=(\d+)", of(shown, "export(record.store"))[0])
    lines = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == total
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["series"] for row in rows} == {"observed", "attributed", "disputed", "background", "not_counted"}
    assert all(row["anchors"] for row in rows)
