from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import list_disagreements, measure_colocation

AREAS = ["TAX", "LAB", "FIN"]
HOLDERS = ["east", "west"]


def lay_rows(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Lay out rows of holder, department, duty and area."""
    return pd.DataFrame(rows, columns=["holder_id", "department_id", "duty_id", "area"], dtype=str)


def compare(*units: tuple[str, str]) -> dict[str, object]:
    """Compare TAX and LAB in one office, each unit with the areas of its duties, a letter an area and duty."""
    names = {"T": "TAX", "L": "LAB"}
    rows = [("east", unit, f"{unit}-{i}", names[letter]) for unit, letters in units for i, letter in enumerate(letters)]
    row = measure_colocation(lay_rows(*rows), ["TAX", "LAB"], ["east"]).iloc[0]
    return {str(key): value for key, value in row.items()}


def test_measure_colocation_gives_whole_rows() -> None:
    assert compare(("u1", "TTL"), ("u2", "L"), ("u3", "T")) == {
        "holder_id": "east", "area": "TAX", "other_area": "LAB", "n_both": 1, "n_either": 3, "jaccard": 1 / 3,
        "home": "u1", "other_home": "u1", "standing": "together",
    }  # fmt: skip


def test_measure_colocation_calls_areas_with_two_homes_and_no_common_department_apart() -> None:
    row = compare(("u1", "T"), ("u2", "L"))

    assert (row["standing"], row["home"], row["other_home"], row["jaccard"]) == ("apart", "u1", "u2", 0.0)


def test_measure_colocation_calls_areas_with_two_homes_and_a_common_department_mixed() -> None:
    assert compare(("u1", "TTL"), ("u2", "LL"))["standing"] == "mixed"


def test_measure_colocation_calls_a_pair_absent_where_no_department_states_one_area() -> None:
    row = compare(("u1", "TT"))

    assert (row["standing"], row["home"], row["other_home"], row["n_either"]) == ("absent", "u1", "", 1)


def test_measure_colocation_gives_the_home_to_the_first_of_equals_in_the_documents_order() -> None:
    assert compare(("u2", "T"), ("u1", "T"), ("u3", "L"))["home"] == "u2"


def test_measure_colocation_counts_a_duty_with_two_functions_of_an_area_once() -> None:
    rows = lay_rows(
        ("east", "u1", "d1", "TAX"), ("east", "u1", "d1", "TAX"), ("east", "u2", "d2", "TAX"),
        ("east", "u2", "d3", "TAX"), ("east", "u2", "d4", "LAB"),
    )  # fmt: skip

    assert measure_colocation(rows, ["TAX", "LAB"], ["east"])["home"].to_list() == ["u2"]


def test_measure_colocation_lists_every_pair_of_every_holder_in_the_orders_given() -> None:
    table = measure_colocation(lay_rows(("west", "u1", "d1", "TAX")), AREAS, HOLDERS)

    pairs = [["TAX", "LAB"], ["TAX", "FIN"], ["LAB", "FIN"]]
    assert table[["area", "other_area"]].to_numpy().tolist() == pairs * 2
    assert table["holder_id"].to_list() == ["east"] * 3 + ["west"] * 3
    assert set(table["standing"]) == {"absent"}


def test_measure_colocation_of_one_area_is_empty_with_its_columns() -> None:
    table = measure_colocation(lay_rows(("west", "u1", "d1", "TAX")), ["TAX"], HOLDERS)

    assert (len(table), list(table.columns)[-1]) == (0, "standing")


def lay_standings(**standings: str) -> pd.DataFrame:
    """Lay out for each pair, named by its two areas, a standing a holder: t, a, m or 0."""
    names = {"t": "together", "a": "apart", "m": "mixed", "0": "absent"}
    rows = [
        (f"h{i}", *pair.split("_"), names[letter])
        for pair, letters in standings.items()
        for i, letter in enumerate(letters)
    ]
    return pd.DataFrame(rows, columns=["holder_id", "area", "other_area", "standing"])


def test_list_disagreements_names_who_keeps_together_and_who_apart() -> None:
    assert list_disagreements(lay_standings(TAX_LAB="tam0")).to_dict("records") == [
        {"area": "TAX", "other_area": "LAB", "n_together": 1, "n_apart": 1, "together": "h0", "apart": "h1"}
    ]


def test_list_disagreements_leaves_out_what_is_partly_together_or_not_stated() -> None:
    assert list_disagreements(lay_standings(TAX_LAB="tm", TAX_FIN="a0", LAB_FIN="tt")).empty


def test_list_disagreements_puts_the_most_divided_pair_first() -> None:
    table = list_disagreements(lay_standings(TAX_LAB="taaa", TAX_FIN="ttaa", LAB_FIN="tamm"))

    assert table[["area", "other_area"]].to_numpy().tolist() == [["TAX", "FIN"], ["TAX", "LAB"], ["LAB", "FIN"]]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(HOLDERS), st.sampled_from(["u1", "u2", "u3"]), st.sampled_from("abcdef"), st.sampled_from(AREAS)
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_measure_colocation_is_the_same_seen_from_either_area(rows: list[tuple[str, str, str, str]]) -> None:
    # A duty belongs to one department.
    table = lay_rows(*((holder, unit, f"{unit}{duty}", area) for holder, unit, duty, area in rows))
    forth = measure_colocation(table, AREAS, HOLDERS)
    back = measure_colocation(table, AREAS[::-1], HOLDERS)
    turned = back.rename(
        columns={"area": "other_area", "other_area": "area", "home": "other_home", "other_home": "home"}
    )

    key = ["holder_id", "area", "other_area"]
    pd.testing.assert_frame_equal(
        turned[forth.columns].sort_values(key, ignore_index=True), forth.sort_values(key, ignore_index=True)
    )
    assert (forth["n_both"] <= forth["n_either"]).all()
