from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.errors import DataError
from analytics.matching.alignment import learn_matcher
from analytics.matching.duplicates import (
    COLUMNS,
    FLOOR,
    NO_VERDICTS,
    SAME_FROM,
    find_duplicates,
    read_verdicts,
    score_verdicts,
)
from analytics.matching.pipeline import list_general
from analytics.store import DATA
from tests.matching.small import COMPARABLE, Duty, gather, lay_duties, lay_labels, list_ids, refer

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store

# Two departments of the east say one thing; a third says it with another action, the west says it too.
TWINS: tuple[Duty, ...] = (
    ("east-01-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
    ("east-01-02", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
    ("east-02-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
    ("east-03-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "RULE"),
    ("east-04-01", "Tests samples in the laboratory", "实验室化验样品", "LAB.TEST;TAX.LEVY", "EXECUTE"),
    ("west-01-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
)


def find(*duties: Duty, verdicts: pd.DataFrame = NO_VERDICTS, general: frozenset[str] = frozenset()) -> pd.DataFrame:
    sources = gather(*duties)
    reference = refer(sources)
    return find_duplicates(
        learn_matcher(reference, list_ids(sources), lay_labels()),
        sources,
        reference.profiles,
        verdicts,
        general=general,
    )


def lay_verdicts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame([(*row, "") for row in rows], columns=NO_VERDICTS.columns, dtype=str)


def test_find_duplicates_pairs_departments_of_one_document_with_one_function_and_action() -> None:
    table = find(*TWINS)
    assert table[["duty_a", "duty_b", "functions", "terms_en", "verdict", "same"]].to_dict("records") == [
        {"duty_a": "east-01-01", "duty_b": "east-02-01", "functions": "TAX.LEVY", "terms_en": "import duties",
         "verdict": "", "same": True},
        {"duty_a": "east-01-02", "duty_b": "east-02-01", "functions": "TAX.LEVY", "terms_en": "import duties",
         "verdict": "", "same": True},
    ]  # fmt: skip
    assert (table["probability"] >= SAME_FROM).all()


@pytest.mark.parametrize(("verdict", "same"), [("same", True), ("part", False), ("other", False)])
def test_find_duplicates_lets_a_reader_decide(verdict: str, same: bool) -> None:
    table = find(*TWINS, verdicts=lay_verdicts(("east-01-02", "east-02-01", verdict)))
    assert table[["verdict", "same"]].to_dict("list") == {"verdict": ["", verdict], "same": [True, same]}


def test_find_duplicates_leaves_out_general_clauses() -> None:
    table = find(*TWINS, general=frozenset({"east-01-02"}))
    assert table["duty_a"].to_list() == ["east-01-01"]


def test_list_general_names_duties_with_a_code_that_nobody_compares() -> None:
    duties = lay_duties(
        ("east-01-01", "", "", "TAX.LEVY", "RULE"), ("east-01-02", "", "", "TAX.LEVY;GEN.OTHER", "RULE")
    )
    assert list_general(duties, duties, comparable=COMPARABLE) == {"east-01-02"}


def test_find_duplicates_keeps_whatever_a_reader_has_read() -> None:
    table = find(
        *TWINS, verdicts=lay_verdicts(("east-01-01", "east-03-01", "same"), ("east-01-01", "far-01-01", "same"))
    )
    assert table.loc[table["verdict"] != "", ["duty_a", "duty_b", "same"]].to_dict("records") == [
        {"duty_a": "east-01-01", "duty_b": "east-03-01", "same": True}
    ]


def test_find_duplicates_leaves_out_what_is_less_likely_than_the_floor() -> None:
    table = find(
        ("east-01-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
        ("east-02-01", "Plants trees along the river", "沿河植树", "TAX.LEVY;LAB.TEST;OFF.WATCH", "EXECUTE"),
    )
    assert (table["probability"] >= FLOOR).all()
    assert not table["same"].any()


@pytest.mark.parametrize("duties", [TWINS[:1], TWINS[:2], (TWINS[0], TWINS[5])])
def test_find_duplicates_of_no_pair_is_empty_with_its_columns(duties: tuple[Duty, ...]) -> None:
    assert find(*duties).to_dict("list") == {column: [] for column in COLUMNS}


def test_read_verdicts_without_a_file_are_none(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path / "duplicates.csv").to_dict("list") == {
        "duty_a": [], "duty_b": [], "verdict": [], "why": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a-01-01,a-02-01,maybe,", r"row 3, verdict: 'maybe' is unknown.* use one of same, part, other"),
        ("a-02-01,a-01-01,same,", r"row 3, duty_b: 'a-01-01' is not the larger id.* write the smaller id first"),
        ("a-01-01,a-03-01,part,", r"row 3, duty_a: 'a-01-01' has this pair twice.* keep one of the two"),
    ],
)
def test_read_verdicts_says_what_is_wrong(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "duplicates.csv"
    path.write_text(f"duty_a,duty_b,verdict,why\na-01-01,a-03-01,same,both\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        read_verdicts(path)


def test_score_verdicts_of_nothing_read_has_no_precision() -> None:
    scores = score_verdicts(pd.DataFrame({"probability": [0.9], "verdict": [""]}))
    assert [scores[key] for key in ("n_read", "n_same", "n_taken")] == [0, 0, 0]
    assert pd.isna([scores["precision"], scores["recall"]]).all()


def test_duplicates_of_the_register_are_read_at_headquarters(store: Store) -> None:
    """Hold the figures that the documentation gives."""
    found = store.query("duplicates")
    kinds = store.query("departments").set_index("department_id")["kind"]
    headquarters = ["department", "affiliate", "society"]
    among = found["department_a"].map(kinds).isin(headquarters) & found["department_b"].map(kinds).isin(headquarters)
    unread = found.loc[among & (found["verdict"] == "") & found["same"], ["duty_a", "duty_b"]]
    assert unread.to_dict("list") == {"duty_a": [], "duty_b": []}
    scores = score_verdicts(found)
    assert (scores["n_same"], len(read_verdicts(DATA / "labels" / "duplicates.csv"))) == (11, 32)
    assert scores["precision"] >= 0.5
    assert scores["recall"] >= 0.8
