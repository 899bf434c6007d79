from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from docx.oxml import parse_xml
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.documents import readers
from analytics.documents.document import DocumentError
from analytics.documents.layouts import find_duties
from analytics.documents.pages import read_html
from analytics.documents.readers import read_document
from analytics.documents.writing import TextBuilder

if TYPE_CHECKING:
    from analytics.documents.document import Document

CHINESE = "办公室\n主要职责：\n1、负责公文处理和会议组织；\n2、负责对外联络与信息公开工作。\n"
TRADITIONAL = "秘書室掌理下列事項：\n一、文書處理及檔案管理。\n二、其他有關秘書事項。\n"


def write_pdf(lines: list[str]) -> bytes:
    """Write a PDF of one page by hand, its lines 14 points apart."""
    return write_page("BT /F1 10 Tf 50 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET")


def write_ruled_pdf(rows: list[tuple[list[str], list[str]]]) -> bytes:
    """Write a PDF with a ruled table of two columns, each cell given by its lines, each row 40 points high."""
    words = []
    for row, cells in enumerate(rows):
        for column, lines in enumerate(cells):
            left, top = 50 + 200 * column, 780 - 40 * row
            words.append(f"{left} {top - 40} 200 40 re S BT /F1 10 Tf {left + 5} {top - 14} Td 12 TL")
            words.append(" ".join(f"({line}) Tj T*" for line in lines) + " ET")
    return write_page(" ".join(words))


def write_page(words: str) -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
        " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >> >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return body + f"{head}trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def list_found(document: Document) -> list[tuple[str, list[str]]]:
    layout = find_duties(document)
    return [(unit.name, [document.text[d.start : d.end] for d in unit.duties]) for unit in layout.units]


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("Plain words only.", "ascii", "utf-8"),
        ("1. Drafts “acts” – for the Minister’s café.", "cp1252", "cp1252"),
    ],
)
def test_encoding_is_found_and_said(tmp_path: Path, text: str, encoding: str, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = read_document(path)
    assert (document.text, document.encoding) == (text, said)


def test_html_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<nav>Home</nav><h1>Agency</h1><h2>Legal Unit</h2><p>Duties:</p><ol><li>Drafts laws:<ol type='a'>"
        "<li>acts</li><li>rules</li></ol></li><li>Advises</li></ol><table><tr><th>Unit</th><th>Functions</th></tr>"
        "<tr><td rowspan='2'>Audit Unit</td><td>Audits</td></tr><tr><td>Reports</td></tr></table><footer>Bye</footer>",
        encoding="utf-8",
    )
    assert list_found(read_document(path)) == [
        ("Legal Unit", ["acts", "rules", "Advises"]),
        ("Audit Unit", ["Audits", "Reports"]),
    ]


