from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.app_pages.labels import STATUSES
from analytics.charts.pictures import find_browser
from analytics.measures import explain_fragility, order_gaps, rank_gaps, tell_comparison, tell_coverage, tell_gaps
from analytics.selection import Selection
from analytics.tables import (
    tabulate_cells,
    tabulate_comparison,
    tabulate_duties,
    tabulate_gaps,
    tabulate_holders,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.store import Store

PAGES = ["overview", "coverage", "gaps", "comparison", "duties"]
WARNING = "Nothing passes the filters together. Take one away in the sidebar."
# A link that narrows every filter, and the selection that it names.
LINK: dict[str, list[str]] = {
    "by": ["source"],
    "lang": ["both"],
    "office": ["gacc", "dalian"],
    "group": ["Border control", "Governance"],
    "area": ["TAX", "OFF", "QUA"],
    "function": ["TAX.POLICY", "TAX.COLLECT", "OFF.DUTY", "QUA.BIO"],
    "action": ["RULE", "GUIDE"],
    "kind": ["leadership", "department"],
}
LINKED = Selection(
    scope="source",
    language="both",
    offices=("gacc", "dalian"),
    groups=("Border control", "Governance"),
    areas=("TAX", "OFF", "QUA"),
    functions=("TAX.POLICY", "TAX.COLLECT", "OFF.DUTY", "QUA.BIO"),
    actions=("RULE", "GUIDE"),
    kinds=("leadership", "department"),
)
ONE_ACTION = {"action": ["RULE"], "lang": ["zh"]}
VIEWS: list[tuple[dict[str, list[str]], Selection]] = [
    ({}, Selection(language="en")),
    ({"by": ["source"]}, Selection(scope="source", language="en")),
    (
        {"area": ["TAX", "QUA"], "office": ["lanzhou"]},
        Selection(areas=("TAX", "QUA"), offices=("lanzhou",), language="en"),
    ),
    (ONE_ACTION, Selection(actions=("RULE",), language="zh")),
    (LINK, LINKED),
]
VIEW_IDS = ["plain", "documents", "one-office", "one-action", "every-filter"]
views = pytest.mark.parametrize(("link", "selection"), VIEWS, ids=VIEW_IDS)


def draw(page: str, store: object) -> None:
    """Draw a page alone; Streamlit runs this text by itself."""
    from importlib import import_module

    import_module(f"analytics.app_pages.{page}").render(store)


def open_page(page: str, store: Store, **link: list[str] | str) -> AppTest:
    """Open a page by a link, and see that it draws without an error."""
    app = AppTest.from_function(draw, kwargs={"page": page, "store": store}, default_timeout=30)
    for key, values in link.items():
        app.query_params[key] = values
    return check(app.run())


@pytest.fixture(scope="module")
def look(store: Store) -> Callable[..., AppTest]:
    """Open each link once for all tests that only look at it."""
    opened: dict[str, AppTest] = {}

    def open_once(page: str, **link: list[str] | str) -> AppTest:
        key = repr((page, link))
        if key not in opened:
            opened[key] = open_page(page, store, **link)
        return opened[key]

    return open_once


def check(app: AppTest) -> AppTest:
    assert [(error.message, error.value) for error in app.exception] == []
    return app


def read_title(app: AppTest) -> str:
    assert len(app.title) == 1
    return str(app.title[0].value)


def read_link(app: AppTest) -> dict[str, list[str]]:
    return {key: [values] if isinstance(values, str) else list(values) for key, values in app.query_params.items()}


def read_filters(app: AppTest) -> dict[str, Any]:
    """Give what each filter of the sidebar holds."""
    return {str(widget.key): widget.value for widget in [*app.sidebar.segmented_control, *app.sidebar.multiselect]}


def count_rows(app: AppTest) -> list[int]:
    """Count the rows of each scrolling table, and see that each download says the same."""
    rows = [len(table.value) for table in app.dataframe]
    offered = [button.label for button in app.download_button if button.label.startswith("Download CSV")]
    assert [f"({n} rows)" in label for n, label in zip(rows, offered, strict=True)] == [True] * len(rows)
    return rows


def read_frames(app: AppTest) -> list[tuple[float, float]]:
    """Give column and row of each framed cell of the page's heatmap."""
    (chart,) = app.get("plotly_chart")
    shapes = json.loads(chart.proto.spec)["layout"].get("shapes", [])
    return [((s["x0"] + s["x1"]) / 2, (s["y0"] + s["y1"]) / 2) for s in shapes if s["type"] == "rect"]


def tell(store: Store, selection: Selection, *, level: str) -> str:
    cells, holders = tabulate_cells(store, selection, level=level), tabulate_holders(store, selection)
    language = "zh" if selection.language == "zh" else "en"
    return tell_coverage(cells, holders, store.query("codes", level=level), level=level, language=language)


# Every page.


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_by_a_link_with_every_filter_and_keeps_it(look: Callable[..., AppTest], page: str) -> None:
    app = look(page, **LINK)
    assert read_filters(app) == {**LINK, "by": "source", "lang": "both"}
    assert read_link(app) == LINK


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_plain_link_filters_nothing(look: Callable[..., AppTest], page: str) -> None:
    app = look(page)
    many: dict[str, Any] = {key: [] for key in ("office", "group", "area", "function", "action", "kind")}
    assert (read_filters(app), read_link(app)) == ({"by": "office", "lang": "en", **many}, {})
    assert list(app.warning) == []


@pytest.mark.parametrize("page", PAGES)
def test_page_ignores_unknown_codes_in_a_link(store: Store, page: str) -> None:
    unknown = {key: ["nonsense"] for key in LINK}
    app = open_page(page, store, **{**unknown, "area": ["NOPE", "TAX"]})
    many: dict[str, Any] = {key: [] for key in ("office", "group", "function", "action", "kind")}
    assert read_filters(app) == {"by": "office", "lang": "en", "area": ["TAX"], **many}
    assert read_link(app) == {"area": ["TAX"]}


@pytest.mark.parametrize("page", PAGES)
def test_page_warns_where_filters_exclude_each_other(store: Store, page: str) -> None:
    app = open_page(page, store, group="Border control", area="OFF")
    assert [warning.value for warning in app.warning] == [WARNING]


@pytest.mark.parametrize("page", PAGES)
def test_page_keeps_its_filters_when_the_language_is_switched(store: Store, page: str) -> None:
    link = {"office": ["dalian"], "area": ["TAX", "OFF"], "action": ["RULE"], "kind": ["department"]}
    app = open_page(page, store, **link)
    before = read_filters(app)
    check(app.segmented_control(key="lang").set_value("zh").run())
    assert (read_filters(app), read_link(app)) == ({**before, "lang": "zh"}, {**link, "lang": ["zh"]})


@pytest.mark.parametrize("page", PAGES)
def test_page_greys_the_filters_that_play_no_part(look: Callable[..., AppTest], page: str) -> None:
    greyed = [widget.key for widget in look(page).multiselect if widget.disabled]
    assert greyed == (["action", "kind"] if page == "gaps" else [])


@pytest.mark.parametrize("link", [{}, ONE_ACTION, LINK], ids=["en", "zh", "both"])
@pytest.mark.parametrize("page", PAGES)
def test_page_heads_its_columns_by_names_not_by_codes(
    look: Callable[..., AppTest], page: str, link: dict[str, Any]
) -> None:
    app = look(page, **link)
    heads = [str(head) for table in [*app.dataframe, *app.table] for head in table.value.columns]
    assert heads
    assert [head for head in heads if head.islower() and head.isascii()] == []


@pytest.mark.parametrize(("link", "name"), [({}, "Valuation"), (ONE_ACTION, "估价"), (LINK, "Valuation 估价")])
@pytest.mark.parametrize("page", PAGES)
def test_page_offers_names_in_the_language_chosen(
    look: Callable[..., AppTest], page: str, link: dict[str, Any], name: str
) -> None:
    options = look(page, **link).multiselect(key="function").options
    assert len(options) == 101
    assert name in options


# Overview.


@pytest.mark.parametrize(("link", "selection"), VIEWS[::2], ids=VIEW_IDS[::2])
def test_overview_tells_what_the_measure_says(
    store: Store, look: Callable[..., AppTest], link: dict[str, list[str]], selection: Selection
) -> None:
    assert read_title(look("overview", **link)) == tell(store, selection, level="area")


def test_overview_counts_what_is_compared(look: Callable[..., AppTest]) -> None:
    app = look("overview")
    assert {metric.label: metric.value for metric in app.metric} == {
        "Offices": "4",
        "Documents": "5",
        "Units": "78",
        "Duties": "796",
        "Comparable duties": "733",
    }


def test_overview_counts_what_passes_the_filters(store: Store) -> None:
    app = open_page("overview", store, office="lanzhou", area="TAX")
    duties = tabulate_duties(store, Selection(offices=("lanzhou",), areas=("TAX",)))
    assert {metric.label: metric.value for metric in app.metric} == {
        "Offices": "1",
        "Documents": "1",
        "Units": "10",
        "Duties": str(len(duties)),
        "Comparable duties": str(int(duties["comparable"].sum())),
    }


def test_overview_lists_the_documents(store: Store, look: Callable[..., AppTest]) -> None:
    app = look("overview")
    assert app.table[0].value["Document"].tolist() == store.query("sources")["title_en"].tolist()
    files = ["SVG", "PNG"] if find_browser() else []
    assert [button.label for button in app.download_button] == [
        *files,
        "Download CSV (10 rows)",
        "Download CSV (5 rows)",
    ]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ({}, {"dating": "How it is dated", "completeness": "What is there, and what is not"}),
        (ONE_ACTION, {"dating_zh": "年代依据", "completeness_zh": "收录情况"}),
        (
            LINK,
            {"dating": "How it is dated", "dating_zh": "年代依据", "completeness": "What is there, and what is not",
             "completeness_zh": "收录情况"},
        ),
    ],
    ids=["en", "zh", "both"],
)  # fmt: skip
def test_overview_tells_of_the_documents_in_the_reader_s_language(
    store: Store, look: Callable[..., AppTest], link: dict[str, Any], shown: dict[str, str]
) -> None:
    sources = store.query("sources")
    sources = sources.loc[sources["office_id"].isin(link.get("office", sources["office_id"]))]
    table = look("overview", **link).table[0].value
    assert table.iloc[:, 7:].to_dict("list") == sources[list(shown)].rename(columns=shown).to_dict("list")


