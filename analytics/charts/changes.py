"""Changes from one document to the next: how many functions of each area met which fate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analytics.charts.heatmaps import FRAME, INK

if TYPE_CHECKING:
    import pandas as pd

# New in green, restated in blues, given up in orange, silence in grey; the number stands in each part.
CHANGE_COLOURS = {
    "gained": "#a6dba0",
    "kept": "#85bcdb",
    "merged": "#b9d7ee",
    "split": "#dceaf6",
    "renamed": "#c2a5cf",
    "moved": "#e7d4e8",
    "lost": "#fdc98f",
    "not_restated": "#dcdcd8",
}
ROW_HEIGHT = 24
TOP = 46


def draw_changes(
    parts: pd.DataFrame, *, names: dict[str, str], axis: str, chosen: tuple[str, str] | None = None, ink: str = INK
) -> go.Figure:
    """Draw a bar an area, its functions parted by what became of them.

    Parameters
    ----------
    parts : DataFrame, one row per (area, change), areas in the order to draw
        `area`, `row` (the area's label), `change`, `n` (functions), `hover`.
    names : dict
        What each change is called, in the order of the bars' parts.
    axis : str
        What the numbers are.
    chosen : (area, change), optional
        The part to frame.
    ink : str
        The colour of the labels.

    Returns
    -------
    Figure
        A trace a change that occurs, each point with `customdata` (area, change).
    """
    rows = dict(zip(parts["area"], parts["row"], strict=True))
    drawing = go.Figure()
    for change, name in names.items():
        mine = parts.loc[parts["change"] == change]
        if mine.empty:
            continue
        framed = [(area, change) == chosen for area in mine["area"]]
        drawing.add_bar(
            y=mine["area"], x=mine["n"], orientation="h", name=name, text=mine["n"].astype(str), textposition="inside",
            insidetextanchor="middle", textangle=0, textfont={"size": 12, "color": INK}, constraintext="none",
            marker={"color": CHANGE_COLOURS[change], "line": {"color": FRAME, "width": [3 * each for each in framed]}},
            customdata=mine[["area", "change"]].to_numpy(), hovertext=mine["hover"],
            hovertemplate="%{hovertext}<extra></extra>", selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )  # fmt: skip
    font = {"size": 11, "color": ink}
    drawing.update_yaxes(
        type="category", categoryorder="array", categoryarray=list(rows), tickvals=list(rows),
        ticktext=list(rows.values()), range=[len(rows) - 0.5, -0.5], tickfont=font, fixedrange=True, ticks="",
    )  # fmt: skip
    drawing.update_xaxes(
        title={"text": axis, "font": font}, tickfont=font, side="bottom", fixedrange=True, rangemode="tozero", dtick=2
    )
    lines = max((label.count("<br>") for label in rows.values()), default=0)
    return drawing.update_layout(
        barmode="stack", bargap=0.18, height=TOP + 56 + (ROW_HEIGHT + 10 * lines) * max(len(rows), 1),
        margin={"l": 8, "r": 8, "t": TOP, "b": 4}, dragmode=False, clickmode="event+select", hovermode="closest",
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal", "font": font},
    )  # fmt: skip
