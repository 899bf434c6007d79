from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import CHANGES, find_successions, measure_changes, tell_changes
from analytics.measures.changes import COLUMNS

# Departments by document: two and the office's own mandate in each.
UNITS = pd.DataFrame(
    [
        ("old-00", "The Office", "leadership"),
        ("old-01", "Tariff Division", "department"),
        ("old-02", "Laboratory", "department"),
        ("new-00", "The Office", "leadership"),
        ("new-01", "TARIFF Division", "department"),
        ("new-02", "Testing Centre", "department"),
    ],
    columns=["department_id", "name_en", "kind"],
).assign(name_zh="")
HOLDERS = pd.DataFrame({"holder_id": ["old", "new"], "short_en": ["Directory", "Mandate"], "short_zh": ["名录", ""]})
CODES = pd.DataFrame(
    {"code": ["TAX", "LAB", "QUA"], "name_en": ["Tax", "Testing", "Quarantine"], "name_zh": ["税", "化验", "检疫"]}
)

Pair = tuple[str, str]


def lay_sources(n_old: int = 4, n_new: int = 4) -> pd.DataFrame:
    rows = [("new", "east", "2018-04", n_new), ("old", "east", "2001", n_old)]
    return pd.DataFrame(rows, columns=["source_id", "office_id", "valid_from", "n_comparable"])


def lay_pairs(*pairs: Pair) -> pd.DataFrame:
    rows = [(older, newer, older.split("-")[0], newer.split("-")[0]) for older, newer in pairs]
    return pd.DataFrame(rows, columns=["older_duty", "newer_duty", "older_id", "newer_id"], dtype=str)


def lay_stated(*rows: str) -> pd.DataFrame:
    """Lay out what duties state: ``"TAX old-01-01 old-01-02"``, in the codebook's order."""
    laid = [
        (duty.split("-")[0], row.split()[0], duty, duty.rpartition("-")[0]) for row in rows for duty in row.split()[1:]
    ]
    return pd.DataFrame(laid, columns=["source_id", "code", "duty_id", "department_id"], dtype=str)


def measure(*rows: str, pairs: tuple[Pair, ...] = (), n_new: int = 4) -> pd.DataFrame:
    laid = lay_pairs(*pairs)
    successions = find_successions(lay_sources(n_new=n_new), laid)
    return measure_changes(successions, lay_stated(*rows), laid, UNITS)


def name(*rows: str, pairs: tuple[Pair, ...] = (), n_new: int = 4) -> dict[str, str]:
    table = measure(*rows, pairs=pairs, n_new=n_new)
    return dict(zip(table["code"], table["change"], strict=True))


def test_find_successions_orders_documents_by_date_and_counts_what_is_restated() -> None:
    pairs = lay_pairs(("old-01-01", "new-00-01"), ("old-01-02", "new-00-01"), ("old-01-02", "new-00-02"))
    assert find_successions(lay_sources(10, 4), pairs).to_dict("records") == [
        {"office_id": "east", "older_id": "old", "newer_id": "new", "n_older": 10, "n_newer": 4, "n_restated": 2,
         "n_answering": 2, "brief": True},
    ]  # fmt: skip


@pytest.mark.parametrize(("n_new", "brief"), [(4, True), (5, False), (20, False)])
def test_find_successions_calls_brief_what_has_fewer_than_half_the_duties(n_new: int, brief: bool) -> None:
    assert find_successions(lay_sources(10, n_new), lay_pairs())["brief"].to_list() == [brief]


def test_find_successions_takes_three_documents_two_by_two_and_leaves_out_the_undated() -> None:
    sources = pd.concat([lay_sources(), lay_sources().assign(source_id=["young", "undated"], valid_from=["2020", ""])])
    found = find_successions(sources, lay_pairs())
    assert found[["older_id", "newer_id"]].to_dict("split", index=False)["data"] == [["old", "new"], ["new", "young"]]


def test_find_successions_of_one_document_is_empty() -> None:
    assert find_successions(lay_sources().head(1), lay_pairs()).empty


def test_measure_changes_tells_gained_from_kept_and_lost() -> None:
    assert name("TAX old-01-01 new-01-01", "LAB old-01-02", "QUA new-01-02") == {
        "TAX": "kept", "LAB": "lost", "QUA": "gained",
    }  # fmt: skip


def test_measure_changes_calls_it_not_restated_where_the_younger_is_brief() -> None:
    assert name("LAB old-01-02", n_new=1) == {"LAB": "not_restated"}


def test_measure_changes_is_merged_where_fewer_duties_answer_to_more() -> None:
    pairs = (("old-01-01", "new-01-01"), ("old-01-02", "new-01-01"))
    assert name("TAX old-01-01 old-01-02 new-01-01", pairs=pairs) == {"TAX": "merged"}


def test_measure_changes_is_split_where_more_duties_answer_to_fewer() -> None:
    pairs = (("old-01-01", "new-01-01"), ("old-01-01", "new-01-02"))
    assert name("TAX old-01-01 new-01-01 new-01-02", pairs=pairs) == {"TAX": "split"}


def test_measure_changes_counts_pairs_of_which_both_duties_state_the_function() -> None:
    pairs = (("old-01-01", "new-01-01"), ("old-01-02", "new-01-01"))
    table = measure("TAX old-01-01 new-01-01", "LAB old-01-02", pairs=pairs)
    assert table[["code", "change", "n_pairs"]].to_dict("split", index=False)["data"] == [
        ["TAX", "kept", 1], ["LAB", "lost", 0],
    ]  # fmt: skip


