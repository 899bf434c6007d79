from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.clusters import find_clusters, settle_exact
from analytics.matching.labels import RELATIONS

Pair = tuple[str, str, bool, str, float]

# Two departments in the east: in the first, levying and value are apart, and the third duty does both.
DUTIES = {
    "east-01-01": "TAX.LEVY",
    "east-01-02": "TAX.VALUE",
    "east-01-03": "TAX.LEVY;TAX.VALUE",
    "east-02-01": "TAX.VALUE",
    "south-01-01": "TAX.LEVY",
    "west-01-01": "TAX.LEVY",
    "west-01-02": "TAX.VALUE",
}
ACROSS = [(a, b) for a, b in combinations(sorted(DUTIES), 2) if a.partition("-")[0] != b.partition("-")[0]]
PAIRS = st.lists(
    st.tuples(st.sampled_from(ACROSS), st.booleans(), st.sampled_from(RELATIONS), st.sampled_from([0.5, 0.8, 0.9])),
    max_size=10,
    unique_by=lambda row: row[0],
).map(lambda rows: [(*pair, accepted, relation, p) for pair, accepted, relation, p in rows])


def lay_pairs(*pairs: Pair) -> pd.DataFrame:
    columns = ["subject_id", "object_id", "accepted", "relation", "probability"]
    return pd.DataFrame(pairs, columns=columns).astype({"accepted": bool, "relation": str})


def lay_duties(duties: dict[str, str] = DUTIES) -> pd.DataFrame:
    rows = [(duty, duty.rpartition("-")[0], codes) for duty, codes in duties.items()]
    return pd.DataFrame(rows, columns=["duty_id", "department_id", "functions"])


def cluster(*pairs: Pair, duties: dict[str, str] = DUTIES) -> dict[str, list[str]]:
    """Map each cluster to its duties."""
    table = find_clusters(lay_pairs(*pairs), lay_duties(duties))
    return {str(key): group.to_list() for key, group in table.groupby("cluster_id")["duty_id"]}


def settle(*pairs: Pair) -> list[str]:
    return settle_exact(lay_pairs(*pairs)).to_list()


