"""Labelled sentences become columns that the classifier learns from; no torch is needed for it."""

from __future__ import annotations

from onrecord.evaluate.events import PARTS, Label
from onrecord.evaluate.expressions import table
from onrecord.happened.evidence import CHANNELS, TYPES
from onrecord.train.events.corpus import Text, examples

FIRST = "Sudan expelled two Norwegian envoys on Monday."
TEXT = f"{FIRST} The river rose."
START = TEXT.index("expelled")


def test_words_of_labelled_sentences_have_a_type_and_others_have_none() -> None:
    envoys = (TEXT.index("two"), TEXT.index("two") + len("two Norwegian envoys"))
    mark = Label(START, START + 8, "SANCTION", True, (((0, 5),), (envoys,)))
    told = ((0, len(FIRST), "train", (mark,)),)
    (example,) = examples([Text("a", TEXT, "labelled", "train", sentences=told)], workers=1)
    types = example.types.tolist()
    (at,) = [i for i, value in enumerate(types) if value > 0]
    assert types[at] == 1 + TYPES.index("SANCTION")
    assert example.actual[at] == 1
    assert example.sides == {at: ([0], [at + 3])}
    inside = [i for i, part in enumerate(example.parts) if part == "train"]
    assert [types[i] for i in inside if i != at] == [0] * (len(inside) - 1)
    assert {types[i] for i in range(len(types)) if i not in inside} == {-100}


def test_every_word_has_its_evidence_and_stands_in_a_window() -> None:
    (example,) = examples([Text("a", TEXT, "class", "train", 4)], workers=1)
    assert example.told.shape == (len(example.types), len(CHANNELS))
    assert [i for sheet in example.sheets for i in range(*sheet.window)] == list(range(len(example.types)))
    ruled = list(CHANNELS).index("ruled")
    assert 1 + TYPES.index("SANCTION") in example.told[:, ruled]


def test_labels_name_their_set_and_part_and_share_no_report_between_test_and_the_rest() -> None:
    found = list(table("event_labels.tsv"))
    reports = {part: {(row["set"], row["report"]) for row in found if row["part"] == part} for part in PARTS}
    assert {row["part"] for row in found} == set(PARTS)
    assert not reports["test"] & (reports["train"] | reports["validation"] | reports["choice"])
    assert sum(1 for row in found if row["type"]) > 9000
    for row in found:
        assert bool(row["actors"]) == bool(row["recipients"]) <= bool(row["type"])
