from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.app_pages.departments import NOTES
from analytics.measures import tell_crosswalk
from analytics.selection import Selection
from analytics.tables import tabulate_crosswalk
from tests.app_pages.test_pages import WARNING, open_page, read_title

if TYPE_CHECKING:
    from analytics.store import Store

TO_QINGDAO = {"from": "lanzhou", "to": "qingdao"}


def test_departments_of_an_area_that_neither_states_say_so(store: Store) -> None:
    page = open_page("departments", store, **{"from": "lanzhou", "to": "qingdao", "area": "QUA"})
    assert [warning.value for warning in page.warning] == [WARNING]


def test_departments_follow_the_function_group(store: Store) -> None:
    whole = open_page("departments", store)
    narrowed = open_page("departments", store, group=["Border control"])
    assert len(narrowed.dataframe[-1].value) < len(whole.dataframe[-1].value)


@pytest.mark.parametrize(
    ("language", "subject", "other"),
    [("en", "Lanzhou", "Qingdao"), ("zh", "兰州", "青岛"), ("both", "Lanzhou 兰州", "Qingdao 青岛")],
)
def test_departments_tells_who_corresponds_to_most(store: Store, language: str, subject: str, other: str) -> None:
    app = open_page("departments", store, lang=language, **TO_QINGDAO)
    crosswalk = tabulate_crosswalk(store)
    mine = crosswalk["subject_department"].str.startswith("lanzhou-") & (crosswalk["object_source"] == "qingdao")
    departments = store.query("departments").set_index("department_id")
    both = departments["name_en"] + " " + departments["name_zh"]
    names = dict(departments[f"name_{language}"] if language != "both" else both)
    told = tell_crosswalk(
        crosswalk.loc[mine], names, subject=subject, other=other, language=Selection(language=language).telling
    )
    assert read_title(app) == told
    unmatched = {"en": "no counterpart", "zh": "无对应", "both": "no counterpart 无对应"}[language]
    assert app.caption[0].value == NOTES[Selection(language=language).telling].format(unmatched=unmatched)


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("en", " and 1 other of Lanzhou correspond to 5 departments of Qingdao each"),
        ("zh", "”等2个部门各对应青岛的5个部门"),
    ],
)
def test_departments_says_that_two_share_the_largest_number(store: Store, language: str, ending: str) -> None:
    assert read_title(open_page("departments", store, lang=language, **TO_QINGDAO)).endswith(ending)


def test_departments_speaks_of_correspondence_not_of_answering(store: Store) -> None:
    app = open_page("departments", store, **TO_QINGDAO)
    (chart,) = app.get("plotly_chart")
    layout = json.loads(chart.proto.spec)["layout"]
    assert layout["xaxis"]["title"]["text"] == "Corresponding department · per cent of the row's duties"
    assert app.dataframe[0].value.columns.tolist() == [
        "Department", "Name", "Corresponding department", "Its name", "Share", "Pairs", "Rank",
    ]  # fmt: skip
    assert app.selectbox(key="to").label == "Corresponding departments of"
    assert app.selectbox(key="counterpart").label == "Corresponding department"
    said = [str(element.value) for element in [*app.title, *app.caption, *app.markdown, *app.info]]
    assert [text for text in said if "answer" in text.lower()] == []


@pytest.mark.parametrize(
    ("language", "told"), [("en", "No department passes the filters"), ("zh", "没有符合筛选条件的部门")]
)
def test_departments_that_no_filter_passes_says_so(store: Store, language: str, told: str) -> None:
    app = open_page("departments", store, lang=language, area="LAB", **TO_QINGDAO)
    assert (read_title(app), [warning.value for warning in app.warning]) == (told, [WARNING])
