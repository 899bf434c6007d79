"""Pictures that need room: on a narrow screen they keep their width and scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.pictures import show_picture

if TYPE_CHECKING:
    from collections.abc import Callable


def show_wide(drawing: Any, *, key: str, on_select: Callable[[], None], **options: Any) -> None:
    """Show a drawing whose points can be chosen, as `show_picture` does, in a container that does not shrink."""
    with st.container(key=f"wide-{key}"):
        show_picture(drawing, key=key, on_select=on_select, selection_mode="points", **options)