WORD = st.text(st.sampled_from("abcdefgh"), min_size=4, max_size=9)
CONTAINERS = st.sampled_from(
    [
        "p",
        "div",
        "section",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tbody",
        "tr",
        "td",
        "th",
        "h2",
        "h4",
        "b",
        "span",
        "nav",
        "aside",
        "details",
        "summary",
        "button",
    ]
)
MARKUP = st.recursive(
    WORD.map(lambda word: f" {word} "),
    lambda inner: st.tuples(CONTAINERS, st.lists(inner, min_size=1, max_size=4)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=25,
)


@given(MARKUP)
@example("<ul><li>first</li><ul><li>below</li></ul>stray</ul>")
@example("<dl>stray<dt>term</dt><dd><p>told</p><ul><li>listed</li></ul><p>after</p></dd></dl>")
@example(
    "<table><caption>titled</caption><tr><td>some</td><td>more</td></tr><tr><td>last</td><td>cell</td></tr></table>"
)
def test_html_loses_no_word_however_it_is_nested(markup: str) -> None:
    shown = BeautifulSoup(f"<body>{markup}</body>", "lxml").get_text(" ")
    builder = TextBuilder()
    read_html(f"<body>{markup}</body>", builder)
    assert Counter(re.findall(r"[a-h]{4,}", builder.text)) == Counter(re.findall(r"[a-h]{4,}", shown))


def test_docx_keeps_headings_numbers_and_tables(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Legal Division", 2)
    file.add_paragraph("Drafts laws", style="List Number")
    file.add_paragraph("Advises", style="List Number")
    table = file.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Unit", "Functions", "Laboratory", "Tests goods"), strict=True):
        cell.text = words
    file.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert "1. Drafts laws\n2. Advises\n" in document.text
    assert list_found(document) == [("Legal Division", ["Drafts laws", "Advises"]), ("Laboratory", ["Tests goods"])]


WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_docx_loses_no_words_in_controls_insertions_fields_text_boxes_and_inner_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("before ")
    wrapped = (
        f"<w:sdt><w:sdtContent><w:p>{_run('control')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{_run('kept ')}<w:ins>{_run('inserted ')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:fldSimple>{_run('field')}</w:fldSimple></w:p>",
        f"<w:p>{_run('host')}<w:r><w:pict><w:txbxContent><w:p>{_run('boxed')}</w:p><w:p>{_run('second')}</w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    )
    for markup in wrapped:
        document.element.body.insert(-1, parse_xml(markup.replace(">", f" {WORD_NAMESPACE}>", 1)))
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "outer"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
    path = tmp_path / "page.docx"
    document.save(str(path))
    lines = ["before", "control", "kept inserted field", "host", "boxed", "second", "outer", "inner"]
    assert [line for line in read_document(path).text.split("\n") if line] == lines


def test_docx_takes_short_paragraphs_in_bold_for_headings(tmp_path: Path) -> None:
    file = docx.Document()
    for name, work in (("Licences", "Issues licences to mills and"), ("Raids", "Searches stores and")):
        file.add_paragraph().add_run(name).bold = True
        file.add_paragraph(f"{work} keeps a list.").runs[0].bold = False
    said = file.add_paragraph("Audit ")
    said.add_run("Checks").bold = True
    file.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    heads = [(block.level, document.text[block.start : block.end]) for block in document.blocks]
    assert heads == [(7, "Licences"), (7, "Raids")]


def test_pdf_with_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf(["Legal Division", "1. Drafts laws.", "2. Advises all units."]))
    assert list_found(read_document(tmp_path / "a.pdf")) == [("Legal Division", ["Drafts laws.", "Advises all units."])]


def test_pdf_tells_headings_by_larger_and_by_bold_letters_and_lists_by_where_they_begin(tmp_path: Path) -> None:
    lines = [
        ("F2", 16, 50, "About the Agency"),
        ("F2", 10, 50, "Licensing"),
        ("F1", 10, 50, "We look after people who trade in goods of every kind:"),
        ("F1", 10, 70, "Issue licences to mills"),
        ("F1", 10, 70, "Keep the list of mills"),
        ("F2", 10, 50, "Raids"),
        ("F1", 10, 50, "We look after those who trade without any licence at all:"),
        ("F1", 10, 70, "Search stores"),
        ("F1", 10, 70, "Seize stills"),
    ]
    words = [f"BT /{font} {size} Tf {left} {780 - 14 * row} Td ({said}) Tj ET"
             for row, (font, size, left, said) in enumerate(lines)]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(write_page(" ".join(words)))
    document = read_document(tmp_path / "a.pdf")
    heads = [(block.level, document.text[block.start : block.end]) for block in document.blocks]
    assert heads == [(1, "About the Agency"), (7, "Licensing"), (7, "Raids")]
    assert "\n    Issue licences to mills\n    Keep the list of mills\n" in document.text
    assert list_found(document) == [
        ("Licensing", ["Issue licences to mills", "Keep the list of mills"]),
        ("Raids", ["Search stores", "Seize stills"]),
    ]


def test_pdf_heading_that_fills_its_line_goes_on_in_the_next(tmp_path: Path) -> None:
    lines = [("F2", "Department of Customs Procedures and Tariff Measures"), ("F2", "and Origin of Goods"),
             ("F1", "1. Issues rulings on tariff and origin, if they are asked."),
             ("F1", "2. Keeps the tariff book.")]  # fmt: skip
    words = [f"BT /{font} 10 Tf 50 {780 - 14 * row} Td ({said}) Tj ET" for row, (font, said) in enumerate(lines)]
    (tmp_path / "a.pdf").write_bytes(write_page(" ".join(words)))
    name = "Department of Customs Procedures and Tariff Measures and Origin of Goods"
    assert [unit for unit, _ in list_found(read_document(tmp_path / "a.pdf"))] == [name]


def test_pdf_with_a_ruled_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    rows = [
        (["Department"], ["Tasks"]),
        (["Tariff and", "Origin"], ["Issues rulings on tariff and", "origin."]),
        (["Revenue"], ["1. Collects duties;", "2. Refunds duties."]),
        (["Stores"], ["Keeps stores", "Sells what nobody claims"]),
    ]
    (tmp_path / "a.pdf").write_bytes(write_ruled_pdf(rows))
    document = read_document(tmp_path / "a.pdf")
    assert document.text.startswith("Department\nTasks\nTariff and Origin\nIssues rulings on tariff and origin.\n")
    assert list_found(document) == [
        ("Tariff and Origin", ["Issues rulings on tariff and origin"]),
        ("Revenue", ["Collects duties;", "Refunds duties."]),
        ("Stores", ["Keeps stores", "Sells what nobody claims"]),
    ]


def test_csv_columns_are_guessed_from_the_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "序号,部门,主要职责\n1,办公室,文电\n2,办公室,会务\n1,人事处,任免\n", encoding="gb18030"
    )
    assert list_found(read_document(tmp_path / "a.csv")) == [("办公室", ["文电", "会务"]), ("人事处", ["任免"])]


def test_csv_columns_are_taken_from_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Team,Work\nA,Does x\nB,Does y\n")
    document = read_document(tmp_path / "a.csv", columns={"unit": "Team", "text": "Work"})
    assert list_found(document) == [("A", ["Does x"]), ("B", ["Does y"])]


def test_xlsx_is_read_below_its_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Table 1"],
        ["部门", "主要职责"],
        ["办公室", "负责文电；负责会务"],
        ["人事处", "1、负责人事；\n2、负责培训。"],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = list_found(read_document(tmp_path / "a.xlsx"))
    assert found == [("办公室", ["文电", "会务"]), ("人事处", ["负责人事；", "负责培训。"])]


def test_xlsx_is_read_from_all_sheets_with_duties(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, duties in (("Legal Division", ["Drafts laws", "Advises"]), ("Audit Division", ["Audits"])):
        sheet = book.create_sheet(name)
        for number, duty in enumerate(["Duties", *duties]):
            sheet.append([number or "No", duty])
    book.save(tmp_path / "a.xlsx")
    found = list_found(read_document(tmp_path / "a.xlsx"))
    assert found == [("Legal Division", ["Drafts laws", "Advises"]), ("Audit Division", ["Audits"])]


def test_xlsx_unit_goes_on_where_its_cells_are_merged(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["职责一览表"],
        ["部门", "序号", "职责"],
        ["办公室", 1, "文电"],
        [None, 2, "会务"],
        ["人事处", 1, "任免"],
    ):
        book.active.append(row)
    book.active.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    found = list_found(read_document(tmp_path / "a.xlsx"))
    assert found == [("办公室", ["文电", "会务"]), ("人事处", ["任免"])]


def test_xlsx_with_formulas_never_calculated_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(['="Unit"', '="Duties"'])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DocumentError, match=r"holds no text\. Remedy: .*formulas must have been calculated"):
        read_document(tmp_path / "a.xlsx")


def test_csv_cell_may_be_long(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("unit,duties\nA," + "x" * 200_000 + "\n")
    assert [len(duty) for _, duties in list_found(read_document(tmp_path / "a.csv")) for duty in duties] == [200_000]


def test_html_under_the_name_of_a_text_is_read_as_html(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<!DOCTYPE html><html><h1>Legal Unit</h1><ul><li>Drafts</li></ul></html>")
    document = read_document(tmp_path / "a.txt")
    assert (document.format, list_found(document)) == ("html", [("Legal Unit", ["Drafts"])])


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.txt", b"", r"a\.txt is empty\. Remedy"),
        ("a.txt", b" \n .", r"holds no text\. Remedy"),
        ("a.txt", b"\xff\x00\x01\x02\x00binary\x00\x00\x80", r"zero bytes|UTF-16"),
        ("a.txt", b"good \xff\xfe\x81\xff bad \x80\xff" * 3, r"Remedy: .*UTF-8"),
        ("a.odt", b"words", r"unknown format '\.odt'\. Remedy: open it in its own program and save it as one of"),
        ("a.png", b"words", r"unknown format .*Remedy: run text recognition \(OCR\)"),
        ("a.txt", b"{\\rtf1 words}", r"is no text but another format\. Remedy"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", r"is no text but another format\. Remedy"),
        ("a", b"words", r"unknown format '\(no ending\)'"),
        ("a.pdf", b"words", r"is no PDF.*Remedy"),
        ("a.pdf", b"%PDF-1.4\nbroken", r"damaged .*Remedy"),
        ("a.docx", b"words", r"damaged .*Remedy"),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", r"password.*Remedy"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", r"password.*Remedy"),
        ("a.csv", b"Year,Revenue\n2001,5\n", r"no column known to hold duties.*'Year, Revenue'.*Remedy"),
    ],
)
def test_unreadable_file_says_why_and_what_to_do(tmp_path: Path, name: str, content: bytes, match: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=match):
        read_document(tmp_path / name)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"There is no file .*gone\.txt\. Remedy"):
        read_document(tmp_path / "gone.txt")


