from __future__ import annotations

from onrecord.codebook import countries, offices
from onrecord.codebook.sectors import SECTORS, roles
from onrecord.codebook.tables import table


def test_office_is_held_left_or_unknown() -> None:
    assert offices.standing("angela-merkel", "2010-01-01").sectors == ("GOV",)
    assert offices.standing("angela-merkel", "2022-01-01").sectors == ("ELI",)
    after = offices.standing("emmanuel-macron", "2035-01-01")
    assert not any(office.title == "president" for office in after.held)
    assert after.sectors == ()


def test_two_terms_with_a_gap() -> None:
    assert offices.standing("donald-trump", "2019-06-01").sectors == ("GOV",)
    assert offices.standing("donald-trump", "2023-06-01").sectors == ("ELI",)
    assert offices.standing("donald-trump", "2025-06-01").sectors == ("GOV",)


def test_dates_run_forward_and_sectors_are_known() -> None:
    for row in table("offices.tsv"):
        assert not row["to"] or row["since"][:4] <= row["to"][:4], row
        assert set(row["sectors"].split()) <= set(SECTORS)
        assert row["to"] or row["open_on"]


def test_tables_use_known_codes() -> None:
    codes = set(countries.countries()) | {"EUR", "UNO", "IGO", ""}
    for name in ("entities.tsv", "people.tsv", "offices.tsv"):
        assert {row["iso3"] for row in table(name)} <= codes, name
    for row in table("roles.tsv"):
        assert set(row["sectors"].split()) <= set(SECTORS), row
    for row in table("entities.tsv"):
        assert {item.partition(":")[0] for item in row["sectors"].split()} <= set(SECTORS), row


def test_country_names() -> None:
    assert countries.by_name("the Netherlands") == "NLD"
    assert countries.by_name("N.Korea") == "PRK"
    assert countries.demonym("Danes") == "DNK"
    assert countries.demonym("Dominican") is None
    assert countries.capital("Kyiv") == "UKR"
    assert countries.iso3_of("Burma") == "MMR"
    assert countries.by_iso2("kr") == "KOR"
    assert countries.name_of("EUR") == "EUR"


def test_role_plurals() -> None:
    assert roles().get("foreign ministers") == () or roles().get("ministers")[0].plural
    assert roles().get("policewomen")[0].plural
    assert roles().get("chiefs of staff")[0].head == 0
