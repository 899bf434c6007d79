from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import measure_similarity

COLUMNS = ["holder_id", "other_id", "n_duties", "n_duties_other", "similarity", "low", "high"]


def lay_rows(**holders: str) -> pd.DataFrame:
    """Lay out the duties of each holder, a word a duty, a letter a function; areas are vowels and consonants."""
    rows = [
        (holder, f"{holder}-{i}", letter, "vowel" if letter in "aeiou" else "consonant")
        for holder, duties in holders.items()
        for i, duty in enumerate(duties.split())
        for letter in duty
    ]
    return pd.DataFrame(rows, columns=["holder_id", "duty_id", "function", "area"], dtype=str)


def compare(east: str, west: str, **options: object) -> float:
    table = measure_similarity(lay_rows(east=east, west=west), ["east", "west"], n_resamples=1, **options)  # type: ignore[arg-type]
    return float(table["similarity"].iloc[0])


def test_measure_similarity_of_nothing_in_common_is_zero() -> None:
    assert compare("a a", "b b") == 0.0


def test_measure_similarity_of_one_function_alone_is_one() -> None:
    assert compare("a a", "a a a") == pytest.approx(1.0)


def test_measure_similarity_is_counted_by_hand() -> None:
    # Across: 3/4 · 2/4 + 1/4 · 2/4 = 1/2. Within: 6 of 12 ordered pairs match in one, 4 of 12 in the other.
    assert compare("a a a b", "a a b b") == pytest.approx(2 * (1 / 2) / (6 / 12 + 4 / 12))


def test_measure_similarity_divides_a_duty_equally_among_its_functions() -> None:
    # Across: 1/2 · 1. Within: two halves meet in a and in b, 1/2; and 1.
    assert compare("ab ab", "a a") == pytest.approx(2 * (1 / 2) / (1 / 2 + 1))


def test_measure_similarity_by_area_counts_functions_of_an_area_as_the_same() -> None:
    assert compare("a e", "i i", level="area") == pytest.approx(1.0)
    assert compare("a e", "i i") == 0.0


def test_measure_similarity_is_missing_where_no_two_duties_match() -> None:
    table = measure_similarity(lay_rows(east="a", west="b"), ["east", "west"])

    assert table[["similarity", "low", "high"]].isna().all(axis=None)


def test_measure_similarity_of_a_holder_without_duties_is_missing() -> None:
    table = measure_similarity(lay_rows(east="a a"), ["east", "west"])

    assert table[["n_duties", "n_duties_other"]].to_numpy().tolist() == [[2, 0]]
    assert table["similarity"].isna().all()


def test_measure_similarity_gives_a_row_a_pair_in_the_order_given() -> None:
    rows = lay_rows(east="a a", west="a b b", north="b b")

    table = measure_similarity(rows, ["north", "east", "west"], n_resamples=5)

    assert list(table.columns) == COLUMNS
    assert table[["holder_id", "other_id"]].to_numpy().tolist() == [
        ["north", "east"],
        ["north", "west"],
        ["east", "west"],
    ]


@pytest.mark.parametrize("holders", [[], ["east"]])
def test_measure_similarity_of_fewer_than_two_holders_is_empty_with_its_columns(holders: list[str]) -> None:
    table = measure_similarity(lay_rows(east="a b"), holders)

    assert (list(table.columns), len(table)) == (COLUMNS, 0)


def test_measure_similarity_does_not_grow_with_the_number_of_duties() -> None:
    """Morisita's index is free of the size of the sample: the same shares give the same expected figure."""
    draws = np.random.default_rng(7)
    found = {}
    for n in (20, 200):
        pairs = [[" ".join(draws.choice(list("aabcd"), n)) for _ in range(2)] for _ in range(60)]
        found[n] = np.mean([compare(*pair) for pair in pairs])

    assert found[20] == pytest.approx(1.0, abs=0.05)
    assert found[200] == pytest.approx(1.0, abs=0.02)


def test_measure_similarity_gives_the_same_interval_each_time_whoever_else_is_compared() -> None:
    rows = lay_rows(east="a b a c d a", west="a b b c d d", north="a a c")

    two, three = measure_similarity(rows, ["east", "west"]), measure_similarity(rows, ["north", "east", "west"])

    pd.testing.assert_frame_equal(two, three.iloc[[2]].reset_index(drop=True))


def test_measure_similarity_is_surer_of_more_duties() -> None:
    few = measure_similarity(lay_rows(east="a b c d " * 5, west="a b c e " * 5), ["east", "west"])
    many = measure_similarity(lay_rows(east="a b c d " * 50, west="a b c e " * 50), ["east", "west"])

    assert (many["high"] - many["low"]).iloc[0] < (few["high"] - few["low"]).iloc[0] / 2


DUTIES = st.lists(
    st.text(alphabet="abce", min_size=1, max_size=3).map(lambda word: "".join(sorted(set(word)))),
    min_size=4,
    max_size=12,
)


@settings(deadline=None, max_examples=30)
@given(east=DUTIES, west=DUTIES, data=st.data())
def test_measure_similarity_is_symmetric_and_needs_no_order_of_rows(
    east: list[str], west: list[str], data: st.DataObject
) -> None:
    rows = lay_rows(east=" ".join(east), west=" ".join(west))
    shuffled = rows.iloc[data.draw(st.permutations(range(len(rows))))]

    forth = measure_similarity(rows, ["east", "west"], n_resamples=40)
    back = measure_similarity(shuffled, ["west", "east"], n_resamples=40)

    figures = ["similarity", "low", "high"]
    np.testing.assert_allclose(forth[figures].to_numpy(float), back[figures].to_numpy(float), rtol=1e-9)
    known = forth.dropna()
    assert (known["low"] <= known["high"]).all()
    assert (known["similarity"] >= 0).all()


def test_measure_similarity_interval_holds_the_figure_in_middling_samples() -> None:
    """The plain cosine fails this: its percentile interval lies below its own estimate."""
    duties = ["".join(pair) for pair in itertools.product("abcdefgh", "ijkl")]
    table = measure_similarity(lay_rows(east=" ".join(duties), west=" ".join(duties)), ["east", "west"])

    low, figure, high = table[["low", "similarity", "high"]].to_numpy(float)[0]
    assert low < figure < high


def test_measure_similarity_is_missing_where_too_few_duties_match_within() -> None:
    # Within: 3 pairs in one, 2 in the other.
    assert compare("a a a b", "a a b b", least_matches=5) == compare("a a a b", "a a b b")
    assert np.isnan(compare("a a a b", "a a b b", least_matches=6))
