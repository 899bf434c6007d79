"""What evidence is worth: probabilities learnt on groups that the evidence was not learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from analytics.tagging.domain import Gate
from analytics.tagging.evidence import FEATURES, Evidence, squash

if TYPE_CHECKING:
    from collections.abc import Collection

    from analytics.tagging.material import Material
    from analytics.tagging.views import Views

COLUMNS = {name: k for k, name in enumerate(FEATURES)}
N_CANDIDATES = 12
TIMES = {"duty": 1, "sample": 2, "stranger": 3}  # that each counts: of samples and strangers there are few
LEAST_LEAF = 100
TEMPER = 0.9  # gists are plainer than documents: log-odds learnt on them are drawn towards even


class Workshop:
    """Learns evidence and its worth for several choices of what is left out, each piece of evidence once.

    Parameters
    ----------
    material : Material
    views : Views
    """

    def __init__(self, material: Material, views: Views) -> None:
        self.material, self.views = material, views
        self._known: dict[frozenset[str], Evidence] = {}

    def learn_evidence(self, without: Collection[str]) -> Evidence:
        """Learn evidence from all groups but these."""
        key = frozenset(without)
        if key not in self._known:
            self._known[key] = Evidence(self.material.leave_out(key), self.views)
        return self._known[key]

    def learn_fusion(self, without: Collection[str]) -> Fusion:
        """Learn what evidence is worth, leaving out one source more at a time, with its share of samples.

        Each text is judged by evidence that was learnt from other groups alone; so the probabilities hold for
        documents that were never seen (Wolpert 1992, *Stacked generalization*). It is judged with its unit and
        alone, so that both can be asked for.
        """
        material = self.material
        weighed, marks, origins = [], [], []
        apart = set(without).union(*(material.list_companions(s) for s in material.sources if s in without))
        for source in [source for source in material.sources if source not in without] or material.sources:
            held = {source, *material.list_companions(source)}
            evidence = self.learn_evidence(held | apart)
            texts = material.texts.loc[material.texts["group"].isin(held - set(without))]
            for _, rows in texts.groupby("language"):
                for alone in (False, True):
                    weighed.append(evidence.weigh(rows, alone=alone))
                    marks.append(material.mark_functions(rows["functions"]))
                    origins.append(np.where(rows["duty_id"] == "", "sample", "duty"))
            strangers = material.strangers.loc[material.strangers["group"].isin(held)]
            if len(strangers):
                weighed.append(evidence.weigh(strangers.assign(unit_id="", unit_name=""), alone=True))
                marks.append(np.zeros((len(strangers), len(material.functions)), dtype=np.int8))
                origins.append(np.full(len(strangers), "stranger"))
        if not weighed:
            return Fusion(np.zeros((0, len(material.functions), len(FEATURES))), np.zeros((0, 0)), np.zeros(0, str))
        return Fusion(np.concatenate(weighed), np.concatenate(marks), np.concatenate(origins))


class Fusion:
    """The probability of each function of a text: gradient boosting over pairs of a text and a candidate function.

    Candidates are the best by words, the best by vectors, and those of which a term speaks; all others have
    probability 0. The same model serves all functions, so that one without coded duties is judged by its label and
    terms. Friedman 2001, *Greedy function approximation*.

    Parameters
    ----------
    evidence : array of shape (n_texts, n_functions, n_features)
    marks : array of shape (n_texts, n_functions), 0 or 1
    origins : array of shape (n_texts,)
        duty, sample or stranger.
    """

    def __init__(self, evidence: np.ndarray, marks: np.ndarray, origins: np.ndarray) -> None:
        self.gate = Gate(evidence, origins == "stranger", COLUMNS)
        self._model: HistGradientBoostingClassifier | None = None
        if not marks.any():
            return
        pairs = list_candidates(evidence) | (marks > 0)
        truth = marks[pairs]
        if truth.all():
            return
        counts = np.array([TIMES[origin] for origin in origins])
        times = np.broadcast_to(counts[:, None], marks.shape)[pairs]
        self._model = HistGradientBoostingClassifier(
            max_iter=500,
            learning_rate=0.04,
            max_leaf_nodes=6,
            max_features=0.3,
            min_samples_leaf=max(2, min(LEAST_LEAF, len(truth) // 20)),
            l2_regularization=10,
            early_stopping=False,
            random_state=0,
        ).fit(evidence[pairs].repeat(times, axis=0), truth.repeat(times))

    def judge(self, evidence: np.ndarray) -> np.ndarray:
        """Give the probability of each function, shape (n_texts, n_functions)."""
        given = np.zeros(evidence.shape[:2])
        pairs = list_candidates(evidence)
        if self._model is not None and pairs.any():
            given[pairs] = squash(TEMPER * self._model.decision_function(evidence[pairs]))
        return given


def list_candidates(evidence: np.ndarray) -> np.ndarray:
    """Mark the functions worth judging for each text, shape (n_texts, n_functions)."""
    chosen = evidence[:, :, COLUMNS["terms"]] > 0
    for name in ("words", "vector"):
        scores = evidence[:, :, COLUMNS[name]]
        rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
        chosen |= (rank < N_CANDIDATES) & scores.any(axis=1, keepdims=True)
    return np.asarray(chosen)
