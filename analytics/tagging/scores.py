"""How good suggested codes are: each figure a sum over texts, so that resampling texts is one product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.measures.intervals import draw_counts, find_interval

if TYPE_CHECKING:
    from collections.abc import Callable

N_BINS = 15

Figure = tuple[int, float, float, float]


def score_f1(truth: np.ndarray, given: np.ndarray) -> Figure:
    """Give the micro-averaged F1 of two tables of marks, shape (n_texts, n_codes), with its interval.

    >>> score_f1(np.array([[1, 1], [0, 1]]), np.array([[1, 0], [0, 1]]))[:2]
    (2, 0.8)
    """
    parts = np.stack([(truth & given).sum(axis=1), truth.sum(axis=1) + given.sum(axis=1)], axis=1)
    return _resample(parts, lambda sums: 2 * sums[..., 0] / np.maximum(sums[..., 1], 1))


def score_share(right: np.ndarray) -> Figure:
    """Give the share of texts that are right, with its interval.

    >>> score_share(np.array([True, True, False, True]))[:2]
    (4, 0.75)
    """
    parts = np.stack([right, np.ones(len(right))], axis=1)
    return _resample(parts, lambda sums: sums[..., 0] / np.maximum(sums[..., 1], 1))


def score_calibration(truth: np.ndarray, probability: np.ndarray) -> Figure:
    """Give the expected calibration error of every suggested code, in 15 bins of equal width.

    Guo et al. 2017, *On Calibration of Modern Neural Networks*, equation 3; n counts the suggested codes.

    Parameters
    ----------
    truth : array of shape (n_texts, n_codes), 0 or 1
    probability : array of the same shape
        0 where the code is not suggested.
    """
    suggested = probability > 0
    bins = np.minimum((probability * N_BINS).astype(int), N_BINS - 1)
    parts = np.zeros((len(truth), N_BINS, 2))
    for k in range(N_BINS):
        inside = suggested & (bins == k)
        parts[:, k, 0] = ((probability - truth) * inside).sum(axis=1)
        parts[:, k, 1] = inside.sum(axis=1)
    figure = _resample(
        parts.reshape(len(truth), -1),
        lambda sums: np.abs(sums[..., ::2]).sum(axis=-1) / np.maximum(sums[..., 1::2].sum(axis=-1), 1),
    )
    return (int(suggested.sum()), *figure[1:])


def _resample(parts: np.ndarray, combine: Callable[[np.ndarray], np.ndarray]) -> Figure:
    """Combine sums over all texts, and over resamples of them for a 95 % percentile interval."""
    n = len(parts)
    if not n:
        return 0, float("nan"), float("nan"), float("nan")
    low, high = find_interval(combine(draw_counts(n) @ parts))
    return n, float(combine(parts.sum(axis=0))), low, high