@pytest.mark.parametrize(
    ("link", "language", "reason"), [({}, "en", "reason"), (ONE_ACTION, "zh", "reason_zh")], ids=["en", "zh"]
)
def test_overview_names_the_ten_gaps_that_matter(
    store: Store, look: Callable[..., AppTest], link: dict[str, Any], language: str, reason: str
) -> None:
    app = look("overview", **link)
    gaps = rank_gaps(tabulate_gaps(store)).head(10)
    codes = store.query("codes", level="function").set_index("code")[f"name_{language}"]
    offices = tabulate_holders(store).set_index("holder_id")[f"name_{language}"]
    lines = [
        f"**{offices[gap['holder_id']]}: {codes[gap['code']]}**  \n:small[{gap[reason]}]"
        for gap in gaps.to_dict("records")
    ]
    assert [text.value for text in app.markdown if text.value.startswith("**")] == lines


# Coverage.


@views
def test_coverage_tells_and_lists_what_the_measure_says(
    store: Store, look: Callable[..., AppTest], link: dict[str, list[str]], selection: Selection
) -> None:
    app = look("coverage", **link)
    cells = tabulate_cells(store, selection)
    assert read_title(app) == tell(store, selection, level="area")
    assert count_rows(app) == [cells["code"].nunique(), len(cells)]


