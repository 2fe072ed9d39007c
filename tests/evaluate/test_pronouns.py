"""Whom pronoun sources mean, and whether verbatim spans stand between marks: the measures themselves."""

from __future__ import annotations

import msgspec

from onrecord.evaluate import pronouns, verbatim
from onrecord.model import Reading, Report
from onrecord.pipeline import Pipeline

TEXT = "Ana Kovar met Orlov in Split. “We will go,” Kovar said. She added that the boats were ready."


def label(kind: str, *names: str) -> pronouns.Label:
    at = TEXT.index("She")
    return pronouns.Label("r", at, at + 3, "She", kind, names)


def read(pipeline: Pipeline) -> Reading:
    return pipeline.read(Report(id="r", text=TEXT))


def test_the_labels_are_whole() -> None:
    found = pronouns.labels()
    assert len(found) == 200
    assert len({(one.report, one.start) for one in found}) == 200
    assert {one.kind for one in found} == {"named", "group", "described", "generic", "author"}
    assert all(one.end - one.start == len(one.pronoun) for one in found)
    assert all(one.names or one.kind in ("generic", "author") for one in found)


def test_an_outcome_is_right_where_all_names_agree(pipeline: Pipeline) -> None:
    reading = read(pipeline)
    assert pronouns.outcome(label("named", "President Ana Kovar"), reading).right
    wrong = pronouns.outcome(label("named", "Boris Orlov"), reading)
    assert wrong.given == ("Ana Kovar",)
    assert not wrong.right
    assert not pronouns.outcome(label("generic"), reading).right
    assert not pronouns.outcome(label("group", "Ana Kovar", "Boris Orlov"), reading).right


def test_figures_count_the_resolved(pipeline: Pipeline) -> None:
    reading = read(pipeline)
    outcomes = [pronouns.outcome(label("named", name), reading) for name in ("Ana Kovar", "Boris Orlov")]
    outcomes.append(pronouns.Outcome(label("described", "an aide"), (), False))
    found = pronouns.figures(outcomes)
    assert found["precision"] == 0.5
    assert found["coverage"] == 2 / 3
    assert found["named_coverage"] == 1.0


def test_titles_are_no_part_of_a_name() -> None:
    assert pronouns.agree("Barack Obama", "President Obama")
    assert not pronouns.agree("Hillary Clinton", "Bill Clinton")
    assert not pronouns.agree("The President", "Mr. President")


def test_a_verbatim_span_off_its_marks_is_found(pipeline: Pipeline) -> None:
    reading = read(pipeline)
    (statement,) = [one for one in reading.statements if one.verbatim]
    assert list(verbatim.exceptions(reading)) == []
    for shift, length in ((1, 0), (0, -3)):
        (span,) = statement.verbatim
        start, end = span.start + shift, span.end + length
        moved = msgspec.structs.replace(span, offsets=(start, end), text=TEXT[start:end])
        broken = msgspec.structs.replace(statement, verbatim=(moved,))
        assert list(verbatim.exceptions(msgspec.structs.replace(reading, statements=(broken,))))
    (span,) = statement.verbatim
    lied = msgspec.structs.replace(statement, verbatim=(msgspec.structs.replace(span, text="We will no,"),))
    assert list(verbatim.exceptions(msgspec.structs.replace(reading, statements=(lied,))))
