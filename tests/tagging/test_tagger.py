"""Suggested codes: what leads to them, when there are none, and what must change nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DataError, UsageError
from analytics.tagging import Tagger, learn_tagger
from analytics.tagging.fusion import Workshop
from analytics.tagging.tagger import COLUMNS
from analytics.tagging.views import Views
from tests.tagging.small import (
    LEXICON,
    count_letters,
    lay_material,
    lay_register,
    lay_strangers,
    lay_texts,
    write_data,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(Workshop(lay_material(strangers=lay_strangers()), Views(LEXICON, None)))


@pytest.fixture(scope="module")
def seeing(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    data = write_data(tmp_path_factory.mktemp("world") / "data", strangers=lay_strangers())
    return learn_tagger(lay_register(), data, encode=count_letters())


TEXTS = lay_texts(
    ("Handles customs valuation of goods", "en"),
    ("办理原产地证书", "zh"),
    ("Sets rules on laboratory samples", "en"),
    ("承办上级交办的其他事项", "zh"),
)


@pytest.mark.parametrize("which", ["tagger", "seeing"])
def test_suggest_gives_function_action_terms_and_neighbours(which: str, request: pytest.FixtureRequest) -> None:
    suggested = request.getfixturevalue(which).suggest(TEXTS)

    assert list(suggested.columns) == COLUMNS
    assert suggested[["text_id", "functions", "abstained"]].to_numpy().tolist() == [
        ["1", "TAX.VALUE", False],
        ["2", "TAX.ORIGIN", False],
        ["3", "LAB.TEST", False],
        ["4", "GEN.OTHER", False],
    ]
    assert list(suggested["action"]) == ["EXECUTE", "EXECUTE", "RULE", "EXECUTE"]
    assert list(suggested["terms"])[:3] == [
        "customs valuation→TAX.VALUE",
        "原产地证书→TAX.ORIGIN",
        "laboratory samples→LAB.TEST",
    ]
    nearest = [cell.split(";")[0].partition("=")[0] for cell in suggested["neighbours"]]
    assert nearest == ["east-01-02", "east-02-02", "east-03-01", "east-05-01"]


def test_suggest_says_each_code_s_probability_and_that_of_the_first(tagger: Tagger) -> None:
    row = tagger.suggest(lay_texts(("Handles customs valuation and certificates of origin", "en"))).iloc[0]

    values = [float(value) for value in row["probabilities"].split(";")]
    assert sorted(row["functions"].split(";")) == ["TAX.ORIGIN", "TAX.VALUE"]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(row["probability"], abs=0.005)
    assert 0 < row["action_probability"] <= 1


@pytest.mark.parametrize("which", ["tagger", "seeing"])
def test_suggest_abstains_from_what_strangers_say(which: str, request: pytest.FixtureRequest) -> None:
    suggested = request.getfixturevalue(which).suggest(
        lay_texts(("Feeds parrots and tigers", "en"), ("喂养企鹅", "zh"), ("", "en"))
    )

    assert (
        suggested[["functions", "probabilities", "probability", "abstained", "terms"]].to_numpy().tolist()
        == [["", "", 0.0, True, ""]] * 3
    )


def test_suggest_names_the_heaviest_word_where_the_lexicon_has_none(tagger: Tagger) -> None:
    row = tagger.suggest(lay_texts(("Carries out other tasks assigned by superiors", "en"))).iloc[0]

    assert row["functions"] == "GEN.OTHER"
    word, _, code = row["terms"].partition("→")
    assert code == "GEN.OTHER"
    assert word in "carries other tasks assigned superiors"


def test_suggest_reads_traditional_and_simplified_alike(tagger: Tagger) -> None:
    given = tagger.suggest(lay_texts(("辦理海關估價", "zh"), units=("a",), names=("海關估價處",)))
    same = tagger.suggest(lay_texts(("办理海关估价", "zh"), units=("a",), names=("海关估价处",)))

    assert given.to_dict("list") == same.to_dict("list")


def test_suggest_hears_the_unit_s_name(tagger: Tagger) -> None:
    bare = lay_texts(("Handles this", "en"))
    named = bare.assign(unit_id="u", unit_name="Laboratory Samples")

    place = tagger.codes.index("LAB.TEST")
    assert tagger.judge(named)[0, place] >= tagger.judge(bare)[0, place]
    weighed = [tagger.evidence.weigh(table)[0, place] for table in (bare, named)]
    assert (weighed[0] != weighed[1]).any()


@given(order=st.permutations(range(4)), kept=st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_suggest_is_changed_by_no_other_unit(tagger: Tagger, order: list[int], kept: int) -> None:
    whole = tagger.suggest(TEXTS.assign(unit_id=["a", "b", "c", "d"])).set_index("text_id")
    some = TEXTS.assign(unit_id=["a", "b", "c", "d"]).iloc[order[:kept]]

    suggested = tagger.suggest(some)

    assert suggested["text_id"].to_list() == some["text_id"].to_list()
    assert suggested.set_index("text_id").to_dict("index") == whole.loc[some["text_id"]].to_dict("index")


def test_suggest_gives_the_same_twice_learnt() -> None:
    first, second = (Tagger(Workshop(lay_material(), Views(LEXICON, None))).suggest(TEXTS) for _ in range(2))

    assert first.to_dict("list") == second.to_dict("list")


def test_suggest_gives_an_empty_table_for_no_text(tagger: Tagger) -> None:
    suggested = tagger.suggest(TEXTS.iloc[:0])

    assert (list(suggested.columns), len(suggested)) == (COLUMNS, 0)


def test_suggest_names_missing_columns(tagger: Tagger) -> None:
    line = (
        "The texts have no column unit_id, unit_name. "
        "Remedy: give text_id, text, language, unit_id, unit_name, empty where unknown."
    )
    with pytest.raises(UsageError, match=f"^{re.escape(line)}$"):
        tagger.suggest(TEXTS[["text_id", "text", "language"]])


def test_suggest_names_an_unknown_language(tagger: Tagger) -> None:
    line = "No codes can be suggested in language 'fr'. Remedy: use en or zh."
    with pytest.raises(UsageError, match=f"^{re.escape(line)}$"):
        tagger.suggest(TEXTS.assign(language="fr"))


def test_tagger_says_whether_it_has_an_encoder(tagger: Tagger, seeing: Tagger) -> None:
    assert (tagger.has_encoder, seeing.has_encoder) == (False, True)


def test_learn_tagger_names_an_unknown_source(tmp_path: Path) -> None:
    line = "north cannot be left out: no such source. Remedy: name one of east, south, west."
    with pytest.raises(UsageError, match=f"^{re.escape(line)}$"):
        learn_tagger(lay_register(), write_data(tmp_path / "data"), without=["north"])


def test_learn_tagger_hears_nothing_of_a_source_left_out(tmp_path: Path) -> None:
    data, register = write_data(tmp_path / "data"), lay_register()
    spoilt = register.duties["source_id"] == "west"
    other = register.duties.assign(
        gist_en=register.duties["gist_en"].mask(spoilt, "x"),
        functions=register.duties["functions"].mask(spoilt, "LAB.TEST"),
    )
    changed = type(register)(**{**vars(register), "duties": other})

    given, same = (learn_tagger(each, data, without=["west"]).suggest(TEXTS) for each in (register, changed))

    assert given.to_dict("list") == same.to_dict("list")
    assert not given["neighbours"].str.contains("west").any()


def test_learn_tagger_works_without_lexicon_or_labels(tmp_path: Path) -> None:
    suggested = learn_tagger(lay_register(), tmp_path).suggest(TEXTS)

    assert list(suggested["functions"]) == ["TAX.VALUE", "TAX.ORIGIN", "LAB.TEST", "GEN.OTHER"]


def test_learn_tagger_abstains_where_all_is_left_out(tmp_path: Path) -> None:
    tagger = learn_tagger(lay_register(), write_data(tmp_path / "data"), without=["east", "south", "west"])

    assert tagger.suggest(TEXTS)["abstained"].all()


def test_learn_tagger_names_a_damaged_file_of_labels(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", strangers=lay_strangers().drop(columns="kind"))

    line = "labels/out_of_domain.csv, row 1, kind: the column is missing. Remedy: add it to the header."
    with pytest.raises(DataError, match=f"^{re.escape(line)}$"):
        learn_tagger(lay_register(), data)


def test_suggest_keeps_the_order_given(tagger: Tagger) -> None:
    suggested = tagger.suggest(pd.concat([TEXTS.iloc[2:], TEXTS.iloc[:2]]))

    assert suggested["text_id"].to_list() == ["3", "4", "1", "2"]