@pytest.mark.parametrize(("link", "selection"), VIEWS[::4], ids=VIEW_IDS[::4])
def test_coverage_of_functions_tells_and_lists_what_the_measure_says(
    store: Store, link: dict[str, list[str]], selection: Selection
) -> None:
    app = open_page("coverage", store, rows="function", differ="0", **link)
    cells = tabulate_cells(store, selection, level="function")
    assert read_title(app) == tell(store, selection, level="function")
    assert count_rows(app) == [cells["code"].nunique(), len(cells)]


def test_coverage_leaves_out_functions_in_which_none_differ(store: Store) -> None:
    cells = tabulate_cells(store, level="function")
    stated = (cells["n_duties"] > 0).groupby(cells["code"]).sum()
    n_differing = int(stated.between(1, 3).sum())
    assert count_rows(open_page("coverage", store, rows="function")) == [n_differing, 4 * n_differing]


def test_coverage_of_a_single_office_shows_its_functions(store: Store) -> None:
    app = open_page("coverage", store, rows="function", office="lanzhou")
    assert [warning.value for warning in app.warning] == []


def test_coverage_shows_the_numbers_of_the_figure(store: Store) -> None:
    app = open_page("coverage", store, figure="emphasis")
    cells = tabulate_cells(store, figure="emphasis")
    cells["value"] = cells["value"].where(cells["n_duties"] > 0)  # where none is stated the picture has a sign
    values = cells.pivot_table(index="code", columns="holder_id", values="value", sort=False, dropna=False).round(4)
    np.testing.assert_array_equal(app.dataframe[0].value.iloc[:, 2:].to_numpy(dtype=float), values.to_numpy())


