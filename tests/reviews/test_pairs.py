from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import StoreError, UsageError
from analytics.reviews import (
    COLUMNS,
    VERDICTS,
    apply_decisions,
    decide,
    read_decisions,
    read_history,
    stamp_decisions,
)
from tests.matching.small import align
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

SAID = ["subject_id", "object_id", "verdict", "who", "why"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "reviews.sqlite"


def read(path: Path) -> list[list[str]]:
    """Give what counts, without the times."""
    return read_decisions(path)[SAID].to_numpy().tolist()


def lay_alignment(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["subject_id", "object_id", "accepted"]).astype({"accepted": bool})


def lay_decisions(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["subject_id", "object_id", "verdict"], dtype=str)
    return table.assign(who="Li", why="read both", decided_at="2026-01-01T00:00:00.000+00:00")[COLUMNS]


def test_decide_keeps_who_decided_what_when_and_why(path: Path) -> None:
    before = datetime.now(UTC).isoformat(timespec="milliseconds")
    decide("east-01-01", "west-01-01", "reject", who=" Li Wei 李伟 ", why=" Another tax. ", path=path)
    after = datetime.now(UTC).isoformat(timespec="milliseconds")
    (row,) = read_history(path).to_dict("records")
    assert {key: row[key] for key in SAID} == {
        "subject_id": "east-01-01",
        "object_id": "west-01-01",
        "verdict": "reject",
        "who": "Li Wei 李伟",
        "why": "Another tax.",
    }
    assert before <= row["decided_at"] <= after
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", row["decided_at"])


def test_read_decisions_lets_a_decision_count_from_both_sides(path: Path) -> None:
    decide("east-01-01", "west-01-01", "reject", who="Li", why="no", path=path)
    assert read(path) == [
        ["east-01-01", "west-01-01", "reject", "Li", "no"],
        ["west-01-01", "east-01-01", "reject", "Li", "no"],
    ]


def test_read_decisions_lets_the_newest_win_from_whichever_side_it_was_made(path: Path) -> None:
    decide("east-01-01", "west-01-01", "reject", who="Li", path=path)
    decide("west-01-01", "east-01-01", "accept", who="Wang", path=path)
    assert sorted(read(path)) == [
        ["east-01-01", "west-01-01", "accept", "Wang", ""],
        ["west-01-01", "east-01-01", "accept", "Wang", ""],
    ]


@pytest.mark.parametrize("pair", [("east-01-01", "west-01-01"), ("west-01-01", "east-01-01")])
def test_read_decisions_leaves_out_what_was_undone_from_either_side(path: Path, pair: tuple[str, str]) -> None:
    decide("east-01-01", "west-01-01", "accept", who="Li", path=path)
    decide("east-01-01", "west-01-02", "accept", who="Li", path=path)
    decide(*pair, "undo", who="Wang", path=path)
    assert [row[:3] for row in sorted(read(path))] == [
        ["east-01-01", "west-01-02", "accept"],
        ["west-01-02", "east-01-01", "accept"],
    ]


def test_read_decisions_takes_a_decision_after_an_undo(path: Path) -> None:
    for verdict in ("accept", "undo", "reject"):
        decide("east-01-01", "west-01-01", verdict, who="Li", path=path)
    assert {row[2] for row in read(path)} == {"reject"}


def test_read_history_overwrites_nothing(path: Path) -> None:
    for verdict in ("accept", "undo", "reject"):
        decide("east-01-01", "west-01-01", verdict, who="Li", path=path)
    assert read_history(path)["verdict"].to_list() == ["accept", "undo", "reject"]


@pytest.mark.parametrize("verdict", ["maybe", "", "Accept"])
def test_decide_says_which_verdicts_there_are(path: Path, verdict: str) -> None:
    line = f"There is no verdict {verdict!r}; use one of accept, reject, undo."
    with pytest.raises(UsageError, match=match_whole(line)):
        decide("east-01-01", "west-01-01", verdict, who="Li", path=path)
    assert not path.exists()


@pytest.mark.parametrize("who", ["", "  ", "\n"])
def test_decide_needs_a_person(path: Path, who: str) -> None:
    with pytest.raises(UsageError, match=match_whole("A decision needs a name: say who decides.")):
        decide("east-01-01", "west-01-01", "accept", who=who, path=path)
    assert not path.exists()


def test_read_decisions_without_a_file_is_empty_with_its_columns_and_makes_none(path: Path) -> None:
    for read_ in (read_decisions, read_history):
        assert read_(path).to_dict("list") == {column: [] for column in COLUMNS}
    assert stamp_decisions(path) == 0
    assert not path.exists()


def test_stamp_decisions_changes_with_every_decision(path: Path) -> None:
    stamps = [stamp_decisions(path)]
    for verdict in VERDICTS:
        decide("east-01-01", "west-01-01", verdict, who="Li", path=path)
        stamps.append(stamp_decisions(path))
    assert stamps == [0, 1, 2, 3]


def test_decide_keeps_a_text_as_it_is_whatever_it_holds(path: Path) -> None:
    why = 'it\'s "so"; drop table decisions; --\n第二行'
    decide("east-01-01", "west-01-01", "accept", who="O'Neil", why=why, path=path)
    assert read(path)[0][3:] == ["O'Neil", why]


def test_decide_writes_ahead_so_that_readers_do_not_wait(path: Path) -> None:
    decide("east-01-01", "west-01-01", "accept", who="Li", path=path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def test_read_decisions_sees_what_is_kept_while_another_writes(path: Path) -> None:
    decide("east-01-01", "west-01-01", "accept", who="Li", path=path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("begin immediate")
        connection.execute("delete from decisions")
        assert len(read(path)) == 2
        connection.rollback()


def test_decide_by_several_at_once_loses_nothing(path: Path) -> None:
    def work(who: str) -> None:
        for i in range(25):
            decide(f"east-01-{i:02}", "west-01-01", "accept", who=who, path=path)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ["Li", "Wang", "Zhao", "Chen"]))
    history = read_history(path)
    assert history.groupby("who").size().to_dict() == {"Chen": 25, "Li": 25, "Wang": 25, "Zhao": 25}
    assert stamp_decisions(path) == 100
    assert len(read(path)) == 50


def test_decide_waits_for_another_who_makes_the_first_decision_of_all(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as first, ThreadPoolExecutor(1) as pool:
        first.execute("begin immediate")  # the file is new, and not yet written ahead
        second = pool.submit(decide, "east-01-01", "west-01-01", "accept", who="Li", path=path)
        wait([second], timeout=0.2)
        first.rollback()
        second.result()
    assert len(read(path)) == 2


def test_decisions_survive_a_rebuild(path: Path) -> None:
    decide("west-01-01", "east-01-01", "reject", who="Li", path=path)
    for _ in range(2):
        table = apply_decisions(align(), read_decisions(path))
        told = table.loc[table["verdict"] != "", [*SAID, "suggested", "accepted"]]
        assert told.to_numpy().tolist() == [
            ["east-01-01", "west-01-01", "reject", "Li", "", True, False],
            ["west-01-01", "east-01-01", "reject", "Li", "", True, False],
        ]


def test_apply_decisions_lays_people_over_the_machine_and_keeps_both() -> None:
    alignment = lay_alignment(
        ("a", "b", True), ("a", "c", False), ("a", "d", True), ("a", "e", False), ("a", "f", True)
    )
    decisions = lay_decisions(("a", "b", "reject"), ("a", "c", "accept"), ("a", "d", "accept"), ("a", "e", "reject"))
    table = apply_decisions(alignment, decisions)
    assert table.to_dict("split")["columns"] == [
        "subject_id", "object_id", "accepted", "verdict", "who", "why", "suggested",
    ]  # fmt: skip
    assert table.to_dict("split")["data"] == [
        ["a", "b", False, "reject", "Li", "read both", True],
        ["a", "c", True, "accept", "Li", "read both", False],
        ["a", "d", True, "accept", "Li", "read both", True],
        ["a", "e", False, "reject", "Li", "read both", False],
        ["a", "f", True, "", "", "", True],
    ]


def test_apply_decisions_without_any_leaves_all_to_the_machine(path: Path) -> None:
    alignment = lay_alignment(("a", "b", True), ("a", "c", False))
    table = apply_decisions(alignment, read_decisions(path))
    assert table.to_dict("list") == {
        "subject_id": ["a", "a"],
        "object_id": ["b", "c"],
        "accepted": [True, False],
        "verdict": ["", ""],
        "who": ["", ""],
        "why": ["", ""],
        "suggested": [True, False],
    }


def test_apply_decisions_adds_no_row_and_leaves_the_table_that_it_was_given() -> None:
    alignment = lay_alignment(("a", "b", True))
    table = apply_decisions(alignment, lay_decisions(("x", "y", "accept"), ("b", "a", "reject")))
    assert table[["subject_id", "object_id", "accepted", "verdict"]].to_numpy().tolist() == [["a", "b", True, ""]]
    assert alignment.to_dict("list") == {"subject_id": ["a"], "object_id": ["b"], "accepted": [True]}


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from([("a", "b"), ("b", "a"), ("a", "c")]), st.sampled_from(VERDICTS)), max_size=6)
)
def test_read_decisions_gives_the_last_word_on_each_pair(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[tuple[str, str], str]]
) -> None:
    path = tmp_path_factory.mktemp("reviews") / "reviews.sqlite"
    last: dict[frozenset[str], str] = {}
    for (subject, other), verdict in said:
        decide(subject, other, verdict, who="Li", path=path)
        last[frozenset((subject, other))] = verdict
    counted = {(subject, other): verdict for subject, other, verdict, *_ in read(path)}
    assert counted == {
        (a, b): verdict for pair, verdict in last.items() if verdict != "undo" for a in pair for b in pair - {a}
    }


def test_read_decisions_says_that_a_file_holds_none_that_can_be_read(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"not a database at all, and long enough to be taken for one" * 20)
    remedy = r"Remedy: move it away, or put back a copy of it\."
    said = rf"\A{re.escape(str(path))} holds no decisions that can be read \(.+\)\. {remedy}\Z"
    with pytest.raises(StoreError, match=said):
        read_decisions(path)
