"""Labelled places and quantities, time expressions, spans of names: the measures themselves."""

from __future__ import annotations

import pytest

from onrecord.evaluate import expressions, spans, timex
from onrecord.model import Place, Quantity, Report, Time
from onrecord.pipeline import Pipeline


@pytest.mark.parametrize(("kind", "least"), [("place", 200), ("quantity", 300)])
def test_the_labels_are_whole(kind: str, least: int) -> None:
    total = 0
    for split in expressions.SPLITS:
        found, held = expressions.labels(kind, split), expressions.passages(kind, split)
        assert len({(label.report, label.start) for label in found}) == len(found)
        for label in found:
            assert label.start < label.end
            assert any(start <= label.start and label.end <= end for start, end in held[label.report])
        total += len(found) if split in ("seen", "test") else 0
    assert total >= least


def test_a_place_is_exact_by_state_region_and_precision() -> None:
    read = Place((0, 5), "Homsk", name="Homsk", iso3="RUS", admin1="RU-KRS", lat=None, lon=None, precision="city")
    label = expressions.Label(("s", "r"), 0, 5, {"iso3": "RUS", "admin1": "RU-KRS", "precision": "city"}, "")
    assert expressions.place_faults(label, read) == ()
    other = label._replace(fields={"iso3": "SYR", "admin1": "", "precision": "region"})
    assert expressions.place_faults(other, read) == ("iso3", "precision")


def test_a_quantity_is_exact_in_every_field() -> None:
    read = Quantity((0, 13), "over 20 boats", what="Boats", min=20, exclusive_min=True)
    fields = {"min": "20", "max": "", "best": "", "exclusive_min": "1", "exclusive_max": "", "approx": "", "unit": "",
              "what": "boats"}  # fmt: skip
    label = expressions.Label(("s", "r"), 0, 13, fields, "")
    assert expressions.quantity_faults(label, read) == ()
    worse = label._replace(fields={**fields, "min": "21", "exclusive_min": "", "unit": "km", "what": "ships"})
    assert expressions.quantity_faults(worse, read) == ("min", "exclusive_min", "unit", "what")


def test_figures_count_misses_and_inventions() -> None:
    label = expressions.Label(("s", "r"), 0, 5, {}, "")
    read = Place((0, 5), "Homsk", name="Homsk", iso3="RUS", admin1=None, lat=None, lon=None, precision="city")
    right, missed = expressions.Outcome(label, read, ()), expressions.Outcome(label, None, ())
    wrong = expressions.Outcome(label, read, ("iso3",))
    found = expressions.figures(expressions.Result([right, wrong, missed, missed], [(("s", "r"), read)]))
    assert found == {"exact": 0.25, "found": 0.5, "precision": 2 / 3}


@pytest.mark.parametrize(
    ("gold", "value", "same"),
    [
        ("1989-W3", "1989-W03", True),
        ("199X", "199", True),
        ("1994-XX-XX", "1994", True),
        ("1989-WXX", "1989-W42", True),
        ("1989-08-26", "1989-08-26/1989-10-20", True),
        ("1989", "1989-08", False),
        ("P3M", "P1Q", True),
        ("PRESENT_REF", None, False),
    ],
)
def test_normal_forms(gold: str, value: str | None, same: bool) -> None:
    assert timex.agree(gold, value) is same


def test_time_expressions_are_paired_by_overlap() -> None:
    row = {"timex": [
        {"begin": 3, "end": 9, "text": "Monday", "value": "1998-08-03"},
        {"begin": 20, "end": 23, "text": "now", "value": "PRESENT_REF"},
        {"begin": 30, "end": 38, "text": "in March", "value": "1998-03"},
    ]}  # fmt: skip
    read = [Time((0, 9), "on Monday", value="1998-08-03"), Time((50, 55), "today", value="1998-08-05")]
    found = timex.figures(timex.pairs(row, read))
    assert (found["precision"], found["recall"], found["value_f1"]) == (0.5, 0.5, 0.5)


def test_spans_of_a_reading(pipeline: Pipeline) -> None:
    reading = pipeline.read(Report(id="r", text="Turkey accused Ana Kovar of spying in Homs, Reuters said."))
    kinds = {reading.report.text[a:b]: kind for a, b, kind in spans.named(reading)}
    assert kinds["Turkey"] == "Location"
    assert (kinds["Ana Kovar"], kinds["Homs"], kinds["Reuters"]) == ("Person", "Location", "Organisation")
    assert "Reuters" in {reading.report.text[a:b] for a, b, _ in spans.acting(reading)}
    tally = spans.count([(0, 6, "Location"), (7, 9, "Person")], [(0, 3, "Location"), (20, 25, "Person")])
    assert spans.f1(tally) == (0.5, 0.5, 0.5)
    assert spans.f1(tally, "Location") == (1.0, 1.0, 1.0)
