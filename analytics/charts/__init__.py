"""Tables to Plotly figures; nothing is computed here."""

from analytics.charts.changes import CHANGE_COLOURS, draw_changes
from analytics.charts.flows import draw_flows
from analytics.charts.heatmaps import (
    DIVERGING,
    EMPTY,
    FORMATS,
    FRAME,
    INK,
    ROLE_COLOURS,
    SCALE,
    SIGNS,
    draw_coverage,
    draw_crosswalk,
    draw_grid,
)
from analytics.charts.structure import draw_colocation, draw_organisation, draw_tree
from analytics.charts.widths import measure_width

__all__ = [
    "CHANGE_COLOURS",
    "DIVERGING",
    "EMPTY",
    "FORMATS",
    "FRAME",
    "INK",
    "ROLE_COLOURS",
    "SCALE",
    "SIGNS",
    "draw_changes",
    "draw_colocation",
    "draw_coverage",
    "draw_crosswalk",
    "draw_flows",
    "draw_grid",
    "draw_organisation",
    "draw_tree",
    "measure_width",
]
