from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import tell_crosswalk
from analytics.measures.crosswalk import COLUMNS, measure_crosswalk

# Two departments in the east, two in the west, one in the south.
DUTIES = ["east-01-01", "east-01-02", "east-02-01", "south-01-01", "west-01-01", "west-01-02", "west-02-01"]
ACROSS = [(a, b) for a in DUTIES for b in DUTIES if a.partition("-")[0] != b.partition("-")[0]]
PAIRS = st.lists(st.sampled_from(ACROSS), unique=True, max_size=20)

Row = tuple[str, str, str, float, int, int]


def lay_duties(duties: list[str]) -> pd.DataFrame:
    rows = [(duty, duty.rpartition("-")[0], duty.partition("-")[0]) for duty in duties]
    return pd.DataFrame(rows, columns=["duty_id", "department_id", "source_id"], dtype=str)


def lay_pairs(pairs: list[tuple[str, str]]) -> pd.DataFrame:
    rows = [(a, b, b.partition("-")[0]) for a, b in pairs]
    return pd.DataFrame(rows, columns=["subject_id", "object_id", "object_source"], dtype=str)


def cross(*pairs: tuple[str, str], duties: list[str] = DUTIES) -> list[Row]:
    table = measure_crosswalk(lay_duties(duties), lay_pairs(list(pairs))).round({"share": 4})
    assert list(table.columns) == COLUMNS
    return list(table.itertuples(index=False, name=None))


def test_measure_crosswalk_shares_each_duty_out_over_the_departments_that_answer() -> None:
    # Of the first eastern department's two duties, one goes to both western departments, one to the first.
    rows = cross(("east-01-01", "west-01-01"), ("east-01-01", "west-02-01"), ("east-01-02", "west-01-02"))
    assert [row for row in rows if row[0] == "east-01"] == [
        ("east-01", "south", "unmatched", 1.0, 0, 1),
        ("east-01", "west", "west-01", 0.75, 2, 1),
        ("east-01", "west", "west-02", 0.25, 1, 2),
    ]


def test_measure_crosswalk_divides_a_duty_equally_over_its_counterparts_in_one_department_too() -> None:
    rows = cross(("east-02-01", "west-01-01"), ("east-02-01", "west-01-02"), ("east-02-01", "west-02-01"))
    assert [row for row in rows if row[:2] == ("east-02", "west")] == [
        ("east-02", "west", "west-01", 0.6667, 2, 1),
        ("east-02", "west", "west-02", 0.3333, 1, 2),
    ]


def test_measure_crosswalk_puts_what_has_no_counterpart_last_however_much() -> None:
    rows = cross(("west-01-01", "east-02-01"), ("west-02-01", "east-01-01"))
    assert [row for row in rows if row[0].startswith("west") and row[1] == "east"] == [
        ("west-01", "east", "east-02", 0.5, 1, 1),
        ("west-01", "east", "unmatched", 0.5, 0, 2),
        ("west-02", "east", "east-01", 1.0, 1, 1),
    ]
    many = cross(("west-01-01", "east-02-01"), duties=[*DUTIES, "west-01-03", "west-01-04"])
    assert [row for row in many if row[:2] == ("west-01", "east")] == [
        ("west-01", "east", "east-02", 0.25, 1, 1),
        ("west-01", "east", "unmatched", 0.75, 0, 2),
    ]


def test_measure_crosswalk_ranks_equal_shares_by_the_departments_id() -> None:
    rows = cross(("east-01-01", "west-02-01"), ("east-01-02", "west-01-01"))
    assert [row[2:] for row in rows if row[:2] == ("east-01", "west")] == [
        ("west-01", 0.5, 1, 1),
        ("west-02", 0.5, 1, 2),
    ]


def test_measure_crosswalk_goes_by_the_subject_and_not_back() -> None:
    rows = cross(("east-01-01", "south-01-01"))
    assert [row for row in rows if row[0] == "south-01"] == [
        ("south-01", "east", "unmatched", 1.0, 0, 1),
        ("south-01", "west", "unmatched", 1.0, 0, 1),
    ]


def test_measure_crosswalk_shares_out_the_subjects_asked_for_over_any_counterparts() -> None:
    pairs = [("east-01-01", "west-01-01"), ("east-01-02", "west-02-01"), ("west-01-01", "east-01-01")]
    table = measure_crosswalk(lay_duties(DUTIES), lay_pairs(pairs), subjects=["east-01-01", "east-02-01"])
    assert list(table.itertuples(index=False, name=None)) == [
        ("east-01", "south", "unmatched", 1.0, 0, 1),
        ("east-01", "west", "west-01", 1.0, 1, 1),
        ("east-02", "south", "unmatched", 1.0, 0, 1),
        ("east-02", "west", "unmatched", 1.0, 0, 1),
    ]
    assert measure_crosswalk(lay_duties(DUTIES), lay_pairs(pairs), subjects=[]).to_dict("list") == {
        column: [] for column in COLUMNS
    }


