"""Who is compared, and by which codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store

EVERYTHING = Selection()


def tabulate_holders(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List who is compared: offices, or documents; the query ``holders``, filtered by office."""
    holders = store.query("holders", scope=selection.scope)
    if selection.offices:
        holders = holders.loc[holders["office_id"].isin(selection.offices)]
    return holders.reset_index(drop=True)


def tabulate_functions(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List the comparable functions that pass the filters; the query ``functions``."""
    functions = store.query("functions")
    passing = functions["comparable"]
    for column, wanted in (
        ("group_name", selection.groups),
        ("area", selection.areas),
        ("function", selection.functions),
    ):
        if wanted:
            passing = passing & functions[column].isin(wanted)
    return functions.loc[passing].reset_index(drop=True)


def keep_shown(table: pd.DataFrame, store: Store, selection: Selection, level: str) -> pd.DataFrame:
    """Keep the rows whose holder and code pass the filters."""
    functions = tabulate_functions(store, selection)
    shown = table["code"].isin(functions["area" if level == "area" else "function"])
    if selection.offices:
        shown = shown & table["office_id"].isin(selection.offices)
    return table.loc[shown].reset_index(drop=True)
