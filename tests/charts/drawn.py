"""Specifications looked into, and drawn as the desk's bundle draws them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import vl_convert

from onrecord.charts.theme import theme

Spec = dict[str, Any]


def spec(chart: Any) -> Spec:
    """The Vega-Lite of a chart as a page carries it; Altair has checked it against the schema."""
    made: Spec = chart.to_dict()
    made.pop("$schema")
    return made


def drawn(made: Spec, look: Any = "light") -> str:
    """It as SVG."""
    svg: str = vl_convert.vegalite_to_svg({**made, "config": theme(look)})
    assert "NaN" not in svg
    assert "undefined" not in svg
    return svg


def marks(made: Spec) -> Counter[str]:
    """How many marks of each kind are drawn: `point`, `rule`, `bar`, `geoshape`, `text`."""
    return Counter(re.findall(r'aria-roledescription="(\w+)(?: mark)?"', drawn(made)))


def units(made: Spec) -> Iterator[Spec]:
    """All single views, each with the data that it draws."""

    def walk(one: Spec, data: Any) -> Iterator[Spec]:
        data = one.get("data", data)
        below = [*one.get("layer", ()), *one.get("vconcat", ())]
        if below:
            for part in below:
                yield from walk(part, data)
        else:
            yield {**one, "data": data}

    yield from walk(made, None)


def expressions(value: Any) -> Iterator[str]:
    """Every expression that Vega has to work out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("filter", "labelExpr", "expr", "calculate", "test") and isinstance(inner, str):
                yield inner
            else:
                yield from expressions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from expressions(inner)


def rows(made: Spec, kind: str) -> list[dict[str, Any]]:
    """The data of all views with marks of a kind, after no filter."""
    found = []
    for unit in units(made):
        if unit["mark"]["type"] == kind:
            found += unit["data"]["values"]
    return found
