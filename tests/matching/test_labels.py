from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DataError
from analytics.matching.labels import INVERSE, RELATIONS, SETTLED, Labels, name_source, read_labels
from analytics.register import Register, read_register
from analytics.store import DATA
from tests.matching.small import DUTIES, LABELS, lay_labels
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

NAN = np.nan
EAST, SOUTH, WEST = (
    [row[0] for row in DUTIES if row[0].startswith(source) and not row[3].startswith("GEN")]
    for source in ("east", "south", "west")
)
HEADER = "subject_id,object_source,object_id,relation,half\n"
IDS = st.sampled_from([EAST, SOUTH, WEST])


@pytest.fixture(scope="module")
def labels() -> Labels:
    return read_labels(DATA / "labels" / "alignment.csv")


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(DATA)


def write_labels(folder: Path, text: str) -> Path:
    path = folder / "alignment.csv"
    path.write_text(text, encoding="utf-8")
    return path


def answer_differently(labels: Labels) -> Labels:
    """Let every answer of the test half be another one; who was asked, and of which source, stays."""
    table = labels.table.copy()
    test = table["half"] == "test"
    table.loc[test, "relation"] = np.where(table.loc[test, "object_id"] == "", "exact", "none")
    table.loc[test, "object_id"] = np.where(table.loc[test, "object_id"] == "", "east-01-01", "")
    return Labels(table)


def test_subjects_are_those_that_were_judged_with_their_half() -> None:
    assert lay_labels(*LABELS).subjects == {
        "east-01-01": "tune",
        "east-01-02": "tune",
        "south-02-01": "tune",
        "west-01-01": "tune",
        "west-02-01": "tune",
        "south-01-02": "test",
    }


def test_pairs_are_the_counterparts_with_their_relation_and_no_none() -> None:
    assert lay_labels(*LABELS[:5], LABELS[5]).pairs == {
        ("east-01-01", "south-01-01"): "broad",
        ("east-01-01", "west-01-01"): "exact",
        ("east-01-02", "south-01-01"): "broad",
        ("east-01-02", "west-01-02"): "exact",
        ("south-02-01", "east-02-01"): "exact",
    }


def test_judge_gives_what_each_side_said_and_nan_where_it_was_not_asked() -> None:
    from_east, from_west = lay_labels(*LABELS).judge(EAST, WEST)
    np.testing.assert_array_equal(from_east, [[1, 0, 0], [0, 1, 0], [NAN, NAN, NAN]])
    np.testing.assert_array_equal(from_west, [[1, NAN, 0], [0, NAN, 0], [0, NAN, 0]])


def test_judge_leaves_out_every_pair_with_a_duty_of_the_test_half() -> None:
    from_south, from_west = lay_labels(*LABELS).judge(SOUTH, WEST)
    np.testing.assert_array_equal(from_south, [[NAN, NAN, NAN], [NAN, NAN, NAN], [0, 0, 0]])
    np.testing.assert_array_equal(from_west, [[1, NAN, 0], [NAN, NAN, NAN], [0, NAN, 0]])


@settings(deadline=None, max_examples=30)
@given(IDS, IDS)
def test_judge_from_the_other_side_is_the_same_turned(a: list[str], b: list[str]) -> None:
    labels = lay_labels(*LABELS)
    from_a, from_b = labels.judge(a, b)
    turned_b, turned_a = labels.judge(b, a)
    np.testing.assert_array_equal(from_a, turned_a.T)
    np.testing.assert_array_equal(from_b, turned_b.T)


