from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest
from streamlit.testing.v1 import AppTest

from analytics.app_pages.draft_list import pack_draft
from analytics.app_pages.uploads import choose_columns
from analytics.documents.drafts import write_draft
from tests.documents.small_draft import lay_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.store import Store


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name an empty folder where the page looks for drafts and puts them."""
    for module in ("drafts", "add_office"):
        monkeypatch.setattr(f"analytics.app_pages.{module}.DRAFTS", tmp_path / "drafts")
    monkeypatch.setattr("analytics.app_pages.drafts.REVIEWS", tmp_path / "reviews.sqlite")
    return tmp_path / "drafts"


def draw(store: object) -> None:
    from analytics.app_pages import add_office

    add_office.render(store)  # type: ignore[arg-type]


def check(app: AppTest) -> AppTest:
    assert [(error.message, error.value) for error in app.exception] == []
    return app


@pytest.fixture
def open_page(drafts: Path, store: Store) -> Callable[[], AppTest]:
    assert drafts.name == "drafts"
    return lambda: check(AppTest.from_function(draw, kwargs={"store": store}, default_timeout=60).run())


def test_page_tells_what_there_is_and_takes_every_format(open_page: Callable[[], AppTest]) -> None:
    app = open_page()
    assert app.title[0].value == "4 offices stand side by side, 0 drafts wait for review"
    (upload,) = app.file_uploader
    assert upload.label == (
        "The document: text, Markdown, HTML, Word, PDF with a text layer, CSV or Excel, at most 200 MB"
    )
    assert app.button(key="read").disabled


def test_id_is_suggested_from_the_name_and_kept_free(open_page: Callable[[], AppTest], drafts: Path) -> None:
    write_draft(lay_draft(), "", out=drafts / "linzhou")
    app = open_page()
    check(app.text_input(key="add-en").set_value("Linzhou Customs").run())
    fields = {field.label: field.value for field in app.text_input}
    assert fields["Its id: small letters, digits, hyphens"] == "linzhou"
    assert fields["The document's id"] == "linzhou-2"


def test_known_office_gets_another_document(open_page: Callable[[], AppTest]) -> None:
    app = open_page()
    check(app.text_input(key="add-en").set_value("Dalian Customs").run())
    told = ":material/info: dalian is among the offices: this becomes another document of it."
    assert told in [text.value for text in app.caption]


def test_document_that_cannot_be_read_gives_one_error_with_the_remedy(
    open_page: Callable[[], AppTest], drafts: Path
) -> None:
    app = open_page()
    app.text_input(key="add-en").set_value("Linzhou Customs")
    check(app.file_uploader(key="document").upload("duties.pdf", b"no pdf at all", "application/pdf").run())
    check(app.button(key="read").click().run())
    assert [error.value for error in app.error] == [
        "duties.pdf is no PDF: it does not begin as one. Remedy: save it again as PDF or TXT."
    ]
    assert not (drafts / "linzhou").exists()


def test_drafts_are_listed_with_their_progress_and_removed_when_told_twice(
    open_page: Callable[[], AppTest], drafts: Path
) -> None:
    write_draft(lay_draft(), "", out=drafts / "x")
    app = open_page()
    assert app.title[0].value == "4 offices stand side by side, 1 draft waits for review"
    assert app.progress[0].text == "**x** · 2 units · 0 of 4 duties reviewed"
    check(app.button(key="remove-x").click().run())
    assert not (drafts / "x").exists()
    assert app.success[0].value == "The draft x is removed."


def test_spoilt_draft_is_explained_and_can_be_removed(open_page: Callable[[], AppTest], drafts: Path) -> None:
    write_draft(lay_draft(), "", out=drafts / "x")
    (drafts / "x" / "sources.csv").unlink()
    app = open_page()
    assert "sources.csv: the file is missing" in app.error[0].value
    check(app.button(key="remove-x").click().run())
    assert not (drafts / "x").exists()


def test_pack_draft_holds_every_file_and_gives_the_same_bytes_again(drafts: Path) -> None:
    write_draft(lay_draft(), "# Draft x\n", out=drafts / "x")
    content = pack_draft(drafts / "x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            "x/departments.csv", "x/left_out.csv", "x/offices.csv", "x/register/x.csv", "x/report.md", "x/sections.csv",
            "x/segments.csv", "x/sources.csv", "x/suggestions.csv",
        ]  # fmt: skip
        assert archive.read("x/report.md") == b"# Draft x\n"
    assert pack_draft(drafts / "x") == content


def make_xlsx(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"Team,Nr,Work to do\nLegal,1,Drafts laws\n"),
        ("a.csv", "\ufeffTeam;Nr;Work to do\nLegal;1;Drafts laws\n".encode()),
        ("a.xlsx", make_xlsx(("Team", "Nr", "Work to do"), ("Legal", "1", "Drafts laws"))),
    ],
    ids=["commas", "semicolons", "excel"],
)
def test_columns_are_chosen_from_the_file_s_own_headers(
    open_page: Callable[[], AppTest], name: str, content: bytes
) -> None:
    app = open_page()
    check(app.file_uploader(key="document").upload(name, content).run())
    fields = {field.label: field for field in app.selectbox}
    assert list(fields) == ["Column of the unit", "Column of the number", "Column of the duty's text"]
    assert fields["Column of the duty's text"].options == ["Team", "Nr", "Work to do"]


def test_columns_are_not_asked_of_a_plain_text() -> None:
    assert choose_columns(None) == []


def test_office_with_a_chinese_name_alone_gets_a_number_for_its_id(open_page: Callable[[], AppTest]) -> None:
    page = open_page()
    page.text_input(key="add-zh").set_value("临洲海关").run()
    assert [box.value for box in page.text_input if str(box.key).startswith("add-id-")] == ["office-5"]


def test_accepted_office_is_taken_back_to_the_drafts(
    drafts: Path, open_page: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.app_pages.draft_list.DATA_PATH", tmp_path)
    monkeypatch.setattr("analytics.app_pages.draft_list.DRAFTS", drafts)
    built: list[list[str]] = []

    def note(_: object, folders: list[Path]) -> bool:
        built.append([folder.name for folder in folders])
        return True

    monkeypatch.setattr("analytics.app_pages.draft_list.rebuild", note)
    write_draft(lay_draft(), "# Draft x\n", out=tmp_path / "accepted" / "x")
    page = open_page()
    assert "Accepted offices" in [header.value for header in page.subheader]
    check(page.button(key="release-x").click().run())
    assert (built, (drafts / "x").is_dir(), (tmp_path / "accepted" / "x").exists()) == ([["x"]], True, False)
