"""A table on a page, with the download of just what it shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.labels import COLUMNS
from analytics.selection import Selection, name_file
from analytics.writers import write_csv

if TYPE_CHECKING:
    import pandas as pd

WIDE = {"gist_en", "gist_zh", "reason", "reason_zh", "nearest_gist_en", "nearest_gist_zh", "wording", "note", "holds"}
PERCENT = {"share", "share_low", "share_high", "breadth"}


def show_table(
    table: pd.DataFrame,
    name: str,
    selection: Selection,
    *,
    alt: str,
    more: tuple[str, ...] = (),
    titles: dict[str, str] | None = None,
    still: bool = False,
    **options: Any,
) -> Any:
    """Show a table and offer it as CSV.

    Parameters
    ----------
    table : DataFrame
        Just what is shown and downloaded; the file's header has the names that the page shows.
    name : str
        What the table is: the first part of the file's name, and the key of its widgets.
    selection : Selection
        Names the file.
    alt : str
        What a reader who cannot see the table is told.
    more : tuple of str
        Further filters, for the file's name.
    titles : dict, optional
        Names of columns beside those that every page knows.
    still : bool
        Whether to show a short table whole, its texts wrapped, instead of one to scroll.
    **options
        Passed to `st.dataframe`.

    Returns
    -------
    What `st.dataframe` returns; None where it is still.
    """
    names = {**COLUMNS, **(titles or {})}
    shown = table.rename(columns=names)
    state = st.table(shown, hide_index=True, border="horizontal", alt=alt) if still else None
    if not still:
        columns = _configure(table, names)
        state = st.dataframe(
            shown, hide_index=True, column_config=columns, key=f"table-{name}", alt=alt, placeholder="", **options
        )
    offer_csv(table, name, selection, more=more, titles=titles)
    return state


def offer_csv(
    table: pd.DataFrame,
    name: str,
    selection: Selection,
    *,
    more: tuple[str, ...] = (),
    titles: dict[str, str] | None = None,
) -> None:
    """Offer a table that the page shows as CSV, under the same column names; see `show_table`."""
    shown = table.rename(columns={**COLUMNS, **(titles or {})})
    st.download_button(
        f"Download CSV ({len(table)} rows)",
        data=partial(write_csv, shown),
        file_name=name_file(name, selection, *more),
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
        icon=":material/download:",
    )


def _configure(table: pd.DataFrame, names: dict[str, str]) -> dict[str, Any]:
    wide = {names[column]: st.column_config.TextColumn(width="large") for column in table if column in WIDE}
    percent = st.column_config.NumberColumn(format="percent")
    return wide | {names[column]: percent for column in table if column in PERCENT}
