"""The duties of one unit: its list's items, its lines, or the clauses of its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.clauses import split_clauses, split_sentences, trim_item
from analytics.documents.folding import HAN
from analytics.documents.lines import TERMINAL
from analytics.documents.prose import FAIR, POOR, SURE, Body, is_cut_off, read_prose
from analytics.documents.sections import opens_list
from analytics.documents.sentences import MAIN_TASK, goes_on, is_definition, is_same_unit, is_structure, skip_lead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.nesting import Nesting
    from analytics.documents.regions import Region
    from analytics.documents.tokens import Token

_BARE_VERB = re.compile(
    r"To\s[a-z]{3,}\s|(?!(?:This|Its|As|Has|Was|Is|Customs|Business)\b)[A-Z][a-z]{2,}s\s(?:the|all|and|on|[a-z]{3,})\b"
)
_TITLE = 8  # characters of a Chinese item that names the items below it
_INTRO_DUTY = re.compile(r"负责|承担|responsible for|in charge of")


def read_body(folded: str, tokens: Sequence[Token], region: Region, nesting: Nesting, *, first: bool = False) -> Body:
    """Find the duties of one unit, the document's `first` or a later one.

    A list's innermost items are its duties; an item that only introduces others is none. Without a list,
    several lines after a lead-in are one duty each; all other text is cut into clauses. What a first unit's opening
    sentence says before its list is no duty: mostly it is the office that it presents.
    """
    body = Body()
    inside = [index for index in region.body if tokens[index].role not in ("out", "label", "vacant")]
    kept = set(inside)
    body.vacant = any(tokens[index].role == "vacant" for index in region.body)
    for index in region.body:
        if index not in kept:
            body.left_out.append(
                (
                    tokens[index].piece.start,
                    tokens[index].piece.end,
                    tokens[index].why or "says that no duties are settled",
                )
            )
    items = [
        index
        for index in inside
        if tokens[index].piece.marker and tokens[index].role not in ("duties", "units", "other")
    ]
    if len(items) == 1 and not region.lead and tokens[items[0]].piece.marker.style[0] in "•-":  # type: ignore[union-attr]
        items = []
    if items:
        if not first:
            _read_head(folded, tokens, region, body)
        _read_items(folded, tokens, region, inside, items, nesting, body)
    else:
        _read_unmarked(folded, tokens, region, inside, body)
    return body


def _read_head(folded: str, tokens: Sequence[Token], region: Region, body: Body) -> None:
    """Read what the sentence that names the unit says of it before its list."""
    head = tokens[region.head]
    if region.rest < 0 or head.predicate not in ("duty", "rest"):
        return
    told = split_sentences(folded, region.rest, head.piece.end)
    if opens_list(_words(folded, head)):
        told = told[:-1]
    if told:
        name = folded[slice(*region.name)] if region.name else ""
        read_prose(folded, [(told[0][0], told[-1][1], head)], body, name=name, marked=True, opened=region.rest)
        why = "it may only sum up the list"
        body.doubts.append((region.rest, "a sentence before the list is taken as a duty", why))


def _read_items(
    folded: str,
    tokens: Sequence[Token],
    region: Region,
    inside: Sequence[int],
    items: Sequence[int],
    nesting: Nesting,
    body: Body,
) -> None:
    name = folded[slice(*region.name)] if region.name else ""
    parents = {nesting.parent(index) for index in items}
    chosen = set(items)
    one_list = len({id(nesting.of_item[index]) for index in items}) == 1
    seen = False
    for index in inside:
        piece, words = tokens[index].piece, _words(folded, tokens[index])
        if index not in chosen:
            _read_between(folded, tokens[index], words, body, name, last=index > items[-1], first=not seen)
        elif tokens[index].role == "subject" and tokens[index].predicate == "structure" and index not in parents:
            body.left_out.append((piece.start, piece.end, "says how the unit is made up"))
        elif (index in parents and _introduces(words)) or (
            opens_list(words) and (index == items[-1] or _changes(tokens, items, index))
        ):
            seen = True
            body.left_out.append((piece.start, piece.end, "introduces the items below it"))
        else:
            seen = True
            number = piece.marker.number if one_list and piece.marker else 0
            start = (
                tokens[index].rest if tokens[index].role == "subject" and _is_own(folded, tokens[index], name) else 0
            )
            start, end = start or piece.text, trim_item(folded, piece.text, piece.end)
            if end - start == 1 and is_cut_off(folded, start, end):
                body.left_out.append((start, end, "cut off"))
            elif start < end:
                body.duties.append((start, end, number, SURE))


def _changes(tokens: Sequence[Token], items: Sequence[int], index: int) -> bool:
    """Tell whether the item right below has another mark, as items inside an item do."""
    own, other = (tokens[each].piece.marker for each in (index, items[items.index(index) + 1]))
    return index + 1 in items and own is not None and other is not None and own.style != other.style


def _is_own(folded: str, token: Token, name: str) -> bool:
    """Tell whether an item begins with the unit's own name: "the Division is responsible for ..."."""
    return (
        token.predicate == "duty"
        and bool(name and token.name)
        and is_same_unit(folded[slice(*token.name or (0, 0))], name)
    )


