"""Flows: shares of duties from one side to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analytics.charts.heatmaps import INK

if TYPE_CHECKING:
    import pandas as pd

FLOW, GREY_FLOW = "rgba(66,133,180,0.35)", "rgba(150,150,150,0.35)"


def draw_flows(cells: pd.DataFrame, *, ink: str = INK) -> go.Figure:
    """Draw the same as flows (Sankey): each subject department at the left, who answers it at the right.

    Parameters
    ----------
    cells : DataFrame
        As for `draw_crosswalk`, with `n_duties`: how many of the subject's duties flow to the object.
    ink : str
    """
    left, right = list(dict.fromkeys(cells["code"])), list(dict.fromkeys(cells["holder_id"]))
    names = dict(zip(cells["code"], cells["row"], strict=True))
    others = dict(zip(cells["holder_id"], cells["column"], strict=True))
    labels = [names[x] for x in left] + [others[x] for x in right]
    link = {
        "source": [left.index(x) for x in cells["code"]],
        "target": [len(left) + right.index(x) for x in cells["holder_id"]],
        "value": list(cells["n_duties"]),
        "color": [GREY_FLOW if x == "unmatched" else FLOW for x in cells["holder_id"]],
        "customdata": list(cells["hover"]),
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    node = {"label": [label.replace("<br>", " ") for label in labels], "pad": 10, "thickness": 12, "color": "#6b7f90"}
    drawing = go.Figure(go.Sankey(node=node, link=link, textfont={"size": 12, "color": ink}, arrangement="snap"))
    drawing.update_layout(height=max(420, 30 * max(len(left), len(right))), margin={"l": 8, "r": 8, "t": 12, "b": 12})
    return drawing
