"""What each tool takes: parameters with their bounds, and the words that tell an agent what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from onrecord.codebook.standing import Standing
from onrecord.errors import ConfigError
from onrecord.export.citation import FORMATS
from onrecord.render.rows import SECTIONS

MOST = 50
"""Entries of a page at most."""

Given = TypeVar("Given", bound=msgspec.Struct)
_Name = Annotated[str, Meta(max_length=1000)]
_Field = Annotated[str, Meta(max_length=10_000)]
_Cursor = Annotated[
    Annotated[str, Meta(max_length=64)] | None,
    Meta(description="The `cursor` of the answer before, for what comes after it; all else must be asked as before."),
]
_Limit = Annotated[
    int, Meta(ge=1, le=MOST, description="How many at most; an answer that grows too large holds fewer.")
]
_Since = Annotated[_Name | None, Meta(description="First day: 2024, 2024-06 or 2024-06-19.")]
_Until = Annotated[_Name | None, Meta(description="Last day: 2024, 2024-06 or 2024-06-19.")]
_Outlet = Annotated[_Name | None, Meta(description="Reports of this outlet alone, by its full name.")]
_Place = Annotated[_Name | None, Meta(description="A country, or a place by name.")]
_Id = Annotated[_Field, Meta(description="Id of an entry, or of any telling of it, as answers give it.")]
_Part = Annotated[str, Meta(extra_json_schema={"enum": list(SECTIONS)})]
_Standing = Annotated[
    Annotated[str, Meta(extra_json_schema={"enum": [one.value for one in Standing]})] | None,
    Meta(description="Where it stands among those who speak of it; no score of truth."),
]


class ReadReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `read_report`."""

    text: Annotated[str, Meta(description="The report as plain text, whole and unchanged: spans count in it.")]
    title: Annotated[_Field | None, Meta(description="Its headline, where the text does not hold it.")] = None
    outlet: Annotated[_Field | None, Meta(description="Who published it.")] = None
    published: Annotated[_Field | None, Meta(description="Day of publication; dates in words count from it.")] = None
    url: Annotated[_Field | None, Meta(description="Its address; kept as it is, never opened.")] = None
    parts: Annotated[
        list[_Part] | None, Meta(description="Which parts; else statements, claims, events, ties, abstained.")
    ] = None
    force: Annotated[bool, Meta(description="Read text in another language than English too.")] = False
    cursor: _Cursor = None


class OneReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `report`."""

    id: Annotated[_Field, Meta(description="Id of a report, as anchors and `search` give it.")]
    parts: Annotated[
        list[_Part] | None, Meta(description="Which parts; else text, statements, claims, events, ties, abstained.")
    ] = None
    cursor: _Cursor = None


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `search`."""

    words: Annotated[
        _Name, Meta(description='Words that must all stand in the report; between "quotation marks", as they stand.')
    ]
    outlet: _Outlet = None
    since: _Since = None
    until: _Until = None
    limit: _Limit = 10
    cursor: _Cursor = None


class _Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What entries of every kind can be asked for."""

    who: Annotated[
        _Name | None,
        Meta(
            description="Actor of an event, source of a statement, who takes a stance on a claim, a party of a tie: "
            "the code of a country (SDN), a name, or the id of an entity."
        ),
    ] = None
    to: Annotated[
        _Name | None,
        Meta(description="Recipient of an event, whom a claim or statement is about, another party of a tie."),
    ] = None
    since: _Since = None
    until: _Until = None
    outlet: _Outlet = None
    text: Annotated[_Name | None, Meta(description="Words that must all stand in it.")] = None
    reports: Annotated[int, Meta(ge=1, le=1_000_000, description="Told in at least so many reports.")] = 1
    limit: _Limit = 20
    cursor: _Cursor = None


class Events(_Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `events`."""

    type: Annotated[_Name | None, Meta(description="PLOVER type, as ASSAULT.")] = None
    series: Annotated[
        str,
        Meta(
            description="observed: told as fact in a report's own voice. attributed: on somebody's word. disputed: "
            "denied, contested or unconfirmed. background: history. not_counted: not real, or not yet. all: any.",
            extra_json_schema={"enum": ["observed", "attributed", "disputed", "background", "not_counted", "all"]},
        ),
    ] = "observed"
    standing: _Standing = None
    place: _Place = None


class Claims(_Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `claims`."""

    standing: _Standing = None
    place: _Place = None


class Statements(_Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `statements`."""

    type: Annotated[_Name | None, Meta(description="Act of the cue, as say, deny, accuse, warn.")] = None


class Ties(_Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `ties`."""

    type: Annotated[_Name | None, Meta(description="Kind, as sanctions, talks, mutual_defence.")] = None


class OneEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `entry`."""

    id: _Id
    cursor: _Cursor = None


class TwoSides(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `brief`."""

    one: Annotated[_Name, Meta(description="A side: the code of a country, a name, or the id of an entity.")]
    other: Annotated[_Name, Meta(description="The other side.")]
    since: _Since = None
    until: _Until = None


class Actors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `actors`."""

    name: Annotated[_Name | None, Meta(description="A part of a name, or of an id; without it, all.")] = None
    limit: _Limit = 20
    cursor: _Cursor = None


class Cite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `cite`."""

    id: Annotated[_Field, Meta(description="Id of an entry, of any telling of it, or of a report.")]
    form: Annotated[
        str,
        Meta(
            description="annotation: a W3C Web Annotation, the passage as a quotation and by its place.",
            extra_json_schema={"enum": list(FORMATS)},
        ),
    ] = "text"


def schema(takes: type[msgspec.Struct]) -> dict[str, Any]:
    """The JSON Schema of a tool's parameters, an object at its root."""
    _, found = msgspec.json.schema_components([takes])
    made: dict[str, Any] = {name: value for name, value in found[takes.__name__].items() if name != "description"}
    return made


def parsed(takes: type[Given], given: dict[str, Any]) -> Given:
    """The parameters that an agent gave, checked; a number may come as a string.

    Raises:
        ConfigError: one is missing, unknown, of another type, or out of its bounds; the message names it.
    """
    try:
        made = msgspec.convert(given, takes, strict=False)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).replace("`", "").partition(" - at $.")
        named = f"{place}: {reason}" if place else reason
        raise ConfigError(f"{named} (there are {', '.join(takes.__struct_fields__)})") from None
    for name, told in schema(takes)["properties"].items():
        value = getattr(made, name)
        for one in value if isinstance(value, list) else (value,):
            _check(name, one, list(_choices(told)))
    return made


def _check(name: str, value: object, choices: list[str]) -> None:
    if not isinstance(value, str):
        return
    if choices and value not in choices:
        raise ConfigError(f"{name} {value!r}: there are {', '.join(choices)}")
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise ConfigError(f"{name}: half a surrogate pair, which is no character (remove it)")


def _choices(told: dict[str, Any]) -> Iterator[str]:
    """The values that a schema allows."""
    for one in (told, *told.get("anyOf", ())):
        yield from one.get("enum", ())
        if "items" in one:
            yield from _choices(one["items"])
