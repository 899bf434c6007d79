from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import grow_tree, weigh_profiles


def lay_rows(**units: str) -> pd.DataFrame:
    """Lay out the duties of each unit, a word a duty, a letter a function."""
    rows = [
        (unit, f"{unit}-{i}", letter)
        for unit, duties in units.items()
        for i, duty in enumerate(duties.split())
        for letter in duty
    ]
    return pd.DataFrame(rows, columns=["department_id", "duty_id", "function"], dtype=str)


def grow(**units: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Grow the tree of units whose office is the name's first letter."""
    profiles = weigh_profiles(lay_rows(**units))
    return grow_tree(profiles, pd.Series({unit: unit[0] for unit in units}))


def test_weigh_profiles_weighs_rare_functions_more_and_gives_each_unit_length_one() -> None:
    profiles = weigh_profiles(lay_rows(u="a b", v="a"))

    rare = math.log(3 / 2) + 1
    assert profiles.loc[["u"]].to_numpy()[0].tolist() == pytest.approx(
        [1 / math.hypot(1, rare), rare / math.hypot(1, rare)]
    )
    assert profiles.loc[["v"]].to_numpy()[0].tolist() == [1.0, 0.0]


def test_weigh_profiles_counts_duties() -> None:
    profiles = weigh_profiles(lay_rows(u="ab a", v="ab"))

    assert profiles.loc[["u"]].to_numpy()[0].tolist() == pytest.approx([2 / math.sqrt(5), 1 / math.sqrt(5)])


def test_grow_tree_sets_like_beside_like_and_names_the_next_of_kin() -> None:
    kin, _ = grow(e1="a a", e2="b", w1="a", w2="c")

    row = kin.loc[kin["department_id"] == "e1"].to_dict("records")[0]
    assert row == {"department_id": "e1", "place": row["place"], "nearest_id": "w1", "likeness": pytest.approx(1.0),
                             "own_id": "e2", "own_likeness": 0.0}  # fmt: skip
    places = dict(zip(kin["department_id"], kin["place"], strict=True))
    assert abs(places["e1"] - places["w1"]) == 1


def test_grow_tree_lays_out_one_joint_fewer_than_leaves() -> None:
    kin, branches = grow(e1="a", w1="a", w2="b")

    assert kin["place"].to_list() == [0, 1, 2]
    joints = branches.groupby("branch")["height"].max().to_list()
    assert joints == pytest.approx([0.0, 1.0])
    assert branches.groupby("branch").size().to_list() == [4, 4]


def test_grow_tree_leaves_empty_what_does_not_exist() -> None:
    kin, branches = grow(e1="a")

    row = kin.to_dict("records")[0]
    assert (row["nearest_id"], row["own_id"], len(branches)) == ("", "", 0)
    assert math.isnan(row["likeness"])
    assert math.isnan(row["own_likeness"])


def test_grow_tree_of_no_departments_keeps_its_columns() -> None:
    kin, branches = grow()

    assert (len(kin), len(branches)) == (0, 0)
    assert list(branches.columns) == ["branch", "place", "height"]


UNITS = st.dictionaries(
    st.sampled_from(["e1", "e2", "e3", "w1", "w2", "n1"]),
    st.lists(st.sampled_from(["a", "b", "c", "ab", "bc"]), min_size=1, max_size=4).map(" ".join),
    min_size=2,
)


@settings(deadline=None, max_examples=30)
@given(units=UNITS)
def test_grow_tree_places_each_department_once_and_joins_upwards(units: dict[str, str]) -> None:
    kin, branches = grow(**units)

    assert sorted(kin["department_id"]) == sorted(units)
    assert kin["place"].to_list() == list(range(len(units)))
    assert branches["height"].between(0, 1 + 1e-12).all()
    assert branches["place"].between(0, len(units) - 1).all()
    known = kin.dropna(subset="likeness")
    assert known["likeness"].between(0, 1).all()
    assert (known["nearest_id"].str[0] != known["department_id"].str[0]).all()


@settings(deadline=None, max_examples=20)
@given(units=UNITS, data=st.data())
def test_grow_tree_needs_no_order_of_rows(units: dict[str, str], data: st.DataObject) -> None:
    rows = lay_rows(**units)
    owners = pd.Series({unit: unit[0] for unit in units})
    order = data.draw(st.permutations(range(len(rows))))

    kin, branches = grow_tree(weigh_profiles(rows), owners)
    again, branches_again = grow_tree(weigh_profiles(rows.iloc[order]), owners)

    pd.testing.assert_frame_equal(again, kin)
    np.testing.assert_allclose(branches_again.to_numpy(float), branches.to_numpy(float))
