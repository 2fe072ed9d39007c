from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.model import Abstained, Span
from onrecord.render import rows
from onrecord.render.marks import BRACKETS, KINDS, Mark, harmless, marks, pieces
from tests.cli.command import REPORT


@pytest.fixture(scope="module")
def reading() -> onrecord.Reading:
    return onrecord.read(REPORT, published="2025-03-03", outlet="Northwire", title="Turkey accuses Syria of shelling")


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(KINDS)), max_size=12),
)
def test_nothing_of_the_text_is_lost_between_the_marks(text: str, spots: list[tuple[int, int, str]]) -> None:
    made = {
        (min(a, len(text)), min(b, len(text)), kind): Mark(min(a, len(text)), min(b, len(text)), kind, (1,))
        for a, b, kind in spots
        if min(a, len(text)) < min(b, len(text))
    }
    ordered = sorted(made.values(), key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind)))
    cut = list(pieces(text, ordered))
    assert "".join(piece.text for piece in cut if not piece.added) == text
    for kind, (left, right) in BRACKETS.items():
        added = [piece.text for piece in cut if piece.added and piece.kinds == (kind,)]
        wanted = sum(mark.kind == kind for mark in ordered)
        assert sum(piece.startswith(right) for piece in added) == (2 * wanted if left == right else wanted)


@given(st.text())
def test_harmless_keeps_every_place(text: str) -> None:
    assert len(harmless(text)) == len(text)


def test_equal_passages_are_one_mark(reading: onrecord.Reading) -> None:
    found = marks(reading, "text")
    assert len({(mark.start, mark.end, mark.kind) for mark in found}) == len(found)
    assert Mark(0, 3, "event", (1, 12)).label == "¹·¹²"


def test_every_statement_and_event_has_a_row_with_its_number(reading: onrecord.Reading) -> None:
    for table in rows.tables(reading, rows.SECTIONS):
        assert all(len(row) == len(table.columns) == len(table.weights) for row in table.rows)
        if table.name in ("statements", "events"):
            assert [row[0] for row in table.rows] == [str(n + 1) for n in range(len(getattr(reading, table.name)))]
        elif table.name != "claims":
            assert len(table.rows) == len(getattr(reading, table.name))
    everything = rows.tables(reading, ("claims",))[0]
    assert len(everything.rows) == len(reading.claims)


def test_denials_are_shown_beside_what_they_deny(reading: onrecord.Reading) -> None:
    text = reading.to_text(100)
    assert re.search(r"Syria\s+denied", text)
    assert "done by saying it" in text


def test_what_was_left_undecided_is_shown(reading: onrecord.Reading) -> None:
    span = Span((0, 6), "ANKARA")
    doubt = Abstained(span.offsets, span.text, stage="who", reason="two candidates: the city, the government")
    unsure = msgspec.structs.replace(reading, abstained=(doubt,))
    assert "two candidates: the city, the government" in unsure.to_text(100)


def test_shorten_keeps_to_its_length_and_to_whole_words() -> None:
    assert rows.shorten("one  two\nthree", 40) == "one two three"
    text = "a sentence of many words that goes on and on until it is far too long for a table's cell"
    short = rows.shorten(text, 40)
    assert len(short) <= 40
    assert all(word in text.split() for word in short.split() if word != "…")
    assert len(rows.shorten("x" * 500, 40)) <= 41


class Strict(HTMLParser):
    """Fails on a tag that is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name in ("src", "href", "onclick") for name, _ in attrs)
        assert tag != "script"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_sound_and_holds_the_text(reading: onrecord.Reading) -> None:
    parser = Strict()
    parser.feed(reading._repr_html_())
    assert parser.open == []
    assert "We will answer in kind" in parser.text
    assert "Who says what" in parser.text


def test_html_escapes_what_the_report_says() -> None:
    text = 'Peru\'s minister said on Tuesday that <script>alert("x")</script> & <b>that</b> it would sign.'
    shown = onrecord.read(text, title="<img src=x>").to_html()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<b>that" not in shown
