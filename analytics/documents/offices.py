"""Duties of the office itself that stand before its first unit, with no heading over them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.nesting import TOP_STYLES
from analytics.documents.nouns import EN_NOUN
from analytics.documents.predicates import read_predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.nesting import ItemList, Nesting
    from analytics.documents.tokens import Token

_EARLY = ("out", "label", "title")
_WORK = re.compile(r"(?:To|Be|Responsible|[A-Z][a-z]+ing)\s+[a-z]|负责|承担|组织|拟订|贯彻|指导|管理|研究|承办|依法")
_GENERAL = re.compile(rf"(?:The|This|Our)\s(?:{EN_NOUN})(?=\s)")


def find_first(tokens: Sequence[Token]) -> int:
    """Return the first token that is no title; their number where all are."""
    return next((index for index, token in enumerate(tokens) if token.role not in _EARLY), len(tokens))


def find_office(folded: str, tokens: Sequence[Token], nesting: Nesting, index: int) -> str:
    """Say why a token that only titles stand before begins the office's own duties; an empty string where none do.

    A list that begins with a number beyond 1, a list of work, and a sentence such as "The Division plans ..." do.
    """
    token = tokens[index]
    if token.role == "item":
        return _read_list(folded, tokens, nesting.of_item.get(index), index)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    second = following is not None and following.role == "unit" and following.piece.marker is not None
    if second and token.role == "prose" and following.piece.marker.number == 2:  # type: ignore[union-attr]
        return "the heading over them is missing"
    match = _GENERAL.match(folded, token.piece.text, token.piece.end)
    told = match and token.role == "prose" and not token.piece.marker
    if told and match and read_predicate(folded[match.end() : token.piece.end]) == "duty":
        return "nothing says whose they are but the words themselves"
    return ""


def _read_list(folded: str, tokens: Sequence[Token], found: ItemList | None, index: int) -> str:
    if found is None or found.items[0] != index or found.style in TOP_STYLES or len(found.items) < 2:
        return ""
    if found.numbers[0] > 1:
        return "their list's beginning is missing"
    work = all(tokens[item].role == "item" and _WORK.match(folded, tokens[item].piece.text) for item in found.items)
    return "nothing says whose they are" if work else ""
