"""Pieces of a text: paragraphs and list items, put together from broken lines or cut out of long ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.documents.folding import HAN
from analytics.documents.lines import Line, continues, find_indented, find_wrap, is_page_mark, read_lines
from analytics.documents.numbering import BARE, BULLETS, HAN_DIGITS, Marker, read_marker, read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analytics.documents.document import Block

_CANDIDATE = re.compile(
    r"\(\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivx]{2,5})\s?\)|[①-⑳㉑-㉟❶-❿⑴-⒛]"
    r"|(?<![\d.A-Za-z$])\d{1,3}(?:\s?[.、](?!\d)|\)(?=\s))|(?<![一-鿿、])[一二三四五六七八九十]{1,3}、|"
    r"(?<![A-Za-z(])[a-z]\)\s"
    rf"|(?<=\s)[{BULLETS}](?=\s)|第\s?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,4}})\s?条(?=\s)"
    rf"|(?<=[。;:\s])[{HAN_DIGITS}]{{1,4}}\s?(?=[㐀-鿿])(?!(?:是|般|律|定|些|切|致|旦|方面|个|种|级|类|名|项|次|年|月))"
    r"|(?<=[。;:\s])\d{1,2}\s?(?=[㐀-鿿])(?!(?:是|个|种|级|类|名|项|次|年|月|日|时|人|处|科|条|款|楼|号|层|万|亿|家|所|位|座|岁))"
)
# How statutes write: "关务署掌左列事项", "置科长二人", "另以命令定之".
_LEGAL = re.compile(
    r"[司处署局室科组]掌|置[^,。;]{1,8}[一二三四五六七八九十\d]+人|(?:本|制定)(?:法|条例|规程|细则|通则)|"
    r"[以另]命?令?定之|得设|特设|置左列|掌左列|分掌|综理|设[^,。;]{1,12}[一二三四五六七八九十\d]+人"
)
_LETTERED = re.compile(r"[A-Za-z]\.\s+The\s")  # no initial of a name
_BARE_ITEM = re.compile(r"(\d(?: ?\d)?)(?:\s?[.、,])?\s+(?=[A-Za-z㐀-鿿])")
_FIRM = re.compile(r"(?:[.;:。!?！？—]|职责|职能|职掌|任务|如下|包括)\s*(?:and\s+|or\s+|及|和|並|并)?$")
_LOOSE = re.compile(r"(?:[\s,、]|^)$")
_REMARK = re.compile(r"\((?:[^()]*\d[^()]*|[^()]*(?:修正|删除|废止|deleted|repealed)[^()]*)\)$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?i)(?:section|sections|paragraph|subsection|article|para|clause|no|item|第|条|款|项)s?\.?\s*$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or an item: from its number (`start`) and its first word (`text`) to `end`.

    `level` is the level that the format states of a heading, 0 for none; `inline` says that it began in the
    middle of a line; `role` is that of its column in a table of duties, or ``furniture``.
    """

    start: int
    text: int
    end: int
    line: int
    indent: int
    after_gap: bool
    marker: Marker | None = None
    level: int = 0
    inline: bool = False
    role: str = ""


def cut_pieces(folded: str, blocks: Sequence[Block], *, wrapped: bool, is_title: Callable[[str], bool]) -> list[Piece]:
    """Cut a folded text into pieces, in order, every word in one of them.

    Parameters
    ----------
    folded : str
        See `fold_text`.
    blocks : sequence of Block
        What the format states; no line of a heading or a cell is joined to another.
    wrapped : bool
        Whether lines may have been broken to fit a page, as in plain text and PDF.
    is_title : callable
        Tells whether a line reads as a unit's name, which never continues a finished line.
    """
    firm = {block.start: block for block in blocks}
    lines = _unify(list(read_lines(folded, [block.start for block in blocks if block.kind == "cell"])))
    if wrapped:
        indented = find_indented(folded, lines)
        lines = [
            replace(line, marker=Marker("•indent", 0, line.start)) if line.start in indented else line for line in lines
        ]
    wrap = find_wrap(folded, lines) if wrapped else 0
    heads = {block.start for block in blocks if block.kind == "heading"}
    paragraphs = [_mark_block(piece, firm) for piece in _join(folded, lines, wrap, (set(firm), heads), is_title)]
    paragraphs = _fill_numbers(folded, _read_bare(folded, _drop_strays(folded, paragraphs)))
    pieces: list[Piece] = []
    for piece, second in zip(paragraphs, _find_seconds(paragraphs), strict=True):
        pieces += _cut_inline(folded, piece, second)
    return pieces


def _unify(lines: list[Line]) -> list[Line]:
    """Take 3. for Third where translators wrote both in one list, so that their numbers rise by one."""
    counted = [index for index, line in enumerate(lines) if line.marker and line.marker.style in ("One,", "1.")]
    numbers = [line.marker.number for line in lines if line.marker and line.marker.style in ("One,", "1.")]
    styles = {line.marker.style for line in lines if line.marker} & {"One,", "1."}
    if len(styles) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return lines
    unified = list(lines)
    for index in counted:
        unified[index] = replace(lines[index], marker=replace(lines[index].marker, style="One,"))  # type: ignore[type-var]
    return unified


