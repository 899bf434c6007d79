"""What people decided about pairs of duties: kept for good in a file of its own, whatever is rebuilt.

SQLite in WAL mode: one row a decision, nothing is overwritten; the newest decision on a pair counts,
from whichever side it was made.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analytics.errors import StoreError, UsageError
from analytics.store import DATA

REVIEWS = Path(os.environ.get("DUTY_ATLAS_REVIEWS", DATA / "reviews.sqlite"))
PATIENCE = 30
VERDICTS = ("accept", "reject", "undo")
COLUMNS = ["subject_id", "object_id", "verdict", "who", "why", "decided_at"]
_SCHEMA = """
create table if not exists decisions (
    id integer primary key autoincrement, subject_id text not null, object_id text not null,
    verdict text not null check (verdict in ('accept', 'reject', 'undo')),
    who text not null, why text not null, decided_at text not null
)
"""


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute(_SCHEMA)
        except sqlite3.OperationalError:  # changing the journal's mode does not wait for another who writes
            if time.monotonic() > end:
                connection.close()
                raise
            time.sleep(0.05)
        except sqlite3.DatabaseError as error:
            connection.close()
            what = f"{path} holds no decisions that can be read ({error})"
            raise StoreError(f"{what}. Remedy: move it away, or put back a copy of it.") from None
        else:
            return connection


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
    if not who.strip():
        raise UsageError("A decision needs a name: say who decides.")
    when = datetime.now(UTC).isoformat(timespec="milliseconds")
    row = (subject_id, object_id, verdict, who.strip(), why.strip(), when)
    with closing(_connect(path)) as connection, connection:
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
    if not path.is_file():
        return pd.DataFrame({column: pd.Series(dtype=str) for column in COLUMNS})
    with closing(_connect(path)) as connection:
        return pd.read_sql_query(f"select {', '.join(COLUMNS)} from decisions order by id", connection)


def stamp_decisions(path: Path = REVIEWS) -> int:
    """Count the decisions: the key under which what depends on them may be cached."""
    if not path.is_file():
        return 0
    with closing(_connect(path)) as connection:
        return int(connection.execute("select coalesce(max(id), 0) from decisions").fetchone()[0])


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