def find_groups(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    """Map each duty to all that it reaches over pairs, itself included."""
    groups: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = groups.get(a, {a}) | groups.get(b, {b})
        groups.update(dict.fromkeys(joined, joined))
    return groups


def test_find_clusters_joins_exact_and_close_pairs_named_by_the_smallest_duty() -> None:
    assert cluster(
        ("west-01-01", "south-01-01", True, "exact", 0.9),
        ("south-01-01", "east-01-01", True, "close", 0.8),
        ("east-02-01", "west-01-02", True, "close", 0.7),
    ) == {"east-01-01": ["east-01-01", "south-01-01", "west-01-01"], "east-02-01": ["east-02-01", "west-01-02"]}


@pytest.mark.parametrize("relation", ["broad", "narrow", "related"])
def test_find_clusters_joins_no_pair_of_another_relation(relation: str) -> None:
    assert cluster(("east-01-01", "west-01-01", True, relation, 0.99)) == {}


def test_find_clusters_joins_no_pair_that_is_not_accepted() -> None:
    assert cluster(("east-01-01", "west-01-01", False, "exact", 0.99)) == {}


def test_find_clusters_keeps_apart_what_one_department_keeps_apart_the_surest_pair_first() -> None:
    levy, value = ("east-01-01", "west-01-01", True, "close", 0.9), ("east-01-02", "west-01-01", True, "close", 0.8)
    assert cluster(levy, value) == {"east-01-01": ["east-01-01", "west-01-01"]}
    assert cluster(value, (*levy[:4], 0.7)) == {"east-01-02": ["east-01-02", "west-01-01"]}


def test_find_clusters_looks_at_all_duties_of_both_groups() -> None:
    # West and south are joined last, and each has brought one of the two eastern duties along.
    assert cluster(
        ("east-01-01", "west-01-01", True, "close", 0.9),
        ("east-01-02", "south-01-01", True, "close", 0.9),
        ("south-01-01", "west-01-01", True, "close", 0.8),
    ) == {"east-01-01": ["east-01-01", "west-01-01"], "east-01-02": ["east-01-02", "south-01-01"]}


def test_find_clusters_joins_duties_of_one_department_that_share_a_function() -> None:
    assert cluster(
        ("east-01-01", "west-01-01", True, "close", 0.9), ("east-01-03", "west-01-01", True, "close", 0.8)
    ) == {"east-01-01": ["east-01-01", "east-01-03", "west-01-01"]}


def test_find_clusters_joins_duties_of_two_departments_whatever_their_functions() -> None:
    assert cluster(
        ("east-01-01", "west-01-01", True, "close", 0.9), ("east-02-01", "west-01-01", True, "close", 0.8)
    ) == {"east-01-01": ["east-01-01", "east-02-01", "west-01-01"]}


def test_find_clusters_reads_codes_as_the_register_does() -> None:
    spaced = {**DUTIES, "east-01-02": "TAX.VALUE; TAX.LEVY"}
    assert cluster(
        ("east-01-01", "west-01-01", True, "close", 0.9),
        ("east-01-02", "west-01-01", True, "close", 0.8),
        duties=spaced,
    ) == {"east-01-01": ["east-01-01", "east-01-02", "west-01-01"]}


def test_find_clusters_of_nothing_is_empty_with_its_columns() -> None:
    table = find_clusters(lay_pairs(), lay_duties())
    assert table.to_dict("list") == {"cluster_id": [], "duty_id": []}


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_find_clusters_never_joins_two_duties_that_their_department_keeps_apart(pairs: list[Pair]) -> None:
    for group in cluster(*pairs).values():
        for a, b in combinations(group, 2):
            same_department = a.rpartition("-")[0] == b.rpartition("-")[0]
            assert not same_department or set(DUTIES[a].split(";")) & set(DUTIES[b].split(";"))


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_find_clusters_connects_each_by_exact_and_close_pairs_and_puts_no_duty_in_two(pairs: list[Pair]) -> None:
    close = [(a, b) for a, b, accepted, relation, _ in pairs if accepted and relation in {"exact", "close"}]
    found = cluster(*pairs)
    assert len({duty for group in found.values() for duty in group}) == sum(map(len, found.values()))
    for name, group in found.items():
        inside = [(a, b) for a, b in close if {a, b} <= set(group)]
        assert (name, find_groups(inside)[name]) == (min(group), set(group))


@settings(deadline=None, max_examples=30)
@given(PAIRS, st.data())
def test_find_clusters_does_not_ask_for_the_order_of_rows(pairs: list[Pair], data: st.DataObject) -> None:
    assert cluster(*data.draw(st.permutations(pairs))) == cluster(*pairs)


def test_settle_exact_keeps_a_group_of_which_every_pair_is_exact() -> None:
    pairs = combinations(["east-01-01", "south-01-01", "west-01-01"], 2)
    assert settle(*((a, b, True, "exact", 0.9) for a, b in pairs)) == ["exact"] * 3


def test_settle_exact_lowers_a_chain_that_lacks_a_pair() -> None:
    assert settle(
        ("east-01-01", "south-01-01", True, "exact", 0.9),
        ("south-01-01", "west-01-01", True, "exact", 0.9),
        ("east-01-01", "west-01-01", True, "close", 0.9),
        ("east-02-01", "west-01-02", True, "exact", 0.9),
        ("east-01-02", "west-01-01", True, "broad", 0.9),
    ) == ["close", "close", "close", "exact", "broad"]


def test_settle_exact_counts_no_pair_that_is_not_accepted() -> None:
    assert settle(
        ("east-01-01", "south-01-01", True, "exact", 0.9),
        ("south-01-01", "west-01-01", True, "exact", 0.9),
        ("east-01-01", "west-01-01", False, "exact", 0.4),
    ) == ["close", "close", "close"]


def test_settle_exact_asks_no_more_than_one_direction_of_a_pair() -> None:
    assert (
        settle(
            ("east-01-01", "south-01-01", True, "exact", 0.9),
            ("south-01-01", "east-01-01", True, "exact", 0.9),
            ("west-01-01", "south-01-01", True, "exact", 0.9),
            ("east-01-01", "west-01-01", True, "exact", 0.9),
        )
        == ["exact"] * 4
    )


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_settle_exact_leaves_exact_transitive_and_all_other_relations_as_they_were(pairs: list[Pair]) -> None:
    settled = settle(*pairs)
    exact = [(a, b) for (a, b, accepted, _, _), now in zip(pairs, settled, strict=True) if accepted and now == "exact"]
    known = {frozenset(pair) for pair in exact}
    for group in find_groups(exact).values():
        assert {frozenset(pair) for pair in combinations(group, 2)} <= known
    was = [pair[3] for pair in pairs]
    assert {(old, new) for old, new in zip(was, settled, strict=True) if old != new} <= {("exact", "close")}


def test_settle_exact_of_nothing_is_empty() -> None:
    assert settle() == []
