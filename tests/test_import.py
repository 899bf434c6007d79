"""`import` and `check DRAFT`: a document becomes a draft folder, or one clear error and nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = """Office of Trade

1. Examines declarations.
2. Collects duties.

Finance Division

1. Prepares the budget;
2. Keeps the accounts.
"""


def test_import_writes_a_draft_that_check_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, draft = tmp_path / "page.txt", tmp_path / "draft"
    page.write_text(PAGE, encoding="utf-16")

    assert main(["import", str(page), "--office", "fifth", "--out", str(draft)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Read as text, utf-16")
    assert "2 units, 4 duties, 0 doubts" in told

    assert main(["check", str(draft)]) == 0
    assert capsys.readouterr().out == "The draft is sound: 2 units, 4 duties.\n"
    rows = (draft / "register" / "fifth.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows] == [
        "duty_id",
        "fifth-01-01",
        "fifth-01-02",
        "fifth-02-01",
        "fifth-02-02",
    ]


def test_import_of_no_text_says_so_and_writes_no_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, draft = tmp_path / "page.txt", tmp_path / "draft"
    page.write_text("\n \n", encoding="utf-8")

    assert main(["import", str(page), "--office", "fifth", "--out", str(draft)]) == 1
    assert "Remedy" in capsys.readouterr().err
    assert not draft.exists()


def test_import_with_a_column_that_names_no_header_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["import", str(tmp_path / "t.csv"), "--office", "fifth", "--out", str(tmp_path / "d"), "--column", "text"]
    assert main(call) == 2
    assert capsys.readouterr().err == "Error: --column 'text' names no header; write it as text=Header.\n"
