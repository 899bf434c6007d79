from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from analytics.errors import UsageError
from analytics.measures import FIGURES, STATUSES
from analytics.selection import Selection
from analytics.tables import (
    tabulate_alignment,
    tabulate_cells,
    tabulate_comparison,
    tabulate_coverage,
    tabulate_crosswalk,
    tabulate_departments,
    tabulate_duties,
    tabulate_functions,
    tabulate_gaps,
    tabulate_holders,
)

if TYPE_CHECKING:
    from analytics.store import Store

OFFICES = ["gacc", "lanzhou", "qingdao", "dalian"]
SOURCES = ["gacc-directory", "gacc-mandate", "lanzhou", "qingdao", "dalian"]
HOLDERS = {"office": OFFICES, "source": SOURCES}
SCOPES = ["office", "source"]
LEVELS = ["area", "function"]

# Filters that choose what is shown; the numbers that remain stay as they were.
SHOWING: list[dict[str, tuple[str, ...]]] = [
    {"offices": ("dalian",)},
    {"offices": ("lanzhou", "gacc")},
    {"groups": ("Border control",)},
    {"areas": ("TAX", "QUA")},
    {"functions": ("TAX.POLICY", "OFF.DUTY", "QUA.BIO")},
    {"offices": ("qingdao",), "groups": ("Governance",), "areas": ("OFF", "LEG")},
]
# Filters that choose which duties are counted.
COUNTING: list[dict[str, tuple[str, ...]]] = [
    {"actions": ("RULE",)},
    {"actions": ("EXECUTE", "MANAGE")},
    {"kinds": ("department",)},
    {"kinds": ("subordinate", "affiliate"), "actions": ("EXECUTE",)},
]


@pytest.fixture(scope="module")
def gaps(store: Store) -> pd.DataFrame:
    """Judge every office and function once for all tests that only read."""
    return tabulate_gaps(store)


def name_filters(filters: Any) -> str:
    """Name a test after its filters."""
    return "+".join("-".join(values) for values in filters.values())


def keep_shown(table: pd.DataFrame, store: Store, selection: Selection, *, level: str) -> pd.DataFrame:
    """Filter a table that was made without filters by hand."""
    functions = store.query("functions")
    for column, wanted in (
        ("group_name", selection.groups),
        ("area", selection.areas),
        ("function", selection.functions),
    ):
        functions = functions.loc[functions[column].isin(wanted)] if wanted else functions
    shown = table["code"].isin(functions[level])
    if selection.offices:
        shown &= table["office_id"].isin(selection.offices)
    return table.loc[shown].reset_index(drop=True)


def count_listed(store: Store, filters: dict[str, Any], *, level: str) -> dict[tuple[str, str, str], int]:
    """Count the duties that `tabulate_duties` lists for each scope, holder and code, code by code."""
    column = "areas" if level == "area" else "functions"
    counts = {}
    for code in store.query("codes", level=level)["code"]:
        listed = tabulate_duties(store, Selection(**{**filters, column: (code,)}))
        for scope, holders in HOLDERS.items():
            by_holder = listed[f"{scope}_id"].value_counts()
            counts.update({(scope, holder, code): int(by_holder.get(holder, 0)) for holder in holders})
    return counts


def count_covered(store: Store, filters: dict[str, Any], *, level: str) -> dict[tuple[str, str, str], int]:
    """Read the same counts from `tabulate_coverage`."""
    counts = {}
    for scope in HOLDERS:
        table = tabulate_coverage(store, Selection(scope=scope, **filters), level=level)
        for holder, code, n_duties in table[["holder_id", "code", "n_duties"]].to_numpy().tolist():
            counts[scope, holder, code] = n_duties
    return counts


# Holders and functions.


@pytest.mark.parametrize("scope", SCOPES)
def test_tabulate_holders_lists_all_of_the_scope(store: Store, scope: str) -> None:
    assert tabulate_holders(store, Selection(scope=scope))["holder_id"].tolist() == HOLDERS[scope]


def test_tabulate_holders_keeps_the_documents_of_an_office(store: Store) -> None:
    holders = tabulate_holders(store, Selection(scope="source", offices=("gacc", "dalian")))
    assert holders["holder_id"].tolist() == ["gacc-directory", "gacc-mandate", "dalian"]


