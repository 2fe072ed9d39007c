from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from onrecord import who
from onrecord.language import Parsed, Parser
from onrecord.model import Cast, Dateline, Party, Report

Reader = Callable[..., tuple[Parsed, Cast]]


@pytest.fixture(scope="session")
def reader() -> Reader:
    parser = Parser()

    def read(text: str, **known: str) -> tuple[Parsed, Cast]:
        dateline = Dateline(known.pop("dateline")) if "dateline" in known else None
        parsed = parser.parse(Report(id="t", text=text, dateline=dateline, **known))
        return parsed, who.find(parsed)

    return read


def party(read: tuple[Parsed, Cast], phrase: str) -> Party:
    parsed, cast = read
    at = re.search(rf"\b{re.escape(phrase)}", parsed.text).start()  # type: ignore[union-attr]
    return cast.party(*parsed.token_range(at, at + len(phrase)))


def members(read: tuple[Parsed, Cast], phrase: str) -> tuple[Party, ...]:
    parsed, cast = read
    at = re.search(rf"\b{re.escape(phrase)}", parsed.text).start()  # type: ignore[union-attr]
    return cast.members(*parsed.token_range(at, at + len(phrase)))


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "iso3", "sector"),
    [
        ("Three Dutch officials left early.", "Three Dutch officials", "unnamed", ("NLD",), "GOV"),
        ("European officials left early.", "European officials", "unnamed", (), "GOV"),
        ("A Swiss finance ministry spokesman spoke.", "A Swiss finance ministry spokesman", "unnamed", ("CHE",), "GOV"),
        ("Malaysia's navy chief resigned.", "Malaysia's navy chief", "role", ("MYS",), "MIL"),
        ("Norwegian troops crossed the river.", "Norwegian troops", "unnamed", ("NOR",), "MIL"),
        ("The Finnish military moved north.", "The Finnish military", "named", ("FIN",), "MIL"),
        ("Residents of Oran fled.", "Residents of Oran", "crowd", ("DZA",), "CVL"),
        ("A leaked report blamed the dam.", "A leaked report", "document", (), None),
        ("Croatia's ambassador to Spain left.", "Croatia's ambassador to Spain", "role", ("HRV",), "GOV"),
        ("Doctors in Managua went on strike.", "Doctors in Managua", "unnamed", ("NIC",), "MED"),
        ("Police in Porto Alegre opened fire.", "Police in Porto Alegre", "unnamed", ("BRA",), "COP"),
        ("Two former Czech ministers were charged.", "Two former Czech ministers", "unnamed", ("CZE",), "ELI"),
        ("The U.N. mission in Haiti grew.", "The U.N. mission in Haiti", "role", ("UNO",), "IGO"),
        ("Estonia's parliament voted.", "Estonia's parliament", "named", ("EST",), "LEG"),
        ("Hezbollah fighters withdrew.", "Hezbollah fighters", "unnamed", ("LBN",), "REB"),
    ],
)
def test_phrases(reader: Reader, text: str, phrase: str, kind: str, iso3: tuple[str, ...], sector: str | None) -> None:
    found = party(reader(text), phrase)
    assert (found.iso3, found.sectors[0] if found.sectors else None) == (iso3, sector)
    assert found.kind == kind or (kind == "unnamed" and found.kind == "named")


def test_two_coordinated_states_are_two_members(reader: Reader) -> None:
    read = reader("Chad and Niger signed the accord.")
    found = members(read, "Chad and Niger")
    assert [(one.text, one.iso3) for one in found] == [("Chad", ("TCD",)), ("Niger", ("NER",))]
    assert party(read, "Chad and Niger").iso3 == ("TCD", "NER")


def test_ministers_of_several_states(reader: Reader) -> None:
    phrase = "the energy ministers of Poland, Denmark and the Netherlands"
    found = members(reader(f"On Monday {phrase} met."), phrase)
    assert [one.iso3 for one in found] == [("POL",), ("DNK",), ("NLD",)]
    assert {one.sectors for one in found} == {("GOV",)}
    assert found[2].text == "the Netherlands"


def test_two_demonyms_before_one_noun(reader: Reader) -> None:
    found = members(reader("The Greek and Turkish presidents met."), "The Greek and Turkish presidents")
    assert [one.iso3 for one in found] == [("GRC",), ("TUR",)]