def test_measure_changes_is_renamed_where_the_department_succeeds_the_older_one() -> None:
    assert name("LAB old-02-01 new-02-01", pairs=(("old-02-01", "new-02-01"),)) == {"LAB": "renamed"}


def test_measure_changes_is_moved_where_another_department_holds_it() -> None:
    assert name("LAB old-02-01 new-01-01") == {"LAB": "moved"}
    # Of the laboratory's three answered duties the tariff division answers one only.
    pairs = (("old-02-01", "new-01-01"), ("old-02-02", "new-02-01"), ("old-02-03", "new-02-01"))
    rows = ("TAX old-02-02 old-02-03 new-02-01", "LAB old-02-01 new-01-01")
    assert name(*rows, pairs=pairs) == {"TAX": "renamed", "LAB": "moved"}


def test_measure_changes_knows_a_department_by_its_name_whatever_its_letters() -> None:
    assert name("TAX old-01-01 new-01-01 new-02-01") == {"TAX": "kept"}


def test_measure_changes_compares_no_department_with_the_offices_own_mandate() -> None:
    table = measure("LAB old-02-01 new-00-01")
    assert table[["change", "older_units", "newer_units", "older_duties", "newer_duties"]].to_dict("records") == [
        {"change": "kept", "older_units": "old-02", "newer_units": "", "older_duties": "old-02-01",
         "newer_duties": "new-00-01"},
    ]  # fmt: skip


def test_measure_changes_without_a_succession_is_empty_with_its_columns() -> None:
    successions = find_successions(lay_sources().head(1), lay_pairs())
    table = measure_changes(successions, lay_stated("TAX new-01-01"), lay_pairs(), UNITS)
    assert table.to_dict("list") == {column: [] for column in COLUMNS}


def test_tell_changes_says_that_silence_is_not_loss() -> None:
    pairs = (("old-01-01", "new-00-01"), ("old-01-02", "new-00-01"))
    laid = lay_pairs(*pairs)
    successions = find_successions(lay_sources(n_new=1), laid)
    changes = measure("TAX old-01-01 old-01-02 new-00-01", "LAB old-02-01", "QUA new-00-02", pairs=pairs, n_new=1)
    assert tell_changes(changes, successions, HOLDERS, CODES) == [
        "Mandate states 1 functions that Directory does not, and restates 1 of its 2; the other 1 are not restated, "
        "which is not to say lost",
        "New are “Quarantine”",
        "Of the 1 functions in both, 1 stand in fewer duties than before",
        "2 of the 4 duties of Directory are answered by 1 of the 1 of Mandate",
    ]
    assert tell_changes(changes, successions, HOLDERS, CODES, language="zh") == [
        "Mandate新载明1项名录没有的职能，重申其2项中的1项；其余1项未重申，不等于取消",
        "新增“检疫”",
        "两者都有的1项职能中，1项合并为较少的职责",
        "名录的4项职责中有2项由Mandate1项中的1项对应",
    ]


def test_tell_changes_tells_of_departments_where_they_changed() -> None:
    successions = find_successions(lay_sources(), lay_pairs())
    changes = measure("TAX old-01-01 new-01-01", "LAB old-02-01 new-01-02", "QUA old-01-03")
    assert tell_changes(changes, successions, HOLDERS, CODES) == [
        "Mandate states 0 functions that Directory does not, keeps 2 of its 3, and no longer states 1",
        "Of the 2 functions in both, 0 stand in fewer duties than before, 0 in more, 0 in renamed departments and 1 in "
        "others",
        "0 of the 4 duties of Directory are answered by 0 of the 4 of Mandate",
    ]


def test_tell_changes_without_a_succession_says_so() -> None:
    successions = find_successions(lay_sources().head(1), lay_pairs())
    told = tell_changes(measure("TAX old-01-01").iloc[:0], successions, HOLDERS, CODES)
    assert told == ["No office that is compared has two dated documents"]


duties = st.lists(
    st.tuples(
        st.sampled_from(["TAX", "LAB", "QUA"]),
        st.sampled_from(["old-00-01", "old-01-01", "old-02-01", "new-00-01", "new-01-01", "new-02-01"]),
    ),
    unique=True,
    max_size=12,
)
links = st.lists(
    st.tuples(
        st.sampled_from(["old-00-01", "old-01-01", "old-02-01"]),
        st.sampled_from(["new-00-01", "new-01-01", "new-02-01"]),
    ),
    unique=True,
    max_size=6,
)


@settings(deadline=None, max_examples=30)
@given(duties, links, st.sampled_from([1, 4]))
def test_measure_changes_gives_every_function_one_fate(rows: list[Pair], pairs: list[Pair], n_new: int) -> None:
    stated = [f"{code} {duty}" for code, duty in sorted(rows)]
    table = measure(*stated, pairs=tuple(pairs), n_new=n_new)
    assert sorted(table["code"]) == sorted({code for code, _ in rows})
    assert set(table["change"]) <= set(CHANGES)
    assert ((table["change"] == "gained") == (table["n_older"] == 0)).all()
    assert (table["change"].isin(["lost", "not_restated"]) == (table["n_newer"] == 0)).all()
    assert int(table["n_older"].sum() + table["n_newer"].sum()) == len(rows)