@pytest.mark.parametrize(
    ("link", "selection"),
    [({}, Selection()), ({"action": ["EXECUTE"]}, Selection(actions=("EXECUTE",)))],
    ids=["plain", "one-action"],
)
def test_coverage_shows_the_duties_behind_the_cell_of_a_link(
    store: Store, link: dict[str, list[str]], selection: Selection
) -> None:
    app = open_page("coverage", store, cell="TAX", of="qingdao", **link)
    cells = tabulate_cells(store, selection)
    cell = cells.loc[(cells["code"] == "TAX") & (cells["holder_id"] == "qingdao")].to_dict("records")[0]
    duties = tabulate_duties(store, Selection(offices=("qingdao",), areas=("TAX",), actions=selection.actions))
    assert f"**{STATUSES[cell['status']]}**: {cell['reason']}" in [text.value for text in app.markdown]
    assert f"Duties behind this cell: {cell['n_duties']}" in [text.value for text in app.caption]
    shown = [text.value.split(" · ")[0] for text in app.caption]
    assert [each for each in shown if each.startswith("qingdao-")] == duties["duty_id"].tolist()


def test_coverage_says_why_the_cell_of_a_link_is_empty(store: Store) -> None:
    app = open_page("coverage", store, cell="LAB", of="lanzhou")
    reason = "**Absent**: 3 of 3 peers state it; the documents give no reason."
    assert [text.value for text in app.markdown] == [reason]


def test_coverage_frames_the_cell_of_a_link(store: Store) -> None:
    app = open_page("coverage", store, cell="TAX", of="qingdao")
    row = store.query("codes", level="area")["code"].tolist().index("TAX")
    assert read_frames(app) == [(2, row)]


def test_coverage_frames_the_cell_that_is_chosen(store: Store) -> None:
    app = open_page("coverage", store)
    assert read_frames(app) == []
    app.selectbox(key="cell").set_value("TAX")
    check(app.selectbox(key="of").set_value("dalian").run())
    row = store.query("codes", level="area")["code"].tolist().index("TAX")
    assert (read_frames(app), read_link(app)) == ([(3, row)], {"cell": ["TAX"], "of": ["dalian"]})


# Gaps.


@pytest.mark.parametrize(
    ("number", "holder", "name"),
    [
        (0, "lanzhou", "Lanzhou Customs"),
        (1, "lanzhou", "Lanzhou Customs: structure and duties"),
        (2, "lanzhou", "Lanzhou Customs"),
        (3, "lanzhou", "兰州海关"),
        (4, "dalian", "Dalian Customs: departments and bodies 大连海关：部门与机构"),
    ],
    ids=VIEW_IDS,
)
def test_gaps_tells_and_lists_what_the_table_says(
    store: Store, look: Callable[..., AppTest], number: int, holder: str, name: str
) -> None:
    link, selection = VIEWS[number]
    app = look("gaps", **link)
    table = tabulate_gaps(store, selection)
    own = table.loc[table["holder_id"] == holder]
    told = tell_gaps(own, name, language=selection.telling)
    assert (app.selectbox(key="lacking").value, read_title(app)) == (holder, told)
    assert count_rows(app) == [int((own["status"] != "present").sum())]


def test_gaps_of_areas_tells_and_lists_what_the_table_says(store: Store) -> None:
    app = open_page("gaps", store, gap_rows="area", lacking="qingdao")
    table = tabulate_gaps(store, level="area")
    own = table.loc[table["holder_id"] == "qingdao"]
    assert read_title(app) == tell_gaps(own, "Qingdao Customs", level="area")
    assert count_rows(app) == [int((own["status"] != "present").sum())]