def test_a_collective_stays_one_with_its_named_member(reader: Reader) -> None:
    read = reader("Armenia and its partners condemned the raid.")
    assert len(members(read, "Armenia and its partners")) == 1
    found = party(read, "Armenia and its partners")
    assert (found.kind, found.entities, found.iso3) == ("collective", ("country:ARM",), ("ARM",))
    assert party(reader("The G7 condemned the raid."), "The G7").kind == "collective"


def test_two_koreas(reader: Reader) -> None:
    found = members(reader("The two Koreas reopened the line."), "The two Koreas")
    assert {code for one in found for code in one.iso3} == {"KOR", "PRK"}
    assert len(found) == 2


def test_pronoun_takes_the_country_of_a_phrase_without_entity(reader: Reader) -> None:
    read = reader("The captured Mexican pilot said he had been lost for days.")
    found = party(read, "he")
    assert (found.kind, found.iso3, found.entities) == ("pronoun", ("MEX",), ())


def test_possessor_gives_country(reader: Reader) -> None:
    found = party(reader("Vietnam's navy said its patrol boats had left."), "its patrol boats")
    assert (found.iso3, found.inferred) == (("VNM",), True)


def test_dateline_gives_the_country_of_a_bare_office(reader: Reader) -> None:
    read = reader("Foreign Minister Ruta Balode left for talks.", dateline="RIGA")
    found = party(read, "Foreign Minister Ruta Balode")
    assert (found.iso3, found.inferred) == (("LVA",), True)


def test_ambiguous_pronoun_has_candidates(reader: Reader) -> None:
    read = reader("Laotian Minister Bounmy Keo met Thai Minister Anan Chaiwong, and he agreed to wait.")
    found = party(read, "he")
    assert found.entities == ()
    assert [one.iso3 for one in found.candidates] == ["LAO", "THA"]


def test_every_entity_of_a_party_stands_in_entities(reader: Reader) -> None:
    parsed, cast = reader("Egypt's army and the Sudanese foreign ministry accused Hamas and NATO. They denied it.")
    known = {entity.id for entity in cast.entities}
    for lo in range(len(parsed.tokens)):
        for hi in range(lo + 1, min(lo + 6, len(parsed.tokens)) + 1):
            assert set(cast.party(lo, hi).entities) <= known
            for one in cast.members(lo, hi):
                assert set(one.entities) <= known


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "No.",
        "KREML SAGT NEIN",
        "“” " * 400,
        "🙂 🙂",
        "Путин said no",
        "a-b-c - - -",
        "Mr.",
        "the the the of of",
        "(NATO)",
        "President",
        "King",
    ],
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    parsed, cast = reader(text)
    for lo in range(min(len(parsed.tokens), 8)):
        cast.party(lo, lo + 1)
        cast.members(lo, len(parsed.tokens))
    for entity in cast.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_named_states_of_an_open_list_are_members(reader: Reader) -> None:
    parsed, cast = reader("Norway, Chad and other countries condemned Iran. Ukraine and its allies signed.")
    found = cast.members(0, 6)
    assert [m.text for m in found] == ["Norway", "Chad"]
    assert [m.iso3 for m in found] == [("NOR",), ("TCD",)]
    assert cast.party(0, 6).kind == "collective"
    start = next(t.i for t in parsed.tokens if t.text == "Ukraine")
    allies = cast.members(start, start + 4)
    assert len(allies) == 1
    assert allies[0].kind == "collective"


def test_a_long_line_is_read_in_linear_time(reader: Reader) -> None:
    parser = Parser()
    line = "President Ana Bral of Peru said the ministry would wait, and it did. The agency told Joe Farr he was late. "
    took = []
    for times in (60, 480):
        parsed = parser.parse(Report(id="t", text=line * times))
        took.append(min(_seconds(parsed) for _ in range(3)))
    assert took[1] < took[0] * 8 * 3 + 0.2  # a garbage collection may fall in


def _seconds(parsed: Parsed) -> float:
    """Processor time, which other work on the machine does not lengthen as it does the clock's."""
    start = time.process_time()
    who.find(parsed)
    return time.process_time() - start
