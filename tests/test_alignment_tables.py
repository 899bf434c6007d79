"""Alignment and crosswalk of the real register, as tables and as exports."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.export import export_table
from analytics.matching.labels import INVERSE, RELATIONS, read_labels
from analytics.reviews import COLUMNS as DECISION_COLUMNS
from analytics.reviews import decide, read_decisions
from analytics.selection import Selection
from analytics.store import DATA
from analytics.tables import tabulate_alignment, tabulate_clusters, tabulate_crosswalk, tabulate_duties
from analytics.writers import write_csv
from tests.matching.small import index_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store

SOURCES = ["dalian", "gacc-directory", "gacc-mandate", "lanzhou", "qingdao"]


@pytest.fixture(scope="module")
def alignment(store: Store) -> pd.DataFrame:
    return tabulate_alignment(store)


@pytest.fixture(scope="module")
def accepted(alignment: pd.DataFrame) -> pd.DataFrame:
    return alignment.loc[alignment["accepted"]]


@pytest.fixture(scope="module")
def crosswalk(store: Store) -> pd.DataFrame:
    return tabulate_crosswalk(store)


def reject(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Let a person reject each pair, as decisions are read: from both sides."""
    rows = [(*turn, "reject", "Li", "", "2026-01-01") for pair in pairs for turn in (pair, pair[::-1])]
    return pd.DataFrame(rows, columns=DECISION_COLUMNS)


def read_near(pairs: pd.DataFrame) -> dict[str, set[str]]:
    """Map each duty to those that a pair joins to it, itself included."""
    near: dict[str, set[str]] = {}
    for a, b in zip(pairs["subject_id"], pairs["object_id"], strict=True):
        near.setdefault(a, {a}).add(b)
        near.setdefault(b, {b}).add(a)
    return near


def reach(start: str, near: dict[str, set[str]], inside: set[str]) -> set[str]:
    """Find all that can be reached from a duty without leaving a group."""
    found, open_ = {start}, [start]
    while open_:
        new = (near.get(open_.pop(), set()) & inside) - found
        found |= new
        open_ += new
    return found


def find_unlike(alignment: pd.DataFrame, column: str) -> list[object]:
    """List the pairs that stand in both directions and do not say the same in a column."""
    found = index_pairs(alignment, column)
    return [(pair, value) for pair, value in found.items() if found.get(pair[::-1], value) != value]


def test_alignment_ranks_1_to_10_for_every_duty_and_other_source(alignment: pd.DataFrame, store: Store) -> None:
    duties = store.query("aligned_duties")
    ranks = alignment.groupby(["subject_id", "object_source"])["rank"].apply(list)
    assert set(ranks.index) == {
        (row.duty_id, source) for row in duties.itertuples() for source in SOURCES if source != row.source_id
    }
    assert [key for key, found in ranks.items() if found != list(range(1, 11))] == []
    assert not alignment.duplicated(["subject_id", "object_id"]).any()


def test_alignment_gives_the_more_probable_the_better_rank(alignment: pd.DataFrame) -> None:
    falls = alignment.groupby(["subject_id", "object_source"])["probability"].diff().dropna()
    assert (falls <= 0).all()
    assert alignment["score"].between(0, 1).all()
    assert alignment["probability"].between(0, 1).all()
    assert set(alignment["relation"]) <= set(RELATIONS)


@pytest.mark.parametrize("column", ["score", "probability", "accepted", "n_yes", "n_no"])
def test_alignment_says_the_same_of_a_pair_from_either_side(alignment: pd.DataFrame, column: str) -> None:
    assert find_unlike(alignment, column) == []


def test_alignment_names_the_inverse_relation_from_the_other_side(alignment: pd.DataFrame) -> None:
    found = {pair: str(relation) for pair, relation in index_pairs(alignment, "relation").items()}
    both = {pair: relation for pair, relation in found.items() if pair[::-1] in found}
    assert len(both) > 10_000
    assert [pair for pair, relation in both.items() if found[pair[::-1]] != INVERSE.get(relation, relation)] == []


