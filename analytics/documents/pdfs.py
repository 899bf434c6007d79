"""PDF with a text layer to text, page by page; ruled tables cell by cell."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from analytics.documents.document import DocumentError
from analytics.documents.lines import measure_width
from analytics.documents.numbering import read_marker
from analytics.documents.pdflines import PdfLine, find_indents, find_levels, find_runs, go_on, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.documents.pdftables import Box, Table
    from analytics.documents.writing import TextBuilder

_PASSWORD = 4
_FEWEST = 10
_FEWEST_RULES = 4
_FULL = 0.8  # of a column's width in letters, which are not all as wide
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
        pages = [read_lines(page) for page in pdf]
        levels = iter(find_levels([line for lines in pages for line in lines]))
        for index, lines in enumerate(pages):
            told = list(islice(levels, len(lines)))
            _write_page(pdf[index], lines, told, tables.get(index, []), builder)
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


def _find_tables(content: bytes, pages: list[int]) -> dict[int, list[Table]]:
    if not pages:
        return {}
    from pdfminer.pdfexceptions import PDFException

    from analytics.documents.pdftables import find_tables

    try:
        return find_tables(content, pages)
    except (PDFException, ValueError, KeyError, TypeError):  # PDFium reads what the other cannot
        return {}


def _write_page(
    page: pypdfium2.PdfPage, lines: list[PdfLine], levels: list[int], tables: list[Table], builder: TextBuilder
) -> None:
    text, height = page.get_textpage(), page.get_height()
    top = 0.0
    for table in tables:
        boxes = [box for row in table for box in row if box]
        _write_lines(lines, levels, (top, min(box[1] for box in boxes)), builder)
        for row, cells in enumerate(_read_cells(text, height, table)):
            builder.add_row([(column, words, "") for column, words in cells.items()], row)
        builder.end_table()
        top = max(box[3] for box in boxes)
    _write_lines(lines, levels, (top, height), builder)
    builder.add_gap()


def _write_lines(lines: list[PdfLine], levels: list[int], between: tuple[float, float], builder: TextBuilder) -> None:
    """Write the lines between two heights of a page, from its top."""
    top, bottom = between
    chosen = [index for index, line in enumerate(lines) if top <= line.middle < bottom]
    kept, ranks = [lines[index] for index in chosen], [levels[index] for index in chosen]
    heads = dict(find_runs(kept, ranks))
    indents, on, at = find_indents(kept), go_on(kept), 0
    while at < len(kept):
        stop = heads.get(at, at + 1)
        while not ranks[at] and stop < len(kept) and on[stop] and not ranks[stop]:
            stop += 1
        words = "".join(_put_together([_clean(line.words) for line in kept[at:stop]]))
        if ranks[at]:
            builder.add_heading(words, ranks[at])
        else:
            builder.add_line(words, indent=indents[at])
        at = stop


def _put_together(lines: list[str]) -> Iterator[str]:
    for before, line in pairwise(["", *lines]):
        yield " " if before and not _WIDE_END.search(before) else ""
        yield line


def _read_box(text: pypdfium2.PdfTextPage, height: float, box: Box) -> str:
    left, top, right, bottom = box
    return _clean(text.get_text_bounded(left, height - bottom, right, height - top))


def _clean(text: str) -> str:
    # PDFium writes U+FFFE where a word was hyphenated at the end of a line.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")


def _read_cells(text: pypdfium2.PdfTextPage, height: float, table: Table) -> list[dict[int, str]]:
    """Give the words of each row's cells by column, with the lines joined that only the column's width broke."""
    rows = [
        {column: _read_box(text, height, box).split("\n") for column, box in enumerate(cells) if box} for cells in table
    ]
    widths: dict[int, int] = {}
    for row in rows:
        for column, lines in row.items():
            widths[column] = max(widths.get(column, 0), *(measure_width(line.strip()) for line in lines))
    return [{column: "".join(_join(lines, widths[column])) for column, lines in row.items()} for row in rows]


def _join(lines: list[str], width: int) -> Iterator[str]:
    """Join the broken lines of a cell, except before a number or bullet, and where the next word had room."""
    before = ""
    for line in (line.strip() for line in lines):
        if not line:
            continue
        first = 2 if _WIDE_END.search(line[0]) else 1 + len(line.split()[0])
        room = measure_width(before) + first <= _FULL * width
        if before and (room or read_marker(line, 0)):
            yield "\n"
        elif before and not _WIDE_END.search(before):
            yield " "
        yield line
        before = line
