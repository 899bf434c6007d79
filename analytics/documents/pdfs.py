"""PDF with a text layer to text, page by page; ruled tables cell by cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from analytics.documents.document import DocumentError
from analytics.documents.numbering import read_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.documents.pdftables import Box
    from analytics.documents.writing import TextBuilder

_PASSWORD = 4
_FEWEST = 10
_FEWEST_RULES = 4
_PATH = pypdfium2.raw.FPDF_PAGEOBJ_PATH
_WIDE_END = re.compile(r"[\u2e80-\u9fff\uff00-\uff60、。，；：]$")


def read_pdf(content: bytes, name: str, builder: TextBuilder) -> None:
    """Write a PDF's text into `builder`, a blank line between pages.

    Raises
    ------
    DocumentError
        It is encrypted or damaged, or its pages are pictures without a text layer.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD or "password" in str(error).lower():
            raise DocumentError(f"{name} is protected by a password. Remedy: save a copy without one.") from None
        raise DocumentError(f"{name} is damaged ({error}). Remedy: open it and save it again as PDF or TXT.") from None
    try:
        _check_text(pdf, name)
        ruled = [index for index in range(len(pdf)) if _has_rules(pdf[index])]
        tables = _find_tables(content, ruled)
        for index in range(len(pdf)):
            _write_page(pdf[index], tables.get(index, []), builder)
    finally:
        pdf.close()


def _check_text(pdf: pypdfium2.PdfDocument, name: str) -> None:
    letters = sum(len(re.findall(r"\w", str(page.get_textpage().get_text_range()))) for page in pdf)
    if letters < _FEWEST * max(1, len(pdf)) // 2:
        raise DocumentError(
            f"{name} has {len(pdf)} pages and no text in them: it is scanned. "
            "Remedy: run text recognition (OCR) over it and save the result as PDF or TXT."
        )


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    """Tell whether enough lines are drawn on a page for a table, so that others need no search for one."""
    return sum(1 for _ in page.get_objects(filter=[_PATH])) >= _FEWEST_RULES


def _find_tables(content: bytes, pages: list[int]) -> dict[int, list[list[list[Box | None]]]]:
    if not pages:
        return {}
    from pdfminer.pdfexceptions import PDFException

    from analytics.documents.pdftables import find_tables

    try:
        return find_tables(content, pages)
    except (PDFException, ValueError, KeyError, TypeError):  # PDFium reads what the other cannot
        return {}


def _write_page(page: pypdfium2.PdfPage, tables: list[list[list[Box | None]]], builder: TextBuilder) -> None:
    text = page.get_textpage()
    width, height = page.get_size()
    top = 0.0
    for table in tables:
        boxes = [box for row in table for box in row if box]
        _write_lines(_read_box(text, height, (0, top, width, min(box[1] for box in boxes))), builder)
        for row, cells in enumerate(table):
            words = [(column, _join_lines(_read_box(text, height, box))) for column, box in enumerate(cells) if box]
            builder.add_row([(column, line, "") for column, line in words], row)
        builder.end_table()
        top = max(box[3] for box in boxes)
    rest = _read_box(text, height, (0, top, width, height)) if tables else _clean(text.get_text_range())
    _write_lines(rest, builder)
    builder.add_gap()


def _write_lines(text: str, builder: TextBuilder) -> None:
    for line in text.split("\n"):
        builder.add_line(line, indent=len(line) - len(line.lstrip()))


def _read_box(text: pypdfium2.PdfTextPage, height: float, box: Box) -> str:
    left, top, right, bottom = box
    return _clean(text.get_text_bounded(left, height - bottom, right, height - top))


def _clean(text: str) -> str:
    # PDFium writes U+FFFE where a word was hyphenated at the end of a line.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")


def _join_lines(text: str) -> str:
    """Join the broken lines of a cell, except before a number or bullet."""
    return "".join(_join(text.split("\n")))


def _join(lines: list[str]) -> Iterator[str]:
    before = ""
    for line in (line.strip() for line in lines):
        if not line:
            continue
        if before and read_marker(line, 0):
            yield "\n"
        elif before and not _WIDE_END.search(before):
            yield " "
        yield line
        before = line