def _find_seconds(paragraphs: Sequence[Piece]) -> list[set[str]]:
    """For each paragraph, the styles whose next number at the head of a later paragraph is 2."""
    following: dict[str, int] = {}
    found: list[set[str]] = []
    for piece in reversed(paragraphs):
        found.append({style for style, number in following.items() if number == 2})
        if piece.marker:
            following[piece.marker.style] = piece.marker.number
    return found[::-1]


def _join(
    folded: str, lines: Sequence[Line], wrap: int, apart: tuple[set[int], set[int]], is_title: Callable[[str], bool]
) -> Iterator[Piece]:
    """Join lines to paragraphs; `apart` gives where lines begin that go on with none, and that none goes on with."""
    firm, heads = apart
    current: Piece | None = None
    last: Line | None = None
    for line in lines:
        alone = line.start in firm or (last is not None and last.start in heads)
        if current and last and not alone and _goes_on(folded, current, last, line, wrap, is_title):
            text = current.text
            if text >= current.end:
                own = line.marker.end if line.marker else line.start
                text = max(own, current.marker.end if current.marker else 0)
            current = replace(current, end=line.end, text=text)
        else:
            if current:
                yield _clamp(current)
            current = _begin(folded, line)
        last = line
    if current:
        yield _clamp(current)


def _clamp(piece: Piece) -> Piece:
    return replace(piece, text=piece.end) if piece.text > piece.end else piece


def _goes_on(folded: str, current: Piece, last: Line, line: Line, wrap: int, is_title: Callable[[str], bool]) -> bool:
    if current.text >= current.end and current.marker and not is_page_mark(folded[current.start : current.end]):
        plain = not line.marker or (current.marker.style == "article" and line.marker.style[0] == "-")
        return plain and current.marker.style != "chapter"
    words = folded[last.start : last.end]
    bilingual = words[-1:].isascii() and words[-1:].isalpha() and bool(HAN.match(folded, line.start))
    if not continues(folded, last, line, wrap) or (bilingual and is_title(words)):
        return False
    return not (folded[last.end - 1] in ".。;:" and is_title(folded[line.start : line.end]))


def _begin(folded: str, line: Line) -> Piece:
    marker = line.marker
    inline = False
    while marker and marker.style[0] in "•-" and (inner := read_marker(folded, marker.end)) and inner.end < line.end:
        marker, inline = inner, True
    text = min(marker.end, line.end) if marker else line.start
    if marker and marker.style == "article" and _REMARK.match(folded, text, line.end):
        text = line.end
    return Piece(line.start, text, line.end, line.number, line.indent, line.after_gap, marker, inline=inline)


def _mark_block(piece: Piece, firm: dict[int, Block]) -> Piece:
    block = firm.get(piece.start)
    if not block:
        return piece
    return replace(piece, level=block.level)


