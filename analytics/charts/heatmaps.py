"""Heatmaps: codes or departments as rows, the number in the cell, and a target to click over each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

if TYPE_CHECKING:
    import pandas as pd

# The light end of one hue: dark numbers stay readable on every step, in either theme (ColorBrewer Blues).
SCALE = ["#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#85bcdb"]
# Purple to green through near white, both light: told apart with every common colour blindness (PRGn).
DIVERGING = ["#c2a5cf", "#e7d4e8", "#f7f7f7", "#d9f0d3", "#a6dba0"]
# Makes the rule, both, carries out, guides: light, and told apart with every common colour blindness.
ROLE_COLOURS = ["#fdc98f", "#f6efb0", "#b9d7ee", "#e3d7ef"]
EMPTY = "#dcdcd8"
INK = "#1a2733"
FRAME = "#d95f02"
SIGNS = {"absent": "✕", "older_source": "◷", "other_level": "⇅", "unreadable": "?", "thin": "○", "present": ""}
FORMATS = {
    "share": "{:.1%}",
    "emphasis": "{:+.1f}",
    "breadth": "{:.0%}",
    "n_duties": "{:.0f}",
    "n_departments": "{:.0f}",
}
ROW_HEIGHT = {1: 27, 2: 30, 3: 44, 4: 58}
LINE_HEIGHT = 16
CROSSWALK_TOP = 230


def draw_coverage(
    cells: pd.DataFrame,
    *,
    figure: str,
    chosen: tuple[str, str] | None = None,
    axes: tuple[str, str] = ("", ""),
    ink: str = INK,
) -> go.Figure:
    """Draw a coverage heatmap: codes as rows, holders as columns, the number in the cell.

    A cell without duties is grey and carries the sign of its gap's status; a thin one carries its
    number and a sign. A transparent marker over each cell takes the click, because heatmaps send none.

    Parameters
    ----------
    cells : DataFrame, one row per (code, holder), in the order to draw
        `code`, `holder_id`, `row` and `column` (their labels, lines parted by ``<br>``), `group_name`,
        `value` (of the figure), `n_duties`, `status`, `hover`.
    figure : {'share', 'emphasis', 'breadth', 'n_duties', 'n_departments'}
    chosen : (code, holder_id), optional
        The cell to frame.
    axes : (str, str)
        What rows and columns are.
    ink : str
        The colour of the labels.

    Returns
    -------
    Figure
        The third trace holds a point a cell, with `customdata` (code, holder_id).
    """
    rows = dict(zip(cells["code"], cells["row"], strict=True))
    columns = dict(zip(cells["holder_id"], cells["column"], strict=True))
    filled, empty = cells.loc[cells["n_duties"] > 0], cells.loc[cells["n_duties"] == 0]
    numbers = [FORMATS[figure].format(value) for value in filled["value"]]
    texts = [f"{n} {SIGNS[s]}".rstrip() for n, s in zip(numbers, filled["status"], strict=True)]
    signs = [SIGNS[status] for status in empty["status"]]
    scale = {"colorscale": DIVERGING, "zmid": 0} if figure == "emphasis" else {"colorscale": SCALE, "zmin": 0}
    grid = (list(rows), list(columns))
    drawing = go.Figure(
        [
            _lay_cells(grid, filled, list(filled["value"]), texts, **scale),
            _lay_cells(grid, empty, [0] * len(empty), signs, colorscale=[EMPTY, EMPTY]),
            _lay_targets(cells),
        ]
    )
    top = 8 + LINE_HEIGHT * _count_lines(columns)
    shapes = [*_draw_breaks(cells), *_draw_frame(grid, chosen)]
    return _lay_out(drawing, rows, columns, top=top, axes=axes, ink=ink, shapes=shapes)


def draw_crosswalk(
    cells: pd.DataFrame,
    *,
    chosen: tuple[str, str] | None = None,
    axes: tuple[str, str] = ("", ""),
    ink: str = INK,
) -> go.Figure:
    """Draw which department answers to which: the share of a row's duties that goes to each column.

    Parameters
    ----------
    cells : DataFrame, one row per (subject, object department) with a share above 0, in the order to draw
        `code` (subject department), `holder_id` (object department or ``unmatched``), `row`, `column`
        (their labels), `share` (0 to 1), `hover`.
    chosen : (subject department, object department), optional
    axes : (str, str)
        What rows and columns are.
    ink : str

    Returns
    -------
    Figure
        The second trace holds a point a cell, with `customdata` (subject, object department).
    """
    rows = dict(zip(cells["code"], cells["row"], strict=True))
    columns = dict(zip(cells["holder_id"], cells["column"], strict=True))
    columns |= {"unmatched": columns.pop("unmatched")} if "unmatched" in columns else {}
    texts = [f"{100 * share:.0f}" for share in cells["share"]]
    scale = {"colorscale": SCALE, "zmin": 0, "zmax": 1}
    drawing = go.Figure([_lay_cells((list(rows), list(columns)), cells, list(cells["share"]), texts, **scale)])
    drawing.add_trace(_lay_targets(cells))
    frame = _draw_frame((list(rows), list(columns)), chosen)
    drawing = _lay_out(drawing, rows, columns, top=CROSSWALK_TOP, axes=axes, ink=ink, shapes=frame)
    return drawing.update_xaxes(tickangle=-90)


def draw_grid(
    cells: pd.DataFrame,
    *,
    colours: list[str],
    high: float,
    note: str = "",
    chosen: tuple[str, str] | None = None,
    axes: tuple[str, str] = ("", ""),
    ink: str = INK,
) -> go.Figure:
    """Draw codes as rows and holders as columns, each cell with its own text.

    Parameters
    ----------
    cells : DataFrame, one row per (code, holder), in the order to draw
        `code`, `holder_id`, `row` and `column` (their labels), `group_name`, `value` (0 to `high`; missing: the
        cell is grey), `text`, `hover`.
    colours : list of str
        The scale, from 0 to `high`.
    high : float
    note : str
        What signs and colours say, lines parted by ``<br>``; set below the grid.
    chosen : (code, holder_id), optional
        The cell to frame.
    axes : (str, str)
        What rows and columns are.
    ink : str

    Returns
    -------
    Figure
        The third trace holds a point a cell, with `customdata` (code, holder_id).
    """
    rows = dict(zip(cells["code"], cells["row"], strict=True))
    columns = dict(zip(cells["holder_id"], cells["column"], strict=True))
    grid = (list(rows), list(columns))
    known = cells["value"].notna()
    filled, empty = cells.loc[known], cells.loc[~known]
    scale = {"colorscale": colours, "zmin": 0, "zmax": high}
    drawing = go.Figure(
        [
            _lay_cells(grid, filled, list(filled["value"]), list(filled["text"]), **scale),
            _lay_cells(grid, empty, [0] * len(empty), list(empty["text"]), colorscale=[EMPTY, EMPTY]),
            _lay_targets(cells),
        ]
    )
    top = 8 + LINE_HEIGHT * _count_lines(columns)
    shapes = [*_draw_breaks(cells), *_draw_frame(grid, chosen)]
    drawing = _lay_out(drawing, rows, columns, top=top, axes=axes, ink=ink, shapes=shapes)
    return _explain(drawing, note, ink) if note else drawing


def _explain(drawing: go.Figure, note: str, ink: str) -> go.Figure:
    """Set a note below a grid, so that the picture can stand alone; it may reach left under the rows' labels."""
    room = LINE_HEIGHT * (note.count("<br>") + 1) + 8
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -2}
    drawing.add_annotation(text=note, showarrow=False, align="left", font={"size": 11, "color": ink}, **place)
    return drawing.update_layout(height=drawing.layout.height + room, margin_b=room)


