"""Lines of a text, and which of them continue the line before because a page was narrow."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.documents.numbering import BARE, Marker, read_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TERMINAL = ".。;!?！？"
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60、。，；：]")
_FIRST_WORD = re.compile(r"\S+")
_OPEN_END = re.compile(
    r"(?:[,、(]|\b(?:and|or|of|the|to|for|with|in|on|by|a|an|its|their|under|from|at|into|between|than|as|per|"
    r"via|that))$"
)
_SMALL_END = re.compile(r"\b(?:the|of|an?|and|to|for|with|by)$")
_OPEN_HEAD = re.compile(r"(?:and|or|of|the|to|for|with|in|by)\s")
_REFERS = re.compile(r"(?i)(?:section|article|paragraph|under|of|(?<![;,.] )\b(?:and|or)|第|依|按|据)$")
_PAGE_MARK = re.compile(
    r"(?i)[-–—~·\s]*\d{1,4}[-–—~·\s]*|\[{1,2}page\s+\d+(?:-\d+)?\]{1,2}|page\s+(?:\|\s*)?\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+|"
    r"第\s*\d+\s*页(?:[,\s]*共\s*\d+\s*页)?"
)
# Narrower columns are lists, wider ones whole paragraphs.
# Bars are what is left of tables' rules.
_EDGES = " \t\r|¦"
_LISTED = re.compile(r"(?:(?!\s{3}|[.:]\s).){2,110}(?<!:)")
_EDIT = re.compile(r"\[(?:编辑|edit)\]\s*|[问答]\s?[:：]\s*")  # a wiki's link before a line, a question's sign
_NARROWEST, _WIDEST = 30, 140
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+$")
_RULE = re.compile(r"[\W_]+")  # drawn from edge to edge
_SPACED = re.compile(r"\S {3,}\S")  # columns of a menu, no running text
_MANY_WORDS = 9  # of a line that is no title


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its characters without the white space around them."""

    number: int
    start: int
    end: int
    indent: int
    after_gap: bool
    marker: Marker | None


def read_lines(folded: str, cells: Sequence[int] = ()) -> Iterator[Line]:
    r"""Yield the lines that are not blank; a table's cells, by where they start, are lines of their own.

    >>> [(line.number, line.start, line.end) for line in read_lines(" a\r\n\nb")]
    [(1, 1, 2), (3, 5, 6)]
    """
    at, gap = 0, False
    for number, whole in enumerate(folded.split("\n"), start=1):
        inside = [cell - at for cell in cells[bisect_right(cells, at) : bisect_left(cells, at + len(whole))]]
        for first, last in pairwise([0, *inside, len(whole)]):
            raw = whole[first:last]
            content = raw.strip(_EDGES)
            if content:
                indent = len(raw) - len(raw.lstrip(_EDGES))
                link = _EDIT.match(content)
                start, end = at + first + indent, at + first + indent + len(content)
                start += link.end() if link and link.end() < len(content) else 0
                yield Line(number, start, end, indent, gap, read_marker(folded, start))
        gap = not whole.strip(_EDGES)
        at += len(whole) + 1


def find_indented(folded: str, lines: Sequence[Line]) -> set[int]:
    """Find the lines (by their start) of lists that only their indentation sets off, in Latin letters.

    Two lines or more of one indentation, right under a line that begins further left, each a whole: it begins like
    the others, has no full stop inside and is no row of a table.
    """
    found: set[int] = set()
    at = 1
    while at < len(lines):
        stop = at
        while stop < len(lines) and _is_listed(folded, lines[stop]) and lines[stop].indent == lines[at].indent:
            stop += 1
            if stop < len(lines) and lines[stop].after_gap:
                break
        run = lines[at:stop]
        heads = {folded[line.start].isupper() for line in run}
        whole = not any(_OPEN_END.search(folded[line.start : line.end][-8:]) for line in run)
        if len(run) >= 2 and run[0].indent >= 2 and run[0].indent > lines[at - 1].indent and len(heads) == 1 and whole:
            colon = folded[lines[at - 1].end - 1] == ":"
            found |= {line.start for line in run} if heads == {True} or colon else set()
        at = max(stop, at + 1)
    return found


def _is_listed(folded: str, line: Line) -> bool:
    words = folded[line.start : line.end]
    return line.marker is None and words[0].isalpha() and words[0].isascii() and _LISTED.fullmatch(words) is not None


def is_page_mark(words: str) -> bool:
    """Tell whether a line is only a page number.

    >>> is_page_mark("- 12 -"), is_page_mark("Page 3 of 9"), is_page_mark("2. Finance")
    (True, True, False)
    """
    return _PAGE_MARK.fullmatch(words) is not None


def measure_width(words: str) -> int:
    """Count columns, a Chinese character taking two."""
    return len(words) + len(_WIDE.findall(words))


