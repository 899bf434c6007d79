"""Roles that only a whole list, or the order of headings, can tell: parts of a document, duties, units."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.documents.names import find_title
from analytics.documents.nesting import TOP_STYLES, ItemList, Nesting
from analytics.documents.nouns import EN_NOUN
from analytics.documents.predicates import read_predicate
from analytics.documents.sections import opens_list
from analytics.documents.sentences import skip_predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.tokens import Token

_SECTIONS = ("duties", "units", "other")
_KEYED = re.compile(
    r"(?:[㐀-鿿][^,。;:\s]{1,20}|[A-Za-z][\w&,/’'() -]{2,90}?)\s?:\s*(?=\S)|"
    r"[A-Z][\w&,/’'() -]{2,70}?(?:\s?[–—]\s|\s-\s)(?=\S)"
)
# "Control Board – plans the checks"
_KEYED_WORK = re.compile(r"[A-Z][^.;:–—]{2,90}?(?:\s?[–—:]|\s-)\s(?!(?:is|was|has|its|this)\s)[a-z]{3,}s\s")
# "Air program. This program measures ..."
_STOPPED_NAME = re.compile(
    r"(?P<name>[A-Z][^.;:]{3,80})\.\s(?=(?:(?:This|The)\s[a-z]+|It)\s(?:is\sresponsible\b|(?!is\b|was\b|has\b)[a-z]{2,}s\s))"
)
_LED = re.compile(r"[A-Z][^.;:]{2,90}:")  # told of as a unit, with its duties in a list below

# In a statute: "(iv) An audits office which shall at all times audit ..."
_PROVIDED = re.compile(
    rf"(?:An?\s(?P<name>(?:[a-z&’'-]+\s){{0,6}}(?:(?i:{EN_NOUN})|counsel))|"
    r"(?:The\s)?(?P<capital>[A-Z][\w&’'-]*(?:\s(?:[A-Z][\w&’'-]*|and|of|for|the|&)){0,9}),)"
    r"\s(?:which|who|that)\s+(?=shall|is\s|[a-z]+s\s)|"
    rf"(?:(?:Powers\sand\s)?(?:Duties|Functions|Responsibilities)\sof\s(?:the\s)?"
    rf"(?P<told>[\w ,&’'-]{{3,60}}?(?i:{EN_NOUN}))|"
    rf"(?P<first>[A-Z][\w ,&’'-]{{3,60}}?(?i:{EN_NOUN}));\s(?:powers\sand\s)?(?:duties|functions))\.\s"
)
# In a list of units: "Audit (Large Taxpayers) examines files", "The Budget Section- responsible for payments".
_TOLD = re.compile(
    r"(?:[Tt]he\s+)?(?P<name>[A-Z][\w&/’'.-]*?(?:,?\s(?:[A-Z&][\w&/’'-]*?|of|and|for|the))*(?:\s?\([^()]{1,40}\))?)"
    r"(?:\s?[-–—:]|,|\.)?\s+(?=with\s(?:the\s)?responsib|(?:is|are|which|that|responsible|The|This|It)\b|"
    r"(?!(?:is|has|was)\b)[a-z]{2,}(?:s|es)\s)"
)
_REACHED = re.compile(r"(?P<name>[㐀-鿿]{2,24}(?:\([^()]*\))?)\s*[:\s]\s*\(?0\d{2,3}\)?\s?-\s?\d{7,8}")
_MOST, _SEVERAL, _FEW = 0.7, 4, 2
Span = tuple[int, int]
_INTRODUCTION = re.compile(r"(?i)(?:introduction|overview|about|brief|profile)")
_AIM = re.compile(r"(?i)(?:overall |main )?(?:purpose|aim|objective)\s?:?")
# "The Executive Director, under the Chairman, develops ...", below "Office of the Executive Director"
_HEAD_WORKS = re.compile(
    r"(?:The\s)?(?P<post>(?:[A-Z][\w’'-]*\s(?:(?:of|the|to|for)\s){0,2}){0,5}[A-Z][\w’'-]*)(?=[\s,])"
    r"(?!(?:,[^.;]{3,120},)?\s(?:is|was|are|has\sbeen|shall\sbe|may\sbe)\s(?:\w+ly\s)?"
    r"(?:appointed|elected|nominated|selected|chosen|headed|assisted|supervised|located|a\smember)\b)"
)
# "division of market order.", "office.", in translations.
_PLAIN = re.compile(
    rf"(?i:the\s)?(?P<name>(?:[a-z&’'-]+\s){{0,6}}(?i:{EN_NOUN})(?:\s(?:of|"
    rf"for)\s[a-z][a-z ,&’'-]{{2,60}})?)(?:\s?\([^()]*\))?[.:;]?",
    re.IGNORECASE,
)
# A name, with or without capitals, that a full stop parts from its duties.
_STOPPED = re.compile(
    rf"(?P<name>(?i:(?:[a-z&’'-]+,?\s){{0,7}}{EN_NOUN}(?:\s(?:of|for)\s[a-z][a-z ,&’'-]{{2,60}}?)?)(?:\s?\([^()]*\))?)"
    r"[.:]\s(?=[A-Z])"
)
_PLURAL = re.compile(
    r"(?!.*\b(?:of|for)\b).*\b(?:Departments|Divisions|Directorates|Branches|Units|Bureaus|Sections)", re.IGNORECASE
)


def settle_roles(folded: str, tokens: Sequence[Token], nesting: Nesting) -> list[Token]:
    """Correct the roles that words alone cannot tell.

    A title among sections is one; a section's word among duties is a duty; in a list of units every item
    with a colon after its first words is a unit; a heading in the plural above others holds units.
    """
    settled = list(tokens)
    charged = {found.parent for found in nesting.lists if any(tokens[index].role == "duties" for index in found.items)}
    for found in nesting.lists:
        _settle_list(folded, settled, found, charged)
    for index, name in (*_find_posts(folded, settled), *_find_reached(folded, settled)):
        settled[index] = _name_unit(settled[index], name)
    for index in (*_find_groups(folded, settled), *_find_above_units(folded, settled)):
        settled[index] = replace(settled[index], role="units", name=None)
    for index in _find_introductions(folded, settled):
        settled[index] = replace(settled[index], role="duties", why="")
    for index in _find_aims(folded, settled):
        settled[index] = replace(settled[index], role="duties", name=None, why="")
        settled[index + 1] = replace(settled[index + 1], role="prose", name=None, predicate="duty", why="")
    for index, name in _find_told(folded, settled):
        settled[index] = _name_unit(settled[index], name)
    for index in _find_heads_work(folded, settled):
        listed = opens_list(folded[settled[index].piece.text : settled[index].piece.end])
        settled[index] = replace(settled[index], role="lead" if listed else "prose", why="")
    return settled


def _name_unit(token: Token, name: Span) -> Token:
    return replace(token, role="unit", name=name, rest=token.piece.end, why="")


def _settle_list(folded: str, settled: list[Token], found: ItemList, charged: set[int]) -> None:
    """Correct the roles of one list's items in place."""
    plain = found.style not in TOP_STYLES
    if plain and _provides_units(folded, settled, found):
        settled_items = {index: _read_provided(folded, settled[index]) for index in found.items}
    elif plain and _names_units(folded, settled, found):
        settled_items = {index: _read_keyed(folded, settled[index]) for index in found.items}
    elif plain and _tells_of_units(settled, found):
        settled_items = {index: _read_stopped(folded, settled[index]) for index in found.items}
    elif plain and _heads_paragraphs(folded, settled, found):
        settled_items = {index: _read_plain(folded, settled[index]) for index in found.items}
    elif _lists_duties(settled, found):
        sections = [index for index in found.items if settled[index].role in _SECTIONS]
        settled_items = {index: replace(settled[index], role="title") for index in sections}
    elif _lists_parts(settled, found):
        titles = [index for index in found.items if settled[index].role == "title"]
        settled_items = {index: _read_part(settled[index], charged=index in charged) for index in titles}
    else:
        return
    for index, token in settled_items.items():
        settled[index] = token


