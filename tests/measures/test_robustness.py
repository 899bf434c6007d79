from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import (
    RANGED,
    VARIANTS,
    explain_fragility,
    judge_gaps,
    measure_coverage,
    measure_ranges,
    tell_robustness,
)
from analytics.measures.robustness import count_codings, list_statements, vary_codings
from analytics.measures.robustness_findings import READINGS

Row = tuple[str, str, str]
FIXED: dict[str, Any] = {
    "coder": "register",
    "twice": False,
    "kind": "department",
    "action": "RULE",
    "named": True,
    "plain": True,
}
HOLDERS = pd.DataFrame({"holder_id": ["east", "west"], "source_id": ["old;new", "page"]})
SOURCES = pd.DataFrame(
    {"source_id": ["old", "new", "page"], "office_id": ["east", "east", "west"], "valid_from": ["2001", "2018", ""]}
)
CODES = {"function": ["TAX.LEVY", "TAX.VALUE", "LAB.TEST"], "area": ["TAX", "LAB"]}
DUTY_OF = {"old": "u1", "new": "u2", "page": "u3"}


def lay_codings(*rows: Row, **columns: Any) -> pd.DataFrame:
    """Lay out rows of duty, document and function as the query ``codings`` does; a document has one unit."""
    table = pd.DataFrame(rows, columns=["duty_id", "source_id", "function"], dtype=str)
    table["position"] = table.groupby("duty_id").cumcount() + 1
    table["area"] = pd.Series([code.partition(".")[0] for code in table["function"]], dtype=str)
    table["department_id"] = table["source_id"].map(DUTY_OF)
    return table.assign(**{**FIXED, **columns})


def lay_counts(level: str = "function") -> pd.DataFrame:
    """Lay out the empty grid of the query ``coverage``."""
    cells = [(holder, code) for holder in HOLDERS["holder_id"] for code in CODES[level]]
    table = pd.DataFrame(cells, columns=["holder_id", "code"], dtype=str)
    n_functions = [sum(code == function.partition(".")[0] for function in CODES["function"]) for _, code in cells]
    return table.assign(
        office_id=table["holder_id"], source_id="", level=level, area=table["code"].str.partition(".")[0],
        n_duties=0, n_departments=0, n_functions=0, n_dedicated=0, n_comparable=0, n_machine=0, draft=False,
        n_functions_area=n_functions if level == "area" else 1,
    )  # fmt: skip


def count(rows: pd.DataFrame, level: str = "function") -> dict[tuple[str, str], tuple[int, ...]]:
    """Count and give for each cell that holds something its duties, units, functions and dedicated duties."""
    table = count_codings(rows, lay_counts(level), HOLDERS, level=level)
    figures = ["n_duties", "n_departments", "n_functions", "n_dedicated"]
    stated = table.loc[table["n_duties"] > 0].set_index(["holder_id", "code"])[figures]
    return {key: tuple(row) for key, row in zip(stated.index, stated.to_numpy().tolist(), strict=True)}


def list_rows(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return sorted(zip(rows["duty_id"], rows["function"], strict=True))


TWO_OF_A_KIND = (
    ("d1", "old", "TAX.LEVY"),
    ("d2", "old", "TAX.LEVY"),
    ("d2", "old", "LAB.TEST"),
    ("d3", "old", "LAB.TEST"),
)


def test_vary_codings_joins_duties_of_a_unit_with_the_same_main_function() -> None:
    coarser = vary_codings(lay_codings(*TWO_OF_A_KIND))["coarser"]

    assert list_rows(coarser) == [
        ("u1 LAB.TEST", "LAB.TEST"),
        ("u1 TAX.LEVY", "LAB.TEST"),
        ("u1 TAX.LEVY", "TAX.LEVY"),
    ]


def test_vary_codings_joins_no_duties_of_two_units() -> None:
    rows = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "new", "TAX.LEVY"))

    assert list_rows(vary_codings(rows)["coarser"]) == [("u1 TAX.LEVY", "TAX.LEVY"), ("u2 TAX.LEVY", "TAX.LEVY")]


def test_vary_codings_makes_a_duty_of_each_function() -> None:
    finer = vary_codings(lay_codings(*TWO_OF_A_KIND))["finer"]

    assert list_rows(finer) == [
        ("d1 TAX.LEVY", "TAX.LEVY"),
        ("d2 LAB.TEST", "LAB.TEST"),
        ("d2 TAX.LEVY", "TAX.LEVY"),
        ("d3 LAB.TEST", "LAB.TEST"),
    ]


