"""What a holder's gaps amount to, in one sentence that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = {
    "en": "{holder}: {real} real {gaps} among {all} rows, and {rest} thin or explained",
    "zh": "{holder}在{all}{counted}中有真实缺口{real}个，另有{rest}个记载单薄或可以解释",
}
COUNTED = {"area": "个领域", "function": "项职能"}


def tell_gaps(gaps: pd.DataFrame, holder: str, *, level: str = "function", language: str = "en") -> str:
    """Say how many of one holder's gaps are real.

    Parameters
    ----------
    gaps : DataFrame, one row a code
        `status` and `real`, as `find_gaps` says.
    holder : str
        What the holder is called.
    level : {'area', 'function'}
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop.
    """
    real, present = int(gaps["real"].sum()), int((gaps["status"] == "present").sum())
    return TEMPLATES[language].format(
        holder=holder,
        real=real,
        gaps="gap" if real == 1 else "gaps",
        all=len(gaps),
        counted=COUNTED[level],
        rest=len(gaps) - real - present,
    )
