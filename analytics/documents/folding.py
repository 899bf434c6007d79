"""A text brought to the form in which layouts read it, character for character, so that offsets hold."""

from __future__ import annotations

import re
import unicodedata

from analytics.text.language import simplify

HAN = re.compile("[㐀-鿿]")
_SPACES = frozenset(
    "\u00a0\u1680\u200b\u2028\u2029\u202f\u205f\u3000\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
_COLONS = "\u2236\ufe30\ua789"
_NOTE = re.compile(r"(?<=[\w.;:,)。])(?:\[\s?\d{1,3}\s?\])+|\[\s?edit\s?\]")  # an encyclopedia's, blank for the reader
_DASHES = "\u2010\u2011\u2012\u2015\u2212"


def fold_text(text: str) -> str:
    """Write half-width forms and Simplified characters, one for each character of `text`.

    >>> fold_text("（一）掌理關務；")
    '(一)掌理关务;'
    >>> len(fold_text("①１．ﾞ")) == len("①１．ﾞ")
    True
    """
    folded = text.translate({ord(char): one for char in set(text) if (one := _fold_char(char)) != char})
    return _NOTE.sub(lambda note: " " * len(note[0]), folded)


def _fold_char(char: str) -> str:
    if char in _SPACES:
        return " "
    if char in _DASHES:
        return "-"
    if char in _COLONS:
        return ":"
    if "\uff01" <= char <= "\uff5e" or "\ufe50" <= char <= "\ufe6b":
        char = unicodedata.normalize("NFKC", char)
    elif "\u3400" <= char <= "\u9fff":
        char = simplify(char)
    return char if len(char) == 1 else "?"
