from __future__ import annotations

import pytest

from onrecord.language.parsed import Paragraph
from onrecord.language.quotes import quotations


def inner(text: str) -> list[tuple[str, int]]:
    paragraphs, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            paragraphs.append(Paragraph(number, at, at + len(line), False))
        at += len(line) + 1
    return [(text[q.start : q.end], q.depth) for q in quotations(text, tuple(paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''We go,'' she said.", [("We go,", 0)]),
        ("``We go,'' she said.", [("We go,", 0)]),
        ("He called it ''a gift'' twice.", [("a gift", 0)]),
        ("''One.'' ''Two.''", [("One.", 0), ("Two.", 0)]),
        ("\"They told us, 'Run,'\" he said.", [("They told us, 'Run,'", 0), ("Run,", 1)]),
        ("The soldiers' boots weren't dry.", []),
        ("“No,” he said. “Not now.”", [("No,", 0), ("Not now.", 0)]),
        ("„Genug“, sagte sie.", [("Genug", 0)]),
        ("''I told her, 'Go,''' he said.", [("I told her, 'Go,'", 0), ("Go,", 1)]),
        ("'''Go,' she told me,'' he said.", [("'Go,' she told me,", 0), ("Go,", 1)]),
        ("It was ''bad'' and ended with ''", [("bad", 0)]),
        ("'' Worse than the loss are those boats\" he said.", [(" Worse than the loss are those boats", 0)]),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[tuple[str, int]]) -> None:
    assert inner(text) == expected


def test_doubled_marks_stay_outside() -> None:
    text = "''We go,'' she said."
    (quotation,) = quotations(text, (Paragraph(0, 0, len(text), False),))
    assert text[quotation.outer_start : quotation.outer_end] == "''We go,''"
