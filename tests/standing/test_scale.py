"""Long texts cost in proportion to their length."""

from __future__ import annotations

import gc
import time

import pytest

from onrecord import happened, howmany, said, standing, ties, when, where, who
from onrecord.language import Parser
from onrecord.model import Report

KINDS = {
    "short statements": "Iran denied it. Chad said it had not. They disputed the claim. ",
    "one sentence": "Togo said it had not fired, and ",
    "ties": "The US imposed sanctions on Iran in 2019. Norway and Peru signed a defence pact. ",
    "quotations": 'The mayor said the town had "no" money and was "not" poor. ',
}


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def _cost(parser: Parser, text: str) -> float:
    parsed = parser.parse(Report(id="scale", text=text))
    cast, times = who.find(parsed), when.find(parsed)
    places, quantities = where.find(parsed, cast), howmany.find(parsed, times.values)
    statements = said.find(parsed, cast, times.values).values
    circumstances = happened.Circumstances(places.values, times.values, quantities.values)
    events = happened.find(parsed, cast, statements, circumstances).values
    taken = []
    gc.collect()
    gc.disable()  # a full collection costs as much as the whole stage here
    try:
        for _ in range(2):
            begun = time.process_time()
            claims = standing.find(parsed, cast, statements, events, quantities.values).values
            ties.find(parsed, cast, statements, standing.settle(events, claims), claims, times.values)
            taken.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(taken)


@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_text_is_no_sixteen_times_the_work(kind: str, parser: Parser) -> None:
    _cost(parser, KINDS[kind])  # tables load at first use
    once = _cost(parser, KINDS[kind] * 100)
    assert _cost(parser, KINDS[kind] * 400) < 12 * once + 0.1