def test_alignment_never_shows_a_clause_whose_main_function_is_general(alignment: pd.DataFrame, store: Store) -> None:
    duties = tabulate_duties(store)
    general = set(duties.loc[duties["functions"].str.startswith("GEN."), "duty_id"])
    assert len(general) > 50
    assert general & {*alignment["subject_id"], *alignment["object_id"]} == set()
    assert set(store.query("aligned_duties")["duty_id"]) == set(duties["duty_id"]) - general


def test_alignment_accepts_nothing_without_evidence(accepted: pd.DataFrame) -> None:
    shared = (accepted["functions"] != "") | (accepted["terms_en"] != "") | (accepted["terms_zh"] != "")
    assert accepted.loc[~shared & (accepted["n_yes"] == 0), ["subject_id", "object_id"]].to_numpy().tolist() == []


def test_alignment_shares_the_functions_that_both_duties_carry(alignment: pd.DataFrame) -> None:
    columns = ["functions", "subject_functions", "object_functions"]
    shared, mine, theirs = ([str(cell).split(";") for cell in alignment[column].to_list()] for column in columns)
    expected = [
        [x for x in a if x in b and not x.startswith("GEN.")] or [""] for a, b in zip(mine, theirs, strict=True)
    ]
    assert [pair for pair in zip(shared, expected, strict=True) if pair[0] != pair[1]] == []


def test_alignment_keeps_the_machines_probability_where_nobody_read(alignment: pd.DataFrame) -> None:
    unread = alignment.loc[(alignment["n_yes"] == 0) & (alignment["n_no"] == 0)]
    assert len(unread) > 0
    assert unread["probability"].to_list() == unread["score"].to_list()


def test_alignment_counts_no_reading_from_a_duty_of_the_test_half(alignment: pd.DataFrame) -> None:
    labels = read_labels(DATA / "labels" / "alignment.csv")
    half = labels.subjects
    pairs = list(zip(alignment["subject_id"], alignment["object_id"], strict=True))
    n_readers = [sum(half.get(duty) == "tune" for duty in pair) + (pair in labels.verdicts) for pair in pairs]
    assert (alignment["n_yes"] + alignment["n_no"] <= n_readers).all()
    tested = alignment["subject_id"].map(half).eq("test") & alignment["object_id"].map(half).ne("tune")
    assert tested.any()
    assert not alignment.loc[tested, ["n_yes", "n_no"]].to_numpy().any()


def test_alignment_keeps_exact_a_clique_over_the_four_offices(accepted: pd.DataFrame) -> None:
    near = read_near(accepted.loc[accepted["relation"] == "exact"])
    assert len(near) > 20
    assert [duty for duty, group in near.items() if any(near[other] != group for other in group)] == []


def test_clusters_join_no_two_duties_that_their_department_keeps_apart(store: Store) -> None:
    clusters = store.query("clusters")
    assert clusters["cluster_id"].nunique() > 50
    columns = ["duty_id", "department_id", "functions"]
    clashes = [
        (a[0], b[0])
        for _, rows in clusters.groupby("cluster_id")
        for a, b in combinations(rows[columns].astype(str).to_numpy().tolist(), 2)
        if a[1] == b[1] and not set(a[2].split(";")) & set(b[2].split(";"))
    ]
    assert clashes == []


def test_clusters_are_connected_by_exact_and_close_pairs(store: Store, accepted: pd.DataFrame) -> None:
    near = read_near(accepted.loc[accepted["relation"].isin(["exact", "close"])])
    clusters = store.query("clusters")
    assert not clusters["duty_id"].duplicated().any()
    groups = {str(name): set(rows) for name, rows in clusters.groupby("cluster_id")["duty_id"]}
    assert {name: min(group) for name, group in groups.items()} == {name: name for name in groups}
    assert [name for name, group in groups.items() if reach(name, near, group) != group] == []


