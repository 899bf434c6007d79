"""Who decides what about a pair: the newest decisions, and the form to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics import reviews
from analytics.errors import AtlasError

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = {"accept": "Accept", "reject": "Reject", "undo": "Undo"}


@st.cache_data(max_entries=4, show_spinner=False)
def _read(stamp: int) -> pd.DataFrame:  # noqa: ARG001  (a new decision is a new entry)
    return reviews.read_decisions()


def load_decisions() -> pd.DataFrame:
    """Give the newest decision on each pair."""
    return _read(reviews.stamp_decisions())


def show_decision_form(subject_id: str, object_id: str, *, verdict: str) -> None:
    """Show what was decided, and take a new decision."""
    with st.form(f"decide-{subject_id}-{object_id}", border=False):
        left, right = st.columns(2)
        who = left.text_input("Your name", key="who", persist_state="session")
        why = right.text_input("Why (optional)", key=f"why-{subject_id}-{object_id}")
        with st.container(horizontal=True):
            pressed = {
                each: st.form_submit_button(label, type="primary" if each == "accept" else "secondary")
                for each, label in VERDICTS.items()
                if each != "undo" or verdict
            }
    for each, yes in pressed.items():
        if yes:
            try:
                reviews.decide(subject_id, object_id, each, who=who, why=why)
            except AtlasError as error:
                st.error(str(error))
                return
            st.rerun()
