"""Structure of the real register: the tables agree with the duties that they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.export import export_table
from analytics.measures import list_disagreements
from analytics.selection import Selection
from analytics.store import Store
from analytics.tables import (
    tabulate_branches,
    tabulate_colocation,
    tabulate_duties,
    tabulate_held,
    tabulate_holders,
    tabulate_organisation,
    tabulate_similarity,
    tabulate_structure,
)

if TYPE_CHECKING:
    pass

SELECTIONS = [
    Selection(),
    Selection(scope="source"),
    Selection(actions=("RULE",)),
    Selection(kinds=("department",), offices=("lanzhou", "qingdao")),
]
selections = pytest.mark.parametrize("selection", SELECTIONS, ids=["all", "documents", "rules", "two offices"])


@selections
def test_tabulate_held_holds_each_comparable_duty_that_the_filters_count(store: Store, selection: Selection) -> None:
    held = tabulate_held(store, selection, units=False)

    assert sorted(held["duty_id"].unique()) == sorted(tabulate_duties(store, selection, comparable=True)["duty_id"])
    assert not held.duplicated(["holder_id", "duty_id", "function"]).any()


@selections
def test_tabulate_organisation_shares_out_every_comparable_duty_once(store: Store, selection: Selection) -> None:
    table = tabulate_organisation(store, selection)
    duties = tabulate_duties(store, selection, comparable=True)

    assert (
        table.groupby("department_id")["n_duties"].sum().to_dict() == duties["department_id"].value_counts().to_dict()
    )


@selections
def test_tabulate_structure_gives_a_row_a_department_in_the_order_of_the_tree(
    store: Store, selection: Selection
) -> None:
    table = tabulate_structure(store, selection)
    held = tabulate_held(store, selection)

    assert table["place"].to_list() == list(range(len(table)))
    assert set(table["department_id"]) == set(held["department_id"])
    assert (table["n_duties"] == table["department_id"].map(held.groupby("department_id")["duty_id"].nunique())).all()
    assert len(tabulate_branches(store, selection)) == 4 * (len(table) - 1)


def test_tabulate_structure_leaves_out_the_offices_own_mandates(store: Store) -> None:
    departments = store.query("departments").set_index("department_id")["kind"]

    assert "leadership" not in set(tabulate_structure(store)["department_id"].map(departments))
    assert "leadership" in set(tabulate_organisation(store)["department_id"].map(departments))


def test_tabulate_colocation_shows_only_areas_that_pass_the_filters(store: Store) -> None:
    table = tabulate_colocation(store, Selection(areas=("HRM", "EDU", "PTY"), offices=("lanzhou",)))

    assert table[["holder_id", "area", "other_area"]].to_numpy().tolist() == [
        ["lanzhou", "HRM", "EDU"],
        ["lanzhou", "HRM", "PTY"],
        ["lanzhou", "EDU", "PTY"],
    ]


def test_tabulate_colocation_of_fewer_areas_gives_the_same_numbers(store: Store) -> None:
    whole = tabulate_colocation(store)
    few = tabulate_colocation(store, Selection(areas=("HRM", "EDU")))
    pair = whole.loc[(whole["area"] == "HRM") & (whole["other_area"] == "EDU")]

    pd.testing.assert_frame_equal(few, pair.reset_index(drop=True))


def test_tabulate_colocation_disagrees_where_the_documents_do(store: Store) -> None:
    first = list_disagreements(tabulate_colocation(store)).iloc[0]

    assert first.to_dict() == {
        "area": "HRM", "other_area": "EDU", "n_together": 2, "n_apart": 2, "together": "gacc;lanzhou",
        "apart": "qingdao;dalian",
    }  # fmt: skip


@pytest.mark.parametrize("level", ["area", "function"])
def test_tabulate_similarity_counts_the_duties_that_coverage_counts(store: Store, level: str) -> None:
    table = tabulate_similarity(store, level=level)
    n_comparable = tabulate_holders(store).set_index("holder_id")["n_comparable"]

    assert (table["n_duties"] == table["holder_id"].map(n_comparable)).all()
    assert (table["n_duties_other"] == table["other_id"].map(n_comparable)).all()
    assert (table["low"] < table["similarity"]).all()
    assert (table["similarity"] <= table["high"]).all()
    assert (table["high"] <= 1).all()


def test_structure_of_the_small_register_is_as_counted_by_hand(small: Store) -> None:
    columns = ["office_id", "department_id", "n_duties", "area", "share_area", "nearest_id", "own_id"]

    assert tabulate_structure(small)[columns].sort_values("department_id").to_numpy().tolist() == [
        ["nat", "nat-01", 1, "TAX", 1.0, "reg-01", ""],
        ["reg", "reg-01", 1, "TAX", 1.0, "nat-01", ""],
    ]
    assert tabulate_colocation(small)["standing"].to_list() == ["absent", "absent"]
    assert tabulate_similarity(small)[["n_duties", "n_duties_other"]].to_numpy().tolist() == [[1, 1]]


@pytest.mark.parametrize("name", ["structure", "colocation", "similarity"])
def test_export_of_structure_says_what_is_a_draft(store: Store, name: str) -> None:
    assert export_table(store, name)["draft"].to_list() == [False] * len(export_table(store, name))


def test_export_of_similarity_keeps_one_level(store: Store) -> None:
    whole = export_table(store, "similarity")

    assert whole["level"].to_list() == ["area"] * 6 + ["function"] * 6
    assert set(export_table(store, "similarity", level="function")["level"]) == {"function"}
