from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.text.language import fold, simplify

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("written", "simplified"),
    [
        ("", ""),
        ("Customs 2018-04", "Customs 2018-04"),
        ("海关总署", "海关总署"),
        ("海關總署", "海关总署"),
        ("乾燥的貨物", "干燥的货物"),
        ("乾隆", "乾隆"),
    ],
)
def test_simplify_writes_simplified_characters_and_leaves_all_else(written: str, simplified: str) -> None:
    assert simplify(written) == simplified


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \t\n ", ""),
        ("Customs", "customs"),
        ("  Tax\tand\nVALUE ", "tax and value"),
        ("關稅\u3000處", "关税 处"),
        ("Straße", "strasse"),
    ],
)
def test_fold_leaves_simplified_lower_case_and_single_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_finds_traditional_by_simplified_and_the_other_way_round() -> None:
    assert fold("關稅") == fold("关税")


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_fold_of_any_text_has_no_space_at_its_ends_nor_two_in_a_row(text: str) -> None:
    folded = fold(text)

    assert folded == " ".join(folded.split())


def test_simplify_reads_hong_kong_s_characters_and_ends_at_no_null() -> None:
    assert simplify("\x00衞生署\x00") == "\x00卫生署\x00"


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_simplify_leaves_latin_texts_alone(text: str) -> None:
    assert simplify(text) == text


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="海关關税稅處处貨货 TaxÄß", max_size=20))
def test_fold_of_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_simplify_serves_many_threads() -> None:
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(simplify, ["海關總署"] * 200)) == {"海关总署"}
