"""Duties: search all of them, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.duty_cards import NO_WORDING, show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.labels import list_gist_columns, name_codes, pick_name
from analytics.app_pages.links import hold_text
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.tables import show_table

if TYPE_CHECKING:
    from analytics.store import Store

SEARCH = """Every word must stand in the gist, the department's name or the id. Simplified and Traditional Chinese find
each other."""


def render(store: Store) -> None:
    """Show the duties that pass the filters and the search, with all their columns."""
    selection = choose_selection(store)
    title = st.container()
    search = hold_text("Search", key="q", placeholder="valuation, 估价, 估價, lanzhou-03 …", help=SEARCH)
    duties = load_table("duties", store, selection, search=search)
    total = len(load_table("duties", store, selection))
    title.title(f"{len(duties)} of {total} duties" if search else f"{total} duties", anchor=False)
    if not total:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    duties["department"] = [
        pick_name(selection.language, en, zh)
        for en, zh in zip(duties["department_en"], duties["department_zh"], strict=True)
    ]
    columns = ["duty_id", "office_id", "source_id", "department", *list_gist_columns(selection.language)]
    columns += ["functions", "areas", "action", "comparable", "kind", "note", "line"]
    if (duties["wording"] != "").any():
        columns.append("wording")
    state = show_table(
        duties[columns], "duties", selection, titles={"areas": "Areas"}, more=(search,), on_select="rerun",
        selection_mode="multi-row", alt="All duties that pass the filters, one a row, with their codes.",
    )  # fmt: skip
    rows = [row for row in state.selection.rows if row < len(duties)]
    st.caption("Choose rows by the boxes at their left to read them in full.")
    show_duties(
        duties.iloc[rows],
        language=selection.language,
        actions=name_codes(load_query("actions", store), selection.language, key="action"),
    )
    if not (duties["wording"] != "").any():
        st.caption(NO_WORDING)