def test_pdf_without_text_layer_is_called_scanned(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([]))
    with pytest.raises(DocumentError, match=r"1 pages and no text in them: it is scanned\. Remedy: run text recog"):
        read_document(tmp_path / "a.pdf")


def test_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"locked\.pdf is protected by a password\. Remedy"):
        read_document(Path(__file__).parent / "fixtures" / "locked.pdf")


def test_too_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 1024 * 1024)
    (tmp_path / "a.txt").write_bytes(b"a" * (2 * 1024 * 1024))
    with pytest.raises(DocumentError, match=r"has 2 MB, and 1 MB is the most\. Remedy"):
        read_document(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_zip_bomb_is_not_opened(tmp_path: Path, name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (60 * 1024 * 1024))
    (tmp_path / name).write_bytes(stream.getvalue())
    with pytest.raises(DocumentError, match=r"would unpack to more than 50 MB.*zip bomb.*Remedy"):
        read_document(tmp_path / name)


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ({"unit": "Team"}, r"no column for 'text'"),
        ({"text": "Duty"}, r"no column 'Duty'\. Remedy: use one of 'Team', 'Work'"),
        ({"text": "Work", "name": "Team"}, r"names 'name'\. Remedy: use unit, number, text"),
    ],
)
def test_wrong_mapping_is_explained(tmp_path: Path, columns: dict[str, str], match: str) -> None:
    (tmp_path / "a.csv").write_text("Team,Work\nA,Does x\n")
    with pytest.raises(DocumentError, match=match):
        read_document(tmp_path / "a.csv", columns=columns)
