from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import list_overlaps, measure_overlap, tell_overlap

ACTIONS = ["RULE", "GUIDE", "EXECUTE"]
HOLDERS = pd.DataFrame({"holder_id": ["east", "west"], "short_en": ["East", "West"], "short_zh": ["东关", ""]})
CODES = pd.DataFrame({"code": ["TAX.LEVY", "LAB.TEST"], "name_en": ["Levying", "Testing"], "name_zh": ["征税", "化验"]})
GRID = HOLDERS[["holder_id"]].merge(CODES[["code"]], how="cross")

Stated = tuple[str, str, str]


def lay_stated(*rows: Stated, holder: str = "") -> pd.DataFrame:
    """Lay out what duties state: ``("TAX.LEVY", "east-01-02", "RULE")``."""
    laid = [
        (holder or duty.split("-")[0], code, duty.split("-")[0], duty.rpartition("-")[0], duty, action)
        for code, duty, action in rows
    ]
    columns = ["holder_id", "code", "source_id", "department_id", "duty_id", "action"]
    return pd.DataFrame(laid, columns=columns, dtype=str)


def lay_same(*pairs: tuple[str, str], same: bool = True) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["duty_a", "duty_b"], dtype=str).assign(same=same)


def measure(*rows: Stated, same: pd.DataFrame | None = None, holder: str = "") -> pd.DataFrame:
    return measure_overlap(GRID, lay_stated(*rows, holder=holder), lay_same() if same is None else same, ACTIONS)


def pick(table: pd.DataFrame, holder: str = "east", code: str = "TAX.LEVY") -> dict[str, object]:
    row = table.loc[(table["holder_id"] == holder) & (table["code"] == code)].to_dict("records")[0]
    return {str(key): value for key, value in row.items() if key not in {"holder_id", "code"}}


def test_measure_overlap_counts_departments_and_how_evenly_they_share() -> None:
    table = measure(
        ("TAX.LEVY", "east-01-01", "RULE"),
        ("TAX.LEVY", "east-01-02", "GUIDE"),
        ("TAX.LEVY", "east-01-03", "GUIDE"),
        ("TAX.LEVY", "east-02-01", "EXECUTE"),
    )
    # Shares 3/4 and 1/4: 9/16 + 1/16.
    assert pick(table) == {
        "source_id": "east", "n_units": 2, "n_duties": 4, "herfindahl": 0.625, "fragmented": True,
        "n_overlaps": 0, "overlaps": "", "n_same": 0, "same": "",
    }  # fmt: skip


def test_measure_overlap_of_one_department_is_whole() -> None:
    table = measure(("TAX.LEVY", "east-01-01", "RULE"), ("TAX.LEVY", "east-01-02", "RULE"))
    assert pick(table) == {
        "source_id": "east", "n_units": 1, "n_duties": 2, "herfindahl": 1.0, "fragmented": False,
        "n_overlaps": 0, "overlaps": "", "n_same": 0, "same": "",
    }  # fmt: skip


def test_measure_overlap_keeps_zeros_with_no_index() -> None:
    table = measure(("TAX.LEVY", "east-01-01", "RULE"))
    assert table[["holder_id", "code"]].to_dict("list") == GRID.to_dict("list")
    assert table["n_units"].to_list() == [1, 0, 0, 0]
    assert table["herfindahl"].isna().to_list() == [False, True, True, True]
    assert pick(table, "west")["source_id"] == ""


def test_measure_overlap_names_each_pair_with_the_actions_that_both_have() -> None:
    table = measure(
        ("TAX.LEVY", "east-01-01", "EXECUTE"),
        ("TAX.LEVY", "east-01-02", "RULE"),
        ("TAX.LEVY", "east-02-01", "RULE"),
        ("TAX.LEVY", "east-02-02", "EXECUTE"),
        ("TAX.LEVY", "east-03-01", "EXECUTE"),
    )
    row = pick(table)
    assert row["n_overlaps"] == 3
    assert row["overlaps"] == "east-01+east-02:RULE,EXECUTE;east-01+east-03:EXECUTE;east-02+east-03:EXECUTE"


def test_measure_overlap_counts_what_says_the_same_only_where_both_state_the_function() -> None:
    rows = [
        ("TAX.LEVY", "east-01-01", "RULE"),
        ("TAX.LEVY", "east-02-01", "RULE"),
        ("LAB.TEST", "east-01-01", "RULE"),
        ("LAB.TEST", "east-02-02", "RULE"),
    ]
    table = measure(*rows, same=lay_same(("east-01-01", "east-02-01")))
    assert (pick(table)["n_same"], pick(table)["same"]) == (1, "east-01-01=east-02-01")
    assert (pick(table, code="LAB.TEST")["n_same"], pick(table, code="LAB.TEST")["n_overlaps"]) == (0, 1)


def test_measure_overlap_leaves_out_pairs_that_are_not_the_same() -> None:
    rows = [("TAX.LEVY", "east-01-01", "RULE"), ("TAX.LEVY", "east-02-01", "RULE")]
    assert pick(measure(*rows, same=lay_same(("east-01-01", "east-02-01"), same=False)))["n_same"] == 0


