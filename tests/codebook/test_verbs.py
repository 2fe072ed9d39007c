"""Finite forms of verbs that lose their helper."""

from __future__ import annotations

import pytest

from onrecord.codebook.verbs import past, present


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("control", "controlled"), ("stop", "stopped"), ("deny", "denied"), ("obey", "obeyed"), ("agree", "agreed"),
        ("send", "sent"), ("visit", "visited"), ("fix", "fixed"), ("rain", "rained"), ("shell", "shelled"),
        ("commit", "committed"), ("open", "opened"), ("play", "played"),
    ],
)  # fmt: skip
def test_past(verb: str, told: str) -> None:
    assert past(verb) == told


@pytest.mark.parametrize(("verb", "told"), [("deny", "denies"), ("have", "has"), ("go", "goes"), ("say", "says")])
def test_present(verb: str, told: str) -> None:
    assert present(verb) == told
