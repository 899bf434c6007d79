"""What people decided about pairs of duties: the newest decision on a pair counts, from either side."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pandas as pd

from analytics.errors import UsageError
from analytics.reviews.file import REVIEWS, connect, name_person, read_number, read_rows, tell_time

if TYPE_CHECKING:
    from pathlib import Path

VERDICTS = ("accept", "reject", "undo")
COLUMNS = ["subject_id", "object_id", "verdict", "who", "why", "decided_at"]


def decide(subject_id: str, object_id: str, verdict: str, *, who: str, why: str = "", path: Path = REVIEWS) -> None:
    """Keep one decision on a pair.

    Parameters
    ----------
    subject_id, object_id : str
    verdict : {'accept', 'reject', 'undo'}
        ``undo`` lets the machine decide again.
    who : str
        Who decides; needed, because a decision without a person is none.
    why : str
    path : Path
        The file of decisions; made where it is missing.

    Raises
    ------
    UsageError
        The verdict is unknown, or nobody is named.
    """
    if verdict not in VERDICTS:
        raise UsageError(f"There is no verdict {verdict!r}; use one of {', '.join(VERDICTS)}.")
    row = (subject_id, object_id, verdict, name_person(who), why.strip(), tell_time())
    with closing(connect(path)) as connection, connection:
        connection.execute(
            "insert into decisions (subject_id, object_id, verdict, who, why, decided_at) values (?, ?, ?, ?, ?, ?)",
            row,
        )


def read_decisions(path: Path = REVIEWS) -> pd.DataFrame:
    """Give the newest decision on each pair, those undone left out.

    Returns
    -------
    DataFrame, one row a pair and direction: a decision counts from both sides
        `subject_id`, `object_id`, `verdict` (accept, reject), `who`, `why`, `decided_at`.
    """
    table = read_history(path)
    turned = table.rename(columns={"subject_id": "object_id", "object_id": "subject_id"})[COLUMNS]
    both = pd.concat([table, turned]).sort_index(kind="stable")
    newest = both.drop_duplicates(["subject_id", "object_id"], keep="last")
    return newest.loc[newest["verdict"] != "undo"].reset_index(drop=True)


def read_history(path: Path = REVIEWS) -> pd.DataFrame:
    """Give every decision ever made, oldest first, undone ones included."""
    return read_rows(path, f"select {', '.join(COLUMNS)} from decisions order by id", columns=COLUMNS)


def stamp_decisions(path: Path = REVIEWS) -> int:
    """Count the decisions: the key under which what depends on them may be cached."""
    return read_number(path, "select coalesce(max(id), 0) from decisions")


def apply_decisions(alignment: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Lay people's decisions over the machine's alignment, both kept in sight.

    Parameters
    ----------
    alignment : DataFrame, one row a pair
        `subject_id`, `object_id`, `accepted`.
    decisions : DataFrame
        As `read_decisions` gives it.

    Returns
    -------
    DataFrame
        The same rows with `suggested` (accepted by machine and readings, before anybody decided), `verdict`
        (empty where nobody decided), `who`, `why`, and `accepted` as people decided, else as suggested.
    """
    table = alignment.merge(decisions.drop(columns="decided_at"), on=["subject_id", "object_id"], how="left")
    table[["verdict", "who", "why"]] = table[["verdict", "who", "why"]].fillna("")
    table["suggested"] = table["accepted"]
    table["accepted"] = table["accepted"].where(table["verdict"] == "", table["verdict"] == "accept")
    return table
