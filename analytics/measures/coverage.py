"""Coverage: how much of each area or function an office states."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIGURES = ("share", "emphasis", "breadth", "n_duties", "n_departments")
SMOOTHING = 0.5
COLUMNS = [
    "office_id",
    "source_id",
    "level",
    "area",
    "function",
    "n_duties",
    "n_departments",
    "n_functions",
    "breadth",
    "share",
    "emphasis",
    "n_machine",
    "draft",
]


def measure_coverage(counts: pd.DataFrame) -> pd.DataFrame:
    """Turn counts into the figures of coverage.

    ``share`` is n_duties / the holder's comparable duties; since a duty may state several functions,
    shares need not sum to 1. ``breadth`` is the functions present / the functions of the area (0 or 1
    for a single function). ``emphasis`` is log2 of a holder's share over the mean share of all holders
    in `counts`, each share smoothed to (n_duties + 0.5) / (n_comparable + 1), after Laplace and Jeffreys:
    0 is the common practice, 1 twice as much, -1 half as much.

    Parameters
    ----------
    counts : DataFrame, one row per (holder, code), zeros included
        As the query ``coverage`` gives it: `holder_id`, `office_id`, `source_id`, `level`, `area`,
        `code`, `n_duties`, `n_departments`, `n_functions`, `n_functions_area`, `n_comparable`, `n_machine`
        (counts), `draft`.

    Returns
    -------
    DataFrame, one row per (holder, code), in the same order
        `holder_id` and `code`, then `office_id`, `source_id`, `level`, `area`, `function` (empty for
        an area), `n_duties`, `n_departments`, `n_functions`, `breadth` and `share` (0 to 1),
        `emphasis` (log2), `n_machine` (of `n_duties`, those coded by machine), `draft`.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "holder_id": ["a", "b"], "office_id": ["a", "b"], "source_id": ["a", "b"], "level": "area",
    ...     "area": "TAX", "code": "TAX", "n_duties": [2, 0], "n_departments": [1, 0],
    ...     "n_functions": [2, 0], "n_functions_area": 4, "n_comparable": [4, 9], "n_machine": 0, "draft": False})
    >>> measure_coverage(counts)[["holder_id", "share", "breadth"]].to_dict("list")
    {'holder_id': ['a', 'b'], 'share': [0.5, 0.0], 'breadth': [0.5, 0.0]}
    """
    table = counts.copy()
    table["function"] = table["code"].where(table["level"] == "function", "")
    table["breadth"] = table["n_functions"] / table["n_functions_area"]
    table["share"] = (table["n_duties"] / table["n_comparable"].where(table["n_comparable"] > 0)).fillna(0.0)
    smoothed = (table["n_duties"] + SMOOTHING) / (table["n_comparable"] + 2 * SMOOTHING)
    mean = smoothed.groupby(table["code"]).transform("mean")
    table["emphasis"] = np.log2(smoothed / mean)
    return table[["holder_id", "code", *COLUMNS]]
