"""Structure: how offices put their work together, in four pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages import colocation, kinship, organisation, similarity
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.links import hold_one

if TYPE_CHECKING:
    from analytics.store import Store

VIEWS = {
    "areas": "Areas together and apart",
    "tree": "Tree of departments",
    "offices": "Similar offices",
    "organisation": "Organisation chart",
}
PICTURES = {"areas": colocation, "tree": kinship, "offices": similarity, "organisation": organisation}


def render(store: Store) -> None:
    """Show one of the four pictures, its finding as the title, and the duties behind it."""
    selection = choose_selection(store)
    title = st.container()
    view = hold_one("Picture", VIEWS, key="structure", label_visibility="collapsed")
    PICTURES[view].show(store, selection, title)
