"""A small record made by hand: two reports with an event that both tell, an allegation, a quotation and a tie."""

from __future__ import annotations

from typing import Any

from onrecord.model import (
    Actor,
    Claim,
    Cue,
    Entity,
    Event,
    Mention,
    Party,
    Place,
    Quantity,
    Reader,
    Reading,
    Report,
    Span,
    Stance,
    Statement,
    Tie,
    TieParty,
    Time,
    identity,
)
from onrecord.model.reading import SCHEMA

STRIKE = "Turkish jets bombed the Syrian town of Afrin on Monday, killing 12 people."
NORTH = (
    f"{STRIKE} Russia and Iran held talks in Sochi. Ukraine accused Russia of shelling Kharkiv. Crowds marched in Paris"
    " in March. A convoy was attacked near Aden.\nThe envoy said “yes | no, \tperhaps”. Belarus and Russia are allies."
)
EAST = f"{STRIKE} Police said nothing."


def span(text: str, words: str) -> tuple[int, int]:
    """Where some words stand in a text, the first time."""
    at = text.index(words)
    return at, at + len(words)


def side(text: str, words: str, entity: str | None, iso3: str | None, sector: str | None, **more: Any) -> Actor:
    """A party to an event."""
    return Actor(span(text, words), words, entity=entity, iso3=iso3, sector=sector, **more)


def event(report: str, text: str, word: str, type_: str, quad: str, **more: Any) -> Event:
    """An event told by a word; as fact, unless it is said otherwise."""
    at = span(text, word)
    fields: dict[str, Any] = {"mode": None, "contexts": (), "cameo": None, "series": "observed"} | more
    return Event(id=identity("e", report, None, *at, type_), type=type_, quad=quad, trigger=Span(at, word), **fields)  # type: ignore[arg-type]


def strike(report: str, text: str) -> Event:
    """The event that both reports tell."""
    lo, hi = span(text, "on Monday")
    place = Place(
        span(text, "Afrin"), "Afrin", name="Afrin", iso3="SYR", admin1="SY-HL", lat=36.51, lon=36.87, precision="city"
    )
    return event(
        report, text, "bombed", "ASSAULT", "material conflict", mode="aerial", cameo="195",
        contexts=("military", "human_security"),
        actors=(side(text, "Turkish jets", None, "TUR", "MIL"),),
        recipients=(side(text, "the Syrian town of Afrin", None, "SYR", None),),
        where=place,
        when=Time((lo, hi), "on Monday", start="2024-03-04", end="2024-03-04", precision="day"),
        quantities=(Quantity(span(text, "12 people"), "12 people", what="people", min=12, max=12, best=12),),
    )  # fmt: skip


def country(text: str, iso3: str, name: str) -> Entity:
    """A country that a text names."""
    return Entity(
        f"country:{iso3}", name, "country", iso3, ("GOV",), mentions=(Mention(span(text, name), name, form="name"),)
    )


def north() -> Reading:
    """The first report: all kinds of things."""
    id_, text = "north-1", NORTH
    russia = side(text, "Russia", "country:RUS", "RUS", "GOV")
    ukraine = side(text, "Ukraine", "country:UKR", "UKR", "GOV")
    shelling = Claim(
        id=identity("c", id_, "shelling"), text="shelling Kharkiv", spans=(span(text, "shelling Kharkiv"),),
        stances=(Stance("country:UKR", None, "alleges", span=span(text, "accused")),), standing="alleged",
    )  # fmt: skip
    kharkiv = Place(span(text, "Kharkiv"), "Kharkiv", name="Kharkiv", iso3="UKR", precision="city")
    paris = Place(span(text, "Paris"), "Paris", name="Paris", iso3="FRA", lat=48.85, lon=2.35, precision="city")
    events = (
        strike(id_, text),
        event(
            id_, text, "talks", "CONSULT", "verbal cooperation", cameo="040",
            actors=(russia, side(text, "Iran", "country:IRN", "IRN", "GOV")),
        ),
        event(
            id_, text, "accused", "ACCUSE", "verbal conflict", mode="allege", cameo="1123", level="speech_act",
            actors=(ukraine,), recipients=(russia,),
        ),
        event(
            id_, text, "shelling", "ASSAULT", "material conflict", cameo="194", series="attributed", level="content",
            realis="asserted", actors=(russia,), recipients=(side(text, "Kharkiv", None, "UKR", None),), where=kharkiv,
            claim=shelling.id,
        ),
        event(
            id_, text, "marched", "PROTEST", "material conflict", mode="demo", cameo="141", where=paris,
            actors=(side(text, "Crowds", None, "FRA", "CVL", inferred=True),),
            when=Time(span(text, "in March"), "in March", start="2024-03", end="2024-03", precision="month"),
        ),
        event(
            id_, text, "attacked", "ASSAULT", "material conflict",
            recipients=(side(text, "A convoy", None, None, None),),
        ),
    )  # fmt: skip
    says = Statement(
        id=identity("s", id_, "envoy"),
        source=Party(span(text, "The envoy"), "The envoy", kind="role", sectors=("GOV",)),
        cue=Cue(span(text, "said"), "said", act="say"),
        form="direct",
        content=(Span(span(text, "yes | no, \tperhaps"), "yes | no, \tperhaps"),),
        verbatim=(Span(span(text, "yes | no, \tperhaps"), "yes | no, \tperhaps"),),
        chain=("Northwire", "The envoy"),
    )
    at = span(text, "allies")
    tie = Tie(
        id=identity("t", id_, "alliance"), kind="alliance", parties=(TieParty("country:BLR"), TieParty("country:RUS")),
        mentions=(Span(at, "allies"),),
    )  # fmt: skip
    named = (("RUS", "Russia"), ("IRN", "Iran"), ("UKR", "Ukraine"), ("BLR", "Belarus"))
    return _reading(
        Report(
            id=id_, text=text, outlet="Northwire", title="Jets bomb | Afrin", published="2024-03-06", language="en",
            url="https://example.org/north-1", sha256="0" * 64,
        ),
        entities=tuple(country(text, *pair) for pair in named),
        statements=(says,), claims=(shelling,), events=events, ties=(tie,),
    )  # fmt: skip


def east() -> Reading:
    """The second report: the strike again, by another outlet."""
    return _reading(
        Report(id="east-2", text=EAST, outlet="Eastpost", published="2024-03-07", language="en", sha256="1" * 64),
        events=(strike("east-2", EAST),),
    )


def _reading(report: Report, **parts: Any) -> Reading:
    names = ("entities", "times", "places", "quantities", "statements", "claims", "events", "ties", "abstained")
    empty: dict[str, Any] = dict.fromkeys(names, ())
    return Reading(schema=SCHEMA, report=report, reader=Reader("0", {}), **(empty | parts))
