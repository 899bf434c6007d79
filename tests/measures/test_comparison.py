from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UsageError
from analytics.measures import compare_duties, tell_comparison

DUTY_COLUMNS = ["duty_id", "office_id", "source_id", "functions", "gist_en", "gist_zh"]
DUTIES = pd.DataFrame(
    [
        ("east-01-01", "east", "east", "TAX.RATE", "Sets rates", "定税率"),
        ("east-01-02", "east", "east", "TAX.RATE;LAB.TEST", "Tests for rates", "化验定率"),
        ("west-01-01", "west", "west-old", "LAB.TEST", "Tests", "化验"),
        ("west-01-02", "west", "west-new", "TAX.RATE", "Revises rates", "调税率"),
    ],
    columns=DUTY_COLUMNS,
)
FUNCTIONS = pd.DataFrame(
    [
        ("TAX.RATE", "TAX", "Rates", "税率"),
        ("LAB.TEST", "LAB", "Testing", "化验"),
        ("QUA.BIO", "QUA", "Quarantine", "检疫"),
    ],
    columns=["function", "area", "name_en", "name_zh"],
)
NAMES = {
    "area": ["TAX", "LAB", "QUA"],
    "function": ["TAX.RATE", "LAB.TEST", "QUA.BIO"],
    "name_en": ["Rates", "Testing", "Quarantine"],
    "name_zh": ["税率", "化验", "检疫"],
}
EAST = ["east-01-01 Sets rates\neast-01-02 Tests for rates", "east-01-02 Tests for rates", ""]
WEST = ["west-01-02 Revises rates", "west-01-01 Tests", ""]


def lay_holders(**sources: str) -> pd.DataFrame:
    """Lay out holders with the documents that each column gathers."""
    return pd.DataFrame(list(sources.items()), columns=["holder_id", "source_id"])


OFFICES = lay_holders(east="east", west="west-old;west-new")


def test_compare_duties_lays_offices_side_by_side() -> None:
    assert compare_duties(DUTIES, FUNCTIONS, OFFICES, language="en").to_dict("list") == {
        **NAMES,
        "n_holders": [2, 2, 0],
        "east": EAST,
        "west": WEST,
    }


def test_compare_duties_lays_documents_side_by_side() -> None:
    documents = lay_holders(**{"west-new": "west-new", "west-old": "west-old", "east": "east"})
    table = compare_duties(DUTIES, FUNCTIONS, documents, language="en")
    assert table.drop(columns=list(NAMES)).to_dict("list") == {
        "n_holders": [2, 2, 0],
        "west-new": ["west-01-02 Revises rates", "", ""],
        "west-old": ["", "west-01-01 Tests", ""],
        "east": EAST,
    }


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "west-01-02 Revises rates"),
        ("zh", "west-01-02 调税率"),
        ("both", "west-01-02 Revises rates / 调税率"),
    ],
)
def test_compare_duties_gives_gists_in_the_language_asked(language: str, line: str) -> None:
    assert compare_duties(DUTIES, FUNCTIONS, OFFICES, language=language)["west"].iloc[0] == line


def test_compare_duties_gives_both_languages_by_default() -> None:
    expected = compare_duties(DUTIES, FUNCTIONS, OFFICES, language="both")
    pd.testing.assert_frame_equal(compare_duties(DUTIES, FUNCTIONS, OFFICES), expected)


def test_compare_duties_refuses_an_unknown_language() -> None:
    with pytest.raises(UsageError, match=r"^There is no language 'la'; use one of en, zh, both\.$"):
        compare_duties(DUTIES, FUNCTIONS, OFFICES, language="la")


def test_compare_duties_keeps_the_order_of_functions() -> None:
    backwards = FUNCTIONS.iloc[::-1]
    assert compare_duties(DUTIES, backwards, OFFICES)["function"].tolist() == ["QUA.BIO", "LAB.TEST", "TAX.RATE"]


def test_compare_duties_takes_no_code_for_part_of_another() -> None:
    longer = FUNCTIONS.iloc[:1].assign(function="TAX.RATES")
    assert compare_duties(DUTIES, longer, OFFICES)["n_holders"].tolist() == [0]


def test_compare_duties_without_duties_leaves_cells_empty() -> None:
    none = pd.DataFrame({column: pd.Series(dtype=str) for column in DUTY_COLUMNS})
    assert compare_duties(none, FUNCTIONS, OFFICES).to_dict("list") == {
        **NAMES,
        "n_holders": [0, 0, 0],
        "east": ["", "", ""],
        "west": ["", "", ""],
    }


def test_compare_duties_without_holders_has_no_cells() -> None:
    nobody = OFFICES.iloc[:0]
    assert compare_duties(DUTIES, FUNCTIONS, nobody).to_dict("list") == {**NAMES, "n_holders": [0, 0, 0]}


def test_compare_duties_without_functions_keeps_its_columns() -> None:
    table = compare_duties(DUTIES, FUNCTIONS.iloc[:0], OFFICES)
    assert table.to_dict("list") == {column: [] for column in [*NAMES, "n_holders", "east", "west"]}


def test_compare_duties_leaves_its_input_alone() -> None:
    duties = DUTIES.copy()
    compare_duties(duties, FUNCTIONS, OFFICES)
    pd.testing.assert_frame_equal(duties, DUTIES)


CODES = FUNCTIONS["function"].tolist()


@settings(deadline=None, max_examples=30)
@given(
    drawn=st.lists(
        st.tuples(st.sampled_from(["east", "west-old", "west-new"]), st.sets(st.sampled_from(CODES), min_size=1)),
        max_size=6,
    )
)
def test_compare_duties_puts_every_duty_under_each_of_its_functions_and_nowhere_else(
    drawn: list[tuple[str, set[str]]],
) -> None:
    rows = [
        (f"d{i}", source[:4], source, ";".join(sorted(codes)), "gist", "要旨")
        for i, (source, codes) in enumerate(drawn)
    ]
    duties = pd.DataFrame(rows, columns=DUTY_COLUMNS, dtype=str)
    table = compare_duties(duties, FUNCTIONS, OFFICES).set_index("function")
    read = {
        (line.split()[0], code)
        for code in CODES
        for holder in OFFICES["holder_id"]
        for line in str(table.loc[code, holder]).splitlines()
    }
    assert read == {(duty[0], code) for duty, (_, codes) in zip(rows, drawn, strict=True) for code in codes}


@pytest.mark.parametrize(
    ("scope", "language", "told"),
    [
        ("office", "en", "2 of 3 functions are stated by all 2 compared"),
        ("source", "en", "2 of 3 functions are stated by all 2 compared"),
        ("office", "zh", "3项职能中，所比较的2个机关均载明的有2项"),
        ("source", "zh", "3项职能中，所比较的2份文件均载明的有2项"),
    ],
)
def test_tell_comparison_counts_what_all_state(scope: str, language: str, told: str) -> None:
    table = pd.DataFrame({"n_holders": [2, 2, 1]})
    assert tell_comparison(table, 2, scope=scope, language=language) == told