def test_tabulate_functions_lists_the_comparable_ones_in_the_codebooks_order(store: Store) -> None:
    functions = tabulate_functions(store)
    book = store.query("functions")
    assert functions["function"].tolist() == book.loc[book["area"] != "GEN", "function"].tolist()
    assert (len(functions), functions["area"].nunique()) == (101, 24)


def test_tabulate_functions_keeps_what_passes_every_filter(store: Store) -> None:
    selection = Selection(groups=("Border control",), areas=("QUA", "OFF"))
    expected = ["QUA.HEALTH", "QUA.BIO", "QUA.FOOD", "QUA.GOODS"]
    assert tabulate_functions(store, selection)["function"].tolist() == expected


def test_tabulate_functions_never_shows_general_sentences(store: Store) -> None:
    assert tabulate_functions(store, Selection(areas=("GEN",))).empty


# Coverage.


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scope", SCOPES)
def test_tabulate_coverage_has_the_full_grid_in_order(store: Store, scope: str, level: str) -> None:
    coverage = tabulate_coverage(store, Selection(scope=scope), level=level)
    codes = store.query("codes", level=level)["code"].tolist()
    assert len(codes) == {"area": 24, "function": 101}[level]
    assert coverage[["holder_id", "code"]].to_numpy().tolist() == [[h, c] for h in HOLDERS[scope] for c in codes]


@pytest.mark.parametrize("level", LEVELS)
def test_tabulate_coverage_counts_just_the_duties_listed_for_each_cell(store: Store, level: str) -> None:
    counts = count_covered(store, {}, level=level)
    assert len(counts) == {"area": 9 * 24, "function": 9 * 101}[level]
    assert counts == count_listed(store, {}, level=level)


@pytest.mark.parametrize("filters", COUNTING, ids=name_filters)
def test_tabulate_coverage_counts_just_the_duties_listed_under_a_counting_filter(
    store: Store, filters: dict[str, Any]
) -> None:
    assert count_covered(store, filters, level="area") == count_listed(store, filters, level="area")


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("filters", [{}, *COUNTING], ids=name_filters)
def test_tabulate_coverage_shares_are_of_the_duties_counted(store: Store, filters: dict[str, Any], scope: str) -> None:
    selection = Selection(scope=scope, **filters)
    comparable = tabulate_duties(store, selection, comparable=True)[f"{scope}_id"].value_counts()
    coverage = tabulate_coverage(store, selection, level="function")
    n_comparable = coverage["holder_id"].map(comparable).fillna(0)
    expected = (coverage["n_duties"] / n_comparable).where(n_comparable > 0, 0.0)
    pd.testing.assert_series_equal(coverage["share"], expected, check_names=False)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("filters", SHOWING, ids=name_filters)
def test_tabulate_coverage_filters_rows_and_changes_no_number(
    store: Store, filters: dict[str, Any], level: str
) -> None:
    selection = Selection(**filters)
    expected = keep_shown(tabulate_coverage(store, level=level), store, selection, level=level)
    assert len(expected) > 0
    pd.testing.assert_frame_equal(tabulate_coverage(store, selection, level=level), expected)


def test_tabulate_coverage_filters_documents_by_their_office(store: Store) -> None:
    coverage = tabulate_coverage(store, Selection(scope="source", offices=("gacc",), areas=("TAX",)))
    assert coverage["holder_id"].tolist() == ["gacc-directory", "gacc-mandate"]


def test_tabulate_coverage_under_a_counting_filter_keeps_the_grid(store: Store) -> None:
    coverage = tabulate_coverage(store, Selection(kinds=("society",)), level="function")
    assert len(coverage) == 404
    assert coverage.loc[coverage["office_id"] == "lanzhou", list(FIGURES[3:])].to_numpy().sum() == 0


def test_tabulate_coverage_of_filters_that_exclude_each_other_is_empty(store: Store) -> None:
    coverage = tabulate_coverage(store, Selection(groups=("Border control",), areas=("OFF",)))
    assert coverage.to_dict("list") == {column: [] for column in tabulate_coverage(store).columns}


def test_tabulate_coverage_of_an_area_covers_the_functions_that_it_names(store: Store) -> None:
    areas, functions = tabulate_coverage(store, level="area"), tabulate_coverage(store, level="function")
    stated = (functions["n_duties"] > 0).groupby([functions["holder_id"], functions["area"]]).agg(["sum", "mean"])
    keys = pd.MultiIndex.from_frame(areas[["holder_id", "code"]])
    assert areas["n_functions"].tolist() == stated["sum"].reindex(keys).tolist()
    assert areas["breadth"].tolist() == pytest.approx(stated["mean"].reindex(keys).tolist())


