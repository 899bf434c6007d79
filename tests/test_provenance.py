from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics import __version__
from analytics.provenance import cite_store
from analytics.selection import Selection

if TYPE_CHECKING:
    from analytics.store import Store


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(offices=("lanzhou", "gacc"), language="en"), "GACC 2001–now, Lanzhou 2005–2013 · store"),
        (Selection(offices=("lanzhou",), language="zh"), "兰州 2005–2013 · 数据版本"),
        (Selection(scope="source", offices=("gacc",)), "GACC directory 2001–2013, GACC mandate 2018–now · store"),
    ],
    ids=["en", "zh", "documents"],
)
def test_source_line_names_program_offices_years_and_store(store: Store, selection: Selection, told: str) -> None:
    assert cite_store(store, selection) == f"Duty Atlas {__version__} · {told} {store.fingerprint[:8]}"


def test_source_line_ends_with_the_filters(store: Store) -> None:
    assert cite_store(store, Selection(), link="rows=function&area=TAX").endswith(" · rows=function&area=TAX")
