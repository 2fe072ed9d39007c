"""Charts as the pages carry them: a Vega-Lite specification, drawn in the browser."""

from __future__ import annotations

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

    made: dict[str, Any] = getattr(charts, name)(*given, **more).to_dict()
    made.pop("config", None)  # colours follow the page: see static/charts.js
    return made