@pytest.mark.parametrize(("rows", "counted"), [("function", "101项职能"), ("area", "24个领域")])
def test_gaps_tells_and_explains_in_chinese(store: Store, rows: str, counted: str) -> None:
    app = open_page("gaps", store, lang="zh", gap_rows=rows, lacking="lanzhou", status=["absent", "thin"])
    assert read_title(app).startswith(f"兰州海关在{counted}中有真实缺口")
    assert app.caption[0].value == "**Absent** 缺失：未见原因 · **Thin** 单薄：仅一项职责或仅附带提及"


def test_gaps_lists_statuses_in_the_order_of_reading(store: Store) -> None:
    app = open_page("gaps", store, lacking="qingdao")
    table = tabulate_gaps(store)
    own = order_gaps(table.loc[(table["holder_id"] == "qingdao") & (table["status"] != "present")])
    shown = app.dataframe[0].value
    assert shown["Code"].tolist() == own["code"].tolist()
    marks = own["fragile"].map({True: ", fragile", False: ""}) + own["shaky"].map({True: ", shaky", False: ""})
    assert shown["Status"].tolist() == (own["status"].map(STATUSES) + marks).tolist()
    assert shown["Under other readings"].tolist() == explain_fragility(own).tolist()
    assert shown["Why"].tolist() == own["reason"].tolist()


@pytest.mark.parametrize("statuses", [["absent"], ["older_source", "other_level"], ["present"]])
def test_gaps_lists_the_statuses_of_a_link(store: Store, statuses: list[str]) -> None:
    table = tabulate_gaps(store)
    expected = table.loc[(table["holder_id"] == "lanzhou") & table["status"].isin(statuses)]
    app = open_page("gaps", store, status=statuses)
    assert sorted(app.dataframe[0].value["Code"]) == sorted(expected["code"])


def test_gaps_without_a_status_is_an_empty_table(store: Store) -> None:
    app = open_page("gaps", store)
    check(app.pills(key="status").set_value([]).run())
    assert count_rows(app) == [0]


def test_gaps_compares_with_the_peers_of_a_link(store: Store) -> None:
    app = open_page("gaps", store, lacking="lanzhou", peers=["qingdao", "dalian"], status="absent")
    table = tabulate_gaps(store, peers=["qingdao", "dalian"])
    own = order_gaps(table.loc[(table["holder_id"] == "lanzhou") & (table["status"] == "absent")])
    shown = app.dataframe[0].value[["Code", "Peers"]]
    assert shown.to_numpy().tolist() == own[["code", "n_peers"]].to_numpy().tolist()


def test_gaps_never_compares_an_office_with_itself(store: Store) -> None:
    app = open_page("gaps", store, lacking="lanzhou", peers=["lanzhou", "dalian"])
    assert app.multiselect(key="peers").value == ["dalian"]


@pytest.mark.parametrize(
    ("link", "holder"),
    [
        ({"office": "qingdao"}, "qingdao"),
        ({"office": "gacc", "by": "source"}, "gacc-directory"),
        ({"lacking": "mars"}, "lanzhou"),
    ],
)
def test_gaps_opens_with_an_office_that_passes_the_filters(store: Store, link: dict[str, Any], holder: str) -> None:
    assert open_page("gaps", store, **link).selectbox(key="lacking").value == holder


def test_gaps_follows_the_office_that_is_chosen_in_the_sidebar(store: Store) -> None:
    app = open_page("gaps", store)
    check(app.multiselect(key="office").set_value(["qingdao"]).run())
    table = tabulate_gaps(store, Selection(offices=("qingdao",)))
    assert read_title(app) == tell_gaps(table, "Qingdao Customs")


def test_gaps_shows_the_nearest_duty_beside_what_the_peers_state(store: Store) -> None:
    app = open_page("gaps", store, lacking="lanzhou", status="absent", peers="dalian", area="LAB")
    gap = app.dataframe[0].value.iloc[0]
    behind = tabulate_duties(store, Selection(offices=("dalian",), functions=(gap["Code"],)))
    shown = [text.value.split(" · ")[0] for text in app.caption if " · " in text.value and "**" not in text.value]
    assert shown == [gap["Nearest duty"], *behind["duty_id"]]


# Comparison.


