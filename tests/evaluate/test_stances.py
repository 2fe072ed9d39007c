"""Our labels of stances, and how a reading is held against them."""

from __future__ import annotations

from pathlib import Path

from onrecord.codebook.stances import StanceKind
from onrecord.evaluate.stances import Passage, Row, compare, figures, labels, main, passages, tally, told
from onrecord.reader import default


def test_every_label_lies_in_its_passage_and_names_a_stance() -> None:
    texts = {one.id: one.text for one in passages(Path("nowhere")) if one.set == "own"}
    assert len(texts) == 270
    assert all(texts.values())
    kinds = {kind.value for kind in StanceKind}
    for passage, rows in labels().items():
        for row in rows:
            assert row.stance in kinds
            for start, end in (*row.holder, *row.claim):
                assert 0 <= start < end
                assert passage not in texts or end <= len(texts[passage] or "")


def test_no_text_of_the_corpora_is_in_the_table() -> None:
    assert all(one.text is None for one in passages(Path("nowhere")) if one.set != "own")
    assert {one.part for one in passages(Path("nowhere"))} == {"train", "validation", "more"}


def test_the_same_stance_is_matched_first_and_the_rest_counted() -> None:
    wanted = [
        Row(((0, 4),), ((10, 30),), "denies"),
        Row(((0, 4),), ((40, 60),), "asserts"),
        Row((), ((70, 90),), "relays"),
    ]
    given = [
        Row(((0, 4),), ((10, 28),), "asserts"),
        Row(((0, 4),), ((12, 30),), "denies"),
        Row(((0, 9),), ((40, 60),), "alleges"),
        Row(((5, 9),), ((100, 120),), "asserts"),
    ]
    matched, missed, invented = compare(wanted, given)
    assert [(label.stance, read.stance) for label, read in matched] == [("denies", "denies"), ("asserts", "alleges")]
    assert [row.stance for row in missed] == ["relays"]
    assert [row.stance for row in invented] == ["asserts", "asserts"]


def test_a_further_piece_of_a_label_is_not_invented() -> None:
    wanted = [Row(((0, 4),), ((10, 60),), "asserts")]
    given = [Row(((0, 4),), ((10, 34),), "asserts"), Row(((0, 4),), ((40, 60),), "asserts")]
    matched, missed, invented = compare(wanted, given)
    assert len(matched) == 1
    assert not missed
    assert not invented


def test_a_reading_of_ones_own_labels_is_whole() -> None:
    text = "Norway accused Russia of jamming its satellites. Moscow denied jamming the satellites."
    rows = told(default().read(text))
    counts = tally([Passage("p", "train", "own", text)], {"p": rows}, {"p": default().read(text)})
    assert counts.labelled == counts.read == counts.right
    assert figures(counts)["micro"] == 1.0


def test_the_own_half_is_scored_without_the_corpora(capsys: object) -> None:
    assert main(["--shared", "nowhere", "--part", "train"]) == 0
