"""Who makes the rule and who carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import find_cascades, measure_roles
from analytics.selection import Selection
from analytics.tables.codes import EVERYTHING, keep_shown, tabulate_holders
from analytics.tables.coverage import tabulate_gaps

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store


def tabulate_roles(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Give for each holder and function that pass the filters its role and its cascade.

    A cascade is judged on all comparable duties of all holders: `actions` and `kinds` of the selection play no
    part, and an office that the filters hide counts still.

    Returns
    -------
    DataFrame, one row per (holder, function), zeros included
        As `analytics.measures.find_cascades` gives it, with `office_id`, `source_id`, `area`, `group_name`, `draft`,
        and `reason` and `reason_zh` (the gap's, of the side that is missing; empty where it states the function).
    """
    everything = Selection(scope=selection.scope)
    codes = store.query("codes", level="function")[["code", "area", "group_name"]]
    holders = tabulate_holders(store, everything)
    grid = holders[["holder_id", "office_id", "source_id", "draft"]].merge(codes, how="cross")
    stated = store.query("stated_functions", scope=selection.scope, actions=None, kinds=None)
    roles = measure_roles(grid, stated, list(store.query("actions")["action"]))
    gaps = tabulate_gaps(store, everything)
    table = find_cascades(roles, list_superiors(store, holders), gaps).merge(grid, on=["holder_id", "code"])
    told = gaps[["holder_id", "code", "reason", "reason_zh"]].rename(columns={"holder_id": "missing_id"})
    table = table.merge(told, on=["missing_id", "code"], how="left").fillna({"reason": "", "reason_zh": ""})
    stating = table["status"] == "other_action"
    table = table.assign(reason=table["reason"].mask(stating, ""), reason_zh=table["reason_zh"].mask(stating, ""))
    return keep_shown(table, store, selection, "function")


def list_superiors(store: Store, holders: pd.DataFrame) -> dict[str, list[str]]:
    """List for each holder those of the office that its own stands under."""
    over = dict(store.query("superiors").itertuples(index=False, name=None))
    held: dict[str, list[str]] = {}
    for holder, office in zip(holders["holder_id"], holders["office_id"], strict=True):
        held.setdefault(office, []).append(holder)
    return {
        holder: held[over[office]]
        for holder, office in zip(holders["holder_id"], holders["office_id"], strict=True)
        if office in over and over[office] in held
    }
