from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import measure_answers, tell_answers

COLUMNS = ["subject_id", "subject_source", "object_source", "accepted"]


def lay_pairs(*rows: tuple[str, str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"accepted": bool})


def test_measure_answers_counts_a_duty_once_however_many_answer_it() -> None:
    pairs = lay_pairs(
        ("a-1", "a", "b", True), ("a-1", "a", "b", True), ("a-2", "a", "b", False), ("a-1", "a", "c", False)
    )

    assert measure_answers(pairs).to_dict("records") == [
        {"subject_source": "a", "object_source": "b", "n_duties": 2, "n_answered": 1, "share": 0.5},
        {"subject_source": "a", "object_source": "c", "n_duties": 1, "n_answered": 0, "share": 0.0},
    ]


def test_measure_answers_of_nothing_keeps_its_columns() -> None:
    assert measure_answers(lay_pairs()).to_dict("list") == {
        "subject_source": [], "object_source": [], "n_duties": [], "n_answered": [], "share": [],
    }  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("12"), st.sampled_from("bc"), st.booleans()), max_size=8))
def test_measure_answers_does_not_depend_on_the_order_of_rows(rows: list[tuple[str, str, bool]]) -> None:
    pairs = lay_pairs(*((f"a-{duty}", "a", other, yes) for duty, other, yes in rows))
    key = ["subject_source", "object_source"]
    turned = measure_answers(pairs.iloc[::-1]).sort_values(key, ignore_index=True)

    pd.testing.assert_frame_equal(turned, measure_answers(pairs).sort_values(key, ignore_index=True))


@pytest.mark.parametrize(
    ("language", "other", "told"),
    [
        ("en", "West", "1 of 2 duties of East is answered in West"),
        ("en", None, "1 of 2 duties of East is answered in the other documents"),
        ("zh", "西关", "东关的2项职责中，有1项在西关有对应职责"),
        ("zh", None, "东关的2项职责中，有1项在其他文件中有对应职责"),
    ],
)
def test_tell_answers_counts_each_duty_once(language: str, other: str | None, told: str) -> None:
    pairs = lay_pairs(("a-1", "a", "b", True), ("a-1", "a", "c", True), ("a-2", "a", "b", False))
    subject = {"en": "East", "zh": "东关"}[language]

    assert tell_answers(pairs, subject=subject, other=other, language=language) == told