@views
def test_comparison_tells_and_lists_what_the_table_says(
    store: Store, look: Callable[..., AppTest], link: dict[str, list[str]], selection: Selection
) -> None:
    app = look("comparison", **link)
    table, holders = tabulate_comparison(store, selection), tabulate_holders(store, selection)
    title = tell_comparison(table, len(holders), scope=selection.scope, language=selection.telling)
    assert (read_title(app), count_rows(app)) == (title, [len(table)])


@pytest.mark.parametrize(
    ("scope", "title", "caption"),
    [
        ("office", "101项职能中，所比较的4个机关均载明的有", "每行为一项职能，每列为一个机关。"),
        ("source", "101项职能中，所比较的5份文件均载明的有", "每行为一项职能，每列为一份文件。"),
    ],
)
def test_comparison_tells_and_explains_in_chinese(store: Store, scope: str, title: str, caption: str) -> None:
    app = open_page("comparison", store, lang="zh", by=scope)
    assert read_title(app).startswith(title)
    assert app.caption[0].value.startswith(caption)


def test_comparison_shows_just_the_cells_of_the_table(store: Store, look: Callable[..., AppTest]) -> None:
    shown = look("comparison").dataframe[0].value
    table = tabulate_comparison(store, Selection(language="en"))
    offices = tabulate_holders(store)
    assert shown.iloc[:, -4:].to_numpy().tolist() == table[offices["holder_id"]].to_numpy().tolist()
    assert shown.columns[-4:].tolist() == offices["name_en"].tolist()


def test_comparison_opens_the_first_row_side_by_side(store: Store) -> None:
    app = open_page("comparison", store, function="LAB.TEST")
    counts = tabulate_duties(store, Selection(functions=("LAB.TEST",)))["office_id"].value_counts()
    offices = tabulate_holders(store)
    heads = [
        f"**{name}** · {counts.get(office, 0)}"
        for office, name in zip(offices["holder_id"], offices["name_en"], strict=True)
    ]
    assert [text.value for text in app.markdown if " · " in text.value] == heads
    gaps = tabulate_gaps(store, Selection(functions=("LAB.TEST",)))
    assert [note.value for note in app.info] == gaps.loc[gaps["n_duties"] == 0, "reason"].tolist()


# Duties.


@views
def test_duties_tells_and_lists_what_passes(
    store: Store, look: Callable[..., AppTest], link: dict[str, list[str]], selection: Selection
) -> None:
    app = look("duties", **link)
    duties = tabulate_duties(store, selection)
    assert (read_title(app), count_rows(app)) == (f"{len(duties)} duties", [len(duties)])
    assert app.dataframe[0].value["Duty"].tolist() == duties["duty_id"].tolist()


@pytest.mark.parametrize("search", ["估價", "lanzhou-03"])
def test_duties_lists_what_a_search_in_the_link_finds(store: Store, search: str) -> None:
    app = open_page("duties", store, q=search)
    found = tabulate_duties(store, search=search)
    assert (read_title(app), count_rows(app)) == (f"{len(found)} of 796 duties", [len(found)])
    assert read_link(app) == {"q": [search]}


def test_duties_searches_within_the_filters(store: Store) -> None:
    app = open_page("duties", store, office="dalian")
    check(app.text_input(key="q").set_value("关税").run())
    found = tabulate_duties(store, Selection(offices=("dalian",)), search="关税")
    assert (read_title(app), count_rows(app)) == (f"{len(found)} of 286 duties", [len(found)])
    assert read_link(app) == {"office": ["dalian"], "q": ["关税"]}


def test_duties_that_no_search_finds_is_an_empty_table(store: Store) -> None:
    app = open_page("duties", store, q="nothing-has-this")
    assert (read_title(app), count_rows(app)) == ("0 of 796 duties", [0])


def test_duties_says_how_to_see_the_original_wording(look: Callable[..., AppTest]) -> None:
    app = look("duties")
    hint = "The original wording is shown when the five documents are in `data/sources` while the store is built."
    assert hint in [text.value for text in app.caption]
    assert "Original wording" not in app.dataframe[0].value.columns


def test_duties_shows_the_table_of_the_store(store: Store) -> None:
    shown = open_page("duties", store, lang="both").dataframe[0].value
    expected = tabulate_duties(store)[["duty_id", "gist_en", "gist_zh", "functions", "action"]]
    expected.columns = pd.Index(["Duty", "Gist", "要旨", "Functions", "Action"])
    pd.testing.assert_frame_equal(shown[expected.columns], expected, check_dtype=False)
