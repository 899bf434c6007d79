"""The lines of a PDF's pages and the letters that they are set in, by which headings are told from text."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from analytics.documents.folding import HAN
from analytics.documents.numbering import read_marker
from analytics.documents.writing import LONGEST_TITLE, PSEUDO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOLD = ("bold", "black", "heavy", "simhei", "heiti")
_NAME = 128  # bytes of a font's name
_LARGER = 1.12  # a heading's letters, of the text's
_WIDEST = 0.85
_MOST_LINES = 2
_CAPITAL = re.compile(r"[A-Z][a-z]")
_OPEN = re.compile(r"(?:[,(&]|\b(?:and|or|of|the|to|for|with|in|on|by|a|an|from|at))$")
_PITCH = 1.3  # of the usual distance between lines
_SHARE = 0.6  # of the text's width, which a line that is full has at least
_HANGING = 4  # letters by which an item's lines may stand further right than its number
_LAST = 6  # the deepest level of larger letters
_MOST_INDENT = 16  # beyond it a line is centred, or stands at the right


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of a page: `left`, `right` and `middle` (from the top) and `size` (of its letters) in points."""

    words: str
    size: float
    bold: bool
    left: float
    right: float
    middle: float


def read_lines(page: pypdfium2.PdfPage) -> list[PdfLine]:
    """Read a page's lines in the order of its text."""
    text, height = page.get_textpage(), page.get_height()
    whole = text.get_text_range()
    lines, start = [], 0
    for raw in whole.splitlines(keepends=True):
        words = raw.strip()
        if words:
            first = start + len(raw) - len(raw.lstrip())
            lines.append(_measure(text, height, words, (first, first + len(words) - 1)))
        start += len(raw)
    return lines


def _measure(text: pypdfium2.PdfTextPage, height: float, words: str, span: tuple[int, int]) -> PdfLine:
    first, last = (min(index, text.count_chars() - 1) for index in span)
    left, bottom, _, top = text.get_charbox(first, loose=True)
    _, low, right, high = text.get_charbox(last, loose=True)
    sizes = (top - bottom, high - low)
    even = abs(sizes[0] - sizes[1]) < 0.1 * max(*sizes, 1)
    bold = all(_is_bold(text, index) for index in {first, (first + last) // 2, last})
    return PdfLine(words, min(sizes) if even else 0.0, bold, left, right, height - (top + bottom) / 2)


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(text, index, name, _NAME, flags)
    said = name.value.decode("utf-8", "replace").lower()
    return any(word in said for word in _BOLD)


def find_levels(lines: Sequence[PdfLine]) -> list[int]:
    """Give each line of a document its level as a heading, from 1; 0 for text.

    Headings are short lines in letters larger than those of most of the text, the largest first, or wholly in bold
    (level 7) where the text is not; two lines at most, the first of which is full.
    """
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_round(line.size)] += len(line.words)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    emphatic = 2 * sum(len(line.words) for line in lines if line.bold) < sum(len(line.words) for line in lines)
    larger = sorted({_round(line.size) for line in lines if line.size > body * _LARGER}, reverse=True)
    levels = []
    for line in lines:
        level = min(larger.index(_round(line.size)) + 1, _LAST) if line.size > body * _LARGER else 0
        level = level or (PSEUDO if emphatic and line.bold else 0)
        levels.append(level if len(line.words) <= LONGEST_TITLE and line.words[-1] not in "。；;，,、" else 0)
    for start, stop in list(find_runs(lines, levels)):
        if stop - start > _MOST_LINES:
            levels[start:stop] = [0] * (stop - start)
    return levels


def _round(size: float) -> float:
    return round(2 * size) / 2


def find_runs(lines: Sequence[PdfLine], levels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that are one heading, each broken where it is full."""
    full = _WIDEST * max((line.right for line in lines), default=0.0)
    start = 0
    while start < len(lines):
        stop = start + 1
        while levels[start] and stop < len(lines) and levels[stop] == levels[start] and lines[stop - 1].right >= full:
            stop += 1
        if levels[start]:
            yield start, stop
        start = stop


def go_on(lines: Sequence[PdfLine]) -> list[bool]:
    """Tell of each line whether it goes on with the one above, which had no room for its first word.

    Lines go on at the usual distance, under letters as large, no further right than the line above begins (a list's
    item aside), and never after a full stop, a semicolon or a colon. A short line at the right is none that is full.
    """
    if not lines:
        return []
    pitch = median([below.middle - above.middle for above, below in pairwise(lines)] or [0.0])
    full, margin = max(line.right for line in lines), min(line.left for line in lines)
    return [False, *(
        above.right - above.left >= _SHARE * (full - margin) and _follows(above, below, pitch, full)
        for above, below in pairwise(lines)
    )]  # fmt: skip


def _follows(above: PdfLine, below: PdfLine, pitch: float, full: float) -> bool:
    furthest = above.left + below.size * (_HANGING if read_marker(above.words, 0) else 0.2)
    near = abs(below.middle - above.middle) <= _PITCH * pitch and below.left <= furthest
    alike = abs(below.size - above.size) < 1 and above.words[-1] not in "。.;；:："
    begins = _CAPITAL.match(below.words) and not _OPEN.search(above.words)  # perhaps an item of its own
    if not near or not alike or begins or read_marker(below.words, 0) or not below.size:
        return False
    letter = (below.right - below.left) / max(len(below.words), 1)
    first = below.size if HAN.match(below.words) else letter * len(below.words.split()[0])
    return above.right + first > full


def find_indents(lines: Sequence[PdfLine]) -> list[int]:
    """Give how far each line begins from where most begin or further left, in letters of half its height."""
    starts = Counter(round(line.left) for line in lines)
    margin = min((left for left, n in starts.items() if n * 10 >= len(lines)), default=0)
    letters = [round((line.left - margin) / (line.size / 2)) if line.size else 0 for line in lines]
    return [indent if 0 < indent <= _MOST_INDENT else 0 for indent in letters]
