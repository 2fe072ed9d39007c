from __future__ import annotations

import pytest

from onrecord.codebook.countries import countries
from onrecord.codebook.shared_names import sharers, verdict, witnesses, wordings
from onrecord.language import Parser
from onrecord.model import Report


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_every_sharer_is_a_state_or_lies_in_one() -> None:
    for bearers in sharers().values():
        assert len(bearers) > 1
        assert sum(sharer.default for sharer in bearers) <= 1
        for sharer in bearers:
            assert sharer.iso3 in countries()
            assert sharer.entity in ("", f"country:{sharer.iso3}")
    assert all(form in ("name", "demonym", "people") for _, form, _ in wordings())


@pytest.mark.parametrize(
    ("name", "text", "iso3"),
    [
        ("Congo", "Rebels entered Goma on Monday.", "COD"),
        ("Congo", "The president spoke in Brazzaville.", "COG"),
        ("Congo", "The president spoke.", None),
        ("Congo", "Trucks went from Brazzaville to Kinshasa.", None),
        ("Korean", "Officials in Pyongyang were silent.", "PRK"),
        ("Korea", "Pyongyang and Seoul traded blame.", None),
        ("Georgia", "Nothing else is said.", "GEO"),
        ("Georgia", "Voters in Atlanta queued.", "USA"),
        ("Dominican", "Nothing else is said.", "DOM"),
        ("Dominican", "The minister landed in Roseau.", "DMA"),
    ],
)
def test_the_report_decides(parser: Parser, name: str, text: str, iso3: str | None) -> None:
    tokens = parser.parse(Report(id="t", text=text)).tokens
    found = verdict(name, witnesses(tokens))
    assert found is not None
    assert (found.meant.iso3 if found.meant else None) == iso3


def test_a_name_that_nobody_shares() -> None:
    assert verdict("Peru", {}) is None
