"""What a comparison of functions says, in one sentence that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = {
    "en": "{n} of {all} functions {are} stated by all {n_holders} compared",
    "zh": "{all}项职能中，所比较的{n_holders}{holders}均载明的有{n}项",
}
HOLDERS = {"office": "个机关", "source": "份文件"}


def tell_comparison(comparison: pd.DataFrame, n_holders: int, *, scope: str = "office", language: str = "en") -> str:
    """Say how many functions all that are compared state.

    Parameters
    ----------
    comparison : DataFrame, one row a function
        `n_holders`, as `compare_duties` gives it.
    n_holders : int
        How many are compared.
    scope : {'office', 'source'}
        Whether these are offices or documents.
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop.
    """
    n = int((comparison["n_holders"] == n_holders).sum())
    return TEMPLATES[language].format(
        n=n,
        all=len(comparison),
        n_holders=n_holders,
        are="is" if n == 1 else "are",
        holders=HOLDERS[scope],
    )
