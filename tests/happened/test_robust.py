"""Odd texts raise nothing, and every span is a place in the text."""

from __future__ import annotations

import pytest

from onrecord.model import Report

ODD = [
    "War.",
    "HELLO",
    "???",
    '"' * 3000,
    "TROOPS KILL 5 IN BORDER CLASH",
    "🚀 Iran 🚀 attacks 🚀 ship",
    "Россия attacked Украина на север.",
    "the the the of of by by with attack attack attack",
    "Talks. Talks. Talks.",
    "He said she said they said it attacked them, themselves.",
    "and attacked",
    "Attacked by by by.",
]


@pytest.mark.parametrize("text", ODD, ids=[text[:12] for text in ODD])
def test_nothing_raises(pipeline, text):
    reading = pipeline.read(Report(id="odd", text=text))
    for event in reading.events:
        for side in (event.trigger, *event.actors, *event.recipients):
            assert text[side.start : side.end] == side.text


def test_title_and_text_are_both_read(pipeline):
    report = Report(id="t", title="Iran seizes Greek tanker", text="Greece condemned the seizure.")
    found = pipeline.read(report).events
    assert [event.trigger.part == "title" for event in found] == [True, False]


def test_same_twice_and_notes_say_why(pipeline):
    report = Report(id="n", text="Ukraine accused Russia of shelling a hospital in Kherson.")
    reading, notes = pipeline.explain(report)
    assert reading == pipeline.read(report)
    why = [note for note in notes if note.stage == "happened"]
    assert len(why) == len(reading.events)
    assert all(note.rule and note.because for note in why)


def test_ids_hash_trigger_and_type(pipeline):
    text = "Brazil said it would send food to Haiti."
    found = pipeline.read(Report(id="i", text=text)).events
    assert len({event.id for event in found}) == len(found)
    assert all(event.id.startswith("e") for event in found)
