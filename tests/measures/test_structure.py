from __future__ import annotations

import pandas as pd
import pytest

from analytics.measures import (
    list_main_areas,
    name_mains,
    tell_colocation,
    tell_organisation,
    tell_similarity,
    tell_tree,
)
from analytics.measures.structure import TOLD

AREAS = pd.DataFrame({"code": ["TAX", "LAB"], "name_en": ["Duties", "Laboratory"], "name_zh": ["关税", "化验"]})
HOLDERS = pd.DataFrame(
    {"holder_id": ["east", "west", "new"], "short_en": ["East", "West", ""], "short_zh": ["东", "西", "新"]}
)
UNITS = pd.DataFrame(
    {"department_id": ["u1", "u2"], "office_id": ["east", "west"], "name_en": ["One", "Two"], "name_zh": ["一", "二"]}
)


def lay_rows(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["department_id", "duty_id", "area", "position"])
    return table.assign(source_id="page")


def test_list_main_areas_counts_each_duty_once_by_its_main_function() -> None:
    rows = lay_rows(("u1", "d1", "LAB", 2), ("u1", "d1", "TAX", 1), ("u1", "d2", "LAB", 1), ("u1", "d3", "LAB", 1))

    assert list_main_areas(rows, ["TAX", "LAB"]).to_numpy().tolist() == [
        ["page", "u1", "LAB", 2],
        ["page", "u1", "TAX", 1],
    ]


def test_name_mains_takes_the_first_area_of_the_codebook_among_equals() -> None:
    rows = lay_rows(("u1", "d1", "LAB", 1), ("u1", "d2", "TAX", 1), ("u2", "d3", "LAB", 1))

    assert name_mains(list_main_areas(rows, ["TAX", "LAB"])).to_dict("records") == [
        {"source_id": "page", "department_id": "u1", "n_duties": 2, "area": "TAX", "n_area": 1, "share_area": 0.5},
        {"source_id": "page", "department_id": "u2", "n_duties": 1, "area": "LAB", "n_area": 1, "share_area": 1.0},
    ]


def test_list_main_areas_of_no_rows_keeps_its_columns() -> None:
    empty = list_main_areas(lay_rows(), ["TAX"])

    assert list(empty.columns) == ["source_id", "department_id", "area", "n_duties"]
    assert name_mains(empty).empty


def lay_pairs(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [("TAX", "LAB", together, apart) for together, apart in pairs],
        columns=["area", "other_area", "together", "apart"],
    )


def test_tell_colocation_names_the_first_pair_and_its_two_sides() -> None:
    pairs = lay_pairs(("east", "west;new"), ("west", "east"))

    assert tell_colocation(pairs, AREAS, HOLDERS) == (
        "2 pairs of areas sit together in one office and apart in another, first of all “Duties” and “Laboratory”: "
        "together in East, apart in West and 新"
    )
    assert tell_colocation(pairs, AREAS, HOLDERS, language="zh") == (
        "有2对领域在一关同设一个部门、在另一关分设，首先是“关税”与“化验”：东合设，西、新分设"
    )


def test_tell_colocation_tells_of_one_pair_as_one() -> None:
    told = tell_colocation(lay_pairs(("east", "west")), AREAS, HOLDERS)

    assert told == (
        "One pair of areas sits together in one office and apart in another, “Duties” and “Laboratory”: "
        "together in East, apart in West"
    )


@pytest.mark.parametrize(
    ("likeness", "own", "told"),
    [
        (
            [0.9, 0.8, 0.2],
            [0.1, None, 0.3],
            "Work, not the office, makes departments alike: 2 of 3 are more like one of another office than any of "
            "their own",
        ),
        ([0.1, 0.8], [0.1, 0.9], "0 of 2 departments are more like one of another office than any of their own"),
    ],
)  # fmt: skip
def test_tell_tree_counts_departments_nearer_to_another_office(
    likeness: list[float], own: list[float | None], told: str
) -> None:
    kin = pd.DataFrame({"nearest_id": "u", "likeness": likeness, "own_likeness": pd.Series(own, dtype=float)})

    assert tell_tree(kin) == told


def test_tell_similarity_names_the_most_and_the_least_alike() -> None:
    table = pd.DataFrame(
        {
            "holder_id": ["east", "east", "west"],
            "other_id": ["west", "new", "new"],
            "similarity": [0.456, 0.9, float("nan")],
        }
    )

    assert tell_similarity(table, HOLDERS) == (
        "East and 新 share their duties out most alike (0.90), East and West least (0.46), where 1 is the same"
    )
    assert tell_similarity(table.iloc[:1], HOLDERS) == (
        "East and West share their duties out alike to 0.46, where 1 is the same"
    )


def test_tell_organisation_counts_units_with_one_area_and_names_the_largest() -> None:
    mains = pd.DataFrame({"department_id": ["u1", "u2"], "n_duties": [4, 7], "share_area": [0.5, 0.4]})

    assert tell_organisation(mains, UNITS, HOLDERS) == (
        "1 of 2 units have at least half of their duties in one area; the largest, Two of West, has 7 duties"
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_of_nothing_say_so(language: str) -> None:
    nothing = pd.DataFrame({column: [] for column in ("nearest_id", "similarity", "together", "likeness")})

    assert [
        tell_colocation(nothing, AREAS, HOLDERS, language=language),
        tell_tree(nothing, language=language),
        tell_similarity(nothing, HOLDERS, language=language),
        tell_organisation(nothing, UNITS, HOLDERS, language=language),
    ] == [TOLD[language][f"{kind}_none"] for kind in ("colocation", "tree", "similarity", "organisation")]


def test_findings_stand_in_both_languages() -> None:
    assert list(TOLD["en"]) == list(TOLD["zh"])
