"""Reference beside a reading, and commitments: always under a heading that says whose word it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.codebook.countries import countries
from onrecord.codebook.treaties import AS_OF
from onrecord.model import Reading
from onrecord.query.reference import Commitment, Reference
from onrecord.render.marks import harmless
from onrecord.render.names import Names, Table, count, shorten
from onrecord.render.rows import heading
from onrecord.render.terminal import section

_MANY = 8
"""States that are named; of more the number is told."""


def commitments(attacked: str, found: Sequence[Commitment], by: str | None, on: str | None = None) -> RenderableType:
    """The commitments that an attack would call on, and those that it would break, as of a day."""
    told = f"An attack on {state(attacked)}" + (f" by {state(by)}" if by else "")
    parts: list[RenderableType] = []
    for breaks, title in ((False, f"{told} would call on"), (True, f"{told} would break")):
        rows = [_row(one) for one in found if one.breaks is breaks]
        if rows or not breaks:
            table = Table("commitments", title, ("Commitment", "Who owes it", "When", "What is owed", "Where"),
                          (3, 2, 3, 4, 2), tuple(rows), "No commitment of the table.")  # fmt: skip
            parts += [section(table), Text()]
    notes = list(dict.fromkeys(f"{one.name}: {one.note}" for one in found if one.note))
    if notes:
        parts += [Text("Notes", style="bold"), Text(harmless("\n".join(f"  {note}" for note in notes))), Text()]
    lines = [f"Reference as of {AS_OF}, in our words; look each up in its source."]
    if on is not None and on[: len(AS_OF)] > AS_OF:
        lines.append(f"Of what came after {AS_OF} the table knows nothing.")
    if any(len(one.bound) > _MANY for one in found):
        lines.append("--json names every state.")
    parts.append(Text(" ".join(lines), style="dim"))
    return Group(*parts)


def _row(one: Commitment) -> tuple[str, ...]:
    where = _where(one.clause, one.source)
    when = "\n".join(filter(None, (one.trigger or "(no trigger: it forbids the use of force)", one.scope)))
    return (one.name, _states(one.bound), when, one.obligation, where)


def context(reading: Reading, found: Sequence[Reference]) -> RenderableType:
    """What the reference table knows beside one report."""
    names = Names(reading)
    parts: list[RenderableType] = [Text(harmless(heading(reading)), style="dim"), Text()]
    rows = [_bearing(one, names) for one in found]
    table = Table("context", "Reference, not said by the report", ("For", "Treaty or regime", "What it holds", "Where"),
                  (2, 4, 6, 3), tuple(rows), "The reference table has nothing on its ties.")  # fmt: skip
    parts.append(section(table))
    if found:
        months = sorted({one.as_of for one in found})
        parts += [Text(), Text(f"As of {months[0]}, in our words. None of it is in the reading.", style="dim")]
    return Group(*parts)


def _bearing(one: Reference, names: Names) -> tuple[str, ...]:
    why = [names.row(tie) for tie in one.ties] + ([f"named, {count(len(one.named), 'time')}"] if one.named else [])
    dates = "–".join(filter(None, (one.signed, one.ended)))
    between = _states(one.parties) + (f" on {_states(one.targets)}" if one.targets else "")
    holds = [f"if: {one.trigger}" if one.trigger else "", one.obligation, f"({one.note})" if one.note else ""]
    return (
        "\n".join(why),
        "\n".join((f"{one.name} ({one.kind.replace('_', ' ')})", between, dates)),
        "\n".join(filter(None, holds)),
        _where(one.clause, one.source),
    )


def _where(clause: str, source: str) -> str:
    """Clause and source; the clause once where the source begins with it."""
    return source if source.startswith(clause) else f"{clause}\n{source}"


def _states(codes: Sequence[str]) -> str:
    if len(codes) > _MANY:
        return f"{len(codes)} states"
    return ", ".join(state(code) for code in codes)


def state(code: str) -> str:
    """A state's name by its code, a body's by its id; other words as they are."""
    known = countries().get(code)
    if known is not None:
        return known.name
    return code.removeprefix("igo:").upper() if code.startswith("igo:") else shorten(code, 40)
