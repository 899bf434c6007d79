from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics import measures, selection
from analytics.app_pages import labels
from analytics.app_pages.labels import list_gist_columns, name_codes, pick_name

if TYPE_CHECKING:
    from analytics.store import Store

CODES = pd.DataFrame(
    {
        "code": ["TAX", "LAB"],
        "name_en": ["Customs duty", "Laboratory"],
        "name_zh": ["关税", "化验"],
        "short_en": ["Duty", "Lab"],
        "short_zh": ["税", "化"],
    }
)


def test_labels_name_every_figure_in_the_order_of_the_measure() -> None:
    assert list(labels.FIGURES) == list(labels.FIGURE_NOTES) == list(measures.FIGURES)


def test_labels_name_every_status_in_the_order_of_the_measure() -> None:
    assert list(labels.STATUSES) == list(labels.STATUS_NOTES) == list(measures.STATUSES)


def test_labels_name_every_scope_and_language_that_can_be_selected() -> None:
    assert (tuple(labels.SCOPES), tuple(labels.LANGUAGES)) == (selection.SCOPES, selection.LANGUAGES)


def test_labels_name_every_kind_of_unit_in_the_register(store: Store) -> None:
    assert set(labels.KINDS) == set(store.query("departments")["kind"])


@pytest.mark.parametrize(("language", "name"), [("en", "Valuation"), ("zh", "估价"), ("both", "Valuation 估价")])
def test_pick_name_chooses_by_language(language: str, name: str) -> None:
    assert pick_name(language, "Valuation", "估价") == name


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"TAX": "Customs duty", "LAB": "Laboratory"}),
        ("zh", {"TAX": "关税", "LAB": "化验"}),
        ("both", {"TAX": "Customs duty 关税", "LAB": "Laboratory 化验"}),
    ],
)
def test_name_codes_maps_each_code_to_its_name(language: str, names: dict[str, str]) -> None:
    assert name_codes(CODES, language) == names


def test_name_codes_takes_another_key_and_another_name() -> None:
    holders = CODES.rename(columns={"code": "holder_id"})
    assert name_codes(holders, "en", key="holder_id", name="short") == {"TAX": "Duty", "LAB": "Lab"}


def test_name_codes_of_no_rows_is_empty() -> None:
    assert name_codes(CODES.iloc[:0], "both") == {}


@pytest.mark.parametrize(
    ("language", "columns"), [("en", ["gist_en"]), ("zh", ["gist_zh"]), ("both", ["gist_en", "gist_zh"])]
)
def test_list_gist_columns_follows_the_language(language: str, columns: list[str]) -> None:
    assert list_gist_columns(language) == columns


def test_list_gist_columns_takes_a_prefix() -> None:
    assert list_gist_columns("both", prefix="nearest_gist") == ["nearest_gist_en", "nearest_gist_zh"]
