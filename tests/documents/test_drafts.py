from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.documents.document import Document
from analytics.documents.drafting import Facts, draft_layout
from analytics.documents.drafts import SUGGESTION_COLUMNS, read_draft, write_draft
from analytics.documents.furniture import find_furniture
from analytics.documents.layout import FRAME
from analytics.documents.layouts import find_duties
from analytics.documents.report import write_report
from analytics.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.documents.layout import Layout

TEXT = "Home\nLegal Division\nDuties:\n1. Drafts laws, rules.\n3. Advises.\nAudit Office\nDuties: temporarily vacant\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    layout = find_duties(Document("a.txt", "text", "utf-8", "0" * 64, TEXT))
    facts = Facts("north", "north-web", name_en="North Customs", valid_from="2018-04", level="national")
    write_draft(draft_layout(layout, facts), write_report(layout, "north-web"), out=tmp_path / "draft")
    return tmp_path / "draft"


def test_draft_holds_the_register_s_tables(draft: Path) -> None:
    assert sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file()) == [
        "departments.csv", "left_out.csv", "offices.csv", "register/north-web.csv", "report.md", "sections.csv",
        "segments.csv", "sources.csv", "suggestions.csv",
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
    assert found.left_out.to_numpy().tolist()[0] == [0, 4, 1, "Home", "navigation or page furniture"]
    rest = found.left_out[["start", "end"]].to_numpy().tolist()
    assert [TEXT[start:end] for start, end in rest] == found.left_out["text"].to_list()


def test_draft_of_an_earlier_version_tells_nothing_of_what_was_left_out(draft: Path) -> None:
    (draft / "left_out.csv").unlink()
    assert read_draft(draft).left_out.to_dict("list") == {key: [] for key in ("start", "end", "line", "text", "why")}


def test_report_tells_doubts_and_what_was_left_out(draft: Path) -> None:
    report = (draft / "report.md").read_text(encoding="utf-8")
    assert "- Document: a.txt (text, utf-8, 103 characters)" in report
    assert "- Found: 2 units, 2 duties, doubtful places: 1" in report
    assert "- Line 4: numbers are kept as printed; some are skipped." in report
    assert "- Line 1 (navigation or page furniture): Home" in report
    assert "| 02 | 6 | Audit Office | stated | 0 (declared vacant) |" in report


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("首页 > 机构职能\n\n云滨海关内设机构\n\n法规处\n1. 审核合同。\n2. 应诉。\n", "云滨海关内设机构"),
        ("Skip to content\n\nOur Work\n\nLegal Division\n1. Drafts laws.\n2. Advises.\n", "Our Work"),
    ],
)
def test_draft_has_the_document_s_title_and_not_a_menu_s_line(text: str, title: str) -> None:
    layout = find_duties(Document("a.txt", "text", "utf-8", "0" * 64, text))
    source = draft_layout(layout, Facts("north")).sources.iloc[0]
    assert (source["title_en"], source["title_zh"]) == (title, title)


def test_reasons_of_a_page_s_frame_are_those_that_the_reading_gives() -> None:
    lines = ("Skip to content", "Fax: 2345 6790", "- 12 -", "* * *", "2019年5月20日", "Audit ........ 3")
    assert tuple(map(find_furniture, lines)) == FRAME


def test_draft_holds_what_a_person_says_of_the_office(draft: Path) -> None:
    found = read_draft(draft)
    assert found.offices.to_dict("records") == [
        {
            "office_id": "north", "name_en": "North Customs", "name_zh": "North Customs", "short_en": "North",
            "short_zh": "North Customs", "level": "national", "parent_id": "",
        }
    ]  # fmt: skip
    assert found.sources.to_dict("records") == [
        {
            "source_id": "north-web", "office_id": "north", "title_en": "a.txt", "title_zh": "a.txt",
            "short_en": "North", "short_zh": "North Customs",
            "language": "en", "script": "Latn", "valid_from": "2018-04", "valid_to": "",
            "dating": "as whoever imported it says", "dating_zh": "依导入者所述", "sha256": "0" * 64,
            "completeness": "not yet judged", "completeness_zh": "尚未评定",
        }
    ]  # fmt: skip


