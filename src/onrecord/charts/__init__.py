"""Charts in Vega-Lite, made by Altair from what `analysis` counts; the same in the desk and in a notebook.

Each function returns an Altair chart that carries its data; `onrecord.charts.theme.theme` gives its colours of text
and lines for light and dark paper. Altair is imported with the first chart.
"""

from __future__ import annotations

from onrecord.charts.claims import figures, matrix
from onrecord.charts.dyads import dyad, ties
from onrecord.charts.networks import network
from onrecord.charts.timelines import timeline
from onrecord.charts.worlds import world

__all__ = ["dyad", "figures", "matrix", "network", "ties", "timeline", "world"]
