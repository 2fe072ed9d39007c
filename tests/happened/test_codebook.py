"""The codebook's tables agree with each other and with the manual's corrections."""

from __future__ import annotations

import pytest

from onrecord.codebook import plover
from onrecord.codebook.triggers import (
    context_words,
    embeddings,
    instruments,
    lexicon,
    light_verbs,
    noun_classes,
    operators,
)

DYNAMIC = {
    "party", "people", "place", "state", "agent", "armed", "police", "group", "official", "plural", "role", "court",
}  # fmt: skip


def rows():
    book = lexicon()
    return [row for table in (book.verbs, book.adjectives, book.nouns) for found in table.values() for row in found]


def test_sixteen_types_with_their_quads():
    assert len(plover.types()) == 16
    assert plover.quad("SANCTION") == "material conflict"
    assert plover.types()["ACCUSE"].intensity == -3
    assert plover.types()["AID"].recipient_required


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("163", "SANCTION", "discontinue"),
        ("055", "CONCEDE", None),
        ("116", "SANCTION", "convict"),
        ("195", "ASSAULT", "aerial"),
        ("0841", "RETREAT", "release"),
    ],
)
def test_corrections(code, type_, mode):
    assert (plover.cameo()[code].type, plover.cameo()[code].mode) == (type_, mode)


def test_no_code_for_mere_statements():
    assert "01" not in plover.cameo()
    assert "016" not in plover.cameo()


def test_cameo_rows_know_types_modes_and_contexts():
    for code in plover.cameo().values():
        assert code.mode is None or code.mode in plover.types()[code.type].modes, code
        assert set(code.contexts) <= set(plover.contexts()), code


def test_triggers_know_types_modes_and_contexts():
    assert len(rows()) > 600
    for row in rows():
        assert row.type in plover.types(), row
        assert row.mode is None or row.mode in plover.types()[row.type].modes, row
        assert set(row.contexts) <= set(plover.contexts()), row


def test_triggers_ask_for_known_classes():
    known = DYNAMIC | {name for names in noun_classes().values() for name in names}
    for row in rows():
        for need in row.needs:
            assert need.classes <= known, (row.name, need)
            assert need.barred <= known, (row.name, need)


def test_embeddings_know_types_and_modes():
    for found in embeddings().values():
        for inner, _, _, made in found:
            assert inner in ("", *plover.types())
            if made.type is not None:
                assert made.mode is None or made.mode in plover.types()[made.type].modes


def test_small_tables_are_sound():
    assert {mode for mode, _ in instruments().values()} <= set(plover.types()["ASSAULT"].modes)
    assert {code for _, code in instruments().values()} <= set(plover.cameo())
    assert {c for found in context_words().values() for c in found} <= set(plover.contexts())
    assert {e for found in light_verbs().values() for _, e in found} == {"do", "undergo", "occur", "strike", "undo"}
    assert {k for found in operators().values() for _, k in found} >= {"commit", "refuse", "threaten", "request"}
