"""The labelled corpus becomes tags and arcs, and they spell what was labelled; no torch is needed for it."""

from __future__ import annotations

import json

import pytest

from onrecord.said.decode import Piece, Proposal
from onrecord.said.tags import TAGS
from onrecord.train.attribution.corpus import Example, examples, split_of
from onrecord.train.attribution.measure import full_f1

TEXT = (
    "Ferry talks resume.\n\n“We sail at dawn,” Ana Kovar said on Monday. “Nothing will stop us.”\n\nThe port denied it."
)


def spans(*wordings: str) -> list[list[int]]:
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in wordings]


ROW = {
    "id": "a", "split": "train", "text": TEXT, "title": "Ferry talks resume.", "outlet": "Northwire",
    "attributions": [
        {"source": spans("Ana Kovar"), "cue": spans("said"),
         "content": spans("“We sail at dawn,”", "“Nothing will stop us.”")},
        {"source": [], "cue": spans("denied"), "content": spans("it.")},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    (found,) = examples(path, workers=1)
    return found


def tagged(example: Example, role: str) -> str:
    tokens = example.parsed.tokens
    return " ".join(t.text for t in tokens if TAGS[example.tags[t.i]][2:] == role)


def test_tags_spell_the_roles(example: Example) -> None:
    assert tagged(example, "source") == "Ana Kovar"
    assert tagged(example, "cue") == "said denied"
    assert tagged(example, "content") == "“ We sail at dawn , ” “ Nothing will stop us . ” it ."


def test_arcs_lead_from_contents_to_cues_and_from_cues_to_sources(example: Example) -> None:
    tokens = example.parsed.tokens
    said, ana, dawn, stop = (next(t.i for t in tokens if t.text == w) for w in ("said", "Ana", "dawn", "stop"))
    assert example.arcs[dawn] == example.arcs[stop] == said
    assert example.arcs[said] == ana
    denied = next(t.i for t in tokens if t.text == "denied")
    assert example.arcs[denied] == -1


def test_full_attribution_is_counted_one_to_one(example: Example) -> None:
    tokens = example.parsed.tokens
    at = {t.text: t.i for t in tokens}

    def proposal(source: int | None, cue: int, lo: int, hi: int) -> Proposal:
        return Proposal(
            Piece(cue, cue + 1, 1.0), Piece(source, source + 1, 1.0) if source is not None else None,
            [Piece(lo, hi, 1.0)],
        )  # fmt: skip

    whole = proposal(at["Kovar"], at["said"], at["We"], at["us"])
    right = [whole, proposal(None, at["denied"], at["it"], at["it"] + 1)]
    assert full_f1([(example, right)]) == 1.0
    assert full_f1([(example, [right[1]])]) == pytest.approx(2 / 3)
    assert full_f1([(example, [proposal(at["port"], at["denied"], at["it"], at["it"] + 1)])]) == 0.0
    assert full_f1([(example, [])]) == 0.0


def test_the_validation_part_is_cut_by_id_alone() -> None:
    rows = [{"id": f"r{i}", "split": "train"} for i in range(400)]
    kept = [row["id"] for row in rows if split_of(row) == "validation"]
    assert 20 <= len(kept) <= 60
    assert kept == [row["id"] for row in rows if split_of(row) == "validation"]
    assert split_of({"id": kept[0], "split": "dev"}) == "dev"