def test_tabulate_alignment_keeps_the_sources_and_areas_asked_for(store: Store, alignment: pd.DataFrame) -> None:
    table = tabulate_alignment(
        store, Selection(areas=("TAX", "LAB")), subjects=["lanzhou"], objects=["dalian", "qingdao"]
    )
    areas = alignment["subject_functions"].str.contains(r"(?:^|;)(?:TAX|LAB)\.")
    kept = alignment.loc[
        areas & (alignment["subject_source"] == "lanzhou") & alignment["object_source"].isin(["dalian", "qingdao"])
    ]
    assert len(table) > 0
    assert table.to_dict("records") == kept.to_dict("records")


def test_tables_of_the_alignment_follow_the_function_group_as_they_follow_its_areas(store: Store) -> None:
    functions = store.query("functions")
    group = functions.loc[functions["comparable"], "group_name"].iloc[0]
    areas = tuple(functions.loc[functions["comparable"] & (functions["group_name"] == group), "area"].unique())
    by_group, by_areas = Selection(groups=(group,)), Selection(areas=areas)
    assert 0 < len(tabulate_alignment(store, by_group)) < len(tabulate_alignment(store))
    for tabulate in (tabulate_alignment, tabulate_clusters, tabulate_crosswalk):
        pd.testing.assert_frame_equal(tabulate(store, by_group), tabulate(store, by_areas))


def test_tabulate_alignment_of_a_source_against_itself_is_empty(store: Store, alignment: pd.DataFrame) -> None:
    table = tabulate_alignment(store, subjects=["lanzhou"], objects=["lanzhou"])
    assert (len(table), list(table.columns)) == (0, list(alignment.columns))


def test_tabulate_alignment_rejects_what_a_person_rejected_from_either_side(
    store: Store, accepted: pd.DataFrame, tmp_path: Path
) -> None:
    both = index_pairs(accepted, "rank")
    subject, other = next(pair for pair in both if pair[::-1] in both)
    decide(other, subject, "reject", who="Li", why="Another tax", path=tmp_path / "reviews.sqlite")
    table = tabulate_alignment(store, decisions=read_decisions(tmp_path / "reviews.sqlite"))
    decided = table.loc[table["verdict"] != ""].sort_values("subject_id")
    columns = ["subject_id", "object_id", "accepted", "suggested", "verdict", "who", "why"]
    assert decided[columns].to_numpy().tolist() == [
        [a, b, False, True, "reject", "Li", "Another tax"] for a, b in sorted([(subject, other), (other, subject)])
    ]
    assert table["accepted"].sum() == len(accepted) - 2


def test_tabulate_crosswalk_shares_sum_to_1_for_each_department_and_source(
    crosswalk: pd.DataFrame, store: Store
) -> None:
    sums = crosswalk.groupby(["subject_department", "object_source"])["share"].sum()
    duties = store.query("aligned_duties").drop_duplicates("department_id")
    assert set(sums.index) == {
        (row.department_id, source) for row in duties.itertuples() for source in SOURCES if source != row.source_id
    }
    assert sums.to_list() == pytest.approx([1.0] * len(sums))
    assert crosswalk["share"].between(0, 1, inclusive="right").all()


def test_tabulate_crosswalk_counts_every_accepted_pair(crosswalk: pd.DataFrame, accepted: pd.DataFrame) -> None:
    counted = accepted.groupby(["subject_department", "object_source", "object_department"]).size()
    named = crosswalk.loc[crosswalk["object_department"] != "unmatched"]
    keys = ["subject_department", "object_source", "object_department"]
    assert named.set_index(keys)["n_pairs"].sort_index().to_dict() == counted.sort_index().to_dict()


def test_tabulate_crosswalk_puts_unmatched_last(crosswalk: pd.DataFrame) -> None:
    groups = crosswalk.groupby(["subject_department", "object_source"])
    assert (crosswalk["rank"] == groups.cumcount() + 1).all()
    rest = crosswalk["object_department"] == "unmatched"
    assert (crosswalk.loc[rest, "rank"] == groups["rank"].transform("max")[rest]).all()
    assert set(crosswalk.loc[rest, "n_pairs"]) == {0}


