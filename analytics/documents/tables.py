"""Tables of units and duties: which column holds what, and which cells make one unit's list."""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.documents.names import find_title
from analytics.documents.numbering import Marker, read_number
from analytics.documents.sheets import find_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.document import Block
    from analytics.documents.pieces import Piece


def read_tables(folded: str, pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Give each piece in a table the role of its column, and each piece in furniture that of furniture.

    A table counts as one of duties where a mapping or its header says so, or where its first column holds
    units' names and a later one longer texts. Rows of one unit become a list.
    """
    roles = _find_roles(folded, [block for block in blocks if block.kind == "cell"])
    apart = sorted((block.start, block.end) for block in blocks if block.kind == "furniture")
    starts = [start for start, _ in apart]
    found = []
    for piece in pieces:
        before = bisect.bisect_right(starts, piece.start) - 1
        if before >= 0 and piece.start < apart[before][1]:
            found.append(replace(piece, role="furniture"))
        elif piece.start in roles:
            role, marker = roles[piece.start]
            listed = marker if marker and not piece.marker else piece.marker
            found.append(replace(piece, role=role, marker=listed))
        else:
            found.append(piece)
    return found


def _find_roles(folded: str, cells: Sequence[Block]) -> dict[int, tuple[str, Marker | None]]:
    tables: dict[int, list[Block]] = defaultdict(list)
    for cell in cells:
        tables[cell.table].append(cell)
    roles: dict[int, tuple[str, Marker | None]] = {}
    for table in tables.values():
        if columns := _find_columns(folded, table):
            roles.update(_read_rows(folded, table, columns))
    return roles


def _find_columns(folded: str, cells: Sequence[Block]) -> dict[int, str]:
    """Find the columns' roles; empty where the table is none of duties. Row -1 has no header."""
    if any(cell.role in ("unit", "text") for cell in cells):
        return {cell.column: cell.role for cell in cells if cell.role not in ("", "header")}
    width = max(cell.column for cell in cells) + 1
    header = [""] * width
    for cell in cells:
        if cell.row == cells[0].row:
            header[cell.column] = folded[cell.start : cell.end]
    lengths = [sum(cell.end - cell.start for cell in cells if cell.column == column) for column in range(width)]
    if (columns := find_columns(header, lengths)) and max(map(len, header)) < 40:
        return columns
    first = [cell for cell in cells if cell.column == 0]
    named = sum(find_title(folded[cell.start : cell.end]) is not None for cell in first)
    if width >= 2 and named >= 2 and named * 2 > len(first):
        return {0: "unit", max(range(1, width), key=lambda column: lengths[column]): "text", -1: "headless"}
    return {}


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
    single = all(len(listed) == 1 for listed in texts.values())  # then the numbers count units
    for listed in [] if single else texts.values():
        for cell in listed:
            number = numbers.get(cell.row, 0)
            if number or len(listed) > 1:
                roles[cell.start] = ("text", Marker("cell" if number else "•cell", number, cell.start))
    return roles