def _drop_strays(folded: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Take letters that stand in no list, such as the initial of a name, for words."""
    seen = {
        reading
        for marker in (piece.marker for piece in pieces)
        if marker
        for reading in ((marker.style, marker.number), *([marker.other] if marker.other else []))
    }
    kept = []
    for piece in pieces:
        marker = piece.marker
        readings = [(marker.style, marker.number), *([marker.other] if marker.other else [])] if marker else []
        stray = (
            marker is not None
            and marker.style in ("A.", "a.", "A:")
            and not any(number == 1 or {(style, number - 1), (style, number + 1)} & seen for style, number in readings)
        )
        initial = stray and not _LETTERED.match(folded, piece.start)
        kept.append(replace(piece, marker=None, text=piece.start if initial else piece.text) if stray else piece)
    return kept


def _read_bare(folded: str, pieces: list[Piece]) -> list[Piece]:
    """Read numbers without a point, such as an act's sections, where three or more lines count on."""
    numbers = {
        index: (read_number(match[1]), match.end())
        for index, piece in enumerate(pieces)
        if (not piece.marker or piece.marker.style[0] in "•-")
        and (match := BARE.match(folded, piece.text if piece.marker else piece.start))
        and match.end() < piece.end
    }
    runs: dict[int, list[int]] = {}
    found: list[list[int]] = []
    for index, (number, _) in numbers.items():
        run = runs.pop(number - 1, None)
        if run is None:
            found.append(run := [])
        run.append(index)
        runs[number] = run
    styles = {piece.marker.style for piece in pieces if piece.marker}
    articled = "article" in styles
    decimal = any(style.startswith("decimal") for style in styles)
    for run in found:
        titles = sum(folded[pieces[index].end - 1] not in ".。;" for index in run)
        style = "1 " if articled or decimal or titles * 2 < len(run) else "bare"
        han = folded[pieces[run[0]].start] in HAN_DIGITS
        style = "一" if han else style
        legal = sum(_LEGAL.search(folded, pieces[index].start, pieces[index].end) is not None for index in run)
        style = "article" if legal * 2 >= len(run) else style
        if len(run) >= 3 or ((articled or han) and len(run) == 2 and numbers[run[0]][0] == 1):
            for index in run:
                number, end = numbers[index]
                pieces[index] = replace(pieces[index], marker=Marker(style, number, end), text=end)
    return pieces


def _fill_numbers(folded: str, pieces: list[Piece]) -> list[Piece]:
    """Read numbers that a list lacks where their point is lost or their digits are apart: "1.", "2 Advises", "3."."""
    for index in range(1, len(pieces)):
        before, own = pieces[index - 1].marker, pieces[index]
        match = _BARE_ITEM.match(folded, own.start)
        style = before.style if before else ""
        if not match or style not in ("1.", "一、") or not before:
            continue
        number = int(re.sub(r"\D", "", match[0]))
        after = pieces[index + 1].marker if index + 1 < len(pieces) else None
        spaced = " " in match[1]
        goes_on = after is not None and after.style == style and after.number == number + 1
        if (
            number == before.number + 1
            and (spaced or goes_on or match[0].rstrip().endswith(","))
            and match.end() < own.end
        ):
            pieces[index] = replace(own, marker=Marker(style, number, match.end()), text=match.end())
    return pieces


def _cut_inline(folded: str, piece: Piece, seconds: set[str]) -> Iterator[Piece]:
    cuts = _find_cuts(folded, piece, seconds)
    if not cuts:
        yield piece
        return
    ends = [*(cut for cut, _, _ in cuts), piece.end]
    first_end = _trim(folded, piece.start, ends[0])
    yield replace(piece, end=max(first_end, min(piece.text, piece.end)))
    line, last = piece.line, piece.start
    for (start, marker, own), stop in zip(cuts, ends[1:], strict=True):
        line += folded.count("\n", last, start)
        last = start
        end = max(_trim(folded, start, stop), min(marker.end, stop))
        inline = piece.inline or not own
        yield Piece(start, min(marker.end, end), end, line, piece.indent, False, marker, inline=inline)


def _trim(folded: str, start: int, end: int) -> int:
    return start + len(folded[start:end].rstrip())


def _find_cuts(folded: str, piece: Piece, seconds: set[str]) -> list[tuple[int, Marker, bool]]:
    """Find the numbers inside a paragraph that count on from 1, or from the paragraph's own number."""
    found = []
    for match in _CANDIDATE.finditer(folded, piece.text, piece.end):
        marker = read_marker(folded, match.start()) or _read_bare_number(match)
        if (
            marker
            and match.start() > piece.start
            and not _REFERENCE.search(folded, max(piece.start, match.start() - 14), match.start())
        ):
            found.append((match.start(), marker))
    second = set(seconds)
    confirmed = [False] * len(found)
    for index in range(len(found) - 1, -1, -1):
        style, number = found[index][1].style, found[index][1].number
        confirmed[index] = style in second
        if number == 2:
            second.add(style)
        elif number == 1:
            second.discard(style)
    return list(_follow(folded, piece, found, confirmed))


def _read_bare_number(match: re.Match[str]) -> Marker | None:
    """Read a number that nothing parts from its item, as laws on one line have it: "一关于…。 二关于…"."""
    label = match[0].strip()
    number = read_number(label) if label[0] in HAN_DIGITS or label.isdigit() else 0
    return Marker("1" if label.isdigit() else "一", number, match.end()) if number else None


def _follow(
    folded: str, piece: Piece, found: list[tuple[int, Marker]], confirmed: list[bool]
) -> Iterator[tuple[int, Marker, bool]]:
    own = piece.marker.style if piece.marker else ""
    expected = {own: piece.marker.number + 1} if piece.marker and piece.marker.number else {}
    if piece.marker and piece.marker.style[0] == "•":
        expected = {own: 0}
    for (start, marker), is_confirmed in zip(found, confirmed, strict=True):
        style, number = marker.style, marker.number
        before = folded[max(piece.text, start - 6) : start]
        at_head = start == piece.text
        firm = at_head or bool(_FIRM.search(before))
        loose = firm or (
            (style[0] in "(①⑴a" or style == "1)")
            and (bool(_LOOSE.search(before)) or style[0] in "①⑴" or style == "(一)")
        )
        wanted = expected.get(style)
        skipped = firm and wanted is not None and number == wanted + 1 and number > 2
        if (loose and wanted is not None and (number == wanted or skipped)) or (style[0] == "•" and wanted == 0):
            pass
        elif not (loose and number == 1 and is_confirmed and style[0] != "•"):
            continue
        inner = list(expected)[list(expected).index(style) + 1 :] if style in expected else []
        for name in inner:
            del expected[name]
        expected[style] = number + 1 if number else 0
        if style == own and number == 1 and before.rstrip().endswith(":"):
            own = ""  # the number's own list goes on below; this one lies inside it
        yield start, marker, style == own
