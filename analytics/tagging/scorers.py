"""One linear model a function, over words or over vectors."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, Ridge

UNKNOWN = -8.0


class WordScorer:
    """Logistic regressions, one a function: its log-odds from a text's words.

    Parameters
    ----------
    words : sparse array of shape (n_texts, n_features)
    marks : array of shape (n_texts, n_functions), 0 or 1
    """

    def __init__(self, words: csr_matrix, marks: np.ndarray, *, strength: float = 10.0) -> None:
        n = marks.shape[1]
        self.weights = np.zeros((n, words.shape[1]), dtype=np.float32)
        self.offsets = np.full(n, UNKNOWN)
        for j in np.flatnonzero(marks.any(axis=0) & ~marks.all(axis=0)):
            model = LogisticRegression(C=strength, solver="liblinear").fit(words, marks[:, j])
            self.weights[j], self.offsets[j] = model.coef_[0], model.intercept_[0]

    def score(self, words: csr_matrix) -> np.ndarray:
        """Give log-odds, shape (n_texts, n_functions)."""
        return np.asarray(words @ self.weights.T + self.offsets)


class VectorScorer:
    """Ridge regression of all functions on a text's vector: about 1 where the function is named, 0 where not."""

    def __init__(self, vectors: np.ndarray, marks: np.ndarray) -> None:
        self._model = Ridge(alpha=2.0).fit(vectors, marks.astype(float))

    def score(self, vectors: np.ndarray) -> np.ndarray:
        """Give scores, shape (n_texts, n_functions)."""
        return np.asarray(self._model.predict(vectors)).reshape(len(vectors), -1)
