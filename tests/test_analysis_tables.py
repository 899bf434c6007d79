"""The tables of overlap, roles and change over the whole register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.export import export_table
from analytics.selection import Selection
from analytics.tables import (
    HEADQUARTERS,
    list_superiors,
    tabulate_changes,
    tabulate_coverage,
    tabulate_gaps,
    tabulate_holders,
    tabulate_overlap,
    tabulate_overlap_pairs,
    tabulate_restatements,
    tabulate_roles,
    tabulate_successions,
)

if TYPE_CHECKING:
    from analytics.store import Store

SELECTIONS = [
    Selection(offices=("dalian",)),
    Selection(areas=("TAX", "QUA")),
    Selection(functions=("TAX.POLICY",), offices=("gacc", "lanzhou")),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_overlap_and_roles_keep_their_numbers_under_filters_of_what_is_shown(
    store: Store, selection: Selection
) -> None:
    functions = store.query("functions").set_index("function")["area"]
    for tabulate in (tabulate_overlap, tabulate_roles):
        whole = tabulate(store)
        kept = pd.Series(True, index=whole.index)
        if selection.offices:
            kept &= whole["office_id"].isin(selection.offices)
        if selection.areas:
            kept &= whole["code"].map(functions).isin(selection.areas)
        if selection.functions:
            kept &= whole["code"].isin(selection.functions)
        pd.testing.assert_frame_equal(tabulate(store, selection), whole.loc[kept].reset_index(drop=True))


def test_overlap_counts_as_coverage_does_where_the_same_units_count(store: Store) -> None:
    selection = Selection(scope="source", kinds=HEADQUARTERS)
    coverage = tabulate_coverage(store, selection, level="function")
    overlap = tabulate_overlap(store, Selection(scope="source"))
    assert overlap["n_units"].to_list() == coverage["n_departments"].to_list()
    assert overlap["n_duties"].to_list() == coverage["n_duties"].to_list()


def test_overlap_pairs_are_those_that_overlap_counts(store: Store) -> None:
    counted = tabulate_overlap_pairs(store).groupby(["holder_id", "code"]).size()
    overlap = tabulate_overlap(store).set_index(["holder_id", "code"])["n_overlaps"]
    assert overlap.loc[overlap > 0].sort_index().to_dict() == counted.sort_index().to_dict()


def test_overlap_follows_the_action_chosen(store: Store) -> None:
    ruled = tabulate_overlap_pairs(store, Selection(actions=("RULE",)))
    assert set(ruled["actions"]) == {"RULE"}


@pytest.mark.parametrize("scope", ["office", "source"])
def test_roles_count_every_duty_that_coverage_counts(store: Store, scope: str) -> None:
    roles = tabulate_roles(store, Selection(scope=scope))
    coverage = tabulate_coverage(store, Selection(scope=scope), level="function")
    assert roles["n_duties"].to_list() == coverage["n_duties"].to_list()
    counts = [column for column in roles.columns if column.startswith("n_") and column != "n_duties"]
    assert roles[counts].sum(axis=1).to_list() == coverage["n_duties"].to_list()


def test_roles_take_their_status_and_reason_from_the_gaps(store: Store) -> None:
    roles = tabulate_roles(store)
    silent = roles.loc[~roles["status"].isin(["", "other_action"]), ["missing_id", "code", "status", "reason"]]
    gaps = tabulate_gaps(store).rename(columns={"holder_id": "missing_id"})
    found = silent.merge(gaps, on=["missing_id", "code"], suffixes=("", "_gap"))
    assert len(found) == len(silent) > 0
    assert (found["status"] == found["status_gap"]).all()
    assert (found["reason"] == found["reason_gap"]).all()


@pytest.mark.parametrize(("scope", "above"), [("office", ["gacc"]), ("source", ["gacc-directory", "gacc-mandate"])])
def test_list_superiors_names_every_document_of_the_office_above(store: Store, scope: str, above: list[str]) -> None:
    holders = tabulate_holders(store, Selection(scope=scope))
    assert list_superiors(store, holders) == dict.fromkeys(["lanzhou", "qingdao", "dalian"], above)


def test_successions_of_the_register_are_the_two_documents_of_the_national_office(store: Store) -> None:
    table = tabulate_successions(store)
    assert table[["office_id", "older_id", "newer_id", "brief"]].to_dict("records") == [
        {"office_id": "gacc", "older_id": "gacc-directory", "newer_id": "gacc-mandate", "brief": True}
    ]
    assert table["n_restated"].to_list() == [tabulate_restatements(store)["older_duty"].nunique()]
    assert tabulate_successions(store, Selection(offices=("dalian",))).empty


def test_changes_know_that_quarantine_joined_in_2018(store: Store) -> None:
    changes = tabulate_changes(store).set_index("code")["change"]
    assert changes[["QUA.HEALTH", "QUA.BIO", "QUA.FOOD", "QUA.GOODS"]].to_list() == ["gained"] * 4
    assert "lost" not in set(changes)


def test_changes_follow_what_people_decided(store: Store) -> None:
    pair = tabulate_restatements(store).iloc[0]
    decision = {"subject_id": pair["newer_duty"], "object_id": pair["older_duty"], "verdict": "reject"}
    decisions = pd.DataFrame([{**decision, "who": "A. Reader", "why": "", "decided_at": ""}])
    both = pd.concat([decisions, decisions.rename(columns={"subject_id": "object_id", "object_id": "subject_id"})])
    left = tabulate_restatements(store, decisions=both)
    assert len(left) == len(tabulate_restatements(store)) - 1


def test_changes_of_an_office_with_one_document_are_empty_with_their_columns(store: Store) -> None:
    table = tabulate_changes(store, Selection(offices=("lanzhou",)))
    assert table.empty
    assert list(table.columns) == list(tabulate_changes(store).columns)


@pytest.mark.parametrize("name", ["overlap", "roles", "changes"])
def test_export_of_an_analysis_is_the_same_each_time(store: Store, name: str) -> None:
    pd.testing.assert_frame_equal(export_table(store, name), export_table(store, name))
