"""The table of ties."""

from __future__ import annotations

from typing import get_args

from onrecord.codebook.ties import generic, nouns, states, terms, verbs
from onrecord.model.tie import TieKind, TieStatus

SHAPES = {"mutual", "talks", "directed", "membership", "basing", "ally", "personal"}


def test_every_kind_has_a_name() -> None:
    named = {naming.kind for rows in nouns().values() for naming in rows} | set(verbs().values())
    assert named == set(get_args(TieKind))


def test_shapes_and_states_are_known() -> None:
    assert {naming.shape for rows in nouns().values() for naming in rows} == SHAPES
    told = {state for row in states().values() for state in (row.done, row.open) if state}
    assert told <= set(get_args(TieStatus))


def test_generic_nouns_name_no_kind_alone() -> None:
    for noun in generic() - {"alliance"}:
        assert all(naming.modifiers or naming.phrases for naming in nouns().get(noun, ()))


def test_terms() -> None:
    assert "attack" in terms().attack
    assert "pledge" in terms().pledging