def test_name_in_two_languages_goes_to_both_columns() -> None:
    text = "法规处 Legal Affairs Division\n负责起草规章。\n\nTariff Division（关税处）\n负责税收征管；办理减免税。\n"
    departments = draft_layout(find_text(text), Facts("north")).departments
    assert departments[["name_en", "name_zh"]].to_numpy().tolist() == [
        ["Legal Affairs Division", "法规处"],
        ["Tariff Division", "关税处"],
    ]


def test_draft_without_a_date_says_so_in_both_languages() -> None:
    sources = draft_layout(find_text(TEXT), Facts("north")).sources
    assert sources[["dating", "dating_zh"]].to_numpy().tolist() == [["not yet dated", "年代未定"]]


def test_draft_is_known_again_by_its_duties(draft: Path) -> None:
    first = read_draft(draft)
    (draft / "report.md").write_text("", encoding="utf-8")
    assert read_draft(draft).draft_id == first.draft_id
    path = draft / "register" / "north-web.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Advises.", "Advises all."), encoding="utf-8")
    assert read_draft(draft).draft_id != first.draft_id


def test_draft_without_suggestions_keeps_their_columns(draft: Path) -> None:
    suggestions = read_draft(draft).suggestions
    assert (list(suggestions), len(suggestions)) == (list(SUGGESTION_COLUMNS), 0)


def find_text(text: str) -> Layout:
    return find_duties(Document("a.txt", "text", "utf-8", "0" * 64, text))


def test_existing_folder_is_not_touched(draft: Path) -> None:
    with pytest.raises(UsageError, match=r"exists already\. Remedy"):
        write_draft(draft_layout(find_text(TEXT), Facts("north")), "", out=draft)


@pytest.mark.parametrize(
    ("facts", "match"),
    [
        ({"office_id": "North"}, r"'North' is no id of an office\. Remedy: use small letters"),
        ({"office_id": "north", "source_id": "a b"}, r"'a b' is no id of a source\. Remedy: use small letters"),
        ({"office_id": "north", "level": "county"}, r"no level 'county'\. Remedy: use one of national, regional\."),
        ({"office_id": "north", "valid_to": "soon"}, r"'soon' is no date\. Remedy: write a year"),
    ],
)
def test_wrong_fact_is_refused(facts: dict[str, str], match: str) -> None:
    with pytest.raises(UsageError, match=match):
        Facts(**facts)


def test_document_without_duties_gives_no_draft() -> None:
    with pytest.raises(UsageError, match=r"No duties were found in a\.txt\. Remedy"):
        draft_layout(find_text("Nothing is said here.\n"), Facts("north"))


def test_place_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot be written .*Remedy: choose another folder"):
        write_draft(draft_layout(find_text(TEXT), Facts("north")), "", out=tmp_path / "file" / "draft")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("file", "old", "new", "match"),
    [
        ("segments.csv", "north-web-01-01", "north-web-01-09", r"'north-web-01-01' has no row in segments\.csv"),
        ("segments.csv", "north-web-01-03,54", "north-web-01-03,99", r"row 3, end: .*before it begins at 99"),
        ("departments.csv", "north-web-01", "north-web-05", r"'north-web-01-01' has no row in departments\.csv"),
        ("register/north-web.csv", "Advises.", "", r"row 3, text: .* has no text"),
        ("offices.csv", "national", "county", r"offices\.csv, row 2, level: 'county' does not fit"),
        ("register/north-web.csv", "0.95", "high", r"confidence: 'high' is no share"),
        ("register/north-web.csv", "01-03", "01-01", r"'north-web-01-01' stands twice"),
        ("offices.csv", "level", "rank", r"offices\.csv, row 1, level: the column is missing"),
        ("sources.csv", "尚未评定", "", r"sources\.csv, row 2, completeness_zh: '' does not fit\. Remedy: fill it in"),
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
