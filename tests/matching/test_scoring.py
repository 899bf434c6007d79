from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.scoring import (
    FIGURES,
    Query,
    gather_queries,
    measure_thresholds,
    score_calibration,
    score_queries,
    tune_threshold,
)
from tests.matching.small import LABELS, gather, lay_labels, list_ids

NAN = float("nan")
IDS = list_ids(gather())
LANGUAGES = {"east": "zh", "south": "en", "west": "en"}


def ask(subject: str, *scored: tuple[float, bool], threshold: float = 0.5, languages: str = "en-zh") -> Query:
    """Lay out one query: each object's score, and whether it is a counterpart."""
    scores = np.array([score for score, _ in scored])
    truth = np.array([true for _, true in scored], dtype=bool)
    return Query(subject, languages, scores, truth, scores >= threshold, int(truth.sum()))


# Found first; found third, after two that are wrongly accepted; none to be found.
THREE = [
    ask("a", (0.9, True), (0.2, False), (0.1, False)),
    ask("a", (0.3, True), (0.8, False), (0.6, False)),
    ask("b", (0.4, False), (0.1, False), (0.0, False)),
]


def read_figures(table: pd.DataFrame, column: str = "value") -> dict[str, float]:
    return dict(zip(table["figure"], table[column].round(4), strict=True))


def score_pairs(share: float = 0.0) -> dict[tuple[str, str], np.ndarray]:
    """Score each pair of the small world by the place of the object: .9, .8, .7, less a share."""
    return {
        (a, b): np.tile(0.9 - 0.1 * np.arange(len(IDS[b])) - share, (len(IDS[a]), 1))
        for a in IDS
        for b in IDS
        if a != b
    }


def test_score_queries_gives_what_a_hand_computes() -> None:
    assert read_figures(score_queries(THREE)) == {
        "recall at 1": 0.5,
        "recall at 5": 1.0,
        "MRR": 0.6667,  # (1 + 1/3) / 2
        "AUC of has a counterpart": 1.0,  # .9 and .8 stand above .4
        "precision": 0.3333,
        "recall": 0.5,
        "F1 of accepted pairs": 0.4,
    }


def test_score_queries_counts_what_has_a_counterpart_and_for_auc_all() -> None:
    table = score_queries(THREE)
    assert list(table.columns) == ["figure", "n", "value", "low", "high"]
    assert dict(zip(table["figure"], table["n"], strict=True)) == {
        figure: 3 if figure.startswith("AUC") else 2 for figure in FIGURES
    }


@pytest.mark.parametrize(
    ("place", "at_1", "at_5", "mrr"),
    [(1, 1.0, 1.0, 1.0), (2, 0.0, 1.0, 0.5), (5, 0.0, 1.0, 0.2), (6, 0.0, 0.0, 0.1667)],
)
def test_score_queries_asks_where_the_first_counterpart_stands(
    place: int, at_1: float, at_5: float, mrr: float
) -> None:
    scored = [(1 - 0.1 * i, i in {place, 7}) for i in range(1, 8)]
    figures = read_figures(score_queries([ask("a", *scored)]))
    assert (figures["recall at 1"], figures["recall at 5"], figures["MRR"]) == (at_1, at_5, mrr)


@pytest.mark.parametrize(("with_one", "without", "auc"), [(0.9, 0.4, 1.0), (0.4, 0.9, 0.0), (0.5, 0.5, 0.5)])
def test_score_queries_asks_whether_the_best_score_tells_that_there_is_a_counterpart(
    with_one: float, without: float, auc: float
) -> None:
    queries = [ask("a", (with_one, False), (0.1, True)), ask("b", (without, False), (0.2, False))]
    assert read_figures(score_queries(queries))["AUC of has a counterpart"] == auc


def test_score_queries_counts_every_counterpart_of_a_subject() -> None:
    figures = read_figures(score_queries([ask("a", (0.9, True), (0.8, True), (0.7, False), (0.1, True), (0.0, True))]))
    assert (figures["precision"], figures["recall"], figures["F1 of accepted pairs"]) == (0.6667, 0.5, 0.5714)


def test_score_queries_leaves_open_what_cannot_be_told() -> None:
    figures = score_queries([ask("a", (0.1, False), (0.2, False))])
    assert figures["value"].isna().all()
    assert figures["low"].isna().all()
    assert figures["n"].to_list() == [0, 0, 0, 1, 0, 0, 0]


def test_score_queries_gives_intervals_that_hold_their_value_and_are_the_same_each_time() -> None:
    queries = [ask(f"s{i}", (0.9 - 0.05 * i, i % 3 != 0), (0.5, i % 2 == 0), (0.2, False)) for i in range(12)]
    table = score_queries(queries)
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert table.to_dict() == score_queries(queries[::-1]).to_dict()


def test_score_queries_resamples_subjects_with_all_their_queries() -> None:
    # A subject's two queries are drawn together, so that recall at 1 is one half in every draw.
    pair = [ask("a", (0.9, True), (0.1, False)), ask("a", (0.9, False), (0.1, True))]
    table = score_queries([*pair, *(ask("b", *zip(q.scores, q.truth, strict=True)) for q in pair)])
    assert table.loc[table["figure"] == "recall at 1", ["low", "value", "high"]].to_numpy().tolist() == [
        [0.5, 0.5, 0.5]
    ]


