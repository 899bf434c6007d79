"""Tables for pages, cached by the store's fingerprint, so that a rerun computes nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analytics import tables
from analytics.store import Store

if TYPE_CHECKING:
    from analytics.selection import Selection


def _fingerprint(store: Store) -> str:
    return store.fingerprint


@st.cache_data(hash_funcs={Store: _fingerprint}, max_entries=256, show_spinner=False)
def _tabulate(name: str, store: Store, selection: Selection, options: dict[str, object]) -> pd.DataFrame:
    table: pd.DataFrame = getattr(tables, f"tabulate_{name}")(store, selection, **options)
    return fill_gists(table, selection.language)


def fill_gists(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Let a gist stand in for the other language's where a duty has one only, as those of imported documents do.

    >>> fill_gists(pd.DataFrame({"gist_en": [""], "gist_zh": ["估价"]}), "en").to_dict("list")
    {'gist_en': ['估价'], 'gist_zh': ['估价']}
    """
    other = {"en": "zh", "zh": "en"}
    if language not in other:
        return table
    filled = {
        column: table[column].where(table[column] != "", table[source])
        for column in table.columns
        if column.endswith(f"gist_{language}") and (source := column[:-2] + other[language]) in table
    }
    return table.assign(**filled)


def load_table(name: str, store: Store, selection: Selection, **options: object) -> pd.DataFrame:
    """Give `analytics.tables.tabulate_<name>` for these filters."""
    return _tabulate(name, store, selection, options)


@st.cache_data(hash_funcs={Store: _fingerprint}, max_entries=64, show_spinner=False)
def load_query(name: str, store: Store, **parameters: object) -> pd.DataFrame:
    """Give the named query of the store."""
    return store.query(name, **parameters)