@pytest.mark.parametrize(("reading", "column"), [("stated_names", "named"), ("plain_codes", "plain")])
def test_vary_codings_leaves_out_what_is_inferred(reading: str, column: str) -> None:
    rows = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "new", "TAX.VALUE"), **{column: [True, False]})

    read = {name: list_rows(found) for name, found in vary_codings(rows).items()}

    assert read[reading] == [("d1", "TAX.LEVY")]
    assert read["base"] == read["other_coder"] == [("d1", "TAX.LEVY"), ("d2", "TAX.VALUE")]


def test_vary_codings_reads_the_other_coder_only_where_there_is_one() -> None:
    register = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.VALUE"), twice=[False, True])
    other = lay_codings(("d2", "old", "LAB.TEST"), coder="other", twice=True)

    read = vary_codings(pd.concat([register, other]))

    assert list_rows(read["base"]) == [("d1", "TAX.LEVY"), ("d2", "TAX.VALUE")]
    assert list_rows(read["other_coder"]) == [("d1", "TAX.LEVY"), ("d2", "LAB.TEST")]


def test_vary_codings_lets_a_duty_go_that_the_other_coder_gives_no_comparable_function() -> None:
    rows = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.VALUE"), twice=[False, True])

    assert list_rows(vary_codings(rows)["other_coder"]) == [("d1", "TAX.LEVY")]


def test_vary_codings_filters_by_each_coder_s_own_action() -> None:
    register = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.VALUE"), twice=True, action=["RULE", "GUIDE"])
    other = lay_codings(
        ("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.VALUE"), coder="other", twice=True, action=["GUIDE", "RULE"]
    )

    read = vary_codings(pd.concat([register, other]), actions=["RULE"])

    assert list_rows(read["base"]) == [("d1", "TAX.LEVY")]
    assert list_rows(read["other_coder"]) == [("d2", "TAX.VALUE")]


def test_vary_codings_filters_by_kind_before_it_cuts() -> None:
    rows = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.LEVY"), kind=["department", "society"])

    assert {name: len(found) for name, found in vary_codings(rows, kinds=["society"]).items()} == dict.fromkeys(
        ["base", *VARIANTS], 1
    )


def test_count_codings_counts_duties_units_functions_and_dedicated_duties() -> None:
    rows = lay_codings(
        ("d1", "old", "TAX.LEVY"), ("d1", "old", "TAX.VALUE"), ("d2", "new", "TAX.LEVY"), ("d3", "page", "LAB.TEST")
    )

    assert count(rows) == {
        ("east", "TAX.LEVY"): (2, 2, 1, 2),
        ("east", "TAX.VALUE"): (1, 1, 1, 1),
        ("west", "LAB.TEST"): (1, 1, 1, 1),
    }
    assert count(rows, "area") == {("east", "TAX"): (2, 2, 2, 2), ("west", "LAB"): (1, 1, 1, 1)}


def test_count_codings_counts_a_duty_beside_three_others_as_not_dedicated() -> None:
    many = [("d1", "page", code) for code in ("TAX.LEVY", "TAX.VALUE", "LAB.TEST", "LAB.MORE")]

    assert count(lay_codings(*many))["west", "TAX.LEVY"] == (1, 1, 1, 0)
    assert count(lay_codings(*many[:3]))["west", "TAX.LEVY"] == (1, 1, 1, 1)


def test_count_codings_totals_each_duty_of_a_holder_once() -> None:
    table = count_codings(lay_codings(*TWO_OF_A_KIND), lay_counts(), HOLDERS, level="function")

    assert table.groupby("holder_id")["n_comparable"].unique().map(list).to_dict() == {"east": [3], "west": [0]}


def test_count_codings_of_no_rows_is_all_zeros() -> None:
    counts = lay_counts()

    pd.testing.assert_frame_equal(count_codings(lay_codings(), counts, HOLDERS, level="function"), counts)


def test_list_statements_names_each_document_that_states_a_code_once() -> None:
    rows = lay_codings(("d1", "old", "TAX.LEVY"), ("d2", "old", "TAX.LEVY"), ("d3", "page", "TAX.VALUE"))

    assert list_statements(rows, SOURCES, level="area").to_numpy().tolist() == [
        ["TAX", "old", "east", "2001"],
        ["TAX", "page", "west", ""],
    ]