def _lay_out(
    drawing: go.Figure,
    rows: dict[str, str],
    columns: dict[str, str],
    *,
    top: int,
    axes: tuple[str, str],
    ink: str,
    shapes: list[dict[str, Any]],
) -> go.Figure:
    """Give a heatmap its axes, its room, and its clicks: a point is near wherever in its cell one clicks."""
    drawing.update_xaxes(side="top", range=[-0.5, len(columns) - 0.5], **_label_ticks(columns, ink))
    drawing.update_yaxes(range=[len(rows) - 0.5, -0.5], **_label_ticks(rows, ink))
    titles = [{"text": name, "font": {"size": 11, "color": ink}, "standoff": 12} for name in axes]
    drawing.update_yaxes(title=titles[0]).update_xaxes(title=titles[1])
    top += LINE_HEIGHT + 16 if axes[1] else 0
    return drawing.update_layout(
        height=top + 12 + ROW_HEIGHT[min(_count_lines(rows), 4)] * max(len(rows), 1),
        margin={"l": 8, "r": 8, "t": top, "b": 4},
        showlegend=False,
        hovermode="closest",
        hoverdistance=-1,
        dragmode=False,
        clickmode="event+select",
        shapes=shapes,
    )


def _count_lines(labels: dict[str, str]) -> int:
    return max((label.count("<br>") + 1 for label in labels.values()), default=1)


