"""Cuts pieces that hold two things: a duty and the next unit's head, a label and its value, several units."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.documents.clauses import iter_clauses, split_sentences
from analytics.documents.folding import HAN
from analytics.documents.furniture import find_duty_key
from analytics.documents.lines import is_page_mark
from analytics.documents.names import find_subject, is_generic
from analytics.documents.nesting import TOP_STYLES
from analytics.documents.predicates import read_predicate
from analytics.documents.sections import opens_list, opens_units
from analytics.documents.sentences import CATCH_ALL, MAIN_TASK

_LAST_LEAD = re.compile(
    r"(?:The|Its|Their|Main|Key|Core|Primary)\s(?:[a-z]+\s){0,2}(?:functions|duties|responsibilities|tasks)\b[^.;:]{0,80}:|"
    r"It\s(?:has|performs|carries\sout)\sthe\sfollowing\s(?:functions|duties|responsibilities|tasks):|"
    r"(?:Functions|Duties|Responsibilities)\sof\s[^.;:]{3,80}:"
)
_ANNOUNCES = re.compile(r"[㐀-鿿\d,]{2,30}(?:职责|职能|分工|情况)(?:如下|为)?\s?:\s*")
# A key after a sentence, as in "The bureau has two leaders. Main tasks: ...".
_LATER_KEY = re.compile(
    r"[.。;]\s*(?P<key>(?:[A-Z][a-z]+ (?:[a-z]+ )?(?:responsibilities|duties|functions)|"
    r"(?:主要|工作|具体)职[责能])\s?:\s?\S)"
)
_NAMED = r"(?:The|This|Our)\s(?:[a-z]+|[A-Z][\w &,’'-]{2,90}?)\s"
_CHARGED = re.compile(rf"{_NAMED}(?:is|are)\s(?:responsible|charged|in charge)\b")
_WORKS = re.compile(
    rf"{_NAMED}(?!(?:is|has|was|consists|comprises|includes)\s)[a-z]{{3,}}s\s|(?!(?:This|Its|Has)\s)[A-Z][a-z]{{2,}}s\s[a-z]"
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.documents.pieces import Piece


_SHORTEST = (40, 14)  # characters, in Chinese fewer: no shorter item holds the next unit's head
_MANY = 4  # units told of in one paragraph, so that others are without a verb
_APART = re.compile(r"(?:\([^()]*\))?\s+(?=[㐀-鿿])")
_LEAST_UNITS = (30, 14)
_LEAST_HEAD, _LONGEST_HEAD = 24, 100


def find_running_heads(folded: str, pieces: Sequence[Piece]) -> set[int]:
    """Find lines that stand beside page numbers, or hold some, and come again."""
    numbered: dict[str, list[int]] = {}
    for index, piece in enumerate(pieces):
        line = folded[piece.start : piece.end]
        if not piece.marker and _LEAST_HEAD <= len(line) <= _LONGEST_HEAD and re.search(r"\d", line):
            numbered.setdefault(" ".join(sorted(re.sub(r"\d+", "#", line).split())), []).append(index)
    heads = {pieces[index].start for found in numbered.values() if len(found) > 1 for index in found}
    marks = [index for index, piece in enumerate(pieces) if is_page_mark(folded[piece.start : piece.end])]
    beside = {index + step for index in marks for step in (-1, 1) if 0 <= index + step < len(pieces)} | {0}
    words: dict[str, list[int]] = {}
    for index in sorted(beside):
        words.setdefault(folded[pieces[index].start : pieces[index].end], []).append(index)
    if marks:
        heads |= {pieces[index].start for found in words.values() if len(found) > 1 for index in found}
    return heads


def cut_run_in(folded: str, piece: Piece, follower: Piece | None, labels: re.Pattern[str] | None) -> Iterator[Piece]:
    """Cut off a label, or the next unit's head, that runs on in the line of an item."""
    cuts = [match.start() for match in labels.finditer(folded, piece.text, piece.end)] if labels else []
    end = cuts[0] if cuts else piece.end
    if tail := _find_tail(folded, piece, end, follower):
        cuts = [tail, *cuts]
    bounds = [*cuts, piece.end]
    yield replace(piece, end=_trim(folded, piece.start, bounds[0])) if cuts else piece
    line, last = piece.line, piece.start
    for start, stop in zip(cuts, bounds[1:], strict=True):
        line += folded.count("\n", last, start)
        last = start
        yield replace(
            piece,
            start=start,
            text=start,
            end=_trim(folded, start, stop),
            line=line,
            marker=None,
            inline=True,
            after_gap=False,
            level=0,
        )


def _trim(folded: str, start: int, end: int) -> int:
    return start + len(folded[start:end].rstrip())


