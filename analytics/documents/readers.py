"""A file becomes a document: its format is recognised, its limits are checked, its text is read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from analytics.documents.archives import check_archive
from analytics.documents.decoding import decode_text
from analytics.documents.document import Document, DocumentError
from analytics.documents.ruled import find_ruled
from analytics.documents.writing import TextBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 200 * 1024 * 1024
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
}
_HTML = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ADVICE = (
    (".doc .rtf .odt .wps .pages .ofd .dot .docm .xls .ods .et .xlsm .xlsb", "open it in its own program and save it"),
    (".png .jpg .jpeg .tif .tiff .bmp .gif .webp", "run text recognition (OCR) over it and save the result"),
    (".mht .mhtml .url .webarchive", "open it in a browser and save the page"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,100}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_document(path: Path, *, columns: Mapping[str, str] | None = None) -> Document:
    """Read a file.

    Parameters
    ----------
    path : Path
        Plain text, Markdown, HTML, DOCX, PDF, CSV or XLSX, by the ending of its name.
    columns : mapping of str to str, optional
        Of CSV and XLSX: which column holds ``unit``, ``number`` and ``text``; guessed from the header by default.

    Returns
    -------
    Document

    Raises
    ------
    DocumentError
        The file is missing, of an unknown format, larger than 200 MB, encrypted, damaged, a zip bomb, in no
        known encoding, or without text, as a scanned PDF is.
    """
    content = _read_content(path)
    kind = _find_format(path, content)
    digest = hashlib.sha256(content).hexdigest()
    if kind == "text":
        text, encoding = decode_text(content, path.name)
        document = Document(path.name, kind, encoding, digest, text, tuple(find_ruled(text)))
    else:
        builder = TextBuilder()
        encoding = _read_marked(kind, content, path.name, columns, builder)
        blocks = tuple(sorted(builder.blocks, key=lambda block: (block.start, -block.end)))
        document = Document(path.name, kind, encoding, digest, builder.text, blocks)
    if not re.search(r"\w", document.text):
        raise DocumentError(f"{path.name} holds no text. Remedy: choose a file with the duties written out.")
    return document


def _read_content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"{path.name} has {size / 1024 / 1024:,.0f} MB, and {MAX_BYTES // 1024 // 1024} MB is the most. "
                "Remedy: save only the part that states the duties."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"There is no file {path}. Remedy: check the name and the folder.") from None
    except OSError as error:
        raise DocumentError(f"{path.name} cannot be read ({error.strerror}). Remedy: check its rights.") from None
    if not content:
        raise DocumentError(f"{path.name} is empty. Remedy: choose a file with the duties written out.")
    return content


def _find_format(path: Path, content: bytes) -> str:
    """Recognise a format by the file's name, and by its first bytes where these say otherwise."""
    kind = FORMATS.get(path.suffix.lower())
    if content.startswith(b"%PDF-"):
        return "pdf"
    if kind is None:
        advice = next((advice for endings, advice in _ADVICE if path.suffix.lower() in endings.split()), "save it")
        raise DocumentError(
            f"{path.name} has the unknown format {path.suffix or '(no ending)'!r}. "
            f"Remedy: {advice} as one of {', '.join(sorted(FORMATS))}."
        )
    if kind == "text" and _HTML.match(content[:200]):
        return "html"
    if kind == "text" and content.startswith((b"{\\rtf", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", _OLE)):
        raise DocumentError(f"{path.name} is no text but another format. Remedy: {_ADVICE[0][1]} as TXT or PDF.")
    if kind == "pdf":
        raise DocumentError(f"{path.name} is no PDF: it does not begin as one. Remedy: save it again as PDF or TXT.")
    return kind


def _read_marked(kind: str, content: bytes, name: str, columns: Mapping[str, str] | None, builder: TextBuilder) -> str:
    """Read a format with structure into `builder`; its libraries are loaded only now, so that others start fast."""
    if kind in ("docx", "xlsx"):
        check_archive(content, name)
    if kind == "docx":
        from analytics.documents.wordfiles import read_docx

        read_docx(content, name, builder)
    elif kind == "xlsx":
        from analytics.documents.sheets import read_xlsx

        read_xlsx(content, name, columns, builder)
    elif kind == "pdf":
        from analytics.documents.pdfs import read_pdf

        read_pdf(content, name, builder)
    else:
        return _read_lines(kind, content, name, columns, builder)
    return kind


def _read_lines(kind: str, content: bytes, name: str, columns: Mapping[str, str] | None, builder: TextBuilder) -> str:
    source, encoding = _decode_page(content, name) if kind == "html" else decode_text(content, name)
    if kind == "csv":
        from analytics.documents.sheets import read_csv

        read_csv(source, name, columns, builder)
        return encoding
    from analytics.documents.pages import read_html, read_markdown

    (read_html if kind == "html" else read_markdown)(source, builder)
    return encoding


def _decode_page(content: bytes, name: str) -> tuple[str, str]:
    """Decode a page as it says itself, where that holds."""
    if match := _CHARSET.search(content[:4096]):
        stated = match[1].decode().lower()
        encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(stated, stated)
        try:
            return content.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_text(content, name)
