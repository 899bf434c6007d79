"""Tables of units and duties: which column holds what, and which cells make one unit's list."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.documents.names import find_title
from analytics.documents.numbering import Marker, read_number
from analytics.documents.sheets import find_columns, names_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.document import Block
    from analytics.documents.pieces import Piece

# The keys of a table of an office's particulars.
_PARTICULAR = re.compile(
    r"(?i)(?:(?:机构|单位|部门)名称|(?:办公|联系|通[讯信])?地址|邮政?编码?|(?:联系|办公|咨询|监督)?电话|传真|办公时间|工作时间|负责人|"
    r"网址|(?:电子)?邮箱|(?:name of )?(?:the )?(?:office|organi[sz]ation|department)|name|(?:postal )?address|"
    r"tele?phone|phone|fax|e-?mail|website|(?:office |opening |working )?hours|post(?:al)? ?code|director|head)"
)
_REACHED = re.compile(r"(?i)地址|电话|電話|传真|傳真|邮箱|\b(?:address|phone|telephone|fax|e-?mail|room)\b")
# At least three words, or four characters: what a telephone number and a room are not.
_TOLD = re.compile(r"(?:[A-Za-z]{2,}\W+){2}[A-Za-z]{2,}|[㐀-鿿]{4}")

_WORKS = re.compile(r"(?!(?:Is|Has|Its|This|As|Was)\b)[A-Z][a-z]{2,}s\s[a-z]{2,}")
_UNIT_HEAD, _PAIR, _LONGEST_HEAD = "Unit", 2, 40


def read_tables(folded: str, pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Give each piece in a table the role of its column, and each piece in furniture that of furniture.

    A table counts as one of duties where a mapping or its header says so, or where its first column holds
    units' names and a later one longer texts. Rows of one unit become a list.
    """
    cells = [block for block in blocks if block.kind == "cell"]
    roles = _find_roles(folded, cells)
    apart = _join_spans(sorted((block.start, block.end) for block in blocks if block.kind == "furniture"))
    inside = sorted((cell.start, cell.end, roles[cell.start][0]) for cell in cells if cell.start in roles)
    found = []
    for piece in pieces:
        role, marker = roles.get(piece.start, ("", None))
        if frame := _find_around(apart, piece.start):
            found.append(replace(piece, role=frame))
        elif role:
            found.append(replace(piece, role=role, marker=marker if marker and not piece.marker else piece.marker))
        elif around := _find_around(inside, piece.start):
            found.append(replace(piece, role="text" if around == "text" else "other"))
        else:
            found.append(piece)
    return found


def _join_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Join spans of furniture, in order, that lie inside one another."""
    joined: list[tuple[int, int, str]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), "furniture")
        else:
            joined.append((start, end, "furniture"))
    return joined


def _find_around(spans: Sequence[tuple[int, int, str]], at: int) -> str:
    """Give the role of the span that holds a character; empty where none does."""
    before = bisect.bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[before][2] if before >= 0 and at < spans[before][1] else ""


def _find_roles(folded: str, cells: Sequence[Block]) -> dict[int, tuple[str, Marker | None]]:
    tables: dict[int, list[Block]] = defaultdict(list)
    for cell in cells:
        tables[cell.table].append(cell)
    roles: dict[int, tuple[str, Marker | None]] = {}
    for table in tables.values():
        if columns := _find_columns(folded, table):
            roles.update(_read_rows(folded, table, columns))
        elif _lists_pages(folded, table) or not any(_TOLD.search(folded, cell.start, cell.end) for cell in table):
            roles.update({cell.start: ("other", None) for cell in table})
    return roles


def _find_columns(folded: str, cells: Sequence[Block]) -> dict[int, str]:
    """Find the columns' roles; empty where the table is none of duties. Row -1 has no header."""
    if any(cell.role in ("unit", "text") for cell in cells):
        return {cell.column: cell.role for cell in cells if cell.role not in ("", "header")}
    width = max(cell.column for cell in cells) + 1
    keys = [folded[cell.start : cell.end].rstrip(": ") for cell in cells if cell.column == 0]
    if width == _PAIR and sum(_PARTICULAR.fullmatch(key) is not None for key in keys) * 2 > len(keys):
        return {}
    header = _read_header(folded, cells, width)
    lengths = [sum(cell.end - cell.start for cell in cells if cell.column == column) for column in range(width)]
    kinds = [len({folded[cell.start : cell.end] for cell in cells if cell.column == column}) for column in range(width)]
    columns = find_columns(header, lengths, kinds) if max(map(len, header)) < _LONGEST_HEAD else {}
    if columns := columns or _find_work(folded, cells, width):
        return columns
    if any(_REACHED.search(words) for words in header):
        return {}
    first = [cell for cell in cells if cell.column == 0]
    named = sum(find_title(folded[cell.start : cell.end]) is not None for cell in first)
    if width < 2 or named < 2 or named * 2 <= len(first):
        return {}
    headed = names_units(header[0])
    longest = max(range(1, width), key=lambda column: lengths[column])
    texts = [folded[cell.start : cell.end] for cell in cells if cell.column == longest]
    told = sum(_TOLD.search(words) is not None for words in texts)
    bare: dict[int, str] = {} if headed else {-1: "headless"}
    return {0: "unit", longest: "text", **bare} if told * 2 > len(texts) else {}