def _find_tail(folded: str, piece: Piece, end: int, follower: Piece | None) -> int:
    """Find where the next unit's head begins in an item; 0 where it does not."""
    if (
        not piece.marker
        or piece.marker.style in TOP_STYLES
        or end - piece.text < _SHORTEST[bool(HAN.search(folded, piece.text, end))]
    ):
        return 0
    sentences = split_sentences(folded, piece.text, end)
    if len(sentences) < 2:
        return 0
    restarts = (
        follower is not None
        and follower.marker is not None
        and follower.marker.number == 1
        and follower.marker.style == piece.marker.style
    )
    heads = restarts and opens_list(folded[piece.text : end])
    for index, (start, stop) in enumerate(sentences[1:]):
        name = find_subject(folded[start:stop][:200])
        told = (
            name is not None
            and not is_generic(folded[start + name.start : start + name.end])
            and bool(read_predicate(folded[start + name.rest : stop]))
        )
        if told and (heads or CATCH_ALL.search(folded, *sentences[index])):
            return start
    if not heads:
        return 0
    ends = [index for index, span in enumerate(sentences[:-1]) if CATCH_ALL.search(folded, *span)]
    return sentences[(ends[0] if ends else 0) + 1][0]


def cut_key(folded: str, piece: Piece) -> Iterator[Piece]:
    """Cut "Main responsibilities: drafts laws" into the lead-in and the duties."""
    words = folded[piece.text : min(piece.end, piece.text + 80)]
    if later := _LATER_KEY.search(folded, piece.text, piece.end):
        at = later.start("key")
        if find_duty_key(folded[at : min(piece.end, at + 80)]):
            before, after = _cut_at(folded, piece, at)
            yield before
            yield from cut_key(folded, after)
            return
    changes = piece.marker is not None and words.startswith("职能转变。")  # an item of its own
    if not changes and (at := find_duty_key(words)) and piece.text + at < piece.end:
        middle = piece.text + at
        yield replace(piece, end=piece.start + len(folded[piece.start : middle].rstrip(" \n。")))
        yield replace(piece, start=middle, text=middle, marker=None, after_gap=False, level=0)
    else:
        yield piece


def cut_last_lead(folded: str, piece: Piece) -> Iterator[Piece]:
    """Cut "The division is responsible for standards. Its functions are to:" before its lead-in."""
    sentences = [] if piece.marker else split_sentences(folded, piece.text, piece.end)
    last = folded[slice(*sentences[-1])] if len(sentences) > 1 else ""
    announces = last.endswith((":", ";")) and opens_units(last.replace(";", ":"))
    works = any(_WORKS.match(folded, at) or MAIN_TASK.match(folded, at) for at, _ in sentences[:-1])
    if (_CHARGED.match(folded, piece.text) or works) and (announces or _LAST_LEAD.fullmatch(last)):
        yield from _cut_at(folded, piece, sentences[-1][0])
    else:
        yield piece


def _cut_at(folded: str, piece: Piece, at: int) -> tuple[Piece, Piece]:
    """Cut a piece in two; the second begins inside its line, with no number of its own."""
    line = piece.line + folded.count("\n", piece.start, at)
    after = replace(piece, start=at, text=at, line=line, marker=None, inline=True, after_gap=False, level=0)
    return replace(piece, end=_trim(folded, piece.start, at)), after


def _find_colon(words: str) -> int:
    """Return where the first unit may be told of after "The duties of the sections:"; 0 where nothing announces it."""
    match = _ANNOUNCES.match(words)
    return match.end() if match else 0


def cut_units(folded: str, piece: Piece, *, under: bool) -> Iterator[Piece]:
    """Cut a paragraph in which several units are told of, one after the other, where each begins."""
    cuts: list[int] = []
    loose: list[int] = []
    names: set[str] = set()
    if not piece.marker and not under and piece.end - piece.text > _LEAST_UNITS[bool(HAN.match(folded, piece.text))]:
        for at, stop in iter_clauses(folded, piece.text, piece.end):
            start = at + (0 if cuts else _find_colon(folded[at : min(stop, at + _LONGEST_HEAD)]))
            name = find_subject(folded[start : min(stop, start + 160)])
            own = folded[start + name.start : start + name.end] if name else ""
            if not name or own in names or is_generic(own):
                continue
            if read_predicate(folded[start + name.rest : stop]) == "duty":
                names.add(own)
                cuts.append(start)
            elif HAN.match(own) and _APART.match(folded, start + name.rest):
                loose.append(start)
    if len(names) < 2:
        yield piece
        return
    cuts = sorted([*cuts, *loose]) if len(names) >= _MANY else cuts
    bounds = [*(cut for cut in cuts if cut > piece.text), piece.end]
    yield replace(piece, end=_trim(folded, piece.start, bounds[0]))
    line, last = piece.line, piece.start
    for start, stop in pairwise(bounds):
        line += folded.count("\n", last, start)
        last = start
        yield replace(
            piece, start=start, text=start, end=_trim(folded, start, stop), line=line, inline=True, after_gap=False
        )