# Gaps.


@pytest.mark.parametrize("office", ["lanzhou", "qingdao", "dalian"])
def test_tabulate_gaps_lays_quarantine_to_the_age_of_the_document(gaps: pd.DataFrame, office: str) -> None:
    quarantine = gaps.loc[(gaps["office_id"] == office) & (gaps["area"] == "QUA")]
    end = {"lanzhou": "2013", "qingdao": "2018-03", "dalian": "2018-03"}[office]
    told = quarantine[["code", "status", "n_duties", "peers", "reason", "reason_zh"]]
    assert told.to_dict("records") == [
        {
            "code": code,
            "status": "older_source",
            "n_duties": 0,
            "peers": "gacc",
            "reason": f"Only documents younger than this one ({end}) state it: gacc-mandate.",
            "reason_zh": f"仅晚于本文件（{end}）的文件载明：gacc-mandate。",
        }
        for code in ("QUA.HEALTH", "QUA.BIO", "QUA.FOOD", "QUA.GOODS")
    ]


def test_tabulate_gaps_lays_quarantine_to_the_age_of_the_document_by_source_too(store: Store) -> None:
    table = tabulate_gaps(store, Selection(scope="source", areas=("QUA",)), level="area")
    assert dict(zip(table["holder_id"], table["status"], strict=True)) == {
        "gacc-directory": "older_source",
        "gacc-mandate": "present",
        "lanzhou": "older_source",
        "qingdao": "older_source",
        "dalian": "older_source",
    }


@pytest.mark.parametrize("function", ["TAX.POLICY", "INT.COOPERATE"])
def test_tabulate_gaps_lays_national_functions_to_the_level(gaps: pd.DataFrame, function: str) -> None:
    regional = gaps.loc[(gaps["code"] == function) & (gaps["office_id"] != "gacc")]
    assert regional[["office_id", "status", "case"]].to_numpy().tolist() == [
        [office, "other_level", "only_level"] for office in ("lanzhou", "qingdao", "dalian")
    ]


def test_tabulate_gaps_lays_the_end_of_a_cut_off_unit_to_its_text(gaps: pd.DataFrame) -> None:
    unreadable = gaps.loc[gaps["status"] == "unreadable", ["office_id", "code", "reason"]]
    reason = "The unit that would hold it cannot be read (its text breaks off): General Office."
    assert unreadable.to_numpy().tolist() == [
        ["gacc", code, reason] for code in ("OFF.PETITION", "OFF.DUTY", "OFF.RECEPTION")
    ]


def test_tabulate_gaps_takes_no_restated_function_for_a_real_gap(store: Store) -> None:
    table = tabulate_gaps(store, Selection(scope="source", offices=("gacc",)))
    absent = table.loc[table["status"] == "absent"]
    assert set(absent["case"]) == {"absent_sibling"}
    assert not absent["real"].any()


def test_tabulate_gaps_takes_what_is_absent_and_stated_by_peers_for_real(gaps: pd.DataFrame) -> None:
    real = gaps.loc[gaps["real"]]
    pd.testing.assert_frame_equal(real, gaps.loc[(gaps["status"] == "absent") & (gaps["n_peers"] > 0)])
    assert (real["n_duties"] == 0).all()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scope", SCOPES)
def test_tabulate_gaps_has_the_full_grid_each_with_reason_and_nearest_duty(
    store: Store, scope: str, level: str
) -> None:
    table = tabulate_gaps(store, Selection(scope=scope), level=level)
    coverage = tabulate_coverage(store, Selection(scope=scope), level=level)
    shared = ["holder_id", "code", "office_id", "source_id", "level", "area", "function", "n_duties"]
    pd.testing.assert_frame_equal(table[shared], coverage[shared])
    assert set(table["status"]) <= set(STATUSES)
    assert not table.isna().to_numpy().any()
    assert table["reason"].str.endswith(".").all()
    assert table["reason_zh"].str.endswith("。").all()
    owners = table["nearest_duty_id"].str.rsplit("-", n=2).str[0]
    pairs = zip(owners, table["source_id"], strict=True)
    assert [owner in sources.split(";") for owner, sources in pairs] == [True] * len(table)


