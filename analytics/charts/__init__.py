"""Tables to Plotly figures; nothing is computed here."""

from analytics.charts.flows import draw_flows
from analytics.charts.heatmaps import (
    DIVERGING,
    EMPTY,
    FORMATS,
    FRAME,
    INK,
    SCALE,
    SIGNS,
    draw_coverage,
    draw_crosswalk,
    draw_grid,
)

__all__ = [
    "DIVERGING",
    "EMPTY",
    "FORMATS",
    "FRAME",
    "INK",
    "SCALE",
    "SIGNS",
    "draw_coverage",
    "draw_crosswalk",
    "draw_flows",
    "draw_grid",
]
