"""Kinship of departments: who does similar work, over all offices, as a tree."""

from __future__ import annotations

import numpy as np
import pandas as pd

KIN_COLUMNS = ["department_id", "place", "nearest_id", "likeness", "own_id", "own_likeness"]
BRANCH_COLUMNS = ["branch", "place", "height"]


def weigh_profiles(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each department its profile: how many of its duties state each function, rare functions weighing more.

    The weight is n_duties · (ln((1 + N) / (1 + df)) + 1), with N departments, df of which state the function
    (tf-idf with smoothing, Salton and Buckley 1988); each profile has length 1.

    Parameters
    ----------
    rows : DataFrame, one row per (duty, function)
        `department_id`, `duty_id`, `function`.

    Returns
    -------
    DataFrame, one row a department, one column a function, both by id
    """
    stated = rows.drop_duplicates(["department_id", "duty_id", "function"])
    counts = pd.crosstab(stated["department_id"], stated["function"])
    rarity = np.log((1 + len(counts)) / (1 + (counts > 0).sum())) + 1
    weights = counts * rarity
    profiles: pd.DataFrame = weights.div(np.sqrt((weights**2).sum(axis=1)), axis=0)
    return profiles


def grow_tree(profiles: pd.DataFrame, owners: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join departments by likeness, the most alike first, and lay the tree out.

    Average linkage (UPGMA, Sokal and Michener 1958) on the cosine distance of profiles, neighbours turned so that
    like stands beside like (Bar-Joseph et al. 2001).

    Parameters
    ----------
    profiles : DataFrame
        As `weigh_profiles` gives it.
    owners : Series
        Each department's office, by department id.

    Returns
    -------
    kin : DataFrame, one row a department, in the tree's order
        `department_id`, `place` (0 first), `nearest_id` and `likeness` (the most alike department of another
        office and its cosine, 0 to 1), `own_id` and `own_likeness` (the same in its own office). An id is empty
        and the likeness missing where there is no such department.
    branches : DataFrame, four rows a joint, from one child to the other
        `branch`, `place` (of the joined, between those of the leaves), `height` (cosine distance, 0 to 1).
    """
    names = list(profiles.index)
    offices = owners.reindex(names).to_numpy(dtype=str)
    likeness = np.clip(profiles.to_numpy() @ profiles.to_numpy().T, 0.0, 1.0)
    order, branches = _lay_out(likeness)
    kin = []
    for place, i in enumerate(order):
        own = offices == offices[i]
        others = own & (np.arange(len(names)) != i)
        kin.append(
            (names[i], place, *_find_nearest(likeness[i], names, ~own), *_find_nearest(likeness[i], names, others))
        )
    return pd.DataFrame(kin, columns=KIN_COLUMNS), branches


def _lay_out(likeness: np.ndarray) -> tuple[list[int], pd.DataFrame]:
    """Give the leaves in the tree's order, and its joints' coordinates."""
    if len(likeness) < 2:
        return list(range(len(likeness))), pd.DataFrame({column: [] for column in BRANCH_COLUMNS}, dtype=float)
    from scipy.cluster.hierarchy import dendrogram, linkage
    from scipy.spatial.distance import squareform

    distance = 1 - likeness
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average", optimal_ordering=True)
    drawn = dendrogram(tree, no_plot=True)
    corners = [
        (branch, (across - 5) / 10, up)
        for branch, (places, heights) in enumerate(zip(drawn["icoord"], drawn["dcoord"], strict=True))
        for across, up in zip(places, heights, strict=True)
    ]
    return drawn["leaves"], pd.DataFrame(corners, columns=BRANCH_COLUMNS)


def _find_nearest(likeness: np.ndarray, names: list[str], allowed: np.ndarray) -> tuple[str, float]:
    """Find the most alike of the departments that are allowed, the first by id among equals."""
    if not allowed.any():
        return "", np.nan
    best = int(np.argmax(np.where(allowed, likeness, -1.0)))
    return names[best], float(likeness[best])
