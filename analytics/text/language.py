"""Script and language of a text, by its characters alone."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

# What t2s leaves as Hong Kong writes it; its converter hk2s ends a text at a null character.
_OF_HONG_KONG = str.maketrans("敍枱粧糭衞衹", "叙台妆粽卫只")


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def simplify(text: str) -> str:
    """Write Chinese in Simplified characters, for searching and matching, never for display.

    >>> simplify("貨物查驗")
    '货物查验'
    >>> simplify("衞生署")  # as Hong Kong writes it
    '卫生署'
    >>> simplify("goods")
    'goods'
    """
    return str(_converter("t2s").convert(text)).translate(_OF_HONG_KONG)


def fold(text: str) -> str:
    """Bring a text to the form in which it is searched: Simplified, lower case, single spaces.

    >>> fold(" Customs  海關 ")
    'customs 海关'
    """
    return " ".join(simplify(text).casefold().split())
