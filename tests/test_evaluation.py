from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DataError
from analytics.evaluation import evaluate, measure_agreement, read_coding
from analytics.measures.agreement import compute_alpha
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "duty_id,functions_first,functions_second,action_first,action_second"
FOUR = f"""{HEADER}
a-01-01,TAX.A,TAX.A,RULE,RULE
a-01-02,TAX.B;LAB.C,TAX.B,RULE,GUIDE
a-01-03,LAB.C,LAB.D,GUIDE,GUIDE
a-01-04,TAX.A,TAX.B,GUIDE,GUIDE
"""
PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=12)


def write_coding(folder: Path, content: str | bytes) -> Path:
    (folder / "labels").mkdir()
    (folder / "labels" / "coding.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pair(first: str, second: str) -> np.ndarray:
    return np.array(list(zip(first, second, strict=True)))


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return measure_agreement(read_coding(write_coding(tmp_path_factory.mktemp("four"), FOUR)))


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
    ids=["binary", "nominal"],
)
def test_compute_alpha_gives_the_figures_that_krippendorff_published(first: str, second: str, alpha: float) -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A and B."""
    assert round(compute_alpha(pair(first, second)), 3) == alpha


@pytest.mark.parametrize(
    ("first", "second", "alpha"),
    [
        ("ab", "ab", 1.0),
        ("aaa", "aaa", 1.0),
        ("ab", "ba", -0.5),  # 1 - 3 * 4 / (2 * 2 * 2)
        ("aab", "abb", 4 / 9),  # 1 - 5 * 2 / (2 * 3 * 3)
        ("aaab", "aaaa", 0.0),  # 1 - 7 * 2 / (2 * 7 * 1)
    ],
)
def test_compute_alpha_gives_what_a_hand_computes(first: str, second: str, alpha: float) -> None:
    assert compute_alpha(pair(first, second)) == pytest.approx(alpha)


def test_compute_alpha_of_one_value_alone_is_full_agreement() -> None:
    assert compute_alpha(pair("a", "a")) == 1.0


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_compute_alpha_does_not_ask_who_coded_first(pairs: list[tuple[str, str]]) -> None:
    units = np.array(pairs)

    assert compute_alpha(units) == pytest.approx(compute_alpha(units[:, ::-1]))


@settings(deadline=None, max_examples=30)
@given(PAIRS.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_compute_alpha_does_not_ask_for_the_order_of_units(
    orders: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    first, second = orders

    assert compute_alpha(np.array(first)) == pytest.approx(compute_alpha(np.array(second)))


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_compute_alpha_does_not_ask_for_the_names_of_values(pairs: list[tuple[str, str]]) -> None:
    names = {"a": "TAX.VALUE", "b": "LAB", "c": ""}

    renamed = np.array([(names[first], names[second]) for first, second in pairs])

    assert compute_alpha(renamed) == pytest.approx(compute_alpha(np.array(pairs)))


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_compute_alpha_is_at_most_1_and_1_only_for_full_agreement(pairs: list[tuple[str, str]]) -> None:
    alpha = compute_alpha(np.array(pairs))

    assert alpha <= 1
    assert (alpha == 1) == all(first == second for first, second in pairs)


def test_measure_agreement_gives_each_figure_of_four_duties(four: pd.DataFrame) -> None:
    assert list(four.columns) == ["figure", "n", "value", "low", "high"]
    assert four[["figure", "n"]].to_numpy().tolist() == [
        ["alpha of the main function", 4],
        ["alpha of the main area", 4],
        ["alpha of the action", 4],
        ["micro-F1 of the code sets", 4],
    ]
    # TAX.A stands 3 times, TAX.B 3, LAB.C and LAB.D once; 2 of 4 duties differ: 1 - 7 * 4 / (64 - 20).
    # RULE stands 3 times, GUIDE 5; one duty differs: 1 - 7 * 2 / (64 - 34). Two codes of nine are shared: 2 * 2 / 9.
    assert four["value"].to_list() == pytest.approx([16 / 44, 1.0, 16 / 30, 4 / 9])


def test_measure_agreement_gives_intervals_that_hold_their_value(four: pd.DataFrame) -> None:
    assert (four["low"] <= four["value"]).all()
    assert (four["value"] <= four["high"]).all()
    assert four[["low", "high"]].to_numpy().tolist()[1] == [1.0, 1.0]
    assert (four["low"] < four["high"]).to_list() == [True, False, True, True]


def test_measure_agreement_gives_the_same_intervals_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.measures.intervals.N_RESAMPLES", 50)
    coding = read_coding(write_coding(tmp_path, FOUR))

    assert measure_agreement(coding).equals(measure_agreement(coding))


def test_measure_agreement_of_two_alike_readers_is_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.measures.intervals.N_RESAMPLES", 50)
    rows = "a-01-01,TAX.A;LAB.C,LAB.C;TAX.A,RULE,RULE\na-01-02,TAX.A,TAX.A,GUIDE,GUIDE\n"
    coding = read_coding(write_coding(tmp_path, f"{HEADER}\n{rows}"))

    figures = measure_agreement(coding.assign(functions_second=coding["functions_first"]))

    assert figures[["value", "low", "high"]].to_numpy().tolist() == [[1.0, 1.0, 1.0]] * 4


def test_read_coding_keeps_every_text_as_it_is(tmp_path: Path) -> None:
    coding = read_coding(write_coding(tmp_path, f"{HEADER},why\na-01-01,TAX.A,TAX.B,RULE,RULE,NA\n"))

    assert coding.to_dict("records") == [
        {
            "duty_id": "a-01-01",
            "functions_first": "TAX.A",
            "functions_second": "TAX.B",
            "action_first": "RULE",
            "action_second": "RULE",
            "why": "NA",
        }
    ]


def test_read_coding_takes_a_file_as_excel_saves_it(tmp_path: Path) -> None:
    excel = write_coding(tmp_path, b"\xef\xbb\xbf" + FOUR.replace("\n", "\r\n").encode())

    assert list(read_coding(excel)["duty_id"]) == ["a-01-01", "a-01-02", "a-01-03", "a-01-04"]


def test_read_coding_says_that_the_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=match_whole("labels/coding.csv: the file is missing. Remedy: restore it.")):
        read_coding(tmp_path)


def test_read_coding_says_which_columns_are_missing(tmp_path: Path) -> None:
    data = write_coding(tmp_path, "duty_id,functions_first,functions_second\n")

    with pytest.raises(
        DataError,
        match=match_whole(
            "labels/coding.csv, row 1, action_first: the column is missing. Remedy: add it to the header.",
            "labels/coding.csv, row 1, action_second: the column is missing. Remedy: add it to the header.",
        ),
    ):
        read_coding(data)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        FOUR.replace("LAB.C", "化验").encode("gbk"),
        f"{HEADER}\n".encode(),
        FOUR.replace("TAX.B;LAB.C", "").encode(),
    ],
    ids=["empty", "no UTF-8", "header only", "a duty without a code"],
)
def test_evaluate_explains_a_file_that_it_cannot_judge(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match=r"\Alabels/coding\.csv.*: .+\. Remedy: .+\.\Z"):
        evaluate(write_coding(tmp_path, content))
