"""Suggested codes judged: every text by what others taught, and beside baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from analytics.store import DATA
from analytics.tagging.baselines import suggest_by_words, suggest_most_frequent, suggest_nearest_label
from analytics.tagging.evaluation import COLUMNS, evaluate_tagging, mark_areas, tabulate_probabilities
from analytics.tagging.leftout import suggest_left_out
from analytics.tagging.material import clean_texts, read_samples, read_strangers
from analytics.tagging.views import Views
from tests.tagging.small import (
    CODEBOOK,
    LEXICON,
    SOURCES,
    count_letters,
    lay_duties,
    lay_material,
    lay_register,
    lay_samples,
    lay_strangers,
    lay_texts,
    write_data,
)

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = lay_samples(("mars-1", "Handles laboratory samples", "en", "LAB.TEST"), half="test")
METHODS = ["tagger", "baseline most frequent", "baseline TF-IDF and logistic regression"]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    strangers = pd.concat([lay_strangers(), lay_strangers("test")])
    data = write_data(tmp_path_factory.mktemp("judged") / "data", samples=SAMPLES, strangers=strangers)
    duties = lay_duties()
    wordings = pd.DataFrame({"duty_id": duties["duty_id"], "wording": duties["gist_en"]})
    wordings.loc[duties["source_id"] == "west", "wording"] = duties["gist_zh"]
    return evaluate_tagging(lay_register(), data, wordings=wordings, encoder="none")


def test_evaluate_tagging_judges_gists_wordings_samples_and_strangers(figures: pd.DataFrame) -> None:
    assert list(figures.columns) == COLUMNS
    assert list(dict.fromkeys(figures["part"])) == [
        *(f"{method}, one source left out, gists in the document's language (no encoder)" for method in METHODS),
        *(f"{method}, one source left out, original wordings (no encoder)" for method in METHODS),
        *(f"{method}, other administrations, test half (no encoder)" for method in METHODS),
        "tagger, other institutions' own business, test half (no encoder)",
    ]


def test_evaluate_tagging_gives_each_figure_of_the_tagger(figures: pd.DataFrame) -> None:
    part = "tagger, one source left out, gists in the document's language (no encoder)"
    mine = figures.loc[figures["part"] == part].set_index("figure")

    assert list(mine.index) == [
        "micro-F1 of areas",
        "micro-F1 of functions",
        "F1 of GEN against the rest",
        "accuracy of GEN against the rest",
        "main function among the reader's, where one is suggested",
        "expected calibration error of each suggested code",
        "expected calibration error of the main function",
        "accuracy of the action",
        "share abstained",
    ]
    assert mine[["n", "value"]].to_numpy()[1].tolist() == [27, 1.0]
    assert (mine["low"] <= mine["value"]).all()


def test_evaluate_tagging_finds_that_strangers_get_no_code(figures: pd.DataFrame) -> None:
    part = figures.loc[figures["part"].str.contains("institutions")]

    assert part[["figure", "n", "value"]].to_numpy().tolist() == [
        ["share without any code", 6, 1.0],
        ["share without a customs code", 6, 1.0],
    ]


def test_evaluate_tagging_judges_no_wordings_unless_all_are_there(tmp_path: Path) -> None:
    some = pd.DataFrame({"duty_id": ["east-01-01"], "wording": ["Sets rules"]})

    figures = evaluate_tagging(lay_register(), write_data(tmp_path / "data"), wordings=some, encoder="none")

    assert not figures["part"].str.contains("original|other").any()


def test_mark_areas_marks_an_area_once() -> None:
    assert mark_areas(np.array([[1, 1, 0, 0, 0, 1]]), CODEBOOK).tolist() == [[1, 0, 0, 1]]


def test_tabulate_probabilities_gives_those_of_suggested_codes() -> None:
    suggested = pd.DataFrame({"functions": ["B;A", ""], "probabilities": ["0.90;0.50", ""]})

    assert tabulate_probabilities(suggested, ["A", "B"]).tolist() == [[0.5, 0.9], [0.0, 0.0]]


def test_baselines_suggest_what_they_say() -> None:
    material, views = lay_material(), Views(LEXICON, count_letters())
    texts = clean_texts(lay_texts(("Testing", "en"), ("Handles certificates of origin", "en")))

    assert suggest_most_frequent(material, texts).tolist() == [[1, 0, 0, 0, 0, 0]] * 2
    assert suggest_by_words(material, texts, views)[1].tolist() == [0, 1, 0, 0, 0, 0]
    nearest = suggest_nearest_label(material, texts, views)
    assert nearest is not None
    assert nearest[0].tolist() == [0, 0, 1, 0, 0, 0]


def test_nearest_label_needs_an_encoder() -> None:
    texts = clean_texts(lay_texts(("Testing", "en")))

    assert suggest_nearest_label(lay_material(), texts, Views(LEXICON, None)) is None


def test_suggest_left_out_puts_wordings_and_codes_in_the_place_of_gists() -> None:
    duties = lay_duties()
    wordings = pd.DataFrame(
        {"duty_id": ["east-01-02", "west-03-01"], "wording": ["Handles\ncustoms valuation", "制定規則實驗室樣品"]}
    )

    given = suggest_left_out(duties, wordings, SOURCES, CODEBOOK, LEXICON)

    assert given[["duty_id", "gist_en", "gist_zh", "functions"]].to_numpy().tolist() == [
        ["east-01-02", "Handles customs valuation", "", "TAX.VALUE"],
        ["west-03-01", "", "制定规则实验室样品", "LAB.TEST"],
    ]


def test_suggest_left_out_gives_other_tasks_where_it_abstains() -> None:
    wordings = pd.DataFrame({"duty_id": ["east-01-02"], "wording": [""]})

    assert suggest_left_out(lay_duties(), wordings, SOURCES, CODEBOOK, LEXICON)["functions"].to_list() == ["GEN.OTHER"]


def test_labels_of_samples_fit_the_codebook() -> None:
    from analytics.codebook import read_codebook
    from analytics.register import split_codes

    book, samples = read_codebook(DATA / "codebook.toml"), read_samples(DATA)
    codes = {function.code for function in book.functions}

    assert samples["text_id"].is_unique
    assert [row for row in samples["functions"] if not row or not codes.issuperset(split_codes(row))] == []
    assert set(samples["action"]) <= {action.code for action in book.actions}
    assert set(samples["half"]) == {"tune", "test"}
    halves = samples.assign(office=samples["text_id"].str.partition("-")[0]).groupby("office")["half"].nunique()
    assert set(halves) == {1}  # an administration is learnt from or tested on, never both


def test_labels_of_strangers_are_half_english_half_chinese() -> None:
    strangers = read_strangers(DATA)
    tested = strangers.loc[strangers["half"] == "test", "language"].value_counts()

    assert strangers["text_id"].is_unique
    assert not strangers["text"].duplicated().any()
    assert abs(int(tested["en"]) - int(tested["zh"])) <= 2
    assert set(strangers["business"]) == {"own", "administration"}
