"""The duties in running text: its sentences' clauses, without what only says what a unit is or has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.documents.clauses import split_clauses, split_sentences
from analytics.documents.folding import HAN
from analytics.documents.furniture import find_aside
from analytics.documents.lines import TERMINAL
from analytics.documents.sentences import (
    find_inner_lead,
    is_definition,
    is_structure,
    skip_charge,
    skip_lead,
    skip_name,
    skip_predicate,
    skip_subject,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.tokens import Token

_BARE = re.compile(r"(?:[Bb]e\s|[Tt]o\sbe\s)?[Rr]esponsible\sfor\s")  # an item of its own
_BARE_ZH = re.compile(r"负责(?!人|[^。;]{0,12}:)")
_NOTE = re.compile(r"(?:\[\d{1,3}\]\s*)+[.。]?")
_WRAP = re.compile(r"(?<=[㐀-鿿])\n\s*(?=[㐀-鿿])")
SURE, FAIR, POOR = 0.95, 0.85, 0.6
CUT_OFF = 2  # characters


@dataclass
class Body:
    """What was found in a unit's text.

    Duties are (start, end, printed number or 0, confidence), the rest (start, end, why), doubts (place, what, why).
    """

    duties: list[tuple[int, int, int, float]] = field(default_factory=list)
    left_out: list[tuple[int, int, str]] = field(default_factory=list)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    vacant: bool = False


def is_cut_off(folded: str, start: int, end: int) -> bool:
    """Tell whether a clause is the character or two that are left where a Chinese document breaks off.

    >>> is_cut_off("拟订规划;拟", 5, 6), is_cut_off("会务;文电;", 3, 5)
    (True, False)
    """
    return end - start <= CUT_OFF and HAN.match(folded, start) is not None and not folded[end:].strip()


def read_prose(
    folded: str,
    spans: Sequence[tuple[int, int, Token]],
    body: Body,
    *,
    name: str,
    marked: bool,
    opened: int,
    by_line: bool = False,
) -> None:
    """Add to `body` the clauses of the paragraphs in `spans`.

    Parameters
    ----------
    folded : str
    spans : sequence of (start, end, token)
    body : Body
        Takes duties, what is left out, and doubts.
    name : str
        The unit's, so that a sentence may begin with it.
    marked : bool
        Whether a lead-in told where the duties begin; then sentences about the unit's parts are none.
    opened : int
        Where the text begins whose subject was the unit's heading, -1 for none.
    by_line : bool
        Whether the document states one duty a line, so that a line's first words are the duty's.
    """
    sentences = [span for start, end, token in spans for span in _split(folded, start, end, token, spans, body)]
    reader = _Reader(folded, body, name, opened, marked=marked, alone=len(sentences) == 1)
    reader.marked = marked or any(reader.has_lead(span) for span in sentences)
    clauses = [clause for span in sentences for clause in split_clauses(folded, *span)]
    reader.listed = sum(_BARE.match(folded, *clause) is not None for clause in clauses) > 1
    lines = {start for start, _, token in spans if begins_bare(folded, start, token)}
    reader.whole = lines if by_line or len(lines) > 1 else set()
    for index, span in enumerate(sentences):
        reader.read(span, first=index == 0)


def begins_bare(folded: str, start: int, token: Token) -> bool:
    """Tell whether a line of its own, in no table, begins with 负责."""
    return start == token.piece.start and not token.piece.role and _BARE_ZH.match(folded, start) is not None


def _split(
    folded: str, start: int, end: int, token: Token, spans: Sequence[tuple[int, int, Token]], body: Body
) -> list[tuple[int, int]]:
    told = [(begin, stop) for begin, stop, other in spans if other.role in ("prose", "subject")]
    lines = (
        HAN.match(folded, start)
        and not re.search(r"\d{4}", folded[start:end])
        and all(folded[stop - 1] not in TERMINAL for _, stop in told)
    )
    if token.role in ("title", "unit") and told and not lines:
        body.left_out.append((start, end, "short line that is no sentence"))
        if folded[start] != "(":
            body.doubts.append((start, "a short line is left out", "it is no sentence and names no unit"))
        return []
    return split_sentences(folded, start, end)


class _Reader:
    """Reads one unit's sentences."""

    def __init__(self, folded: str, body: Body, name: str, opened: int, *, marked: bool, alone: bool) -> None:
        self.folded, self.body, self.name, self.opened = folded, body, name, opened
        self.marked, self.alone = marked, alone
        self.listed = False  # whether several clauses begin as an item of its own does
        self.whole: set[int] = set()  # where lines begin that do so, in Chinese

    def has_lead(self, span: tuple[int, int]) -> bool:
        """Tell whether a sentence says by itself that duties follow."""
        start = skip_lead(self.folded, *span)
        if start == span[0]:
            start = skip_subject(self.folded, *span, self.name)
        return start > span[0] or find_inner_lead(self.folded, *span) >= 0

    def read(self, span: tuple[int, int], *, first: bool) -> None:
        words = self.folded[slice(*span)]
        if why := find_aside(_WRAP.sub("", words)):
            self.body.left_out.append((*span, why))
            return
        start = self._find_start(span, first=first)
        if (self.listed and _BARE.match(words)) or span[0] in self.whole:
            start = span[0]
        stated = start > span[0] or span[0] == self.opened
        again = self.marked and not stated and words.startswith("It is ")
        if start < 0 or ((again or (first and not stated)) and is_definition(words)):
            self.body.left_out.append((*span, "says what the unit is"))
            if ";" in words:
                why = "it begins by saying what the unit is"
                self.body.doubts.append((span[0], "a sentence of several clauses is left out", why))
        elif start == span[0] and is_structure(words) and self._may_skip(words):
            self.body.left_out.append((*span, "says how the unit is made up"))
        else:
            self._add_clauses(start, span[1], structured=is_structure(words))

    def _may_skip(self, words: str) -> bool:
        """Tell whether a sentence on a unit's parts is none of its duties: in Chinese only where others are marked."""
        return self.marked or (not self.alone and re.match("[A-Z]|前.?项|第.项", words) is not None)

    def _find_start(self, span: tuple[int, int], *, first: bool) -> int:
        """Return where a sentence's duties begin: past its lead-in; -1 where it only defines the unit."""
        start = skip_lead(self.folded, *span)
        if start == span[0]:
            start = skip_subject(self.folded, *span, self.name)
        if start == span[0] == self.opened:
            start = skip_predicate(self.folded, *span)
        if start == span[0] and first and self.name and HAN.match(self.name):
            start = skip_name(self.folded, *span, self.name)
        words = self.folded[slice(*span)]
        if start == span[0] and is_structure(words):
            return skip_charge(self.folded, *span)
        if start > span[0] or not first or not is_definition(words):
            return start
        if (charged := skip_charge(self.folded, *span)) > span[0]:
            return charged
        inner = find_inner_lead(self.folded, *span)
        return inner if inner > span[0] + 3 else -1

    def _add_clauses(self, start: int, end: int, *, structured: bool) -> None:
        for index, clause in enumerate(split_clauses(self.folded, start, end)):
            bare = not index or _BARE.match(self.folded, clause[0])
            at = clause[0] if bare else skip_lead(self.folded, *clause)
            if note := _NOTE.match(self.folded, at, clause[1]):
                self.body.left_out.append((at, note.end(), "a note's number"))
                at = note.end()
            if at >= clause[1]:
                continue
            if is_cut_off(self.folded, at, clause[1]):
                self.body.left_out.append((at, clause[1], "cut off"))
                continue
            self.body.duties.append((at, clause[1], 0, POOR if structured else FAIR))
            if structured:
                why = "it may only say how the unit is made up"
                self.body.doubts.append((at, "a sentence is taken as a duty", why))
