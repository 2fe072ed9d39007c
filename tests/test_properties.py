"""What holds for every text: spans inside it, JSON both ways, the same bytes twice, ids that lead somewhere."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Reading, Report
from onrecord.pipeline import Pipeline

SOURCES = (
    "Ana Kovar", "The foreign ministry in Ankara", "Two U.S. officials", "He", "Moscow", "Neither side", "NATO",
    "The governor of Odesa, Danylo Hrab,", "Analysts", "A report by the United Nations", "Tehran and Riyadh",
)  # fmt: skip
CUES = (
    "said", "accused Iran of", "denied that", "has not confirmed that", "warned", "told reporters on Monday that",
    "pledged to", "declined to comment on", "called it", "would neither confirm nor deny that", "according to", "—",
)  # fmt: skip
CONTENTS = (
    "troops had shelled a village near Homs, killing at least 12 people", "“we will not go”", '"a grave mistake',
    "sanctions on 14 tankers would be lifted by June 2025 if talks resumed", "'never', he said", "…",
    "北京 rejected it",
    "the two nations signed a defence treaty in 1994 pledging aid if either is attacked", "$3 million (£2.4 million)",
    "more than 10,000 soldiers", "whether to strike", "it", "", "\n\n“And so on.",
    "a ceasefire had been agreed overnight",
)  # fmt: skip
SENTENCES = st.builds(
    lambda source, cue, content, end: f"{source} {cue} {content}{end}",
    st.sampled_from(SOURCES), st.sampled_from(CUES), st.sampled_from(CONTENTS),
    st.sampled_from((". ", ".”\n\n", "\n", "? ")),
)  # fmt: skip
TEXTS = st.lists(st.one_of(SENTENCES, st.text(max_size=30)), min_size=1, max_size=8).map("".join)


def passages(value: Any) -> list[dict[str, Any]]:
    """Every object of a decoded reading that has a span and a text."""
    found = []
    if isinstance(value, dict):
        if value.get("span") is not None and "text" in value:
            found.append(value)
        for inner in value.values():
            found += passages(inner)
    elif isinstance(value, list):
        for inner in value:
            found += passages(inner)
    return found


def loose_ends(plain: dict[str, Any]) -> list[str]:
    """References of a decoded reading that lead nowhere."""
    entities = {entity["id"] for entity in plain["entities"]}
    ids = {kind: {item["id"] for item in plain[kind]} for kind in ("statements", "claims", "events", "ties")}
    loose = [
        f"{statement['id']} -> {entity}"
        for statement in plain["statements"]
        if statement["source"]
        for entity in statement["source"]["entities"]
        if entity not in entities
    ]
    loose += [s["id"] for s in plain["statements"] if s["parent"] and s["parent"] not in ids["statements"]]
    for event in plain["events"]:
        sides = event["actors"] + event["recipients"]
        loose += [f"{event['id']} -> {side['entity']}" for side in sides if side["entity"] not in entities | {None}]
        if event["claim"] is not None and event["claim"] not in ids["claims"]:
            loose.append(f"{event['id']} -> {event['claim']}")
    for claim in plain["claims"]:
        loose += [item for item in claim["events"] if item not in ids["events"]]
        loose += [item for item in claim["ties"] if item not in ids["ties"]]
        loose += [
            stance["statement"]
            for stance in claim["stances"]
            if stance["statement"] is not None and stance["statement"] not in ids["statements"]
        ]
    for tie in plain["ties"]:
        loose += [party["entity"] for party in tie["parties"] if party["entity"] not in entities]
        loose += [item for item in tie["claims"] if item not in ids["claims"]]
    return loose


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.one_of(st.none(), SENTENCES), st.sampled_from((None, "2024-12-13", "2026-03-12")))
def test_every_reading_holds(pipeline: Pipeline, text: str, title: str | None, published: str | None) -> None:
    report = Report(id="property", text=text, title=title, published=published)
    reading = pipeline.read(report)
    line = reading.to_json()
    assert Reading.from_json(line) == reading
    assert pipeline.read(report).to_json() == line
    plain = reading.to_dict()
    for passage in passages(plain):
        whole = (title or "") if passage.get("in") == "title" else text
        start, end = passage["span"]
        assert whole[start:end] == passage["text"]
    for kind in ("statements", "claims", "events", "ties", "entities"):
        ids = [item["id"] for item in plain[kind]]
        assert len(ids) == len(set(ids)), f"{kind} share an id: {ids}"
    assert loose_ends(plain) == []
