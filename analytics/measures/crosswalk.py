"""Crosswalk: which department answers to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection

COLUMNS = ["subject_department", "object_source", "object_department", "share", "n_pairs", "rank"]
UNMATCHED = "unmatched"


def measure_crosswalk(
    duties: pd.DataFrame, alignment: pd.DataFrame, *, subjects: Collection[str] | None = None
) -> pd.DataFrame:
    """Share each department's duties out over the departments of every other source that answer them.

    Every duty of the subject department weighs the same. It is divided equally among its accepted
    counterparts in the source; a duty with none counts as ``unmatched``.

    Parameters
    ----------
    duties : DataFrame, one row a duty that can be aligned
        `duty_id`, `department_id`, `source_id`.
    alignment : DataFrame, one row an accepted pair
        `subject_id`, `object_id`, `object_source`.
    subjects : collection of str, optional
        The duties to share out; all by default. Their counterparts may be any.

    Returns
    -------
    DataFrame, one row a subject department, source and object department
        `subject_department`, `object_source`, `object_department` (or ``unmatched``), `share` (0 to 1; they
        sum to 1 for each department and source), `n_pairs`, `rank` (the largest share first, ``unmatched``
        last); in the order of the first two and the rank.
    """
    department = duties.set_index("duty_id")["department_id"]
    shared = duties if subjects is None else duties.loc[duties["duty_id"].isin(set(subjects))]
    pairs = alignment.loc[alignment["subject_id"].isin(shared["duty_id"]), ["subject_id", "object_id", "object_source"]]
    pairs = pairs.assign(object_department=pairs["object_id"].map(department)).dropna(subset="object_department")
    sources = pd.DataFrame({"object_source": sorted(duties["source_id"].unique())})
    grid = shared[["duty_id", "source_id", "department_id"]].merge(sources, how="cross")
    grid = grid.loc[grid["source_id"] != grid["object_source"]].rename(
        columns={"duty_id": "subject_id", "department_id": "subject_department"}
    )
    if grid.empty:
        return pd.DataFrame({column: [] for column in COLUMNS})
    full = grid.merge(pairs, on=["subject_id", "object_source"], how="left")
    full["matched"] = full["object_id"].notna().astype(int)
    full["object_department"] = full["object_department"].fillna(UNMATCHED)
    full["part"] = 1 / full.groupby(["subject_id", "object_source"])["subject_id"].transform("size")
    total = full.groupby(["subject_department", "object_source"])["part"].transform("sum")
    full["share"] = full["part"] / total
    key = ["subject_department", "object_source", "object_department"]
    table = full.groupby(key, as_index=False).agg(share=("share", "sum"), n_pairs=("matched", "sum"))
    table["_rest"] = table["object_department"] == UNMATCHED
    table = table.sort_values(
        ["subject_department", "object_source", "_rest", "share", "object_department"],
        ascending=[True, True, True, False, True],
        ignore_index=True,
    )
    table["rank"] = table.groupby(["subject_department", "object_source"]).cumcount() + 1
    return table[COLUMNS]
