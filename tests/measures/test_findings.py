from __future__ import annotations

import pandas as pd
import pytest

from analytics.measures import tell_coverage

HOLDERS = pd.DataFrame(
    {
        "holder_id": ["gacc", "east", "west"],
        "short_en": ["GACC", "East", "West"],
        "short_zh": ["总署", "东关", "西关"],
    }
)
CODES = pd.DataFrame(
    {
        "code": ["TAX", "LAB", "QUA", "OFF"],
        "name_en": ["Customs duty", "Laboratory testing", "Quarantine", "Office affairs"],
        "name_zh": ["关税", "化验", "检疫", "办公室事务"],
    }
)


def lay_gaps(**statuses: str) -> pd.DataFrame:
    """Lay out a holder a keyword: one word a code, as `TAX LAB QUA OFF`; ``absent:2`` names its peers.

    Only what is absent is a real gap; what is ``restated`` stands in another document of the office.
    """
    rows = []
    for holder, line in statuses.items():
        for code, word in zip(CODES["code"], line.split(), strict=False):
            status, _, peers = word.partition(":")
            rows.append((holder, code, status, int(status in {"present", "thin"}), int(peers or 1)))
    table = pd.DataFrame(rows, columns=["holder_id", "code", "status", "n_duties", "n_peers"])
    return table.assign(real=table["status"] == "absent", status=table["status"].replace("restated", "absent"))


ALL = "present present present present"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "present absent present present",
            "West states 3 of 4 areas; nothing explains why “Laboratory testing” is missing",
        ),
        (
            "absent absent present present",
            "West states 2 of 4 areas; nothing explains why “Customs duty”, “Laboratory testing” are missing",
        ),
        (
            "absent absent absent thin",
            "West states 1 of 4 areas; nothing explains why “Customs duty”, “Laboratory testing”, “Quarantine” "
            "are missing",
        ),
        (
            "absent absent absent absent",
            "West states 0 of 4 areas; nothing explains why 4 are missing, “Customs duty” first",
        ),
        (
            "present absent older_source other_level",
            "West states 1 of 4 areas; nothing explains why “Laboratory testing” is missing",
        ),
        (
            "present restated older_source absent",
            "West states 1 of 4 areas; nothing explains why “Office affairs” is missing",
        ),
        (
            "present present present restated",
            "West states 3 of 4 areas; its documents explain why the others are missing",
        ),
        (
            "present unreadable older_source other_level",
            "West states 1 of 4 areas; its documents explain why the others are missing",
        ),
    ],
)
def test_tell_coverage_says_what_is_missing_and_whether_it_is_explained(line: str, sentence: str) -> None:
    assert tell_coverage(lay_gaps(gacc=ALL, east=ALL, west=line), HOLDERS, CODES) == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "present absent present present",
            "West states 3 of 4 functions; nothing explains why “Laboratory testing” is missing",
        ),
        (
            "absent absent absent absent",
            "West states 0 of 4 functions; nothing explains why 4 are missing, “Customs duty” first",
        ),
        (
            "present unreadable present present",
            "West states 3 of 4 functions; its documents explain why the others are missing",
        ),
        (ALL, "All 3 state each of the 4 functions shown; they differ in how much"),
    ],
)
def test_tell_coverage_speaks_of_functions_where_these_are_shown(line: str, sentence: str) -> None:
    assert tell_coverage(lay_gaps(gacc=ALL, east=ALL, west=line), HOLDERS, CODES, level="function") == sentence


def test_tell_coverage_says_when_all_state_everything() -> None:
    gaps = lay_gaps(gacc=ALL, east="thin present present present", west=ALL)
    assert tell_coverage(gaps, HOLDERS, CODES) == "All 3 state each of the 4 areas shown; they differ in how much"


@pytest.mark.parametrize(
    ("level", "sentence"), [("area", "No area passes the filters"), ("function", "No function passes the filters")]
)
def test_tell_coverage_says_when_no_code_is_shown(level: str, sentence: str) -> None:
    assert tell_coverage(lay_gaps(), HOLDERS, CODES, level=level) == sentence


def test_tell_coverage_says_the_same_when_no_holder_is_shown() -> None:
    assert tell_coverage(lay_gaps(west=ALL), HOLDERS.iloc[:0], CODES) == "No area passes the filters"


def test_tell_coverage_names_the_widest_practice_first() -> None:
    gaps = lay_gaps(gacc=ALL, east=ALL, west="absent:1 absent:3 absent:2 present")
    assert tell_coverage(gaps, HOLDERS, CODES) == (
        "West states 1 of 4 areas; nothing explains why “Laboratory testing”, “Quarantine”, “Customs duty” are missing"
    )


def test_tell_coverage_names_the_widest_practice_where_many_are_missing() -> None:
    gaps = lay_gaps(gacc=ALL, east=ALL, west="absent:1 absent:2 absent:3 absent:2")
    expected = "West states 0 of 4 areas; nothing explains why 4 are missing, “Quarantine” first"
    assert tell_coverage(gaps, HOLDERS, CODES) == expected


def test_tell_coverage_names_the_holder_with_most_real_gaps_not_the_emptiest() -> None:
    gaps = lay_gaps(gacc=ALL, east="absent present present present", west="older_source older_source present present")
    expected = "East states 3 of 4 areas; nothing explains why “Customs duty” is missing"
    assert tell_coverage(gaps, HOLDERS, CODES) == expected


def test_tell_coverage_names_the_emptiest_among_equals() -> None:
    gaps = lay_gaps(gacc=ALL, east="absent present present present", west="absent other_level present present")
    expected = "West states 2 of 4 areas; nothing explains why “Customs duty” is missing"
    assert tell_coverage(gaps, HOLDERS, CODES) == expected


def test_tell_coverage_names_the_first_holder_among_equals() -> None:
    gaps = lay_gaps(west="absent present present present", east="present present absent present", gacc=ALL)
    expected = "East states 3 of 4 areas; nothing explains why “Quarantine” is missing"
    assert tell_coverage(gaps, HOLDERS, CODES) == expected


def test_tell_coverage_does_not_lay_to_the_documents_what_a_filter_hides() -> None:
    # With an action chosen a cell may count nothing, though its status, judged on all duties, is present.
    gaps = lay_gaps(gacc=ALL, east=ALL, west=ALL)
    gaps.loc[(gaps["holder_id"] == "west") & (gaps["code"] == "TAX"), "n_duties"] = 0
    explained = "West states 3 of 4 areas; its documents explain why the others are missing"
    assert tell_coverage(gaps, HOLDERS, CODES) != explained


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("present absent absent present", "西关写明4个领域中的2个；“化验”、“检疫”为何未写明，没有解释"),
        ("absent absent absent absent", "西关写明4个领域中的0个；4个为何未写明，没有解释，首先是“关税”"),
        ("present unreadable present present", "西关写明4个领域中的3个；其余为何未写明，其文件可以解释"),
        (ALL, "所示4个领域，3个机关全部写明，只是多少不同"),
    ],
)
def test_tell_coverage_speaks_chinese(line: str, sentence: str) -> None:
    assert tell_coverage(lay_gaps(gacc=ALL, east=ALL, west=line), HOLDERS, CODES, language="zh") == sentence


def test_tell_coverage_says_in_chinese_when_no_code_is_shown() -> None:
    assert tell_coverage(lay_gaps(), HOLDERS, CODES, level="function", language="zh") == "没有职能符合筛选条件"
