from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.model import Abstained, Actor, Claim, Span, Stance
from onrecord.render import rows
from onrecord.render.marks import BRACKETS, KINDS, Mark, harmless, marks, pieces
from onrecord.render.names import shorten
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
    assert Mark(0, 3, "event", (1, 12)).label == "ᴱ¹·¹²"


def test_every_statement_and_event_has_a_row_with_its_number(reading: onrecord.Reading) -> None:
    for table in rows.tables(reading, rows.SECTIONS):
        assert all(len(row) == len(table.columns) == len(table.weights) for row in table.rows)
        if table.name in ("statements", "events"):
            letter = table.name[0].upper()
            assert [row[0] for row in table.rows] == [
                f"{letter}{n + 1}" for n in range(len(getattr(reading, table.name)))
            ]
        elif table.name != "claims":
            assert len(table.rows) == len(getattr(reading, table.name))
    labels = [row[0] for table in rows.tables(reading, ("claims",)) for row in table.rows]
    assert sorted(labels) == sorted(f"C{n + 1}" for n in range(len(reading.claims)))


def test_denials_are_shown_beside_what_they_deny(reading: onrecord.Reading) -> None:
    text = reading.to_text(100)
    assert re.search(r"Syria\s+denied", text)
    assert "done by saying it" in text


def one_claim(reading: onrecord.Reading, standing: str, *stances: tuple[str, str]) -> onrecord.Reading:
    held = tuple(Stance(holder, None, stance) for holder, stance in stances)
    claim = Claim("c1", "the army went to the border", standing=standing, stances=held)
    return msgspec.structs.replace(reading, claims=(claim,))


def test_a_claim_that_nobody_puts_forward_says_so(reading: onrecord.Reading) -> None:
    text = " ".join(one_claim(reading, "denied", ("Ruto", "asserts_not")).to_text(100).split())
    assert "(nobody here says so)" in text
    assert "says it is not so: Ruto" in text
    contested = one_claim(reading, "contested", ("Ruto", "asserts_not"), ("Kyiv", "alleges"))
    assert "nobody here says" not in contested.to_text(100)


def test_claims_stand_in_three_parts(reading: onrecord.Reading) -> None:
    own = one_claim(reading, "outlet_voice", ("outlet", "asserts")).to_text(100)
    assert "What the report itself tells as fact\n" in own
    alone = one_claim(reading, "asserted", ("Ruto", "asserts")).to_text(100)
    assert "What rests on one source's word alone\n" in alone
    claims = one_claim(reading, "asserted", ("Ruto", "asserts")).claims * 30
    many = msgspec.structs.replace(reading, claims=claims).to_text(100)
    assert "and 18 more claims: --only claims shows them" in many


def test_those_who_agree_act_together(reading: onrecord.Reading) -> None:
    event = msgspec.structs.replace(
        reading.events[0], actors=(Actor((0, 6), "ANKARA"), Actor((0, 6), "ANKARA")), recipients=()
    )
    assert "ANKARA, ANKARA (together)" in msgspec.structs.replace(reading, events=(event,)).to_text(140)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SEOUL, Dec 13 (Wire) - The talks ended. Nobody spoke.", "The talks ended."),
        ("Talks end in Oslo\n\nThe talks ended.", "Talks end in Oslo"),
        ("word " * 60, ("word " * 17).strip() + " …"),
    ],
)
def test_an_untitled_report_is_called_by_its_first_words(text: str, wanted: str) -> None:
    report = onrecord.Report(id="r", text=text)
    assert rows.headline(onrecord.Reader().read_report(report)) == wanted


def test_what_was_left_undecided_is_shown(reading: onrecord.Reading) -> None:
    span = Span((0, 6), "ANKARA")
    doubt = Abstained(span.offsets, span.text, stage="who", reason="two candidates: the city, the government")
    unsure = msgspec.structs.replace(reading, abstained=(doubt,))
    assert "two candidates: the city, the government" in unsure.to_text(100)


def test_shorten_keeps_to_its_length_and_to_whole_words() -> None:
    assert shorten("one  two\nthree", 40) == "one two three"
    text = "a sentence of many words that goes on and on until it is far too long for a table's cell"
    short = shorten(text, 40)
    assert len(short) <= 40
    assert all(word in text.split() for word in short.split() if word != "…")
    assert len(shorten("x" * 500, 40)) <= 41


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
