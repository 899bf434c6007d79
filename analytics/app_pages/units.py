"""One department's duties, on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.labels import name_codes
from analytics.app_pages.loading import load_query, load_table
from analytics.selection import Selection

if TYPE_CHECKING:
    from analytics.store import Store


def show_unit(store: Store, selection: Selection, unit: str, *, title: str) -> None:
    """Show a department's comparable duties that the filters count, under a title."""
    counted = Selection(actions=selection.actions, kinds=selection.kinds, language=selection.language)
    duties = load_table("duties", store, counted, comparable=True)
    duties = duties.loc[duties["department_id"] == unit]
    st.markdown(f"**{title}** · {len(duties)}")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    show_duties(duties, language=selection.language, actions=actions)