def _names_units(folded: str, tokens: Sequence[Token], found: ItemList) -> bool:
    """Tell whether all items begin with a name and a colon, and one of these is a unit's or units are announced."""
    items = [index for index in found.items if tokens[index].role != "out"]
    before = next(
        (tokens[index].role for index in range(found.items[0] - 1, -1, -1) if tokens[index].role != "out"), ""
    )
    told = before == "units"
    named = sum(
        tokens[index].role in ("unit", "subject") or _match_key(folded, tokens[index], told=told) is not None
        for index in items
    )
    if not items or named < (_MOST if told else 1) * len(items):
        return False
    known = sum(tokens[index].role in ("unit", "subject") for index in items)
    works = all(_KEYED_WORK.match(folded, tokens[index].piece.text, tokens[index].piece.end) for index in items)
    stopped = sum(_STOPPED_NAME.match(folded, tokens[index].piece.text) is not None for index in items)
    if _SEVERAL <= len(items) <= stopped + 1:
        return True
    return told or 2 * known >= len(items) > 1 or (works and known > 0 and len(items) > _FEW)


def _tells_of_units(tokens: Sequence[Token], found: ItemList) -> bool:
    """Tell whether most of several items begin with a unit's name."""
    told = sum(tokens[index].role in ("unit", "subject") for index in found.items)
    return told >= _SEVERAL and told >= _MOST * len(found.items)


