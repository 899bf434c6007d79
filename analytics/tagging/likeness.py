"""The coded texts that are most like a text."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

N_NEAREST = 12


class Neighbourhood:
    """Coded texts as points, and the functions that they carry.

    Parameters
    ----------
    points : array or sparse array of shape (n_coded, n_features)
    marks : array of shape (n_coded, n_functions), 0 or 1
    """

    def __init__(self, points: Any, marks: np.ndarray) -> None:
        self.points, self.marks = points, marks

    def vote(self, likeness: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Let the nearest coded texts vote for their functions.

        Parameters
        ----------
        likeness : array of shape (n_texts, n_coded)

        Returns
        -------
        best, share : arrays of shape (n_texts, n_functions)
            The likeness of the nearest that carries the function, and the share of the votes for it.
        nearest : array of shape (n_texts,)
            The likeness of the nearest.
        """
        n, n_functions = len(likeness), self.marks.shape[1]
        if not likeness.shape[1]:
            return np.zeros((n, n_functions)), np.zeros((n, n_functions)), np.zeros(n)
        near = np.argsort(-likeness.round(6), axis=1, kind="stable")[:, :N_NEAREST]
        weight = np.take_along_axis(likeness, near, axis=1)
        votes = self.marks[near] * weight[:, :, None]
        total = np.maximum(np.abs(weight).sum(axis=1), 1e-6)
        return votes.max(axis=1), votes.sum(axis=1) / total[:, None], weight[:, 0]


def compare_words(texts: csr_matrix, points: csr_matrix) -> np.ndarray:
    """Give the cosine of each text with each point, shape (n_texts, n_points); 0 where one has no word."""
    product = np.asarray((texts @ points.T).todense())
    return np.asarray(product / np.maximum(_measure(texts)[:, None] * _measure(points)[None], 1e-9))


def _measure(rows: csr_matrix) -> np.ndarray:
    return np.asarray(np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel()))
