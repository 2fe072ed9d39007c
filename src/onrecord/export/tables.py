"""Entries as flat tables, one row each: for CSV and Parquet.

Lists have `|` between their values (`onrecord.export.columns.listed`); spans are `report:start-end`, counted in code
points of that report's text, or of its title where `@title` stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.columns import TOLD, Column, Entry, Row, field, given, held, inner, listed, made, passage, turns


def columns(kind: str) -> tuple[str, ...]:
    """The names of the columns of a kind.

    Args:
        kind: `s`, `c`, `e` or `t`.
    """
    return tuple(column.name for column in COLUMNS[kind])


def rows(kind: str, entries: Iterable[Entry]) -> Iterator[Row]:
    """One row for each entry, every column in it, in order.

    Args:
        kind: `s`, `c`, `e` or `t`.
        entries: as `onrecord.query.pages` gives them.
    """
    return made(COLUMNS[kind], entries)


def _words(name: str, told: str) -> tuple[Column, Column]:
    """The words of a span, and where they stand."""
    return (
        Column(name, "text", told, lambda entry: inner(entry, name, "text")),
        Column(f"{name}_span", "text", f"where {name} is written", lambda entry: passage(entry["report"], entry[name])),
    )


def _pieces(name: str, told: str) -> tuple[Column, Column]:
    """The words of several spans, and where they stand."""
    return (
        Column(name, "text", f"{told}, list", lambda entry: listed(piece["text"] for piece in entry[name])),
        Column(
            f"{name}_spans", "text", f"where they are written, beside {name}",
            lambda entry: listed(passage(entry["report"], piece) for piece in entry[name]),
        ),
    )  # fmt: skip


def _within(name: str, path: tuple[str, ...], told: str) -> Column:
    return Column(name, "text", told, lambda entry: inner(entry, *path))


def _each(name: str, items: str, part: str, told: str) -> Column:
    """One field of every item of a list."""
    return Column(name, "text", told, lambda entry: listed(item[part] for item in entry[items]))


def _side(role: str) -> tuple[Column, ...]:
    many = f"{role}s"
    return (
        _each(many, many, "text", f"{many} as worded, list"),
        _each(f"{role}_ids", many, "entity", f"ids of their entities, beside {many}"),
        _each(f"{role}_iso3", many, "iso3", f"their countries, beside {many}"),
        _each(f"{role}_sectors", many, "sector", f"their PLOVER sectors, beside {many}"),
        _each(f"{role}_inferred", many, "inferred", f"whether the text does not state the country, beside {many}"),
    )


def _time(told: str) -> tuple[Column, ...]:
    return (
        _within("when", ("when", "text"), f"{told}, as worded"),
        _within("start", ("when", "start"), f"{told}: first day, with the precision known"),
        _within("end", ("when", "end"), f"{told}: last day; empty where open or unknown"),
        _within("precision", ("when", "precision"), "day month year interval night open_start open_end"),
    )


def _place() -> tuple[Column, ...]:
    def number(name: str, part: str) -> Column:
        told = f"{'latitude' if name == 'lat' else 'longitude'}, degrees, no sharper than the text"
        return Column(name, "number", told, lambda entry: inner(entry, "where", part))

    return (
        _within("where", ("where", "name"), "place, by its usual name"),
        _within("where_text", ("where", "text"), "place, as worded"),
        _within("where_iso3", ("where", "iso3"), "country of the place"),
        _within("where_admin1", ("where", "admin1"), "first-level region, ISO 3166-2"),
        number("lat", "lat"),
        number("lon", "lon"),
        _within(
            "where_precision",
            ("where", "precision"),
            "what lat and lon stand for: point city admin1 country sea region",
        ),
    )


_QUANTITIES = (
    _each("quantities", "quantities", "text", "figures as worded, list"),
    *(
        _each(f"quantities_{part}", "quantities", part, f"their {told}, beside quantities")
        for part, told in (("min", "lowest value"), ("max", "highest value"), ("best", "best value"), ("unit", "unit"))
    ),
)
_HEAD = (
    field("id", "text", "id of the entry"),
    field("report", "text", "report whose words and spans are shown"),
)
_STOOD = (
    field("standing", "text", "what follows from all the stances on it; no truth score"),
    Column("history", "text", "how the standing moved, list of day=standing", turns),
    Column("figures", "text", "figures that holders give, list of holder=words", given),
    field("roots", "whole", "independent origins"),
)


def _status(entry: Entry) -> str | None:
    return listed(f"{change['when'] or ''}={change['change']}" for change in entry["changes"] if change["done"])


def _likelihoods(entry: Entry) -> str | None:
    return listed(_range(stance.get("likelihood")) for stance in entry["stances"])


def _range(likelihood: Any) -> str | None:
    return f"{likelihood[0]}-{likelihood[1]}" if likelihood else None


def _of_source(name: str, told: str) -> Column:
    part = "entities" if name == "ids" else name
    return Column(f"source_{name}", "text", told, lambda entry: listed(inner(entry, "source", part) or ()))


_EVENTS = (
    *_HEAD,
    field("type", "text", "PLOVER type"),
    field("mode", "text", "PLOVER mode"),
    field("own", "text", "type of the user's own codebook"),
    Column("contexts", "text", "PLOVER contexts, list", lambda entry: listed(entry["contexts"])),
    field("cameo", "text", "CAMEO code"),
    field("quad", "text", "quad of the type"),
    *_words("trigger", "the word that tells it"),
    *_side("actor"),
    *_side("recipient"),
    *_place(),
    *_time("when it was"),
    *_QUANTITIES,
    field("level", "text", "speech_act narrated content"),
    field("realis", "text", "actual asserted negated future conditional hypothetical asked"),
    Column("aux", "text", "auxiliary modes, list", lambda entry: listed(entry["aux"])),
    field("series", "text", "observed attributed disputed background not_counted; only observed is told as fact"),
    field("score", "number", "how likely the classifier holds the word to tell such an act, 0 to 1"),
    field("claim", "text", "id of the claim that it is part of"),
    Column("holders", "text", "who says so, list of holder=stance", lambda entry: held(entry, "holders")),
    *_STOOD,
    *TOLD,
)
_CLAIMS = (
    *_HEAD,
    field("text", "text", "the proposition, without its negation"),
    Column(
        "spans", "text", "where it is told in that report, list",
        lambda entry: listed(passage(entry["report"], {**entry, "span": span}) for span in entry["spans"]),
    ),
    Column("events", "text", "ids of the events in it, list", lambda entry: listed(entry["events"])),
    Column("ties", "text", "ids of the ties in it, list", lambda entry: listed(entry["ties"])),
    *_QUANTITIES,
    _each("holders", "stances", "holder", "who takes a stance on it, list"),
    _each("stances", "stances", "stance", "their stances, beside holders"),
    _each("stance_roots", "stances", "root", "number of the origin that each comes from, beside holders"),
    _each("stance_first", "stances", "first", "day of the first report with it, beside holders"),
    Column("likelihoods", "text", "low-high of estimative words, beside holders", _likelihoods),
    *_STOOD,
    *TOLD,
)  # fmt: skip
_STATEMENTS = (
    *_HEAD,
    *_words("source", "who says it, as worded"),
    _within("source_kind", ("source", "kind"), "named role unnamed collective document media crowd pronoun"),
    _of_source("ids", "entities of the source, list"),
    _of_source("iso3", "countries of the source, list"),
    _of_source("sectors", "PLOVER sectors of the source, list"),
    Column(
        "source_inferred", "yes", "whether the text does not state the country",
        lambda entry: inner(entry, "source", "inferred"),
    ),
    *_words("cue", "the words that attribute it"),
    _within("act", ("cue", "act"), "what saying it does: say deny accuse ..."),
    field("form", "text", "direct indirect mixed label none"),
    *_pieces("content", "what is said"),
    *_pieces("verbatim", "exactly what stands between quotation marks"),
    field("venue", "text", "where it was said"),
    field("addressee", "text", "to whom"),
    *_time("when it was said"),
    field("parent", "text", "id of the statement that relays it"),
    Column("chain", "text", "from the outlet to the origin, list", lambda entry: listed(entry["chain"])),
    *TOLD,
)  # fmt: skip
_TIES = (
    *_HEAD,
    field("kind", "text", "what stands between the parties"),
    _each("parties", "parties", "entity", "ids of the parties, list"),
    _each("roles", "parties", "role", "party sender target mediator host, beside parties"),
    Column("start", "text", "since when, with the precision known", lambda entry: entry["from"]),
    Column("end", "text", "until when; empty where open or unknown", lambda entry: entry["to"]),
    field("status", "text", "proposed signed in_force suspended collapsed ended announced, in that report"),
    *_words("trigger", "what calls the obligation"),
    *_words("obligation", "what is then owed"),
    *_words("cause", "over what it ended"),
    field("invoked", "yes", "whether it was called upon"),
    Column("invoked_by", "text", "ids of those who called upon it, list", lambda entry: listed(entry["invoked_by"])),
    *_words("name", "how a treaty is called"),
    *_words("article", "clause of it that is cited"),
    *_words("measure", "what sanctions consist in"),
    *_words("aim", "what talks are to bring about"),
    Column("changes", "text", "what was done to it, list of day=change; plans and fears left out", _status),
    Column("claims", "text", "ids of the claims about it, list", lambda entry: listed(entry["claims"])),
    *TOLD,
)

COLUMNS: dict[str, tuple[Column, ...]] = {"e": _EVENTS, "c": _CLAIMS, "s": _STATEMENTS, "t": _TIES}
"""The columns of each kind, with what they tell."""
