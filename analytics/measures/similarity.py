"""Similarity of offices: whether they share their duties out over the functions alike."""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

import numpy as np
import pandas as pd

from analytics.measures.intervals import N_RESAMPLES, draw_counts, find_interval

COLUMNS = ["holder_id", "other_id", "n_duties", "n_duties_other", "similarity", "low", "high"]


def measure_similarity(
    rows: pd.DataFrame,
    holders: list[str],
    *,
    level: str = "function",
    n_resamples: int = N_RESAMPLES,
    least_matches: float = 0,
) -> pd.DataFrame:
    """Compare how two holders share their duties out over the functions (or areas), with 95 % intervals.

    Morisita's index of overlap (1959; Horn 1966): twice the chance that a duty of one and a duty of the other
    state the same function, over the sum of the chances that two different duties of the one, and of the other,
    do. A duty weighs 1, divided equally among its functions. 1 where both share their duties out alike, 0 where
    they have no function in common. The plain cosine of the two profiles has the same numerator; but it also
    pairs each duty with itself, so that brief documents look unlike all others, and resampling makes that worse:
    its percentile interval can leave its own estimate out. Morisita's index has no such bias, at the price that
    it can pass 1 a little where two offices are as alike as two halves of one.

    The interval is the percentile bootstrap (Efron 1979) over each holder's duties, drawn with replacement;
    copies of one duty are not paired with each other. It says how far the figure rests on just these duties. The
    draws of a holder depend on its id and its duties alone.

    Parameters
    ----------
    rows : DataFrame, one row per (holder, duty, function)
        `holder_id`, `duty_id`, and `function` or `area`.
    holders : list of str
        In the order wanted.
    level : {'function', 'area'}
    n_resamples : int
    least_matches : float
        How many pairs of duties of one holder, or of the other, must state the same function: a figure that rests on
        fewer is missing, since the sum by which the index divides is then all but chance.

    Returns
    -------
    DataFrame, one row a pair of holders, in the order given
        `holder_id`, `other_id`, `n_duties`, `n_duties_other`, `similarity`, `low`, `high`; missing where no two
        duties of either state the same, or too few do.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "holder_id": ["east"] * 4 + ["west"] * 4, "duty_id": list("abcdefgh"),
    ...     "function": ["TAX", "TAX", "TAX", "LAB", "TAX", "TAX", "LAB", "LAB"]})
    >>> measure_similarity(rows, ["east", "west"])[["n_duties", "similarity"]].round(2).to_dict("records")
    [{'n_duties': 4, 'similarity': 1.2}]
    """
    codes = sorted(rows[level].unique())
    weights = {holder: _weigh(rows.loc[rows["holder_id"] == holder], level, codes) for holder in holders}
    drawn = {holder: _resample(holder, each, n_resamples) for holder, each in weights.items()}
    table = []
    for holder, other in combinations(holders, 2):
        profiles, others = drawn[holder], drawn[other]
        found = _overlap(profiles[:2], others[:2])
        found = found if profiles[2] + others[2] >= least_matches else np.full_like(found, np.nan)
        low, high = find_interval(found[1:] if np.isfinite(found[0]) else [])
        table.append((holder, other, len(weights[holder]), len(weights[other]), found[0], low, high))
    return pd.DataFrame(table, columns=COLUMNS)


def _weigh(rows: pd.DataFrame, level: str, codes: list[str]) -> np.ndarray:
    """Give each duty a row that sums to 1, a column a code, duties by id."""
    stated = rows[["duty_id", level]].drop_duplicates()
    duties = {duty: i for i, duty in enumerate(sorted(stated["duty_id"].unique()))}
    columns = {code: i for i, code in enumerate(codes)}
    weights = np.zeros((len(duties), len(codes)))
    weights[stated["duty_id"].map(duties).to_numpy(dtype=int), stated[level].map(columns).to_numpy(dtype=int)] = 1
    shares: np.ndarray = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _resample(holder: str, weights: np.ndarray, n_resamples: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Give the profile and the chance of a match within, of the duties as they are and of each resample.

    The third is how many pairs of the duties as they are match.
    """
    n = len(weights)
    times = np.vstack([np.ones((1, n)), draw_counts(n, n_resamples, key=crc32(holder.encode()))])
    totals = times @ weights
    own = (times**2) @ (weights**2).sum(axis=1)
    n_pairs = times.sum(axis=1) ** 2 - (times**2).sum(axis=1)
    within = np.divide((totals**2).sum(axis=1) - own, n_pairs, out=np.full(len(times), np.nan), where=n_pairs > 0)
    n_matches = ((totals[0] ** 2).sum() - own[0]) / 2
    return totals / max(n, 1), within, float(n_matches)


def _overlap(first: tuple[np.ndarray, np.ndarray], second: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    between, within = (first[0] * second[0]).sum(axis=1), first[1] + second[1]
    overlap = np.full(len(between), np.nan)
    np.divide(2 * between, within, out=overlap, where=within > 1e-12)
    return overlap
