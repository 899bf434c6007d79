"""The relation of two equivalent duties, by a stated rule: the object seen from the subject."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MORE = Fraction(1, 5)
SHARED = Fraction(1, 2)
ALL_BUT = Fraction(4, 5)


def relate(
    subject: Collection[str],
    other: Collection[str],
    *,
    same_action: bool,
    subject_concepts: Collection[str] = (),
    other_concepts: Collection[str] = (),
) -> str:
    """Name the relation from functions, action and scope (the concepts that each names), never text length.

    How much of a duty the other covers is the mean of two shares: of its functions, and of its concepts,
    that the other has too; of functions alone where one of the two names no concept.

    ======== ==================================================================================
    broad    the object covers the subject better, by a fifth or more, than the subject the object
    narrow   the reverse
    related  else, where one covers less than half of the other
    exact    else, where each covers four fifths of the other or more, with the same action
    close    else
    ======== ==================================================================================

    Examples
    --------
    >>> relate({"TAX.VALUE"}, {"TAX.VALUE", "TAX.ORIGIN"}, same_action=True)
    'broad'
    >>> relate({"TAX.VALUE"}, {"TAX.VALUE"}, same_action=False)
    'close'
    """
    shares = [_cover(set(subject), set(other))]
    if subject_concepts and other_concepts:
        shares.append(_cover(set(subject_concepts), set(other_concepts)))
    covered, covers = (sum(side) / len(shares) for side in zip(*shares, strict=True))
    if abs(covered - covers) >= MORE:
        return "broad" if covered > covers else "narrow"
    if min(covered, covers) < SHARED:
        return "related"
    return "exact" if same_action and min(covered, covers) >= ALL_BUT else "close"


def _cover(a: set[str], b: set[str]) -> tuple[Fraction, Fraction]:
    """Give the share of the first that the second has too, and the reverse."""
    shared = len(a & b)
    return Fraction(shared, max(len(a), 1)), Fraction(shared, max(len(b), 1))