def measure(codings: pd.DataFrame, level: str = "function") -> pd.DataFrame:
    """Measure the ranges of a register."""
    read = {
        name: measure_coverage(count_codings(rows, lay_counts(level), HOLDERS, level=level))
        for name, rows in vary_codings(codings).items()
    }
    return measure_ranges(read.pop("base"), read)


def pick(table: pd.DataFrame, holder: str, code: str, figure: str) -> tuple[object, ...]:
    row = table.loc[(table["holder_id"] == holder) & (table["code"] == code)].to_dict("records")[0]
    return tuple(row[f"{figure}{end}"] for end in ("", "_low", "_low_under", "_high", "_high_under"))


def test_measure_ranges_gives_the_ends_and_which_reading_gives_them() -> None:
    table = measure(lay_codings(*TWO_OF_A_KIND))

    assert pick(table, "east", "TAX.LEVY", "n_duties") == (2, 1, "coarser", 2, "")
    assert pick(table, "east", "LAB.TEST", "share") == (2 / 3, 1 / 2, "finer", 1.0, "coarser")


def test_measure_ranges_names_no_reading_where_the_register_holds_the_end() -> None:
    table = measure(lay_codings(("d1", "old", "TAX.LEVY")))

    assert pick(table, "east", "TAX.LEVY", "share") == (1.0, 1.0, "", 1.0, "")
    assert pick(table, "west", "TAX.LEVY", "share") == (0.0, 0.0, "", 0.0, "")


def test_measure_ranges_leaves_a_reading_without_any_duty_out_of_shares_but_not_out_of_counts() -> None:
    table = measure(lay_codings(("d1", "old", "TAX.LEVY"), plain=False))

    assert pick(table, "east", "TAX.LEVY", "share") == (1.0, 1.0, "", 1.0, "")
    assert pick(table, "east", "TAX.LEVY", "breadth") == (1.0, 0.0, "plain_codes", 1.0, "")
    assert pick(table, "east", "TAX.LEVY", "n_duties") == (1, 0, "plain_codes", 1, "")


def test_measure_ranges_of_no_rows_keeps_its_columns() -> None:
    full = measure(lay_codings(*TWO_OF_A_KIND))
    nothing = measure_coverage(lay_counts().iloc[:0])

    empty = measure_ranges(nothing, dict.fromkeys(VARIANTS, nothing))

    assert (list(empty.columns), len(empty)) == (list(full.columns), 0)


def lay_gaps(*rows: tuple[int, str, bool]) -> pd.DataFrame:
    """Lay out a function a row: its duties, its status, whether it is a real gap."""
    table = pd.DataFrame(rows, columns=["n_duties", "status", "real"])
    return table.assign(holder_id="east", code=CODES["function"][: len(rows)])


def judge(base: tuple[int, str, bool], **read: tuple[int, str, bool]) -> dict[str, object]:
    """Judge one cell; the readings that are not named are as the base."""
    varied = {name: lay_gaps(read.get(name, base)) for name in VARIANTS}
    row = judge_gaps(lay_gaps(base), varied).iloc[0].to_dict()
    return {str(key): value for key, value in row.items() if key not in {"holder_id", "code"} and value}


ABSENT, THIN, PRESENT, YOUNG = (
    (0, "absent", True),
    (1, "thin", False),
    (2, "present", False),
    (0, "older_source", False),
)
NOBODY = (0, "absent", False)


def test_judge_gaps_marks_a_gap_that_a_reading_fills() -> None:
    assert judge(ABSENT, other_coder=THIN, plain_codes=THIN) == {
        "fragile": True,
        "fragile_under": "plain_codes;other_coder",
        "status_under": "plain_codes=thin;other_coder=thin",
    }


def test_judge_gaps_marks_a_real_gap_that_no_peer_shows_any_more() -> None:
    assert judge(ABSENT, stated_names=NOBODY) == {"fragile": True, "fragile_under": "stated_names"}


def test_judge_gaps_marks_an_explained_gap_only_where_it_is_filled() -> None:
    assert judge(YOUNG, stated_names=NOBODY) == {"status_under": "stated_names=absent"}
    assert judge(YOUNG, other_coder=THIN) == {
        "fragile": True,
        "fragile_under": "other_coder",
        "status_under": "other_coder=thin",
    }


def test_judge_gaps_marks_a_presence_that_a_reading_empties() -> None:
    assert judge(PRESENT, plain_codes=ABSENT, coarser=THIN) == {
        "shaky": True,
        "shaky_under": "plain_codes",
        "status_under": "coarser=thin;plain_codes=absent",
    }


