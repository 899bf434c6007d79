"""Robustness of the real register: no view gives another number than coverage and gaps do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from analytics.export import export_table
from analytics.measures import RANGED
from analytics.measures.robustness import count_codings, list_statements, vary_codings
from analytics.selection import Selection, allow
from analytics.store import Store
from analytics.tables import (
    tabulate_cells,
    tabulate_coverage,
    tabulate_gaps,
    tabulate_ranges,
    tabulate_robustness,
)
from tests.test_build import build_small

if TYPE_CHECKING:
    from pathlib import Path

KEY = ["holder_id", "code"]
COUNTED: list[dict[str, Any]] = [
    {},
    {"actions": ("RULE", "GUIDE")},
    {"kinds": ("department",)},
    {"actions": ("ANALYSE",), "scope": "source"},
]
levels = pytest.mark.parametrize("level", ["area", "function"])
selections = pytest.mark.parametrize(
    "selection", [Selection(**filters) for filters in COUNTED], ids=["all", "actions", "kinds", "documents"]
)


@levels
@selections
def test_count_codings_of_the_register_counts_just_what_the_query_coverage_counts(
    store: Store, selection: Selection, level: str
) -> None:
    actions, kinds = allow(selection.actions), allow(selection.kinds)
    counts = store.query("coverage", scope=selection.scope, level=level, actions=actions, kinds=kinds)
    rows = vary_codings(store.query("codings"), actions=selection.actions, kinds=selection.kinds)["base"]

    counted = count_codings(rows, counts, store.query("holders", scope=selection.scope), level=level)

    pd.testing.assert_frame_equal(counted, counts, check_dtype=False)


@levels
def test_list_statements_of_the_register_gives_just_what_the_query_statements_gives(store: Store, level: str) -> None:
    rows = vary_codings(store.query("codings"))["base"]

    listed = list_statements(rows, store.query("sources"), level=level)

    pd.testing.assert_frame_equal(listed, store.query("statements", level=level), check_dtype=False)


@levels
@selections
def test_tabulate_robustness_gives_the_figures_of_coverage_and_the_statuses_of_gaps(
    store: Store, selection: Selection, level: str
) -> None:
    table = tabulate_robustness(store, selection, level=level)
    coverage = tabulate_coverage(store, selection, level=level)
    gaps = tabulate_gaps(store, selection, level=level)

    figures = [*KEY, *RANGED]
    pd.testing.assert_frame_equal(table[figures], coverage[figures])
    judged = [*KEY, "status", "real", "fragile", "fragile_under", "shaky_under"]
    pd.testing.assert_frame_equal(table[judged], gaps[judged])


@levels
def test_tabulate_cells_and_exports_give_the_same_ranges(store: Store, level: str) -> None:
    table = tabulate_robustness(store, level=level)
    cells = tabulate_cells(store, level=level)
    exported = export_table(store, "coverage", level=level)

    ends = ["share_low", "share_high"]
    pd.testing.assert_frame_equal(cells[[*KEY, *ends]], table[[*KEY, *ends]])
    pd.testing.assert_frame_equal(exported[ends], table[ends].round(6))


def test_export_appends_what_is_fragile_to_the_gaps(store: Store) -> None:
    exported = export_table(store, "gaps")

    assert list(exported.columns)[-2:] == ["fragile", "fragile_under"]
    assert (exported["fragile"] == (exported["fragile_under"] != "")).all()
    assert not exported.loc[exported["n_duties"] > 0, "fragile"].any()


def test_tabulate_robustness_judges_gaps_against_the_peers_chosen(store: Store) -> None:
    table = tabulate_robustness(store, peers=["qingdao"])
    gaps = tabulate_gaps(store, peers=["qingdao"])

    assert table[["real", "fragile_under"]].equals(gaps[["real", "fragile_under"]])


def test_tabulate_ranges_follows_the_filters_that_choose_what_is_counted(store: Store) -> None:
    all_of, rules = (tabulate_ranges(store, selection) for selection in (Selection(), Selection(actions=("RULE",))))

    assert (rules["n_duties"] <= all_of["n_duties"]).all()
    assert rules["n_duties"].sum() < all_of["n_duties"].sum()


def test_tabulate_robustness_of_the_small_register_is_as_counted_by_hand(small: Store) -> None:
    columns = ["holder_id", "code", "n_duties_low", "n_duties_high", "share_low", "share_high", "status_under"]

    assert tabulate_robustness(small)[columns].to_numpy().tolist() == [
        ["nat", "TAX.LEVY", 1, 1, 0.5, 1.0, ""],
        ["nat", "TAX.VALUE", 1, 1, 0.5, 1.0, ""],
        ["nat", "LAB.TEST", 0, 0, 0.0, 0.0, ""],
        ["reg", "TAX.LEVY", 1, 1, 1.0, 1.0, ""],
        ["reg", "TAX.VALUE", 0, 0, 0.0, 0.0, ""],
        ["reg", "LAB.TEST", 0, 0, 0.0, 0.0, ""],
    ]


def test_tabulate_robustness_marks_what_rests_on_a_note(tmp_path: Path) -> None:
    change = (
        "register/reg.csv",
        "Collects tax,征收税款,TAX.LEVY,EXECUTE,",
        "Collects tax,征收税款,TAX.LEVY,EXECUTE,Read so",
    )
    with Store(build_small(tmp_path, change)) as opened:
        table = tabulate_robustness(opened).set_index(KEY)

    levy = table.iloc[[3]][["shaky_under", "n_duties_low", "share_low"]]
    assert levy.to_numpy().tolist() == [["plain_codes", 0, 1.0]]
    assert table["shaky"].to_list() == [False, False, False, True, False, False]