@pytest.mark.parametrize("filters", SHOWING, ids=name_filters)
def test_tabulate_gaps_filters_rows_and_changes_no_number(
    store: Store, gaps: pd.DataFrame, filters: dict[str, Any]
) -> None:
    selection = Selection(**filters)
    expected = keep_shown(gaps, store, selection, level="function")
    pd.testing.assert_frame_equal(tabulate_gaps(store, selection), expected)


def test_tabulate_gaps_of_areas_filters_rows_and_changes_no_number(store: Store) -> None:
    selection = Selection(offices=("qingdao",), groups=("Governance",), areas=("OFF", "LEG"))
    expected = keep_shown(tabulate_gaps(store, level="area"), store, selection, level="area")
    pd.testing.assert_frame_equal(tabulate_gaps(store, selection, level="area"), expected)


@pytest.mark.parametrize("filters", COUNTING[2:], ids=name_filters)
def test_tabulate_gaps_judges_on_all_duties_whatever_is_counted(
    store: Store, gaps: pd.DataFrame, filters: dict[str, Any]
) -> None:
    pd.testing.assert_frame_equal(tabulate_gaps(store, Selection(**filters)), gaps)


def test_tabulate_gaps_compares_with_the_peers_chosen(store: Store) -> None:
    table = tabulate_gaps(store, Selection(functions=("LAB.TEST",)), peers=["dalian", "qingdao"])
    assert table[["holder_id", "peers", "n_peers", "n_all_peers"]].to_numpy().tolist() == [
        ["gacc", "qingdao;dalian", 2, 2],
        ["lanzhou", "qingdao;dalian", 2, 2],
        ["qingdao", "dalian", 1, 1],
        ["dalian", "qingdao", 1, 1],
    ]


def test_tabulate_gaps_refuses_an_unknown_peer(store: Store) -> None:
    message = r"^There is no 'harbin' to compare with; use gacc, lanzhou, qingdao, dalian\.$"
    with pytest.raises(UsageError, match=message):
        tabulate_gaps(store, peers=["harbin"])


# Cells.


@pytest.mark.parametrize("figure", ["share", "emphasis", "n_departments"])
def test_tabulate_cells_joins_the_figure_with_the_gap(store: Store, gaps: pd.DataFrame, figure: str) -> None:
    coverage = tabulate_coverage(store, level="function")
    groups = store.query("codes", level="function").set_index("code")["group_name"]
    expected = coverage.assign(
        **{column: gaps[column] for column in ("status", "real", "n_peers", "reason", "reason_zh")},
        group_name=coverage["code"].map(groups),
        value=coverage[figure],
    )
    cells = tabulate_cells(store, level="function", figure=figure)
    pd.testing.assert_frame_equal(cells[expected.columns], expected)


@pytest.mark.parametrize("filters", SHOWING[::2], ids=name_filters)
def test_tabulate_cells_filters_rows_and_changes_no_number(store: Store, filters: dict[str, Any]) -> None:
    selection = Selection(**filters)
    expected = keep_shown(tabulate_cells(store), store, selection, level="area")
    pd.testing.assert_frame_equal(tabulate_cells(store, selection), expected)


# Comparison.


@pytest.mark.parametrize(
    ("scope", "filters"),
    [
        ("office", {}),
        ("source", {}),
        ("source", {"areas": ("QUA",)}),
        *(("office", each) for each in SHOWING + COUNTING),
    ],
    ids=str,
)
def test_tabulate_comparison_holds_just_the_duties_of_each_cell(
    store: Store, scope: str, filters: dict[str, Any]
) -> None:
    selection = Selection(scope=scope, language="en", **filters)
    comparison = tabulate_comparison(store, selection)
    holders = tabulate_holders(store, selection)["holder_id"].tolist()
    duties = store.query(
        "duties", offices=None, sources=None, groups=None, areas=None, functions=None, comparable=None,
        actions=list(selection.actions) or None, kinds=list(selection.kinds) or None,
    )  # fmt: skip
    cells: dict[tuple[str, str], list[str]] = {}
    for duty in duties.to_dict("records"):
        for code in duty["functions"].split(";"):
            cells.setdefault((code, duty[f"{scope}_id"]), []).append(f"{duty['duty_id']} {duty['gist_en']}")
    functions = tabulate_functions(store, selection)["function"].tolist()
    expected = [["\n".join(cells.get((code, holder), [])) for holder in holders] for code in functions]
    assert comparison["function"].tolist() == functions
    assert comparison[holders].to_numpy().tolist() == expected
    assert comparison["n_holders"].tolist() == [sum(cell != "" for cell in row) for row in expected]


