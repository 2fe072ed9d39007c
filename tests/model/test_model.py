"""The nouns: spans checked at construction, JSON both ways, ids of identity alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DataError
from onrecord.model import (
    SCHEMA,
    Actor,
    Claim,
    Cue,
    Entity,
    Event,
    Mention,
    Party,
    Place,
    Quantity,
    Reader,
    Reading,
    Report,
    Role,
    Span,
    Stance,
    Statement,
    Tie,
    TieParty,
    Time,
    identity,
    json_schema,
    report_id,
)  # fmt: skip


def a_reading() -> Reading:
    text = "Vela accuses Moru of arming rebels."
    span = Span((0, 4), "Vela")
    return Reading(
        schema=SCHEMA,
        report=Report(id="r1", text=text, title="Vela says"),
        entities=(
            Entity(
                id="country:VLA", name="Vela", kind="country", iso3="VLA",
                roles=(Role("president", "VLA", since="2020", to=None),),
                mentions=(Mention((0, 4), "Vela", part="title", form="name"), Mention((0, 4), "Vela", form="name")),
            ),
        ),
        times=(Time((5, 12), "accuses", start="2024"),),
        places=(Place((0, 4), "Vela", name="Vela", precision="country"),),
        quantities=(Quantity((28, 34), "rebels", what="rebels", min=24),),
        statements=(
            Statement(
                id="s1", source=Party((0, 4), "Vela", kind="named", entities=("country:VLA",)),
                cue=Cue((5, 12), "accuses", act="accuse"), form="indirect", content=(Span((21, 34), "arming rebels"),),
                chain=(None, "Vela"),
            ),
        ),
        claims=(Claim(id="c1", text="arming", spans=((21, 27),), stances=(Stance("country:VLA", "s1", "alleges"),)),),
        events=(Event("e1", "ACCUSE", None, (), "112", "verbal conflict", span, (Actor((0, 4), "Vela", iso3="VLA"),)),),
        ties=(Tie("t1", "personal", (TieParty("country:VLA"),), since="2020"),),
        abstained=(),
        reader=Reader("0.1.0", {"parser": "x"}),
    )  # fmt: skip


def test_json_both_ways() -> None:
    reading = a_reading()
    line = reading.to_json()
    assert "\n" not in line
    assert Reading.from_json(line) == reading
    assert Reading.from_json(line).to_json() == line


def test_json_names_of_the_contract() -> None:
    plain = a_reading().to_dict()
    assert plain["entities"][0]["mentions"][0] == {"span": [0, 4], "text": "Vela", "in": "title", "form": "name"}
    assert "in" not in plain["entities"][0]["mentions"][1]
    assert plain["entities"][0]["roles"][0]["from"] == "2020"
    assert plain["ties"][0]["from"] == "2020"
    assert plain["statements"][0]["chain"] == [None, "Vela"]


@pytest.mark.parametrize(("offsets", "text"), [((-1, 2), "abc"), ((3, 2), ""), ((0, 3), "ab")])
def test_a_span_that_cannot_be_is_refused(offsets: tuple[int, int], text: str) -> None:
    with pytest.raises(DataError):
        Span(offsets, text)


def test_broken_json_is_a_data_error() -> None:
    with pytest.raises(DataError, match="not a reading"):
        Reading.from_json("{}")
    line = a_reading().to_json().replace('"text":"accuses"', '"text":"accuse"', 1)
    with pytest.raises(DataError, match="characters"):
        Reading.from_json(line)


def test_unknown_fields_are_let_through() -> None:
    line = a_reading().to_json()
    assert Reading.from_json(line[:-1] + ',"added_later":1}') == a_reading()


def test_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        a_reading().report.text = "other"  # type: ignore[misc]


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_report_spans_hold(text: str, start: int, length: int) -> None:
    report = Report(id="r", text=text)
    end = min(start + length, len(text))
    if start <= end:
        span = report.span(start, end)
        assert report.holds(span.offsets, span.text, in_title=False)


@given(st.text(), st.text())
def test_identity_is_stable_and_tells_parts_apart(left: str, right: str) -> None:
    assert identity("s", left, right) == identity("s", left, right)
    if left and right:
        assert identity("s", left, right) != identity("s", left + right)
    assert identity("s", left, right)[0] == "s"
    assert len(identity("e", left)) == 13


def test_report_id_needs_no_clock() -> None:
    given_ = {"outlet": "A", "published": None, "url": None, "title": None}
    assert report_id("text", **given_) == report_id("text", **given_)
    assert report_id("text", **given_) != report_id("text", **{**given_, "outlet": "B"})


def test_schema_names_every_field_of_a_reading() -> None:
    schema = json_schema()
    assert set(schema["$defs"]["Reading"]["properties"]) == set(a_reading().to_dict())
