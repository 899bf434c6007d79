"""A coverage heatmap on a page: a click, or a choice by keyboard, names the cell whose duties are read."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analytics.app_pages.duty_cards import NO_WORDING, show_duties
from analytics.app_pages.labels import FIGURES, STATUS_NOTES, STATUSES, name_codes, pick_name
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.ranges import tell_ends, tell_range
from analytics.charts import SIGNS, draw_coverage
from analytics.measures import explain_fragility

if TYPE_CHECKING:
    from collections.abc import Hashable

    from analytics.selection import Selection
    from analytics.store import Store

CODE, HOLDER = "cell", "of"
LABEL_WIDTH = 27
LANGUAGE_COLUMNS = {"en": ["en"], "zh": ["zh"], "both": ["en", "zh"]}
CHOOSE = "Click a cell, or choose"
SCOPE_LABELS = {"office": "Office", "source": "Document"}
LEVEL_LABELS = {"area": "Area", "function": "Function"}


def load_cells(store: Store, selection: Selection, *, level: str, figure: str) -> pd.DataFrame:
    """Give the heatmap's cells with their labels and hover texts in the reader's language."""
    cells = label_cells(
        load_table("cells", store, selection, level=level, figure=figure), store, selection, level=level
    )
    told = [pick_name(selection.language, *both) for both in zip(cells["reason"], cells["reason_zh"], strict=True)]
    reason = pd.Series(told, index=cells.index, dtype=str)
    cells["hover"] = "<b>" + cells["name"] + "</b><br>" + cells["n_duties"].astype(str) + " duties<br>"
    cells["hover"] += cells["status"].map(STATUSES) + ": " + reason.str.wrap(60).str.replace("\n", "<br>")
    held = explain_fragility(cells, language=selection.telling)
    ranges = [f"<br>{FIGURES[figure]}: {tell_range(cell, figure)}" for cell in cells.to_dict("records")]
    cells["hover"] += pd.Series(ranges, index=cells.index, dtype=str)
    cells["hover"] += ("<br>" + held.str.wrap(60).str.replace("\n", "<br>")).where(held != "", "")
    return cells


def label_cells(cells: pd.DataFrame, store: Store, selection: Selection, *, level: str) -> pd.DataFrame:
    """Add to cells (`code`, `holder_id`) the code's name, and the labels of their row and column."""
    codes, holders = load_query("codes", store, level=level), load_table("holders", store, selection)
    cells["name"] = cells["code"].map(name_codes(codes, selection.language))
    cells["row"] = cells["code"].map(
        {r["code"]: wrap_name(r, "name", selection.language) for r in codes.to_dict("records")}
    )
    cells["column"] = cells["holder_id"].map(
        {r["holder_id"]: _head(r, selection.language) for r in holders.to_dict("records")}
    )
    return cells


def wrap_name(row: dict[Hashable, str], name: str, language: str) -> str:
    """Write a name in short lines, each language on its own."""
    wanted = LANGUAGE_COLUMNS[language]
    lines = [
        line for each in wanted for line in textwrap.wrap(row[f"{name}_{each}"], LABEL_WIDTH, break_long_words=False)
    ]
    return "<br>".join(lines)


def _head(row: dict[Hashable, str], language: str) -> str:
    """Head a column: the short name, and the years that the documents speak of."""
    dates = f"{row['valid_from'][:4] or '?'}–{row['valid_to'][2:4] or 'now'}"
    return f"{wrap_name(row, 'short', language)}<br><i>{dates}</i>"