@pytest.mark.parametrize("scope", SCOPES)
def test_tabulate_comparison_has_as_many_lines_as_coverage_counts(store: Store, scope: str) -> None:
    selection = Selection(scope=scope)
    comparison = tabulate_comparison(store, selection).set_index("function")
    lines = comparison[HOLDERS[scope]].map(lambda cell: len(cell.splitlines()))
    coverage = tabulate_coverage(store, selection, level="function")
    counts = coverage.pivot_table(index="code", columns="holder_id", values="n_duties", sort=False)
    assert lines.to_numpy().tolist() == counts.to_numpy().tolist()


# Duties.

WORDS = [("估价", "估價"), ("关税", "關稅"), ("缉私", "緝私"), ("风险", "風險"), ("办公室", "辦公室"), ("审计", "審計")]


@pytest.mark.parametrize(("simplified", "traditional"), WORDS)
def test_tabulate_duties_finds_the_same_for_either_script(store: Store, simplified: str, traditional: str) -> None:
    everything = tabulate_duties(store)
    texts = everything["gist_zh"] + " " + everything["department_zh"]
    expected = everything.loc[texts.str.contains(simplified, regex=False)].reset_index(drop=True)
    assert len(expected) > 0
    pd.testing.assert_frame_equal(tabulate_duties(store, search=simplified), expected)
    pd.testing.assert_frame_equal(tabulate_duties(store, search=traditional), expected)


@pytest.mark.parametrize("word", ["valuation", "Valuation", "SMUGGLING", "tariff", "customs (general"])
def test_tabulate_duties_finds_english_in_any_case(store: Store, word: str) -> None:
    everything = tabulate_duties(store)
    texts = (everything["gist_en"] + " " + everything["department_en"]).str.lower()
    expected = everything.loc[[all(each in text for each in word.lower().split()) for text in texts]]
    found = tabulate_duties(store, search=word)
    assert found["duty_id"].tolist() == expected["duty_id"].tolist()


def test_tabulate_duties_finds_a_mandarin_and_an_english_word_in_one_duty(store: Store) -> None:
    both = tabulate_duties(store, search="关税 tariff")["duty_id"].tolist()
    chinese = set(tabulate_duties(store, search="关税")["duty_id"])
    english = tabulate_duties(store, search="tariff")["duty_id"]
    assert both == [duty for duty in english if duty in chinese]
    assert both


@pytest.mark.parametrize(("search", "n_duties"), [("lanzhou-03", 17), ("LANZHOU-03-01", 1), ("qingdao-23-", 6)])
def test_tabulate_duties_finds_ids(store: Store, search: str, n_duties: int) -> None:
    found = tabulate_duties(store, search=search)["duty_id"]
    assert len(found) == n_duties
    assert found.str.startswith(search.lower()).all()


@pytest.mark.parametrize("search", ["", "   ", "\t\n", "　"])
def test_tabulate_duties_without_a_word_lists_all(store: Store, search: str) -> None:
    pd.testing.assert_frame_equal(tabulate_duties(store, search=search), tabulate_duties(store))


@pytest.mark.parametrize("search", ["nothing-has-this", "无此词语", ".*", "valuation 无此词语"])
def test_tabulate_duties_that_nothing_holds_keeps_its_columns(store: Store, search: str) -> None:
    expected: dict[str, list[object]] = {column: [] for column in tabulate_duties(store).columns}
    assert tabulate_duties(store, search=search).to_dict("list") == expected


def test_tabulate_duties_lists_each_duty_once_in_the_documents_order(store: Store) -> None:
    duties = tabulate_duties(store)
    assert len(duties) == duties["duty_id"].nunique() == 796
    assert duties["source_id"].drop_duplicates().tolist() == SOURCES
    assert duties["duty_id"].tolist() == [
        duty for source in SOURCES for duty in sorted(duties.loc[duties["source_id"] == source, "duty_id"])
    ]