def _read_stopped(folded: str, token: Token) -> Token:
    """Read "Office (Party Office). Runs the day" among units as one, though the name says only what kind it is."""
    stopped = token.role == "item" and _STOPPED.match(folded, token.piece.text, token.piece.end)
    return _read_keyed(folded, token) if stopped else token


def _provides_units(folded: str, tokens: Sequence[Token], found: ItemList) -> bool:
    """Tell whether two items or more, and most of them, provide for a unit: "An audits office which shall audit"."""
    provided = sum(_PROVIDED.match(folded, tokens[index].piece.text) is not None for index in found.items)
    return provided > 1 and provided * 2 > len(found.items)


def _read_provided(folded: str, token: Token) -> Token:
    match = _PROVIDED.match(folded, token.piece.text, token.piece.end)
    if not match or token.role == "out":
        return token
    rest = skip_predicate(folded, match.end(), token.piece.end)
    name = match.span(next(group for group in ("name", "capital", "told", "first") if match[group]))
    return replace(token, role="subject", name=name, rest=rest, predicate="duty")


def _heads_paragraphs(folded: str, tokens: Sequence[Token], found: ItemList) -> bool:
    """Tell whether items are units' names, some written without capitals, with a paragraph under each."""
    items = [index for index in found.items if tokens[index].role != "out"]
    plain = [index for index in items if _match_plain(folded, tokens[index])]
    told = [index for index in items if index + 1 < len(tokens) and tokens[index + 1].role in ("prose", "subject")]
    known = sum(tokens[index].role == "unit" for index in items)
    return (
        len(items) > 1
        and known + len(plain) > 0
        and len({*plain, *told}) == len(items) == len(told)
        and len(plain) > known
    )


def _match_plain(folded: str, token: Token) -> re.Match[str] | None:
    return _PLAIN.fullmatch(folded, token.piece.text, token.piece.end)


def _read_plain(folded: str, token: Token) -> Token:
    match = _match_plain(folded, token)
    if not match or token.role in ("out", "unit"):
        return token
    return replace(token, role="unit", name=match.span("name"), rest=token.piece.end)


def _match_key(folded: str, token: Token, *, told: bool = False) -> re.Match[str] | None:
    """Match the name at an item's head, and what parts it from the rest; a verb does where units are `told` of."""
    span = (token.piece.text, token.piece.end)
    match = _KEYED.match(folded, *span) or _STOPPED.match(folded, *span) or _STOPPED_NAME.match(folded, *span)
    return match or ((_TOLD.match(folded, *span) or _LED.fullmatch(folded, *span)) if told else None)


def _read_keyed(folded: str, token: Token) -> Token:
    """Read an item such as "Domestic Taxes: collects income tax" as a unit and what it does."""
    match = _match_key(folded, token, told=True)
    if token.role in ("out", "unit", "subject") or not match:
        return token
    start, end = token.piece.text, match.end()
    start += 4 * folded.startswith(("The ", "the "), start)
    while not folded[end - 1].isalnum() and folded[end - 1] != ")":
        end -= 1
    if match.end() == token.piece.end:
        return replace(token, role="unit", name=(start, end), rest=token.piece.end)
    rest = skip_predicate(folded, match.end(), token.piece.end)
    return replace(token, role="subject", name=(start, end), rest=rest, predicate="duty")


def _lists_duties(tokens: Sequence[Token], found: ItemList) -> bool:
    """Tell whether a list under a lead-in has few items that read like a section's title, such as "Statistics"."""
    first = found.items[0]
    sections = sum(tokens[index].role in _SECTIONS for index in found.items)
    led = first > 0 and tokens[first - 1].role in ("lead", "duties")
    return led and found.style not in TOP_STYLES and 2 * sections < len(found.items)


def _lists_parts(tokens: Sequence[Token], found: ItemList) -> bool:
    roles = [tokens[index].role for index in found.items]
    return "duties" in roles or "units" in roles or roles.count("other") > 1


def _read_part(token: Token, *, charged: bool) -> Token:
    """Read a title among sections: a unit's name where a section of its own states duties."""
    if not charged:
        return replace(token, role="other")
    return replace(token, role="unit", name=(token.piece.text, token.piece.end), rest=token.piece.end)


