"""Coverage: who covers what, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import CODE, HOLDER, load_cells, show_cell, show_heatmap
from analytics.app_pages.labels import FIGURE_NOTES, FIGURES, list_reason_columns, name_codes
from analytics.app_pages.links import hold_one, hold_switch
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.ranges import READ_OTHERWISE
from analytics.app_pages.tables import show_table
from analytics.measures import RANGED, explain_fragility, tell_coverage

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

LEVELS = {"area": "Areas", "function": "Functions"}
TWIN = "coverage"
DIFFERING = "Leave out functions that all state or none states."


def render(store: Store) -> None:
    """Show the heatmap with the duties of a cell beside it, and its table twin below."""
    selection = choose_selection(store)
    title, controls = st.container(), st.container(horizontal=True)
    with controls:
        level = hold_one("Rows", LEVELS, key="rows")
        figure = hold_one("Figure", FIGURES, key="figure")
        differing = level == "function" and hold_switch("Only where they differ", key="differ", help=DIFFERING)
    cells = load_cells(store, selection, level=level, figure=figure)
    holders = load_table("holders", store, selection)
    told = tell_coverage(
        cells,
        holders,
        load_query("codes", store, level=level),
        level=level,
        language=selection.telling,
    )
    title.title(told, anchor=False)
    if differing and len(holders) > 1:
        cells = _keep_differing(cells)
    st.caption(f"{FIGURE_NOTES[figure]} {READ_OTHERWISE}" if figure in RANGED else FIGURE_NOTES[figure])
    if cells.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:  # first, because it takes the chosen cell from the link, which the picture frames
        show_cell(store, selection, cells, level=level, height=560)
    with left:
        show_heatmap(cells, store, selection, key="coverage-heatmap", figure=figure, title=told)
    names = name_codes(holders, selection.language, key="holder_id")
    _show_twin(cells, selection, names, level=level, figure=figure)


def _keep_differing(cells: pd.DataFrame) -> pd.DataFrame:
    stated = cells.groupby("code")["n_duties"].transform(lambda counts: (counts > 0).sum())
    return cells.loc[(stated > 0) & (stated < cells["holder_id"].nunique())]


def _show_twin(cells: pd.DataFrame, selection: Selection, names: dict[str, str], *, level: str, figure: str) -> None:
    """Show the heatmap as a table, whose cells can be chosen by keyboard, and all figures in a long one."""
    st.subheader("The same as a table", anchor=False)
    rows = cells.drop_duplicates("code")[["code", "name"]]
    stated = cells.assign(value=cells["value"].where((cells["n_duties"] > 0) | (figure != "emphasis")))
    values = stated.pivot_table(index="code", columns="holder_id", values="value", sort=False, dropna=False)
    twin = rows.merge(values.round(4).reset_index(), on="code")
    titles = {"code": "Code", "name": LEVELS[level][:-1], **names}
    show_table(
        twin, TWIN, selection, titles=titles, more=(level, figure), selection_mode="single-cell",
        on_select=lambda: _take_cell(twin, names), alt=f"{FIGURES[figure]} by office: the numbers of the heatmap.",
    )  # fmt: skip
    with st.expander("All figures, one row a cell"):
        columns = ["code", "name", "holder_id", "n_duties", "n_departments", "n_functions", "breadth", "share"]
        columns += ["share_low", "share_high", "emphasis", "status", *list_reason_columns(selection.language)]
        table = cells[columns].assign(holds=explain_fragility(cells, language=selection.telling))
        table = table.round({"breadth": 4, "share": 4, "share_low": 4, "share_high": 4, "emphasis": 2})
        show_table(
            table, "coverage-figures", selection, titles={**titles, "holder_id": "Of"}, more=(level,),
            alt="Duties, departments, breadth, share with its range, emphasis and status of each cell.",
        )  # fmt: skip


def _take_cell(twin: pd.DataFrame, names: dict[str, str]) -> None:
    holders = {name: holder for holder, name in names.items()}
    for row, column in st.session_state[f"table-{TWIN}"].selection.cells:
        if column in holders:
            st.session_state[CODE], st.session_state[HOLDER] = twin["code"].iloc[row], holders[column]
