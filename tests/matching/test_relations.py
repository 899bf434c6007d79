from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.labels import INVERSE, RELATIONS
from analytics.matching.relations import relate

FUNCTIONS = st.sets(st.sampled_from(["TAX.LEVY", "TAX.VALUE", "LAB.TEST"]), min_size=1)
CONCEPTS = st.sets(st.sampled_from("abcdef"))


@pytest.mark.parametrize(
    ("subject", "other", "relation"),
    [
        ({"TAX.LEVY"}, {"TAX.LEVY", "TAX.VALUE"}, "broad"),
        ({"TAX.LEVY", "TAX.VALUE"}, {"TAX.LEVY"}, "narrow"),
        ({"TAX.LEVY", "TAX.VALUE"}, {"TAX.LEVY", "LAB.TEST"}, "related"),
        ({"TAX.LEVY"}, {"LAB.TEST"}, "related"),
    ],
)
@pytest.mark.parametrize("same_action", [True, False])
def test_relate_goes_by_the_functions_where_they_differ(
    subject: set[str], other: set[str], relation: str, same_action: bool
) -> None:
    found = relate(subject, other, same_action=same_action, subject_concepts="abc", other_concepts="abc")
    assert found == relation


@pytest.mark.parametrize(
    ("subject", "other", "relation"),
    [
        ("abc", "abc", "exact"),
        ("abcde", "abc", "exact"),  # three of five shared
        ("abcd", "abef", "close"),  # two of four
        ("abcde", "abf", "close"),  # two of five
        ("abc", "abcdef", "broad"),  # three concepts more
        ("abcdef", "abc", "narrow"),
        ("", "", "close"),
        ("a", "bcd", "close"),  # two more are too few
    ],
)
def test_relate_goes_by_scope_where_the_functions_are_the_same(subject: str, other: str, relation: str) -> None:
    codes = {"TAX.LEVY", "TAX.VALUE"}
    assert relate(codes, codes, same_action=True, subject_concepts=subject, other_concepts=other) == relation


def test_relate_never_calls_another_action_exact() -> None:
    found = relate(["A.A"], ["A.A"], same_action=False, subject_concepts="abc", other_concepts="abc")
    assert found == "close"


def test_relate_does_not_ask_how_often_a_concept_or_function_is_named() -> None:
    once = relate(["A.A", "B.B"], ["B.B", "A.A"], same_action=True, subject_concepts="ab", other_concepts="ba")
    often = relate(
        ["A.A", "B.B"], ["B.B", "A.A", "A.A"], same_action=True, subject_concepts="aaaab", other_concepts="ba"
    )
    assert (once, often) == ("exact", "exact")


@settings(deadline=None, max_examples=30)
@given(FUNCTIONS, FUNCTIONS, st.booleans(), CONCEPTS, CONCEPTS)
def test_relate_from_the_other_side_is_the_inverse(
    subject: set[str], other: set[str], same_action: bool, mine: set[str], theirs: set[str]
) -> None:
    there = relate(subject, other, same_action=same_action, subject_concepts=mine, other_concepts=theirs)
    back = relate(other, subject, same_action=same_action, subject_concepts=theirs, other_concepts=mine)
    assert there in RELATIONS
    assert back == INVERSE.get(there, there)
