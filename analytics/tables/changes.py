"""What changed from one document of an office to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures import find_successions, measure_changes
from analytics.selection import Selection
from analytics.tables.alignment import tabulate_alignment
from analytics.tables.codes import EVERYTHING, keep_shown

if TYPE_CHECKING:
    from analytics.store import Store


def tabulate_successions(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give each document of an office with the next younger one; see `analytics.measures.find_successions`."""
    sources = store.query("sources")
    table = find_successions(sources, _list_pairs(store, decisions))
    if selection.offices:
        table = table.loc[table["office_id"].isin(selection.offices)]
    drafts = set(sources.loc[sources["draft"], "source_id"])
    draft = table["older_id"].isin(drafts) | table["newer_id"].isin(drafts)
    return table.assign(draft=draft).reset_index(drop=True)


def tabulate_changes(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give what became of each function from one document of an office to the next.

    All comparable duties count: `actions` and `kinds` of the selection play no part.

    Parameters
    ----------
    decisions : DataFrame, optional
        As `analytics.reviews.read_decisions` gives it; none by default.

    Returns
    -------
    DataFrame, one row per (succession, function that either document states) that passes the filters
        As `analytics.measures.measure_changes` gives it, with `area`, `group_name` and `draft`.
    """
    pairs = _list_pairs(store, decisions)
    successions = tabulate_successions(store, selection, decisions=decisions)
    stated = store.query("stated_functions", scope="source", actions=None, kinds=None)
    codes = store.query("codes", level="function")[["code", "area", "group_name"]]
    order = {code: i for i, code in enumerate(codes["code"])}
    stated = stated.sort_values("code", key=lambda column: column.map(order), kind="stable")
    table = measure_changes(successions, stated, pairs, store.query("departments"))
    table = table.merge(codes, on="code", how="left")
    table = table.merge(successions[["older_id", "newer_id", "draft"]], on=["older_id", "newer_id"], how="left")
    return keep_shown(table, store, selection, "function")


def tabulate_restatements(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give the pairs of duties of one office's documents that answer to each other.

    Returns
    -------
    DataFrame, one row a pair, by ids
        `older_duty`, `newer_duty`, `older_id`, `newer_id` (documents), `probability`.
    """
    pairs = _list_pairs(store, decisions)
    if not selection.offices:
        return pairs
    sources = store.query("sources")
    mine = sources.loc[sources["office_id"].isin(selection.offices), "source_id"]
    return pairs.loc[pairs["newer_id"].isin(mine)].reset_index(drop=True)


def _list_pairs(store: Store, decisions: pd.DataFrame | None) -> pd.DataFrame:
    """List the accepted pairs of two documents of one office.

    An older duty's candidates count too: a brief one may answer more older duties than it has candidates.
    """
    sources = store.query("sources").set_index("source_id")[["office_id", "valid_from"]]
    several = sources.loc[sources.duplicated("office_id", keep=False)].index.to_list()
    names = ["older_duty", "newer_duty", "older_id", "newer_id", "probability"]
    if not several:
        return pd.DataFrame({name: [] for name in names})
    table = tabulate_alignment(store, Selection(), subjects=several, objects=several, decisions=decisions)
    table = table.loc[table["accepted"]]
    office, begin = sources["office_id"], sources["valid_from"]
    found = []
    for older, newer in (("object", "subject"), ("subject", "object")):
        columns = [f"{older}_id", f"{newer}_id", f"{older}_source", f"{newer}_source", "probability"]
        side = table[columns].set_axis(names, axis=1)
        mine = side["older_id"].map(office) == side["newer_id"].map(office)
        found.append(side.loc[mine & (side["older_id"].map(begin) < side["newer_id"].map(begin))])
    pairs = pd.concat(found).drop_duplicates(["older_duty", "newer_duty"])
    return pairs.sort_values(["older_duty", "newer_duty"], ignore_index=True)
