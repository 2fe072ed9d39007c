"""Ties of odd texts, and what must hold of every tie."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "",
        "treaty",
        "TREATY PACT SANCTIONS",
        "talks talks talks",
        "sanctions on",
        "if attacked",
        "🙂 pact 🙂",
        "член НАТО",
    ],
)
def test_odd_texts(pipeline: Pipeline, text: str) -> None:
    assert pipeline.read(Report(id="r", text=text)).ties == ()


def test_every_party_is_an_entity_and_every_claim_a_claim(pipeline: Pipeline) -> None:
    text = (
        "Japan and Australia signed a defence treaty in 2022, pledging joint action if either is attacked. "
        "The European Union imposed sanctions on Belarus. Talks between Egypt and Ethiopia collapsed over a dam."
    )
    reading = pipeline.read(Report(id="r", text=text, published="2024-05-01"))
    entities = {entity.id for entity in reading.entities}
    claims = {claim.id: claim for claim in reading.claims}
    assert [tie.kind for tie in reading.ties] == ["mutual_defence", "sanctions", "talks"]
    for tie in reading.ties:
        assert {party.entity for party in tie.parties} <= entities
        assert set(tie.claims) <= set(claims)
        assert all(tie.id in claims[claim].ties for claim in tie.claims)
        for span in (*tie.mentions, tie.trigger, tie.obligation, tie.cause):
            assert span is None or text[span.start : span.end] == span.text
