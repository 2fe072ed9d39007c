"""Charts as the pages carry them: a Vega-Lite specification, drawn in the browser."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any


def spec(name: str, *given: Any, **more: Any) -> dict[str, Any]:
    """The specification of a chart.

    Args:
        name: of a function of `onrecord.charts`.
        given, more: what it draws.

    Raises:
        EngineError: altair is missing.
    """
    from onrecord import charts

    _unchecked()
    made: dict[str, Any] = getattr(charts, name)(*given, **more).to_dict(validate=False)
    made.pop("config", None)  # colours follow the page: see static/charts.js
    return made


@cache
def _unchecked() -> None:
    """Let Altair take what it is given: the tests hold every chart to the schema, and a page has no time for it."""
    with suppress(ImportError):  # then the chart says what is missing
        from altair.utils.schemapi import disable_debug_mode

        disable_debug_mode()
