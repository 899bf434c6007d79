"""Answers: how many duties of one document are answered in another."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["subject_source", "object_source", "n_duties", "n_answered", "share"]


def measure_answers(alignment: pd.DataFrame) -> pd.DataFrame:
    """Count the duties of each document that have an accepted counterpart in each other one.

    Parameters
    ----------
    alignment : DataFrame, one row a subject and candidate
        `subject_id`, `subject_source`, `object_source`, `accepted`.

    Returns
    -------
    DataFrame, one row a subject document and other document, in the order of `alignment`
        `subject_source`, `object_source`, `n_duties` (that could be answered), `n_answered`, `share` (0 to 1).

    Examples
    --------
    >>> pairs = pd.DataFrame({"subject_id": ["a-1", "a-1", "a-2"], "subject_source": "a", "object_source": "b",
    ...                       "accepted": [False, True, False]})
    >>> measure_answers(pairs).to_dict("records")
    [{'subject_source': 'a', 'object_source': 'b', 'n_duties': 2, 'n_answered': 1, 'share': 0.5}]
    """
    key = ["subject_source", "object_source"]
    duties = alignment.groupby([*key, "subject_id"], sort=False, as_index=False)["accepted"].any()
    table = duties.groupby(key, sort=False, as_index=False).agg(
        n_duties=("subject_id", "size"), n_answered=("accepted", "sum")
    )
    return pd.DataFrame(table.assign(share=table["n_answered"] / table["n_duties"]), columns=COLUMNS)
