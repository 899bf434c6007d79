"""The DuckDB file: opened read-only, queried by name, its place and freshness.

`build` alone writes it. A store holds its file through a connection of its own, so that a new file can
be moved to the same place while readers go on with the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import duckdb
import pandas as pd

from analytics.errors import StoreError, UsageError

SCHEMA_VERSION = "4"
ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DOCUMENTS = DATA / "sources"
STORE = DATA / "store" / "atlas.duckdb"
DRAFTS = DATA / "drafts"
_REBUILD = "Remedy: run `python -m analytics build`."


@dataclass(frozen=True)
class Stamp:
    """What tells one store file from another without opening it."""

    inode: int
    modified: int
    size: int


def read_stamp(path: Path) -> Stamp | None:
    """Tell which file stands at `path` now; None where there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stamp(status.st_ino, status.st_mtime_ns, status.st_size)


def read_sql(name: str) -> str:
    """Return the text of `analytics/sql/<name>.sql`."""
    try:
        return resources.files("analytics").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(f"There is no query {name!r}; see analytics/sql.") from None


def read_vectors(path: Path) -> pd.DataFrame:
    """Read the sentence vectors that a store keeps, whatever its version; none where there is none to read.

    Returns
    -------
    DataFrame, one row a text and encoder
        `fingerprint`, `text_hash`, `vector`.
    """
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach '{_quote(path)}' as old (read_only)")
            return connection.execute("select fingerprint, text_hash, vector from old.vectors").df()
    except duckdb.Error:
        return pd.DataFrame({"fingerprint": [], "text_hash": [], "vector": []})


def _quote(path: Path) -> str:
    return str(path).replace("'", "''")


class Store:
    """One store file, open for reading; safe to share between threads.

    Parameters
    ----------
    path : Path
        The DuckDB file.

    Attributes
    ----------
    path : Path
    stamp : Stamp
        Tells whether the file at `path` is still the one that is open.
    meta : dict of str to str
        What the store was built from and by: `data_hash`, `schema_version`, `atlas_version`, `built_at`, ….

    Raises
    ------
    StoreError
        The file is missing, is no store, or was written by another version.
    """

    def __init__(self, path: Path = STORE) -> None:
        stamp = read_stamp(path)
        if stamp is None:
            raise StoreError(f"There is no store at {path}. {_REBUILD}")
        self.path, self.stamp = path, stamp
        self._connection = duckdb.connect()
        try:
            self._connection.execute(f"attach '{_quote(path)}' as atlas (read_only)")
            self._connection.execute("set enable_external_access = false")
            rows = self._cursor().execute("select key, value from meta").fetchall()
        except duckdb.Error as error:
            self._connection.close()
            raise StoreError(f"{path} is no readable store ({str(error).splitlines()[0]}). {_REBUILD}") from None
        self.meta: dict[str, str] = dict(rows)
        if (version := self.meta.get("schema_version")) != SCHEMA_VERSION:
            self._connection.close()
            raise StoreError(f"{path} has schema {version}; this version reads {SCHEMA_VERSION}. {_REBUILD}")

    @property
    def fingerprint(self) -> str:
        """What the store was built from, as 64 hexadecimal digits: the key for caches."""
        return self.meta["data_hash"]

    @property
    def drafts(self) -> list[Path]:
        """The draft folders that stand beside the register in this store."""
        return [Path(line) for line in self.meta["drafts"].splitlines()]

    @property
    def alone(self) -> bool:
        """Whether the store holds drafts alone, without the register."""
        return self.meta["alone"] == "yes"

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        cursor.execute("use atlas")
        return cursor

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Run `analytics/sql/<name>.sql`.

        Parameters
        ----------
        name : str
            The query; its file's head gives grain, parameters and columns.
        **parameters : object
            Each parameter that the query names; a list filters, None lets all pass.

        Returns
        -------
        DataFrame
            In the query's own order; an empty result keeps its columns.

        Raises
        ------
        UsageError
            There is no such query, or a parameter is missing or too many.
        """
        sql = read_sql(name)
        try:
            return self._cursor().execute(sql, parameters or None).df()
        except (duckdb.InvalidInputException, duckdb.BinderException) as error:
            raise UsageError(f"The query {name!r} takes other parameters: {str(error).splitlines()[0]}") from None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
