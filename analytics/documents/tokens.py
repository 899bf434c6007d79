"""A piece of a document with its role: a unit's name, a lead-in, an item, or nothing of the kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from analytics.documents.pieces import Piece
    from analytics.documents.predicates import Predicate

Role = Literal[
    "unit", "subject", "duties", "lead", "units", "other", "title", "item", "prose", "label", "vacant", "out"
]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece and its role.

    `name` is the unit's name (characters of the document) where the role is ``unit`` or ``subject``; `rest` is
    where what is said of it begins; `predicate` is what is said: a duty, a definition, its structure, or,
    after a colon or full stop, anything; `why` says why a piece is ``out``; `bold` that the name is set off.
    """

    piece: Piece
    role: Role
    name: tuple[int, int] | None = None
    rest: int = 0
    predicate: Predicate = ""
    why: str = ""
    bold: bool = False
