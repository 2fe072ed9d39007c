"""All the forms that a record can be exported in, and the one way in: `export`."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, NamedTuple

import msgspec
from sqlalchemy import Connection

from onrecord.errors import ConfigError
from onrecord.export import ftm, gdelt, geo, graph, parquet, plover, polecat, readings, tables
from onrecord.export.lines import Written, commas
from onrecord.export.writing import STANDARD_OUTPUT, destination
from onrecord.query.filters import KINDS, Filter
from onrecord.query.pages import every
from onrecord.store import Store

Write = Callable[[Connection, str, Filter, IO[bytes]], Written]


class Format(NamedTuple):
    """A form of export.

    Attributes:
        name: as it is asked for.
        holds: what is in it, in a line.
        write: writes it.
        suffix: of its files.
        extra: of the package, where it needs one: `pip install 'onrecord[EXTRA]'`.
        text: whether it can go to standard output.
        kinds: of entries that it can hold, as letters.
        filters: whether a part of the record can be asked for.
    """

    name: str
    holds: str
    write: Write
    suffix: str
    extra: str | None = None
    text: bool = True
    kinds: str = "e"
    filters: bool = True


def _csv(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    return Written(commas(out, tables.COLUMNS[kind], tables.rows(kind, every(connection, kind, asked))))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("csv", "events, claims, statements or ties as a table", _csv, ".csv", kinds="ecst"),
        Format("parquet", "the same table, with types", parquet.write, ".parquet", "parquet", text=False, kinds="ecst"),
        Format("polecat", "events in the columns of POLECAT, one row a pair of sides", polecat.write, ".tsv"),
        Format("gdelt", "events in the columns of GDELT 2.0, one row a pair of sides", gdelt.write, ".tsv"),
        Format("plover", "events as PLOVER JSON, one a line", plover.write, ".jsonl"),
        Format(
            "ftm", "events, ties, who is in them and reports as FollowTheMoney entities", ftm.write, ".ftm.json", "ftm"
        ),
        Format("geojson", "events that have a place, as points", geo.write, ".geojson"),
        Format("gexf", "who did what to whom as a network, for Gephi", graph.gexf, ".gexf", "graphs"),
        Format("graphml", "the same network as GraphML", graph.graphml, ".graphml", "graphs"),
        Format(
            "jsonl",
            "the readings of all current reports, as onrecord read printed them",
            readings.write,
            ".jsonl",
            filters=False,
        ),
    )
}
"""The forms, by name."""


def export(store: Store, form: str, path: str, kind: str = "e", asked: Filter | None = None) -> Written:
    """Write a record, or a part of it, in another form.

    Args:
        store: the record.
        form: one of `FORMATS`.
        path: of the file, which is replaced when the new one is whole; `-` for standard output.
        kind: of entries, for tables: `e`, `c`, `s` or `t`.
        asked: which entries; of events only the observed, unless a series (or `all`) is asked for.

    Raises:
        ConfigError: no such form; a form that does not hold that kind, takes no filter, or is no text for standard
            output; a folder that is not there; a name that nobody in the record has.
        EngineError: a package is missing.
        StoreError: the record cannot be read, or the file not be written.
    """
    if form not in FORMATS:
        raise ConfigError(f"{form!r}: no form of export; there are {', '.join(FORMATS)}")
    chosen = FORMATS[form]
    if path == STANDARD_OUTPUT and not chosen.text:
        raise ConfigError(f"{form} is no text: name a file (records{chosen.suffix})")
    wanted = _wanted(chosen, kind, asked or Filter())
    with store.reading() as connection, destination(path) as out:
        return chosen.write(connection, kind, wanted, out)


def write(connection: Connection, form: str, out: IO[bytes], kind: str = "e", asked: Filter | None = None) -> Written:
    """Write a record, or a part of it, to a stream; as `export`, text or not.

    Raises:
        ConfigError: as `export`.
        EngineError: a package is missing.
    """
    if form not in FORMATS:
        raise ConfigError(f"{form!r}: no form of export; there are {', '.join(FORMATS)}")
    chosen = FORMATS[form]
    return chosen.write(connection, kind, _wanted(chosen, kind, asked or Filter()), out)


def _wanted(form: Format, kind: str, asked: Filter) -> Filter:
    """What is asked for, once it is sure that the form can give it."""
    if kind not in form.kinds:
        names = {letter: name for name, letter in KINDS.items()}
        raise ConfigError(f"{form.name} holds no {names.get(kind, kind)}: export them as csv or parquet")
    if kind == "e":
        wanted = msgspec.structs.replace(asked, series=asked.series or "observed")
    elif asked.series in (None, "observed", "all"):
        wanted = msgspec.structs.replace(asked, series=None)
    else:
        raise ConfigError(f"--series {asked.series}: only events have a series (--kind events)")
    if not form.filters and msgspec.structs.replace(wanted, series=None) != Filter():
        raise ConfigError(f"{form.name} holds the whole record: leave --who, --since and the like out")
    return wanted
