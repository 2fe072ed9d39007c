"""Places: the table's promises, and texts that no reader should stumble over."""

from __future__ import annotations

import pytest

from onrecord import where, who
from onrecord.language import Parser
from onrecord.model import Found, Place, Report
from onrecord.where.atlas import Atlas, Spot, atlas, fold, key_of
from onrecord.where.choose import Choice, Setting, choose
from onrecord.where.named import Named
from onrecord.where.words import words


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def find(parser: Parser, text: str, title: str | None = None) -> Found[Place]:
    parsed = parser.parse(Report(id="x", text=text, title=title))
    return where.find(parsed, who.find(parsed))


def town(name: str, iso3: str, thousands: int, rank: str = "") -> Spot:
    return Spot(name, iso3, None, 1.0, 2.0, "city", thousands, rank)


def named(key: str, *spots: Spot, because: str = "in") -> Named:
    return Named(0, 1, (0, 1), key, spots, "", 2, because)


@pytest.mark.parametrize(
    ("written", "key"),
    [("Sana'a", "sanaa"), ("Ḩamāh", "hamah"), ("U.S.", "us"), ("Łódź", "lodz"), ("Mosul\u200e", "mosul")],
)
def test_fold(written: str, key: str) -> None:
    assert fold(written) == key


def test_key_of_a_name_in_several_words() -> None:
    assert key_of("Deir ez-Zor") == "deir ez zor"


def test_every_region_of_the_tables_lies_in_its_country() -> None:
    loaded = atlas()
    from onrecord.codebook.countries import countries

    iso2 = {country.iso3: country.iso2 for country in countries().values()}
    for key in ("kursk", "helmand", "bavaria", "texas", "hama", "anbar", "xinjiang", "catalonia", "north darfur"):
        regions = [spot for spot in loaded.spots(key) if spot.kind == "admin1"]
        assert regions, key
        for spot in regions:
            assert spot.admin1 is not None
            assert spot.iso3 is not None
            assert spot.admin1.split("-")[0] == iso2[spot.iso3]


def test_cities_come_by_population() -> None:
    cities = [spot for spot in atlas().spots("tripoli") if spot.kind == "city"]
    assert [spot.iso3 for spot in cities[:2]] == ["LBY", "LBN"]
    assert cities[0].rank == "c"


def test_one_capital_a_country() -> None:
    assert [spot.rank for spot in atlas().spots("washington") if spot.kind == "city"].count("c") == 1


def test_choice_by_country_of_the_report() -> None:
    spots = (town("Alpha", "AAA", 900), town("Alpha", "BBB", 40))
    assert choose(named("alpha-x", *spots), Setting(), None).spot is spots[0]
    assert choose(named("alpha-x", *spots), Setting(countries={"BBB"}), None).spot is spots[1]


def test_choice_abstains_between_equals() -> None:
    spots = (town("Alphaville", "AAA", 200), town("Alphaville", "BBB", 190))
    choice = choose(named("alphaville", *spots), Setting(), None)
    assert choice == Choice(None, "where.undecided", spots, undecided=True)


def test_small_town_abroad_is_not_read() -> None:
    spots = (town("Smallham", "AAA", 9, "s"),)
    assert choose(named("smallham", *spots, because=""), Setting(), None).spot is None
    assert choose(named("smallham", *spots), Setting(countries={"AAA"}), None).spot is spots[0]


def test_coordinates_and_precision_agree(parser: Parser) -> None:
    found = find(parser, "From Lagos they flew to Bavaria, crossed the Black Sea and reached Peru.")
    assert [place.precision for place in found.values] == ["city", "admin1", "sea", "country"]
    assert all(place.lat is not None and -90 <= place.lat <= 90 for place in found.values)


def test_every_place_has_a_note(parser: Parser) -> None:
    found = find(parser, "Talks in Oslo and in Tripoli, Lebanon, failed.")
    assert len(found.notes) == len(found.values) == 3
    assert found.notes[1].rule == "where.contained"


def test_title_is_read(parser: Parser) -> None:
    found = find(parser, "The minister left.", title="Minister quits Harare after vote")
    assert [(place.text, place.part) for place in found.values] == [("Harare", "title")]


@pytest.mark.parametrize(
    "text",
    ["", "x", "of", "-", "IN IN IN", "Al-", "the city of", "Lake", "New", "“" * 200, "🙂 Paris 🙂", "St.",
     "Of Of of Of",
     "a\nb\nc", "Ünïcödé Ñandú", "مدينة Homs مدينة",
     "PARIS, (", "Paris -", "X County", "-Paris", "Sana’a’s", "al-"],
)  # fmt: skip
def test_odd_text(parser: Parser, text: str) -> None:
    found = find(parser, text)
    for place in found.values:
        assert text[place.start : place.end] == place.text


def test_same_twice(parser: Parser) -> None:
    text = "Birmingham, Tripoli, Georgia and Santiago; Cordoba and Valencia, Leon and Merida."
    assert find(parser, text) == find(parser, text)


def test_lists_are_lower_case_where_they_are_compared_so() -> None:
    lists = words()
    for name in ("titles", "directions", "locative", "sides", "names_of_people", "common_words", "calendar"):
        assert all(word == word.lower() for word in getattr(lists, name)), name


def test_atlas_is_loaded_once() -> None:
    assert atlas() is atlas()
    assert isinstance(atlas(), Atlas)