def find_wrap(folded: str, lines: Sequence[Line]) -> int:
    """Find the width at which the lines were broken; 0 where they were not.

    Lines were broken when sentences run on into the next line, and most of those that do are nearly as long
    as the longest, or, where some wide lines stand around, as the longest of those that do.
    """
    lines = [line for line in lines if not _RULE.fullmatch(folded, line.start, line.end)]
    widths = [measure_width(folded[line.start : line.end]) + line.indent for line in lines]
    running = sorted(
        width
        for width, line, follower in zip(widths, lines, lines[1:], strict=False)
        if _runs_on(folded, line, follower)
    )
    if len(running) < 2:
        return 0
    longest = [(sorted(widths)[int(len(widths) * 0.98) - 1], 0.02)]
    longest += [(running[int(len(running) * share) - 1], 0.1) for share in (0.95, 0.85)]
    for widest, beyond in longest:
        near = sum(width >= widest * 0.8 for width in running)
        if (
            _NARROWEST <= widest <= _WIDEST
            and sum(width > widest * 1.3 for width in widths) <= len(lines) * beyond
            and near >= 2
            and near >= 0.4 * len(running)
        ):
            return widest
    return 0


def _runs_on(folded: str, line: Line, follower: Line) -> bool:
    if follower.after_gap or follower.marker or folded[line.end - 1] in TERMINAL + ":":
        return False
    head, tail = folded[follower.start], folded[line.end - 1]
    return head.islower() or (bool(_WIDE.match(head)) and bool(_WIDE.match(tail) or tail == ","))


def continues(folded: str, line: Line, follower: Line, wrap: int) -> bool:  # noqa: PLR0911 -- one reason a line
    """Tell whether `follower` goes on with what `line` began."""
    bare = folded[line.end - 1] in TERMINAL and BARE.match(folded, follower.start, follower.end)
    if bare or (follower.marker and not _is_reference(folded, line, follower)):
        return False
    head = folded[follower.start]
    words, told = folded[line.start : line.end], re.search(r"[^\W\d_]", folded[follower.start : follower.end])
    if head in ",.;:、。)" and not follower.after_gap and (told or head not in ":."):
        return True
    if not told or _stands_alone(words):
        return False
    if _OPEN_END.search(words[-8:]):
        return wrap > 0 or head.islower() or _is_open(folded, line, follower)
    opened = words[-1] not in TERMINAL + ":" and _OPEN_HEAD.match(folded, follower.start)
    if head.islower() and (opened or _goes_on_low(folded, line, follower)):
        return True
    if words[-1] == ":":
        return False
    hangs = line.marker is not None and follower.indent > line.indent and not follower.after_gap
    if hangs and words[-1] not in TERMINAL and (head.islower() or (_WIDE.match(head) and _WIDE.match(words[-1]))):
        return head.islower() or measure_width(words) >= _NARROWEST
    tail = folded[follower.end - 1]
    ends = words[-1] not in TERMINAL and tail in TERMINAL and not follower.after_gap
    if _WIDE.match(head) and ends and measure_width(words) >= 2 * _NARROWEST:
        return True
    if not wrap:
        return False
    width = measure_width(words) + line.indent
    if _WIDE.match(head):
        return (
            width >= wrap * 0.85
            and not _SPACED.search(words)
            and (not follower.after_gap or words[-1] not in TERMINAL)
            and not (words[-1] in TERMINAL and follower.indent > line.indent)
        )
    indented = words[-1] in ".;" and line.marker is None and follower.indent > line.indent
    titled = words[-1] in TERMINAL and tail.isalpha()  # a title under a full line
    apart = words[-1] == "." and line.marker is not None and follower.indent <= line.indent and head.isupper()
    if indented or apart or (titled and measure_width(folded[follower.start : follower.end]) < wrap / 2):
        return False
    first = _FIRST_WORD.match(folded, follower.start)
    full = width + 1 + len(first[0] if first else "") > wrap * 0.92
    sentence = len(words.split()) >= _MANY_WORDS and not follower.after_gap
    if (head.islower() or sentence) and words[-1] not in TERMINAL:
        return width >= wrap * 0.6
    return full and (head.islower() or not follower.after_gap)


def _stands_alone(words: str) -> bool:
    """Tell whether a line is a page's number, a rule, a bar of links, or ends in an address of mail."""
    whole = is_page_mark(words) or _RULE.fullmatch(words) or words.count("|") > 1
    return bool(whole or _MAIL.search(words))


def _is_open(folded: str, line: Line, follower: Line) -> bool:
    """Tell whether a line that ends in a comma or a small word goes on in the next, though nothing was broken else."""
    words = folded[line.start : line.end]
    hanging = line.marker is not None and follower.indent > line.indent
    counted = words[-1] == "、" and _WIDE.match(folded[follower.start]) is not None
    small = line.marker is not None and _SMALL_END.search(words) is not None
    return not follower.after_gap and (hanging or counted or small)


def _goes_on_low(folded: str, line: Line, follower: Line) -> bool:
    """Tell whether an item that nothing ends goes on in a line that begins in lower case."""
    ends = folded[line.end - 1] in TERMINAL + ":"
    return line.marker is not None and not ends and not follower.after_gap and folded[follower.start].islower()


def _is_reference(folded: str, line: Line, follower: Line) -> bool:
    """Tell whether a broken line begins with a number that belongs to its sentence, such as a law's article."""
    marker = follower.marker
    return (
        marker is not None
        and marker.style in ("(1)", "article", "(a)", "(一)")
        and not follower.after_gap
        and _REFERS.search(folded[line.start : line.end]) is not None
    )
