"""Comparison: the duties of each holder, side by side, a function a row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.errors import UsageError

LANGUAGES = ("en", "zh", "both")


def compare_duties(
    duties: pd.DataFrame, functions: pd.DataFrame, holders: pd.DataFrame, *, language: str = "both"
) -> pd.DataFrame:
    """Lay the duties that state each function side by side.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `office_id`, `source_id`, `functions` (codes with `;` between), `gist_en`, `gist_zh`.
    functions : DataFrame, one row a function, in the order wanted
        `function`, `area`, `name_en`, `name_zh`.
    holders : DataFrame, one row a column of the result
        `holder_id`, and `source_id` (`;` between): the documents whose duties stand in that column.
    language : {'en', 'zh', 'both'}
        The gists' language; a duty with a gist in the other alone shows that.

    Returns
    -------
    DataFrame, one row a function
        `area`, `function`, `name_en`, `name_zh`, `n_holders` (that state it), then a column a holder:
        its duties, a line each, as ``duty_id gist``; empty where it has none.

    Raises
    ------
    UsageError
        The language is unknown.
    """
    if language not in LANGUAGES:
        raise UsageError(f"There is no language {language!r}; use one of {', '.join(LANGUAGES)}.")
    stated = duties.assign(function=duties["functions"].str.split(";")).explode("function")
    stated["line"] = stated["duty_id"] + " " + _read_gists(stated, language)
    result = functions[["area", "function", "name_en", "name_zh"]].reset_index(drop=True)
    columns = {}
    for holder in holders.to_dict("records"):
        own = stated.loc[stated["source_id"].isin(holder["source_id"].split(";"))]
        lines = own.groupby("function", sort=False)["line"].agg("\n".join).to_dict()
        columns[holder["holder_id"]] = pd.Series([lines.get(code, "") for code in result["function"]], dtype=str)
    cells = pd.DataFrame(columns, index=result.index)
    result["n_holders"] = np.count_nonzero(cells.to_numpy() != "", axis=1)
    return pd.concat([result, cells], axis=1)


def _read_gists(duties: pd.DataFrame, language: str) -> pd.Series:
    first, second = ("gist_zh", "gist_en") if language == "zh" else ("gist_en", "gist_zh")
    one = duties[first].where(duties[first] != "", duties[second])
    both = (duties[first] != "") & (duties[second] != "")
    return one.where(~both, duties[first] + " / " + duties[second]) if language == "both" else one
