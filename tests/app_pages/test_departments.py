from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app_pages.test_pages import WARNING, open_page

if TYPE_CHECKING:
    from analytics.store import Store


def test_departments_of_an_area_that_neither_states_say_so(store: Store) -> None:
    page = open_page("departments", store, **{"from": "lanzhou", "to": "qingdao", "area": "QUA"})
    assert [warning.value for warning in page.warning] == [WARNING]


def test_departments_follow_the_function_group(store: Store) -> None:
    whole = open_page("departments", store)
    narrowed = open_page("departments", store, group=["Border control"])
    assert len(narrowed.dataframe[-1].value) < len(whole.dataframe[-1].value)
