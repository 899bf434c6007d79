"""The figures of suggested codes, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analytics.tagging.likeness import Neighbourhood, compare_words
from analytics.tagging.scores import score_calibration, score_f1, score_share
from analytics.tagging.units import gather_context


def test_score_f1_counts_codes_not_texts() -> None:
    truth, suggested = np.array([[1, 1, 0], [0, 0, 1]]), np.array([[1, 0, 0], [0, 1, 1]])

    n, value, low, high = score_f1(truth, suggested)

    assert n == 2
    assert value == pytest.approx(2 / 3)
    assert 0 <= low <= value <= high <= 1


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 6), min_size=1, max_size=8))
@settings(deadline=None, max_examples=30)
def test_score_f1_agrees_with_scikit_learn(rows: list[tuple[int, ...]]) -> None:
    table = np.array(rows)
    truth, suggested = table[:, :3], table[:, 3:]

    assert score_f1(truth, suggested)[1] == pytest.approx(
        f1_score(truth, suggested, average="micro", zero_division=0), abs=1e-9
    )


def test_score_share_of_nothing_is_no_number() -> None:
    n, *figure = score_share(np.zeros(0, dtype=bool))

    assert (n, [math.isnan(value) for value in figure]) == (0, [True, True, True])


def test_score_calibration_weighs_each_bin_by_its_codes() -> None:
    # Two codes at .9, one right (off by .4); one at .1, wrong (off by .1): (2 * .4 + .1) / 3.
    truth = np.array([[1, 0], [0, 0]])
    probability = np.array([[0.9, 0.9], [0.1, 0.0]])

    n, value, *_ = score_calibration(truth, probability)

    assert n == 3
    assert value == pytest.approx(0.3)


def test_score_calibration_lets_no_error_make_up_for_another() -> None:
    n, value, *_ = score_calibration(np.array([[1, 0]]), np.array([[0.2, 0.8]]))

    assert n == 2
    assert value == pytest.approx(0.8)


def test_score_calibration_of_what_comes_true_is_nothing() -> None:
    truth = np.array([[1], [0], [1], [0]])

    assert score_calibration(truth, np.full((4, 1), 0.5))[:2] == (4, 0.0)


def test_neighbourhood_votes_by_likeness() -> None:
    best, share, nearest = Neighbourhood(np.eye(2), np.array([[1, 0], [1, 1]])).vote(np.array([[0.6, 0.2]]))

    assert best.tolist() == [[0.6, 0.2]]
    assert share.round(4).tolist() == [[1.0, 0.25]]
    assert nearest.tolist() == [0.6]


def test_neighbourhood_of_nobody_has_no_vote() -> None:
    best, share, nearest = Neighbourhood(np.zeros((0, 2)), np.zeros((0, 3))).vote(np.zeros((1, 0)))

    assert (best.tolist(), share.tolist(), nearest.tolist()) == ([[0, 0, 0]], [[0, 0, 0]], [0])


def test_compare_words_of_an_empty_text_is_nothing() -> None:
    from scipy.sparse import csr_matrix

    given = compare_words(csr_matrix([[0.0, 0.0], [3.0, 4.0]]), csr_matrix([[6.0, 8.0]]))

    assert given.round(6).tolist() == [[0.0], [1.0]]


def test_gather_context_leaves_the_text_itself_out() -> None:
    import pandas as pd

    context, has = gather_context(np.array([[1.0], [0.0], [0.4]]), pd.Series(["a", "a", "b"]))

    assert (context.tolist(), has.tolist()) == ([[0.0], [1.0], [0.0]], [1.0, 1.0, 0.0])
