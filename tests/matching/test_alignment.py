from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from analytics.matching.alignment import COLUMNS, Matcher, align_sources, learn_matcher
from analytics.matching.channels import CHANNELS, compare_profiles
from analytics.matching.labels import INVERSE
from tests.matching.small import (
    DUTIES,
    EAST,
    LABELS,
    NORTH,
    SOUTH,
    Duty,
    Label,
    LetterEncoder,
    align,
    gather,
    index_pairs,
    lay_labels,
    list_ids,
    refer,
)
from tests.matching.test_labels import answer_differently

if TYPE_CHECKING:
    from collections.abc import Sequence

ENCODE = LetterEncoder().encode
# The eastern duties as a document brings them that has come in since, which no reader has seen.
DRAFT: tuple[Duty, ...] = tuple((duty.replace("east", "draft"), *rest) for duty, *rest in EAST)  # type: ignore[misc]


@pytest.fixture(scope="module")
def alignment() -> pd.DataFrame:
    return align()


def learn(duties: Sequence[Duty] = DUTIES, labels: Sequence[Label] = LABELS) -> Matcher:
    sources = gather(*duties)
    return learn_matcher(refer(sources), list_ids(sources), lay_labels(*labels))


def align_from(threshold: float, duties: Sequence[Duty] = DUTIES, labels: Sequence[Label] = LABELS) -> pd.DataFrame:
    """Align with a threshold of our own, whatever was learnt."""
    matcher = learn(duties, labels)
    matcher = replace(matcher, corrections=replace(matcher.corrections, threshold=threshold))
    return align_sources(matcher, gather(*duties), matcher.reference.profiles)


def read_rows(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): cell for key, cell in row.items()} for row in table.to_dict("records")]


def is_evident(row: dict[str, object]) -> bool:
    return bool(row["functions"] or row["terms_en"] or row["terms_zh"] or row["n_yes"])


def write_traditional(rows: Sequence[Duty]) -> list[Duty]:
    convert = OpenCC("s2t").convert
    return [(duty, english, convert(chinese), codes, action) for duty, english, chinese, codes, action in rows]


def test_align_sources_gives_each_duty_its_counterparts_or_none(alignment: pd.DataFrame) -> None:
    columns = ["subject_id", "object_id", "relation", "n_yes", "n_no", "functions", "terms_en", "terms_zh"]
    accepted = alignment.loc[alignment["accepted"] & (alignment["subject_id"] < alignment["object_id"]), columns]
    assert accepted.to_dict("split")["data"] == [
        ["east-01-01", "south-01-01", "broad", 1, 0, "TAX.LEVY", "import duties", "进口税款"],
        ["east-01-01", "west-01-01", "exact", 2, 0, "TAX.LEVY", "import duties", "进口税款"],
        ["east-01-02", "south-01-01", "broad", 1, 0, "TAX.VALUE", "value of goods", "货物价格"],
        ["east-01-02", "west-01-02", "exact", 1, 0, "TAX.VALUE", "value of goods", "货物价格"],
        ["east-02-01", "south-02-01", "exact", 1, 0, "LAB.TEST", "laboratory", "实验室"],
        ["south-01-01", "west-01-01", "narrow", 1, 0, "TAX.LEVY", "duties", "税款"],
        ["south-01-01", "west-01-02", "narrow", 0, 0, "TAX.VALUE", "value of goods", "货物价格"],
        ["south-01-02", "west-02-01", "close", 1, 0, "OFF.WATCH", "watch", "值班"],
    ]
    assert set(alignment["subject_id"]) - set(alignment.loc[alignment["accepted"], "subject_id"]) == set()
    assert alignment.loc[alignment["accepted"]].groupby("subject_id")["object_source"].nunique().to_dict() == {
        "east-01-01": 2,
        "east-01-02": 2,
        "east-02-01": 1,
        "south-01-01": 2,
        "south-01-02": 1,
        "south-02-01": 1,
        "west-01-01": 2,
        "west-01-02": 2,
        "west-02-01": 1,
    }


def test_align_sources_ranks_every_other_duty_the_most_probable_first(alignment: pd.DataFrame) -> None:
    assert list(alignment.columns) == COLUMNS
    groups = alignment.groupby(["subject_id", "object_source"])
    assert len(groups) == 9 * 2
    for key, rows in groups:
        subject, source = map(str, key)
        assert rows["rank"].to_list() == [1, 2, 3]
        assert rows["probability"].is_monotonic_decreasing
        assert sorted(rows["object_id"]) == [duty for duty in list_ids(gather())[source] if duty != subject]
    keys = alignment[["subject_id", "object_source", "rank"]].to_numpy().tolist()
    assert keys == sorted(keys)


def test_align_sources_keeps_the_ten_best() -> None:
    many = [(f"west-01-{i:02}", "Collects duties", "征收税款", "TAX.LEVY", "EXECUTE") for i in range(1, 13)]
    table = align(duties=[*EAST, *SOUTH, *many])
    sizes = table.loc[table["object_source"] == "west"].groupby("subject_id")["rank"].apply(list)
    assert set(sizes.index) == {"east-01-01", "east-01-02", "east-02-01", "south-01-01", "south-01-02", "south-02-01"}
    assert [ranks for ranks in sizes if ranks != list(range(1, 11))] == []


