"""Claims from hand-made statements: holders, relays, origins, references."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord import standing
from onrecord.language import Parsed, Parser
from onrecord.model import Abstained, Claim, Cue, Entity, Note, Party, Report, Span, Statement


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


class Nobody:
    """A cast that knows nobody."""

    entities: tuple[Entity, ...] = ()
    abstained: tuple[Abstained, ...] = ()
    notes: tuple[Note, ...] = ()

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed

    def party(self, lo: int, hi: int) -> Party:
        span = self.parsed.token_span(lo, hi)
        return Party(span.offsets, span.text, span.part, kind="named")

    def members(self, lo: int, hi: int) -> tuple[Party, ...]:
        return (self.party(lo, hi),)


def said(text: str, source: str, cue: str, content: str, **more: Any) -> Statement:
    """A statement cut out of a text by its words; each must stand in it once."""

    def at(words: str) -> tuple[tuple[int, int], str]:
        start = text.index(words)
        return (start, start + len(words)), words

    act = more.pop("act", "say")
    entities = more.pop("entities", ())
    return Statement(
        id=f"s{text.index(cue)}",
        source=Party(*at(source), kind="named", entities=entities),
        cue=Cue(*at(cue), act=act),
        form="indirect",
        content=(Span(*at(content)),) if content else (),
        chain=more.pop("chain", (None, source)),
        **more,
    )


def claims(parser: Parser, text: str, *statements: Statement) -> tuple[Claim, ...]:
    parsed = parser.parse(Report(id="r", text=text))
    found = standing.find(parsed, Nobody(parsed), statements, (), ())
    for claim in found.values:
        for start, end in claim.spans:
            assert 0 <= start < end <= len(text)
    return found.values


def test_holder_is_the_entity_or_the_wording(parser: Parser) -> None:
    text = "Oslo said the pier was mined. Two sailors said the harbour was calm."
    found = claims(
        parser,
        text,
        said(text, "Oslo", "said", "the pier was mined", entities=("country:NOR",)),
        said(text, "Two sailors", "sailors said", "the harbour was calm"),
    )
    assert [stance.holder for claim in found for stance in claim.stances] == ["country:NOR", "Two sailors"]


def test_who_relays_adds_no_origin(parser: Parser) -> None:
    text = "The mill burned down, the Gazette reported, citing a fireman."
    relay = said(text, "the Gazette", "reported", "The mill burned down", chain=(None, "the Gazette"))
    origin = said(
        text, "a fireman", "citing", "The mill burned down", chain=(None, "the Gazette", "a fireman"), parent=relay.id
    )
    (claim,) = claims(parser, text, relay, origin)
    assert {(stance.holder, stance.stance) for stance in claim.stances} == {
        ("the Gazette", "relays"),
        ("a fireman", "asserts"),
    }
    assert (claim.standing, claim.roots) == ("asserted", 1)


def test_two_origins_corroborate(parser: Parser) -> None:
    text = (
        "Divers found a torpedo near the northern pier, Oslo said. Sailors said divers found a torpedo near the pier."
    )
    found = claims(
        parser,
        text,
        said(text, "Oslo", "Oslo said", "Divers found a torpedo near the northern pier"),
        said(text, "Sailors", "Sailors said", "divers found a torpedo near the pier"),
    )
    assert [(claim.standing, claim.roots, len(claim.spans)) for claim in found] == [("corroborated", 2, 2)]


def test_one_telling_given_to_two_sources_is_one_origin(parser: Parser) -> None:
    text = "Oslo said, and Bergen confirmed, the pier was mined."
    found = claims(
        parser,
        text,
        said(text, "Oslo", "said", "the pier was mined"),
        said(text, "Bergen", "confirmed", "the pier was mined", act="confirm"),
    )
    assert [(claim.standing, claim.roots) for claim in found] == [("asserted", 1)]


def test_a_reference_without_a_claim_is_abstained(parser: Parser) -> None:
    text = "The minister denied the allegations."
    parsed = parser.parse(Report(id="r", text=text))
    denial = said(text, "The minister", "denied", "the allegations", act="deny")
    found = standing.find(parsed, Nobody(parsed), (denial,), (), ())
    assert found.values == ()
    assert [item.text for item in found.abstained] == ["the allegations"]


@pytest.mark.parametrize(
    "text",
    ["", "?", "no", "NO NO NO", "“" * 500, "если да", "🙂 🙂", "if if if", "asked whether", "Not. Never. No."],
)
def test_odd_texts(parser: Parser, text: str) -> None:
    assert claims(parser, text) == ()


def test_odd_contents(parser: Parser) -> None:
    text = "He said no. He said not. He said that. He said “ ”. He said if."
    for content in ("no", "not", "that", "“ ”", "if"):
        claims(parser, text, said(text, "He", "said no", content))
