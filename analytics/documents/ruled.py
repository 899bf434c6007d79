"""Tables in plain text: rows whose cells bars or tabs part, one row a line, or all in one stream."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.documents.document import Block
from analytics.documents.folding import fold_text
from analytics.documents.names import find_title
from analytics.documents.sheets import find_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STRETCH = {
    "|": re.compile(r"(?:^[^\n|]*\|[^\n]*(?:\n\s*)*)+", re.MULTILINE),
    "\t": re.compile(r"(?:^[^\n\t]*\t[^\n]*\n?)+", re.MULTILINE),
}
_WIDEST, _LEAST_ROWS, _LONGEST_NAME = 6, 3, 90
_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[.、]?[ \t]*$", re.MULTILINE)
_MOST_LINES, _LEAST_NAMED, _FAR = 20, 0.6, 400
_REACHED = re.compile(
    r"(?i)\W*\+?[\d()][\d() /-]{5,}|.*@.*|vacant|(?:Mr|Mrs|Ms|Dr|Col(?:onel)?|Lt|Maj(?:or)?|Capt(?:ain)?|Gen)\b.*|"
    r"[㐀-鿿](?:\s*[㐀-鿿]){1,3}|\([^()]*\)|\W*|[A-Z]\. ?[A-Z][a-z]+"
)
_Span = tuple[int, int]


def find_ruled(text: str) -> list[Block]:
    r"""Find the cells of tables of units and duties, as their headers say, in a plain text.

    Returns
    -------
    list of Block
        Cells in order; none where no header names both a column of units and one of duties.

    Examples
    --------
    >>> text = "Section | Duties\nLegal | Drafts laws\nAudit | Audits traders"
    >>> [text[block.start : block.end] for block in find_ruled(text)]
    ['Section', 'Duties', 'Legal', 'Drafts laws', 'Audit', 'Audits traders']
    """
    folded = fold_text(text)
    blocks: list[Block] = []
    for sign, pattern in _STRETCH.items():
        for match in pattern.finditer(folded):
            rows = _read_lines(folded, match.span(), sign) or (
                _read_stream(folded, match.span()) if sign == "|" else []
            )
            table = 1 + max((block.table for block in blocks), default=-1)
            blocks += [
                Block("cell", start, end, table=table, row=row, column=column)
                for row, cells in enumerate(rows)
                for column, (start, end) in enumerate(cells)
                if start < end
            ]
    blocks += _read_stacked(folded, 1 + max((block.table for block in blocks), default=-1))
    return sorted(blocks, key=lambda block: block.start)


def _read_stacked(folded: str, table: int) -> list[Block]:
    """Read a numbered table that was pasted one cell a line: a number alone, a unit's name, and what it does."""
    numbers: list[re.Match[str]] = []
    for match in _NUMBER.finditer(folded):
        if int(match[1]) == len(numbers) + 1:
            numbers.append(match)
    rows = [list(_split_lines(folded, *span)) for span in _list_rows(folded, numbers)]
    names = [
        folded[slice(*lines[0])] for lines in rows if 2 <= len(lines) <= _MOST_LINES or (lines and lines is rows[-1])
    ]
    named = sum(find_title(name) is not None for name in names)
    if len(names) < max(_LEAST_ROWS, len(rows)) or named < _LEAST_NAMED * len(rows):
        return []
    most = max(len(lines) for lines in rows[:-1])
    above = [*_list_heads(folded, numbers[0].start()), *(match.span(1) for match in numbers)]
    blocks = [Block("cell", *span, table=table, row=0, column=0, role="header") for span in above]
    for row, (name, *told) in enumerate([*rows[:-1], _trim_last(folded, rows[-1][:most])], start=1):
        blocks.append(Block("cell", *name, table=table, row=row, column=1, role="unit"))
        for line in told:
            reached = _REACHED.fullmatch(folded, *line) is not None
            role = "" if reached else "text"
            blocks.append(Block("cell", *line, table=table, row=row, column=3 if reached else 2, role=role))
    return blocks


def _list_heads(folded: str, end: int) -> list[_Span]:
    """List the heads of columns above the first number, from the one that heads the numbers."""
    heads = list(_split_lines(folded, max(0, end - _FAR), end))[-_WIDEST:]
    first = [at for at, span in enumerate(heads) if find_columns([folded[slice(*span)], "duties"]).get(0) == "number"]
    return heads[first[-1] :] if first else []


