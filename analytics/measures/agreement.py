"""Agreement of two coders."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np


def compute_alpha(pairs: Sequence[Sequence[str]] | np.ndarray) -> float:
    """Compute Krippendorff's alpha of two coders for nominal values, none missing.

    One less the share of pairs that differ over the share that chance would let differ, which all values put
    together give (Krippendorff 2019, *Content Analysis*, 4th ed., ch. 12).

    Parameters
    ----------
    pairs : sequence of pairs, or array of shape (n_units, 2)

    Returns
    -------
    float
        1 for full agreement, 0 for what chance gives; 1 where all values are one and the same.

    Examples
    --------
    >>> round(compute_alpha([("a", "a"), ("a", "b"), ("b", "b")]), 3)
    0.444
    """
    values = Counter(value for pair in pairs for value in pair)
    n = sum(values.values())
    differing = n * (n - 1) - sum(count * (count - 1) for count in values.values())
    if not differing:
        return 1.0
    observed = sum(first != second for first, second in pairs) / len(pairs)
    return float(1 - observed * n * (n - 1) / differing)
