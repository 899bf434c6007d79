from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.app_pages.alignment import COSTS
from analytics.measures import tell_answers
from analytics.selection import Selection
from analytics.tables import tabulate_alignment
from tests.app_pages.test_pages import open_page, read_title

if TYPE_CHECKING:
    from analytics.store import Store

TO_QINGDAO = {"from": "lanzhou", "to": "qingdao"}


@pytest.mark.parametrize(
    ("language", "subject", "other"),
    [("en", "Lanzhou", "Qingdao"), ("zh", "兰州", "青岛"), ("both", "Lanzhou 兰州", "Qingdao 青岛")],
)
def test_alignment_tells_how_many_duties_are_answered(store: Store, language: str, subject: str, other: str) -> None:
    app = open_page("alignment", store, lang=language, **TO_QINGDAO)
    table = tabulate_alignment(store, subjects=["lanzhou"], objects=["qingdao"])
    telling = Selection(language=language).telling
    assert read_title(app) == tell_answers(table, subject=subject, other=other, language=telling)
    costs = store.query("thresholds").set_index("threshold").loc[0.5]
    told = COSTS[telling].format(threshold=0.5, precision=costs["precision"], recall=costs["recall"])
    assert app.caption[0].value == told


@pytest.mark.parametrize(
    ("language", "ending"),
    [("en", " duties of Lanzhou are answered in the other documents"), ("zh", "项在其他文件中有对应职责")],
)
def test_alignment_with_all_documents_says_so_in_the_reader_s_language(
    store: Store, language: str, ending: str
) -> None:
    assert read_title(open_page("alignment", store, lang=language)).endswith(ending)


def test_alignment_says_in_chinese_what_the_threshold_costs(store: Store) -> None:
    app = open_page("alignment", store, lang="zh", from_p="80")
    assert app.caption[0].value.startswith("采纳概率下限为80%：")
