"""Series: which count an event falls into."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model import Claim, Event, Span, Stance
from onrecord.standing import settle


def event(**given: Any) -> Event:
    made: dict[str, Any] = {"id": "e1", "type": "ASSAULT", "mode": None, "contexts": (), "cameo": None, **given}
    return Event(quad="material conflict", trigger=Span((0, 4), "shot"), **made)


def claim(standing: str, *stances: str) -> Claim:
    held = tuple(Stance("country:AAA", None, stance) for stance in stances)
    return Claim("c1", "they shot", ((0, 9),), events=("e1",), stances=held, standing=standing)


@pytest.mark.parametrize(
    ("level", "realis", "aux", "standing", "series"),
    [
        ("narrated", "actual", (), "outlet_voice", "observed"),
        ("speech_act", "actual", (), None, "observed"),
        ("content", "asserted", (), "asserted", "attributed"),
        ("content", "asserted", (), "alleged", "attributed"),
        ("content", "asserted", (), "contested", "disputed"),
        ("content", "asserted", (), "unconfirmed", "disputed"),
        ("content", "asserted", (), "denied", "disputed"),
        ("content", "asserted", (), "rumoured", "not_counted"),
        ("content", "asserted", (), "retracted", "not_counted"),
        ("content", "asserted", ("historical",), "asserted", "background"),
        ("narrated", "actual", ("historical",), "outlet_voice", "background"),
        ("speech_act", "actual", ("historical",), None, "background"),
        ("narrated", "actual", (), "hedged", "attributed"),
        ("narrated", "negated", (), "outlet_voice", "not_counted"),
        ("content", "future", (), "forecast", "not_counted"),
        ("content", "conditional", (), "hypothetical", "not_counted"),
        ("content", "asked", (), "asked", "not_counted"),
    ],
)
def test_series(level: Any, realis: Any, aux: tuple[str, ...], standing: str | None, series: str) -> None:
    stance = {"denied": "denies", "unconfirmed": "not_confirmed"}.get(standing or "", "asserts")
    claims = (claim(standing, stance),) if standing else ()
    settled = settle((event(level=level, realis=realis, aux=aux),), claims)[0]
    assert settled.series == series
    assert settled.claim == (None if level == "speech_act" else claims[0].id)


def test_without_evidence_is_disputed() -> None:
    settled = settle((event(level="content", realis="asserted"),), (claim("hedged", "no_evidence"),))
    assert settled[0].series == "disputed"


def test_a_disclaimer_of_the_outlet_disputes_nothing() -> None:
    stances = (Stance("country:AAA", None, "asserts"), Stance("outlet", None, "could_not_verify"))
    told = Claim("c1", "they shot", ((0, 9),), events=("e1",), stances=stances, standing="unconfirmed")
    assert settle((event(level="content", realis="asserted"),), (told,))[0].series == "attributed"


def test_a_negation_that_does_not_reach_the_event() -> None:
    settled = settle((event(level="content", realis="asserted"),), (claim("denied", "asserts_not"),))
    assert settled[0].series == "attributed"


def test_the_narrower_claim_holds_the_event() -> None:
    wide = Claim("c0", "all of it", ((0, 90),), events=("e1",), standing="asserted")
    settled = settle((event(level="content", realis="asserted"),), (wide, claim("contested", "asserts")))
    assert settled[0].claim == "c1"
