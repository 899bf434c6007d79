"""The file of decisions: where it is, what it holds, and how to open it while others write."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analytics.errors import StoreError, UsageError
from analytics.store import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

REVIEWS = Path(os.environ.get("DUTY_ATLAS_REVIEWS", DATA / "reviews.sqlite"))
PATIENCE = 30
_SCHEMA = (
    """
    create table if not exists decisions (
        id integer primary key autoincrement, subject_id text not null, object_id text not null,
        verdict text not null check (verdict in ('accept', 'reject', 'undo')),
        who text not null, why text not null, decided_at text not null
    )
    """,
    """
    create table if not exists events (
        id integer primary key autoincrement, draft_id text not null, kind text not null, target_id text not null,
        content text not null, who text not null, why text not null, batch text not null, decided_at text not null
    )
    """,
    "create index if not exists events_of_draft on events (draft_id, id)",
)


def connect(path: Path) -> sqlite3.Connection:
    """Open the file of decisions, made where it is missing; whoever writes waits for others who do.

    Raises
    ------
    StoreError
        Something else stands there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            for statement in _SCHEMA:
                connection.execute(statement)
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


def read_rows(path: Path, query: str, parameters: Sequence[str] = (), *, columns: Sequence[str]) -> pd.DataFrame:
    """Run a query; where the file is missing, give no row and make no file."""
    if not path.is_file():
        return pd.DataFrame({column: pd.Series(dtype=str) for column in columns})
    with closing(connect(path)) as connection:
        return pd.read_sql_query(query, connection, params=tuple(parameters))


def read_number(path: Path, query: str, parameters: Sequence[str] = ()) -> int:
    """Run a query that gives one number; 0 where the file is missing."""
    if not path.is_file():
        return 0
    with closing(connect(path)) as connection:
        return int(connection.execute(query, tuple(parameters)).fetchone()[0])


def name_person(who: str) -> str:
    """Give the name of whoever decides, trimmed.

    Raises
    ------
    UsageError
        Nobody is named: a decision without a person is none.
    """
    if not who.strip():
        raise UsageError("A decision needs a name: say who decides.")
    return who.strip()


def tell_time() -> str:
    """Give the time now, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