def test_read_counts_the_readings_of_both_sides() -> None:
    yes, no = lay_labels(*LABELS).read(EAST, WEST)
    assert yes.tolist() == [[2, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert no.tolist() == [[0, 1, 2], [2, 0, 2], [1, 0, 1]]


def test_read_counts_no_reading_from_a_duty_of_the_test_half() -> None:
    yes, no = lay_labels(*LABELS).read(SOUTH, WEST)
    # The second southern duty is of the test half: what stands in its row was read from the west.
    assert yes.tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert no.tolist() == [[0, 0, 1], [1, 0, 0], [2, 1, 2]]


@settings(deadline=None, max_examples=30)
@given(IDS, IDS)
def test_read_from_the_other_side_is_the_same_turned(a: list[str], b: list[str]) -> None:
    labels = lay_labels(*LABELS)
    for there, back in zip(labels.read(a, b), labels.read(b, a), strict=True):
        assert there.tolist() == back.T.tolist()


@settings(deadline=None, max_examples=30)
@given(IDS, IDS)
def test_judge_and_read_do_not_hear_what_the_test_half_says(a: list[str], b: list[str]) -> None:
    labels, other = lay_labels(*LABELS), answer_differently(lay_labels(*LABELS))
    assert labels.pairs != other.pairs
    for one, two in zip(
        labels.judge(a, b) + list(labels.read(a, b)), other.judge(a, b) + list(other.read(a, b)), strict=True
    ):
        np.testing.assert_array_equal(one, two)
    assert [labels.find_relation(x, y) for x in a for y in b] == [other.find_relation(x, y) for x in a for y in b]


def test_judge_says_nothing_of_a_source_against_which_nobody_judged() -> None:
    for judged in lay_labels(*LABELS).judge(EAST, ["draft-01-01"]):
        np.testing.assert_array_equal(judged, [[NAN], [NAN], [NAN]])


def test_read_counts_nothing_of_a_source_against_which_nobody_judged() -> None:
    yes, no = lay_labels(*LABELS).read(EAST, ["draft-01-01"])
    assert (yes.tolist(), no.tolist()) == ([[0], [0], [0]], [[0], [0], [0]])


@pytest.mark.parametrize(
    ("subject", "other", "relation"),
    [
        ("east-01-01", "south-01-01", "broad"),
        ("south-01-01", "east-01-01", "narrow"),
        ("east-01-01", "west-01-01", "exact"),
        ("west-01-01", "east-01-01", "exact"),
        ("south-01-02", "west-02-01", "close"),  # read from the west
        ("east-01-01", "west-01-02", ""),
    ],
)
def test_find_relation_gives_what_a_reading_states_from_either_side(subject: str, other: str, relation: str) -> None:
    assert lay_labels(*LABELS).find_relation(subject, other) == relation


def test_find_relation_takes_nothing_from_the_test_half() -> None:
    only_test = lay_labels(("south-01-02", "west", "west-02-01", "close", "test"))
    assert [
        only_test.find_relation(*pair) for pair in (("south-01-02", "west-02-01"), ("west-02-01", "south-01-02"))
    ] == [
        "",
        "",
    ]


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(RELATIONS), st.sampled_from(RELATIONS))
def test_find_relation_tells_one_story_where_two_readings_differ(one: str, two: str) -> None:
    labels = lay_labels(
        ("east-01-01", "west", "west-01-01", one, "tune"), ("west-01-01", "east", "east-01-01", two, "tune")
    )
    there, back = labels.find_relation("east-01-01", "west-01-01"), labels.find_relation("west-01-01", "east-01-01")
    assert there in {one, INVERSE.get(two, two)}
    assert back == INVERSE.get(there, there)


def settle(labels: Labels, *rows: tuple[str, str, str]) -> Labels:
    return replace(labels, settled=pd.DataFrame(rows, columns=SETTLED, dtype=str))


def test_read_counts_who_settled_a_pair_beside_both_readers() -> None:
    labels = lay_labels(
        ("east-01-01", "west", "west-01-01", "close", "tune"), ("west-01-01", "east", "", "none", "tune")
    )
    pair = (["east-01-01"], ["west-01-01"])
    before = [count.item() for count in labels.read(*pair)]
    affirmed = [count.item() for count in settle(labels, ("east-01-01", "west-01-01", "broad")).read(*pair)]
    denied = [count.item() for count in settle(labels, ("west-01-01", "east-01-01", "none")).read(*pair)]
    assert (before, affirmed, denied) == ([1, 1], [2, 1], [1, 2])


def test_find_relation_takes_what_was_settled_before_what_readers_state() -> None:
    labels = settle(
        lay_labels(
            ("east-01-01", "west", "west-01-01", "close", "tune"),
            ("west-01-01", "east", "east-01-01", "related", "tune"),
        ),
        ("east-01-01", "west-01-01", "broad"),
    )
    assert labels.find_relation("east-01-01", "west-01-01") == "broad"
    assert labels.find_relation("west-01-01", "east-01-01") == "narrow"


def test_find_relation_keeps_a_readers_where_the_pair_was_settled_as_none() -> None:
    labels = settle(
        lay_labels(("east-01-01", "west", "west-01-01", "close", "tune")), ("east-01-01", "west-01-01", "none")
    )
    assert labels.find_relation("east-01-01", "west-01-01") == "close"


def test_read_labels_takes_what_was_settled_from_the_file_beside(tmp_path: Path) -> None:
    path = write_labels(tmp_path, f"{HEADER}east-01-01,west,west-01-01,exact,tune\n")
    path.with_name("settled.csv").write_text("duty_a,duty_b,relation\neast-01-01,west-01-01,narrow\n")
    assert read_labels(path).verdicts == {
        ("east-01-01", "west-01-01"): "narrow",
        ("west-01-01", "east-01-01"): "broad",
    }


def test_read_labels_refuses_settled_pairs_of_the_test_half_and_unknown_relations(tmp_path: Path) -> None:
    path = write_labels(tmp_path, f"{HEADER}east-01-01,west,west-01-01,exact,test\n")
    beside = path.with_name("settled.csv")
    beside.write_text("duty_a,duty_b,relation\nwest-01-01,east-01-01,narrow\n")
    line = "labels/settled.csv, row 2, duty_b: east-01-01 is of the test half. Remedy: take the row out."
    with pytest.raises(DataError, match=re.escape(line)):
        read_labels(path)
    beside.write_text("duty_a,duty_b,relation\nwest-01-01,east-01-02,alike\n")
    with pytest.raises(DataError, match=r"labels/settled\.csv, row 2, relation: 'alike' is unknown"):
        read_labels(path)


def test_shipped_settled_pairs_were_read_from_both_sides_and_stand_once() -> None:
    labels = read_labels(DATA / "labels" / "alignment.csv")
    pairs = [tuple(sorted(pair)) for pair in zip(labels.settled["duty_a"], labels.settled["duty_b"], strict=True)]
    assert len(pairs) == len(set(pairs)) > 400
    judged = {(a, b) for a, b in pairs if {(a, name_source(b)), (b, name_source(a))} <= labels.judged}
    assert judged == set(pairs)


def test_read_labels_keeps_every_cell_as_text(tmp_path: Path) -> None:
    path = write_labels(tmp_path, f"\ufeff{HEADER}east-01-01,west,west-01-01,exact,tune\neast-01-01,south,,none,tune\n")
    assert read_labels(path).table.to_dict("split")["data"] == [
        ["east-01-01", "west", "west-01-01", "exact", "tune"],
        ["east-01-01", "south", "", "none", "tune"],
    ]


def test_read_labels_without_the_file_is_empty_with_its_columns(tmp_path: Path) -> None:
    labels = read_labels(tmp_path / "alignment.csv")
    assert labels.table.to_csv(index=False) == HEADER
    assert (labels.subjects, labels.pairs) == ({}, {})


def test_judge_and_read_without_labels_say_nothing() -> None:
    for judged in lay_labels().judge(EAST, WEST):
        np.testing.assert_array_equal(judged, np.full((3, 3), NAN))
    assert [found.tolist() for found in lay_labels().read(EAST, WEST)] == [[[0] * 3] * 3] * 2


def test_read_labels_says_which_columns_are_missing(tmp_path: Path) -> None:
    lines = [
        f"labels/alignment.csv, row 1, {column}: the column is missing. Remedy: add it to the header."
        for column in ("half", "object_id", "relation")
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_labels(write_labels(tmp_path, "subject_id,object_source\n"))


def test_read_labels_of_the_header_alone_is_empty(tmp_path: Path) -> None:
    assert read_labels(write_labels(tmp_path, HEADER)).table.to_csv(index=False) == HEADER


def test_read_labels_says_which_relation_and_half_are_unknown(tmp_path: Path) -> None:
    rows = "a-01-01,b,b-01-01,exact,tune\na-01-01,c,c-01-01,same,tune\na-01-02,b,,none,dev\na-01-03,b,,,test\n"
    remedy = "use one of exact, close, broad, narrow, related, none"
    lines = [
        f"labels/alignment.csv, row 3, relation: 'same' is unknown. Remedy: {remedy}.",
        "labels/alignment.csv, row 4, half: 'dev' is unknown. Remedy: use one of tune, test.",
        f"labels/alignment.csv, row 5, relation: '' is unknown. Remedy: {remedy}.",
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_labels(write_labels(tmp_path, HEADER + rows))


def test_inverse_turned_twice_is_the_relation_again() -> None:
    assert {each: INVERSE.get(each, each) for each in RELATIONS} == {
        "exact": "exact",
        "close": "close",
        "broad": "narrow",
        "narrow": "broad",
        "related": "related",
    }


def test_labels_judge_60_subjects_30_to_tune_and_30_to_test(labels: Labels) -> None:
    halves = pd.Series(labels.subjects).value_counts()
    assert set(halves.index) == {"tune", "test"}
    assert halves.sum() >= 60
    assert halves.min() >= 30


def test_labels_never_mix_the_halves(labels: Labels) -> None:
    n_halves = labels.table.groupby("subject_id")["half"].nunique()
    assert n_halves[n_halves > 1].to_dict() == {}


@pytest.mark.parametrize("half", ["tune", "test"])
def test_labels_find_none_for_at_least_12_subjects(labels: Labels, half: str) -> None:
    none = labels.table.loc[(labels.table["object_id"] == "") & (labels.table["half"] == half)]
    assert none["subject_id"].nunique() >= 12


def test_labels_judge_every_subject_against_every_other_source_and_only_once(
    labels: Labels, register: Register
) -> None:
    sources = set(register.sources["source_id"])
    asked = {str(duty): set(table["object_source"]) for duty, table in labels.table.groupby("subject_id")}
    assert [duty for duty, found in asked.items() if found != sources - {duty.rsplit("-", 2)[0]}] == []
    assert labels.table.loc[labels.table.duplicated(["subject_id", "object_source", "object_id"])].empty


def test_labels_say_none_once_and_of_nothing_else(labels: Labels) -> None:
    none = labels.table["relation"] == "none"
    assert none.tolist() == (labels.table["object_id"] == "").tolist()
    n_rows = labels.table.groupby(["subject_id", "object_source"])["object_id"].transform("size")
    assert n_rows[none].max() == 1


def test_labels_are_of_duties_that_the_register_knows_in_the_source_named(labels: Labels, register: Register) -> None:
    source_of = dict(zip(register.duties["duty_id"], register.duties["source_id"], strict=True))
    found = labels.table.loc[labels.table["object_id"] != ""]
    assert set(labels.subjects) <= set(source_of)
    assert found["object_id"].map(source_of).tolist() == found["object_source"].tolist()