def test_score_calibration_gives_brier_and_the_share_that_is_true_in_ten_bins() -> None:
    table = score_calibration(
        [ask("a", (1.0, True), (0.95, False), (0.25, True)), ask("b", (0.0, False), (0.05, False))]
    )
    # The squares of what is wrong, 0, .9025, .5625, 0 and .0025, are .2935 on average.
    assert table.iloc[0].to_dict() | {"low": 0, "high": 0} == {
        "figure": "Brier score",
        "n": 5,
        "value": pytest.approx(0.2935),
        "low": 0,
        "high": 0,
    }
    bins = table.iloc[1:]
    assert bins["figure"].to_list() == [
        f"true among probabilities from {i / 10:.1f} to {(i + 1) / 10:.1f}" for i in range(10)
    ]
    assert bins["n"].to_list() == [2, 0, 1, 0, 0, 0, 0, 0, 0, 2]
    np.testing.assert_array_equal(bins["value"].to_numpy(), [0, NAN, 1, NAN, NAN, NAN, NAN, NAN, NAN, 0.5])
    assert bins[["low", "high"]].round(9).to_numpy().tolist() == [[i / 10, (i + 1) / 10] for i in range(10)]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20))
def test_score_calibration_puts_every_pair_in_one_bin(scored: list[tuple[float, bool]]) -> None:
    table = score_calibration([ask("a", *scored)])
    assert table["n"].iloc[0] == table["n"].iloc[1:].sum() == len(scored)
    n_true = (table["value"].iloc[1:].fillna(0) * table["n"].iloc[1:]).sum()
    assert n_true == pytest.approx(sum(true for _, true in scored))


def test_gather_queries_asks_each_subject_of_the_half_against_every_other_source() -> None:
    queries = gather_queries(score_pairs(), IDS, LANGUAGES, lay_labels(*LABELS), half="test", threshold=0.75)
    assert [
        (q.subject_id, q.languages, q.scores.round(1).tolist(), q.truth.tolist(), q.accepted.tolist()) for q in queries
    ] == [
        ("south-01-02", "en-zh", [0.9, 0.8, 0.7], [False, False, False], [True, True, False]),
        ("south-01-02", "en-en", [0.9, 0.8, 0.7], [False, False, True], [True, True, False]),
    ]


def test_gather_queries_never_mixes_the_halves() -> None:
    labels = lay_labels(*LABELS)
    tune, test = (
        {query.subject_id for query in gather_queries(score_pairs(), IDS, LANGUAGES, labels, half=half, threshold=0.5)}
        for half in ("tune", "test")
    )
    assert tune == {"east-01-01", "east-01-02", "south-02-01", "west-01-01", "west-02-01"}
    assert test == {"south-01-02"}


def test_gather_queries_counts_a_subject_that_was_never_a_candidate_as_a_miss() -> None:
    labels = lay_labels(("east-02-02", "west", IDS["west"][0], "close", "test"))
    queries = gather_queries(score_pairs(), IDS, LANGUAGES, labels, half="test", threshold=0.5)
    assert [
        (query.n_true, bool(query.truth.any()), bool(query.accepted.any())) for query in queries if query.n_true
    ] == [(1, False, False)]
    assert read_figures(score_queries(queries))["recall at 5"] == 0.0


def test_gather_queries_passes_over_a_subject_of_a_source_that_is_not_aligned() -> None:
    labels = lay_labels(("far-01-01", "west", "", "none", "test"))
    assert gather_queries(score_pairs(), IDS, LANGUAGES, labels, half="test", threshold=0.5) == []


def test_tune_threshold_finds_the_best_f1_on_the_tuning_half() -> None:
    labels = lay_labels(*LABELS)
    scores = {(a, b): np.where(np.nan_to_num(labels.judge(IDS[a], IDS[b])[0]) == 1, 0.7, 0.3) for a, b in score_pairs()}
    assert tune_threshold(scores, IDS, labels) == 0.7


def test_measure_thresholds_tells_what_each_costs_on_the_test_half() -> None:
    rows = [
        ("south-01-02", "west-02-01", 0.72),
        ("south-01-02", "west-01-01", 0.42),
        ("east-01-01", "west-01-02", 0.99),  # of the tuning half
        ("east-02-01", "west-01-02", 0.99),  # not judged
    ]
    alignment = pd.DataFrame(rows, columns=["subject_id", "object_id", "probability"])
    table = measure_thresholds(alignment, lay_labels(*LABELS)).set_index("threshold")
    assert list(table.index) == [round(0.05 * i, 2) for i in range(1, 20)]
    assert table.loc[[0.4, 0.45, 0.7, 0.75]].fillna(-1).to_numpy().tolist() == [
        [2, 0.5, 1.0],
        [1, 1.0, 1.0],
        [1, 1.0, 1.0],
        [0, -1, 0.0],
    ]


def test_measure_thresholds_counts_the_counterparts_that_are_no_candidates_too() -> None:
    alignment = pd.DataFrame([("south-01-02", "west-01-01", 0.9)], columns=["subject_id", "object_id", "probability"])
    assert set(measure_thresholds(alignment, lay_labels(*LABELS))["recall"]) == {0.0}


@pytest.mark.parametrize("labels", [[], [label for label in LABELS if label[-1] == "tune"]])
def test_measure_thresholds_without_a_test_half_leaves_the_figures_open(
    labels: list[tuple[str, str, str, str, str]],
) -> None:
    rows = [("south-01-02", "west-01-01", 0.9)]
    alignment = pd.DataFrame(rows, columns=["subject_id", "object_id", "probability"])
    table = measure_thresholds(alignment, lay_labels(*labels))
    assert set(table["n_accepted"]) == {0}
    assert table[["precision", "recall"]].isna().to_numpy().all()
