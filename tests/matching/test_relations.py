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
        ({"TAX.LEVY"}, {"TAX.LEVY", "TAX.VALUE"}, "broad"),  # the object covers all, the subject a half
        ({"TAX.LEVY", "TAX.VALUE"}, {"TAX.LEVY"}, "narrow"),
        ({"TAX.LEVY"}, {"LAB.TEST"}, "related"),
        ({"TAX.LEVY", "TAX.VALUE", "OFF.WATCH"}, {"TAX.LEVY", "LAB.TEST", "LAB.SAMPLE"}, "related"),  # a third
        ({"TAX.LEVY", "TAX.VALUE"}, {"TAX.LEVY", "LAB.TEST"}, "close"),  # a half
        ({"TAX.LEVY"}, {"TAX.LEVY"}, "exact"),
        (set(), set(), "related"),
    ],
)
def test_relate_goes_by_the_functions_alone_where_no_concept_is_named(
    subject: set[str], other: set[str], relation: str
) -> None:
    assert relate(subject, other, same_action=True) == relation
    assert relate(subject, other, same_action=True, subject_concepts="abc") == relation
    assert relate(subject, other, same_action=True, other_concepts="abc") == relation


@pytest.mark.parametrize(
    ("subject", "other", "relation"),
    [
        ("abc", "abc", "exact"),
        ("abc", "abcde", "broad"),  # covered 1, covers (1 + 3/5) / 2 = 4/5
        ("abcd", "abcde", "exact"),  # covers 9/10
        ("abcdef", "abc", "narrow"),
        ("abcde", "abcxy", "exact"),  # (1 + 3/5) / 2 = 4/5 on either side
        ("abcde", "abvxy", "close"),  # 7/10
        ("abc", "xyz", "close"),  # a half, by the functions
    ],
)
def test_relate_goes_by_the_mean_of_functions_and_concepts(subject: str, other: str, relation: str) -> None:
    codes = {"TAX.LEVY", "TAX.VALUE"}
    assert relate(codes, codes, same_action=True, subject_concepts=subject, other_concepts=other) == relation


def test_relate_lets_concepts_outweigh_a_function() -> None:
    # Of the functions the object covers 1, of the concepts 1/3; the subject covers 1/2 and 1: 2/3 against 3/4.
    found = relate({"A.A"}, {"A.A", "B.B"}, same_action=True, subject_concepts="abc", other_concepts="a")
    assert found == "close"


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
