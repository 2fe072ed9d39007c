"""The matrix of holders by claims on a terminal: a sign in each cell, its meaning under the table.

A sign stands by itself, without colour, and each says one stance; only those that occur are explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.model import Reading
from onrecord.query.matrix import Holder, Matrix, Row
from onrecord.render.claims import stance_word
from onrecord.render.marks import harmless
from onrecord.render.names import Table, count, shorten
from onrecord.render.rows import heading
from onrecord.render.terminal import section

SIGNS = {
    "asserts": "+", "asserts_not": "-", "alleges": "!", "denies": "x", "disputes": "#", "doubts": "?",
    "confirms": "++", "acknowledges": "+!", "not_confirmed": "n", "neither_confirms_nor_denies": "nn",
    "declines": "d", "no_response": "r", "could_not_verify": "v", "judges_false": "xx", "no_evidence": "0",
    "cannot_rule_out": "o", "estimates": "~", "forecasts": ">", "promises": "p", "threatens": "t", "demands": "w",
    "supposes": "if", "rumours": "u", "presupposes": "g", "labels": "l", "retracts": "<", "relays": "=",
    "noncommittal": "..", "obliges": "b",
}  # fmt: skip
"""One sign for each stance, in ASCII, so that it stays one in a log and on paper."""
_ACROSS = 8
"""Holders beside each other; more get a table of their own below."""
_LONGEST = 110


def view(reading: Reading, matrix: Matrix) -> RenderableType:
    """The matrix of one report under its heading."""
    parts: list[RenderableType] = [Text(harmless(heading(reading)), style="dim"), Text()]
    if not matrix.claims:
        parts.append(Text("Nobody takes a stance on any claim."))
    letters = {one.holder: letter(number) for number, one in enumerate(matrix.holders)}
    for first in range(0, len(matrix.holders), _ACROSS):
        shown = matrix.holders[first : first + _ACROSS]
        parts += [_holders(shown, letters), Text(), section(_table(shown, matrix, letters, not first)), Text()]
    parts += _legend(matrix)
    return Group(*parts)


def letter(number: int) -> str:
    """`A` to `Z`, then `AA`, `AB`: the column of a holder."""
    first, last = divmod(number, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]


def _holders(shown: Sequence[Holder], letters: dict[str, str]) -> Text:
    lines = []
    for one in shown:
        grade = f" [grade:{one.grade.reliability}]" if one.grade is not None else ""
        lines.append(f"{letters[one.holder]}  {shorten(one.name, 80)}{grade}")
    return Text(harmless("\n".join(lines)))


def _table(shown: Sequence[Holder], matrix: Matrix, letters: dict[str, str], unheld: bool) -> Table:
    """The claims on which one of these takes a stance; with `unheld` also those on which nobody does."""
    wanted = {one.holder for one in shown}
    rows = [
        (f"C{row.row}", shorten(row.text, _LONGEST), *(_signs(row, one.holder) for one in shown), _standing(row))
        for row in matrix.claims
        if any(stance.holder in wanted for stance in row.stances) or (unheld and not row.stances)
    ]
    columns = ("#", "Claim", *(letters[one.holder] for one in shown), "Standing")
    return Table("claims", "Who stands how to what", columns, (0, 8, *(0 for _ in shown), 2), tuple(rows),
                 "Nobody takes a stance.")  # fmt: skip


def _signs(row: Row, holder: str) -> str:
    return " ".join(dict.fromkeys(SIGNS[one.stance] for one in row.stances if one.holder == holder))


def _standing(row: Row) -> str:
    lines = [row.standing.replace("_", " ")]
    ranges = dict.fromkeys(one.likelihood for one in row.stances if one.likelihood is not None)
    lines += [f"at {low:.0%} to {high:.0%}" for low, high in ranges]
    if row.roots > 1:
        lines.append(f"{row.roots} independent origins")
    if row.grade is not None:
        lines.append(f"[grade:{row.grade.credibility}]")
    return "\n".join(lines)


def _legend(matrix: Matrix) -> list[RenderableType]:
    used = {one.stance for row in matrix.claims for one in row.stances}
    told = [f"{sign} {stance_word(stance)}" for stance, sign in SIGNS.items() if stance in used]
    lines: list[RenderableType] = [Text("Signs: " + "; ".join(told) + ".", style="dim")] if told else []
    if matrix.left_out:
        what = count(matrix.left_out, "claim")
        lines.append(Text(f"{what} in the report's own voice alone left out: --every shows them.", style="dim"))
    if matrix.grades is not None:
        lines.append(
            Text(f"Grades are those of {harmless(matrix.grades)}; no standing follows from them.", style="dim")
        )
    return lines