@pytest.mark.parametrize("area", ["LAB", "TAX"])
def test_tabulate_crosswalk_of_an_area_finds_the_counterparts_outside_it_too(store: Store, area: str) -> None:
    chosen = Selection(areas=(area,))
    pairs = tabulate_alignment(store, chosen)
    pairs = pairs.loc[pairs["accepted"]]
    counted = pairs.groupby(["subject_department", "object_source", "object_department"]).size()
    table = tabulate_crosswalk(store, chosen)
    named = table.loc[table["object_department"] != "unmatched"]
    keys = ["subject_department", "object_source", "object_department"]
    assert named.set_index(keys)["n_pairs"].sort_index().to_dict() == counted.sort_index().to_dict()
    assert table.groupby(["subject_department", "object_source"])["share"].sum().to_list() == pytest.approx(
        [1.0] * table.groupby(["subject_department", "object_source"]).ngroups
    )


def test_tabulate_crosswalk_moves_what_a_person_rejected_to_unmatched(
    store: Store, crosswalk: pd.DataFrame, accepted: pd.DataFrame
) -> None:
    pairs = accepted.loc[(accepted["subject_department"] == "lanzhou-08") & (accepted["object_source"] == "qingdao")]
    assert len(pairs) > 0
    decisions = reject(*zip(pairs["subject_id"], pairs["object_id"], strict=True))
    table = tabulate_crosswalk(store, decisions=decisions)
    columns = ["subject_department", "object_source", "object_department", "share", "n_pairs", "rank"]
    moved = table.loc[(table["subject_department"] == "lanzhou-08") & (table["object_source"] == "qingdao")]
    assert moved[columns].round(9).to_numpy().tolist() == [["lanzhou-08", "qingdao", "unmatched", 1.0, 0, 1]]
    kept = ~crosswalk["subject_department"].str.startswith(("lanzhou-08", "qingdao"))
    same = ~table["subject_department"].str.startswith(("lanzhou-08", "qingdao"))
    assert table.loc[same].to_dict("records") == crosswalk.loc[kept].to_dict("records")


def test_thresholds_cost_recall_as_they_rise(store: Store) -> None:
    thresholds = store.query("thresholds")
    assert thresholds["threshold"].round(2).to_list() == [round(0.05 * i, 2) for i in range(1, 20)]
    assert thresholds["n_accepted"].is_monotonic_decreasing
    assert thresholds["recall"].is_monotonic_decreasing


def test_export_of_the_alignment_has_its_columns_and_names_the_tier(store: Store) -> None:
    table = export_table(store, "alignment")
    assert list(table.columns) == [
        "subject_id", "object_id", "object_source", "rank", "score", "probability", "accepted", "relation", "evidence",
        "n_yes", "n_no", "suggested", "verdict", "who", "why", "draft", "tier",
    ]  # fmt: skip
    expected = tabulate_alignment(store, decisions=read_decisions())[list(table.columns)[:-1]]
    assert table.drop(columns="tier").to_dict("records") == expected.to_dict("records")
    assert set(table["tier"]) == {store.meta["tier"]}


def test_export_of_the_crosswalk_has_its_columns_and_names_the_tier(store: Store) -> None:
    table = export_table(store, "crosswalk")
    assert list(table.columns) == [
        "subject_department", "object_source", "object_department", "share", "n_pairs", "rank", "draft", "tier",
    ]  # fmt: skip
    expected = tabulate_crosswalk(store, decisions=read_decisions()).round({"share": 6}).assign(draft=False)
    assert table.drop(columns="tier").to_dict("records") == expected.to_dict("records")
    assert set(table["tier"]) == {store.meta["tier"]}


@pytest.mark.parametrize("name", ["alignment", "crosswalk"])
def test_export_gives_the_same_bytes_each_time(store: Store, name: str) -> None:
    assert write_csv(export_table(store, name)) == write_csv(export_table(store, name))