def show_heatmap(cells: pd.DataFrame, store: Store, selection: Selection, *, key: str, figure: str, title: str) -> None:
    """Show the heatmap with its finding as title in its files; a click on a cell chooses it."""
    chosen = (st.session_state.get(CODE) or "", st.session_state.get(HOLDER) or "")
    rows = LEVEL_LABELS[str(cells["level"].iloc[0])]
    axes = (rows, f"{SCOPE_LABELS[selection.scope]}, years of its documents · {FIGURES[figure]}")
    drawing = draw_coverage(cells, figure=figure, chosen=chosen, axes=axes, ink=choose_ink())
    signs = [status for status in SIGNS if SIGNS[status] and status in set(cells["status"])]
    told = [f"{SIGNS[status]} **{STATUSES[status].lower()}**: {STATUS_NOTES[status]}" for status in signs]
    show_picture(
        drawing, key=key, title=title, store=store, selection=selection, alt=_describe(cells, figure), name="coverage",
        more=(figure,), note=" · ".join(told).replace("**", ""), on_select=lambda: _take_click(key),
    )  # fmt: skip
    st.caption(" · ".join(told))


def _take_click(key: str) -> None:
    if points := st.session_state[key].selection.points:
        st.session_state[CODE], st.session_state[HOLDER] = points[0]["customdata"]


def _describe(cells: pd.DataFrame, figure: str) -> str:
    empty = int((cells["n_duties"] == 0).sum())
    return (
        f"Heatmap of {cells['code'].nunique()} rows by {cells['holder_id'].nunique()} columns, figure: "
        f"{FIGURES[figure]}. {empty} of {len(cells)} cells are empty. The table below has the same numbers."
    )


def choose_cell(store: Store, selection: Selection, cells: pd.DataFrame, *, level: str) -> tuple[str, str] | None:
    """Let the reader choose a cell without a mouse; the link keeps it."""
    names = name_codes(load_query("codes", store, level=level), selection.language)
    holder_names = name_codes(load_table("holders", store, selection), selection.language, key="holder_id")
    codes = {code: names[code] for code in dict.fromkeys(cells["code"])}
    left, right = st.columns(2)
    with left:
        code = hold_choice(LEVEL_LABELS[level], codes, key=CODE, placeholder=CHOOSE)
    with right:
        holder = hold_choice(SCOPE_LABELS[selection.scope], holder_names, key=HOLDER, placeholder=CHOOSE)
    return (code, holder) if code and holder else None


def show_cell(store: Store, selection: Selection, cells: pd.DataFrame, *, level: str, height: int) -> None:
    """Show the duties behind the chosen cell, or why there are none."""
    chosen = choose_cell(store, selection, cells, level=level)
    if not chosen:
        st.info("Click a cell of the heatmap, or choose above, to read the duties behind it.")
        return
    code, holder = chosen
    cell = cells.loc[(cells["code"] == code) & (cells["holder_id"] == holder)].iloc[0]
    st.markdown(f"**{STATUSES[cell['status']]}**: {pick_name(selection.language, cell['reason'], cell['reason_zh'])}")
    if told := _tell_figures(cell, selection.language):
        st.markdown(told)
    duties = find_behind(store, selection, code, str(cell["source_id"]), level=level)
    st.caption(f"Duties behind this cell: {len(duties)}")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    with st.container(height=height, border=False):
        show_duties(duties, language=selection.language, actions=actions)
        if len(duties) and not (duties["wording"] != "").any():
            st.caption(NO_WORDING)


def _tell_figures(cell: pd.Series, language: str) -> str:
    """Say the cell's share with its range, what gives the ends, and whether a gap or presence vanishes."""
    told = cell.to_dict()
    share = f"{FIGURES['share']}: **{tell_range(told, 'share')}**"
    ends = tell_ends(told, "share", language)
    held = explain_fragility(cell.to_frame().T, language="zh" if language == "zh" else "en").iloc[0]
    share = f"{share} :small[{ends}]" if ends else share
    return "  \n".join(part for part in (share if told["share_high"] else "", held) if part)


def find_behind(store: Store, selection: Selection, code: str, sources: str, *, level: str) -> pd.DataFrame:
    """Give the comparable duties that a cell counts."""
    return load_query(
        "duties", store, offices=None, sources=sources.split(";"), groups=None,
        areas=[code] if level == "area" else None, functions=[code] if level == "function" else None,
        actions=list(selection.actions) or None, kinds=list(selection.kinds) or None, comparable=True,
    )  # fmt: skip
