"""Paragraphs that open a unit by naming it as their subject, where no heading does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.clauses import split_sentences
from analytics.documents.folding import HAN
from analytics.documents.sentences import is_same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.regions import Region
    from analytics.documents.tokens import Token

WITHOUT_HEADING = ("subject", "lead", "definition")
_DOES = re.compile(
    r"(?:\s?\([^()]*\))?\s?(?:[–—:]|\s-)\s?(?!(?:Is|This|Its|Has|As)\s)[A-Za-z][a-z]{2,}s\s(?:[a-z]|[A-Z])"
)
_PARTED = re.compile(r"(?:\([^()]*\))?\s*([。:—–])")


class SubjectReader:
    """Tells which paragraphs open a unit.

    Parameters
    ----------
    folded : str
    tokens : sequence of Token
    after : sequence of int
        For each token the next that is no furniture.
    """

    def __init__(self, folded: str, tokens: Sequence[Token], after: Sequence[int]) -> None:
        self.folded, self.tokens, self.after = folded, tokens, after

    def opens_unit(self, index: int, current: Region | None) -> bool:
        """Tell whether a paragraph opens a unit by naming it, while `current` is the unit at hand."""
        token = self.tokens[index]
        if token.piece.marker or not self._tells_of_unit(token, current):
            return False
        name = self.folded[slice(*token.name or (0, 0))]
        if current and current.name and is_same_unit(self.folded[slice(*current.name)], name):
            return False
        if current is None or current.how in WITHOUT_HEADING:
            return token.predicate in ("duty", "structure") or self._is_told(index, token, current)
        alike = current.how == "item" and self._part_from(token) == self._part_from(self.tokens[current.head]) != ""
        told = any(self.tokens[other].role not in ("duties", "lead", "out", "label") for other in current.body)
        filled = current.how != "office" and bool(told or current.rest >= 0)
        words = self.folded[token.piece.text : token.piece.end]
        if filled and HAN.match(words) and token.predicate == "rest" and self._part_from(token) == ":" and ";" in words:
            return True
        return filled and (token.predicate == "duty" or alike or (self._may_end(current) and self._tells_work(token)))

    def _tells_of_unit(self, token: Token, current: Region | None) -> bool:
        """Tell whether a paragraph's subject is a unit of which it says more than how it is made up."""
        if token.name is None or self._is_title(self.folded[slice(*token.name)]):
            return False
        if token.predicate != "structure":
            return token.predicate in ("duty", "definition", "rest")
        among = current is not None and current.how == "subject"
        return among and len(split_sentences(self.folded, token.piece.text, token.piece.end)) > 1

    def _is_told(self, index: int, token: Token, current: Region | None) -> bool:
        """Tell whether duties follow a name that a colon or a definition sets apart."""
        words = self.folded[token.piece.text : token.piece.end]
        follower = self.after[index]
        listed = words.endswith(":") or (
            follower < len(self.tokens) and self.tokens[follower].role in ("lead", "duties")
        )
        before = self.tokens[current.head] if current else None
        alike = (
            before is not None
            and before.role == "subject"
            and (before.predicate == "rest" or self._part_from(before) == self._part_from(token))
        )
        return listed or (token.predicate == "rest" and (";" in words or alike or self._tells_work(token)))

    def _may_end(self, current: Region) -> bool:
        """Tell whether a unit's duties are over, or have no lead-in: not where they are bare lines under one."""
        return not current.lead or any(self.tokens[index].piece.marker for index in current.body)

    def _tells_work(self, token: Token) -> bool:
        """Tell whether a sign parts a name from what the unit does: "Seaports Branch – Boards vessels"."""
        end = token.name[1] if token.name else token.piece.end
        return token.predicate == "rest" and _DOES.match(self.folded, end, token.piece.end) is not None

    def _part_from(self, token: Token) -> str:
        """Give the sign that parts a name from what is said of it, such as a full stop; empty where none does."""
        end = token.name[1] if token.name else token.piece.end
        match = _PARTED.match(self.folded, end)
        return match[1] if match else ""

    def _is_title(self, name: str) -> bool:
        """Tell whether a name is the office's own, as the head of the document has it."""
        first = self.tokens[0].piece
        return not first.marker and self.folded[first.start : first.end].endswith(name)
