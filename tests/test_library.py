"""The library's front door."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

import onrecord
from onrecord.model import Reading as Plain
from onrecord.pipeline import Pipeline
from tests.cli.command import REPORT, SHORT


@pytest.fixture(scope="module")
def reading() -> onrecord.Reading:
    return onrecord.read(REPORT, published="2025-03-03", outlet="Northwire", title="Turkey accuses Syria of shelling")


def test_root_names_are_few_and_all_there() -> None:
    assert len(onrecord.__all__) <= 16
    assert onrecord.__all__ == sorted(onrecord.__all__)
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert dir(onrecord) == onrecord.__all__
    with pytest.raises(AttributeError, match="no attribute 'rede'"):
        _ = onrecord.rede


def test_import_is_fast() -> None:
    def best(code: str) -> float:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - started)
        return min(times)

    assert best("import onrecord") - best("pass") < 0.3


def test_a_reading_says_who_and_what(reading: onrecord.Reading) -> None:
    assert isinstance(reading, Plain)
    assert reading.report.outlet == "Northwire"
    assert any(item.cue and item.cue.act == "deny" for item in reading.statements)
    assert any(event.type == "ACCUSE" for event in reading.events)
    assert reading.reader.version == onrecord.__version__


def test_a_reading_is_shown_on_one_line(reading: onrecord.Reading) -> None:
    assert "\n" not in repr(reading)
    assert repr(reading).startswith(f"<Reading {reading.report.id} Northwire 2025-03-03: ")


def test_json_both_ways(reading: onrecord.Reading) -> None:
    again = onrecord.Reading.from_json(reading.to_json())
    assert again == reading
    assert type(again) is onrecord.Reading
    assert again.to_json() == reading.to_json()
    with pytest.raises(onrecord.DataError):
        onrecord.Reading.from_json("{}")


def test_same_as_the_pipeline_to_the_byte(pipeline: Pipeline, reading: onrecord.Reading) -> None:
    assert pipeline.read(reading.report).to_json() == reading.to_json()


def test_readings_can_be_sent_to_other_processes(reading: onrecord.Reading) -> None:
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert copy.copy(reading) == reading


def test_a_reader_reads_many(tmp_path: Path) -> None:
    reader = onrecord.Reader()
    reports = [onrecord.Report(id=name, text=SHORT) for name in ("a", "b")]
    assert [item.report.id for item in reader.read_many(reports)] == ["a", "b"]
    (tmp_path / "one.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "two.txt").write_text("", encoding="utf-8")
    found = list(reader.read_files([tmp_path], onrecord.Options(outlet="Meridian")))
    assert isinstance(found[0], onrecord.Reading)
    assert found[0].report.outlet == "Meridian"
    assert isinstance(found[1], onrecord.InputError)
    single = list(reader.read_files(tmp_path / "one.txt"))
    assert len(single) == 1
    reading, notes = reader.explain(reports[0])
    assert reading.report.id == "a"
    assert notes


@pytest.mark.parametrize("text", ["", "  \n", "Peru\x00", "Die Regierung in Berlin wies den Vorwurf am Montag zurück."])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(onrecord.InputError):
        onrecord.read(text)


def test_wrong_dates_and_types_are_refused() -> None:
    with pytest.raises(onrecord.InputError, match=r"argument published: .* is not a date"):
        onrecord.read(SHORT, published="soon")
    with pytest.raises(onrecord.InputError, match="argument outlet: must be a string"):
        onrecord.read(SHORT, outlet=7)  # type: ignore[arg-type]
    with pytest.raises(onrecord.InputError, match="string"):
        onrecord.read(b"bytes")  # type: ignore[arg-type]


def test_load_gives_back_what_was_kept(tmp_path: Path, reading: onrecord.Reading) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_text(reading.to_json() + "\n\n" + reading.to_json() + "\n", encoding="utf-8")
    assert list(onrecord.load(path)) == [reading, reading]
    path.write_text(reading.to_json() + "\n{}\n", encoding="utf-8")
    with pytest.raises(onrecord.DataError, match=r"readings\.jsonl:2: "):
        list(onrecord.load(path))
    with pytest.raises(onrecord.InputError):
        list(onrecord.load(tmp_path / "none.jsonl"))