def _lists_pages(folded: str, cells: Sequence[Block]) -> bool:
    """Tell whether a table is a list of contents: its last column counts up, in numbers alone."""
    last = max(cell.column for cell in cells)
    words = [folded[cell.start : cell.end].strip() for cell in cells if cell.column == last]
    pages = [int(each) for each in words if each.isascii() and each.isdigit()]
    return last > 0 and len(pages) > _PAIR and len(pages) >= len(words) - 1 and pages == sorted(pages)


def _find_work(folded: str, cells: Sequence[Block], width: int) -> dict[int, str]:
    """Find the column whose cells below the head begin as work does, "Supervises freight", beside one of names."""
    rows = len({cell.row for cell in cells}) - 1
    for column in range(width - 1, 0, -1):
        texts = [folded[cell.start : cell.end] for cell in cells if cell.column == column and cell.row != cells[0].row]
        if rows > _PAIR and len(texts) == rows and all(_WORKS.match(words) for words in texts):
            return {0: "unit", column: "text"}
    return {}


def _read_header(folded: str, cells: Sequence[Block], width: int) -> list[str]:
    """Read the columns' heads; one that says what its cells end with, or spans a column of names, heads units."""
    header = [""] * width
    below: dict[int, list[str]] = defaultdict(list)
    for cell in cells:
        words = folded[cell.start : cell.end]
        if cell.row == cells[0].row:
            header[cell.column] = words
        else:
            below[cell.column].append(words)
    for column, texts in below.items():
        head = header[column]
        named = sum(find_title(words) is not None for words in texts)
        spanned = not head and column > 0 and names_units(header[column - 1])
        ended = bool(head) and all(words.endswith(head) and words != head for words in texts)
        if len(texts) > 1 and named * 2 > len(texts) and (spanned or ended):
            header[column] = _UNIT_HEAD
    return header


def _read_rows(folded: str, cells: Sequence[Block], columns: dict[int, str]) -> dict[int, tuple[str, Marker | None]]:
    headless = columns.get(-1) == "headless"
    head = -1 if headless or any(cell.role == "header" for cell in cells) else cells[0].row
    texts: dict[str, list[Block]] = defaultdict(list)
    roles: dict[int, tuple[str, Marker | None]] = {}
    numbers: dict[int, int] = {}
    unit = ""
    for cell in cells:
        role = "header" if cell.row == head or cell.role == "header" else columns.get(cell.column, "other")
        words = folded[cell.start : cell.end]
        if role == "unit":
            role, unit = ("repeated" if words == unit else "unit"), words
        elif role == "number":
            numbers[cell.row] = read_number(words.strip(" .()、")) if words.strip(" .()、") else 0
        elif role == "text":
            texts[unit].append(cell)
        roles[cell.start] = (role, None)
    counted = any(sum(cell.row in numbers for cell in listed) > 1 for listed in texts.values())  # else they count units
    for listed in texts.values():
        for cell in listed:
            number = numbers.get(cell.row, 0) if counted else 0
            if number or len(listed) > 1:
                roles[cell.start] = ("text", Marker("cell" if number else "•cell", number, cell.start))
    return roles
