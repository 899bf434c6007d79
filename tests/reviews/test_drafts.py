from __future__ import annotations

import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import UsageError
from analytics.reviews import (
    EVENT_COLUMNS,
    KINDS,
    Decision,
    decide,
    read_events,
    read_history,
    record,
    record_many,
    stamp_events,
    undo,
)
from analytics.store import ROOT
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = "xiamen-0123456789ab"
CODE = {"functions": "TAX.VALUE;TAX.ORIGIN", "action": "RULE", "from": "person"}
# Codes duties one after the other, and says after each how many are kept.
WRITER = """
import sys
from pathlib import Path
from analytics.reviews import Decision, record
for i in range(int(sys.argv[3])):
    record("d", Decision("leave_out", f"x-01-{i:03}"), who=sys.argv[2], path=Path(sys.argv[1]))
    print(i, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "reviews.sqlite"


def write(path: Path, who: str, n: int) -> subprocess.Popen[str]:
    """Start a process that decides `n` times."""
    command = [sys.executable, "-c", WRITER, str(path), who, str(n)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_record_keeps_who_decided_what_when_and_why(path: Path) -> None:
    before = datetime.now(UTC).isoformat(timespec="milliseconds")
    number = record(DRAFT, Decision("code", "xiamen-01-02", CODE, why=" Said so. "), who=" Li 李 ", path=path)
    after = datetime.now(UTC).isoformat(timespec="milliseconds")
    (row,) = read_events(DRAFT, path=path).to_dict("records")
    when = str(row.pop("decided_at"))
    assert row == {
        "id": 1, "kind": "code", "target_id": "xiamen-01-02", "content": CODE, "who": "Li 李", "why": "Said so.",
        "batch": "",
    }  # fmt: skip
    assert number == 1
    assert before <= when <= after


def test_read_events_gives_those_of_one_draft_oldest_first(path: Path) -> None:
    for draft, target in [("a", "x-01-01"), ("b", "x-01-02"), ("a", "x-01-03")]:
        record(draft, Decision("leave_out", target), who="Li", path=path)
    assert read_events("a", path=path)[["id", "target_id"]].to_numpy().tolist() == [[1, "x-01-01"], [3, "x-01-03"]]
    assert (stamp_events("a", path=path), stamp_events("b", path=path), stamp_events("c", path=path)) == (3, 2, 0)


def test_read_events_without_a_file_is_empty_with_its_columns_and_makes_none(path: Path) -> None:
    assert read_events(DRAFT, path=path).to_dict("list") == {column: [] for column in EVENT_COLUMNS}
    assert stamp_events(DRAFT, path=path) == 0
    assert not path.exists()


def test_record_many_is_one_batch_of_its_own(path: Path) -> None:
    both = [Decision("leave_out", "x-01-01"), Decision("leave_out", "x-01-02")]
    batches = [record_many(DRAFT, both, who="Li", path=path), record_many(DRAFT, both, who="Wang", path=path)]
    assert read_events(DRAFT, path=path)["batch"].to_list() == [batches[0], batches[0], batches[1], batches[1]]
    assert len(set(batches)) == 2


def test_record_many_keeps_all_or_none(path: Path) -> None:
    spoilt: list[Any] = [Decision("leave_out", "x-01-01"), Decision("rename", "x-01", {"name_en": {1, 2}})]
    with pytest.raises(TypeError, match="not JSON serializable"):
        record_many(DRAFT, spoilt, who="Li", path=path)
    assert read_events(DRAFT, path=path).empty


def test_undo_is_a_row_of_its_own_and_removes_none(path: Path) -> None:
    number = record(DRAFT, Decision("leave_out", "x-01-01"), who="Li", path=path)
    batch = record_many(DRAFT, [Decision("leave_out", "x-01-02")], who="Li", path=path)
    undo(DRAFT, number, who="Wang", path=path)
    undo(DRAFT, batch, who="Wang", path=path)
    told = read_events(DRAFT, path=path)[["kind", "target_id", "who"]].to_numpy().tolist()
    assert told == [
        ["leave_out", "x-01-01", "Li"],
        ["leave_out", "x-01-02", "Li"],
        ["undo", "1", "Wang"],
        ["undo", batch, "Wang"],
    ]


@pytest.mark.parametrize("target", [7, "batch-0", "", 2])
def test_undo_names_what_is_not_there(path: Path, target: int | str) -> None:
    number = record(DRAFT, Decision("leave_out", "x-01-01"), who="Li", path=path)
    undo(DRAFT, number, who="Li", path=path)  # number 2: an undo cannot be undone
    line = f"The draft {DRAFT} has no decision {target} that could be undone."
    with pytest.raises(UsageError, match=match_whole(line)):
        undo(DRAFT, target, who="Li", path=path)


@pytest.mark.parametrize(
    ("kind", "content", "line"),
    [
        ("guess", {}, f"There is no decision 'guess'; use one of {', '.join(KINDS)}."),
        ("code", {"functions": "A.B", "action": "RULE"}, "The decision 'code' on x-01-01 lacks from."),
        ("code", CODE | {"functions": " "}, "The coding of x-01-01 is not whole: choose a function and an action."),
        ("code", CODE | {"action": ""}, "The coding of x-01-01 is not whole: choose a function and an action."),
        ("code", CODE | {"from": "luck"}, "A coding is from one of suggestion, person, not from 'luck'."),
        ("join", {}, "The decision 'join' on x-01-01 lacks with."),
        ("rename", {"title": "T"}, "The decision 'rename' on x-01-01 says 'title'; it can say kind, name_en, name_zh."),
        ("undo", {"x": 1}, "The decision 'undo' on x-01-01 says 'x'; it can say nothing."),
    ],
)
def test_decision_says_what_it_lacks(kind: str, content: dict[str, Any], line: str) -> None:
    with pytest.raises(UsageError, match=match_whole(line)):
        Decision(kind, "x-01-01", content)


def test_record_needs_a_person(path: Path) -> None:
    with pytest.raises(UsageError, match=match_whole("A decision needs a name: say who decides.")):
        record(DRAFT, Decision("leave_out", "x-01-01"), who=" ", path=path)
    assert not path.exists()


def test_record_keeps_a_text_as_it_is_whatever_it_holds(path: Path) -> None:
    content = CODE | {"note": 'it\'s "so"; drop table events; --\n第二行'}
    record(DRAFT, Decision("code", "x-01-01", content), who="O'Neil", path=path)
    assert read_events(DRAFT, path=path)["content"].to_list() == [content]


def test_decisions_on_pairs_and_on_drafts_share_a_file_and_not_a_table(path: Path) -> None:
    decide("a-01-01", "b-01-01", "accept", who="Li", path=path)
    record(DRAFT, Decision("leave_out", "x-01-01"), who="Li", path=path)
    assert (len(read_history(path)), len(read_events(DRAFT, path=path))) == (1, 1)


def test_two_processes_at_once_lose_nothing(path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda who: write(path, who, 40).communicate(timeout=60), ["Li", "Wang"]))
    events = read_events("d", path=path)
    assert events.groupby("who").size().to_dict() == {"Li": 40, "Wang": 40}
    for _, own in events.groupby("who"):
        assert own["target_id"].to_list() == [f"x-01-{i:03}" for i in range(40)]
    assert events["id"].is_unique


def test_killed_process_loses_nothing_that_it_was_told_is_kept(path: Path) -> None:
    with write(path, "Li", 100_000) as writer:
        assert writer.stdout
        told = [writer.stdout.readline() for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    kept = read_events("d", path=path)["target_id"].to_list()
    assert kept[: len(told)] == [f"x-01-{i:03}" for i in range(len(told))]
    assert len(kept) - len(told) in (0, 1)  # one may have been kept and not yet told
    assert record("d", Decision("leave_out", "x-02-01"), who="Wang", path=path) == len(kept) + 1


def test_batch_names_are_not_numbers(path: Path) -> None:
    batch = record_many(DRAFT, [Decision("leave_out", "x-01-01")], who="Li", path=path)
    assert re.fullmatch(r"batch-[0-9a-f]{12}", batch)