def _label_ticks(labels: dict[str, str], ink: str) -> dict[str, Any]:
    """Fix an axis to these categories, in their order, each with its label, level and whole."""
    order = {"type": "category", "categoryorder": "array", "categoryarray": list(labels)}
    ticks = {"tickmode": "array", "tickvals": list(labels), "ticktext": list(labels.values()), "tickangle": 0}
    return {**order, **ticks, "tickfont": {"size": 11, "color": ink}, "ticks": "", "fixedrange": True}


def _lay_cells(
    grid: tuple[list[str], list[str]], cells: pd.DataFrame, values: list[float], texts: list[str], **scale: Any
) -> go.Heatmap:
    """Lay values and texts on the whole grid of codes and holders; what is not in `cells` stays open."""
    places = list(zip(cells["code"], cells["holder_id"], strict=True))
    value, text = dict(zip(places, values, strict=True)), dict(zip(places, texts, strict=True))
    rows, columns = grid
    return go.Heatmap(
        x=columns, y=rows, z=[[value.get((row, column)) for column in columns] for row in rows],
        text=[[text.get((row, column), "") for column in columns] for row in rows], texttemplate="%{text}",
        textfont={"size": 13, "color": INK}, showscale=False, hoverinfo="skip", xgap=2, ygap=2, **scale,
    )  # fmt: skip


def _lay_targets(cells: pd.DataFrame) -> go.Scatter:
    clear = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=cells["holder_id"], y=cells["code"], mode="markers", customdata=cells[["code", "holder_id"]].to_numpy(),
        marker={"symbol": "square", "size": 24, "opacity": 0}, selected=clear, unselected=clear,
        hovertext=cells["hover"], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _draw_breaks(cells: pd.DataFrame) -> list[dict[str, Any]]:
    """Draw a thin line where one group of areas ends."""
    groups = list(dict(zip(cells["code"], cells["group_name"], strict=True)).values())
    edges = [i - 0.5 for i in range(1, len(groups)) if groups[i] != groups[i - 1]]
    line = {"color": "#7a8793", "width": 1}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line} for y in edges]


def _draw_frame(grid: tuple[list[str], list[str]], chosen: tuple[str, str] | None) -> list[dict[str, Any]]:
    rows, columns = grid
    if not chosen or chosen[0] not in rows or chosen[1] not in columns:
        return []
    x, y = columns.index(chosen[1]), rows.index(chosen[0])
    box = {"x0": x - 0.49, "x1": x + 0.49, "y0": y - 0.47, "y1": y + 0.47}
    return [{"type": "rect", **box, "line": {"color": FRAME, "width": 3}}]
