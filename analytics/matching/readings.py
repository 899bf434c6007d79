"""What readings add to the machine: each multiplies the odds of a pair, by as much as readings have proved right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

if TYPE_CHECKING:
    from analytics.matching.labels import Labels

EDGE = 1e-6


@dataclass(frozen=True)
class Readings:
    """How far to move from the machine's probability where readers have judged a pair.

    The log-odds become ``slope * machine + per_reading * (n_yes + n_no) + per_yes * n_yes``; a pair that
    nobody has read keeps the machine's probability.
    """

    slope: float
    per_reading: float
    per_yes: float

    def combine(self, machine: np.ndarray, n_yes: np.ndarray, n_no: np.ndarray) -> np.ndarray:
        """Give the probability of each pair; all arrays have one shape."""
        n_read = n_yes + n_no
        odds = self.slope * to_log_odds(machine) + self.per_reading * n_read + self.per_yes * n_yes
        return np.where(n_read > 0, 1 / (1 + np.exp(-odds)), machine)


def learn_readings(machine: dict[tuple[str, str], np.ndarray], ids: dict[str, list[str]], labels: Labels) -> Readings:
    """Learn from the pairs that were judged from both sides how far one reading foretells the other.

    Parameters
    ----------
    machine : dict
        The machine's probabilities of each ordered two sources, the first taken for unread: an array of shape
        (n, m).
    ids : dict
        The duty ids of each source.
    labels : Labels

    Returns
    -------
    Readings
        With slope 1 and no effect where no pair was judged twice.
    """
    rows, targets = [], []
    for a, b in combinations(ids, 2):
        first, second = labels.judge(ids[a], ids[b])
        twice = ~np.isnan(first) & ~np.isnan(second)
        for told, asked, given in ((first, second, machine[b, a].T), (second, first, machine[a, b])):
            rows.append(np.column_stack([to_log_odds(given[twice]), told[twice]]))
            targets.append(asked[twice])
    x, y = np.vstack([np.zeros((0, 2)), *rows]), np.concatenate([np.zeros(0), *targets])
    if len(set(y)) < 2:
        return Readings(1.0, 0.0, 0.0)
    model = LogisticRegression(C=100).fit(x, y)
    return Readings(float(model.coef_[0, 0]), float(model.intercept_[0]), float(model.coef_[0, 1]))


def to_log_odds(probability: np.ndarray) -> np.ndarray:
    """Turn probabilities to log-odds, kept finite."""
    clipped = np.clip(probability, EDGE, 1 - EDGE)
    return np.asarray(np.log(clipped / (1 - clipped)))
