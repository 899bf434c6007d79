"""Holding: which departments hold which functions."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["office_id", "source_id", "department_id", "n_duties", "functions"]


def list_holding(duties: pd.DataFrame, functions: list[str]) -> pd.DataFrame:
    """List the departments whose duties state any of some functions.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `office_id`, `source_id`, `department_id`, `functions` (codes, `;` between).
    functions : list of str
        The functions asked for.

    Returns
    -------
    DataFrame, one row a department that holds one, in the order of `duties`
        `office_id`, `source_id`, `department_id`, `n_duties` (that state one of them), `functions` (those of them
        that it holds, in the order asked, `;` between).

    Examples
    --------
    >>> duties = pd.DataFrame({"duty_id": ["a-01-01", "a-02-01"], "office_id": "a", "source_id": "a",
    ...                        "department_id": ["a-01", "a-02"], "functions": ["TAX.VALUE;LAB.TEST", "LAB.TEST"]})
    >>> list_holding(duties, ["TAX.VALUE"]).to_dict("records")
    [{'office_id': 'a', 'source_id': 'a', 'department_id': 'a-01', 'n_duties': 1, 'functions': 'TAX.VALUE'}]
    """
    stated = duties.assign(function=duties["functions"].str.split(";")).explode("function")
    stated = stated.loc[stated["function"].isin(functions)]
    order = {code: i for i, code in enumerate(functions)}
    return stated.groupby(COLUMNS[:3], sort=False, as_index=False).agg(
        n_duties=("duty_id", "nunique"),
        functions=("function", lambda held: ";".join(sorted(set(held), key=order.__getitem__))),
    )[COLUMNS]
