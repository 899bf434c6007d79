"""Duties to read: gist, where it stands, how it is coded, and the original wording where it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.labels import list_gist_columns, pick_name

if TYPE_CHECKING:
    import pandas as pd

CODINGS = {"people": "", "machine": "coded by machine", "none": "not coded yet"}
NO_WORDING = "The original wording is shown when the five documents are in `data/sources` while the store is built."


def show_duties(duties: pd.DataFrame, *, language: str, actions: dict[str, str]) -> None:
    """Show duties one below the other, in the documents' order.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        As `analytics.tables.tabulate_duties` gives it.
    language : {'en', 'zh', 'both'}
    actions : dict
        What each action is called.
    """
    for duty in duties.to_dict("records"):
        with st.container(border=True):
            gists = [str(duty[column]) for column in list_gist_columns(language) if duty[column]]
            st.markdown("  \n".join(gists or [duty["gist_en"] or duty["gist_zh"]]))
            department = pick_name(language, duty["department_en"], duty["department_zh"])
            codes = duty["functions"].replace(";", ", ")
            told = [duty["duty_id"], department, codes, actions.get(duty["action"], ""), CODINGS[duty["coding"]]]
            st.caption(" · ".join(part for part in told if part))
            if duty["note"]:
                st.caption(f":material/edit_note: {duty['note']}")
            if duty["wording"]:
                with st.expander("Original wording"):
                    st.text(duty["wording"])
