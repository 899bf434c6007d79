"""Whether a text speaks of this register's world at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

TERM_WEIGHT = 0.3  # single terms say less of what duties look like


class Domain:
    """Tells texts of the register's world from strangers', by words and by vectors.

    Parameters
    ----------
    kinds : Series
        Of each example: text, label, term, phrase or stranger. Phrases fit any office, and are left aside.
    words : sparse array of shape (n_examples, n_features)
    vectors : array of shape (n_examples, dim), or None
    """

    def __init__(self, kinds: pd.Series, words: csr_matrix, vectors: np.ndarray | None) -> None:
        self._models: dict[str, LogisticRegression] = {}
        strangers = (kinds == "stranger").to_numpy()
        if not strangers.any():
            return
        told = (kinds != "phrase").to_numpy()
        weight = np.where(kinds == "term", TERM_WEIGHT, 1.0)[told]
        truth = ~strangers[told]
        by_words = LogisticRegression(C=5, class_weight="balanced", solver="liblinear")
        self._models["domain_words"] = by_words.fit(words[told], truth, sample_weight=weight)
        if vectors is not None:
            by_vector = LogisticRegression(C=5, class_weight="balanced", max_iter=200)
            self._models["domain_vector"] = by_vector.fit(vectors[told], truth, sample_weight=weight)
            self._strangers = vectors[strangers]

    def compare(self, words: csr_matrix, vectors: np.ndarray | None) -> dict[str, Any]:
        """Give log-odds that each text is of the register's world, by each view, and how like a stranger it is."""
        given = {}
        if "domain_words" in self._models:
            given["domain_words"] = self._models["domain_words"].decision_function(words)
        if vectors is not None and "domain_vector" in self._models:
            given["domain_vector"] = self._models["domain_vector"].decision_function(vectors)
            given["stranger"] = (vectors @ self._strangers.T).max(axis=1)
        return given


class Gate:
    """The probability that a text is of the register's world, from all evidence on it, learnt out of group.

    Parameters
    ----------
    evidence : array of shape (n_texts, n_functions, n_features)
    strange : array of shape (n_texts,)
        True for strangers. Without any, the gate stands open.
    columns : dict
        The place of each feature.
    """

    def __init__(self, evidence: np.ndarray, strange: np.ndarray, columns: dict[str, int]) -> None:
        self._columns, self._model = columns, None
        if strange.any() and not strange.all():
            model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=500)
            self._model = make_pipeline(StandardScaler(), model).fit(self._sum_up(evidence), ~strange)

    def judge(self, evidence: np.ndarray) -> np.ndarray:
        """Give the probability of each text, classes taken as equally common; shape (n_texts,)."""
        if self._model is None or not len(evidence):
            return np.ones(len(evidence))
        return np.asarray(self._model.predict_proba(self._sum_up(evidence))[:, 1])

    def _sum_up(self, evidence: np.ndarray) -> np.ndarray:
        """Sum up the evidence of a text: the highest scores, and what is said of the text as a whole."""
        whole = ("nearest_words", "nearest_vector", "n_terms", "length", "domain_words", "domain_vector", "stranger")
        words, vector = (evidence[:, :, self._columns[name]] for name in ("words", "vector"))
        highest = [np.sort(scores, axis=1)[:, :-4:-1] for scores in (words, vector)]
        peaks = [evidence[:, :, self._columns[name]].max(axis=1, keepdims=True) for name in ("label", "longest_term")]
        told = [evidence[:, 0, [self._columns[name] for name in whole]]]
        return np.hstack([*told, *highest, *peaks])
