"""How certain each act is told, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.model import Factuality, Reading
from onrecord.render.marks import harmless
from onrecord.render.names import Names, Table
from onrecord.render.rows import heading
from onrecord.render.terminal import section


def factuality(reading: Reading, weighed: Sequence[Factuality]) -> RenderableType:
    """How certain each act is told, one row a word, under the report's heading."""
    names = Names(reading)
    rows = [
        (f"{one.value:+.1f}", _around(reading, one), one.realis, " ".join(_belongs(one, names)), "\n".join(one.because))
        for one in weighed
    ]
    table = Table("factuality", "How certain it is told to have happened: -3 not, 0 open, +3 certainly",
                  ("", "Word", "Told as", "In", "What weighs most"), (0, 6, 2, 1, 4), tuple(rows),
                  "No act is told.")  # fmt: skip
    return Group(Text(harmless(heading(reading)), style="dim"), Text(), section(table))


_BESIDE = 28
"""Characters of text that are shown on either side of a word."""


def _around(reading: Reading, word: Factuality) -> str:
    text = (reading.report.title or "") if word.part == "title" else reading.report.text
    before = text[max(0, word.start - _BESIDE) : word.start]
    before = before.partition(" ")[2] if word.start > _BESIDE else before
    after = text[word.end : word.end + _BESIDE].rpartition(" ")[0]
    return " ".join(f"{before}*{word.text}*{after}".split())


def _belongs(word: Factuality, names: Names) -> list[str]:
    return [names.row(item) for item in (word.statement, word.event) if item]