def test_align_sources_breaks_ties_by_the_smaller_id() -> None:
    twins = [(f"west-01-{i:02}", "Collects duties", "征收税款", "TAX.LEVY", "EXECUTE") for i in (3, 1, 2)]
    table = align(duties=[*EAST, *SOUTH, *twins], labels=[label for label in LABELS if "west" not in "".join(label)])
    found = table.loc[(table["subject_id"] == "east-01-01") & (table["object_source"] == "west")]
    assert found["object_id"].to_list() == ["west-01-01", "west-01-02", "west-01-03"]
    assert len(set(found["probability"])) == 1


@pytest.mark.parametrize("encode", [None, ENCODE])
def test_align_sources_says_the_same_of_a_pair_from_either_side(encode: object) -> None:
    table = align(encode=ENCODE if encode else None)
    for column in ("score", "probability", "accepted", "n_yes", "n_no"):
        found = index_pairs(table, column)
        assert {(b, a): value for (a, b), value in found.items()} == found
    relations = {pair: str(relation) for pair, relation in index_pairs(table, "relation").items()}
    assert {(b, a): INVERSE.get(value, value) for (a, b), value in relations.items()} == relations


def test_align_sources_leaves_the_machines_probability_where_nobody_read(alignment: pd.DataFrame) -> None:
    unread = alignment.loc[(alignment["n_yes"] == 0) & (alignment["n_no"] == 0)]
    assert len(unread) == 10  # five pairs, from either side
    assert unread["probability"].to_list() == unread["score"].to_list()


def test_align_sources_follows_the_readers(alignment: pd.DataFrame) -> None:
    moved = alignment["probability"] - alignment["score"]
    assert (moved[alignment["n_yes"] > alignment["n_no"]] > 0).all()
    assert (moved[alignment["n_no"] > alignment["n_yes"]] < 0).all()


def test_align_sources_never_shows_a_clause_whose_main_function_is_general(alignment: pd.DataFrame) -> None:
    assert "east-02-02" not in {*alignment["subject_id"], *alignment["object_id"]}


@pytest.mark.parametrize("encode", [None, ENCODE])
def test_align_sources_is_not_moved_by_an_unrelated_source(alignment: pd.DataFrame, encode: object) -> None:
    alone = align(encode=ENCODE) if encode else alignment
    beside = align(*NORTH, encode=ENCODE if encode else None)
    assert {"north"} == {*beside["object_source"]} - {*alone["object_source"]}
    before, after = index_pairs(alone, "probability"), index_pairs(beside, "probability")
    moved = {pair: abs(float(str(after[pair])) - float(str(value))) for pair, value in before.items()}
    assert max(moved.values()) <= 0.02
    kept = beside.loc[(beside["object_source"] != "north") & ~beside["subject_id"].str.startswith("north")]
    assert read_rows(kept) == read_rows(alone)


def test_align_sources_finds_the_counterparts_of_a_source_that_came_in_since() -> None:
    table = align(*DRAFT, encode=ENCODE)
    found = table.loc[(table["subject_id"] == "draft-01-01") & (table["rank"] == 1)]
    assert found[["object_id", "accepted"]].to_numpy().tolist() == [
        ["east-01-01", True],
        ["south-01-01", True],
        ["west-01-01", True],
    ]


def test_align_sources_counts_no_reading_of_a_source_that_nobody_read() -> None:
    table = align(*DRAFT)
    drafted = table.loc[(table["object_source"] == "draft") | table["subject_id"].str.startswith("draft")]
    assert not drafted[["n_yes", "n_no"]].to_numpy().any()
    assert drafted["probability"].to_list() == drafted["score"].to_list()


def test_align_sources_aligns_chinese_texts_with_english_ones() -> None:
    table = align(languages={"east": ["en"], "south": ["en"], "west": ["zh"]}, encode=ENCODE)
    best = table.loc[(table["object_source"] == "west") & (table["rank"] == 1)]
    assert dict(zip(best["subject_id"], best["object_id"], strict=True))["east-01-02"] == "west-01-02"
    shared = table.loc[(table["subject_id"] == "east-01-02") & (table["object_id"] == "west-01-02")]
    assert shared[["terms_en", "terms_zh"]].to_numpy().tolist() == [["value of goods", "货物价格"]]


def test_align_sources_takes_traditional_for_simplified(alignment: pd.DataFrame) -> None:
    assert read_rows(align(duties=write_traditional(DUTIES))) == read_rows(alignment)


def test_align_sources_scores_a_traditional_source_beside_simplified_ones_alike() -> None:
    assert read_rows(align(*write_traditional(DRAFT), encode=ENCODE)) == read_rows(align(*DRAFT, encode=ENCODE))


@settings(deadline=None, max_examples=5)
@given(st.permutations(DUTIES), st.permutations(LABELS))
def test_align_sources_does_not_ask_for_the_order_of_rows(
    alignment: pd.DataFrame, duties: list[Duty], labels: list[Label]
) -> None:
    assert read_rows(align(duties=duties, labels=labels)) == read_rows(alignment)


