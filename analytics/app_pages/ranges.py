"""How far a figure holds when the same duties are read otherwise, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.charts import FORMATS
from analytics.measures import RANGED
from analytics.measures.robustness_findings import READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

READ_OTHERWISE = (
    "The range in brackets: the lowest and highest value when the same duties are cut more coarsely or finely, without "
    "units of inferred name, without duties that a note qualifies or the machine coded, or by the other coder's codes."
)


def tell_range(cell: Mapping[Any, Any], figure: str) -> str:
    """Write a figure with its range over other readings of the duties; without one where all agree.

    >>> tell_range({"share": 0.09, "share_low": 0.078, "share_high": 0.102}, "share")
    '9.0% (7.8%–10.2%)'
    """
    write = FORMATS[figure].format
    value = write(cell[figure])
    if figure not in RANGED:
        return value
    low, high = write(cell[f"{figure}_low"]), write(cell[f"{figure}_high"])
    return value if low == high == value else f"{value} ({low}–{high})"


def tell_ends(cell: Mapping[Any, Any], figure: str, language: str) -> str:
    """Name the readings that give the lowest and the highest value; nothing where the register gives both."""
    readings = READINGS["zh" if language == "zh" else "en"]
    words = {"low": "最低：", "high": "最高："} if language == "zh" else {"low": "lowest ", "high": "highest "}
    told = [f"{word}{readings[reading]}" for end, word in words.items() if (reading := cell[f"{figure}_{end}_under"])]
    return ("；" if language == "zh" else ", ").join(told)
