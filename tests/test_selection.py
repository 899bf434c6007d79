from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UsageError
from analytics.selection import Selection, allow, name_file
from tests.test_register import match_whole

TEXTS = st.text(max_size=12)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"scope": "city"}, "There is no scope 'city'; use one of office, source."),
        ({"language": "fr"}, "There is no language 'fr'; use one of en, zh, both."),
    ],
)
def test_selection_refuses_what_is_not_offered(options: dict[str, Any], line: str) -> None:
    with pytest.raises(UsageError, match=match_whole(line)):
        Selection(**options)


def test_selection_of_equal_filters_is_one_key() -> None:
    assert {Selection(areas=("TAX",)): "x"}[Selection(areas=("TAX",))] == "x"


@pytest.mark.parametrize(("values", "parameter"), [((), None), (("b", "a"), ["b", "a"])])
def test_allow_lets_all_pass_where_nothing_is_chosen(values: tuple[str, ...], parameter: list[str] | None) -> None:
    assert allow(values) == parameter


@pytest.mark.parametrize(
    ("selection", "more", "name"),
    [
        (Selection(), (), "duty-atlas_gaps_office.csv"),
        (Selection(scope="source"), (), "duty-atlas_gaps_source.csv"),
        (Selection(), ("absent", "", "tax"), "duty-atlas_gaps_office_absent_tax.csv"),
        (
            Selection(actions=("RULE",), kinds=("affiliate",), offices=("lanzhou", "qingdao")),
            (),
            "duty-atlas_gaps_office_lanzhou-qingdao_RULE_affiliate.csv",
        ),
        (
            Selection(functions=("TAX.VALUE",), groups=("Border control",)),
            (),
            "duty-atlas_gaps_office_Border-control_TAX.VALUE.csv",
        ),
        (Selection(areas=("A", "B", "C", "D")), (), "duty-atlas_gaps_office_A-B-C-D.csv"),
        (Selection(areas=("A", "B", "C", "D", "E")), (), "duty-atlas_gaps_office_5-areas.csv"),
        (Selection(), ("关税 / 估价",), "duty-atlas_gaps_office_关税-估价.csv"),
        (Selection(), ("../../etc",), "duty-atlas_gaps_office_..-..-etc.csv"),
    ],
)
def test_name_file_tells_view_and_filters(selection: Selection, more: tuple[str, ...], name: str) -> None:
    assert name_file("gaps", selection, *more) == name


def test_name_file_takes_another_suffix() -> None:
    assert name_file("comparison", Selection(), suffix="xlsx") == "duty-atlas_comparison_office.xlsx"


@settings(deadline=None, max_examples=30)
@given(TEXTS, st.tuples(TEXTS, TEXTS))
def test_name_file_has_only_letters_that_every_file_system_takes(text: str, areas: tuple[str, str]) -> None:
    name = name_file("duties", Selection(areas=areas), text)

    assert re.fullmatch(r"duty-atlas_duties_office_[\w.-]*\.csv", name)