def test_judge_gaps_marks_nothing_where_all_readings_agree() -> None:
    assert judge(ABSENT) == judge(PRESENT) == judge(YOUNG) == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_fragility_names_every_reading(language: str) -> None:
    judged = pd.DataFrame({"fragile_under": [";".join(VARIANTS), "", ""], "shaky_under": ["", "finer", ""]})

    gap, presence, nothing = explain_fragility(judged, language=language)

    assert [name for name in READINGS[language].values() if name not in gap] == []
    assert READINGS[language]["finer"] in presence
    assert nothing == ""


def test_explain_fragility_tells_gaps_from_presences() -> None:
    judged = pd.DataFrame({"fragile_under": ["coarser;finer", ""], "shaky_under": ["", "stated_names"]})

    assert explain_fragility(judged).to_list() == [
        "Fragile: this gap vanishes under a coarser cut of sentences, or under a finer cut of sentences.",
        "Shaky: no duty states it without the units whose name is inferred.",
    ]
    assert explain_fragility(judged, language="zh").to_list() == [
        "不稳固：若断句较粗，或若断句较细，此缺口即消失。",
        "不稳固：若不计名称系推断的单位，则无职责载明。",
    ]


def test_tell_robustness_counts_what_falls_and_names_the_reading_that_fells_most() -> None:
    table = lay_gaps(ABSENT, PRESENT, THIN).assign(
        fragile_under=["other_coder", "", ""], shaky_under=["", "other_coder", "plain_codes;other_coder"]
    )

    assert tell_robustness(table) == (
        "1 of 1 real gaps and 2 of 2 stated functions vanish under another reading, "
        "3 of them under the other coder's codes"
    )


def test_tell_robustness_says_that_all_holds() -> None:
    table = lay_gaps(ABSENT, PRESENT).assign(fragile_under="", shaky_under="")

    assert tell_robustness(table) == (
        "All 1 real gaps and all 1 stated functions hold under every other reading of the duties"
    )


def lay_drawn(duties: list[tuple[str, list[str], bool, bool]]) -> pd.DataFrame:
    """Give each drawn duty its document, functions, and whether its unit is named and its codes plain."""
    rows = [
        (f"d{i}", source, function, named, plain)
        for i, (source, functions, named, plain) in enumerate(duties)
        for function in functions
    ]
    table = lay_codings(*((duty, source, function) for duty, source, function, _, _ in rows))
    return table.assign(named=[row[3] for row in rows], plain=[row[4] for row in rows])


DUTY = st.tuples(
    st.sampled_from(list(DUTY_OF)),
    st.lists(st.sampled_from(CODES["function"]), min_size=1, max_size=3, unique=True),
    st.booleans(),
    st.booleans(),
)
DUTIES = st.lists(DUTY, min_size=1, max_size=8)
LEVELS = st.sampled_from(["area", "function"])


@settings(deadline=None, max_examples=30)
@given(duties=DUTIES, level=LEVELS)
def test_measure_ranges_holds_the_figure_between_its_ends(
    duties: list[tuple[str, list[str], bool, bool]], level: str
) -> None:
    table = measure(lay_drawn(duties), level)

    for figure in RANGED:
        assert (table[f"{figure}_low"] <= table[figure]).all()
        assert (table[figure] <= table[f"{figure}_high"]).all()
        assert ((table[f"{figure}_low_under"] == "") == (table[f"{figure}_low"] == table[figure])).all()


@settings(deadline=None, max_examples=30)
@given(duties=DUTIES, level=LEVELS)
def test_vary_codings_keeps_every_presence_however_it_cuts(
    duties: list[tuple[str, list[str], bool, bool]], level: str
) -> None:
    read = {name: count(rows, level) for name, rows in vary_codings(lay_drawn(duties)).items()}

    assert set(read["coarser"]) == set(read["finer"]) == set(read["base"])
    assert all(read["coarser"][cell][0] <= n[0] <= read["finer"][cell][0] for cell, n in read["base"].items())
    assert all(read["coarser"][cell][1:3] == n[1:3] == read["finer"][cell][1:3] for cell, n in read["base"].items())


@settings(deadline=None, max_examples=10)
@given(duties=DUTIES, data=st.data())
def test_measure_ranges_does_not_depend_on_the_order_of_rows(
    duties: list[tuple[str, list[str], bool, bool]], data: st.DataObject
) -> None:
    codings = lay_drawn(duties)
    order = data.draw(st.permutations(range(len(codings))))

    pd.testing.assert_frame_equal(measure(codings.iloc[order]), measure(codings))
