from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import said, who
from onrecord.codebook.cues import cues
from onrecord.language import Parser
from onrecord.model import Found, Report, Statement


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str, **given: str) -> Found[Statement]:
    parsed = parser.parse(Report(id="t", text=text, **given))
    return said.find(parsed, who.find(parsed), ())


def whole(report: str, statement: Statement) -> None:
    for span in (*statement.content, *statement.verbatim, statement.cue, statement.source):
        if span is not None:
            assert report[span.start : span.end] == span.text
    for piece in statement.content:
        assert piece.text.strip()


MARKS = {'"': '"“”', "“": '”“"', "‘": "’", "«": "»", "„": "“”", "'": "'", "`": "'"}


def between_marks(report: str, statement: Statement) -> None:
    """Every verbatim begins right behind an opening mark and ends right before its partner, or at the line's end."""
    for verbatim in statement.verbatim:
        opened = report[: verbatim.start][-1:]
        assert opened in MARKS, verbatim
        rest = report[verbatim.end :].lstrip(" ")[:1]
        assert rest in ("", "\n", *MARKS[opened], *MARKS), verbatim


def whole_words(report: str, statement: Statement) -> None:
    """No content ends inside a word that letters or a hyphen hold together."""
    for piece in statement.content:
        inside, behind = report[piece.end - 1 : piece.end], report[piece.end : piece.end + 2]
        if inside.isalnum() and behind:
            assert not behind[0].isalnum(), piece
            assert not (behind[0] == "-" and behind[1:].isalnum()), piece


QUOTING = [
    "''I told her, 'Go home,''' he recalled. ''She went.''",
    "The firm called it ``a gift'' and ''a curse,'' its owner said.",
    "“We came at dawn,” she said. “Nobody was there. “The gate stood open.”",
    "“We came at dawn,” she said.\n\n“Nobody was there.\n\n“The gate stood open,” she added.",
    "Orlov said: “He told me, ‘Bring the ledger,’ and left.”",
    'He said the "grey-green" line had "moved" and would "move again".',
    "„We are going“, said Orlov, and „Die Wacht“ printed it.",
    "She said: «No more», and left. «Never», she added.",
    "The mayor said the town's \"lost years\" were over; aides said 'no comment'.",
    "Some believe the co-owner has re-entered the by-election, the anti-graft office said.",
]


@pytest.mark.parametrize("text", QUOTING)
def test_verbatim_is_what_stands_between_the_marks(parser: Parser, text: str) -> None:
    found = read(parser, text).values
    assert found
    for statement in found:
        whole(text, statement)
        between_marks(text, statement)
        whole_words(text, statement)


def case_texts() -> list[str]:
    texts: list[str] = []
    for path in sorted((Path(__file__).parent.parent / "cases").glob("**/*.toml")):
        texts.extend(case["text"] for case in tomllib.loads(path.read_text()).get("case", []))
    return texts


def test_the_texts_of_all_cases_keep_marks_and_words(parser: Parser) -> None:
    texts = case_texts()
    assert len(texts) > 100
    for text in texts:
        for statement in read(parser, text).values:
            between_marks(text, statement)
            whole_words(text, statement)


ODD = [
    "",
    "No",
    "said said said",
    "ACCORDING TO THE ARMY THE ROAD IS OPEN",
    '"',
    '"" said',
    "“Unclosed, he said. And more",
    '"a" "b" "c" said "d"',
    "'s 's 's said 's",
    "😀 said: “😀” 😀",
    "Она сказала: «нет», said Ana.",
    "according to",
    ": : : -A",
    "A: yes\nB: no\nQ: why\nA: so",
    "who said that which called what",
    "He said \"she said 'they said “no”' to\" me",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read(parser: Parser, text: str) -> None:
    for statement in read(parser, text).values:
        whole(text, statement)


WORDS = st.sampled_from(
    [
        *[
            "the",
            "envoy",
            "said",
            "that",
            "according",
            "to",
            "denied",
            "He",
            "told",
            "reporters",
            ",",
            ".",
            "it",
            "was",
            "called",
            "a",
            "war",
            "who",
            "—",
            ":",
            "citing",
        ],
        *[
            "officials",
            "and",
            "not",
            "warned",
            "of",
            "accused",
            "by",
            "whether",
            "in",
            "Moscow",
            "on",
            "Monday",
            "claims",
            "statement",
        ],
        *['"', "“", "”", "'", "''", "\n\n"],
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_any_heap_of_words_keeps_its_spans(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    found = read(parser, text)
    for statement in found.values:
        whole(text, statement)
        between_marks(text, statement)
    assert len({statement.id for statement in found.values}) == len(found.values)
    ids = {statement.id for statement in found.values}
    assert all(statement.parent is None or statement.parent in ids for statement in found.values)


def test_the_same_text_gives_the_same_statements(parser: Parser) -> None:
    text = 'Mali rejected a claim that it had "lost" the town. "We hold it," Colonel Traore said.'
    assert read(parser, text) == read(parser, text)


def test_every_statement_has_a_note(parser: Parser) -> None:
    found = read(parser, 'The union said the strike was over. "Go home," it added. Managers declined to comment.')
    assert len(found.notes) == len(found.values) == 3
    assert all(note.rule.startswith("said.") and note.because for note in found.notes)


def test_thousands_of_quotations(parser: Parser) -> None:
    found = read(parser, '"Yes," he said. "No," she said.\n' * 1500)
    assert len(found.values) == 3000


def test_title_is_read_with_its_own_offsets(parser: Parser) -> None:
    found = read(parser, "Nothing happened.", title="Envoy: Talks have failed")
    (statement,) = found.values
    assert statement.content[0].part == "title"
    assert statement.content[0].text == "Talks have failed"


def test_chain_begins_with_the_outlet(parser: Parser) -> None:
    text = "The mill burned for a day, the Orla news agency reported, citing a fire officer."
    relayed = read(parser, text, outlet="Harbour Post").values[-1]
    assert relayed.chain[0] == "Harbour Post"
    assert "Orla" in str(relayed.chain[1])
    assert relayed.chain[2] == "a fire officer"


def test_codebook_is_large_and_typed() -> None:
    book = cues()
    assert len({entry.cue for entry in book.entries}) >= 300
    assert len({entry.act for entry in book.entries}) >= 25
    assert [entry.cue for entry in book.verbs("call")][-1] == "call"


def test_a_quotation_without_a_speaker_is_abstained(parser: Parser) -> None:
    found = read(parser, 'The square was empty at noon.\n\n"Nobody came to the march."')
    assert found.values == ()
    (abstained,) = found.abstained
    assert abstained.text == "Nobody came to the march."


HEAPS = ['"' * 10_000, "“" * 10_000, "“‘" * 5_000, "“”" * 5_000, "'" * 10_000, "„a“ " * 2_500]


@pytest.mark.parametrize("marks", HEAPS, ids=("straight", "open", "nested", "empty", "single", "low"))
def test_a_heap_of_marks_is_read_in_time(parser: Parser, marks: str) -> None:
    begun = time.process_time()
    read(parser, marks)
    assert time.process_time() - begun < 5  # about 2 s on a laptop; quadratic work took 15
