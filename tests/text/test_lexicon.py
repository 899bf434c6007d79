from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from analytics.codebook import read_codebook
from analytics.errors import DataError
from analytics.store import DATA
from analytics.text.language import simplify
from analytics.text.lexicon import COLUMNS, Lexicon, Term, read_lexicon
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = (
    ("customs", "海关", "customs", ""),
    ("customs duty", "关税", "duty", "TAX.LEVY"),
    ("customs duty rate", "关税税率", "rate", "TAX.RATE"),
    ("port", "口岸", "port", ""),
)
HEADER = "term_en,term_zh,concept,function\n"


def lay_lexicon(*rows: tuple[str, str, str, str]) -> Lexicon:
    return Lexicon(pd.DataFrame(rows or PAIRS, columns=COLUMNS, dtype=str))


def write_lexicon(folder: Path, text: str) -> Path:
    path = folder / "lexicon.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(DATA / "lexicon.csv")


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("Sets customs duty rates", "en", [Term("customs duty rates", "rate")]),
        ("customs duty of customs", "en", [Term("customs duty", "duty"), Term("customs", "customs")]),
        ("拟定关税税率", "zh", [Term("关税税率", "rate")]),
        ("海关征收关税", "zh", [Term("海关", "customs"), Term("关税", "duty")]),
    ],
)
def test_find_terms_takes_the_longest_match_in_the_order_of_the_text(
    text: str, language: str, terms: list[Term]
) -> None:
    assert lay_lexicon().find_terms(text, language) == terms


def test_find_terms_tries_a_shorter_match_where_the_longest_breaks_off() -> None:
    assert lay_lexicon().find_terms("关税税款", "zh") == [Term("关税", "duty")]
    assert lay_lexicon().find_terms("customs duty relief", "en") == [Term("customs duty", "duty")]


def test_find_terms_counts_no_character_twice() -> None:
    assert lay_lexicon(("a b", "甲乙", "first", ""), ("b c", "乙丙", "second", "")).find_terms("a b c", "en") == [
        Term("a b", "first")
    ]


def test_find_terms_names_a_term_as_often_as_it_stands() -> None:
    assert lay_lexicon().find_terms("ports and ports", "en") == [Term("ports", "port"), Term("ports", "port")]


def test_find_terms_keeps_the_case_of_the_text() -> None:
    assert lay_lexicon().find_terms("The CUSTOMS Duty", "en") == [Term("CUSTOMS Duty", "duty")]


@pytest.mark.parametrize("text", ["imports", "portal", "a sportive export", "", "  ", "海关"])
def test_find_terms_finds_whole_english_words_only(text: str) -> None:
    assert lay_lexicon().find_terms(text, "en") == []


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("duty", "duties"),
        ("ship", "ships"),
        ("customs duty", "customs duties"),
        ("licence fee", "licences fees"),
        ("tax", "taxes"),
        ("process", "processes"),
        ("branch", "branches"),
    ],
)
def test_find_terms_finds_singular_and_plural_alike(one: str, many: str) -> None:
    for listed in (one, many):
        found = lay_lexicon((listed, "词", "it", ""))
        assert found.find_terms(one, "en") == [Term(one, "it")]
        assert found.find_terms(many, "en") == [Term(many, "it")]


@pytest.mark.parametrize(("word", "other"), [("process", "proces"), ("as", "a"), ("bus", "bu")])
def test_find_terms_takes_no_end_for_a_plural_that_is_none(word: str, other: str) -> None:
    assert lay_lexicon((other, "词", "it", "")).find_terms(word, "en") == []


def test_find_terms_finds_traditional_by_simplified_and_shows_it_simplified() -> None:
    assert lay_lexicon().find_terms("海關徵收關稅", "zh") == [Term("海关", "customs"), Term("关税", "duty")]


def test_find_terms_of_an_empty_lexicon_finds_nothing() -> None:
    empty = Lexicon(pd.DataFrame({column: pd.Series(dtype=str) for column in COLUMNS}))
    assert (empty.find_terms("customs duty", "en"), empty.find_terms("关税", "zh"), empty.functions) == ([], [], {})


def test_functions_are_those_that_each_concept_shows_alone() -> None:
    assert lay_lexicon().functions == {"customs": "", "duty": "TAX.LEVY", "rate": "TAX.RATE", "port": ""}


