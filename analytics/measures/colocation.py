"""Co-location: which areas of work an office puts into one department, and which it keeps apart."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

STANDINGS = ("together", "mixed", "apart", "absent")
PAIR = ["area", "other_area"]


def measure_colocation(rows: pd.DataFrame, areas: list[str], holders: list[str]) -> pd.DataFrame:
    """Say for each holder and pair of areas in how many departments both stand, and whether they share a home.

    An area's *home* is the department with most of its duties (the first in the documents' order among
    equals). A pair's standing is the first that holds:

    ``absent``    the holder's departments state one of the areas, or both, in no duty
    ``together``  both areas have the same home
    ``apart``     no department states both
    ``mixed``     the homes differ, and some department states both

    ``jaccard`` is the departments that state both / those that state either (Jaccard 1912).

    Parameters
    ----------
    rows : DataFrame, one row per (holder, duty, function), in the documents' order
        `holder_id`, `duty_id`, `department_id`, `area`; without the offices' own mandates, which are no
        departments.
    areas : list of str
        In the order wanted.
    holders : list of str
        In the order wanted; one without rows has only absent pairs.

    Returns
    -------
    DataFrame, one row per (holder, pair of areas), holders then pairs in the orders given
        `holder_id`, `area`, `other_area`, `n_both`, `n_either` (departments), `jaccard` (0 to 1), `home`,
        `other_home` (department ids; empty where there is none), `standing`.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "holder_id": "east", "duty_id": ["d1", "d2", "d3"], "department_id": ["u1", "u1", "u2"],
    ...     "area": ["TAX", "LAB", "LAB"]})
    >>> measure_colocation(rows, ["TAX", "LAB"], ["east"])[["n_both", "n_either", "standing"]].to_dict("records")
    [{'n_both': 1, 'n_either': 2, 'standing': 'together'}]
    """
    order = {department: i for i, department in enumerate(rows["department_id"].unique())}
    duties = rows.drop_duplicates(["holder_id", "duty_id", "area"])
    counts = duties.groupby(["holder_id", "area", "department_id"], sort=False).size().rename("n").reset_index()
    counts = counts.assign(_order=counts["department_id"].map(order)).sort_values(
        ["n", "_order"], ascending=[False, True]
    )
    units = {key: list(found) for key, found in counts.groupby(["holder_id", "area"])["department_id"]}
    table = [
        (holder, area, other, *_compare(units.get((holder, area), []), units.get((holder, other), [])))
        for holder in holders
        for area, other in combinations(areas, 2)
    ]
    columns = ["holder_id", *PAIR, "n_both", "n_either", "jaccard", "home", "other_home", "standing"]
    return pd.DataFrame(table, columns=columns)


def _compare(units: list[str], others: list[str]) -> tuple[int, int, float, str, str, str]:
    """Compare the departments of two areas, each list with its home first."""
    n_both, n_either = len(set(units) & set(others)), len(set(units) | set(others))
    home, other_home = next(iter(units), ""), next(iter(others), "")
    if not home or not other_home:
        standing = "absent"
    elif home == other_home:
        standing = "together"
    else:
        standing = "mixed" if n_both else "apart"
    return n_both, n_either, n_both / n_either if n_either else 0.0, home, other_home, standing


def list_disagreements(colocation: pd.DataFrame) -> pd.DataFrame:
    """List the pairs of areas that some holders keep together and others apart.

    Parameters
    ----------
    colocation : DataFrame
        As `measure_colocation` gives it.

    Returns
    -------
    DataFrame, one row a pair, the most divided first, then the one on which most holders take a stand
        `area`, `other_area`, `n_together`, `n_apart`, `together`, `apart` (holders with `;` between).
    """
    sides = {}
    for standing in ("together", "apart"):
        found = colocation.loc[colocation["standing"] == standing]
        sides[standing] = found.groupby(PAIR, sort=False)["holder_id"].agg(";".join)
    pairs = colocation[PAIR].drop_duplicates()
    for standing, holders in sides.items():
        pairs[standing] = [
            holders.get((area, other), "") for area, other in zip(pairs["area"], pairs["other_area"], strict=True)
        ]
        pairs[f"n_{standing}"] = [len(ids.split(";")) if ids else 0 for ids in pairs[standing]]
    table = pairs.loc[(pairs["n_together"] > 0) & (pairs["n_apart"] > 0)]
    order = table.assign(
        _least=table[["n_together", "n_apart"]].min(axis=1), _all=table["n_together"] + table["n_apart"]
    )
    order = order.sort_values(["_least", "_all"], ascending=False, kind="stable")
    return order[[*PAIR, "n_together", "n_apart", "together", "apart"]].reset_index(drop=True)
