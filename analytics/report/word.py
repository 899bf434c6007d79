"""A report as a Word document: A4, real headings, captions, repeated table heads, pictures with alt text."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from analytics.archives import settle_zip
from analytics.report.drawing import draw_pictures
from analytics.report.html import BETWEEN, FULL_PICTURE
from analytics.report.numbering import is_short, number_report

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from analytics.report.contents import Picture, Report, Table
    from analytics.report.numbering import Numbered

LATIN, CHINESE = "Arial", "Microsoft YaHei"
LANGUAGE_TAGS = {"en": "en-GB", "zh": "zh-CN"}
INK, SOFT = RGBColor(0x1A, 0x27, 0x33), RGBColor(0x55, 0x62, 0x6E)
HEAD_FILL = "E8EEF4"
N_TOGETHER = 3  # rows of a long table that stay with its head
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2)
TEXT_WIDTH = 17.0  # centimetres
TALLEST = Cm(22)
SIZES = {"Normal": 10, "Title": 21, "Heading 1": 14, "Caption": 9, "List Bullet": 10, "Subtitle": 10}


def write_word(report: Report) -> bytes:
    """Write a report as DOCX, its pictures as PNG.

    Returns
    -------
    bytes
        The same report gives the same bytes on the same machine.

    Raises
    ------
    PictureError
        Chromium is here, but failed. Where it is not, tables stand in the pictures' places.
    """
    document = Document()
    _set_page(document, report)
    _set_styles(document)
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.subtitle, style="Subtitle")
    document.add_heading(report.summary, level=1)
    for finding in report.list_findings():
        document.add_paragraph(finding, style="List Bullet")
    for part in number_report(report, draw_pictures(report, "png")):
        _add_section(document, report, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return settle_zip(buffer.getvalue())


def _add_section(document: WordDocument, report: Report, part: Numbered) -> None:
    document.add_heading(part.heading, level=1)
    section = part.section
    if section.listed:
        for sentence in section.sentences:
            document.add_paragraph(sentence, style="List Bullet")
    elif section.finding or section.sentences:
        paragraph = document.add_paragraph()
        paragraph.add_run(section.finding).bold = True
        paragraph.add_run(BETWEEN[report.language] + BETWEEN[report.language].join(section.sentences))
    if part.undrawn:
        document.add_paragraph(report.undrawn, style="Caption")
    if not section.pictures_last:
        _add_pictures(document, part)
    for label, table in part.tables:
        _add_table(document, label, table)
    if section.pictures_last:
        _add_pictures(document, part)


def _add_caption(document: WordDocument, label: str, text: str) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.add_run(f"{label}  ").bold = True
    caption.add_run(text).bold = False
    caption.paragraph_format.keep_with_next = True


def _add_pictures(document: WordDocument, part: Numbered) -> None:
    for label, picture, png in part.pictures:
        _add_caption(document, label, picture.caption)
        _add_picture(document, label, picture, png)


def _add_picture(document: WordDocument, label: str, picture: Picture, png: bytes) -> None:
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(TEXT_WIDTH * picture.width / FULL_PICTURE))
    if shape.height > TALLEST:
        shape.width, shape.height = Emu(shape.width * TALLEST // shape.height), TALLEST
    shape._inline.docPr.set("descr", picture.alt)
    shape._inline.docPr.set("title", label)
    if picture.note:
        paragraph.paragraph_format.keep_with_next = True
        document.add_paragraph(picture.note, style="Caption").runs[0].bold = False


def _add_table(document: WordDocument, label: str, table: Table) -> None:
    _add_caption(document, label, table.caption)
    grid = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Cm(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    sides = table.list_sides()
    _fill_row(grid.rows[0], table.head, widths, sides, bold=True)
    _mark_row(grid.rows[0], "w:tblHeader")
    for cells in table.rows:
        row = grid.add_row()
        _fill_row(row, cells, widths, sides)
        _mark_row(row, "w:cantSplit")
    for row in grid.rows[: len(table.rows) if is_short(table) else N_TOGETHER]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    _draw_lines(grid)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill_row(row: Any, cells: tuple[str, ...], widths: list[Cm], sides: list[bool], *, bold: bool = False) -> None:
    for cell, text, width, right in zip(row.cells, cells, widths, sides, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(1)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(8), bold
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if bold:
            cell._tc.get_or_add_tcPr().append(_make("w:shd", val="clear", color="auto", fill=HEAD_FILL))


def _mark_row(row: Any, mark: str) -> None:
    row._tr.get_or_add_trPr().append(_make(mark, val="true"))


def _draw_lines(grid: Any) -> None:
    """Draw thin lines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = "single" if edge in {"top", "bottom", "insideH"} else "nil"
        borders.append(_make(f"w:{edge}", val=line, sz="4", space="0", color="C5CED6"))
    properties = grid._tbl.tblPr
    properties.insert(properties.index(properties.find(qn("w:tblLayout"))), borders)  # the schema's order


def _set_page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(footer, f"{report.source} · {report.page} ")
    _add_page_number(footer)
    core = document.core_properties
    core.title, core.author, core.language = report.title, "Duty Atlas", LANGUAGE_TAGS[report.language]
    core.created = core.modified = datetime.fromisoformat(report.built_at).replace(tzinfo=None)
    core.last_modified_by, core.comments, core.revision = "Duty Atlas", report.source, 1


def _add_run(paragraph: Paragraph, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(7.5), SOFT
    return run


def _add_page_number(paragraph: Paragraph) -> None:
    code = OxmlElement("w:instrText")
    code.text = "PAGE"
    parts = [_make("w:fldChar", fldCharType="begin"), code, _make("w:fldChar", fldCharType="separate")]
    for part in [*parts, None, _make("w:fldChar", fldCharType="end")]:
        run = _add_run(paragraph, "" if part is not None else "1")  # Word counts anew where it opens the file
        if part is not None:
            run._r.append(part)


def _set_styles(document: WordDocument) -> None:
    """Give every style used a Latin and a Chinese font, so that Word falls back on nothing."""
    for name, size in SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = SOFT if name in {"Subtitle", "Caption"} else INK
        style.font.italic, style.font.bold = False, name == "Heading 1"
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]
        for script, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", CHINESE)):
            fonts.set(qn(f"w:{script}"), font)
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_make("w:lang", val=LANGUAGE_TAGS["en"], eastAsia=LANGUAGE_TAGS["zh"]))
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)


def _make(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
