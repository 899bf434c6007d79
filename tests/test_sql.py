"""The queries in `analytics/sql`, asked of the small register: each row can be checked by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import analytics
from analytics.store import Store, read_sql
from tests.test_build import build_small

if TYPE_CHECKING:
    import pandas as pd

QUERIES = sorted(path.stem for path in Path(analytics.__file__).parent.glob("sql/*.sql") if path.stem != "schema")
KEYS = {
    "actions": ["action"],
    "aligned_duties": ["duty_id"],
    "alignment": ["subject_id", "object_id"],
    "clusters": ["duty_id"],
    "codes": ["code"],
    "codings": ["duty_id", "coder", "function"],
    "coverage": ["holder_id", "code"],
    "departments": ["department_id"],
    "duplicates": ["duty_a", "duty_b"],
    "duties": ["duty_id"],
    "functions": ["function"],
    "hints": ["holder_id", "code", "hint"],
    "holders": ["holder_id"],
    "nearest": ["holder_id", "code"],
    "sources": ["source_id"],
    "stated_functions": ["holder_id", "code", "duty_id"],
    "statements": ["code", "source_id"],
    "superiors": ["office_id"],
    "thresholds": ["threshold"],
}
CHOICES: dict[str, object] = {"scope": "office", "level": "function"}
HEAD = re.compile(r"-- Grain: (?P<grain>.+?)\n-- Parameters: (?P<parameters>.+?)\n-- Columns: (?P<columns>.+)", re.S)


def split_query(name: str) -> tuple[dict[str, str], str]:
    """Part a query into what its head says (grain, parameters, columns) and its statement."""
    lines = read_sql(name).splitlines()
    first = next(i for i, line in enumerate(lines) if not line.startswith("--"))
    match = HEAD.fullmatch("\n".join(lines[:first]))
    assert match, f"{name}.sql does not begin with its grain, parameters and columns"
    return {key: text.replace("\n--", "") for key, text in match.groupdict().items()}, "\n".join(lines[first:])


def list_columns(text: str) -> list[str]:
    while "(" in text:
        text = re.sub(r"\([^()]*\)", "", text)
    return [column.strip() for column in text.rstrip(".").split(",")]


def ask(store: Store, name: str, **choices: object) -> pd.DataFrame:
    """Ask a query, every filter open but those chosen."""
    parameters = sorted(set(re.findall(r"\$(\w+)", read_sql(name))))
    return store.query(name, **{each: choices.get(each, CHOICES.get(each)) for each in parameters})


@pytest.mark.parametrize("name", QUERIES)
def test_query_gives_just_the_columns_that_its_head_names(small: Store, name: str) -> None:
    assert list(ask(small, name).columns) == list_columns(split_query(name)[0]["columns"])


@pytest.mark.parametrize("name", QUERIES)
def test_query_takes_just_the_parameters_that_its_head_names(name: str) -> None:
    head, statement = split_query(name)

    taken = set(re.findall(r"\$(\w+)", statement))
    assert taken == {each for each in taken if re.search(rf"\b{each}\b", head["parameters"])}
    assert (head["parameters"] == "none.") == (not taken)


@pytest.mark.parametrize("scope", ["office", "source"])
@pytest.mark.parametrize("level", ["area", "function"])
@pytest.mark.parametrize("name", QUERIES)
def test_query_of_the_register_gives_one_row_for_each_of_its_grain(
    store: Store, name: str, scope: str, level: str
) -> None:
    table = ask(store, name, scope=scope, level=level)

    assert len(table) > 0
    assert not table.duplicated(KEYS[name]).any()


def test_codes_of_areas_leave_out_what_is_not_comparable(small: Store) -> None:
    table = ask(small, "codes", level="area")

    assert table[["code", "area", "group_name", "name_en", "name_zh", "only_level"]].to_dict("records") == [
        {
            "code": "TAX",
            "area": "TAX",
            "group_name": "Trade",
            "name_en": "Tax",
            "name_zh": "税收",
            "only_level": "",
        },
        {
            "code": "LAB",
            "area": "LAB",
            "group_name": "Border",
            "name_en": "Laboratory",
            "name_zh": "化验",
            "only_level": "",
        },
    ]


def test_codes_of_functions_stand_in_the_order_of_the_codebook(small: Store) -> None:
    assert list(ask(small, "codes", level="function")["code"]) == ["TAX.LEVY", "TAX.VALUE", "LAB.TEST"]


def build_with_level(folder: Path, *codes: str) -> Store:
    """Build the small register with functions that only the national level can hold."""
    reasons = 'level = "national", level_reason = "It rules.", level_reason_zh = "统一制定。"'
    changes = [("codebook.toml", f'code = "{code}",', f'code = "{code}", {reasons},') for code in codes]
    return Store(build_small(folder, *changes))


@pytest.mark.parametrize(
    ("codes", "levels"),
    [
        (["TAX.VALUE"], {"TAX": "", "LAB": ""}),
        (["TAX.VALUE", "TAX.LEVY"], {"TAX": "national", "LAB": ""}),
    ],
)
def test_codes_of_an_area_are_of_one_level_only_where_all_its_functions_are(
    tmp_path: Path, codes: list[str], levels: dict[str, str]
) -> None:
    with build_with_level(tmp_path, *codes) as opened:
        table = ask(opened, "codes", level="area")

    assert dict(zip(table["code"], table["only_level"], strict=True)) == levels
    assert list(table["level_reason_zh"]) == ["统一制定。" if level else "" for level in levels.values()]


def test_coverage_of_functions_counts_duties_units_and_dedicated_duties(small: Store) -> None:
    columns = ["holder_id", "code", "n_duties", "n_departments", "n_functions", "n_functions_area", "n_dedicated"]

    assert ask(small, "coverage")[[*columns, "n_comparable"]].to_numpy().tolist() == [
        ["nat", "TAX.LEVY", 1, 1, 1, 1, 1, 1],
        ["nat", "TAX.VALUE", 1, 1, 1, 1, 1, 1],
        ["nat", "LAB.TEST", 0, 0, 0, 1, 0, 1],
        ["reg", "TAX.LEVY", 1, 1, 1, 1, 1, 1],
        ["reg", "TAX.VALUE", 0, 0, 0, 1, 0, 1],
        ["reg", "LAB.TEST", 0, 0, 0, 1, 0, 1],
    ]


def test_coverage_of_areas_counts_a_duty_with_two_functions_once(small: Store) -> None:
    columns = ["holder_id", "code", "n_duties", "n_functions", "n_functions_area"]

    assert ask(small, "coverage", level="area")[columns].to_numpy().tolist() == [
        ["nat", "TAX", 1, 2, 2],
        ["nat", "LAB", 0, 0, 1],
        ["reg", "TAX", 1, 1, 2],
        ["reg", "LAB", 0, 0, 1],
    ]


@pytest.mark.parametrize(
    ("choices", "n_comparable"),
    [
        ({"actions": ["RULE"]}, {"nat": 1, "reg": 0}),
        ({"actions": ["EXECUTE"]}, {"nat": 0, "reg": 1}),
        ({"kinds": ["affiliate"]}, {"nat": 0, "reg": 0}),
        ({"kinds": ["department"]}, {"nat": 1, "reg": 1}),
    ],
)
def test_coverage_counts_only_the_actions_and_kinds_chosen_in_its_denominator_too(
    small: Store, choices: dict[str, object], n_comparable: dict[str, int]
) -> None:
    table = ask(small, "coverage", level="area", **choices)

    totals = table.groupby("holder_id")[["n_comparable", "n_duties"]].max()
    assert totals["n_comparable"].to_dict() == totals["n_duties"].to_dict() == n_comparable


@pytest.mark.parametrize(
    ("others", "n_dedicated"), [("LAB.TEST", 1), ("LAB.TEST;GEN.OTHER", 1), ("LAB.TEST;TAX.FEES", 0)]
)
def test_coverage_calls_a_duty_dedicated_that_names_fewer_than_three_other_comparable_functions(
    tmp_path: Path, others: str, n_dedicated: int
) -> None:
    path = build_small(
        tmp_path,
        ("codebook.toml", 'zh = "估价"}]', 'zh = "估价"}, {code = "TAX.FEES", en = "Fees", zh = "规费"}]'),
        ("register/nat.csv", "TAX.VALUE; TAX.LEVY", f"TAX.VALUE;TAX.LEVY;{others}"),
    )
    with Store(path) as opened:
        table = ask(opened, "coverage")

    nat = table.loc[(table["holder_id"] == "nat") & (table["code"] == "TAX.VALUE")]
    assert nat[["n_duties", "n_dedicated"]].to_dict("records") == [{"n_duties": 1, "n_dedicated": n_dedicated}]


def test_hints_name_sections_and_units_that_cannot_be_read(small: Store) -> None:
    assert ask(small, "hints").to_dict("records") == [
        {
            "holder_id": "reg",
            "code": "LAB.TEST",
            "hint": "unreadable",
            "name_en": "Laboratory",
            "name_zh": "化验室",
            "text_status": "vacant",
            "department_id": "reg-02",
        },
        {
            "holder_id": "reg",
            "code": "TAX.VALUE",
            "hint": "section",
            "name_en": "Valuation Section",
            "name_zh": "估价科",
            "text_status": "full",
            "department_id": "reg-01",
        },
    ]


def test_holders_of_offices_and_of_documents_stand_in_the_order_of_the_register(small: Store) -> None:
    columns = ["holder_id", "level", "valid_from", "valid_to", "n_duties", "n_comparable", "n_departments"]
    nat = ["nat", "national", "2001", "2013-07-24", 2, 1, 1]
    reg = ["reg", "regional", "2018-04", "", 1, 1, 2]

    tables = [ask(small, "holders", scope=scope)[columns].to_numpy().tolist() for scope in ("office", "source")]

    assert tables == [[nat, reg], [reg, nat]]


@pytest.mark.parametrize(
    ("valid", "expected"),
    [
        (("2001,2013-07-24", "2001,2013-07-24"), ("2001", "")),
        (("2018-04,,It names 2018", "2018-04,2020,It names 2018"), ("2001", "2020")),
    ],
    ids=["one is open", "both are closed"],
)
def test_holders_of_an_office_are_valid_from_its_first_document_to_its_last(
    tmp_path: Path, valid: tuple[str, str], expected: tuple[str, str]
) -> None:
    path = build_small(tmp_path, ("sources.csv", "nat,nat,", "nat,reg,"), ("sources.csv", *valid))
    with Store(path) as opened:
        table = ask(opened, "holders")

    assert table[["holder_id", "source_id", "valid_from", "valid_to", "n_duties"]].to_dict("records") == [
        {
            "holder_id": "reg",
            "source_id": "reg;nat",
            "valid_from": expected[0],
            "valid_to": expected[1],
            "n_duties": 3,
        }
    ]


def test_statements_list_the_documents_that_state_a_code(small: Store) -> None:
    assert ask(small, "statements").to_dict("records") == [
        {"code": "TAX.LEVY", "source_id": "nat", "office_id": "nat", "valid_from": "2001"},
        {"code": "TAX.LEVY", "source_id": "reg", "office_id": "reg", "valid_from": "2018-04"},
        {"code": "TAX.VALUE", "source_id": "nat", "office_id": "nat", "valid_from": "2001"},
    ]


def test_departments_count_their_duties_and_sections(small: Store) -> None:
    columns = ["department_id", "office_id", "n_duties", "n_comparable", "n_sections"]

    assert ask(small, "departments")[columns].to_numpy().tolist() == [
        ["reg-01", "reg", 1, 1, 1],
        ["reg-02", "reg", 0, 0, 0],
        ["nat-01", "nat", 2, 1, 0],
    ]


def test_sources_count_their_units_and_duties(small: Store) -> None:
    columns = ["source_id", "office_en", "n_departments", "n_duties", "n_comparable"]

    assert ask(small, "sources")[columns].to_numpy().tolist() == [
        ["reg", "Regional Tax Office", 2, 1, 1],
        ["nat", "National Tax Office", 1, 2, 1],
    ]


def test_sources_are_told_in_both_languages(small: Store) -> None:
    columns = ["source_id", "dating", "dating_zh", "completeness", "completeness_zh"]

    assert ask(small, "sources")[columns].to_numpy().tolist() == [
        ["reg", "It names 2018.", "载有2018年。", "One is vacant.", "一项暂缺。"],
        ["nat", "It names 2013.", "载有2013年。", "Complete.", "齐全。"],
    ]


@pytest.mark.parametrize(
    ("choices", "duties"),
    [
        ({}, ["reg-01-01", "nat-01-01", "nat-01-02"]),
        ({"offices": ["nat"]}, ["nat-01-01", "nat-01-02"]),
        ({"sources": ["reg"]}, ["reg-01-01"]),
        ({"groups": ["Trade", "Border"]}, ["reg-01-01", "nat-01-01"]),
        ({"areas": ["GEN"]}, ["nat-01-02"]),
        ({"functions": ["TAX.VALUE"]}, ["nat-01-01"]),
        ({"actions": ["EXECUTE"]}, ["reg-01-01", "nat-01-02"]),
        ({"kinds": ["affiliate"]}, []),
        ({"comparable": True}, ["reg-01-01", "nat-01-01"]),
        ({"areas": ["TAX"], "offices": ["nat"]}, ["nat-01-01"]),
        ({"areas": ["LAB"], "functions": ["TAX.VALUE"]}, []),
    ],
)
def test_duties_pass_by_every_filter_together(small: Store, choices: dict[str, object], duties: list[str]) -> None:
    assert list(ask(small, "duties", **choices)["duty_id"]) == duties


def test_aligned_duties_leave_out_those_whose_main_function_is_not_comparable(small: Store) -> None:
    assert ask(small, "aligned_duties").to_dict("records") == [
        {"duty_id": "reg-01-01", "source_id": "reg", "department_id": "reg-01"},
        {"duty_id": "nat-01-01", "source_id": "nat", "department_id": "nat-01"},
    ]


def test_alignment_shows_each_pair_from_both_sides(small: Store) -> None:
    columns = [
        "subject_id",
        "object_id",
        "object_source",
        "rank",
        "subject_source",
        "subject_gist_zh",
        "object_gist_zh",
    ]

    assert ask(small, "alignment")[columns].to_numpy().tolist() == [
        ["reg-01-01", "nat-01-01", "nat", 1, "reg", "征收税款", "制定估价和征收规则"],
        ["nat-01-01", "reg-01-01", "reg", 1, "nat", "制定估价和征收规则", "征收税款"],
    ]


@pytest.mark.parametrize(
    ("choices", "subjects"),
    [
        ({"subjects": ["nat"]}, ["nat-01-01"]),
        ({"objects": ["nat"]}, ["reg-01-01"]),
        ({"subjects": ["nat"], "objects": ["nat"]}, []),
        ({"areas": ["LAB", "TAX"]}, ["reg-01-01", "nat-01-01"]),
        ({"areas": ["LAB"]}, []),
    ],
)
def test_alignment_passes_by_every_filter_together(
    small: Store, choices: dict[str, object], subjects: list[str]
) -> None:
    assert list(ask(small, "alignment", **choices)["subject_id"]) == subjects