def _introduces(words: str) -> bool:
    return (
        opens_list(words)
        or words[-1] not in TERMINAL + "，,、"
        or (HAN.match(words) is not None and len(words) <= _TITLE)
        or bool(re.search(r"(?:following|下列|以下|如下)[^.;。]{0,20}[.;。]?$", words))
    )


def _read_between(folded: str, token: Token, words: str, body: Body, name: str, *, last: bool, first: bool) -> None:
    """Read text between, before and after a list's items: one of them running on, a further duty, or none."""
    piece = token.piece
    if first and _states_work(token, words):
        read_prose(folded, [(piece.text, piece.end, token)], body, name=name, marked=True, opened=-1)
        body.doubts.append(
            (piece.start, "a sentence before the list is taken as a duty", "it may only sum up the list")
        )
        return
    if first:
        body.left_out.append((piece.start, piece.end, "introduces the unit"))
        if token.role == "prose" and _INTRO_DUTY.search(words) and not opens_list(words):
            body.doubts.append(
                (piece.start, "a sentence before the list is left out", "it may state a duty of its own")
            )
        return
    start, end, number, confidence = body.duties[-1] if body.duties else (0, 0, 0, 0.0)
    next_to = body.duties and not folded[end : piece.start].strip()
    runs_on = next_to and words[0].islower() and not opens_list(words)
    if runs_on and folded[end - 1] not in TERMINAL and not piece.after_gap:
        body.duties[-1] = (start, piece.end, number, min(confidence, FAIR))
        body.doubts.append(
            (piece.start, "a line is joined to the item above it", "it has no number and begins in lower case")
        )
    elif token.role in ("prose", "subject") and goes_on(words):
        bare = _INTRO_DUTY.match(words.lower()) or words.lower().startswith("to be ")
        at = piece.text if bare else skip_lead(folded, piece.text, piece.end)
        body.duties.append((at, _bare_end(folded, piece.end), 0, POOR))
        body.doubts.append(
            (piece.start, "a sentence after the list is taken as a duty", "it says what else the unit does")
        )
    else:
        why = "text after the list" if last else "title or text between the items"
        body.left_out.append((piece.start, piece.end, why))
        if not last and token.role == "prose":
            body.doubts.append((piece.start, "text between the items is left out", "it has no number"))


def _states_work(token: Token, words: str) -> bool:
    """Tell whether a paragraph above a list states work of its own: not the list's lead-in, nor what the unit is."""
    if opens_list(words) or token.role not in ("prose", "subject") or is_definition(words) or is_structure(words):
        return False
    told = _INTRO_DUTY.search(words) or _BARE_VERB.match(words) or goes_on(words) or MAIN_TASK.match(words)
    return token.predicate == "duty" or bool(told)


def _bare_end(folded: str, end: int) -> int:
    while folded[end - 1] in ".;。 ":
        end -= 1
    return end


def _read_unmarked(folded: str, tokens: Sequence[Token], region: Region, inside: Sequence[int], body: Body) -> None:
    leads = [index for index in inside if tokens[index].role in ("lead", "duties")]
    name = folded[slice(*region.name)] if region.name else ""
    starts = [region.rest] if region.rest >= 0 else []
    head = tokens[region.head]
    stop = head.piece.end
    if starts and opens_list(folded[head.piece.text : head.piece.end]):
        *told, last = split_sentences(folded, region.rest, head.piece.end)
        body.left_out.append((*last, "introduces the duties"))
        stop, region.lead = (told[-1][1], region.lead) if told else (region.rest, True)
        starts = starts if told else []
    spans = [(start, stop, head) for start in starts]
    after = leads[0] if leads else -1
    for index in inside:
        piece = tokens[index].piece
        above = index < after and region.rest < 0
        if above and _states_work(tokens[index], _words(folded, tokens[index])):
            read_prose(folded, [(piece.text, piece.end, tokens[index])], body, name=name, marked=True, opened=-1)
            why = "it may only sum up the list"
            body.doubts.append((piece.start, "a sentence before the list is taken as a duty", why))
        elif index in leads or above:
            body.left_out.append((piece.start, piece.end, "introduces the duties"))
        else:
            spans.append((piece.text, piece.end, tokens[index]))
    lines = [span for span in spans if span[2].piece.start != tokens[region.head].piece.start]
    if (leads or region.lead) and len(lines) >= 2 and not any(_is_running(folded, *span[:2]) for span in lines):
        for start, end, _ in lines:
            body.duties.append((start, trim_item(folded, start, end), 0, FAIR))
        return
    marked = bool(leads) or region.how == "subject"
    read_prose(folded, spans, body, name=name, marked=marked, opened=region.rest, by_line=region.by_line)


def _is_running(folded: str, start: int, end: int) -> bool:
    return len(split_sentences(folded, start, end)) > 1 or len(split_clauses(folded, start, end)) > 1


def _words(folded: str, token: Token) -> str:
    return folded[token.piece.text : token.piece.end]
