"""The parsed report: offsets, title and text in one string, trees that fit."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language import Parsed, Parser
from onrecord.language.phrases import conjuncts, noun_phrase, subject
from onrecord.model import Report

TEXT = (
    "Ana Kovar, the minister, and her deputy left Tallinn on Monday.\n\n"
    "They said they would return, and agreed to talk."
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> Parsed:
    return parser.parse(Report(id="r", title="Minister leaves", text=TEXT))


def test_tokens_stand_where_they_say(parsed: Parsed) -> None:
    for token in parsed.tokens:
        assert parsed.text[token.start : token.end] == token.text
        assert token.lo <= token.i < token.hi


def test_spans_know_title_and_text(parsed: Parsed) -> None:
    first = parsed.token_span(0, 1)
    assert (first.text, first.part, first.offsets) == ("Minister", "title", (0, 8))
    deputy = next(token for token in parsed.tokens if token.text == "deputy")
    span = parsed.token_span(deputy.i, deputy.i + 1)
    assert TEXT[span.start : span.end] == "deputy"
    assert parsed.range_of(span) == (deputy.i, deputy.i + 1)


def test_sentences_cover_the_tokens_in_order(parsed: Parsed) -> None:
    at = 0
    for sentence in parsed.sentences:
        assert sentence.lo == at
        at = sentence.hi
        assert sentence.lo <= sentence.root < sentence.hi
        assert all(parsed.tokens[i].sentence == sentence.i for i in range(sentence.lo, sentence.hi))
    assert at == len(parsed.tokens)


def test_a_sentence_never_crosses_a_paragraph(parsed: Parsed) -> None:
    for sentence in parsed.sentences:
        paragraph = parsed.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start
        assert sentence.end <= paragraph.end


def test_subtrees_hold_their_children(parsed: Parsed) -> None:
    for token in parsed.tokens:
        for child in parsed.children(token.i):
            assert token.lo <= child.lo
            assert child.hi <= token.hi


def test_noun_phrases_and_subjects(parser: Parser) -> None:
    parsed = parser.parse(
        Report(id="r", text="Estonia and its allies, who met in Paris, have agreed to send two old ships.")
    )
    by_text = {token.text: token.i for token in parsed.tokens}
    assert parsed.words(*noun_phrase(parsed, by_text["Estonia"])) == "Estonia and its allies"
    assert parsed.words(*noun_phrase(parsed, by_text["ships"])) == "two old ships"
    assert [parsed.tokens[i].text for i in conjuncts(parsed, by_text["Estonia"])] == ["Estonia", "allies"]
    found = subject(parsed, by_text["send"])
    assert found is not None
    assert found.text == "Estonia"


def test_a_report_is_parsed_by_itself(parser: Parser, parsed: Parsed) -> None:
    parser.parse(Report(id="other", text="Something else entirely happened. " * 40))
    again = parser.parse(Report(id="r", title="Minister leaves", text=TEXT))
    assert [repr(token) for token in again.tokens] == [repr(token) for token in parsed.tokens]


def test_a_long_line_is_parsed_in_pieces(parser: Parser) -> None:
    text = "The envoy spoke at length in Geneva about the border. " * 900
    parsed = parser.parse(Report(id="r", text=text))
    assert parsed.text[parsed.tokens[-1].start :].startswith(".")
    assert len(parsed.sentences) >= 890


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.one_of(st.none(), st.text(min_size=1, max_size=40)))
def test_any_text_parses(parser: Parser, text: str, title: str | None) -> None:
    parsed = parser.parse(Report(id="r", text=text, title=title))
    for token in parsed.tokens:
        span = parsed.token_span(token.i, token.i + 1)
        whole = (title or "") if span.part == "title" else text
        assert whole[span.start : span.end] == token.text
    for quotation in parsed.quotations:
        assert quotation.outer_start < quotation.start <= quotation.end <= quotation.outer_end


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("staged", "stage"),
        ("waged", "wage"),
        ("hoped", "hope"),
        ("stopped", "stop"),
        ("bombed", "bomb"),
        ("goes", "go"),
    ],
)
def test_lemmas_keep_their_silent_e(parser: Parser, word: str, lemma: str) -> None:
    parsed = parser.parse(Report(id="r", text=f"The group {word} a protest there on Friday."))
    assert next(token for token in parsed.tokens if token.text == word).lemma == lemma


@pytest.mark.parametrize("text", ['"' * 5000, "a" * 5000 + " then it ended.", "“x " * 2000])
def test_a_run_without_spaces_is_no_trap(parser: Parser, text: str) -> None:
    parsed = parser.parse(Report(id="r", text=text))
    assert "".join(token.text for token in parsed.tokens) == "".join(text.split())


@pytest.mark.parametrize(
    "head",
    [
        "NAIROBI, Nov 18 (Wire) - ",
        "JERUSALEM (Wire) — ",
        "OSLO, Norway -- ",
        "LONDON, Nov 18 - ",
        "THE HAGUE, 3 May – ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(parser: Parser, head: str) -> None:
    parsed = parser.parse(Report(id="r", text=f"{head}Rwanda on Tuesday denied sending troops abroad."))
    denied = next(token for token in parsed.tokens if token.text == "denied")
    found = subject(parsed, denied.i)
    assert found is not None
    assert found.text == "Rwanda"
    assert parsed.sentences[denied.sentence].start == len(head)


@pytest.mark.parametrize(
    "text", ["The pact - the first of its kind - was signed.", "NATO - which has 32 members - met."]
)
def test_a_dash_in_a_sentence_is_no_dateline(parser: Parser, text: str) -> None:
    assert parser.parse(Report(id="r", text=text)).sentences[0].start == 0
    assert len(parser.parse(Report(id="r", text=text)).sentences) == 1