def test_tabulate_duties_keeps_comparable_ones(store: Store) -> None:
    duties = tabulate_duties(store)
    general = [set(codes.split(";")) <= {"GEN.MANDATE", "GEN.OTHER"} for codes in duties["functions"]]
    comparable = tabulate_duties(store, comparable=True)
    assert comparable["duty_id"].tolist() == duties.loc[[not each for each in general], "duty_id"].tolist()


@pytest.mark.parametrize("filters", [*SHOWING, *COUNTING], ids=name_filters)
def test_tabulate_duties_keeps_what_passes_every_filter(store: Store, filters: dict[str, Any]) -> None:
    selection = Selection(**filters)
    functions = set(tabulate_functions(store, selection)["function"])
    duties = tabulate_duties(store)
    passing = pd.Series(data=True, index=duties.index)
    if selection.groups or selection.areas or selection.functions:
        passing &= duties["functions"].map(lambda codes: not functions.isdisjoint(codes.split(";")))
    for column, wanted in (
        ("office_id", selection.offices),
        ("action", selection.actions),
        ("kind", selection.kinds),
    ):
        passing &= duties[column].isin(wanted) if wanted else True
    expected = duties.loc[passing].reset_index(drop=True)
    assert len(expected) > 0
    pd.testing.assert_frame_equal(tabulate_duties(store, selection), expected)


# Departments.


def test_tabulate_departments_keeps_units_without_duties(store: Store) -> None:
    departments = tabulate_departments(store).set_index("department_id")
    facts = departments.loc[["qingdao-07", "dalian-29"], ["text_status", "n_duties"]]
    assert facts.to_numpy().tolist() == [["vacant", 0], ["none", 0]]
    assert int(departments["n_duties"].sum()) == 796
    assert int((departments["kind"] != "leadership").sum()) == 78


def test_tabulate_departments_keeps_offices_and_kinds(store: Store) -> None:
    everything = tabulate_departments(store)
    kept = everything.loc[(everything["office_id"] == "dalian") & (everything["kind"] == "society")]
    selection = Selection(offices=("dalian",), kinds=("society",))
    assert len(kept) > 0
    pd.testing.assert_frame_equal(tabulate_departments(store, selection), kept.reset_index(drop=True))


# Alignment and crosswalk.


def test_tabulate_alignment_ranks_at_most_ten_candidates_in_every_other_source(store: Store) -> None:
    alignment = tabulate_alignment(store)
    ranks = alignment.groupby(["subject_id", "object_source"])["rank"]
    assert alignment["rank"].tolist() == (ranks.cumcount() + 1).tolist()
    assert alignment["rank"].max() <= 10
    assert (alignment["subject_source"] != alignment["object_source"]).all()
    assert alignment["score"].between(0, 1).all()


def test_tabulate_alignment_filters_rows_and_changes_no_number(store: Store) -> None:
    everything = tabulate_alignment(store)
    areas = everything["subject_functions"].map(
        lambda codes: "TAX" in {code.split(".")[0] for code in codes.split(";")}
    )
    shown = (everything["subject_source"] == "lanzhou") & (everything["object_source"] == "dalian") & areas
    filtered = tabulate_alignment(store, Selection(areas=("TAX",)), subjects=["lanzhou"], objects=["dalian"])
    assert len(filtered) > 0
    pd.testing.assert_frame_equal(filtered, everything.loc[shown].reset_index(drop=True))


def test_tabulate_crosswalk_shares_each_department_out_over_every_other_source(store: Store) -> None:
    crosswalk = tabulate_crosswalk(store)
    duties = store.query("aligned_duties")
    sums = crosswalk.groupby(["subject_department", "object_source"])["share"].sum()
    departments = duties[["department_id", "source_id"]].drop_duplicates().to_numpy().tolist()
    expected = {(department, other) for department, source in departments for other in SOURCES if other != source}
    assert set(sums.index) == expected
    assert sums.tolist() == pytest.approx([1.0] * len(sums))


def test_tabulate_crosswalk_counts_the_accepted_pairs(store: Store) -> None:
    alignment = tabulate_alignment(store)
    accepted = alignment.loc[alignment["accepted"]]
    key = ["subject_department", "object_source", "object_department"]
    crosswalk = tabulate_crosswalk(store)
    matched = crosswalk.loc[crosswalk["object_department"] != "unmatched"]
    assert matched.set_index(key)["n_pairs"].sort_index().to_dict() == accepted.groupby(key).size().to_dict()
