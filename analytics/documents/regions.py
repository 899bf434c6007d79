"""Units as stretches of a document: which tokens belong to each, and which to none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.documents.nesting import Nesting
    from analytics.documents.surroundings import How


@dataclass
class Region:
    """A unit and the tokens that belong to it, by index."""

    how: How
    name: tuple[int, int] | None
    head: int
    body: list[int] = field(default_factory=list)
    lead: bool = False
    rest: int = -1
    by_line: bool = False  # whether the document states one duty a line


@dataclass
class Outline:
    """Regions in order; the tokens outside them with the reason; doubts as (token, what, why)."""

    regions: list[Region]
    outside: dict[int, str]
    doubts: list[tuple[int, str, str]]
    nesting: Nesting
