"""What a text's unit tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


def gather_context(scores: np.ndarray, units: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Average the scores of the other texts of each text's unit.

    Parameters
    ----------
    scores : array of shape (n_texts, n_functions)
    units : Series of length n_texts
        An empty name is no unit.

    Returns
    -------
    context : array of shape (n_texts, n_functions)
        0 where the unit has no other text.
    has : array of shape (n_texts,)
        1 where it has one.

    Examples
    --------
    >>> import pandas as pd
    >>> gather_context(np.array([[1.0], [0.0], [0.5], [1.0]]), pd.Series(["a", "a", "a", ""]))[0].ravel().tolist()
    [0.25, 0.75, 0.5, 0.0]
    """
    context, has = np.zeros_like(scores), np.zeros(len(scores))
    for unit, rows in units.reset_index(drop=True).groupby(units.to_numpy()).indices.items():
        if unit != "" and len(rows) > 1:
            context[rows] = (scores[rows].sum(axis=0) - scores[rows]) / (len(rows) - 1)
            has[rows] = 1
    return context, has


def spread_areas(scores: np.ndarray, areas: np.ndarray, pool: Callable[..., Any]) -> np.ndarray:
    """Give each function what its whole area scores.

    >>> spread_areas(np.array([[1.0, 2.0, 5.0]]), np.array([0, 0, 1]), np.max).tolist()
    [[2.0, 2.0, 5.0]]
    """
    spread = np.zeros_like(scores, dtype=float)
    for area in np.unique(areas):
        columns = areas == area
        spread[:, columns] = pool(scores[:, columns], axis=1)[:, None]
    return spread
