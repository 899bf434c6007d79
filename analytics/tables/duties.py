"""Duties and departments as they stand, and the duties side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import compare_duties
from analytics.selection import Selection, allow
from analytics.tables.codes import EVERYTHING, tabulate_functions, tabulate_holders
from analytics.text.language import fold

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store


def tabulate_duties(
    store: Store, selection: Selection = EVERYTHING, *, search: str = "", comparable: bool | None = None
) -> pd.DataFrame:
    """List the duties that pass the filters and hold every word searched for.

    Parameters
    ----------
    search : str
        Words in English or Chinese, Simplified or Traditional, that id, gists or department must hold.
    comparable : bool, optional
        True for comparable duties only.

    Returns
    -------
    DataFrame, one row a duty, in the documents' order
        The query ``duties`` without its search text.
    """
    duties = store.query(
        "duties",
        offices=allow(selection.offices),
        sources=None,
        groups=allow(selection.groups),
        areas=allow(selection.areas),
        functions=allow(selection.functions),
        actions=allow(selection.actions),
        kinds=allow(selection.kinds),
        comparable=comparable,
    )
    for word in fold(search).split():
        duties = duties.loc[duties["search_text"].str.contains(word, regex=False)]
    return duties.drop(columns="search_text").reset_index(drop=True)


def tabulate_departments(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List the units of the offices, and of the kinds, that pass the filters; the query ``departments``."""
    departments = store.query("departments")
    for column, wanted in (("office_id", selection.offices), ("kind", selection.kinds)):
        if wanted:
            departments = departments.loc[departments[column].isin(wanted)]
    return departments.reset_index(drop=True)


def tabulate_comparison(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Lay the duties of each holder side by side, a function a row.

    Returns
    -------
    DataFrame, one row a function
        As `analytics.measures.compare_duties` gives it.
    """
    duties = tabulate_duties(store, selection, comparable=True)
    functions = tabulate_functions(store, selection)
    return compare_duties(duties, functions, tabulate_holders(store, selection), language=selection.language)
