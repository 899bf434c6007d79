"""The report as a page and as a Word document."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from analytics.charts.pictures import find_browser
from analytics.errors import UsageError
from analytics.report import compile_report, write_report
from analytics.report.numbering import number_report

if TYPE_CHECKING:
    from analytics.store import Store

needs_browser = pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge is on this machine")
LANZHOU: dict[str, Any] = {"office": "lanzhou", "peers": ("qingdao", "dalian")}


def read_word(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def test_numbers_run_through_all_sections(store: Store) -> None:
    report = compile_report(store, **LANZHOU)
    drawn = [b""] * sum(len(section.pictures) for section in report.sections)

    parts = number_report(report, drawn)
    assert [part.heading.split("  ")[0] for part in parts] == [str(n + 1) for n in range(len(report.sections))]
    for name, labels in (
        ("Figure", [label for part in parts for label, _, _ in part.pictures]),
        ("Table", [label for part in parts for label, _ in part.tables]),
    ):
        assert labels == [f"{name} {n + 1}" for n in range(len(labels))]


@pytest.mark.usefixtures("no_browser")
def test_tables_stand_in_for_pictures_that_cannot_be_drawn(store: Store) -> None:
    report = compile_report(store, **LANZHOU)
    twins = [picture.twin.caption for section in report.sections for picture in section.pictures]

    page = write_report(store, "html", **LANZHOU).decode()
    assert page.count("1 picture is left out here, because no Chromium was found to draw it") == len(twins) == 3
    assert [caption for caption in twins if caption.replace("'", "&#39;") not in page] == []
    assert "<svg" not in page


@pytest.mark.usefixtures("no_browser")
def test_page_needs_no_other_file(store: Store) -> None:
    page = write_report(store, "html", **LANZHOU, language="zh").decode()

    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">')
    assert re.findall(r"(?:src|href)=|@import|url\(|<script|<link", page) == []
    assert "兰州" in page


@pytest.mark.usefixtures("no_browser")
def test_page_escapes_what_it_is_told(small: Store) -> None:
    page = write_report(small, "html", office="nat").decode()

    assert re.findall(r"<(?!/?[a-z0-9]+[ >\n]|!DOCTYPE|/)", page) == []


@needs_browser
def test_page_holds_its_pictures_with_what_they_show(store: Store) -> None:
    page = write_report(store, "html", **LANZHOU).decode()

    assert page.count("<svg aria-hidden") == page.count('<figure role="img" aria-label="') == 3
    assert page == write_report(store, "html", **LANZHOU).decode()


@pytest.mark.usefixtures("no_browser")
def test_word_document_is_a4_with_real_headings_and_page_numbers(store: Store) -> None:
    document = read_word(write_report(store, "docx", **LANZHOU))
    report = compile_report(store, **LANZHOU)

    page = document.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["Main findings", *(f"{n}  {s.title}" for n, s in enumerate(report.sections, start=1))]
    assert document.paragraphs[0].text == document.core_properties.title == report.title
    assert "PAGE" in page.footer._element.xml
    assert report.source in page.footer.paragraphs[0].text


@pytest.mark.usefixtures("no_browser")
def test_word_repeats_the_head_of_each_table_and_splits_no_row(store: Store) -> None:
    tables = read_word(write_report(store, "docx", **LANZHOU)).tables

    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in tables for row in table.rows[1:])


@pytest.mark.usefixtures("no_browser")
def test_word_has_a_chinese_font_in_every_style_used(store: Store) -> None:
    document = read_word(write_report(store, "docx", **LANZHOU, language="zh"))

    used = {each.style.name for each in document.paragraphs}
    fonts = {name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in used}
    assert set(fonts.values()) == {"Microsoft YaHei"}
    assert not [key for name in used for key in document.styles[name].element.rPr.rFonts.attrib if "Theme" in key]


@pytest.mark.usefixtures("no_browser")
def test_word_borders_come_where_the_schema_wants_them(small: Store) -> None:
    properties = read_word(write_report(small, "docx", office="nat")).tables[0]._tbl.tblPr

    names = [child.tag.rpartition("}")[2] for child in properties]
    wanted = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
    assert names == [name for name in wanted if name in names]


@needs_browser
def test_word_pictures_say_what_they_show_and_fit_the_page(store: Store) -> None:
    document = read_word(write_report(store, "docx", **LANZHOU))
    report = compile_report(store, **LANZHOU)

    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [picture.alt for section in report.sections for picture in section.pictures]
    assert all(shape.width.cm <= 17 and shape.height.cm <= 22.01 for shape in document.inline_shapes)


@pytest.mark.usefixtures("no_browser")
def test_word_of_the_same_store_has_the_same_bytes(small: Store) -> None:
    assert write_report(small, "docx", office="nat") == write_report(small, "docx", office="nat")


def test_unknown_form_is_named_with_those_offered(small: Store) -> None:
    with pytest.raises(UsageError, match=r"^There is no report form 'pdf'; use one of html, docx\.$"):
        write_report(small, "pdf", office="nat")