@settings(deadline=None, max_examples=30)
@given(rows=st.permutations(PAIRS), text=st.lists(st.sampled_from(["海关", "关", "税", "关税税率", "口岸", "，"])))
def test_find_terms_does_not_ask_for_the_order_of_the_rows(
    rows: list[tuple[str, str, str, str]], text: list[str]
) -> None:
    written = "".join(text)
    assert lay_lexicon(*rows).find_terms(written, "zh") == lay_lexicon().find_terms(written, "zh")


@settings(deadline=None, max_examples=30)
@given(text=st.lists(st.sampled_from(["Customs", "duty", "duties", "rate", "port", "of", ",", "-"])).map(" ".join))
def test_find_terms_writes_each_term_as_the_text_has_it_in_its_order(text: str) -> None:
    place = 0
    for term in lay_lexicon().find_terms(text, "en"):
        place = text.index(term.text, place) + len(term.text)
    assert place <= len(text)


def test_read_lexicon_keeps_every_cell_as_text(tmp_path: Path) -> None:
    path = write_lexicon(tmp_path, f"\ufeff{HEADER}NA,无,nothing,\n007,七,seven,TAX.LEVY\n")
    assert read_lexicon(path).table.to_dict("records") == [
        {"term_en": "NA", "term_zh": "无", "concept": "nothing", "function": ""},
        {"term_en": "007", "term_zh": "七", "concept": "seven", "function": "TAX.LEVY"},
    ]


def test_read_lexicon_without_the_file_is_empty_with_its_columns(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path / "lexicon.csv").table.to_csv(index=False) == HEADER


def test_read_lexicon_of_the_header_alone_is_empty(tmp_path: Path) -> None:
    assert read_lexicon(write_lexicon(tmp_path, HEADER)).table.to_csv(index=False) == HEADER


def test_read_lexicon_says_which_columns_are_missing(tmp_path: Path) -> None:
    path = write_lexicon(tmp_path, "term_en,concept\nduty,duty\n")
    lines = [
        f"lexicon.csv, row 1, {column}: the column is missing. Remedy: add it to the header."
        for column in ("function", "term_zh")
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_lexicon(path)


def test_read_lexicon_rejects_a_pair_that_stands_twice_with_its_line(tmp_path: Path) -> None:
    rows = "duty,关税,duty,\nport,口岸,port,\nduty,关税,other,\nduty,税,duty,\nport,口岸,port,\n"
    lines = [
        "lexicon.csv, row 4, term_en: 'duty' stands twice with its Chinese. Remedy: remove one of the two.",
        "lexicon.csv, row 6, term_en: 'port' stands twice with its Chinese. Remedy: remove one of the two.",
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_lexicon(write_lexicon(tmp_path, HEADER + rows))


def test_lexicon_holds_600_terms_each_in_both_languages_with_a_concept(lexicon: Lexicon) -> None:
    table = lexicon.table
    assert min(table["term_en"].nunique(), table["term_zh"].nunique()) >= 600
    assert (table[["term_en", "term_zh", "concept"]] == "").sum().to_dict() == {
        "term_en": 0,
        "term_zh": 0,
        "concept": 0,
    }


def test_lexicon_shows_functions_that_the_codebook_knows(lexicon: Lexicon) -> None:
    known = {function.code for function in read_codebook(DATA / "codebook.toml").functions}
    assert set(lexicon.functions.values()) - known == {""}


def test_lexicon_gives_one_function_a_concept(lexicon: Lexicon) -> None:
    n_functions = lexicon.table.groupby("concept")["function"].nunique()
    assert n_functions[n_functions > 1].to_dict() == {}


@pytest.mark.parametrize(("column", "language"), [("term_en", "en"), ("term_zh", "zh")])
def test_lexicon_finds_each_of_its_terms_as_one_and_under_its_own_concept(
    lexicon: Lexicon, column: str, language: str
) -> None:
    pairs = zip(lexicon.table[column], lexicon.table["concept"], strict=True)
    assert [pair for pair in pairs if lexicon.find_terms(pair[0], language) != [Term(*pair)]] == []


def test_lexicon_writes_chinese_in_simplified_characters(lexicon: Lexicon) -> None:
    assert [term for term in lexicon.table["term_zh"] if simplify(term) != term] == []


def test_lexicon_finds_every_term_in_traditional_characters_too(lexicon: Lexicon) -> None:
    traditional = OpenCC("s2t")
    written = [(traditional.convert(term), term) for term in lexicon.table["term_zh"].unique()]
    assert sum(old != new for old, new in written) > 100
    assert [new for old, new in written if lexicon.find_terms(old, "zh") != lexicon.find_terms(new, "zh")] == []
