from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.documents.document import Document
from analytics.documents.drafts import read_draft, write_draft
from analytics.documents.layouts import find_duties
from analytics.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Home\nLegal Division\nDuties:\n1. Drafts laws, rules.\n3. Advises.\nAudit Office\nDuties: temporarily vacant\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    layout = find_duties(Document("a.txt", "text", "utf-8", "0" * 64, TEXT))
    write_draft(layout, office_id="north", source_id="north-web", out=tmp_path / "draft")
    return tmp_path / "draft"


def test_draft_holds_the_register_s_tables(draft: Path) -> None:
    assert sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file()) == [
        "departments.csv", "offices.csv", "register/north-web.csv", "report.md", "sections.csv", "segments.csv",
        "sources.csv",
    ]  # fmt: skip
    found = read_draft(draft)
    assert found.duties[["duty_id", "text", "confidence", "gist_en", "functions"]].to_numpy().tolist() == [
        ["north-web-01-01", "Drafts laws, rules.", 0.95, "", ""],
        ["north-web-01-03", "Advises.", 0.95, "", ""],
    ]
    assert found.departments[["department_id", "name_en", "text_status"]].to_numpy().tolist() == [
        ["north-web-01", "Legal Division", "full"],
        ["north-web-02", "Audit Office", "vacant"],
    ]
    places = found.segments[["start", "end", "line"]].to_numpy().tolist()
    assert [TEXT[start:end] for start, end, _ in places] == ["Drafts laws, rules.", "Advises."]
    assert [line for _, _, line in places] == [4, 5]


def test_report_tells_doubts_and_what_was_left_out(draft: Path) -> None:
    report = (draft / "report.md").read_text(encoding="utf-8")
    assert "- Document: a.txt (text, utf-8, 103 characters)" in report
    assert "- Found: 2 units, 2 duties, 1 doubts" in report
    assert "- Line 4: numbers are kept as printed; some are skipped." in report
    assert "- Line 1 (navigation or page furniture): Home" in report
    assert "| 02 | 6 | Audit Office | stated | 0 (declared vacant) |" in report


def test_existing_folder_is_not_touched(draft: Path) -> None:
    layout = find_duties(Document("a.txt", "text", "utf-8", "", TEXT))
    with pytest.raises(UsageError, match=r"exists already\. Remedy"):
        write_draft(layout, office_id="north", source_id="north-web", out=draft)


@pytest.mark.parametrize(("office", "source"), [("North", "a"), ("north", "a b")])
def test_malformed_id_is_refused(tmp_path: Path, office: str, source: str) -> None:
    layout = find_duties(Document("a.txt", "text", "utf-8", "", TEXT))
    with pytest.raises(UsageError, match=r"is no id of an .*Remedy: use small letters"):
        write_draft(layout, office_id=office, source_id=source, out=tmp_path / "draft")
    assert list(tmp_path.iterdir()) == []


def test_document_without_duties_gives_no_draft(tmp_path: Path) -> None:
    layout = find_duties(Document("a.txt", "text", "utf-8", "", "Nothing is said here.\n"))
    with pytest.raises(UsageError, match=r"No duties were found in a\.txt\. Remedy"):
        write_draft(layout, office_id="north", source_id="north", out=tmp_path / "draft")
    assert list(tmp_path.iterdir()) == []


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analytics.documents.drafts.write_report", fail)
    layout = find_duties(Document("a.txt", "text", "utf-8", "", TEXT))
    with pytest.raises(UsageError, match="No space left on device"):
        write_draft(layout, office_id="north", source_id="north", out=tmp_path / "draft")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "match"),
    [
        ("segments.csv", "north-web-01-01", "north-web-01-09", r"'north-web-01-01' has no row in segments\.csv"),
        ("segments.csv", "north-web-01-03,54", "north-web-01-03,99", r"row 3, end: .*before it begins at 99"),
        ("departments.csv", "north-web-01", "north-web-05", r"'north-web-01-01' has no row in departments\.csv"),
        ("register/north-web.csv", "Advises.", "", r"row 3, text: .* has no text"),
        ("register/north-web.csv", "0.95", "high", r"confidence: 'high' is no share"),
        ("register/north-web.csv", "01-03", "01-01", r"'north-web-01-01' stands twice"),
        ("offices.csv", "level", "rank", r"offices\.csv, row 1, level: the column is missing"),
    ],
)
def test_spoilt_draft_is_explained(draft: Path, file: str, old: str, new: str, match: str) -> None:
    path = draft / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=match):
        read_draft(draft)


def test_missing_file_is_explained(draft: Path) -> None:
    (draft / "sources.csv").unlink()
    with pytest.raises(DataError, match=r"sources\.csv: the file is missing"):
        read_draft(draft)
