from __future__ import annotations

import numpy as np
import pytest

from onrecord.language import Parser
from onrecord.language.encoder import Encoder, Sheet, part
from onrecord.language.windows import LONGEST_WORD, SIZE, Window, windows
from onrecord.model import Report
from onrecord.said import NETWORK

PARAGRAPH = "The envoy said on Monday that the harbour would open again before the autumn storms set in. "


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(NETWORK)


TEXTS = {
    "short": "Orlov left.",
    "paragraphs": "\n\n".join(PARAGRAPH * n for n in (1, 3, 2, 5, 1)),
    "one long paragraph": PARAGRAPH * 60,
    "one long sentence": "Orlov said " + "and then the next ship left " * 80 + ".",
    "a blob": "He posted " + "x9" * 900 + " and left.",
}


@pytest.mark.parametrize("name", TEXTS)
def test_windows_hold_every_token_once_and_never_too_many_pieces(name: str, parser: Parser, encoder: Encoder) -> None:
    parsed = parser.parse(Report(id="t", text=TEXTS[name]))
    lengths = [len(encoder.pieces(token.text)) for token in parsed.tokens]
    assert max(lengths) <= LONGEST_WORD
    for skip in range(3):
        found = windows(parsed, lengths, skip)
        assert [i for window in found for i in range(*window)] == list(range(len(parsed.tokens)))
        assert all(sum(lengths[lo:hi]) <= SIZE - 2 for lo, hi in found)


def test_a_paragraph_that_fits_is_never_broken(parser: Parser, encoder: Encoder) -> None:
    parsed = parser.parse(Report(id="t", text=TEXTS["paragraphs"]))
    lengths = [len(encoder.pieces(token.text)) for token in parsed.tokens]
    cuts = {lo for lo, _ in windows(parsed, lengths)}
    opens = {parsed.token_range(p.start, p.end)[0] for p in parsed.paragraphs}
    assert cuts <= opens
    assert len(cuts) < len(opens)


def test_some_words_of_a_window_alone() -> None:
    hidden = np.arange(7, dtype=np.float32)[None, :, None]
    owner = np.array([[4, 0, 1, 1, 2, 3, 4]])  # the second of four words has two pieces
    sheet = Sheet(Window(10, 14), hidden, owner, np.array([[1, 2, 4, 5]]), np.array([[1, 1, 3, 1]]))
    cut = part(sheet, np.array([1, 3]))
    assert cut.hidden[0, :, 0].tolist() == [0, 2, 3, 5, 6]
    assert cut.owner.tolist() == [[2, 0, 0, 1, 2]]
    assert cut.first.tolist() == [[1, 3]]
    assert cut.heads.tolist() == [[0, 0]]
    assert part(sheet, np.array([2, 3])).heads.tolist() == [[1, 1]]  # the head of the last word is left out
    whole = part(sheet, np.arange(4))
    assert all(np.array_equal(mine, given) for mine, given in zip(whole[1:], sheet[1:], strict=True))