def _find_posts(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Span]]:
    """Find headings that name a unit by its head, such as "Director Excise" above "Functions"; two or more."""
    found = [
        (index, (token.piece.text, token.piece.end))
        for index, (token, follower) in enumerate(pairwise(tokens))
        if token.why == "people and posts"
        and token.piece.level
        and follower.role in ("duties", "lead")
        and ":" not in folded[token.piece.text : token.piece.end]
    ]
    return found if len(found) > 1 else []


def _find_reached(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Span]]:
    """Find the units' names that have a telephone beside them and duties below, where two or more have."""
    found = [
        (index, match.span("name"))
        for index, token in enumerate(tokens)
        if token.why == "contact data"
        and (match := _REACHED.fullmatch(folded, token.piece.text, token.piece.end))
        and find_title(match["name"])
    ]
    told = [index for index, _ in found if index + 1 < len(tokens) and tokens[index + 1].role in ("prose", "item")]
    return found if len(told) > 1 and 2 * len(told) > len(found) else []


def _find_told(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Span]]:
    """Find titles such as "Regional Offices" right above "The regional offices are responsible for ..."."""
    found = []
    for index, (token, follower) in enumerate(pairwise(tokens)):
        if token.role != "units" or follower.piece.marker or follower.role not in ("prose", "subject"):
            continue
        title = folded[token.piece.text : token.piece.end].rstrip(" :")
        below = folded[follower.piece.text : follower.piece.end].removeprefix("The ")
        if below.lower().startswith(title.lower()) and read_predicate(below[len(title) :]) == "duty":
            found.append((index, (token.piece.text, token.piece.end)))
    return found


def _find_introductions(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find headings such as "Introduction", each between a higher one and a paragraph; three or more."""
    found = [
        index
        for index in range(1, len(tokens) - 1)
        if 0 < tokens[index - 1].piece.level < tokens[index].piece.level
        and tokens[index + 1].role in ("prose", "subject")
        and _INTRODUCTION.fullmatch(folded, tokens[index].piece.text, tokens[index].piece.end)
    ]
    return found if len(found) > _FEW else []


def _find_aims(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find lines such as "PURPOSE", each above a line that tells it; two or more."""
    found = [
        index
        for index, (token, follower) in enumerate(pairwise(tokens))
        if _AIM.fullmatch(folded, token.piece.text, token.piece.end)
        and not token.piece.marker
        and not follower.piece.marker
        and not follower.piece.level
        and follower.role in ("title", "unit", "prose", "subject", "item")
    ]
    return found if len(found) > 1 else []


def _find_heads_work(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find paragraphs on what a unit's head does, each right below the unit's name, which names the head's post."""
    found = []
    for index, (token, follower) in enumerate(pairwise(tokens)):
        if follower.why != "people and posts" or follower.piece.marker:
            continue
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        listed = opens_list(folded[follower.piece.text : follower.piece.end]) and after and after.piece.marker
        if listed and token.role in ("unit", "duties"):
            found.append(index + 1)
        if listed or token.role != "unit" or token.name is None:
            continue
        match = _HEAD_WORKS.match(folded, follower.piece.text, follower.piece.end)
        name = set(folded[slice(*token.name)].lower().split())
        if match and name.issuperset(match["post"].lower().split()) and follower.piece.text + 40 < follower.piece.end:
            found.append(index + 1)
    return found


def _find_above_units(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find the document's first title such as 机构职能 where paragraphs that each begin with another unit follow."""
    index = next((index for index, token in enumerate(tokens) if token.role in ("duties", "lead")), len(tokens))
    below = [token for token in tokens[index + 1 :] if token.role not in ("out", "label")][:_SEVERAL]
    names = {folded[slice(*token.name)] for token in below if token.name and token.role == "subject"}
    plain = not any(token.piece.marker for token in (tokens[index], *below)) if below else False
    titled = plain and tokens[index].role == "duties" and folded[tokens[index].piece.end - 1] != ":"
    return [index] if titled and len(names) == _SEVERAL else []


def _find_groups(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find headings such as "Town Departments" right above deeper headings."""
    headed = [index for index, token in enumerate(tokens) if token.piece.level]
    return [
        index
        for index, follower in pairwise(headed)
        if tokens[index].role == "unit"
        and tokens[follower].piece.level > tokens[index].piece.level
        and _PLURAL.fullmatch(folded, tokens[index].piece.text, tokens[index].piece.end)
    ]
