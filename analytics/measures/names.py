"""Names for sentences, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

OTHER = {"en": "zh", "zh": "en"}


def map_names(table: pd.DataFrame, *, key: str, name: str, language: str) -> dict[str, str]:
    """Map each key to its name; the other language's stands in for one that is empty.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["A", "B"], "name_en": ["Audit", "Tax"], "name_zh": ["稽查", ""]})
    >>> map_names(table, key="code", name="name", language="zh")
    {'A': '稽查', 'B': 'Tax'}
    """
    wanted, other = table[f"{name}_{language}"], table[f"{name}_{OTHER[language]}"]
    return dict(zip(table[key], wanted.where(wanted != "", other), strict=True))