def _trim_last(folded: str, lines: list[_Span]) -> list[_Span]:
    """Cut a table's last row where lines follow its person and telephone."""
    reached = [_REACHED.fullmatch(folded, *line) is not None for line in lines[1:]]  # the first is the name
    ends = [at + 2 for at, (one, other) in enumerate(pairwise(reached)) if one and not other]
    return lines[: ends[0]] if ends else lines


def _list_rows(folded: str, numbers: Sequence[re.Match[str]]) -> Iterator[_Span]:
    """Yield what stands between numbers; after the last one, up to a blank line."""
    for match, follower in pairwise(numbers):
        yield match.end(), follower.start()
    if numbers:
        start = numbers[-1].end()
        gap = re.compile(r"\n\s*\n").search(folded, start + len(folded[start:]) - len(folded[start:].lstrip()))
        yield start, gap.start() if gap else len(folded)


def _read_lines(folded: str, span: _Span, sign: str) -> list[list[_Span]]:
    """Read a table of one row a line; empty where the lines differ in their cells, or the header tells nothing.

    Between tabs a line without a first cell goes on with the row above, and a row's last cells may stand there.
    """
    rows = [list(_cut(folded, start, end, sign)) for start, end in _split_lines(folded, *span)]
    widths = {len(row) for row in rows}
    goes_on = sign == "\t" and any(row[0][0] == row[0][1] for row in rows) and 2 <= min(widths) <= len(rows[0])
    even = len(rows) >= _LEAST_ROWS and (len(widths) == 1 or (goes_on and max(widths) == len(rows[0])))
    return rows if even and _weigh(folded, rows) else []


def _read_stream(folded: str, span: _Span) -> list[list[_Span]]:
    """Read a table whose rows run on: as many cells a row as fit the header best; the last row may be cut off."""
    cells = [cell for cell in _cut(folded, *span, "|") if cell[0] < cell[1]]
    widths = [
        [cells[at : at + width] for at in range(0, len(cells), width)]
        for width in range(2, min(_WIDEST, len(cells) // _LEAST_ROWS) + 1)
    ]
    best = max(widths, key=lambda rows: _weigh(folded, rows), default=[])
    if not _weigh(folded, best):
        return []
    if len(best[-1]) == len(best[0]) - 1 and folded[: span[1]].endswith("|\n"):  # the last cell, cut off with its bar
        end = folded.find("\n", span[1])
        best[-1] = [*best[-1], *_cut(folded, span[1], end if end >= 0 else len(folded), "|")]
    return best


def _weigh(folded: str, rows: Sequence[Sequence[_Span]]) -> float:
    """Weigh whether rows make a table of units and duties: 0 where they do not."""
    if not rows:
        return 0
    header = [folded[start:end] for start, end in rows[0]]
    whole = [row for row in rows[1:] if len(row) == len(header)]
    lengths = [sum(end - start for start, end in column) for column in zip(*whole, strict=True)]
    roles = {role: column for column, role in find_columns(header, lengths).items()}
    if not whole or "unit" not in roles or "text" not in roles or max(map(len, header)) > _LONGEST_NAME:
        return 0
    names = [folded[slice(*row[roles["unit"]])] for row in whole]
    if max(map(len, names)) > _LONGEST_NAME or lengths[roles["text"]] < 2 * lengths[roles["unit"]]:
        return 0
    return 1 + sum(find_title(name) is not None for name in names) / len(names)


def _split_lines(folded: str, start: int, end: int) -> Iterator[_Span]:
    for match in re.finditer(r"[^\n]*[^\s][^\n]*", folded[start:end]):
        yield start + match.start(), start + match.end()


def _cut(folded: str, start: int, end: int, sign: str) -> Iterator[_Span]:
    """Yield the cells between signs, without white space; a sign at either end parts nothing."""
    words = folded[start:end]
    bare = words.strip(" \n\t\r" if sign == "|" else " \n\r")
    at = start + words.index(bare) if bare else start
    if sign == "|":
        at, bare = at + bare.startswith("|"), bare.removeprefix("|").removesuffix("|")
    for cell in bare.split(sign):
        inner = cell.strip()
        begin = at + (cell.index(inner) if inner else 0)
        yield begin, begin + len(inner)
        at += len(cell) + 1
