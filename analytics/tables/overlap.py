"""How far the departments of an office share its functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import list_overlaps, measure_overlap
from analytics.selection import Selection, allow
from analytics.tables.codes import EVERYTHING, keep_shown, tabulate_holders

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store

# The office's own mandate is what its departments share out; a subordinate customs does in its own territory what
# the others do in theirs.
HEADQUARTERS = ("department", "affiliate", "society")


def tabulate_overlap(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Give for each holder and function that pass the filters how many departments share it.

    Compared are the units at headquarters (`HEADQUARTERS`), or those of the kinds that the selection names.

    Returns
    -------
    DataFrame, one row per (holder, function), zeros included
        As `analytics.measures.measure_overlap` gives it, with `office_id`, `area`, `group_name` and `draft`.
    """
    stated = _query_stated(store, selection)
    codes = store.query("codes", level="function")[["code", "area", "group_name"]]
    holders = tabulate_holders(store, Selection(scope=selection.scope))[["holder_id", "office_id", "draft"]]
    grid = holders.merge(codes, how="cross")
    table = measure_overlap(grid, stated, store.query("duplicates"), list(store.query("actions")["action"]))
    return keep_shown(table.merge(grid, on=["holder_id", "code"]), store, selection, "function")


def tabulate_overlap_pairs(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Give the pairs of departments that hold a function with the same action.

    Returns
    -------
    DataFrame, one row per (holder, function, pair of departments)
        As `analytics.measures.list_overlaps` gives it, with `office_id`.
    """
    stated = _query_stated(store, selection)
    pairs = list_overlaps(stated, store.query("duplicates"), list(store.query("actions")["action"]))
    holders = tabulate_holders(store, Selection(scope=selection.scope))[["holder_id", "office_id"]]
    return keep_shown(pairs.merge(holders, on="holder_id"), store, selection, "function")


def _query_stated(store: Store, selection: Selection) -> pd.DataFrame:
    return store.query(
        "stated_functions",
        scope=selection.scope,
        actions=allow(selection.actions),
        kinds=allow(selection.kinds) or list(HEADQUARTERS),
    )
