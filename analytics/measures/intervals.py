"""Intervals of figures by the bootstrap: units drawn anew with replacement, the percentiles of what comes out.

Efron 1979, *Bootstrap Methods: Another Look at the Jackknife*; the percentile interval. Every interval that the
product prints is made here, with the same seed, so that a second run gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

N_RESAMPLES = 1000
SEED = 20261121
ENDS = (2.5, 97.5)  # per cent: 95 resamples of 100 lie between


def draw_units(n: int, n_resamples: int | None = None) -> Iterator[np.ndarray]:
    """Yield resamples of n units, each an array of n places (`N_RESAMPLES` where not told how many)."""
    generator = np.random.default_rng(SEED)
    for _ in range(N_RESAMPLES if n_resamples is None else n_resamples):
        yield generator.integers(0, n, n)


def draw_counts(n: int, n_resamples: int | None = None, *, key: int = 0) -> np.ndarray:
    """Give how often each of n units is drawn: shape (n_resamples, n), rows that sum to n.

    A figure that is made of sums over units is then one product of matrices. Different keys draw independently.
    """
    size = N_RESAMPLES if n_resamples is None else n_resamples
    if not n:
        return np.zeros((size, 0), dtype=int)
    counts: np.ndarray = np.random.default_rng([SEED, key]).multinomial(n, np.full(n, 1 / n), size=size)
    return counts


def find_interval(drawn: ArrayLike | Sequence[float]) -> tuple[float, float]:
    """Find the 95 % percentile interval of a figure over resamples; those where it is undefined are left out.

    Examples
    --------
    >>> find_interval([0.0, 0.5, 1.0, float("nan")])
    (0.025, 0.975)
    >>> find_interval([])
    (nan, nan)
    """
    values = np.asarray(drawn, dtype=float)
    known = values[np.isfinite(values)]
    if not known.size:
        return float("nan"), float("nan")
    low, high = np.percentile(known, ENDS)
    return float(low), float(high)
