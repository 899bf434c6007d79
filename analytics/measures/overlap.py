"""Overlap: functions that several departments of one office hold, and duties that say the same."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

KEY = ["holder_id", "code"]
PAIR_COLUMNS = [*KEY, "source_id", "department_a", "department_b", "actions", "n_same", "same"]
COLUMNS = [*KEY, "source_id", "n_units", "n_duties", "herfindahl", "fragmented", "n_overlaps", "overlaps"]
COLUMNS += ["n_same", "same"]


def measure_overlap(
    grid: pd.DataFrame, stated: pd.DataFrame, duplicates: pd.DataFrame, actions: list[str]
) -> pd.DataFrame:
    """Measure how far the departments of an office share a function.

    The terms are those of the United States Government Accountability Office (GAO-15-49SP, *Fragmentation,
    Overlap, and Duplication: An Evaluation and Management Guide*, 2015), carried from agencies to the
    departments of one office:

    fragmentation  two departments or more hold the function
    overlap        two departments hold it with the same action: a pair
    duplication    two duties of such a pair say the same

    How evenly they share it is the Herfindahl index (Herfindahl 1950, *Concentration in the Steel Industry*;
    Hirschman 1945, *National Power and the Structure of Foreign Trade*) of the departments' shares of its
    duties: ``sum(share ** 2)``, 1 where one department holds all, 1 / n where n hold equally many.

    All is counted within one document, because a younger document restates what an older one says. An office
    with several has, for each function, the document in which most departments hold it (of equals the first).

    Parameters
    ----------
    grid : DataFrame, one row per (holder, code), in the order wanted
        `holder_id`, `code`.
    stated : DataFrame, one row per (holder, code, duty that states it)
        The query ``stated_functions``, of the departments that are to be compared.
    duplicates : DataFrame, one row a pair of duties
        The query ``duplicates``: `duty_a`, `duty_b`, `same`.
    actions : list of str
        In the codebook's order.

    Returns
    -------
    DataFrame, one row per (holder, code), zeros included, in the order of `grid`
        `holder_id`, `code`, `source_id` (the document; empty where none), `n_units` (departments that hold
        it), `n_duties`, `herfindahl` (0 to 1; missing where none holds it), `fragmented`, `n_overlaps` (pairs),
        `overlaps` (``a+b:ACTION,ACTION``, `;` between), `n_same` (pairs of duties), `same` (``a=b``, `;`
        between).
    """
    counted = stated.groupby([*KEY, "source_id", "department_id"], sort=False)["duty_id"].nunique().reset_index()
    per_source = counted.groupby([*KEY, "source_id"], sort=False)["duty_id"]
    figures = per_source.agg(n_units="size", n_duties="sum", herfindahl=_compute_herfindahl).reset_index()
    figures = figures.sort_values("n_units", ascending=False, kind="stable").drop_duplicates(KEY)
    pairs = list_overlaps(stated, duplicates, actions)
    told = pairs.assign(
        overlaps=pairs["department_a"] + "+" + pairs["department_b"] + ":" + pairs["actions"].str.replace(";", ",")
    )
    told = told.groupby([*KEY, "source_id"], as_index=False).agg(
        n_overlaps=("overlaps", "size"),
        overlaps=("overlaps", ";".join),
        n_same=("n_same", "sum"),
        same=("same", lambda cells: ";".join(cell for cell in cells if cell)),
    )
    table = grid[KEY].merge(figures, on=KEY, how="left").merge(told, on=[*KEY, "source_id"], how="left")
    counts = ["n_units", "n_duties", "n_overlaps", "n_same"]
    texts = ["source_id", "overlaps", "same"]
    table = table.fillna(dict.fromkeys(counts, 0) | dict.fromkeys(texts, ""))
    table = table.astype(dict.fromkeys(counts, int) | dict.fromkeys(texts, str) | {"herfindahl": float})
    return table.assign(fragmented=table["n_units"] >= 2)[COLUMNS]


def _compute_herfindahl(counts: pd.Series) -> float:
    return float(((counts / counts.sum()) ** 2).sum())


def list_overlaps(stated: pd.DataFrame, duplicates: pd.DataFrame, actions: list[str]) -> pd.DataFrame:
    """List the pairs of departments of one document that hold a function with the same action.

    Parameters
    ----------
    stated, duplicates, actions
        As for `measure_overlap`.

    Returns
    -------
    DataFrame, one row per (holder, code, pair of departments)
        `holder_id`, `code`, `source_id`, `department_a`, `department_b` (the smaller id first), `actions` (that
        both have, `;` between, in the codebook's order), `n_same` and `same` (the pairs of their duties
        that say the same, ``a=b``); holders and codes in the order of `stated`, pairs by id.
    """
    same = duplicates.loc[duplicates["same"].astype(bool)]
    twins = list(zip(same["duty_a"], same["duty_b"], strict=True))
    rows = []
    for (holder, code, source), held in stated.groupby([*KEY, "source_id"], sort=False):
        done = {str(unit): set(group["action"]) for unit, group in held.groupby("department_id")}
        unit_of = dict(zip(held["duty_id"], held["department_id"], strict=True))
        for a, b in combinations(sorted(done), 2):
            if listed := ";".join(action for action in actions if action in done[a] & done[b]):
                found = sorted(f"{x}={y}" for x, y in twins if {unit_of.get(x), unit_of.get(y)} == {a, b})
                rows.append((holder, code, source, a, b, listed, len(found), ";".join(found)))
    return pd.DataFrame(rows, columns=PAIR_COLUMNS).astype({"n_same": int})
