from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import FIGURES, measure_coverage


def lay_counts(*rows: tuple[str, str, int, int], level: str = "function", **columns: Any) -> pd.DataFrame:
    """Lay out rows of holder, code, n_duties, n_comparable as the query ``coverage`` gives them."""
    table = pd.DataFrame(rows, columns=["holder_id", "code", "n_duties", "n_comparable"])
    present = (table["n_duties"] > 0).astype(int)
    area = [code.partition(".")[0] for code in table["code"]]
    filled: dict[str, Any] = {"n_departments": present, "n_functions": present, "n_functions_area": 1, **columns}
    filled = {"n_machine": 0, "draft": False, **filled}
    return table.assign(
        office_id=table["holder_id"], source_id=table["holder_id"] + "-page", level=level, area=area, **filled
    )


def test_measure_coverage_gives_whole_rows_of_functions() -> None:
    counts = lay_counts(("east", "TAX.RATE", 2, 8), ("west", "TAX.RATE", 0, 8))
    east = {
        "holder_id": "east", "code": "TAX.RATE", "office_id": "east", "source_id": "east-page", "level": "function",
        "area": "TAX", "function": "TAX.RATE", "n_duties": 2, "n_departments": 1, "n_functions": 1, "breadth": 1.0,
        "share": 0.25, "emphasis": pytest.approx(math.log2(5 / 3)), "n_machine": 0, "draft": False,
    }  # fmt: skip
    west = {
        **east, "holder_id": "west", "office_id": "west", "source_id": "west-page", "n_duties": 0, "n_departments": 0,
        "n_functions": 0, "breadth": 0.0, "share": 0.0, "emphasis": pytest.approx(math.log2(1 / 3)),
    }  # fmt: skip
    assert measure_coverage(counts).to_dict("records") == [east, west]


def test_measure_coverage_leaves_the_function_of_an_area_empty() -> None:
    counts = lay_counts(("east", "TAX", 1, 1), ("east", "LAB", 0, 1), level="area")
    assert measure_coverage(counts)[["area", "function"]].to_dict("list") == {
        "area": ["TAX", "LAB"],
        "function": ["", ""],
    }


def test_measure_coverage_share_is_duties_by_comparable_duties_of_the_holder() -> None:
    counts = lay_counts(("east", "TAX.RATE", 3, 12), ("west", "TAX.RATE", 3, 4), ("west", "LAB.TEST", 4, 4))
    assert measure_coverage(counts)["share"].tolist() == [0.25, 0.75, 1.0]


def test_measure_coverage_breadth_is_functions_present_by_functions_of_the_area() -> None:
    counts = lay_counts(
        ("east", "TAX", 9, 9), ("west", "TAX", 1, 9), ("north", "TAX", 0, 9),
        level="area", n_functions=[4, 1, 0], n_functions_area=4,
    )  # fmt: skip
    assert measure_coverage(counts)["breadth"].tolist() == [1.0, 0.25, 0.0]


def test_measure_coverage_emphasis_of_equal_practice_is_zero() -> None:
    counts = lay_counts(("east", "TAX.RATE", 2, 8), ("west", "TAX.RATE", 2, 8))
    assert measure_coverage(counts)["emphasis"].tolist() == [0.0, 0.0]


def test_measure_coverage_emphasis_smooths_each_share() -> None:
    # (1 + 0.5) / (3 + 1) = 3/8 and (0 + 0.5) / (0 + 1) = 4/8, so the mean is 7/16
    counts = lay_counts(("east", "TAX.RATE", 1, 3), ("west", "TAX.RATE", 0, 0))
    assert measure_coverage(counts)["emphasis"].tolist() == pytest.approx([math.log2(6 / 7), math.log2(8 / 7)])


def test_measure_coverage_emphasis_compares_within_a_code_only() -> None:
    alone = lay_counts(("east", "TAX.RATE", 2, 8), ("west", "TAX.RATE", 1, 8))
    both = lay_counts(
        ("east", "TAX.RATE", 2, 8), ("east", "TAX.VALUE", 7, 8), ("west", "TAX.RATE", 1, 8), ("west", "TAX.VALUE", 8, 8)
    )
    assert measure_coverage(both)["emphasis"].tolist()[::2] == measure_coverage(alone)["emphasis"].tolist()


def test_measure_coverage_emphasis_of_a_single_holder_is_zero() -> None:
    assert measure_coverage(lay_counts(("east", "TAX.RATE", 2, 8)))["emphasis"].tolist() == [0.0]


def test_measure_coverage_gives_an_office_without_duties_zeros() -> None:
    counts = lay_counts(("east", "TAX.RATE", 0, 0), ("west", "TAX.RATE", 0, 0))
    figures = measure_coverage(counts)[list(FIGURES)]
    assert figures.to_dict("list") == {
        "share": [0.0, 0.0],
        "emphasis": [0.0, 0.0],
        "breadth": [0.0, 0.0],
        "n_duties": [0, 0],
        "n_departments": [0, 0],
    }


def test_measure_coverage_of_no_rows_keeps_its_columns() -> None:
    empty, filled = lay_counts(), lay_counts(("east", "TAX.RATE", 1, 1))
    assert measure_coverage(empty).to_dict("list") == {column: [] for column in measure_coverage(filled).columns}


def test_measure_coverage_leaves_its_input_alone() -> None:
    counts = lay_counts(("east", "TAX.RATE", 1, 2))
    before = counts.copy()
    measure_coverage(counts)
    pd.testing.assert_frame_equal(counts, before)


CELLS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=2, max_size=6)


def lay_drawn(cells: list[tuple[int, int]]) -> pd.DataFrame:
    """Give each drawn pair of duties and other duties a holder, all for one code."""
    return lay_counts(*((f"office-{i}", "TAX.RATE", n, n + others) for i, (n, others) in enumerate(cells)))


@settings(deadline=None, max_examples=30)
@given(cells=CELLS)
def test_measure_coverage_shares_lie_between_zero_and_one(cells: list[tuple[int, int]]) -> None:
    assert measure_coverage(lay_drawn(cells))["share"].between(0, 1).all()


@settings(deadline=None, max_examples=30)
@given(cells=CELLS, data=st.data())
def test_measure_coverage_does_not_depend_on_the_order_of_rows(
    cells: list[tuple[int, int]], data: st.DataObject
) -> None:
    counts = lay_drawn(cells)
    order = data.draw(st.permutations(range(len(counts))))
    shuffled = measure_coverage(counts.iloc[order]).sort_index()
    pd.testing.assert_frame_equal(shuffled, measure_coverage(counts))


@settings(deadline=None, max_examples=30)
@given(cells=CELLS)
def test_measure_coverage_emphasis_balances_over_the_holders(cells: list[tuple[int, int]]) -> None:
    ratios = 2 ** measure_coverage(lay_drawn(cells))["emphasis"]
    assert ratios.mean() == pytest.approx(1)


@settings(deadline=None, max_examples=30)
@given(one=st.integers(0, 9), other=st.integers(0, 9))
def test_measure_coverage_emphasis_swaps_with_the_counts_of_two_equal_offices(one: int, other: int) -> None:
    counts = lay_counts(("east", "TAX.RATE", one, 20), ("west", "TAX.RATE", other, 20))
    swapped = lay_counts(("east", "TAX.RATE", other, 20), ("west", "TAX.RATE", one, 20))
    east, west = measure_coverage(counts)["emphasis"]
    assert measure_coverage(swapped)["emphasis"].tolist() == [west, east]
    assert (east > west) == (one > other)
