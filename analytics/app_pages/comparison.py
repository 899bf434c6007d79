"""Comparison: function by office, opening to the duties side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.duty_cards import NO_WORDING, show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import find_behind
from analytics.app_pages.labels import name_codes, pick_name
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.tables import show_table
from analytics.measures import tell_comparison

if TYPE_CHECKING:
    from analytics.selection import Selection
    from analytics.store import Store

NOTES = {
    "en": "One row a function, one column {column}. Choose a row by the box at its left to read it whole below.",
    "zh": "每行为一项职能，每列为{column}。勾选行首方框，可在下方查看该行全文。",
}
COLUMNS = {
    "en": {"office": "an office", "source": "a document"},
    "zh": {"office": "一个机关", "source": "一份文件"},
}


def render(store: Store) -> None:
    """Show the comparison table; a chosen row opens to its duties, a column an office."""
    selection = choose_selection(store)
    table = load_table("comparison", store, selection)
    holders = load_table("holders", store, selection)
    told = tell_comparison(table, len(holders), scope=selection.scope, language=selection.telling)
    st.title(told, anchor=False)
    if table.empty or holders.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    st.caption(NOTES[selection.telling].format(column=COLUMNS[selection.telling][selection.scope]))
    names = name_codes(holders, selection.language, key="holder_id")
    titles = {"name_en": "Name", "name_zh": "名称", **names}
    language = {"en": ["name_zh"], "zh": ["name_en"]}.get(selection.language, [])
    state = show_table(
        table.drop(columns=language), "comparison", selection, titles=titles, more=(selection.language,),
        on_select="rerun", selection_mode="single-row",
        alt="One row a function, one column an office, with the duties that state it.",
    )  # fmt: skip
    rows = [row for row in state.selection.rows if row < len(table)]
    function = table.iloc[rows[0] if rows else 0]
    st.subheader(pick_name(selection.language, function["name_en"], function["name_zh"]), anchor=False)
    _show_side_by_side(store, selection, str(function["function"]), names)


def _show_side_by_side(store: Store, selection: Selection, function: str, names: dict[str, str]) -> None:
    holders = load_table("holders", store, selection).to_dict("records")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    gaps = load_table("gaps", store, selection)
    seen_wording = False
    for column, holder in zip(st.columns(len(holders), gap="small"), holders, strict=True):
        duties = find_behind(store, selection, function, holder["source_id"], level="function")
        with column:
            st.markdown(f"**{names[holder['holder_id']]}** · {len(duties)}")
            show_duties(duties, language=selection.language, actions=actions)
            if duties.empty:
                gap = gaps.loc[(gaps["holder_id"] == holder["holder_id"]) & (gaps["code"] == function)].iloc[0]
                st.info(pick_name(selection.language, gap["reason"], gap["reason_zh"]))
        seen_wording = seen_wording or bool((duties["wording"] != "").any())
    if not seen_wording:
        st.caption(NO_WORDING)