def test_align_sources_does_not_hear_what_the_test_half_says(alignment: pd.DataFrame) -> None:
    other = answer_differently(lay_labels(*LABELS)).table.to_numpy().tolist()
    assert read_rows(align(labels=[tuple(row) for row in other])) == read_rows(alignment)


def test_align_sources_accepts_nothing_without_evidence() -> None:
    rows = read_rows(align_from(0.0, labels=[label for label in LABELS if label[0] == "east-01-01"]))
    unread = [row for row in rows if not row["n_yes"] and not row["n_no"]]
    assert {is_evident(row) for row in unread} == {True, False}
    assert [row["accepted"] for row in unread] == [is_evident(row) for row in unread]


def test_align_sources_takes_no_boilerplate_for_evidence() -> None:
    # Both speak of the night, a term that shows no function; one guards, the other tests.
    guard: Duty = ("west-01-03", "Works at night", "夜间工作", "TAX.VALUE", "MANAGE")
    rows = read_rows(align_from(0.0, [*DUTIES, guard]))
    (row,) = (row for row in rows if (row["subject_id"], row["object_id"]) == ("south-01-02", "west-01-03"))
    assert (row["functions"], row["terms_en"], row["terms_zh"], row["accepted"]) == ("", "", "", False)


def test_align_sources_accepts_a_shared_term_that_shows_a_function_without_a_shared_code() -> None:
    assayer: Duty = ("west-02-02", "Keeps the laboratory clean", "打扫实验室", "OFF.WATCH", "MANAGE")
    rows = read_rows(align_from(0.0, [*DUTIES, assayer], LABELS[:4]))
    (row,) = (row for row in rows if (row["subject_id"], row["object_id"]) == ("east-02-01", "west-02-02"))
    assert (row["functions"], row["terms_en"], row["terms_zh"], row["accepted"]) == (
        "",
        "laboratory",
        "实验室",
        True,
    )


def test_align_sources_accepts_a_pair_that_readers_judged_from_one_half() -> None:
    rows = read_rows(align_from(1.1))  # no probability reaches it, so that readers alone decide
    accepted = [row for row in rows if row["accepted"]]
    assert accepted == [row for row in rows if (row["n_yes"] or row["n_no"]) and float(str(row["probability"])) >= 0.5]
    assert len(accepted) == 14


def test_align_sources_accepts_an_unread_pair_from_the_threshold_on() -> None:
    matcher = replace(learn(), labels=lay_labels())
    east, _, west = matcher.reference.profiles
    machine = matcher.score(east, west, compare_profiles(east, west, matcher.reference.weights))
    for i, j in ((0, 0), (1, 1)):  # the two pairs that share a function
        pair = list_ids(gather())["east"][i], list_ids(gather())["west"][j]
        for threshold, accepted in ((machine[i, j], True), (machine[i, j] + 1e-5, False)):
            chosen = replace(matcher, corrections=replace(matcher.corrections, threshold=float(threshold)))
            table = align_sources(chosen, gather(), matcher.reference.profiles)
            assert index_pairs(table, "accepted")[pair] is accepted


def test_align_sources_tells_the_evidence_whole(alignment: pd.DataFrame) -> None:
    (row,) = alignment.loc[
        (alignment["subject_id"] == "east-01-01") & (alignment["object_id"] == "west-02-01"), "evidence"
    ]
    said, _, channels = row.partition("; channels: ")
    assert said == (
        "shared functions: none; shared terms: none; readings: 0 yes, 2 no; without like duties' readings: 0.08"
    )
    values = dict(part.split(" ") for part in channels.split(", "))
    assert list(values) == list(CHANNELS)
    assert {name: values[name] for name in ("codes", "same_main", "areas", "action", "encoder")} == {
        "codes": "0.00",
        "same_main": "0.00",
        "areas": "0.00",
        "action": "0.00",
        "encoder": "0.00",
    }


@pytest.mark.parametrize("n_sources", [0, 1])
def test_align_sources_of_fewer_than_two_is_empty_with_its_columns(n_sources: int) -> None:
    matcher = learn()
    table = align_sources(matcher, gather()[:n_sources], matcher.reference.profiles[:n_sources])
    assert (len(table), list(table.columns)) == (0, COLUMNS)


def test_align_sources_without_labels_aligns_by_codes_and_words() -> None:
    table = align(labels=[])
    assert not table[["n_yes", "n_no"]].to_numpy().any()
    best = table.loc[(table["object_source"] == "west") & (table["rank"] == 1)]
    assert dict(zip(best["subject_id"], best["object_id"], strict=True)) == {
        "east-01-01": "west-01-01",
        "east-01-02": "west-01-02",
        "east-02-01": "west-01-01",
        "south-01-01": "west-01-02",
        "south-01-02": "west-02-01",
        "south-02-01": "west-01-02",
    }
    assert {row["accepted"] for row in read_rows(table) if not is_evident(row)} == {False}
