"""Sentences and clauses: where running text is cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"[。！？!?]+[”’」』\")]*|\.(?=[”\"’)]*(?:\s|$))[”\"’)]*|(?<=[a-z]{3})\.(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[ap]\.m|e\.g|i\.e|cf|vs|viz|al|No|Nos|Art|Arts|Sec|Dr|Mr|Mrs|Ms|Prof|St|Dept|Inc|Ltd|Co|Corp|"
    r"Gen|Col|Para|para|approx|incl|Fig|Vol|Ch|p|pp|Reg|Regs|Ord|Cap|Govt|Asstt|Asst|Addl|Jt|Dy|Commr|Supdt|"
    r"Hon|Sr|Jr|Admn|Estt|Esstt|viz|M\.Phil|Ph)|\b[A-Z]|\bU\.S|\bU\.K)$"
)
_AND = re.compile(r"(?:and|or)\s+")
_TRAILING = re.compile(r"(?<=[;,:.])\s*(?:and|or|以\s*及|及|和)$|(?<=\w)\s+(?:and|or)$")
_OPEN, _CLOSE = "([{“「『《", ")]}”」』》"
_HISTORY = re.compile(
    r"\s*(?:<[^<>]{4,}>|\(\d{1,2}\.\d{1,2}\.\d{4},?\s*N\s?\d+\)|"
    r"\[[^\[\]]*(?:repealed|amended|in(?:to)? force|inserted)[^\[\]]*\])[\s.;]*$",
    re.IGNORECASE,
)


def split_sentences(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split characters `start` to `end` at full stops, not at abbreviations; stops belong to their sentence.

    >>> text = "Drafts laws, e.g. Acts. Advises."
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['Drafts laws, e.g. Acts.', 'Advises.']
    """
    spans, at = [], start
    for stop in _STOP.finditer(folded, start, end):
        bracketed = folded.rfind("<", at, stop.start()) > folded.rfind(">", at, stop.start())
        if bracketed or (stop[0][0] == "." and _is_inner(folded, at, stop)):
            continue
        spans.append((at, stop.end()))
        at = stop.end()
    spans.append((at, end))
    return [span for span in (_strip(folded, *span) for span in spans) if span[0] < span[1]]


def _is_inner(folded: str, at: int, stop: re.Match[str]) -> bool:
    """Tell whether a full stop ends only an abbreviation; "etc." ends its sentence before a capital."""
    before = folded[max(at, stop.start() - 8) : stop.start()]
    if re.search(r"\betc$", before):
        return not re.match(r"\s*[A-Z]", folded[stop.end() : stop.end() + 4])
    return _ABBREVIATION.search(before) is not None


def split_clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a sentence at semicolons outside brackets and quotation marks; their ends are cut off.

    >>> text = "负责监管;征收关税(含船舶吨税;下同);编制统计。"
    >>> [text[a:b] for a, b in split_clauses(text, 0, len(text))]
    ['负责监管', '征收关税(含船舶吨税;下同)', '编制统计']
    """
    spans, at, depth = [], start, 0
    for index in range(start, end):
        char = folded[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == ";" and not depth:
            spans.append((at, index))
            at = index + 1
    spans.append((at, end))
    spans = [(begin, _drop_amendment(folded, begin, stop)) for begin, stop in spans]
    trimmed = (_strip_and(folded, *_strip(folded, *span, tail=" \t\r\n.。;；,，、!?")) for span in spans)
    return [span for span in trimmed if span[0] < span[1]]


def _strip(folded: str, start: int, end: int, tail: str = " \t\r\n") -> tuple[int, int]:
    while start < end and folded[start] in " \t\r\n.;。;":
        start += 1
    while end > start and folded[end - 1] in tail:
        end -= 1
    return start, end


def _strip_and(folded: str, start: int, end: int) -> tuple[int, int]:
    match = _AND.match(folded, start, end)
    return (match.end() if match else start), end


def _drop_amendment(folded: str, start: int, end: int) -> int:
    """Return where a text ends before a law's history, such as <Amended by Act No. 3>."""
    match = _HISTORY.search(folded, start, end)
    return match.start() if match else end


def trim_item(folded: str, start: int, end: int) -> int:
    """Return the end of an item without a trailing "and" or "or" after its semicolon.

    >>> text = "to collect duties; and"
    >>> text[: trim_item(text, 0, len(text))]
    'to collect duties;'
    """
    end = _drop_amendment(folded, start, end)
    match = _TRAILING.search(folded, max(start, end - 30), end)
    return match.start() if match else end


def iter_clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of all sentences."""
    for sentence in split_sentences(folded, start, end):
        yield from split_clauses(folded, *sentence)
