"""Reference beside a reading: what bears on it, and that nothing of it gets into the reading."""

from __future__ import annotations

import onrecord
from onrecord.query.reference import context

PACT = "Russia and North Korea signed a mutual defence pact in June 2024, promising help if either is attacked."


def ids(text: str, published: str | None = "2025-03-10") -> dict[str, bool]:
    return {one.treaty: bool(one.named) for one in context(onrecord.read(text, published=published))}


def test_a_pact_of_two_finds_the_treaty_of_the_two() -> None:
    reading = onrecord.read(PACT, published="2025-03-10")
    (found,) = (one for one in context(reading) if one.treaty == "russia-north-korea-2024")
    assert found.ties == tuple(tie.id for tie in reading.ties if tie.kind == "mutual_defence")
    assert found.source
    assert found.as_of
    assert found.reference is True


def test_what_was_not_yet_signed_is_left_out() -> None:
    assert "russia-north-korea-2024" not in ids(PACT, "2024-01-01")


def test_a_treaty_that_is_named_is_found_where_it_is_named() -> None:
    text = "Kyiv said the Budapest Memorandum had failed."
    (found,) = (one for one in context(onrecord.read(text)) if one.treaty == "budapest-memorandum")
    assert [text[a:b] for a, b in found.named] == ["Budapest Memorandum"]


def test_two_of_thirty_members_do_not_mean_the_whole_alliance() -> None:
    assert "north-atlantic-treaty" not in ids("France and Greece signed a mutual defence pact on Friday.")


def test_sanctions_are_those_of_the_sender_on_the_target() -> None:
    found = ids("The European Union imposed sanctions on Belarus on Friday.")
    assert "eu-belarus-765-2006" in found
    assert not any(one.startswith(("us-", "un-")) for one in found)


def test_nothing_of_it_is_in_the_reading() -> None:
    reading = onrecord.read(PACT, published="2025-03-10")
    before = reading.to_json()
    (found,) = (one for one in reading.context() if one.treaty == "russia-north-korea-2024")
    assert reading.to_json() == before
    assert found.obligation not in before


def test_a_report_without_ties_has_no_reference() -> None:
    assert not ids("A ferry sank off Lagos on Sunday.")
