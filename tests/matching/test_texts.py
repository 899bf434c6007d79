from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.texts import gather_texts
from tests.matching.small import COMPARABLE, DUTIES, EAST, NORTH, Duty, gather, lay_duties, list_ids

if TYPE_CHECKING:
    from analytics.matching.texts import DutyTexts


def read_sources(sources: list[DutyTexts]) -> dict[str, list[dict[str, object]]]:
    """Give each source's table whole."""
    return {
        source.source_id: [{str(key): cell for key, cell in row.items()} for row in source.table.to_dict("records")]
        for source in sources
    }


def test_gather_texts_gives_a_group_a_source_with_codes_action_and_both_gists() -> None:
    sources = gather(EAST[0], NORTH[0])
    assert read_sources(sources) == {
        "east": [
            {
                "duty_id": "east-01-01",
                "department_id": "east-01",
                "action": "EXECUTE",
                "functions": ["TAX.LEVY"],
                "en": "Collects import duties",
                "zh": "征收进口税款",
            }
        ],
        "north": [
            {
                "duty_id": "north-01-01",
                "department_id": "north-01",
                "action": "MANAGE",
                "functions": ["OFF.WATCH"],
                "en": "Plants trees along the river",
                "zh": "沿河植树",
            }
        ],
    }
    assert [(source.languages, len(source)) for source in sources] == [(("en", "zh"), 1)] * 2


def test_gather_texts_leaves_out_clauses_whose_main_function_is_general() -> None:
    assert list_ids(gather(*EAST)) == {"east": ["east-01-01", "east-01-02", "east-02-01"]}


def test_gather_texts_keeps_a_duty_that_is_general_beside_its_main_function_without_that_code() -> None:
    (source,) = gather(("east-01-01", "Levies", "征税", "TAX.LEVY;GEN.OTHER;TAX.VALUE", "EXECUTE"))
    assert source.table["functions"].to_list() == [["TAX.LEVY", "TAX.VALUE"]]


@pytest.mark.parametrize("cell", ["TAX.LEVY; TAX.VALUE", "TAX.LEVY ;TAX.VALUE", " TAX.LEVY;TAX.VALUE ;"])
def test_gather_texts_reads_codes_as_the_register_does(cell: str) -> None:
    (source,) = gather(("east-01-01", "Levies", "征税", cell, "EXECUTE"))
    assert source.table["functions"].to_list() == [["TAX.LEVY", "TAX.VALUE"]]


def test_gather_texts_keeps_the_languages_asked_for() -> None:
    sources = gather(EAST[0], NORTH[0], languages={"east": ["zh"], "north": ["en"]})
    assert [(source.source_id, source.languages) for source in sources] == [("east", ("zh",)), ("north", ("en",))]


def test_gather_texts_leaves_out_a_language_in_which_a_text_of_the_source_is_empty() -> None:
    draft: Duty = ("draft-01-01", "", "征收进口税款", "TAX.LEVY", "EXECUTE")
    sources = gather(*EAST, draft)
    assert [(source.source_id, source.languages) for source in sources] == [("draft", ("zh",)), ("east", ("en", "zh"))]


def test_gather_texts_of_nothing_comparable_is_empty() -> None:
    assert gather(EAST[-1]) == []
    assert gather_texts(lay_duties(), comparable=COMPARABLE) == []


@settings(deadline=None, max_examples=30)
@given(rows=st.permutations(DUTIES))
def test_gather_texts_does_not_ask_for_the_order_of_rows(rows: list[Duty]) -> None:
    assert read_sources(gather(*rows)) == read_sources(gather())
