from __future__ import annotations

import pytest

from onrecord.language import Parser
from onrecord.model import Report
from onrecord.who.lookup import lookup


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("phrase", "date", "iso3", "sector"),
    [
        ("Bolivia", None, "BOL", None),
        ("Dublin", None, "IRL", "GOV"),
        ("Barack Obama", "2010-05-01", "USA", "GOV"),
        ("Barack Obama", "2020-05-01", "USA", "ELI"),
        ("Swedish police", None, "SWE", "COP"),
        ("a retired admiral", None, None, "ELI"),
        ("the mayor of Izmir", None, "TUR", "GOV"),
        ("protesters", None, None, "CVL"),
        ("Quentin Wobble", None, None, None),
        ("", None, None, None),
    ],
)
def test_lookup(parser: Parser, phrase: str, date: str | None, iso3: str | None, sector: str | None) -> None:
    found = lookup(parser.parse(Report(id="t", text=phrase, published=date)))
    assert (found.iso3, found.sectors[0] if found.sectors else None) == (iso3, sector)


def test_context_gives_the_country(parser: Parser) -> None:
    parsed = parser.parse(Report(id="t", text="the finance ministry"))
    assert lookup(parsed, "Kenya").iso3 == "KEN"
