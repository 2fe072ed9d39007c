"""The text of a claim: marks in pairs, no double space, whatever the report looks like."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.pipeline import Pipeline
from onrecord.standing.wording import balanced

ODD = [
    'He said they had "no plan, no" money and "not a friend in the town.',
    "“Not one of us,” she said, “will not‘ fight”.",
    "The board said it didn't, hasn't and won't — never — 'no' pay.",
    '"""" the envoy said he had not """ said no " word.',
]


@pytest.mark.parametrize(("text", "whole"), [
    ("lives” were at stake", "lives were at stake"),
    ('a "b" c', 'a "b" c'),
    ('a "b c', "a b c"),
    ("an ‘no", "an no"),
    ("«a b", "a b"),
])  # fmt: skip
def test_marks_without_a_partner_go(text: str, whole: str) -> None:
    assert balanced(text) == whole


@pytest.mark.parametrize("text", ODD)
def test_texts_are_tidy(text: str, pipeline: Pipeline) -> None:
    for claim in pipeline.read(Report(id="odd", text=text)).claims:
        assert "  " not in claim.text
        assert claim.text == claim.text.strip()
        assert claim.text.count('"') % 2 == 0
        assert claim.text.count("“") == claim.text.count("”")