def test_measure_overlap_takes_the_document_in_which_most_departments_hold_it() -> None:
    table = measure(
        ("TAX.LEVY", "old-01-01", "RULE"),
        ("TAX.LEVY", "old-02-01", "RULE"),
        ("TAX.LEVY", "new-00-01", "RULE"),
        ("LAB.TEST", "old-01-01", "RULE"),
        ("LAB.TEST", "new-00-01", "RULE"),
        holder="east",
    )
    row = pick(table)
    assert (row["source_id"], row["n_units"], row["overlaps"]) == ("old", 2, "old-01+old-02:RULE")
    assert (pick(table, code="LAB.TEST")["source_id"], pick(table, code="LAB.TEST")["n_units"]) == ("old", 1)


def test_list_overlaps_passes_over_duties_without_an_action() -> None:
    stated = lay_stated(("TAX.LEVY", "east-01-01", ""), ("TAX.LEVY", "east-02-01", ""))
    assert list_overlaps(stated, lay_same(), ACTIONS).to_dict("list") == {
        column: []
        for column in ["holder_id", "code", "source_id", "department_a", "department_b", "actions", "n_same", "same"]
    }


rows = st.lists(
    st.tuples(
        st.sampled_from(["TAX.LEVY", "LAB.TEST"]),
        st.sampled_from(["east-01-01", "east-01-02", "east-02-01", "east-03-01", "west-01-01", "west-02-01"]),
    ),
    unique=True,
    max_size=12,
)


@settings(deadline=None, max_examples=30)
@given(rows, st.sampled_from(ACTIONS))
def test_measure_overlap_keeps_its_index_between_equal_shares_and_one(
    pairs: list[tuple[str, str]], action: str
) -> None:
    table = measure(*[(code, duty, action) for code, duty in pairs])
    held = table.loc[table["n_units"] > 0]
    assert ((held["herfindahl"] >= 1 / held["n_units"] - 1e-9) & (held["herfindahl"] <= 1 + 1e-9)).all()
    assert (table["n_overlaps"] == table["n_units"] * (table["n_units"] - 1) // 2).all()
    assert int(table["n_duties"].sum()) == len(pairs)


@settings(deadline=None, max_examples=30)
@given(rows, st.data())
def test_measure_overlap_does_not_ask_for_the_order_of_rows(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    first = [(code, duty, "RULE") for code, duty in pairs]
    turned = data.draw(st.permutations(first))
    pd.testing.assert_frame_equal(measure(*first), measure(*turned))


def test_tell_overlap_names_who_shares_most_and_what_is_the_same() -> None:
    table = measure(
        ("TAX.LEVY", "east-01-01", "RULE"),
        ("TAX.LEVY", "east-02-01", "RULE"),
        ("TAX.LEVY", "east-03-01", "RULE"),
        ("LAB.TEST", "east-03-01", "RULE"),
        ("LAB.TEST", "west-01-01", "RULE"),
        same=lay_same(("east-01-01", "east-02-01")),
    )
    assert tell_overlap(table, HOLDERS, CODES) == [
        "East shares 1 of its 2 functions among several departments; “Levying” stands in 3 of them",
        "In 3 cases two departments of one office hold a function with the same action, 3 of them in East",
        "1 pairs of such duties say the same, 1 of them in East, most often on “Levying”",
    ]
    assert tell_overlap(table, HOLDERS, CODES, language="zh") == [
        "东关的2项职能中有1项由多个部门分担，其中“征税”分布于3个部门",
        "同一机关两个部门以相同方式行使同一职能的情形有3处，其中东关有3处",
        "这类职责中有1对内容相同，其中东关有1对，最多见于“征税”",
    ]


def test_tell_overlap_counts_a_pair_of_duties_once_whatever_they_share() -> None:
    table = measure(
        *[(code, f"west-0{unit}-01", "RULE") for code in ("TAX.LEVY", "LAB.TEST") for unit in (1, 2)],
        same=lay_same(("west-01-01", "west-02-01")),
    )
    assert tell_overlap(table, HOLDERS, CODES, language="zh")[2] == (
        "这类职责中有1对内容相同，其中West有1对，最多见于“征税”"
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ["No function stands in two departments of one office"]),
        (
            [("TAX.LEVY", "east-01-01", "RULE"), ("TAX.LEVY", "east-02-01", "GUIDE")],
            [
                "East shares 1 of its 1 functions among several departments; “Levying” stands in 2 of them",
                "No two duties of one office say the same",
            ],
        ),
    ],
)
def test_tell_overlap_says_so_where_there_is_little(rows: list[Stated], told: list[str]) -> None:
    assert tell_overlap(measure(*rows), HOLDERS, CODES) == told


def test_tell_overlap_of_nothing_says_that_nothing_passes() -> None:
    assert tell_overlap(measure().iloc[:0], HOLDERS, CODES) == ["No function passes the filters"]
