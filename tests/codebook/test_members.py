from __future__ import annotations

import pytest

from onrecord.codebook.countries import countries
from onrecord.codebook.members import bodies_of, members_on, memberships
from onrecord.codebook.tables import table


def test_every_row_names_a_body_and_a_state() -> None:
    bodies = {row["id"] for row in table("entities.tsv")}
    for row in memberships():
        assert row.body in bodies, row
        assert row.iso3 in countries(), row
        assert not row.to or row.since < row.to, row


@pytest.mark.parametrize(
    ("body", "date", "count", "inside", "outside"),
    [
        ("igo:nato", "2023-04-03", 30, "TUR", "FIN"),
        ("igo:nato", "2023-04-04", 31, "FIN", "SWE"),
        ("igo:nato", "2024-06-01", 32, "SWE", "UKR"),
        ("igo:eu", "2020-01-30", 28, "GBR", "TUR"),
        ("igo:eu", "2020-02-01", 27, "HRV", "GBR"),
        ("igo:g8", "2013-06-01", 8, "RUS", "CHN"),
        ("igo:ecowas", "2025-03-01", 12, "NGA", "MLI"),
        ("igo:asean", "2025-11-01", 11, "TLS", "PNG"),
    ],
)
def test_members_on_a_day(body: str, date: str, count: int, inside: str, outside: str) -> None:
    found = members_on(body, date)
    assert (len(found), inside in found, outside in found) == (count, True, False)


def test_bodies_of_a_state() -> None:
    assert "NATO" in bodies_of("FIN", "2024-01-01")
    assert "NATO" not in bodies_of("FIN", "2022-01-01")
