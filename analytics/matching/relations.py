"""The relation of two equivalent duties, by a stated rule: the object seen from the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SCOPE = 3
EXACT_SHARE = 0.6


def relate(
    subject: Collection[str],
    other: Collection[str],
    *,
    same_action: bool,
    subject_concepts: Collection[str] = (),
    other_concepts: Collection[str] = (),
) -> str:
    """Name the relation from functions, action and scope (how many concepts each names), never text length.

    ======== ==================================================================================
    broad    the object states all of the subject's functions and more, or the same functions
             over a scope of three concepts more
    narrow   the reverse
    related  each states functions that the other does not
    exact    the same functions and action, and three in five concepts of both are shared
    close    the same functions otherwise
    ======== ==================================================================================

    Examples
    --------
    >>> relate({"TAX.VALUE"}, {"TAX.VALUE", "TAX.ORIGIN"}, same_action=True)
    'broad'
    >>> relate({"TAX.VALUE"}, {"TAX.VALUE"}, same_action=False)
    'close'
    """
    mine, theirs = set(subject), set(other)
    if mine != theirs:
        return "broad" if mine < theirs else "narrow" if theirs < mine else "related"
    a, b = set(subject_concepts), set(other_concepts)
    if len(b) - len(a) >= SCOPE:
        return "broad"
    if len(a) - len(b) >= SCOPE:
        return "narrow"
    shared = len(a & b) / max(len(a), len(b), 1)
    return "exact" if same_action and shared >= EXACT_SHARE else "close"