def test_measure_crosswalk_without_a_pair_leaves_all_unmatched() -> None:
    assert cross(duties=["east-01-01", "west-01-01"]) == [
        ("east-01", "west", "unmatched", 1.0, 0, 1),
        ("west-01", "east", "unmatched", 1.0, 0, 1),
    ]


def test_measure_crosswalk_passes_over_a_pair_of_a_duty_that_is_not_there() -> None:
    assert cross(("east-01-01", "west-01-01"), ("far-01-01", "west-01-01"), duties=["east-01-01", "west-01-01"]) == [
        ("east-01", "west", "west-01", 1.0, 1, 1),
        ("west-01", "east", "unmatched", 1.0, 0, 1),
    ]


@pytest.mark.parametrize("duties", [[], ["east-01-01", "east-02-01"]])
def test_measure_crosswalk_of_fewer_than_two_sources_is_empty_with_its_columns(duties: list[str]) -> None:
    assert cross(duties=duties) == []


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_measure_crosswalk_shares_sum_to_1_for_each_department_and_source(pairs: list[tuple[str, str]]) -> None:
    table = measure_crosswalk(lay_duties(DUTIES), lay_pairs(pairs))
    sums = table.groupby(["subject_department", "object_source"])["share"].sum()
    assert len(sums) == 5 * 2
    assert sums.to_list() == pytest.approx([1.0] * 10)
    assert (table["share"] > 0).all()


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_measure_crosswalk_counts_every_pair_once_and_ranks_without_a_hole(pairs: list[tuple[str, str]]) -> None:
    table = measure_crosswalk(lay_duties(DUTIES), lay_pairs(pairs))
    assert table["n_pairs"].sum() == len(pairs)
    for _, rows in table.groupby(["subject_department", "object_source"]):
        assert rows["rank"].to_list() == list(range(1, len(rows) + 1))
        named = rows.loc[rows["object_department"] != "unmatched"]
        assert rows["object_department"].to_list() == [
            *named["object_department"],
            *["unmatched"] * (len(rows) - len(named)),
        ]
        assert named["share"].is_monotonic_decreasing


@settings(deadline=None, max_examples=30)
@given(PAIRS, st.data())
def test_measure_crosswalk_does_not_ask_for_the_order_of_rows(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    turned = cross(*data.draw(st.permutations(pairs)), duties=data.draw(st.permutations(DUTIES)))
    assert turned == cross(*pairs)


def tell(*pairs: tuple[str, str], language: str = "en") -> str:
    """Tell the crosswalk of the east's departments with the west's."""
    table = measure_crosswalk(lay_duties(DUTIES), lay_pairs(list(pairs)))
    mine = table["subject_department"].str.startswith("east") & (table["object_source"] == "west")
    names = {"east-01": {"en": "Tariffs", "zh": "关税处"}[language], "east-02": "Audit"}
    sides = {"en": ("East", "West"), "zh": ("东关", "西关")}[language]
    return tell_crosswalk(table.loc[mine], names, subject=sides[0], other=sides[1], language=language)


WIDE = [("east-01-01", "west-01-01"), ("east-01-02", "west-02-01")]


@pytest.mark.parametrize(
    ("pairs", "en", "zh"),
    [
        (
            WIDE,
            "Tariffs of East corresponds to 2 departments of West",
            "东关的“关税处”对应西关的2个部门",
        ),
        (
            [*WIDE, ("east-02-01", "west-01-01"), ("east-02-01", "west-02-01")],
            "Tariffs and 1 other of East correspond to 2 departments of West each",
            "东关的“关税处”等2个部门各对应西关的2个部门",
        ),
        (
            WIDE[:1],
            "Tariffs of East corresponds to 1 department of West",
            "东关的“关税处”对应西关的1个部门",
        ),
        ([], "No department of East corresponds to one of West", "东关没有与西关对应的部门"),
    ],
    ids=["one", "tied", "singular", "none"],
)
def test_tell_crosswalk_names_the_widest_department_and_counts_its_equals(
    pairs: list[tuple[str, str]], en: str, zh: str
) -> None:
    assert (tell(*pairs), tell(*pairs, language="zh")) == (en, zh)


def test_tell_crosswalk_counts_several_equals() -> None:
    table = pd.DataFrame({"subject_department": ["a", "b", "c"], "object_department": "w"})
    told = tell_crosswalk(table, {"a": "Tariffs"}, subject="East", other="West")
    assert told == "Tariffs and 2 others of East correspond to 1 department of West each"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "No department passes the filters"), ("zh", "没有符合筛选条件的部门")]
)
def test_tell_crosswalk_of_nothing_says_that_nothing_passes(language: str, told: str) -> None:
    table = pd.DataFrame({column: [] for column in COLUMNS})
    assert tell_crosswalk(table, {}, subject="East", other="West", language=language) == told
