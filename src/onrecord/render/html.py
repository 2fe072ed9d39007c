"""The human view for notebooks: one piece of HTML, styled inline, nothing fetched, every word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from onrecord.model import Reading
from onrecord.render import rows
from onrecord.render.marks import KINDS, MarkKind, harmless, marks, pieces
from onrecord.render.names import Table

_STYLES: dict[MarkKind, str] = {
    "content": "background:rgba(46,160,67,.16)",
    "source": "border-bottom:2px solid #0a7ea4;font-weight:600",
    "cue": "border-bottom:2px dotted #b58900",
    "event": "text-decoration:underline double #c2367e;font-weight:600",
}
_WORDS: dict[MarkKind, str] = {"source": "source", "cue": "cue", "content": "what is said", "event": "event"}
_CELL = "text-align:left;vertical-align:top;padding:.2em .6em .2em 0;white-space:pre-line"
_OPEN = ("statements", "claims", "events", "ties")
"""Tables that are unfolded from the start, where they hold anything."""


def page(reading: Reading, only: Sequence[str] = rows.SHOWN) -> str:
    """The view of one reading."""
    report = reading.report
    warning = rows.foreign(reading.report)
    parts = [
        '<div style="max-width:60em;line-height:1.5">',
        f'<p style="color:#b00020;font-weight:600">{escape(warning[:1].upper() + warning[1:])}.</p>' if warning else "",
        f'<div style="font-size:1.2em;font-weight:600">{_marked(reading, "title")}</div>' if report.title else "",
        f'<div style="opacity:.7">{escape(harmless(rows.heading(reading)))}</div>',
    ]
    if "text" in only:
        parts.append(f'<div style="white-space:pre-wrap;margin:.8em 0">{_marked(reading, "text")}</div>')
        parts.append(f'<div style="opacity:.8">{_legend()}</div>')
    parts += [_table(table) for table in rows.tables(reading, only)]
    parts.append(f"<p>{escape(rows.summary(reading))}</p></div>")
    return "\n".join(parts)


def _marked(reading: Reading, part: Any) -> str:
    """A part with its marks; brackets become styles, numbers stay as superscripts."""
    whole = (reading.report.title or "") if part == "title" else reading.report.text
    made = []
    for piece in pieces(harmless(whole), marks(reading, part)):
        if piece.added:
            if piece.label:
                made.append(f'<span style="opacity:.6">{piece.text}</span>')
            continue
        style = ";".join(_STYLES[kind] for kind in KINDS if kind in piece.kinds)
        words = escape(piece.text)
        made.append(f'<span style="{style}">{words}</span>' if style else words)
    return "".join(made)


def _legend() -> str:
    told = [f'<span style="{_STYLES[kind]}">{word}</span>' for kind, word in _WORDS.items()]
    return "Marks: " + " &nbsp; ".join(told) + " &nbsp; raised labels lead to the rows below: ˢ¹ to S1, ᴱ¹ to E1"


def _table(table: Table) -> str:
    if not table.rows:
        return f"<p>{escape(table.title)}: {escape(table.empty)}</p>"
    head = "".join(f'<th style="{_CELL}">{escape(column)}</th>' for column in table.columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(harmless(cell))}</td>' for cell in row) + "</tr>"
        for row in table.rows
    )
    unfolded = " open" if table.name in _OPEN else ""
    return (
        f"<details{unfolded}><summary><b>{escape(table.title)}</b> ({len(table.rows)})</summary>"
        f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"{escape(table.note)}</details>"
    )
