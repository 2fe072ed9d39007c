"""A user's own codebook: what it adds, what it replaces, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import own, plover
from onrecord.codebook.own import NONE, OwnCodebook, OwnTrigger, in_force, using
from onrecord.codebook.own_file import NOUN_FLAGS, VERB_FLAGS, _trigger, load
from onrecord.codebook.tables import table
from onrecord.codebook.triggers import default_frames, lexicon
from onrecord.errors import ConfigError
from onrecord.happened.conditions import CONDITIONS
from onrecord.model import Event, Reading, Report
from onrecord.pipeline import Pipeline
from onrecord.query.derived import misfits
from onrecord.query.own_check import check
from tests.docs.blocks import ROOT

BORDER = ROOT / "docs" / "examples" / "border.toml"
WITHOUT_EFFECT = {"people", "pp2", "strongnoun", "troopy", "nospeech", "nosport"}
"""Bare words of `data/triggers.tsv` that no code asks about."""
TYPE = 'name = "mine"\n[[types]]\nname = "CLASH"\nplover = "ASSAULT"\n'


def book(tmp_path: Path, text: str) -> OwnCodebook:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def read(codebook: OwnCodebook, text: str) -> Reading:
    return Pipeline(codebook=codebook).read(Report(id="x", text=text))


def coded(events: tuple[Event, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(event.type, event.mode, event.own) for event in events]


def test_its_rows_stand_before_ours_only_while_it_is_in_force() -> None:
    before = lexicon()
    with using(load(BORDER)):
        first, *others = lexicon().verbs["exchange"]
        assert (first.term, first.own, first.mode) == (("exchange", "fire", "across"), "BORDER_CLASH", "heavy-weapons")
        assert tuple(others) == before.verbs["exchange"]
        assert lexicon().nouns["skirmish"][0].own == "BORDER_CLASH"
        assert lexicon() is lexicon()
    assert in_force() is NONE
    assert lexicon() is before
    assert all(row.own is None for rows in before.verbs.values() for row in rows)


def test_what_a_trigger_leaves_out_is_that_of_the_default_frame(tmp_path: Path) -> None:
    codebook = book(tmp_path, TYPE.replace("ASSAULT", "THREATEN") + "triggers = ['growl', {term='bark', needs=''}]")
    default = default_frames()["THREATEN", "v"]
    with using(codebook):
        growl, bark = lexicon().verbs["growl"][0], lexicon().verbs["bark"][0]
    assert (growl.actor, growl.recipient, growl.cameo) == (default.actor, default.recipient, "130")
    assert (growl.speech, bark.speech) == (True, False)


def test_the_digest_is_of_what_the_file_says(tmp_path: Path) -> None:
    text = BORDER.read_text(encoding="utf-8")
    assert book(tmp_path, "# a comment\n" + text).digest == load(BORDER).digest
    assert book(tmp_path, text.replace("border skirmish", "border scuffle")).digest != load(BORDER).digest
    assert len(load(BORDER).digest) == 64


def test_the_example_reads_as_it_says() -> None:
    found = list(check(load(BORDER)))
    assert [one.text for one in found if not one.ok] == []
    assert {one.kind for one in found} == {"example", "counterexample"}


def test_extends_ours(tmp_path: Path) -> None:
    text = (
        "Kenya and Somalia exchanged fire across the border, their drones overhead. Kenya accused Somalia of it. "
        "Ethiopia's army threatened to exchange fire across the frontier. Kenya's army shelled a village in Somalia."
    )
    reading = read(load(BORDER), text)
    assert coded(reading.events) == [
        ("ASSAULT", "heavy-weapons", "BORDER_CLASH"),
        ("ACCUSE", "allege", None),
        ("THREATEN", "violence", None),
        ("ASSAULT", "explosives", None),
    ]
    assert reading.reader.models["codebook"] == load(BORDER).digest
    assert list(misfits(reading)) == []
    assert "codebook" not in read(NONE, text).reader.models


def test_replaces_ours_and_keeps_who_says_what(tmp_path: Path) -> None:
    text = "Kenya accused Somalia of shelling a town. Somalia denied that it had padlocked the crossing."
    extended = load(BORDER)
    replaced = book(tmp_path, BORDER.read_text(encoding="utf-8").replace('"extend"', '"replace"'))
    whole, reading = read(extended, text), read(replaced, text)
    assert coded(reading.events) == [("COERCE", "restrict", "BORDER_CLOSED")]
    assert len(whole.events) == 3
    assert reading.statements == whole.statements
    assert [(claim.id, claim.standing) for claim in reading.claims] == [(one.id, one.standing) for one in whole.claims]
    assert {event for claim in reading.claims for event in claim.events} == {event.id for event in reading.events}
    _, notes = Pipeline(codebook=replaced).explain(Report(id="x", text=text))
    assert any(note.says.startswith("no type of border: ACCUSE") for note in notes)


RECODES = {
    "{type='ASSAULT'}": [True, True, False],
    "{type='ASSAULT', mode='drone'}": [True, False, False],
    "{type='ASSAULT', cameo='19'}": [True, True, False],
    "{type='ASSAULT', words=['port', 'gate']}": [False, True, False],
    "{type='ASSAULT', contexts=['military', 'gender']}": [True, True, False],
    "{type='ASSAULT', contexts=['gender']}": [False, False, False],
    "{type='ASSAULT', mode='drone', words=['port']}": [False, False, False],
    "{type='COERCE', words=['editor']}": [False, False, True],
}


@pytest.mark.parametrize("recode", RECODES)
def test_recodes_events_that_fit_all_that_is_given(tmp_path: Path, recode: str) -> None:
    text = (
        "Kenya attacked a base of Somalia with a drone. Kenya shelled the port of Somalia. Police arrested an editor."
    )
    events = read(book(tmp_path, TYPE + f"recode = [{recode}]"), text).events
    assert [event.type for event in events] == ["ASSAULT", "ASSAULT", "COERCE"]
    assert [event.own == "CLASH" for event in events] == RECODES[recode]


def test_the_trigger_and_then_the_first_recoding_decides(tmp_path: Path) -> None:
    text = TYPE + "recode = [{type = 'ASSAULT'}]\n[[types]]\nname='SIEGE'\nplover='ASSAULT'\ntriggers=['throttle']\n"
    text += "recode = [{type = 'ASSAULT'}]\n"
    events = read(book(tmp_path, text), "Kenya throttled Somalia. Kenya shelled Somalia.").events
    assert [event.own for event in events] == ["SIEGE", "CLASH"]


def test_an_own_type_without_a_codebook_does_not_verify() -> None:
    reading = read(load(BORDER), "Kenya padlocked the crossing into Somalia.")
    reading.reader.models.pop("codebook")
    assert ("events[0].own", "'BORDER_CLOSED' is of no codebook that the reading names") in list(misfits(reading))


def test_what_ours_says_a_file_may_say() -> None:
    for name in ("triggers.tsv", "default_frames.tsv"):
        for row in table(name):
            needs = ";".join(need for need in row["needs"].split(";") if need not in WITHOUT_EFFECT)
            for term in row.get("term", "do").split(","):
                _trigger(f"{name} {term}", OwnTrigger(term, row["pos"], row["frame"], needs))  # type: ignore[arg-type]


def test_every_condition_is_one_that_is_asked_about() -> None:
    assert {*CONDITIONS, "speech"} == VERB_FLAGS
    asked = {flag for row in table("triggers.tsv") if row["pos"] == "n" for flag in row["needs"].split(";")}
    assert {flag for flag in asked if flag and ":" not in flag} - WITHOUT_EFFECT <= NOUN_FLAGS


def test_every_mode_and_context_is_defined() -> None:
    for code in plover.types().values():
        for mode, told in code.modes.items():
            assert told.definition.endswith("."), (code.type, mode)
    assert all(told.endswith(".") for told in plover.contexts().values())


CLASH = "triggers = ['clash']\n"
BAD = {
    "[[types": "no TOML",
    "name = 'mine'\n": "holds no types",
    "name = 'mine'\ntypes = 3\n": "holds no types",
    TYPE.replace('name = "mine"\n', "") + CLASH: "missing required field `name`",
    TYPE.replace('"mine"', '" "') + CLASH: "name is empty",
    "colour = 1\n" + TYPE + CLASH: "unknown field `colour`",
    "use = 'both'\n" + TYPE + CLASH: "Invalid enum value 'both'",
    TYPE.replace('plover = "ASSAULT"', "") + CLASH: "missing required field `plover`",
    TYPE.replace("ASSAULT", "ASAULT") + CLASH: "plover 'ASAULT' is no PLOVER type: is it ASSAULT?",
    TYPE.replace("CLASH", "Clash") + CLASH: "more than upper-case letters",
    TYPE.replace("CLASH", "ASSAULT") + CLASH: "ASSAULT is a PLOVER type",
    TYPE: "neither triggers nor recode",
    TYPE + CLASH + TYPE.partition("\n")[2] + CLASH: "types 2 (CLASH): the name stands there twice",
    TYPE + "mode = 'visit'\n" + CLASH: "mode 'visit' is no mode of ASSAULT: there are abduct",
    TYPE.replace("ASSAULT", "AID") + "mode = 'x'\n" + CLASH: "mode 'x' is no mode of AID: it has none",
    TYPE + "cameo = '999'\n" + CLASH: "cameo '999'",
    TYPE + "contexts = ['militry']\n" + CLASH: "'militry' is no context: is it military?",
    TYPE + "trigger = ['clash']\n": "unknown field `trigger`",
    TYPE + "triggers = [3]\n": "Expected `str | object`",
    TYPE + "triggers = ['Clash']\n": "trigger 1 ('Clash'): a term is lemmas in lower case",
    TYPE + "triggers = ['clash, fight']\n": "a term is lemmas in lower case",
    TYPE + "triggers = ['']\n": "a term is lemmas in lower case",
    TYPE + "triggers = ['clash', 'clash']\n": "trigger 2 ('clash'): stands there twice",
    TYPE + "triggers = [{term = 'clash', pos = 'x'}]\n": "Invalid enum value 'x'",
    TYPE + "triggers = [{term = 'clash', frame = 'subj'}]\n": "is not ACTOR>RECIPIENT or SIDE=SIDE",
    TYPE + "triggers = [{term = 'clash', frame = 'subj>agianst'}]\n": "no slot 'agianst': is it against?",
    TYPE + "triggers = [{term = 'clash', frame = 'subj>obj.subj'}]\n": "no slot 'obj.subj'",
    TYPE + "triggers = [{term = 'clash', needs = 'nobj'}]\n": "no condition 'nobj' for a verb: there are active",
    TYPE + "triggers = [{term = 'clash', pos = 'n', needs = 'noobj'}]\n": "no condition 'noobj' for a noun",
    TYPE + "triggers = [{term = 'clash', needs = 'obj:troop'}]\n": "no class 'troop': is it troops?",
    TYPE + "triggers = [{term = 'clash', needs = 'obj:'}]\n": "names nothing that may fill it",
    TYPE + "triggers = [{term = 'clash', needs = 'actor:party'}]\n": "no slot 'actor'",
    TYPE + "recode = [{mode = 'drone'}]\n": "missing required field `type`",
    TYPE + "recode = [{type = 'ASAULT'}]\n": "recode 1: type 'ASAULT' is no PLOVER type",
    TYPE + "recode = [{type = 'AID', mode = 'drone'}]\n": "recode 1: mode 'drone' is no mode of AID",
    TYPE + "recode = [{type = 'ASSAULT', cameo = '99'}]\n": "recode 1: cameo '99'",
    TYPE + "recode = [{type = 'ASSAULT', words = ['two words']}]\n": "is not one lemma",
    TYPE + CLASH + "examples = [' ']\n": "an empty example",
}


@pytest.mark.parametrize("text", BAD, ids=BAD.values())
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        book(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'mine.toml'}: ")
    assert BAD[text] in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load(tmp_path / "bytes.toml")


def test_nothing_of_it_is_left_behind() -> None:
    with pytest.raises(ValueError, match="x"), using(load(BORDER)):
        raise ValueError("x")
    assert own.in_force() is NONE
