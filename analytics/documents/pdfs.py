"""PDF with a text layer to text, page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from analytics.documents.document import DocumentError

if TYPE_CHECKING:
    from analytics.documents.writing import TextBuilder

_PASSWORD = 4
_FEWEST = 10


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
        texts = [_read_page(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()
    letters = sum(len(re.findall(r"\w", text)) for text in texts)
    if letters < _FEWEST * max(1, len(texts)) // 2:
        raise DocumentError(
            f"{name} has {len(texts)} pages and no text in them: it is scanned. "
            "Remedy: run text recognition (OCR) over it and save the result as PDF or TXT."
        )
    for text in texts:
        for line in text.split("\n"):
            builder.add_line(line, indent=len(line) - len(line.lstrip()))
        builder.add_gap()


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> str:
    page = pdf[index]
    text_page = page.get_textpage()
    # PDFium writes U+FFFE where a word was hyphenated at the end of a line.
    text = text_page.get_text_range().replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    text_page.close()
    page.close()
    return str(text)
