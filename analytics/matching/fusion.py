"""Fusion: what the channels say together, as a calibrated probability, learnt from readers' labels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from analytics.matching.channels import CHANNELS, CODE_CHANNELS, Profile, Reference, compare_profiles

if TYPE_CHECKING:
    from analytics.matching.labels import Labels

NEGATIVE_RATE = 0.25
PLAIN = [CHANNELS.index("codes"), CHANNELS.index("words")]
SEED = 7


@dataclass
class Fusion:
    """A logistic regression over the channels and their products.

    Attributes
    ----------
    model : Pipeline, optional
        None where there are no labels to learn from: then the mean likeness of codes and words stands in.
    columns : list of int
        The channels that are used: all, or those without codes.
    """

    model: Pipeline | None
    columns: list[int]

    def predict(self, channels: np.ndarray) -> np.ndarray:
        """Give the probability of each pair; `channels` has shape (n, m, n_channels)."""
        if self.model is None:
            return np.asarray(channels[..., PLAIN].mean(axis=2).clip(0, 1))
        flat = channels[..., self.columns].reshape(-1, len(self.columns))
        return np.asarray(self.model.predict_proba(flat)[:, 1].reshape(channels.shape[:2]))


def learn_fusion(
    profiles: list[Profile], reference: Reference, ids: dict[str, list[str]], labels: Labels, *, codes: bool = True
) -> Fusion:
    """Learn how to weigh the channels.

    Every pair that a reader judged to tune on is a row, once for each side from which it was judged; pairs
    that involve a duty of the test half are left out. Of the pairs judged *no*, a random quarter is used,
    weighted fourfold.

    Parameters
    ----------
    profiles : list of Profile
        The register's sources, in the languages for which the fusion is wanted.
    reference : Reference
    ids : dict
        The duty ids of each source, in the order of its profile.
    labels : Labels
    codes : bool
        Whether both sides have codes.
    """
    columns = [i for i, name in enumerate(CHANNELS) if codes or name not in CODE_CHANNELS]
    rows, targets, weights = [], [], []
    generator = np.random.default_rng(SEED)
    for a, b in combinations(profiles, 2):
        channels = compare_profiles(a, b, reference.weights)[..., columns]
        for judged in labels.judge(ids[a.source_id], ids[b.source_id]):
            kept, weight = thin_negatives(judged, generator)
            rows.append(channels[kept])
            targets.append(judged[kept])
            weights.append(weight)
    if len({value for part in targets for value in np.unique(part)}) < 2:
        return Fusion(None, columns)
    return Fusion(fit_logistic(np.vstack(rows), np.concatenate(targets), np.concatenate(weights)), columns)


def thin_negatives(judged: np.ndarray, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Choose what to learn from: all that readers affirmed, and a random part of what they denied.

    Returns
    -------
    array of bool, array of float
        Which of the judgements are kept, and the weights of those that are.
    """
    kept = (judged == 1) | ((judged == 0) & (generator.random(judged.shape) < NEGATIVE_RATE))
    return kept, np.where(judged[kept] == 1, 1.0, 1 / NEGATIVE_RATE)


def fit_logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Pipeline:
    """Fit a logistic regression to features, their squares and products; all are scaled alike."""
    model = make_pipeline(
        StandardScaler(),
        PolynomialFeatures(2, interaction_only=False, include_bias=False),
        StandardScaler(),
        LogisticRegression(C=0.02, max_iter=2000),
    )
    return model.fit(x, y, logisticregression__sample_weight=weight)


def find_threshold(probability: np.ndarray, target: np.ndarray, weight: np.ndarray) -> float:
    """Find the probability from which accepting gives the best F1; the smallest of equals."""
    order = np.argsort(-probability, kind="stable")
    p, hits, all_ = probability[order], np.cumsum((target * weight)[order]), np.cumsum(weight[order])
    ends = np.flatnonzero(np.append(p[:-1] != p[1:], True)) if len(p) else np.array([], dtype=int)
    if not len(ends):
        return 1.0
    f1 = 2 * hits[ends] / (all_[ends] + (target * weight).sum())
    best = ends[np.flatnonzero(f1 == f1.max())[-1]]
    return float(p[best])
