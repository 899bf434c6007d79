"""Pictures that need room: on a narrow screen they keep their width and scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


def show_wide(drawing: Any, *, key: str, alt: str, on_select: Callable[[], None]) -> None:
    """Show a drawing whose points can be chosen; the dashboard's style keeps its container from shrinking."""
    with st.container(key=f"wide-{key}"):
        st.plotly_chart(
            drawing, key=key, on_select=on_select, selection_mode="points", config={"displayModeBar": False}, alt=alt
        )
