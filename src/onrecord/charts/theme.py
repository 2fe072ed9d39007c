"""How charts look on light and on dark paper: configuration of Vega-Lite, laid over a chart by whoever shows it."""

from __future__ import annotations

from typing import Any, Literal

Look = Literal["light", "dark"]
_INK = {"light": ("#1c1b19", "#5b5750", "#ddd8cc"), "dark": ("#eceae4", "#b8b2a6", "#3b3e43")}
"""Text, text of less weight, lines."""
_FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"


def theme(look: Look) -> dict[str, Any]:
    """The configuration of a look: `chart.configure(**theme("dark"))`, or the `config` of vega-embed.

    Args:
        look: `light` or `dark`. The background stays that of the page.
    """
    ink, dim, line = _INK[look]
    named = {"labelColor": ink, "titleColor": dim, "labelFont": _FONT, "titleFont": _FONT, "titleFontWeight": 500}
    return {
        "background": "transparent",
        "font": _FONT,
        "axis": {**named, "gridColor": line, "domainColor": dim, "tickColor": dim, "labelFontSize": 11},
        "legend": {**named, "labelFontSize": 11, "symbolStrokeWidth": 1.6},
        "title": {"color": ink, "subtitleColor": dim, "font": _FONT, "subtitleFont": _FONT, "fontSize": 13},
        "text": {"color": ink, "font": _FONT},
        "view": {"stroke": line},
    }
