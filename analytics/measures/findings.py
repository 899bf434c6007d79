"""What a coverage table says, in one sentence that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MAX_NAMED = 3
TEMPLATES = {
    "area": {
        "real": "{holder} states {n} of {all} areas; nothing explains why {missing} {is_} missing",
        "many": "{holder} states {n} of {all} areas; nothing explains why {n_missing} are missing, {missing} first",
        "explained": "{holder} states {n} of {all} areas; its documents explain why the others are missing",
        "counted": "{holder} states {n} of {all} areas in the duties that the filters count",
        "full": "All {n_holders} state each of the {all} areas shown; they differ in how much",
        "empty": "No area passes the filters",
    },
    "function": {
        "real": "{holder} states {n} of {all} functions; nothing explains why {missing} {is_} missing",
        "many": "{holder} states {n} of {all} functions; nothing explains why {n_missing} are missing, {missing} first",
        "explained": "{holder} states {n} of {all} functions; its documents explain why the others are missing",
        "counted": "{holder} states {n} of {all} functions in the duties that the filters count",
        "full": "All {n_holders} state each of the {all} functions shown; they differ in how much",
        "empty": "No function passes the filters",
    },
}


def tell_coverage(gaps: pd.DataFrame, holders: pd.DataFrame, codes: pd.DataFrame, *, level: str = "area") -> str:
    """Name the holder with the most real gaps, and what stands nowhere in it.

    Parameters
    ----------
    gaps : DataFrame, one row per (holder, code) shown
        `holder_id`, `code`, `status` and `real` (as `find_gaps` says), `n_duties` (of the filters), `n_peers`.
    holders : DataFrame
        `holder_id`, `short_en`.
    codes : DataFrame
        `code`, `name_en`.
    level : {'area', 'function'}

    Returns
    -------
    str
        A sentence without its full stop.
    """
    templates = TEMPLATES[level]
    n_codes = gaps["code"].nunique()
    if not n_codes or holders.empty:
        return templates["empty"]
    empty = gaps.loc[gaps["n_duties"] == 0, "holder_id"].value_counts()
    if empty.empty:
        return templates["full"].format(n_holders=len(holders), all=n_codes)
    real_gaps = gaps.loc[gaps["real"], "holder_id"].value_counts()
    holder = max(holders["holder_id"], key=lambda each: (real_gaps.get(each, 0), empty.get(each, 0)))
    real = gaps.loc[(gaps["holder_id"] == holder) & gaps["real"]]
    real = real.sort_values("n_peers", ascending=False, kind="stable")
    named = [f"“{codes.set_index('code').loc[code, 'name_en']}”" for code in real["code"]]
    counted = gaps.loc[(gaps["holder_id"] == holder) & (gaps["n_duties"] == 0), "status"]
    kind = "explained" if not named else "real" if len(named) <= MAX_NAMED else "many"
    if not named and counted.isin(["present", "thin"]).any():
        kind = "counted"
    return templates[kind].format(
        holder=holders.set_index("holder_id").loc[holder, "short_en"],
        n=n_codes - empty.get(holder, 0),
        all=n_codes,
        n_missing=len(named),
        missing=", ".join(named) if kind == "real" else "".join(named[:1]),
        is_="is" if len(named) == 1 else "are",
    )
