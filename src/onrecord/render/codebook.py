"""How the codebook looks: a table of all types, or one type with its modes, contexts, codes and triggers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from onrecord.codebook.own import OwnCodebook, OwnTrigger, Recode
from onrecord.codebook.plover import CORRECTED, SCALE
from onrecord.query.codebook import OwnEntry, Terms, TypeEntry
from onrecord.query.own_check import Checked, Coding
from onrecord.render.marks import harmless
from onrecord.render.names import Table
from onrecord.render.terminal import section

_POS = {"v": "verbs", "n": "nouns", "a": "adjectives"}


def overview(entries: Sequence[TypeEntry | OwnEntry], codebook: OwnCodebook) -> RenderableType:
    """All types in a table, the user's own in a second one."""
    ours = [entry for entry in entries if isinstance(entry, TypeEntry)]
    own = [entry for entry in entries if isinstance(entry, OwnEntry)]
    corrected = " ".join(f"{type_}: {why}." for type_, why in CORRECTED.items())
    parts = [
        section(
            Table(
                "types", "The types of PLOVER 2.0", ("Type", "Quad", "Intensity", "Recipient", "What it is"),
                (0, 2, 0, 0, 5),
                tuple((e.type, e.quad, _signed(e.intensity), _required(e), e.definition) for e in ours),
                "", f"Intensity is {SCALE}. {corrected}",
            )
        )
    ]  # fmt: skip
    if own:
        kept = "; only events of these are kept" if codebook.replaces else ""
        rows = tuple((e.type, _kind(e), _signed(e.intensity), e.definition) for e in own)
        title = f"The types of {codebook.name}{kept}"
        parts += [
            Text(),
            section(Table("own", title, ("Type", "A kind of", "Intensity", "What it is"), (0, 2, 0, 5), rows, "")),
        ]
    return Group(*parts)


def one(entry: TypeEntry | OwnEntry) -> RenderableType:
    """One type with all that belongs to it."""
    return _own(entry) if isinstance(entry, OwnEntry) else _type(entry)


def verdict(checked: Checked) -> str:
    """What a sentence that was not coded as it must be was read as."""
    must = "is not coded" if checked.kind == "example" else "is coded"
    read = "; ".join(map(_coding, checked.events)) or "no event"
    return harmless(f"{checked.type}: {checked.kind} {must} with it: “{checked.text}” (read as: {read})")


def _coding(event: Coding) -> str:
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    return f"{event.own + ' ' if event.own else ''}{code} by “{event.trigger}”"


def _type(entry: TypeEntry) -> RenderableType:
    fields = [("quad", entry.quad), ("intensity", f"{_signed(entry.intensity)}, {entry.scale}")]
    fields.append(("recipient", _required(entry)))
    fields += [("own types", ", ".join(entry.own))] if entry.own else []
    fields += [(_POS[terms.pos], _told(terms)) for terms in entry.triggers]
    modes = tuple((m.mode, _signed(m.intensity), m.definition) for m in entry.modes)
    contexts = tuple((c.context, "yes" if c.of_itself else "", c.definition) for c in entry.contexts)
    codes = tuple((c.code, c.mode or "", " ".join(c.contexts), "yes" if c.differs else "") for c in entry.cameo)
    tables = (
        Table("modes", "Modes", ("Mode", "Intensity", "What it is"), (0, 0, 1), modes, "It has no modes."),
        Table("cameo", "CAMEO codes that cross to it", ("Code", "Mode", "Contexts", "Differs"), (0, 1, 1, 0), codes,
              "None.", "Differs: the crosswalk of 2021 has another type, mode or context."),
        Table("contexts", "Contexts", ("Context", "Of itself", "What it is"), (0, 0, 1), contexts, "",
              "Of itself: triggers of the type bring it; any may come of the words around a trigger."),
    )  # fmt: skip
    return Group(_head(entry.type, entry.definition), _fields(fields), *_tables(tables))


def _own(entry: OwnEntry) -> RenderableType:
    fields = [
        ("codebook", entry.codebook),
        ("a kind of", _kind(entry)),
        ("quad", entry.quad),
        ("intensity", f"{_signed(entry.intensity)}, {entry.scale}"),
        ("recipient", _required(entry)),
    ]
    fields += [("cameo", entry.cameo)] if entry.cameo else []
    fields += [("contexts", ", ".join(entry.contexts))] if entry.contexts else []
    fields += [("example", text) for text in entry.examples]
    fields += [("not", text) for text in entry.counterexamples]
    tables = (
        Table("triggers", "Triggers", ("Term", "Part", "Frame", "Needs"), (1, 0, 1, 1),
              tuple(_trigger(row) for row in entry.triggers), "None of its own."),
        Table("recode", "Events of the built-in codebook that get it", ("Type", "Mode", "CAMEO", "Contexts", "Words"),
              (0, 1, 0, 1, 2), tuple(_recode(row) for row in entry.recode), "None."),
    )  # fmt: skip
    return Group(_head(entry.type, entry.definition), _fields(fields), *_tables(tables))


def _head(name: str, definition: str) -> Text:
    made = Text(name, style="bold")
    made.append(f"  {harmless(definition)}" if definition else "", style="none")
    return made


def _fields(fields: Sequence[tuple[str, str]]) -> RenderableType:
    rows = Grid.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column()
    for name, value in fields:
        rows.add_row(Text(name, style="dim"), Text(harmless(value)))
    return Padding(rows, (0, 0, 0, 2), expand=False)


def _tables(tables: Sequence[Table]) -> list[RenderableType]:
    return [part for table in tables for part in (Text(), section(table))]


def _trigger(row: OwnTrigger) -> tuple[str, str, str, str]:
    default = "(default)"
    needs = default if row.needs is None else row.needs
    return row.term, _POS[row.pos].removesuffix("s"), default if row.frame is None else row.frame, needs


def _recode(row: Recode) -> tuple[str, str, str, str, str]:
    return row.type, row.mode or "", row.cameo, ", ".join(row.contexts), ", ".join(row.words)


def _told(terms: Terms) -> str:
    more = ", ..." if terms.count > len(terms.examples) else ""
    return f"{terms.count}: {', '.join(terms.examples)}{more}" if terms.count else "none"


def _kind(entry: OwnEntry) -> str:
    return f"{entry.plover} {entry.mode}" if entry.mode else entry.plover


def _required(entry: TypeEntry | OwnEntry) -> str:
    return "required" if entry.recipient_required else "optional"


def _signed(intensity: float) -> str:
    return f"{intensity:+g}" if intensity else "0"
