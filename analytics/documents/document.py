"""A document as text: what every reader returns and every layout starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analytics.errors import AtlasError

BlockKind = Literal["heading", "cell", "name", "furniture"]


class DocumentError(AtlasError):
    """A document cannot be read; the message says why, with which value, and what to do."""


@dataclass(frozen=True)
class Block:
    """A stretch of text whose place in the structure the format itself states.

    Parameters
    ----------
    kind : {"heading", "cell", "name", "furniture"}
        A name is what stands in bold at the head of a paragraph of plain words. Furniture is what the format
        itself sets apart, such as navigation. List items need no block: the reader writes their number or bullet
        into the text.
    start, end : int
        Characters of `Document.text`.
    level : int
        Of a heading, 1 being the highest.
    table, row, column : int
        Of a table's cell, each from 0; `table` counts the document's tables.
    role : str
        Of a cell, where a mapping names its column: ``unit``, ``number``, ``text``, or ``other``.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    role: str = ""


@dataclass(frozen=True)
class Document:
    """The text of one file, and what its format says of the text's structure.

    Parameters
    ----------
    name : str
        The file's name.
    format : str
        ``text``, ``markdown``, ``html``, ``docx``, ``pdf``, ``csv`` or ``xlsx``.
    encoding : str
        How the bytes were decoded, such as ``utf-8`` or ``gb18030``; of DOCX, PDF and XLSX, the format's own.
    sha256 : str
        Of the file's bytes, 64 hexadecimal digits.
    text : str
        All offsets count its characters. A plain text is kept as decoded, line ends included.
    blocks : tuple of Block
        In the text's order; empty where the format states no structure.
    """

    name: str
    format: str
    encoding: str
    sha256: str
    text: str
    blocks: tuple[Block, ...] = ()
