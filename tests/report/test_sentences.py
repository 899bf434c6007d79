"""The report's sentences: whole in both languages, each with a number."""

from __future__ import annotations

import string

import pytest

from analytics.report.sentences import SENTENCES, say
from analytics.report.words import WORDS

SPOKEN = ["title"]  # needs no number


def list_fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_but_for_the_singular() -> None:
    plural = {key for key in SENTENCES["en"] if not key.endswith("_one")}

    assert plural == set(SENTENCES["zh"])


def test_both_languages_have_the_same_words() -> None:
    assert list(WORDS["en"]) == list(WORDS["zh"])


@pytest.mark.parametrize("key", SENTENCES["zh"])
def test_sentence_names_the_same_figures_in_both_languages(key: str) -> None:
    assert list_fields(SENTENCES["en"][key]) == list_fields(SENTENCES["zh"][key])


@pytest.mark.parametrize("key", [key for key in SENTENCES["en"] if key not in SPOKEN])
def test_sentence_carries_a_number(key: str) -> None:
    words = {"office", "peer", "peers", "area", "department", "superior", "older", "newer", "fewest", "most"}

    assert (list_fields(SENTENCES["en"][key]) - words) or any(each.isdigit() for each in SENTENCES["en"][key])


def test_one_is_said_in_the_singular_where_there_is_one() -> None:
    told = [say("en", "gaps", n=n, all=101, office="Lanzhou") for n in (1, 2)]

    assert told == [
        "1 of 101 functions is a real gap: a peer states it, Lanzhou does not, and nothing in the documents explains "
        "it.",
        "2 of 101 functions are real gaps: a peer states them, Lanzhou does not, and nothing in the documents explains "
        "it.",
    ]
