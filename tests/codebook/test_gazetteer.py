from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.gazetteer import Gazetteer, fold, split


@dataclass(frozen=True)
class Word:
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower()


def words(text: str) -> list[Word]:
    return [Word(word) for word in text.split()]


def test_longest_name_wins() -> None:
    names = Gazetteer([("Guinea", "GIN"), ("Papua New Guinea", "PNG"), ("Guinea-Bissau", "GNB")])
    found = list(names.find(words("Guinea - Bissau and Papua New Guinea met Guinea")))
    assert [(m.lo, m.hi, m.values) for m in found] == [(0, 3, ("GNB",)), (4, 7, ("PNG",)), (8, 9, ("GIN",))]


def test_case_of_letters_counts() -> None:
    names = Gazetteer([("Turkey", "TUR"), ("WHO", "who")])
    assert not list(names.find(words("a turkey who ate Who")))
    assert [m.values for m in names.find(words("TURKEY and the WHO"))] == [("TUR",), ("who",)]


def test_accents_and_apostrophes_are_ignored() -> None:
    names = Gazetteer([("Côte d’Ivoire", "CIV")])
    assert names.get("cote d'ivoire") == ("CIV",)
    assert names.longest(words("Cote d'Ivoire"), 0) is not None
    assert fold("Łódź") == "lodz"


def test_several_values_keep_their_order() -> None:
    names = Gazetteer([("Georgia", "GEO"), ("Georgia", "US-GA")])
    assert names.get("Georgia") == ("GEO", "US-GA")
    assert names.get("Alabama") == ()


def test_end_bounds_the_search() -> None:
    names = Gazetteer([("South Korea", "KOR"), ("South", "south")])
    match = names.longest(words("South Korea"), 0, 1)
    assert match is not None
    assert match.values == ("south",)


def test_split_follows_the_parser() -> None:
    assert split("People's Front") == ["People", "'s", "Front"]
    assert split("al-Nour") == ["al", "-", "Nour"]
    assert split("F-16") == ["F-16"]
    assert split("") == []
    assert Gazetteer([("", "nothing")]).get("") == ()
