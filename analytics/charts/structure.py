"""The offices' order: areas that share departments, the tree of departments, and an organisation chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analytics.charts.heatmaps import EMPTY, INK, LINE_HEIGHT, SCALE, draw_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

# Light enough for dark letters in either theme, and told apart with every common colour blindness (Paul Tol, light).
GROUP_COLOURS = ["#77aadd", "#eedd88", "#44bb99", "#ffaabb", "#bbcc33", "#99ddff", "#ee8866"]
# Each office has a shape as well as a colour (Paul Tol, bright).
LIGHTEST = 0.65
OWNER_COLOURS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#aa3377", "#66ccee", "#8a8a8a"]
OWNER_SHAPES = ["circle", "square", "diamond", "triangle-up", "star", "x", "cross", "pentagon", "hexagram"]
BRANCH = "#8a97a3"
DIVIDED = "#7b3294"
LEAF_HEIGHT, DUTY_HEIGHT = 21, 4.6
COLUMN_HEADS = 48


def draw_colocation(
    cells: pd.DataFrame,
    *,
    below: str,
    above: str,
    divided: Sequence[tuple[str, str]],
    chosen: tuple[str, str] | None = None,
    ink: str = INK,
) -> go.Figure:
    """Draw in how many departments each two areas stand: one office below the diagonal, another above it.

    Parameters
    ----------
    cells : DataFrame, one row per (area, other area), in the order to draw
        As for `draw_grid`: `code`, `holder_id` (the other area), `row`, `column`, `group_name`, `value` (Jaccard, 0
        to 1; missing where the office lacks an area), `text` (the number of departments), `hover`.
    below, above : str
        What the two triangles show, as names of the axes.
    divided : sequence of (area, other area)
        The cells to frame: together in one office and apart in the other.
    chosen : (area, other area), optional
    ink : str

    Returns
    -------
    Figure
        The third trace holds a point a cell, with `customdata` (area, other area).
    """
    drawing = draw_grid(cells, colours=SCALE, high=1.0, chosen=chosen, ink=ink)
    rows, columns = list(dict.fromkeys(cells["code"])), list(dict.fromkeys(cells["holder_id"]))
    for area, other in [pair for pair in divided if pair != chosen]:
        x, y = columns.index(other), rows.index(area)
        drawing.add_shape(
            type="rect", x0=x - 0.46, x1=x + 0.46, y0=y - 0.44, y1=y + 0.44, line={"color": DIVIDED, "width": 2}
        )
    title = {"font": {"size": 13, "color": ink}, "standoff": 6}
    drawing.update_xaxes(title={"text": above, **title}, tickangle=-90)
    drawing.update_yaxes(title={"text": below, **title})
    height = drawing.layout.height - drawing.layout.margin.t + COLUMN_HEADS
    drawing.update_traces(textfont={"size": 11}, selector={"type": "heatmap"})
    return drawing.update_layout(height=height, margin={"t": COLUMN_HEADS})


def draw_tree(leaves: pd.DataFrame, branches: pd.DataFrame, *, chosen: str = "", ink: str = INK) -> go.Figure:
    """Draw a tree of departments, labels at the left, and the more alike two are, the further left they meet.

    Parameters
    ----------
    leaves : DataFrame, one row a department, in the tree's order
        `department_id`, `place` (0 at the top), `label`, `owner` (the office's name), `hover`.
    branches : DataFrame, four rows a joint
        `branch`, `place`, `height` (0 at the leaves).
    chosen : str, optional
        The department to mark.
    ink : str

    Returns
    -------
    Figure
        The traces after the first hold a point a department, one trace an office, with `customdata` its id.
    """
    drawing = go.Figure(_draw_branches(branches))
    for i, (owner, own) in enumerate(leaves.groupby("owner", sort=False)):
        look = {"color": OWNER_COLOURS[i % len(OWNER_COLOURS)], "symbol": OWNER_SHAPES[i % len(OWNER_SHAPES)]}
        rim = [{True: 2.5, False: 0.0}[unit == chosen] for unit in own["department_id"]]
        drawing.add_scatter(
            x=[0] * len(own), y=own["place"], mode="markers", name=str(owner),
            customdata=own[["department_id"]].to_numpy(),
            marker={**look, "size": 11, "opacity": 1, "line": {"width": rim, "color": ink}}, cliponaxis=False,
            selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
            hovertext=own["hover"], hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    font = {"size": 12, "color": ink}
    ticks = {"tickmode": "array", "tickvals": list(leaves["place"]), "ticktext": list(leaves["label"])}
    drawing.update_yaxes(range=[len(leaves) - 0.4, -0.6], **ticks, tickfont=font, showgrid=False, **_STILL)
    drawing.update_xaxes(
        range=[-0.015, 1.02], side="top", title={"text": "Distance (1 − cosine) at which they join", "font": font},
        tickfont=font, showgrid=False, **_STILL,
    )  # fmt: skip
    lines = max((label.count("<br>") + 1 for label in leaves["label"]), default=1)
    return drawing.update_layout(
        height=90 + (LEAF_HEIGHT + LINE_HEIGHT * (lines - 1)) * max(len(leaves), 1),
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 78, "b": 8},
        legend={**_LEGEND, "font": font},
        clickmode="event+select",
        hovermode="closest",
        dragmode=False,
    )


_LEGEND = {"orientation": "h", "x": 0, "y": 0.998, "yanchor": "top", "yref": "container"}
_STILL: dict[str, Any] = {"zeroline": False, "fixedrange": True, "ticks": ""}


def _draw_branches(branches: pd.DataFrame) -> go.Scatter:
    across: list[float | None] = []
    along: list[float | None] = []
    for _, joint in branches.groupby("branch", sort=False):
        across += [*joint["place"], None]
        along += [*joint["height"], None]
    return go.Scatter(
        x=along, y=across, mode="lines", line={"color": BRANCH, "width": 1.3}, hoverinfo="skip", showlegend=False
    )


def _lighten(colour: str, tint: float) -> str:
    """Mix a colour with white, at most to two thirds.

    >>> _lighten("#77aadd", 0), _lighten("#000000", 1)
    ('#77aadd', '#a6a6a6')
    """
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * LIGHTEST * tint):02x}" for part in parts)


def draw_organisation(nodes: pd.DataFrame, *, groups: list[str], ink: str = INK) -> go.Figure:
    """Draw offices, their units and what these are about as an icicle: height is the number of duties.

    Parameters
    ----------
    nodes : DataFrame, one row a node
        `node` (its id), `parent` (empty at the root), `label`, `n_duties`, `group_name` (of its main area; empty
        for an office), `tint` (0 to 1: the area's place in its group), `hover`.
    groups : list of str
        The groups of areas, each with a colour, in order; an area is a tint of its group's.
    ink : str

    Returns
    -------
    Figure
        The first trace sends a click with the node's `id`.
    """
    colours = dict(zip(groups, GROUP_COLOURS, strict=False))
    icicle = go.Icicle(
        ids=nodes["node"], parents=nodes["parent"], labels=nodes["label"], values=nodes["n_duties"],
        branchvalues="total", sort=False,
        marker={"colors": [
            _lighten(colours.get(group, EMPTY), tint)
            for group, tint in zip(nodes["group_name"], nodes["tint"], strict=True)
        ]},
        tiling={"orientation": "h", "pad": 1}, leaf={"opacity": 1},
        texttemplate="%{label} · %{value}", textposition="top left",
        textfont={"color": INK, "size": 12}, hovertext=nodes["hover"], hovertemplate="%{hovertext}<extra></extra>",
        pathbar={"thickness": 24, "textfont": {"color": INK, "size": 12}},
    )  # fmt: skip
    drawing = go.Figure(icicle)
    shown = set(nodes["group_name"])
    for group in groups:
        if group in shown:
            look = {"size": 12, "symbol": "square", "color": colours[group]}
            drawing.add_scatter(x=[None], y=[None], mode="markers", name=group, marker=look)
    total = float(nodes.loc[nodes["parent"] == "", "n_duties"].sum())
    drawing.update_xaxes(visible=False, fixedrange=True).update_yaxes(visible=False, fixedrange=True)
    return drawing.update_layout(
        height=max(420, 80 + DUTY_HEIGHT * total),
        showlegend=True,
        margin={"l": 4, "r": 4, "t": 58, "b": 4},
        legend={**_LEGEND, "font": {"color": ink, "size": 12}},
        uniformtext={"minsize": 11, "mode": "hide"},
        clickmode="event+select",
    )
