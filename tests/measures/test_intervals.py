"""Intervals: the same each time, of resamples with replacement, without those where a figure is undefined."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from analytics.measures.intervals import ENDS, draw_counts, draw_units, find_interval


@pytest.mark.parametrize("n", [0, 1, 7])
def test_each_resample_draws_as_many_units_as_there_are(n: int) -> None:
    counts = draw_counts(n, 20)

    assert counts.shape == (20, n)
    assert (counts.sum(axis=1) == n).all()
    assert all(places.shape == (n,) and set(places) <= set(range(n)) for places in draw_units(n, 20 if n else 0))


def test_drawing_again_gives_the_same_and_another_key_does_not() -> None:
    assert (draw_counts(9, 5) == draw_counts(9, 5)).all()
    assert (draw_counts(9, 5, key=1) != draw_counts(9, 5)).any()
    assert all((one == two).all() for one, two in zip(draw_units(9, 5), draw_units(9, 5), strict=True))


def test_the_interval_of_a_share_is_the_one_that_theory_gives() -> None:
    right = np.repeat([1, 0], [300, 100])
    expected = 0.75 + norm.ppf(np.array(ENDS) / 100) * np.sqrt(0.75 * 0.25 / 400)

    by_units = find_interval([right[places].mean() for places in draw_units(400)])
    by_counts = find_interval(draw_counts(400) @ right / 400)

    assert by_units == pytest.approx(expected, abs=0.006)
    assert by_counts == pytest.approx(expected, abs=0.006)


def test_a_figure_undefined_on_every_resample_has_no_interval() -> None:
    assert np.isnan(find_interval([float("nan"), float("inf")])).all()
